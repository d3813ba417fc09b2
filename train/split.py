#!/usr/bin/env python3
"""Train the sentence splitter: writes src/text/split_table.h.

  split.py UD_DIR

UD_DIR holds {ewt,gum}-train.conllu and {ewt,gum}-dev.conllu (Universal Dependencies English, CC BY-SA and CC BY).
Only weights of hashed features leave here, no text. The features come from the program's own code
(train/split_gaps.c, compiled here with $CC), so that training and use cannot differ. The learner is
logistic regression by AdaGrad in a fixed order: the same input gives the same table.
"""
import math, os, random, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIZE = 1 << 16
EPOCHS = 12
RATE = 0.25
DECAY = 2e-6       # L2, per step on the features seen
SCALE = 16         # weight 1.0 becomes 16, so do boundary.c's least scores
LEAST = {"S": 0, "O": 18}  # scores from which report() counts an end, behind a stop and without (boundary.c)


def sentences(path):
    with open(path, encoding="utf8") as f:
        return [line[9:].strip() for line in f if line.startswith("# text = ")]


def build(folder):
    tool = os.path.join(folder, "split_gaps")
    text = sorted(os.path.join(ROOT, "src/text", n) for n in os.listdir(os.path.join(ROOT, "src/text")) if n.endswith(".c"))
    base = [os.path.join(ROOT, "src/base", n) for n in ("arena.c", "str.c", "error.c")]
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-std=c11", "-D_GNU_SOURCE", "-I" + os.path.join(ROOT, "include"),
                    "-I" + os.path.join(ROOT, "src"), os.path.join(ROOT, "train/split_gaps.c"), *text, *base,
                    "-lutf8proc", "-o", tool], check=True)
    return tool


def examples(tool, path):
    text = "".join(s + "\n" for s in sentences(path))
    out = subprocess.run([tool], input=text.encode("utf8"), capture_output=True, check=True).stdout.decode("ascii")
    rows = (line.split() for line in out.splitlines())
    return [(int(r[0]), r[1], [int(x) for x in r[2:]]) for r in rows]


def train(data):
    weights, squares = [0.0] * SIZE, [1e-3] * SIZE
    order = list(range(len(data)))
    rng = random.Random(7)
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for i in order:
            y, _, fs = data[i]
            z = sum(weights[f] for f in fs)
            g = (1 / (1 + math.exp(-z)) if z > -30 else 0.0) - y
            if -0.002 < g < 0.002:
                continue
            for f in fs:
                d = g + DECAY * weights[f] * len(data)
                squares[f] += d * d
                weights[f] -= RATE * d / math.sqrt(squares[f])
    return weights


def report(weights, data, name):
    for kind, least in LEAST.items():
        tp = fp = fn = 0
        for y, k, fs in data:
            if k == kind:
                guess = sum(weights[f] for f in fs) > least
                tp += guess and y
                fp += guess and not y
                fn += y and not guess
        print("%s %s: right %d, wrong %d, missed %d" % (name, kind, tp, fp, fn))


def main():
    ud = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        tool = build(folder)
        sets = {n: examples(tool, os.path.join(ud, n + ".conllu")) for n in ("ewt-train", "gum-train", "ewt-dev", "gum-dev")}
    weights = train(sets["ewt-train"] + sets["gum-train"])
    rounded = [max(-127, min(127, round(w * SCALE))) for w in weights]
    for name in ("ewt-dev", "gum-dev"):
        report(rounded, sets[name], name)
    with open(os.path.join(ROOT, "src/text/split_table.h"), "w", encoding="ascii") as f:
        f.write("/* split_table.h - weights of the sentence splitter (boundary.c). Made by train/split.py; do not edit. */\n/* clang-format off */\n")
        f.write("#define DG_SPLIT_SIZE %d\n" % SIZE)
        f.write("static const int8_t dg_split_weights[DG_SPLIT_SIZE] = {\n")
        line = ""
        for w in rounded:
            item = "%d," % w
            if len(line) + len(item) > 98:
                f.write(line + "\n")
                line = ""
            line += item
        f.write(line + "\n};\n")


main()
