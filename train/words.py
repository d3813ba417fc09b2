"""The vocabulary and its first vectors: the input embeddings of an openly licensed language model, reduced.

Words: the whole words of the model's vocabulary, and every word of the treebanks and the unlabelled news. A word of
several pieces gets the mean of its pieces. Principal components bring the vectors to the network's width."""
import json

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


def build(sents, texts, pieces, emb, width, min_text=2):
    """-> Vocab, float32 [len(vocab)][width]"""
    from collections import Counter
    seen, raw = Counter(), Counter()
    for s in sents:
        seen.update(norm(f) for f in s["form"])
    for t in texts:
        raw.update(norm(w.strip(".,;:!?\"'()[]“”‘’")) for w in t.split())
    words = {w for w, n in seen.items()} | {w for w, n in raw.items() if n >= min_text and w}
    whole = [w for w in pieces.words if not w.startswith(("##", "[", "<")) and (len(w) > 1 or w.isascii())]
    words |= {norm(w) for w in whole}
    vocab = Vocab(sorted(w for w in words if len(w.encode()) < 40))
    digits = str.maketrans("0", "5")
    vec = np.zeros((len(vocab), emb.shape[1]), np.float32)
    for i, w in enumerate(vocab.words):
        p = pieces.split(w if "0" not in w else w.translate(digits))
        vec[i + 2] = emb[p].mean(0)
    body = vec[2:] - vec[2:].mean(0)
    body /= np.linalg.norm(body, axis=1, keepdims=True) + 1e-6
    u, s, vt = np.linalg.svd(body[:: max(1, len(body) // 20000)], full_matrices=False)
    low = body @ vt[:width].T
    low *= 0.25 / low.std()
    vec = np.zeros((len(vocab), width), np.float32)
    vec[2:] = np.clip(low, -1, 1)
    return vocab, vec


def raw_texts(shared):
    out = []
    for name in ("wikinews.jsonl", "times_dev.jsonl"):
        for line in open("%s/data/%s" % (shared, name), encoding="utf8"):
            out.append(json.loads(line)["text"])
    return out
