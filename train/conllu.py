"""Reads CoNLL-U treebanks and IOB2 name files into plain lists.

A sentence is a dict: form, lemma, upos, xpos, head (0-based, -1 for the root), rel (with subtypes), and ner (BIO
tags, or None where nobody marked names). Words split out of one token ("don't") stand as words; empty nodes are
left out, as CoNLL-U asks of a reader that does not use the enhanced graph.
"""


def read_conllu(path):
    out, cur = [], []
    with open(path, encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if cur:
                    out.append(_sentence(cur))
                cur = []
            elif line[0] != "#":
                c = line.split("\t")
                if c[0].isdigit():
                    cur.append(c)
    if cur:
        out.append(_sentence(cur))
    return out


def _sentence(rows):
    return {
        "form": [r[1] for r in rows],
        "lemma": [r[2] for r in rows],
        "upos": [r[3] for r in rows],
        "xpos": [r[4] for r in rows],
        "head": [int(r[6]) - 1 for r in rows],
        "rel": [r[7] for r in rows],
        "space": ["SpaceAfter=No" not in r[9] for r in rows],
        "ner": None,
    }


def read_iob2(path):
    out, cur = [], []
    with open(path, encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if cur:
                    out.append(cur)
                cur = []
            elif not line.startswith("# "):
                c = line.split("\t")
                cur.append((c[1], c[2]))
    if cur:
        out.append(cur)
    return out


def blank(forms, ner=None):
    """A sentence of which words alone are known, or names besides: what is None no loss counts."""
    n = len(forms)
    unknown = {k: [None] * n for k in ("lemma", "upos", "xpos", "head", "rel")}
    return {"form": list(forms), "ner": ner, **unknown}


def add_names(sents, names):
    """Puts the names of an IOB2 file on the treebank's sentences that have the same words."""
    by = {tuple(w for w, _ in s): [t for _, t in s] for s in names}
    n = 0
    for s in sents:
        tags = by.get(tuple(s["form"]))
        if tags:
            s["ner"] = [t if t[2:] in ("PER", "LOC", "ORG") else "O" for t in tags]
            n += 1
    return n
