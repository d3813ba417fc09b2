"""Trains the network: gold trees, and silver ones where given.   student.py OUT --vectors FILE [...]"""
import argparse
import math
import pickle
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import mst
from augment import augment
from conllu import add_names, read_conllu, read_iob2
from data import batches, collate, collate_soft, index, index_one, tag_sets
from features import Vocab
from net import Net, Quant

CORE = {"nsubj", "obj", "iobj", "obl", "ccomp", "xcomp", "conj", "nmod"}
WEIGHTS = {"upos": 0.5, "xpos": 0.5, "ner": 0.5}  # of the heads in the loss; arcs and relations count 1


def load(shared):
    ud = shared + "/data/ud/"
    d = {n: read_conllu(ud + n + ".conllu") for n in ("ewt-train", "gum-train", "ewt-dev", "gum-dev")}
    for part in ("train", "dev"):
        add_names(d["ewt-" + part], read_iob2("%s/data/uner/en_ewt-ud-%s.iob2" % (shared, part)))
    return d


def spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != kind):
            out.add((start, i, kind))
            start = None
        if t[0] == "B" or (t[0] == "I" and start is None):
            start, kind = i, t[2:]
    return out


def evaluate(net, sents, sets, words=4000):
    net.eval()
    n = uas = las = lsub = up = xp = 0
    core_g = core_p = core_r = 0
    ng = np_ = nr = 0
    rel0 = [r.split(":")[0] for r in sets["rel"]]
    with torch.no_grad():
        for b in batches(sents, words, random.Random(0)):
            w, h, mask, y = collate(b)
            out = net(w, h, mask)
            arcs = out["arcs"].numpy()
            heads = np.zeros((len(b), w.shape[0]), np.int64)
            for j, s in enumerate(b):
                m = len(s["form"])
                heads[j, :m] = mst.decode(arcs[j, :m, :m + 1])
            lab = net.labels(out, torch.from_numpy(heads))
            root = sets["rel"].index("root")
            lab[..., root] = -1e9
            rel = lab.argmax(-1).numpy()
            rel[heads == 0] = root
            u, x, e = (out[k].argmax(-1).numpy() for k in ("upos", "xpos", "ner"))
            for j, s in enumerate(b):
                m = len(s["form"])
                n += m
                up += (u[:m, j] == s["y_upos"]).sum()
                xp += (x[:m, j] == s["y_xpos"]).sum()
                for i in range(m):
                    g, p = s["rel"][i].split(":")[0], rel0[rel[j, i]]
                    core_g += g in CORE
                    core_p += p in CORE
                    if heads[j, i] == s["y_head"][i]:
                        uas += 1
                        if g == p:
                            las += 1
                            core_r += g in CORE
                        lsub += sets["rel"][rel[j, i]] == s["rel"][i]
                if s["ner"]:
                    g, p = spans(s["ner"]), spans([sets["ner"][t] for t in e[:m, j]])
                    ng, np_, nr = ng + len(g), np_ + len(p), nr + len(g & p)
    r = dict(upos=up / n, xpos=xp / n, uas=uas / n, las=las / n, las_sub=lsub / n, core=2 * core_r / (core_g + core_p))
    if ng:
        r["ner"] = 2 * nr / max(1, ng + np_)
    return {k: round(float(v) * 100, 2) for k, v in r.items()}


def loss_of(net, out, y):
    """Sum over the heads' cross entropies, each a mean over words."""
    t = {}
    for k, wt in WEIGHTS.items():
        if (y[k] >= 0).any():
            t[k] = wt * F.cross_entropy(out[k].flatten(0, 1), y[k].flatten(), ignore_index=-100)
    head = y["head"].t()
    if not (head >= 0).any():
        return sum(t.values())
    t["arc"] = F.cross_entropy(out["arcs"].flatten(0, 1), head.flatten(), ignore_index=-100)
    lab = net.labels(out, head.clamp_min(0))
    t["rel"] = F.cross_entropy(lab.flatten(0, 1), y["rel"].t().flatten(), ignore_index=-100)
    return sum(t.values())


def soft_loss(net, out, p, mask):
    """Cross entropy to the teacher's distributions, means over words."""
    n = mask.sum()
    t = 0
    for k, wt in WEIGHTS.items():
        t = t - wt * (p[k] * F.log_softmax(out[k], -1)).sum() / n
    t = t - (p["arc"] * F.log_softmax(out["arcs"], -1).clamp_min(-30)).sum() / n
    lab = net.labels(out, p["head"])
    return t - (p["rel"] * F.log_softmax(lab, -1)).sum() / n


class Mean:
    """Running mean of the weights, which is what is kept."""

    def __init__(self, net, decay):
        self.decay = decay
        self.w = {k: v.detach().clone() for k, v in net.named_parameters()}

    def update(self, net, step):
        d = min(self.decay, (1 + step) / (10 + step))
        with torch.no_grad():
            for k, v in net.named_parameters():
                self.w[k].lerp_(v, 1 - d)

    def swap(self, net):
        with torch.no_grad():
            for k, v in net.named_parameters():
                t = v.clone()
                v.copy_(self.w[k])
                self.w[k].copy_(t)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("out")
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--vectors", help="first vectors of words (vectors.py)")
    a.add_argument("--silver", help="what the teacher says of unlabelled text (silver.py)")
    a.add_argument("--steps", type=int, default=4000)
    a.add_argument("--h", type=int, default=128)
    a.add_argument("--layers", type=int, default=3)
    a.add_argument("--lr", type=float, default=3e-3)
    a.add_argument("--batch", type=int, default=2500)
    a.add_argument("--drop", type=float, default=0.25)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--start", help="go on from this model, rounded as the program rounds from the first step on")
    a.add_argument("--ner", type=float, default=0.5, help="weight of names in the loss")
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--gold", type=int, default=2, help="times that gold is seen while silver is seen once")
    a = a.parse_args()
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    torch.set_num_threads(a.threads)
    d = load(a.shared)
    train = [s for s in d["ewt-train"] + d["gum-train"] if len(s["form"]) <= 120]
    sets = tag_sets(train)
    with open(a.vectors, "rb") as f:
        words, n_seen, vec = pickle.load(f)
    vocab = Vocab(words)
    for s in d.values():
        index(s, sets, vocab)
    at = {k: {t: i for i, t in enumerate(v)} for k, v in sets.items()}
    silver = []
    if a.silver:
        with open(a.silver, "rb") as f:
            silver = [s for _, part in pickle.load(f) for s in part]
        index(silver, sets, vocab)
    net = Net(len(vocab), n_seen, len(sets["upos"]), len(sets["xpos"]), len(sets["ner"]), len(sets["rel"]), h=a.h,
              layers=a.layers, drop=a.drop)
    with torch.no_grad():
        net.base.copy_(torch.from_numpy(vec))
    if a.start:
        net.load_state_dict(torch.load(a.start, weights_only=False)["state"])
    WEIGHTS["ner"] = a.ner
    print("words", len(vocab), "sentences", len(train), "silver", len(silver), flush=True)
    opt = torch.optim.Adam(net.parameters(), lr=a.lr, betas=(0.9, 0.95), fused=True)
    mean = Mean(net, 0.99)
    start, step, epoch, run = time.time(), 0, 0, 0.0
    done = False
    while not done:
        net.train()
        todo = [(b, True) for b in batches(silver, a.batch, rng)]
        for _ in range(a.gold if silver else 1):
            epoch_gold = []
            for s in train:
                t = augment(s, rng)
                if t is not s:
                    index_one(t, at, vocab)
                epoch_gold.append(t)
            todo += [(b, False) for b in batches(epoch_gold, a.batch, rng)]
        rng.shuffle(todo)
        for b, soft in todo:
            frac = step / a.steps
            done = frac >= 1
            Quant.acts = frac > 0.4 or bool(a.start)
            Quant.weights = frac > 0.7 or bool(a.start)
            Quant.half = frac < 0.9
            for g in opt.param_groups:
                g["lr"] = a.lr * min(1, step / 100 + 0.01) * (0.5 + 0.5 * math.cos(math.pi * min(frac, 1))) + 1e-6
            w, h, mask, y = collate(b)
            unknown = torch.where(y["ner"] > 0, 0.15, 0.06)  # names of the test text are most often new ones
            w = torch.where((torch.rand(w.shape) < unknown) & (w > 0), 1, w)
            out = net(w, h, mask)
            if soft:
                p = collate_soft(b, len(sets["rel"]))
                p["head"] = y["head"].t().clamp_min(0)
                loss = soft_loss(net, out, p, mask)
            else:
                loss = loss_of(net, out, y)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            run = 0.98 * run + 0.02 * float(loss.detach())
            step += 1
            if step % 4 == 0:
                mean.update(net, step // 4)
            if step % 1000 == 0 or done:
                mean.swap(net)
                print(step, int(time.time() - start), round(run, 3), "ewt-dev", evaluate(net, d["ewt-dev"], sets), "gum-dev",
                      evaluate(net, d["gum-dev"], sets)["las"], flush=True)
                torch.save(dict(cfg=net.cfg, state=net.state_dict(), sets=sets, words=vocab.words), a.out)
                mean.swap(net)
                net.train()
            if done:
                break


if __name__ == "__main__":
    main()
