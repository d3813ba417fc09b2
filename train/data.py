"""Sentences to batches: tag sets, rows of features, mechanical changes that bring web text nearer to news."""
import random

import numpy as np
import torch

from features import N_FEATS, hashed

NER = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]


def tag_sets(sents):
    return {k: sorted({t for s in sents for t in s[k]}) for k in ("upos", "xpos", "rel")} | {"ner": NER}


def index(sents, sets, vocab):
    """Adds to each sentence its numbers. Unknown tags and heads become -100, which no loss counts."""
    at = {k: {t: i for i, t in enumerate(v)} for k, v in sets.items()}
    for s in sents:
        index_one(s, at, vocab)


def index_one(s, at, vocab):
    s["w"] = np.array([vocab.row(f) for f in s["form"]])
    s["h"] = np.array([hashed(f, i == 0) for i, f in enumerate(s["form"])])
    for k in ("upos", "xpos", "rel"):
        s["y_" + k] = np.array([at[k].get(t, -100) for t in s[k]])
    s["y_ner"] = np.array([at["ner"][t] for t in s["ner"]] if s["ner"] else [-100] * len(s["form"]))
    s["y_head"] = np.array([-100 if h is None else h + 1 for h in s["head"]])


def batches(sents, words, rng):
    """Batches of about `words` words, of sentences of like length, in random order."""
    order = sorted(sents, key=lambda s: len(s["form"]) + rng.random() * 4)
    out, cur = [], []
    for s in order:
        if cur and (len(cur) + 1) * len(s["form"]) > words:
            out.append(cur)
            cur = []
        cur.append(s)
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return out


def collate_soft(batch, n_rel):
    """The teacher's distributions of a batch, as float tensors laid out as the network's outputs."""
    n, b = max(len(s["form"]) for s in batch), len(batch)
    p = {k: np.zeros((n, b, batch[0]["p_" + k].shape[1]), np.float32) for k in ("upos", "xpos", "ner")}
    p["arc"] = np.zeros((b, n, n + 1), np.float32)
    p["rel"] = np.zeros((b, n, n_rel), np.float32)
    for j, s in enumerate(batch):
        m = len(s["form"])
        for k in ("upos", "xpos", "ner"):
            p[k][:m, j] = s["p_" + k]
        p["arc"][j, :m, :m + 1] = s["p_arc"]
        p["rel"][j, :m] = s["p_rel"]
    return {k: torch.from_numpy(v) for k, v in p.items()}


def collate(batch):
    n, b = max(len(s["form"]) for s in batch), len(batch)
    w, h = np.zeros((n, b), np.int64), np.zeros((n, b, N_FEATS), np.int64)
    mask = np.zeros((n, b, 1), np.float32)
    y = {k: np.full((n, b), -100, np.int64) for k in ("upos", "xpos", "ner", "rel", "head")}
    for j, s in enumerate(batch):
        m = len(s["form"])
        w[:m, j], h[:m, j], mask[:m, j] = s["w"], s["h"], 1
        for k in y:
            y[k][:m, j] = s["y_" + k]
    return (torch.from_numpy(w), torch.from_numpy(h), torch.from_numpy(mask),
            {k: torch.from_numpy(v) for k, v in y.items()})
