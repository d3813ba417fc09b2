"""The vocabulary and its first vectors, from an openly licensed language model.   words.py OUT.pkl --lm FOLDER

Words: every word of the treebanks, those of the unlabelled news seen twice, the whole words of the model's own
vocabulary, and the commonest words of a frequency list (wordfreq: Speer 2022), which gives the list alone. A word's
vector joins the mean of its pieces' input embeddings with what the fine-tuned teacher makes of the word by itself;
principal components bring it to the network's width.
"""
import argparse
import gzip
import pickle
from collections import Counter

import numpy as np
import torch

from features import Vocab, norm


class Pieces:
    """Greedy longest-match word pieces of the uncased BERT vocabulary."""

    def __init__(self, path):
        self.words = [l.rstrip("\n") for l in open(path, encoding="utf8")]
        self.at = {w: i for i, w in enumerate(self.words)}
        self.unk = self.at["[UNK]"]
        self.cache = {}

    def _basic(self, word):
        import unicodedata
        text = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        cur = ""
        for c in text:
            if not c.isalnum():
                if cur:
                    yield cur
                yield c
                cur = ""
            else:
                cur += c
        if cur:
            yield cur

    def split(self, word):
        r = self.cache.get(word)
        if r is not None:
            return r
        r = []
        for t in self._basic(word):
            i, got = 0, []
            while i < len(t) and got is not None:
                for j in range(min(len(t), i + 30), i, -1):
                    p = self.at.get(("##" if i else "") + t[i:j])
                    if p is not None:
                        got.append(p)
                        i = j
                        break
                else:
                    got = None
            r += got if got is not None else [self.unk]
        r = (r or [self.unk])[:12]
        self.cache[word] = r
        return r


DIGITS = str.maketrans("0", "5")  # norms have 0 for every digit; 5 is commoner within numbers of several pieces


def wordlist(path, n):
    """The n commonest words of wordfreq's list that are written with letters, hyphens and apostrophes."""
    import msgpack
    with gzip.open(path) as f:
        ranks = msgpack.unpack(f, raw=False)[1:]
    out = (w for r in ranks for w in r)
    return [w for w, _ in zip((w for w in out if w.replace("-", "").replace("'", "").isalpha()), range(n))]


def choose(sents, texts, pieces, extra):
    """-> words, how many of them, the first, stand in the sentences and texts"""
    seen, raw = Counter(), Counter()
    for s in sents:
        seen.update(norm(f) for f in s["form"])
    for s in texts:
        raw.update(norm(f) for f in s["form"])
    words = set(seen) | {w for w, n in raw.items() if n >= 2}
    more = {norm(w) for w in extra}
    more |= {norm(w) for w in pieces.words if not w.startswith(("##", "[", "<")) and (len(w) > 1 or w.isascii())}
    words, more = ({w for w in part if 0 < len(w.encode()) <= 32} for part in (words, more))
    return sorted(words) + sorted(more - words), len(words)


def reduce(x, width):
    x = x - x.mean(0)
    x /= np.linalg.norm(x, axis=1, keepdims=True) + 1e-6
    _, _, vt = np.linalg.svd(x[::3], full_matrices=False)
    return x @ vt[:width].T


def vectors(words, lm, pieces, width):
    ids = [pieces.split(w.translate(DIGITS))[:10] for w in words]
    emb = lm.word.weight.numpy()
    inner = np.stack([emb[i].mean(0) for i in ids])
    outer = np.zeros_like(inner)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(order), 256):
            part = order[k:k + 256]
            n = max(len(ids[i]) for i in part) + 2
            x = torch.ones(len(part), n, dtype=torch.long)
            for j, i in enumerate(part):
                x[j, :len(ids[i]) + 2] = torch.tensor([0] + ids[i] + [2])
            y = lm(x).float().numpy()
            for j, i in enumerate(part):
                outer[i] = y[j, 1:1 + len(ids[i])].mean(0)
    parts = [p / np.linalg.norm(p - p.mean(0), axis=1).mean() for p in (inner, outer)]
    low = reduce(np.concatenate(parts, 1), width)
    return np.clip(low * (0.25 / low.std()), -1, 1).astype(np.float32)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("out")
    a.add_argument("tokens", nargs="*", help="CoNLL-U files of unlabelled sentences")
    a.add_argument("--lm", required=True)
    a.add_argument("--teacher", help="the fine-tuned teacher, else the language model as it is")
    a.add_argument("--wordlist")
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--width", type=int, default=128)
    a.add_argument("--extra", type=int, default=60000)
    a = a.parse_args()
    torch.set_num_threads(2)
    from silver import read_tokens
    from student import load
    from teacher import MPNet
    pieces = Pieces(a.lm + "/vocab.txt")
    d = load(a.shared)
    texts = [s for f in a.tokens for s in read_tokens(f)]
    extra = wordlist(a.wordlist, a.extra) if a.wordlist else []
    words, n_seen = choose(d["ewt-train"] + d["gum-train"], texts, pieces, extra)
    layers = 10
    if a.teacher:
        m = torch.load(a.teacher, weights_only=False)
        layers = m["layers"]
    lm = MPNet(a.lm, layers)
    if a.teacher:
        lm.load_state_dict({k[3:]: v for k, v in m["state"].items() if k.startswith("lm.")})
    lm.eval()
    low = vectors(words, lm, pieces, a.width)
    vec = np.zeros((len(words) + 2, a.width), np.float32)
    vec[2:] = low
    with open(a.out, "wb") as f:
        pickle.dump((words, n_seen + 2, vec), f)
    print(len(words), "words,", n_seen, "in the training text")


if __name__ == "__main__":
    main()
