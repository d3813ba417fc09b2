"""The learners that the shipped network was measured against: arc-standard transition parsers.

baseline.py linear|feedforward [--minutes M]: hashed linear classifier (Yamada and Matsumoto 2003; Nivre 2008) or
a hidden layer over embeddings (Chen and Manning 2014). Trained on projective gold trees with gold tags; parses the
development sets with gold tags, which flatters it. Prints UAS and LAS without subtypes.
"""
import argparse
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import norm
from student import load

SLOTS = 18
HASH = 1 << 20


class State:
    """Stack and buffer of one sentence; -1 is the root, which lies at the bottom of the stack."""

    def __init__(self, n):
        self.stack, self.next, self.n = [-1], 0, n
        self.head, self.rel = [None] * n, [0] * n
        self.left, self.right = [[] for _ in range(n + 1)], [[] for _ in range(n + 1)]

    def done(self):
        return self.next == self.n and len(self.stack) == 1

    def legal(self):
        """shift, left arc, right arc"""
        k = len(self.stack)
        return self.next < self.n, k > 2, k > 1 and (k > 2 or self.next == self.n)

    def act(self, a, r):
        if a == 0:
            self.stack.append(self.next)
            self.next += 1
            return
        d, h = (self.stack[-2], self.stack[-1]) if a == 1 else (self.stack[-1], self.stack[-2])
        del self.stack[-2 if a == 1 else -1]
        self.head[d], self.rel[d] = h, r
        (self.left if d < h else self.right)[h].append(d)

    def slots(self):
        """Words that features look at; -2 is nothing."""
        s = [self.stack[-i] if len(self.stack) >= i else -2 for i in (1, 2, 3)]
        b = [self.next + i if self.next + i < self.n else -2 for i in range(3)]
        out = s + b
        for x in s[:2]:
            l, r = (self.left[x], self.right[x]) if x >= 0 else ([], [])
            l1, r1 = (l[-1] if l else -2), (r[-1] if r else -2)
            out += [l1, r1, l[-2] if len(l) > 1 else -2, r[-2] if len(r) > 1 else -2,
                    self.left[l1][-1] if l1 >= 0 and self.left[l1] else -2,
                    self.right[r1][-1] if r1 >= 0 and self.right[r1] else -2]
        return out


def oracle(s):
    """Actions of a projective tree, or None."""
    n, head = len(s["form"]), s["head"]
    left = [sum(h == i for h in head) for i in range(n)]
    st, out = State(n), []
    while not st.done():
        k = len(st.stack)
        if k > 2 and head[st.stack[-2]] == st.stack[-1] and left[st.stack[-2]] == 0:
            a, d = 1, st.stack[-2]
        elif k > 1 and head[st.stack[-1]] == st.stack[-2] and left[st.stack[-1]] == 0 and (k > 2 or st.next == n):
            a, d = 2, st.stack[-1]
        elif st.next < n:
            a, d = 0, None
        else:
            return None
        out.append((a, d))
        if a and head[d] >= 0:
            left[head[d]] -= 1
        st.act(a, 0)
    return out


def rows(s, st):
    """word, tag and relation of each slot"""
    w, t, r = [], [], []
    for x in st.slots():
        w.append(s["bw"][x] if x >= 0 else 1 if x == -1 else 0)
        t.append(s["bt"][x] if x >= 0 else 1 if x == -1 else 0)
        r.append(st.rel[x] if x >= 0 else 0)
    return w + t + r


PAIRS = [(0, 1), (0, 3), (1, 3), (0, 4), (3, 4), (0, 2), (0, 6), (0, 7), (1, 12), (1, 13), (0, 12), (1, 7)]
TRIPLES = [(0, 1, 3), (0, 3, 4), (0, 1, 2), (0, 1, 7), (0, 1, 12), (0, 1, 13), (0, 1, 6), (3, 4, 5)]


def crossed(x):
    """Rows [n][3 * SLOTS] to hashed feature numbers [n][k]: single parts, pairs and triples of words and tags."""
    x = x.astype(np.int64)
    w, t, r = x[:, :SLOTS], x[:, SLOTS:2 * SLOTS], x[:, 2 * SLOTS:]
    out, number = [], 0

    def add(*parts):
        nonlocal number
        number += 1
        h = np.full(len(x), number * 0x9E3779B1, np.int64)
        for p in parts:
            h = (h ^ p) * 0x100000001B3 & 0x7FFFFFFFFFFFFF
            h ^= h >> 23
        out.append(h % HASH)

    for i in range(SLOTS):
        add(w[:, i])
        add(t[:, i])
        add(w[:, i], t[:, i])
        if i > 5:
            add(r[:, i], t[:, 0 if i < 12 else 1])
    for i, j in PAIRS:
        add(w[:, i], w[:, j])
        add(w[:, i], t[:, j])
        add(t[:, i], w[:, j])
        add(t[:, i], t[:, j])
    for i, j, k in TRIPLES:
        add(t[:, i], t[:, j], t[:, k])
        add(w[:, i], t[:, j], t[:, k])
    return np.stack(out, 1)


class Linear(nn.Module):
    def __init__(self, n_out):
        super().__init__()
        self.w = nn.EmbeddingBag(HASH, n_out, mode="sum", sparse=True)
        nn.init.zeros_(self.w.weight)

    def forward(self, x):
        return self.w(torch.from_numpy(crossed(x)))


class FeedForward(nn.Module):
    def __init__(self, n_out, n_words, n_tags, n_rels):
        super().__init__()
        self.w, self.t, self.r = nn.Embedding(n_words, 64), nn.Embedding(n_tags, 32), nn.Embedding(n_rels, 32)
        self.hid, self.out = nn.Linear(SLOTS * 128, 256), nn.Linear(256, n_out)

    def forward(self, x):
        x = torch.from_numpy(x.astype(np.int64))
        e = torch.cat([self.w(x[:, :SLOTS]), self.t(x[:, SLOTS:2 * SLOTS]), self.r(x[:, 2 * SLOTS:])], -1).flatten(1)
        h = F.relu(self.hid(F.dropout(e, 0.2, self.training)))
        return self.out(F.dropout(h, 0.3, self.training))


def evaluate(net, sents, rels):
    net.eval()
    states = [State(len(s["form"])) for s in sents]
    todo = list(range(len(sents)))
    while todo:
        x = np.array([rows(sents[i], states[i]) for i in todo], np.int32)
        with torch.no_grad():
            score = net(x).numpy()
        for k, i in enumerate(todo):
            ok = states[i].legal()
            mask = np.array([ok[0]] + [ok[1]] * len(rels) + [ok[2]] * len(rels))
            a = int(np.where(mask, score[k], -1e9).argmax())
            states[i].act(0 if a == 0 else 1 + (a - 1) // len(rels), (a - 1) % len(rels) + 1 if a else 0)
        todo = [i for i in todo if not states[i].done()]
    net.train()
    n = sum(len(s["form"]) for s in sents)
    pairs = [(st.head[i] == s["head"][i], rels[st.rel[i] - 1].split(":")[0] == s["rel"][i].split(":")[0])
             for s, st in zip(sents, states) for i in range(len(s["form"]))]
    return "uas %.2f las %.2f" % (100 * sum(u for u, _ in pairs) / n, 100 * sum(u and l for u, l in pairs) / n)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("learner", choices=["linear", "feedforward"])
    a.add_argument("--minutes", type=float, default=4)
    a.add_argument("--shared", default="../../shared")
    a = a.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    torch.set_num_threads(1)
    d = load(a.shared)
    train = d["ewt-train"] + d["gum-train"]
    count = {}
    for s in train:
        for f in s["form"]:
            count[norm(f)] = count.get(norm(f), 0) + 1
    at = {w: i + 3 for i, w in enumerate(w for w, n in count.items() if n > 1)}
    tags = sorted({t for s in train for t in s["xpos"]})
    rels = sorted({r for s in train for r in s["rel"]})
    for part in d.values():
        for s in part:
            s["bw"] = [at.get(norm(f), 2) for f in s["form"]]
            s["bt"] = [tags.index(t) + 2 if t in tags else 0 for t in s["xpos"]]
    xs, ys = [], []
    for s in train:
        acts = oracle(s)
        if acts is None:
            continue
        st = State(len(s["form"]))
        for act, w in acts:
            xs.append(rows(s, st))
            r = rels.index(s["rel"][w]) if act else 0
            ys.append(0 if act == 0 else 1 + (act - 1) * len(rels) + r)
            st.act(act, r + 1 if act else 0)
    x, y = np.array(xs, np.int32), torch.tensor(ys)
    n_out = 1 + 2 * len(rels)
    net = Linear(n_out) if a.learner == "linear" else FeedForward(n_out, len(at) + 3, len(tags) + 2, len(rels) + 1)
    opt = torch.optim.SparseAdam(net.parameters(), 2e-3) if a.learner == "linear" else torch.optim.Adam(net.parameters(), 1e-3)
    start, total = time.time(), a.minutes * 60
    print(len(y), "actions", flush=True)
    while time.time() - start < total:
        order = torch.randperm(len(y))
        for k in range(0, len(order), 1000):
            frac = (time.time() - start) / total
            if frac >= 1:
                break
            opt.param_groups[0]["lr"] = (2e-3 if a.learner == "linear" else 1e-3) * (1 - frac)
            i = order[k:k + 1000]
            loss = F.cross_entropy(net(x[i.numpy()]), y[i])
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(int(time.time() - start), float(loss.detach()), flush=True)
    for t in ("ewt-dev", "gum-dev"):
        print(a.learner, t, evaluate(net, d[t], rels), flush=True)


if __name__ == "__main__":
    main()
