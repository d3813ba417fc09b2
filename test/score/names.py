#!/usr/bin/env python3
"""Names against an IOB2 file of Universal NER.   names.py DRAGOMAN FILE.iob2

Dragoman keeps the file's sentences and words (`parse --from conllu`) and writes names as NE=B-PER in the last
column. A name counts as found if its words and its kind (PER, LOC, ORG) are the same. Prints one JSON object.
"""
import json
import os
import subprocess
import sys
import tempfile


def blocks(lines):
    rows = []
    for line in lines:
        line = line.rstrip("\n")
        if line and not line.startswith("# "):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def spans(tags):
    """(first, end, kind) of BIO tags; other kinds than PER, LOC, ORG are no names."""
    out, start, kind = set(), None, None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != kind):
            out.add((start, i, kind))
            start = None
        if tag[0] != "O" and tag[2:] in ("PER", "LOC", "ORG") and start is None:
            start, kind = i, tag[2:]
    return out


def name_of(misc):
    for part in misc.split("|"):
        if part.startswith("NE="):
            return part[3:]
    return "O"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    gold = [[(r[1], r[2]) for r in rows] for rows in blocks(open(sys.argv[2], encoding="utf8"))]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "in.conllu")
        with open(path, "w", encoding="utf8") as f:
            for s in gold:
                f.write("# text = %s\n" % " ".join(w for w, _ in s))
                for i, (w, _) in enumerate(s):
                    f.write("\t".join([str(i + 1), w] + ["_"] * 8) + "\n")
                f.write("\n")
        run = subprocess.run([sys.argv[1], "parse", "--from", "conllu", path], capture_output=True, check=False)
    if run.returncode:
        sys.exit("dragoman parse failed: " + run.stderr.decode("utf8", "replace"))
    found = [[name_of(r[9]) for r in rows if r[0].isdigit()] for rows in blocks(run.stdout.decode("utf8").splitlines())]
    if [len(s) for s in found] != [len(s) for s in gold]:
        sys.exit("dragoman parse did not keep the sentences")
    kinds = {}
    for s, tags in zip(gold, found):
        g, p = spans([t for _, t in s]), spans(tags)
        for kind in ("PER", "LOC", "ORG"):
            c = kinds.setdefault(kind, [0, 0, 0])
            c[0] += sum(x[2] == kind for x in g)
            c[1] += sum(x[2] == kind for x in p)
            c[2] += sum(x[2] == kind for x in g & p)
    kinds["all"] = [sum(c[i] for c in kinds.values()) for i in range(3)]
    for kind, (g, p, right) in kinds.items():
        kinds[kind] = {"f1": round(2 * right / max(1, g + p), 4), "precision": round(right / max(1, p), 4),
                       "recall": round(right / max(1, g), 4), "gold": g}
    print(json.dumps(kinds))


if __name__ == "__main__":
    main()
