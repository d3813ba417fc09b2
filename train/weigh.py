#!/usr/bin/env python3
"""Learns which rows of the event room stand, from annotated articles.   weigh.py WEIGHED OUT.txt --gold FILE... [--judged FILE ARTICLES] [--check FILE...]

WEIGHED is the program of train/weighed.c (`meson compile -C build weighed`). What it tells of an article is right where an annotated
event of the same kind has the same trigger words; JUDGED holds verdicts on such rows, by article and place in its text
(train/judged.tsv). Logistic regression with a penalty on squares; weights are written in hundredths of a logit, small ones left out. Judged
rows were drawn by how doubtful they were, so they get an offset of their own that is not written. The bars are those with the best F1
over annotated articles held out (six parts) and over those of --check, from which no weight is learned.
"""
import argparse
import json
import os
import random
import re
import subprocess
from collections import Counter

import numpy as np
import torch

NEVER = 10**6  # as a bar: no near sense is tried
DROP = 5  # hundredths of a logit: smaller weights are left out


def read_gold(path):
    """article id -> [(event, [byte spans of the trigger])]"""
    out = {}
    for line in open(path, encoding="utf8"):
        a = json.loads(line)
        text, events = a["text"], []
        for e in a["gold"]["events"]:
            at = text.find(e["sentence"])
            spans = []
            for m in re.finditer(re.escape(e["trigger"]), e["sentence"]) if at >= 0 else ():
                start = len(text[:at + m.start()].encode())
                spans.append((start, start + len(e["trigger"].encode())))
            events.append((e["event"], spans))
        out[a["id"]] = events
    return out


def read_judged(path):
    """article id -> {(start, end, event): right}"""
    out = {}
    for line in open(path, encoding="utf8"):
        if line.startswith("#"):
            continue
        article, start, end, event, verdict = line.split()
        out.setdefault(article, {})[int(start), int(end), event] = verdict != "n"
    return out


def weighed(program, path):
    rows = []
    run = subprocess.run([program, path], stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode("utf8").splitlines():
        article, start, end, _, _, event, kind, kept, _, features = line.split("\t")
        rows.append({"article": article, "start": int(start), "end": int(end), "event": event, "near": kind == "near",
                     "kept": kept == "1", "features": features.split("\x1f")[:-1]})
    return rows


def label_gold(rows, gold):
    """Rows with y; what is merged into another row or only told again is left out."""
    out = []
    for r in rows:
        r["y"] = any(event == r["event"] and any(r["start"] < b and a < r["end"] for a, b in spans)
                     for event, spans in gold[r["article"]])
        if r["near"] or r["kept"]:
            out.append(r)
    return out


def label_judged(rows, judged):
    out = []
    for r in rows:
        y = judged.get(r["article"], {}).get((r["start"], r["end"], r["event"]))
        if y is not None:
            r["y"] = y
            r["features"].append("judged near" if r["near"] else "judged hit")
            out.append(r)
    return out


def learn(rows, penalty):
    """feature -> weight, in logits"""
    often = Counter(f for r in rows for f in r["features"])
    at = {f: i for i, f in enumerate(f for f, n in often.items() if n > 1)}
    known = [[at[f] for f in r["features"] if f in at] for r in rows]
    flat = torch.tensor([f for r in known for f in r])
    first = torch.tensor(np.cumsum([0] + [len(r) for r in known[:-1]]))
    y = torch.tensor([float(r["y"]) for r in rows])
    w = torch.zeros(len(at), 1, requires_grad=True)
    step = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        step.zero_grad()
        s = torch.nn.functional.embedding_bag(flat, w, first, mode="sum").squeeze(1)
        t = torch.nn.functional.binary_cross_entropy_with_logits(s, y, reduction="sum") + 0.5 * penalty * (w * w).sum()
        t.backward()
        return t

    step.step(loss)
    values = (100 * w.detach().numpy()[:, 0]).round().astype(int)
    return {f: int(values[i]) for f, i in at.items() if abs(values[i]) >= DROP}


def score(weights, row):
    return sum(weights.get(f, 0) for f in row["features"])


def held_out(rows, penalty, parts, seed):
    """Scores of all rows, each by weights learned from other articles."""
    names = sorted({r["article"] for r in rows})
    random.Random(seed).shuffle(names)
    for part in range(parts):
        test = set(names[part::parts])
        weights = learn([r for r in rows if r["article"] not in test], penalty)
        for r in rows:
            if r["article"] in test:
                r["score"] = score(weights, r)


def best_near(rows):
    """One near row a place: the best, as the program takes it."""
    best = {}
    for r in rows:
        if r["near"]:
            k = r["article"], r["start"], r["end"]
            if k not in best or r["score"] > best[k]["score"]:
                best[k] = r
    return list(best.values())


def f1(rows, total, hit_bar, near_bar):
    kept = [r for r in rows if not r["near"] and r["score"] >= hit_bar] + [
        r for r in best_near(rows) if r["score"] >= near_bar]
    right = sum(r["y"] for r in kept)
    return 2 * right / max(1, len(kept) + total), right, len(kept)


def careful(values, f):
    """The first of values (from the most careful on) whose figure is within a thousandth of the best."""
    figures = [f(v) for v in values]
    return next(v for v, x in zip(values, figures) if x >= max(figures) - 0.001)


def bars(rows, total):
    """Bars of hits and near senses by F1; what the codebook decides stands where learning gains next to nothing."""
    hit = careful(range(-300, 1, 10), lambda b: f1(rows, total, b, NEVER)[0])
    near = careful([NEVER, *range(300, -1, -10)], lambda b: f1(rows, total, hit, b)[0])
    return hit, near


def main():
    a = argparse.ArgumentParser()
    a.add_argument("weighed")
    a.add_argument("out")
    a.add_argument("--gold", nargs="+", default=[])
    a.add_argument("--judged", nargs=2, default=None)
    a.add_argument("--check", nargs="*", default=[])
    a.add_argument("--penalty", type=float, default=8)
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rows, total = [], 0
    for path in a.gold:
        gold = read_gold(path)
        total += sum(len(g) for g in gold.values())
        rows += label_gold(weighed(a.weighed, path), gold)
    if a.judged:
        more = label_judged(weighed(a.weighed, a.judged[1]), read_judged(a.judged[0]))
        rows += more
    held_out(rows, a.penalty, 6, a.seed)
    weights = {f: w for f, w in learn(rows, a.penalty).items() if not f.startswith("judged")}
    sets = [("held-out articles", [r for r in rows if "judged" not in r["features"][-1]], total)]
    for path in a.check:
        gold = read_gold(path)
        test = label_gold(weighed(a.weighed, path), gold)
        for r in test:
            r["score"] = score(weights, r)
        sets.append((os.path.basename(path), test, sum(len(g) for g in gold.values())))
    hit, near = bars([r for _, part, _ in sets for r in part], sum(n for _, _, n in sets))
    print("rows", len(rows), "right", sum(r["y"] for r in rows), "bars: hit %d, near %s" % (hit, "never" if near == NEVER else near))
    for name, part, n in sets:
        print("%s: F1 %.4f without, %.4f with" % (name, f1(part, n, -10**6, NEVER)[0], f1(part, n, hit, near)[0]))
    hits = [r for r in rows if not r["near"] and "judged" in r["features"][-1]]
    for bar in (-10**6, hit):
        kept = [r["y"] for r in hits if r["score"] >= bar]
        print("judged hits from %d on: %d, right %.3f" % (bar, len(kept), sum(kept) / max(1, len(kept))))
    with open(a.out, "w", encoding="utf8") as out:
        out.write("# Weights of the rows' features (src/event/weigh.h), in hundredths of a logit; made by train/weigh.py.\n"
                  "weigh bar hit %d\n" % hit)
        if near != NEVER:
            out.write("weigh bar near %d\n" % near)
        for f, w in sorted(weights.items(), key=lambda x: (x[0].split(" ", 1), x[1])):
            if near == NEVER and f.startswith("near"):
                continue
            out.write("weigh %d %s\n" % (w, f))
    print(len(weights), "weights")


if __name__ == "__main__":
    main()
