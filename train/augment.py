"""Mechanical changes to gold sentences that bring web text nearer to news; the tree follows by itself."""
import copy


def _keep(s, keep):
    """The sentence without the words where keep is false; they must have no dependents left standing."""
    at, n = {}, 0
    for i, k in enumerate(keep):
        if k:
            at[i] = n
            n += 1
    out = {"head": [at[h] if h >= 0 else -1 for h, k in zip(s["head"], keep) if k]}
    for f in ("form", "lemma", "upos", "xpos", "rel"):
        out[f] = [v for v, k in zip(s[f], keep) if k]
    out["ner"] = [v for v, k in zip(s["ner"], keep) if k] if s["ner"] else None
    return out


def _leaves(s):
    heads = set(s["head"])
    return [i not in heads for i in range(len(s["form"]))]


def drop_stop(s):
    """Headlines, titles and captions have no final stop."""
    leaf, n = _leaves(s), len(s["form"])
    if n > 2 and s["form"][-1] in (".", "!", "?") and leaf[-1]:
        return _keep(s, [True] * (n - 1) + [False])
    return s


def drop_articles(s):
    leaf = _leaves(s)
    keep = [not (f.lower() in ("a", "an", "the") and l and x == "DT") for f, l, x in
            zip(s["form"], leaf, s["xpos"])]
    return _keep(s, keep) if sum(keep) > 1 else s


SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "but", "as", "with", "from", "over", "'s"}


def title_case(s):
    f = [w if w in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(s["form"])]
    return {**s, "form": f}


def upper(s):
    return {**s, "form": [w.upper() for w in s["form"]]}


def lower(s):
    return {**s, "form": [w.lower() for w in s["form"]]}


CURLY = {"'": "’", '"': "”", "``": "“", "''": "”", "'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'m": "’m", "--": "—", "-": "–"}


def typographic(s):
    f, open_quote = [], True
    for w, x in zip(s["form"], s["xpos"]):
        if w == '"':
            w = "“" if open_quote else "”"
            open_quote = not open_quote
        elif w == "-" and x == "HYPH":
            pass
        else:
            w = CURLY.get(w, w.replace("'", "’"))
        f.append(w)
    return {**s, "form": f}


def augment(s, rng):
    """One of the changes, or none, by chance."""
    r = rng.random()
    n = len(s["form"])
    if r < 0.06:
        s = drop_stop(s)
    if r < 0.025 and n <= 20:
        s = drop_articles(s)
    if 0.015 < r < 0.04 and n <= 16:
        s = title_case(s)
    elif 0.97 < r < 0.98:
        s = upper(s)
    elif r > 0.98:
        s = lower(s)
    elif 0.8 < r < 0.92:
        s = typographic(s)
    return s
