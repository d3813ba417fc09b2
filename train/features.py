"""What the network sees of a word: mirrored byte for byte in src/syntax/word_features.c.

norm(): folded bytes of the form: ASCII and Latin-1 capitals to small, typographic quotes and dashes to ASCII, each
digit to 0. A word is (1) its norm looked up in the vocabulary, and (2) hashed rows for its shape, prefixes and
suffixes. Hashing is XXH3-64 over the bytes, seeded by the feature's number times an odd constant: of fewer than four
bytes XXH3 only mixes seed and bytes by exclusive or, so that small seeds would collide.
"""
import numpy as np
import xxhash

N_HASHED = 32768
N_FEATS = 8

_FOLD = {"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "--", "…": "..."}
for _c in range(0xC0, 0xDF):
    if _c != 0xD7:
        _FOLD[chr(_c)] = chr(_c + 0x20)
for _c in range(65, 91):
    _FOLD[chr(_c)] = chr(_c + 32)
for _c in "0123456789":
    _FOLD[_c] = "0"


def norm(form):
    return "".join(_FOLD.get(c, c) for c in form)


def shape(form):
    """Runs of character classes, each at most twice; a year is told from other numbers."""
    if len(form) == 4 and form.isascii() and form.isdigit() and form[:2] in ("18", "19", "20"):
        return "Y"
    out = []
    for c in form:
        o = ord(c)
        if 48 <= o <= 57:
            k = "d"
        elif 65 <= o <= 90 or (0xC0 <= o < 0xDF and o != 0xD7):
            k = "X"
        elif 97 <= o <= 122 or o >= 0xDF and o not in (0xF7,) and o < 0x2000:
            k = "x"
        elif o < 128:
            k = c
        else:
            k = "u"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
    return "".join(out[:10])


def _h(data, seed):
    return xxhash.xxh3_64_intdigest(data, seed * 0x9E3779B97F4A7C15 % 2**64) % (N_HASHED - 1) + 1


_cache = {}


def hashed(form, first):
    """N_FEATS rows of the hashed table; 0 is a row of zeros. Prefixes and suffixes are counted in bytes."""
    key = (form, first)
    r = _cache.get(key)
    if r is None:
        b = norm(form).encode()
        n = len(b)
        r = [
            _h(shape(form).encode() + (b"^" if first else b""), 1),
            _h(b[:1], 2) if n > 1 else 0,
            _h(b[:2], 3) if n > 2 else 0,
            _h(b[:3], 4) if n > 3 else 0,
            _h(b[-1:], 5) if n > 1 else 0,
            _h(b[-2:], 6) if n > 2 else 0,
            _h(b[-3:], 7) if n > 3 else 0,
            _h(b[-4:], 8) if n > 4 else 0,
        ]
        _cache[key] = r
    return r


class Vocab:
    """Norms to rows; row 0 is padding, row 1 the unknown word."""

    def __init__(self, words):
        self.words = list(words)
        self.at = {w: i + 2 for i, w in enumerate(self.words)}

    def __len__(self):
        return len(self.words) + 2

    def row(self, form):
        return self.at.get(norm(form), 1)
