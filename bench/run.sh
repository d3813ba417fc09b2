#!/bin/sh
# Speed and memory: each room, the whole on one and on all threads (bench/rooms.c), then the program
# as a whole process over the same articles repeated. run.sh DRAGOMAN [ARTICLES.jsonl]
set -eu
dragoman="$1"
articles="${2:-test/gold/articles.jsonl}"
build=$(dirname "$dragoman")
meson compile -C "$build" rooms >/dev/null
"$build/bench/rooms" codebook model/dragoman.model "$articles"
many=$(mktemp)
trap 'rm -f "$many"' EXIT
i=0
while [ $i -lt 50 ]; do cat "$articles"; i=$((i + 1)); done >"$many"
echo
echo "whole process, $(wc -l <"$many") articles, JSON Lines out:"
for jobs in 1 "$(nproc)"; do
    begin=$(date +%s.%N)
    "$dragoman" code --format jsonl --jobs "$jobs" "$many" >/dev/null
    end=$(date +%s.%N)
    awk -v b="$begin" -v e="$end" -v j="$jobs" 'BEGIN { printf "  --jobs %s: %.2f s\n", j, e - b }'
done
