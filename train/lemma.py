"""Learns the lemma tables of src/syntax/lemma.c: whole forms and longest suffixes, each with its XPOS.

A rule is (bytes cut off the end or 255 for all, whether the form's capitals stay, what is put on). The verbs of
irregular.txt win, then what the treebanks say of a form, then irregular nouns, then suffix rules learnt from word types, put
right where spelling and a list of existing words say otherwise.
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


VOWELS = set("aeiou")


def _short(stem):
    """A syllable that doubles its last letter before -ed, -ing: "stop", "bar", not "talk", "row"."""
    return (len(stem) > 1 and stem[-1] not in VOWELS | set("wxy") and stem[-2] in VOWELS | {"y"}
            and sum(c in VOWELS for c in stem) == 1)


def bases(word, xpos):
    """What an English inflected form can come from, by spelling."""
    out = []
    end = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}.get(xpos)
    if end and word.endswith(end) and len(word) > len(end) + 1:
        stem = word[:-len(end)]
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
            out += [stem[:-1]] + ([stem] if stem[-1] in "lsfz" else [])
        else:
            if not _short(stem):
                out.append(stem)
            out.append(stem + "e")
        if end == "ed" and stem.endswith("i"):
            out = [stem[:-1] + "y"]
        if end == "ing" and stem.endswith("y"):
            out.append(stem[:-1] + "ie")
    elif xpos in ("VBZ", "NNS") and word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        if word.endswith("ies") and len(word) > 4:
            out = [word[:-3] + "y", word[:-1]]
        elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            out = [word[:-2], word[:-1]]
        else:
            out = [word[:-1]]
    return out


class Lemmas:
    """`ranks`: words in order of frequency, by which forms that no treebank shows are traced to words that exist."""

    def __init__(self, sents, known, ranks=()):
        self.known = known
        seen = defaultdict(Counter)
        for s in sents:
            for f, l, x in zip(s["form"], s["lemma"], s["xpos"]):
                if l == "_" and f != "_":
                    continue
                seen[small(f), x][rule_of(f, l)] += 1
        top = {k: c.most_common(1)[0][0] for k, c in seen.items()}
        for (w, x), l in known.items():
            if x != "NNS" or (w, x) not in top:
                top[w, x] = rule_of(w, l)
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

        self._trace(top, seen, {w: i for i, w in enumerate(ranks)})

    def _trace(self, top, count, rank):
        verbs = {small(apply(r, w)) for (w, x), r in top.items() if x in VERB}
        nouns = {small(apply(r, w)) for (w, x), r in top.items() if x in ("NN", "NNS")}
        for w in rank:
            for x in ("VBD", "VBN", "VBG", "VBZ", "NNS"):
                # A lemma seen once or twice that is no common word is likely a slip of the annotators.
                if (w, x) in top and (sum(count[w, x].values()) > 2
                                      or rank.get(small(apply(top[w, x], w)), 1 << 30) < 20000):
                    continue
                seen = nouns if x == "NNS" else verbs
                found = [(rank[b] * (1 if b in seen else 10), b) for b in bases(w, x) if b in rank]
                if found and self.lemma(w, x) != min(found)[1]:
                    self.whole[w, x] = rule_of(w, min(found)[1])

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
