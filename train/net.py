"""The network that Dragoman runs, as it is trained: the same arithmetic as src/syntax/net.c, in torch.

Every activation lies in [-1, 1], so that one step (1/127) serves all int8 activations and nothing needs calibrating:
the squashing functions are the quadratic tanhq and sigq, and the recurrence is a convex mix of what goes in.
 - input: word row | sum of hashed rows, clamped;
 - one convolution over three words, then bidirectional light recurrences (after SRU, Lei et al. 2018) with a
   highway from each layer's input;
 - heads: tags over one hidden layer, names over another; arcs as a product of dependent and head vectors plus a term for
   signed distance (after Dozat and Manning 2017); labels by a hidden layer over dependent, head and distance.
"""
import ctypes
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import N_HASHED

_lib = ctypes.CDLL(os.environ.get("DRAGOMAN_RECUR", os.path.join(os.path.dirname(__file__), "librecur.so")))


def _p(t):
    return ctypes.c_void_p(t.data_ptr())


class Recur(torch.autograd.Function):
    """gates g [T][B][6h], input x [T][B][2h], mask [T][B][1] -> output [T][B][2h]; see recur.c"""

    @staticmethod
    def forward(ctx, g, x, mask, quant):
        g, x, mask = g.contiguous(), x.contiguous(), mask.contiguous()
        c, out = torch.empty_like(x), torch.empty_like(x)
        t, b, w = x.shape
        _lib.recur_forward(_p(g), _p(x), _p(mask), _p(c), _p(out), *map(ctypes.c_long, (t, b, w // 2, int(quant))))
        ctx.save_for_backward(g, x, mask, c)
        return out

    @staticmethod
    def backward(ctx, dout):
        g, x, mask, c = ctx.saved_tensors
        dout = dout.contiguous()
        dg, dx = torch.empty_like(g), torch.empty_like(x)
        t, b, w = x.shape
        _lib.recur_backward(_p(g), _p(x), _p(mask), _p(c), _p(dout), _p(dg), _p(dx), *map(ctypes.c_long, (t, b, w // 2)))
        return dg, dx, None, None


def tanhq(x):
    x = x.clamp(-2, 2)
    return x * (1 - 0.25 * x.abs())


def ste(x, q):
    return x + (q - x).detach()


class Quant:
    """Whether activations and weights are rounded as the program will round them."""
    acts = False
    weights = False
    half = False  # whether training multiplies in bfloat16, which is fast


def qact(x):
    return ste(x, torch.round(x.clamp(-1, 1) * 127) / 127) if Quant.acts else x


def qweight(w, per_row=True):
    if not Quant.weights:
        return w
    with torch.no_grad():
        m = w.abs().amax(1, keepdim=True) if per_row else w.abs().amax()
        s = m.clamp_min(1e-8) / 127
        q = torch.round(w / s) * s
    return ste(w, q)


class Lin(nn.Linear):
    """A matrix product with int8 weights, one scale a row, or one for all where its results are compared."""
    per_row = True

    def reset_parameters(self):
        nn.init.normal_(self.weight, std=1.5 / self.in_features ** 0.5)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def forward(self, x):
        w = qweight(self.weight, self.per_row)
        if self.training and Quant.half:
            y = F.linear(x.bfloat16(), w.bfloat16()).float()
            return y if self.bias is None else y + self.bias
        return F.linear(x, w, self.bias)


class Out(Lin):
    per_row = False

    def forward(self, x):
        return F.linear(x, qweight(self.weight, False), self.bias)


class VarDrop(nn.Module):
    """Dropout with one mask for all words of a sentence; x is [time][batch][width]."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        m = torch.empty(1, x.shape[1], x.shape[2]).bernoulli_(1 - self.p) / (1 - self.p)
        return x * m


class BiRecur(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.h = h
        self.lin = Lin(2 * h, 6 * h)

    def forward(self, x, mask):
        return Recur.apply(self.lin(x), x, mask, Quant.acts)


N_DIST = 32


def dist_bucket(d):
    """Signed distance head - dependent to one of N_DIST buckets; 0 is the root."""
    a = abs(d)
    b = a if a <= 8 else 9 if a <= 10 else 10 if a <= 13 else 11 if a <= 17 else 12 if a <= 24 else 13 if a <= 36 else 14
    return b if d > 0 else 15 + b


_dist = None


def dist_matrix(n):
    """[dependent][head + 1] for n words; column 0 is the root."""
    global _dist
    if _dist is None or _dist.shape[0] < n:
        k = max(n, 260)
        m = np.zeros((k, k + 1), np.int64)
        for i in range(k):
            for j in range(k):
                m[i, j + 1] = dist_bucket(j - i)
        _dist = torch.from_numpy(m)
    return _dist[:n, :n + 1]


class Net(nn.Module):
    def __init__(self, n_words, n_seen, n_upos, n_xpos, n_ner, n_rel, word=128, hashed=64, h=96, layers=3, tag=128, ner=128,
                 arc=128, lab=128, drop=0.25):
        super().__init__()
        self.cfg = dict(n_words=n_words, n_seen=n_seen, n_upos=n_upos, n_xpos=n_xpos, n_ner=n_ner, n_rel=n_rel, word=word,
                        hashed=hashed, h=h, layers=layers, tag=tag, ner=ner, arc=arc, lab=lab, drop=drop)
        # A word's vector is what it starts from, which stays, and what training adds to it. The second part is
        # left out by chance, so that words which training never saw are used as well as those it saw.
        self.register_buffer("base", torch.zeros(n_words, word))
        # Only the first n_seen rows belong to words of the training sentences.
        self.word = nn.Embedding(n_seen, word, padding_idx=0)
        self.hashed = nn.Embedding(N_HASHED, hashed, padding_idx=0)
        with torch.no_grad():
            self.word.weight.zero_()
            self.hashed.weight.mul_(0.15)
        w = 2 * h
        self.conv = Lin(3 * (word + hashed), w)
        self.rec = nn.ModuleList(BiRecur(h) for _ in range(layers))
        self.tag, self.ner_in = Lin(w, tag), Lin(w, ner)
        self.upos, self.xpos, self.ner = Out(tag, n_upos), Out(tag, n_xpos), Out(ner, n_ner)
        self.arc_dep, self.arc_head, self.arc_mix = Lin(w, arc), Lin(w, arc), Lin(arc, arc)
        self.arc_root = nn.Parameter(torch.randn(arc) * 0.1)
        self.arc_dist = nn.Parameter(torch.zeros(N_DIST))
        self.arc_scale = nn.Parameter(torch.tensor(1.0))
        self.lab_dep, self.lab_head = Lin(w, lab), Lin(w, lab, bias=False)
        self.lab_dist = nn.Parameter(torch.zeros(N_DIST, lab))
        self.lab_root = nn.Parameter(torch.zeros(lab))
        self.lab_out = Out(lab, n_rel)
        self.drop_in, self.drop = VarDrop(drop * 0.6), VarDrop(drop)

    def embed(self, words, hashed):
        x = self.word(torch.where(words < self.cfg["n_seen"], words, 0))
        if self.training:
            x = x * torch.empty(*words.shape, 1).bernoulli_(0.75)
        x = F.embedding(words, self.base) + x
        y = self.hashed(hashed).sum(-2)
        return qact(torch.cat([x, y], -1).clamp(-1, 1))

    def encode(self, words, hashed, mask):
        """words [T][B], hashed [T][B][feats], mask [T][B][1] -> [T][B][2h]"""
        x = self.drop_in(self.embed(words, hashed) * mask)
        zero = torch.zeros_like(x[:1])
        x = torch.cat([torch.cat([zero, x[:-1]]), x, torch.cat([x[1:], zero])], -1)
        x = qact(tanhq(self.conv(x)) * mask)
        for layer in self.rec:
            x = layer(self.drop(x), mask)
        return self.drop(x)

    def forward(self, words, hashed, mask):
        x = self.encode(words, hashed, mask)
        t, e = self.drop(qact(tanhq(self.tag(x)))), self.drop(qact(tanhq(self.ner_in(x))))
        dep, head = qact(tanhq(self.arc_dep(x))), qact(tanhq(self.arc_head(x)))
        dep, head = self.drop(dep), self.drop(head)
        dep = qact(tanhq(self.arc_mix(dep))).transpose(0, 1)
        root = qact(self.arc_root.clamp(-1, 1)).expand(1, x.shape[1], -1)
        head = torch.cat([root, head]).transpose(0, 1)
        arcs = torch.bmm(dep, head.transpose(1, 2)) * self.arc_scale
        n = x.shape[0]
        dist = dist_matrix(n)
        arcs = arcs + self.arc_dist[dist]
        m = torch.cat([torch.ones(1, x.shape[1], 1), mask]).transpose(0, 1).transpose(1, 2)
        arcs = arcs.masked_fill(m == 0, -1e4)
        arcs[:, torch.arange(n), torch.arange(n) + 1] = -1e4
        return dict(upos=self.upos(t), xpos=self.xpos(t), ner=self.ner(e), arcs=arcs, lab_dep=self.lab_dep(x),
                    lab_head=self.lab_head(x))

    def labels(self, out, heads):
        """heads [B][T], 0 the root -> label scores [B][T][n_rel]"""
        ld, lh = out["lab_dep"].transpose(0, 1), out["lab_head"].transpose(0, 1)
        b, n, k = lh.shape
        lh = torch.cat([self.lab_root.expand(b, 1, k), lh], 1)
        hh = torch.gather(lh, 1, heads.unsqueeze(-1).expand(-1, -1, k))
        d = dist_matrix(n)[torch.arange(n).unsqueeze(0).expand(b, -1), heads]
        hid = qact(tanhq(ld + hh + self.lab_dist[d]))
        if self.training:
            hid = F.dropout(hid, self.drop.p)
        return self.lab_out(hid)
