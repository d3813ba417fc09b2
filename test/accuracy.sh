#!/bin/sh
# Score the program against our annotated articles; fail if a measure has fallen below its floor.
#   test/accuracy.sh DRAGOMAN
# The floors are for the articles of negotiations and conflicts that the codebook was made with. The
# articles on other matters, where little may be coded, the single sentences and the later articles
# are shown beside them.
set -eu
here=$(dirname "$0")
for other in other sentences fourth fifth sixth; do
    echo "$other.jsonl"
    python3 "$here/score/score.py" "$1" "$here/gold/$other.jsonl"
done
echo "articles.jsonl, more.jsonl"
exec python3 "$here/score/score.py" "$1" --floors "$here/score/floors.txt" \
    "$here/gold/articles.jsonl" "$here/gold/more.jsonl"
