"""A large teacher: a pretrained language model fine-tuned on the treebanks, which then labels unlabelled news.

teacher.py OUT.pt --lm FOLDER     the model of FOLDER (MPNet) with heads for tags, names, arcs and relations

The language model is all-mpnet-base-v2 (Apache-2.0; Song et al. 2020, Reimers and Gurevych 2019), its
encoder written out here so that training needs torch alone. It folds capitals, so the shape of each word is added to
what its pieces enter with.
"""
import argparse
import math
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

import mst
from conllu import blank, read_iob2
from data import NER, batches, collate, index, tag_sets
from features import N_HASHED, Vocab
from net import VarDrop
from words import Pieces


def lin(i, o):
    return nn.Linear(i, o)


class Layer(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = lin(d, d), lin(d, d), lin(d, d), lin(d, d)
        self.up, self.down = lin(d, 4 * d), lin(4 * d, d)
        self.n1, self.n2 = nn.LayerNorm(d, 1e-5), nn.LayerNorm(d, 1e-5)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, bias):
        b, n, d = x.shape
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.n1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, n, d))))
        return self.n2(x + self.drop(self.down(F.gelu(self.up(x)))))


class MPNet(nn.Module):
    def __init__(self, folder, layers):
        super().__init__()
        w = load_file(folder + "/model.safetensors")
        w = {k.removeprefix("mpnet."): v for k, v in w.items()}
        d, heads = w["embeddings.word_embeddings.weight"].shape[1], 12
        self.word = nn.Embedding.from_pretrained(w["embeddings.word_embeddings.weight"])
        self.pos = nn.Embedding.from_pretrained(w["embeddings.position_embeddings.weight"])
        self.norm = nn.LayerNorm(d, 1e-5)
        self.rel = nn.Embedding.from_pretrained(w["encoder.relative_attention_bias.weight"])
        self.layers = nn.ModuleList(Layer(d, heads) for _ in range(layers))
        with torch.no_grad():
            def put(m, name):
                m.weight.copy_(w[name + ".weight"])
                m.bias.copy_(w[name + ".bias"])
            put(self.norm, "embeddings.LayerNorm")
            for i, l in enumerate(self.layers):
                p = "encoder.layer.%d." % i
                for part in "qkvo":
                    put(getattr(l, part), p + "attention.attn." + part)
                put(l.n1, p + "attention.LayerNorm")
                put(l.up, p + "intermediate.dense")
                put(l.down, p + "output.dense")
                put(l.n2, p + "output.LayerNorm")

    def bias(self, n):
        r = -(torch.arange(n)[None] - torch.arange(n)[:, None])
        out = (r < 0).long() * 16
        r = r.abs()
        big = (8 + (torch.log(r.clamp_min(1).float() / 8) / math.log(16) * 8).long()).clamp_max(15)
        return self.rel(out + torch.where(r < 8, r, big)).permute(2, 0, 1)

    def forward(self, ids, beside=0):
        """ids [batch][pieces], 1 is padding -> [batch][pieces][width]; beside is added to what enters"""
        ok = ids != 1
        pos = torch.cumsum(ok.long(), 1) * ok + 1
        x = self.norm(self.word(ids) + self.pos(pos)) + beside
        bias = self.bias(ids.shape[1])[None] + torch.where(ok, 0.0, -1e4)[:, None, None, :]
        for l in self.layers:
            x = l(x, bias)
        return x


class Teacher(nn.Module):
    def __init__(self, folder, sets, layers, arc=384, lab=128):
        super().__init__()
        self.lm = MPNet(folder, layers)
        d = self.lm.word.weight.shape[1]
        self.hashed = nn.Embedding(N_HASHED, 64, padding_idx=0)
        nn.init.normal_(self.hashed.weight, std=0.1)
        self.shape = nn.Embedding(N_HASHED, d, padding_idx=0)
        nn.init.zeros_(self.shape.weight)
        w = d + 64
        self.drop = VarDrop(0.2)
        self.tag = lin(w, 384)
        self.upos, self.xpos, self.ner = (lin(384, len(sets[k])) for k in ("upos", "xpos", "ner"))
        self.arc_dep, self.arc_head = lin(w, arc), lin(w, arc)
        self.arc_w = nn.Parameter(torch.randn(arc, arc) * 0.02)
        self.arc_root, self.arc_h = nn.Parameter(torch.randn(arc) * 0.1), nn.Parameter(torch.zeros(arc))
        self.lab_dep, self.lab_head = lin(w, lab), lin(w, lab)
        self.lab_root = nn.Parameter(torch.zeros(lab))
        r = len(sets["rel"])
        self.lab_w = nn.Parameter(torch.randn(r, lab, lab) * 0.02)
        self.lab_lin = lin(2 * lab, r)

    def forward(self, ids, spread, hashed, mask):
        """spread [batch][words][pieces]: means over pieces; hashed, mask as the student's [words][batch]"""
        shape = self.shape(hashed[..., 0]).transpose(0, 1)
        x = self.lm(ids, torch.bmm((spread > 0).to(shape.dtype).transpose(1, 2), shape))
        x = torch.bmm(spread.to(x.dtype), x).float().transpose(0, 1)
        x = self.drop(torch.cat([x, self.hashed(hashed).sum(-2)], -1))
        g = F.gelu
        t = self.drop(g(self.tag(x)))
        dep, head = self.drop(g(self.arc_dep(x))).transpose(0, 1), self.drop(g(self.arc_head(x))).transpose(0, 1)
        b, n, k = dep.shape
        head = torch.cat([self.arc_root.expand(b, 1, k), head], 1)
        arcs = torch.bmm(dep @ self.arc_w, head.transpose(1, 2)).float() + (head @ self.arc_h).float()[:, None, :]
        m = torch.cat([torch.ones(1, b, 1), mask]).transpose(0, 1).transpose(1, 2)
        arcs = arcs.masked_fill(m == 0, -1e4)
        arcs[:, torch.arange(n), torch.arange(n) + 1] = -1e4
        return dict(upos=self.upos(t).float(), xpos=self.xpos(t).float(), ner=self.ner(t).float(), arcs=arcs,
                    lab_dep=self.drop(g(self.lab_dep(x))), lab_head=self.drop(g(self.lab_head(x))))

    def labels(self, out, heads):
        ld, lh = out["lab_dep"].transpose(0, 1), out["lab_head"].transpose(0, 1)
        b, n, k = lh.shape
        lh = torch.cat([self.lab_root.expand(b, 1, k).to(lh.dtype), lh], 1)
        hh = torch.gather(lh, 1, heads.unsqueeze(-1).expand(-1, -1, k))
        m = torch.einsum("bni,rij->bnrj", ld, self.lab_w)
        return ((m * hh.unsqueeze(2)).sum(-1) + self.lab_lin(torch.cat([ld, hh], -1))).float()


def pieces_of(batch, pieces):
    rows = []
    for s in batch:
        ids, at = [0], []
        for f in s["form"]:
            p = pieces.split(f)[:8]
            at.append((len(ids), len(p)))
            ids += p
        rows.append((ids + [2], at))
    n, w = max(len(i) for i, _ in rows), max(len(a) for _, a in rows)
    ids = np.ones((len(batch), n), np.int64)
    spread = np.zeros((len(batch), w, n), np.float32)
    for j, (i, at) in enumerate(rows):
        ids[j, :len(i)] = i
        for k, (a, c) in enumerate(at):
            spread[j, k, a:a + c] = 1 / c
    return torch.from_numpy(ids), torch.from_numpy(spread)


def run(net, batch, pieces):
    w, h, mask, y = collate(batch)
    ids, spread = pieces_of(batch, pieces)
    with torch.autocast("cpu", torch.bfloat16):
        out = net(ids, spread, h, mask)
    return out, mask, y


def labels(net, out, heads):
    with torch.autocast("cpu", torch.bfloat16):
        return net.labels(out, heads)


def evaluate(net, sents, sets, pieces):
    from student import CORE
    net.eval()
    n = las = uas = xp = 0
    with torch.no_grad():
        for b in batches(sents, 2500, random.Random(0)):
            out, mask, y = run(net, b, pieces)
            arcs = out["arcs"].numpy()
            heads = np.zeros((len(b), mask.shape[0]), np.int64)
            for j, s in enumerate(b):
                m = len(s["form"])
                heads[j, :m] = mst.decode(arcs[j, :m, :m + 1])
            rel = labels(net, out, torch.from_numpy(heads)).argmax(-1).numpy()
            x = out["xpos"].argmax(-1).numpy()
            for j, s in enumerate(b):
                m = len(s["form"])
                n += m
                ok = heads[j, :m] == s["y_head"]
                uas += ok.sum()
                xp += (x[:m, j] == s["y_xpos"]).sum()
                las += sum(o and sets["rel"][r].split(":")[0] == g.split(":")[0] for o, r, g in zip(ok, rel[j], s["rel"]))
    net.train()
    return "uas %.2f las %.2f xpos %.2f" % (100 * uas / n, 100 * las / n, 100 * xp / n)


def names_score(net, sents, pieces):
    """F1 of names, kind and span."""
    from student import spans
    net.eval()
    g = p = r = 0
    with torch.no_grad():
        for b in batches([s for s in sents if s["ner"]], 2500, random.Random(0)):
            e = run(net, b, pieces)[0]["ner"].argmax(-1).numpy()
            for j, s in enumerate(b):
                gold, found = spans(s["ner"]), spans([NER[t] for t in e[:len(s["form"]), j]])
                g, p, r = g + len(gold), p + len(found), r + len(gold & found)
    net.train()
    return "names %.2f" % (200 * r / max(1, g + p))


def main():
    a = argparse.ArgumentParser()
    a.add_argument("model")
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--lm", required=True)
    a.add_argument("--layers", type=int, default=10)
    a.add_argument("--frozen", type=int, default=2)
    a.add_argument("--epochs", type=float, default=3)
    a.add_argument("--lr", type=float, default=5e-5)
    a.add_argument("--batch", type=int, default=1000)
    a.add_argument("--names", help="sentences with names alone (names.py)")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--ner", type=float, default=0.5, help="weight of names in the loss")
    a.add_argument("--ewt", type=int, default=1, help="times that sentences with names are seen while GUM, which has none, is seen once")
    a = a.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)
    pieces = Pieces(a.lm + "/vocab.txt")
    from student import WEIGHTS, load, loss_of
    WEIGHTS["ner"] = a.ner
    d = load(a.shared)
    sets = tag_sets(d["ewt-train"] + d["gum-train"])
    d["names"] = [blank([w for w, _ in s], [t for _, t in s]) for s in read_iob2(a.names)] if a.names else []
    for s in list(d.values()):
        index(s, sets, Vocab([]))
    train = [s for s in (d["ewt-train"] + d["names"]) * a.ewt + d["gum-train"] if len(s["form"]) <= 100]
    net = Teacher(a.lm, sets, a.layers)
    for p in list(net.lm.word.parameters()) + list(net.lm.pos.parameters()) + list(net.lm.norm.parameters()):
        p.requires_grad_(False)
    for l in net.lm.layers[:a.frozen]:
        for p in l.parameters():
            p.requires_grad_(False)
    lm = {id(p) for p in net.lm.parameters()}
    groups = [dict(params=[p for p in net.parameters() if id(p) in lm and p.requires_grad], base=a.lr),
              dict(params=[p for p in net.parameters() if id(p) not in lm], base=1e-3)]
    opt = torch.optim.AdamW(groups, lr=a.lr, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    total = int(a.epochs * len(batches(train, a.batch, rng)))
    step, start, mean = 0, time.time(), 0
    print("steps", total, flush=True)
    net.train()
    while step < total:
        for b in batches(train, a.batch, rng):
            frac = step / total
            if step >= total:
                break
            for g in opt.param_groups:
                g["lr"] = g["base"] * min(1, (step + 1) / 60) * (1 - frac)
            out, mask, y = run(net, b, pieces)
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(net, out, y)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            step += 1
            mean = 0.97 * mean + 0.03 * float(loss.detach())
            if step % 20 == 0:
                print(step, int(time.time() - start), round(mean / (1 - 0.97 ** step), 3), flush=True)
            if step % 280 == 0 or step == total:
                part = d["ewt-dev"][::1 if step == total else 4]
                print("ewt-dev", evaluate(net, part, sets, pieces), names_score(net, part, pieces), flush=True)
                torch.save(dict(state=net.state_dict(), sets=sets, layers=a.layers), a.model)


if __name__ == "__main__":
    main()
