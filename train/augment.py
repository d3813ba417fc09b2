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


def _insert(s, at, words):
    """New words before word `at`: (form, lemma, upos, xpos, rel, head), head an offset from `at`, 0 being `at` itself
    and -1 the last new word."""
    k = len(words)
    move = lambda h: h if h < at else h + k
    new = [at + k + h for *_, h in words]
    head = [move(h) for h in s["head"]]
    out = {"head": head[:at] + new + head[at:]}
    for i, f in enumerate(("form", "lemma", "upos", "xpos", "rel")):
        out[f] = s[f][:at] + [w[i] for w in words] + s[f][at:]
    tag = s["ner"][at] if s["ner"] else None
    out["ner"] = s["ner"][:at] + ["O"] * k + s["ner"][at:] if s["ner"] else None
    return s if tag and tag[0] == "I" else out


BOUNDS = [
    [("at", "at", "ADP", "IN", "case", -1), ("least", "least", "ADJ", "JJS", "nmod", 0)],
    [("more", "more", "ADJ", "JJR", "advmod", 0), ("than", "than", "ADP", "IN", "fixed", -2)],
    [("up", "up", "ADP", "IN", "advmod", 0), ("to", "to", "ADP", "IN", "fixed", -2)],
    [("nearly", "nearly", "ADV", "RB", "advmod", 0)],
]


def bounded(s, rng):
    """A figure becomes "at least", "more than", "up to" or "nearly" that figure."""
    at = [i for i, (r, x) in enumerate(zip(s["rel"], s["xpos"])) if r == "nummod" and x == "CD" and s["head"][i] > i
          and s["head"].count(i) == 0 and (i == 0 or s["upos"][i - 1] in ("VERB", "ADP", "PUNCT", "CCONJ"))
          and s["form"][i].lower() != "one"]
    if not at:
        return s
    i = rng.choice(at)
    words = rng.choice(BOUNDS[:1] * 3 + BOUNDS)
    if i == 0:
        words = [(w[0].capitalize() if k == 0 else w[0], *w[1:]) for k, w in enumerate(words)]
    return _insert(s, i, words)


def _present(lemma, plural):
    if plural:
        return lemma
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def headline(s):
    """As newspapers write it: no articles, no stop, no auxiliaries; the past told in the present, the future as "to"."""
    root = s["head"].index(-1)
    if s["upos"][root] != "VERB" or s["form"][-1] == "?":
        return s
    s = {**s, **{k: list(s[k]) for k in ("form", "xpos", "upos", "rel", "lemma")}}
    subject = [i for i, h in enumerate(s["head"]) if h == root and s["rel"][i].startswith("nsubj") and i < root]
    if s["xpos"][root] == "VBD" and subject and s["xpos"][subject[0]][:2] == "NN":
        plural = s["xpos"][subject[0]] in ("NNS", "NNPS") or any(
            h == subject[0] and r == "conj" for h, r in zip(s["head"], s["rel"]))
        s["form"][root] = _present(s["lemma"][root], plural)
        s["xpos"][root] = "VBP" if plural else "VBZ"
    leaf, keep = _leaves(s), [True] * len(s["form"])
    for i, (h, r) in enumerate(zip(s["head"], s["rel"])):
        if h == root and leaf[i] and i < root and s["lemma"][i] == "will" and subject:
            s["form"][i], s["lemma"][i], s["upos"][i], s["xpos"][i], s["rel"][i] = "to", "to", "PART", "TO", "mark"
        elif h == root and leaf[i] and r == "aux:pass" and s["xpos"][root] == "VBN" and "MD" not in s["xpos"][:root]:
            keep[i] = False
    return drop_stop(drop_articles(_keep(s, keep)))


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
    if rng.random() < 0.2:
        s = bounded(s, rng)
    if n <= 25 and rng.random() < 0.06:
        s = headline(s)
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
