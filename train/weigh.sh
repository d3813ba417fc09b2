#!/usr/bin/env bash
# Learns codebook/learned.txt anew from our annotated articles and judged rows; to be run after a change of codebook or model. A minute.
#   train/weigh.sh      environment: PYTHON (with numpy and torch), SHARED (folder with data/), BUILD
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
shared=$(cd "${SHARED:-$root/../shared}" && pwd)
build=${BUILD:-$root/build}
meson compile -C "$build" weighed >/dev/null
"${PYTHON:-python3}" "$root/train/weigh.py" "$build/weighed" "$root/codebook/learned.txt" --gold "$root"/test/gold/{articles,more,third,fourth,other,sentences}.jsonl \
    --judged "$root/train/judged.tsv" "$shared/data/wikinews.jsonl" --check "$shared/data/gold_dev.jsonl" "$@"
