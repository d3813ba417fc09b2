#!/bin/sh
# Score the program against our annotated articles; fail if a measure has fallen below its floor.
#   test/accuracy.sh DRAGOMAN
set -eu
here=$(dirname "$0")
exec python3 "$here/score/score.py" "$1" --floors "$here/score/floors.txt" \
    "$here/gold/articles.jsonl" "$here/gold/more.jsonl"
