"""Unlabelled news for the student: sentences as the program's tokeniser cuts them, variations of these, and what the
teacher says of them, as distributions.

A variation swaps words for others of the same tag, and names for other names of the same kind, which changes
the words and leaves the kinds of construction; the teacher reads the result, so nothing is assumed of its tree.
"""
import argparse
import pickle
import random
import time
from collections import defaultdict

import numpy as np
import torch

import mst
from data import NER, batches, index
from features import Vocab

OPEN = {"NN", "NNS", "VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "JJ", "RB", "CD", "NNP"}


def read_tokens(path):
    """CoNLL-U of words alone -> sentences without labels."""
    out, cur = [], []
    for line in open(path, encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) > 1 and c[0].isdigit():
            cur.append(c[1])
        elif cur and not line.strip():
            out.append(cur)
            cur = []
    return [blank(s) for s in out if 2 <= len(s) <= 90]


def blank(forms):
    n = len(forms)
    return {"form": list(forms), "lemma": ["_"] * n, "upos": ["X"] * n, "xpos": ["NN"] * n, "head": [-1] * n,
            "rel": ["root"] * n, "ner": None}


def vary(sents, rng, rate=0.2):
    """One variation of each sentence that the teacher has tagged."""
    words, names = defaultdict(list), defaultdict(list)
    for s in sents:
        for f, x in zip(s["form"], s["xpos"]):
            words[x].append(f)
        for a, b, k in s["spans"]:
            names[k].append(s["form"][a:b])
    out = []
    for s in sents:
        at, forms = 0, []
        spans = {a: (b, k) for a, b, k in s["spans"]}
        while at < len(s["form"]):
            if at in spans and rng.random() < 0.5:
                b, k = spans[at]
                forms += rng.choice(names[k])
                at = b
                continue
            f, x = s["form"][at], s["xpos"][at]
            if x in OPEN and rng.random() < rate and f.lower() not in ("is", "was", "are", "were", "be", "not", "have",
                                                                       "has", "had", "do", "did", "n't", "been"):
                g = rng.choice(words[x])
                f = g[:1].upper() + g[1:] if f[:1].isupper() else g
            forms.append(f)
            at += 1
        out.append(blank(forms))
    return out


def teach(net, sents, sets, pieces, words=1800):
    """Adds to each sentence the teacher's distributions (float16) and its best reading."""
    from student import spans
    from teacher import labels, run
    index(sents, sets, Vocab([]))
    net.eval()
    root = sets["rel"].index("root")
    with torch.no_grad():
        for b in batches(sents, words, random.Random(0)):
            out, mask, _ = run(net, b, pieces)
            arcs = out["arcs"].float()
            heads = np.zeros((len(b), mask.shape[0]), np.int64)
            for j, s in enumerate(b):
                m = len(s["form"])
                heads[j, :m] = mst.decode(arcs[j, :m, :m + 1].numpy())
            rel = torch.softmax(labels(net, out, torch.from_numpy(heads)), -1).numpy()
            p_arc = torch.softmax(arcs, -1).numpy()
            p = {k: torch.softmax(out[k], -1).numpy() for k in ("upos", "xpos", "ner")}
            for j, s in enumerate(b):
                m = len(s["form"])
                s["p_arc"] = p_arc[j, :m, :m + 1].astype(np.float16)
                s["p_rel"] = rel[j, :m].astype(np.float16)
                for k in p:
                    s["p_" + k] = p[k][:m, j].astype(np.float16)
                s["head"] = [int(h) - 1 for h in heads[j, :m]]
                s["rel"] = [sets["rel"][root if h < 0 else r] for h, r in zip(s["head"], rel[j, :m].argmax(-1))]
                for k in ("upos", "xpos"):
                    s[k] = [sets[k][i] for i in p[k][:m, j].argmax(-1)]
                s["ner"] = [NER[i] for i in p["ner"][:m, j].argmax(-1)]
                s["spans"] = sorted(spans(s["ner"]))


KEEP = ("form", "lemma", "upos", "xpos", "head", "rel", "ner", "p_arc", "p_rel", "p_upos", "p_xpos", "p_ner")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("teacher")
    a.add_argument("out")
    a.add_argument("tokens", nargs="+", help="CoNLL-U files of unlabelled sentences")
    a.add_argument("--lm", required=True)
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--copies", type=int, default=1, help="variations of each sentence")
    a.add_argument("--gold", type=float, default=0.5, help="variations of the treebanks' sentences (0.5: of half of them)")
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(2)
    rng = random.Random(a.seed)
    from student import load, spans
    from teacher import Teacher
    from words import Pieces
    m = torch.load(a.teacher, weights_only=False)
    sets = m["sets"]
    net = Teacher(a.lm, sets, m["layers"])
    net.load_state_dict(m["state"])
    pieces = Pieces(a.lm + "/vocab.txt")
    raw = [s for f in a.tokens for s in read_tokens(f)]
    seen, sents = set(), []
    for s in raw:
        k = " ".join(s["form"])
        if k not in seen:
            seen.add(k)
            sents.append(s)
    d = load(a.shared)
    gold = [s for s in d["ewt-train"] + d["gum-train"] if 2 <= len(s["form"]) <= 90]
    parts = []

    def add(name, part):
        start = time.time()
        teach(net, part, sets, pieces)
        parts.append((name, [{k: s[k] for k in KEEP} for s in part]))
        with open(a.out, "wb") as f:
            pickle.dump(parts, f)
        print(name, len(part), "sentences", int(time.time() - start), "s", flush=True)

    add("news", sents)
    for i in range(a.copies):
        add("news-%d" % i, vary(sents, rng))
    for s in gold:
        s["spans"] = sorted(spans(s["ner"])) if s["ner"] else []
    rng.shuffle(gold)
    add("gold", vary(gold[:int(len(gold) * a.gold)], rng, 0.15))


if __name__ == "__main__":
    main()
