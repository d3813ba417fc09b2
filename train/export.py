"""Writes the trained network as the image that the program maps (format: src/base/image.h, src/syntax/net.c).

export.py OUT.model MODEL.pt...     several: their mean
"""
import argparse
import os
import struct

import numpy as np
import torch
import xxhash

from features import N_HASHED


def image(kind, sections):
    head = 40 + 40 * len(sections)
    at = (head + 63) // 64 * 64
    table, body = b"", b""
    start = at
    for name, data in sections:
        table += name.encode().ljust(24, b"\0") + struct.pack("<QQ", at, len(data))
        body += data + b"\0" * (-len(data) % 64)
        at = start + len(body)
    tail = struct.pack("<II", len(sections), 0) + table
    tail += b"\0" * (start - 32 - len(tail)) + body
    return b"DRAGOIMG" + struct.pack("<I4sQQ", 1, kind, 32 + len(tail), xxhash.xxh3_64_intdigest(tail)) + tail


def pack(q):
    """int8 [outputs][inputs] -> [outputs / 16][inputs / 4][16][4]"""
    n, k = q.shape
    p = np.zeros(((n + 15) // 16 * 16, k), np.int8)
    p[:n] = q
    return p.reshape(-1, 16, k // 4, 4).transpose(0, 2, 1, 3).tobytes()


def pad(v, dtype):
    out = np.zeros((len(v) + 15) // 16 * 16, dtype)
    out[:len(v)] = v
    return out.tobytes()


def weights(name, w, b):
    s = np.maximum(np.abs(w).max(1), 1e-8) / 127
    q = np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8)
    return [(name + ".w", pack(q)), (name + ".scale", pad(s / 127, "<f4")), (name + ".bias", pad(b, "<f4"))]


def outputs(name, parts):
    qs, bs = [], []
    for w, b in parts:
        s = max(float(np.abs(w).max()), 1e-8) / 127
        qs.append(np.clip(np.rint(w / s), -127, 127).astype(np.int8))
        bs.append(np.clip(np.rint(b / (s / 127)), -2**26, 2**26).astype(np.int32))
    return [(name + ".w", pack(np.concatenate(qs))), (name + ".bias", pad(np.concatenate(bs), "<i4"))]


def table(w):
    s = max(float(np.abs(w).max()), 1e-8) / 127
    return np.clip(np.rint(w / s), -127, 127).astype(np.int8), s


def word_index(words):
    size = 1
    while size < 1.3 * len(words):
        size *= 2
    t = np.zeros((size, 2), "<u4")
    for i, w in enumerate(words):
        h = xxhash.xxh3_64_intdigest(w.encode())
        k = h & (size - 1)
        while t[k, 1]:
            k = (k + 1) & (size - 1)
        t[k] = (h >> 32, i + 2)
    return t.tobytes()


def mean_of(paths):
    """The mean of networks that went on from the same one: it errs less than each (Wortsman et al. 2022)."""
    models = [torch.load(p, weights_only=False) for p in paths]
    m = models[0]
    for k, v in m["state"].items():
        if v.is_floating_point():
            m["state"][k] = torch.stack([o["state"][k].double() for o in models]).mean(0).to(v.dtype)
    return m


def sections(m, lemmas):
    cfg, sets = m["cfg"], m["sets"]
    p = {k: v.float().numpy() for k, v in m["state"].items()}
    meta = "net=1\n" + "".join("%s=%d\n" % (k, cfg[k]) for k in ("word", "hashed", "h", "layers", "tag", "ner", "arc", "lab"))
    meta += "".join("%s=%s\n" % kv for kv in m.get("meta", {}).items())
    out = [("meta", meta.encode())]
    for k, name in (("upos", "upos"), ("xpos", "xpos"), ("ner", "ner"), ("rel", "rel")):
        out.append(("labels." + name, "\n".join(sets[k]).encode()))
    word = p["base"].copy()
    word[:cfg["n_seen"]] += p["word.weight"]
    word = np.rint(np.clip(word, -1, 1) * 127).astype(np.int8)
    hashed, hs = table(p["hashed.weight"])
    assert len(hashed) == N_HASHED
    out += [("words", word_index(m["words"])), ("word.rows", word.tobytes()), ("hashed.rows", hashed.tobytes()),
            ("hashed.scale", np.array([hs], "<f4").tobytes())]
    out += weights("conv", p["conv.weight"], p["conv.bias"])
    for i in range(cfg["layers"]):
        out += weights("rec%d" % i, p["rec.%d.lin.weight" % i], p["rec.%d.lin.bias" % i])
    out += weights("tag.in", np.concatenate([p["tag.weight"], p["ner_in.weight"]]),
                   np.concatenate([p["tag.bias"], p["ner_in.bias"]]))
    out += outputs("tag.out", [(p[k + ".weight"], p[k + ".bias"]) for k in ("upos", "xpos")])
    out += outputs("ner.out", [(p["ner.weight"], p["ner.bias"])])
    out += weights("arc.in", np.concatenate([p["arc_dep.weight"], p["arc_head.weight"]]),
                   np.concatenate([p["arc_dep.bias"], p["arc_head.bias"]]))
    out += weights("arc.mix", p["arc_mix.weight"], p["arc_mix.bias"])
    out += weights("lab.in", np.concatenate([p["lab_dep.weight"], p["lab_head.weight"]]),
                   np.concatenate([p["lab_dep.bias"], np.zeros(cfg["lab"], np.float32)]))
    out += outputs("lab.out", [(p["lab_out.weight"], p["lab_out.bias"])])
    scale = float(p["arc_scale"]) / 127 / 127
    out += [("arc.root", np.clip(np.rint(np.clip(p["arc_root"], -1, 1) * 127), -127, 127).astype(np.int8).tobytes()),
            ("arc.dist", np.rint(p["arc_dist"] / scale).astype("<i4").tobytes()),
            ("lab.dist", p["lab_dist"].astype("<f4").tobytes()), ("lab.root", p["lab_root"].astype("<f4").tobytes())]
    return out + list(lemmas.items())


def main():
    from conllu import read_conllu
    from lemma import Lemmas, irregular
    from words import wordlist
    a = argparse.ArgumentParser()
    a.add_argument("out")
    a.add_argument("models", nargs="+")
    a.add_argument("--wordlist", help="wordfreq's list (words.py)")
    a.add_argument("--shared", default="../../shared")
    a = a.parse_args()
    m = mean_of(a.models)
    train = [s for t in ("ewt", "gum") for s in read_conllu("%s/data/ud/%s-train.conllu" % (a.shared, t))]
    here = os.path.dirname(os.path.abspath(__file__))
    ranks = wordlist(a.wordlist, 80000) if a.wordlist else []
    lem = Lemmas(train, irregular(here + "/irregular.txt"), ranks)
    for t in ("ewt", "gum"):
        n = ok = vn = vok = 0
        for s in read_conllu("%s/data/ud/%s-dev.conllu" % (a.shared, t)):
            for f, l, x in zip(s["form"], s["lemma"], s["xpos"]):
                good = lem.lemma(f, x).lower() == l.lower()
                n, ok = n + 1, ok + good
                if x.startswith(("VB", "NN")) and not x.startswith("NNP"):
                    vn, vok = vn + 1, vok + good
        print("lemma %s-dev, tags given: all %.2f verbs and nouns %.2f" % (t, 100 * ok / n, 100 * vok / vn))
    data = image(b"MODL", sections(m, lem.sections(m["sets"]["xpos"])))
    with open(a.out, "wb") as f:
        f.write(data)
    print(a.out, len(data), "bytes")


if __name__ == "__main__":
    main()
