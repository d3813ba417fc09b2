"""Learns the lemma tables of src/syntax/lemma.c: whole forms and longest suffixes, each with its XPOS.

A rule is (bytes cut off the end or 255 for all, whether the form's capitals stay, what is put on). What the treebanks
say of a form wins, then irregular.txt, then suffix rules with the counts of the treebanks' word types.
"""
import os
from collections import Counter, defaultdict

import numpy as np
import xxhash

MAX_SUFFIX = 6


def small(form):
    out = []
    for c in form:
        o = ord(c)
        if 65 <= o <= 90 or (0xC0 <= o < 0xDF and o != 0xD7):
            c = chr(o + 32)
        elif c in "‘’":
            c = "'"
        out.append(c)
    return "".join(out)


def rule_of(form, lemma):
    low = small(form)
    src, dst = low.encode(), small(lemma).encode()
    keep = lemma != small(lemma) and len(form.encode()) == len(src)
    n = 0
    while n < min(len(src), len(dst)) and src[n] == dst[n]:
        n += 1
    if keep and form.encode()[:n] != lemma.encode()[:n]:
        keep = False
    add = (lemma.encode() if keep else dst)[n:]
    if n == 0:
        return (255, 0, lemma.encode())
    return (len(src) - n, int(keep), add)


def apply(rule, form):
    cut, keep, add = rule
    b = (form if keep else small(form)).encode()
    stem = b"" if cut == 255 else b[:len(b) - cut]
    return (stem + add).decode("utf8", "replace")


VERB = ["VB", "VBP", "VBZ", "VBD", "VBN", "VBG"]


def irregular(path):
    """Lines "lemma: past, participle" of verbs, "lemma = plural" of nouns -> (form, xpos) to lemma."""
    out = {}
    for line in open(path, encoding="utf8"):
        line = line.split("#")[0].strip()
        if ":" in line:
            lemma, forms = line.split(":")
            past, part = [[w for w in f.strip().split("/") if w] for f in forms.split(",")]
            for w in past:
                out[w, "VBD"] = lemma.strip()
            for w in part:
                out[w, "VBN"] = lemma.strip()
        elif "=" in line:
            lemma, plurals = line.split("=")
            for w in plurals.strip().split("/"):
                out[w, "NNS"] = lemma.strip()
    return out


class Lemmas:
    def __init__(self, sents, known):
        self.known = known
        seen = defaultdict(Counter)
        for s in sents:
            for f, l, x in zip(s["form"], s["lemma"], s["xpos"]):
                if l == "_" and f != "_":
                    continue
                seen[small(f), x][rule_of(f, l)] += 1
        top = {k: c.most_common(1)[0][0] for k, c in seen.items()}
        for (w, x), l in known.items():
            top.setdefault((w, x), rule_of(w, l))
        # Suffix rules: the commonest rule of the types that end so, where it differs from the shorter suffix's.
        votes = defaultdict(Counter)
        for (w, x), r in top.items():
            if r[0] == 255 or (w, x) in known:
                continue
            b = w.encode()
            for k in range(0, min(MAX_SUFFIX, len(b) - 1) + 1):
                votes[b[len(b) - k:], x][r] += 1
        self.suffix = {}
        for (b, x) in sorted(votes, key=lambda k: (len(k[0]), k)):
            c = votes[b, x]
            r, n = sorted(c.items(), key=lambda t: (-t[1], t[0]))[0]
            short = self._suffix(b[1:], x) if b else None
            if r != short and (n >= 2 or not b) and n > c.get(short, 0):
                self.suffix[b, x] = r
        self.whole = {k: r for k, r in top.items() if self._suffix(k[0].encode(), k[1]) != r}

    def _suffix(self, b, x):
        for k in range(min(MAX_SUFFIX, len(b)), -1, -1):
            r = self.suffix.get((b[len(b) - k:], x))
            if r is not None:
                return r
        return None

    def lemma(self, form, xpos):
        low = small(form)
        r = self.whole.get((low, xpos)) or self._suffix(low.encode(), xpos)
        return apply(r, form) if r else low

    def sections(self, xpos):
        at = {x: i + 1 for i, x in enumerate(xpos)}
        rules = sorted(set(self.whole.values()) | set(self.suffix.values()))
        number = {r: i for i, r in enumerate(rules)}
        text, rows = b"", []
        for cut, keep, add in rules:
            rows.append((cut, keep, len(add), len(text)))
            text += add
        items = [(w.encode(), at[x], 1, r) for (w, x), r in self.whole.items()]
        items += [(b, at[x], 0, r) for (b, x), r in self.suffix.items()]
        size = 1
        while size < 2 * len(items):
            size *= 2
        table = np.zeros((size, 2), "<u4")
        for b, x, whole, r in sorted(items):
            h = xxhash.xxh3_64_intdigest(b, (x * 2 + whole) * 0x9E3779B97F4A7C15 % 2**64)
            i = h & (size - 1)
            while table[i, 1]:
                i = (i + 1) & (size - 1)
            table[i] = (h >> 32, number[r] + 1)
        dt = np.dtype([("cut", "u1"), ("keep", "u1"), ("len", "<u2"), ("text", "<u4")])
        return {"lemma.entries": table.tobytes(), "lemma.rules": np.array(rows, dt).tobytes(), "lemma.text": text}
