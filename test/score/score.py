#!/usr/bin/env python3
"""The program's record against annotated articles, as one table.

  score.py DRAGOMAN [--floors FILE] [--errors AREA] GOLD.jsonl...

The program codes the articles without their annotation. Gold and coded rows are paired one to one, the
closest first, and each measure is an F1 over all rows or a share of the pairs that it concerns:

  events      paired where the triggers touch, or a sentence has the same event with a shared
              participant.
    found       F1 of the pairs            type   F1 of the pairs of one PLOVER event
    roles       F1 of participants: touching words in the same role of a pair of one type
    codes       of the right participants, those of the right country and sector (where gold knows them)
    mode, date, auxiliary, source: of the pairs of one type, those that agree. A date agrees as far as
    gold tells it (a month, a year); a source where both or neither name one.
  statements  paired where half of the words of both contents are shared.
    found F1; source touches the gold words (or both lack one), code of the speaker, kind: of the pairs
  tallies     paired where the words touch.  found F1, exact (low, high and counted) F1; qualifier,
    source: of the pairs
  steps       paired by sentence and kind.  found F1; date, auxiliary: of the pairs

`--errors` names what was missed, false or wrong: events, roles, codes, dates, statements, tallies or
steps. A floors file has `area.measure value` a line; the status is 1 if a measure stands below its floor.
"""

import argparse, collections, json, os, re, subprocess, sys, tempfile

AREAS = {
    "events": ("found", "type", "roles", "codes", "mode", "date", "auxiliary", "source"),
    "statements": ("found", "source", "code", "kind"),
    "tallies": ("found", "exact", "qualifier", "source"),
    "steps": ("found", "date", "auxiliary"),
}


class Count:
    """Hits among gold rows and coded rows (an F1), or among the pairs looked at (a share)."""

    def __init__(self):
        self.hit = self.gold = self.coded = 0

    def value(self):
        return 2 * self.hit / (self.gold + self.coded) if self.gold + self.coded else None

    def pair(self, right):
        self.hit += bool(right)
        self.gold += 1
        self.coded += 1
        return right


def places(text, inside, words):
    """Spans of `words` in the sentence `inside`, as whole words where they stand so."""
    start = text.index(inside)
    edge = lambda c: r"\b" if c.isalnum() else ""
    spans = [
        m.span() for m in re.finditer(edge(words[0]) + re.escape(words) + edge(words[-1]), inside)
    ]
    return [(start + a, start + b) for a, b in spans]


def touch(span, spans):
    return bool(span) and any(span[0] < b and a < span[1] for a, b in spans)


def couple(scored):
    """One-to-one pairs out of (score, gold index, coded index), the highest scores first."""
    pairs, gone_gold, gone_coded = {}, set(), set()
    for _, g, c in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if g not in gone_gold and c not in gone_coded:
            pairs[g] = c
            gone_gold.add(g)
            gone_coded.add(c)
    return pairs


def agree(gold, coded):
    return (coded or "").startswith(gold) if gold else not coded


class Scorer:
    def __init__(self, errors):
        self.count = {(area, m): Count() for area in AREAS for m in AREAS[area]}
        self.kinds = collections.defaultdict(Count)
        self.errors = errors

    def tell(self, area, *what):
        if self.errors == area:
            print("  ".join(str(w) for w in what))

    def totals(self, area, measures, gold, coded, hit):
        for m in measures:
            c = self.count[area, m]
            c.gold, c.coded, c.hit = c.gold + gold, c.coded + coded, c.hit + hit

    def article(self, article, record):
        self.text, self.record = article["text"], record
        self.who = {e["id"]: e for e in record.get("entities", [])}
        gold = article["gold"]
        self.events(gold["events"], record.get("events", []))
        self.statements(gold["statements"], record.get("statements", []))
        self.tallies(gold["tallies"], record.get("tallies", []))
        self.steps(gold["steps"], record.get("steps", []))

    def says(self, span):
        return self.text[span[0] : span[1]] if span else None

    def sentence(self, row):
        a = self.text.index(row["sentence"])
        return [(a, a + len(row["sentence"]))]

    def coded_right(self, who, gold):
        """Whether an entity has the country and sector that gold gives, as far as gold gives them."""
        return who.get("code") == gold["code"] and gold["sector"] in (None, who.get("sector"))

    def participants(self, gold, coded):
        """(role, gold WHO, coded participant or None); two in gold may be one coded ("both men")."""
        out = []
        for role in ("actor", "recipient"):
            for w in gold[role]:
                spans = places(self.text, gold["sentence"], w["q"])
                hits = [m for m in coded.get(role, []) if touch(m.get("span"), spans)]
                hits.sort(key=lambda m: not self.coded_right(self.who.get(m["entity"], {}), w))
                out.append((role, w, hits[0] if hits else None))
        return out

    def events(self, gold, coded):
        scored = []
        for g, x in enumerate(gold):
            home, trigger = self.sentence(x), places(self.text, x["sentence"], x["trigger"])
            for c, y in enumerate(coded):
                if touch(y["trigger"], home):
                    hit, same = touch(y["trigger"], trigger), x["event"] == y["event"]
                    shared = sum(m is not None for _, _, m in self.participants(x, y))
                    if hit or (same and shared):
                        scored.append((20 * hit + 15 * same + shared, g, c))
        pairs = couple(scored)
        right = {g: c for g, c in pairs.items() if gold[g]["event"] == coded[c]["event"]}
        self.totals("events", ["found"], len(gold), len(coded), len(pairs))
        self.totals("events", ["type"], len(gold), len(coded), len(right))
        roles = self.count["events", "roles"]
        roles.coded += sum(len(y.get(r, [])) for y in coded for r in ("actor", "recipient"))
        for y in coded:
            self.kinds[y["event"]].coded += 1
        for g, x in enumerate(gold):
            self.kinds[x["event"]].gold += 1
            self.kinds[x["event"]].hit += g in right
            roles.gold += len(x["actor"]) + len(x["recipient"])
            if g not in right:
                self.tell(
                    "events",
                    "as " + coded[pairs[g]]["event"] if g in pairs else "missed",
                    x["event"],
                    "[%s]" % x["trigger"],
                    x["sentence"],
                )
                continue
            self.event(x, coded[right[g]])
        for c, y in enumerate(coded):
            if c not in pairs.values():
                self.tell(
                    "events",
                    "false",
                    y["event"],
                    "[%s]" % self.says(y["trigger"]),
                    self.says(y.get("span")),
                )

    def event(self, x, y):
        """The details of a pair of one type."""
        label = "%s [%s]" % (x["event"], x["trigger"])
        for role, w, m in self.participants(x, y):
            if m is None:
                got = [self.says(p.get("span")) for p in y.get(role, [])]
                self.tell("roles", label, role, "gold %s" % w["q"], "coded %s" % got, x["sentence"])
                continue
            self.count["events", "roles"].hit += 1
            entity = self.who.get(m["entity"], {})
            if w["code"] and not self.count["events", "codes"].pair(self.coded_right(entity, w)):
                self.tell(
                    "codes",
                    w["q"],
                    "gold %s %s" % (w["code"], w["sector"]),
                    "coded %s %s %s"
                    % (entity.get("code"), entity.get("sector"), entity.get("name")),
                )
        self.count["events", "mode"].pair(set(x["mode"]) == set(y.get("mode", [])))
        if not self.count["events", "date"].pair(agree(x["date"], y.get("date"))):
            self.tell(
                "dates", label, "gold %s" % x["date"], "coded %s" % y.get("date"), x["sentence"]
            )
        self.count["events", "auxiliary"].pair(set(x["auxiliary"]) == set(y.get("auxiliary", [])))
        named = y.get("source_span") is not None or y.get("according_to") is not None
        self.count["events", "source"].pair(bool(x["according_to"]) == named)

    def letters(self, spans):
        """Places of the letters and digits in some spans."""
        return {i for a, b in spans for i in range(a, b) if self.text[i].isalnum()}

    def content(self, row):
        """Letters of a gold statement; a piece is looked for from its sentence on, then before."""
        spans, home = [], self.text.index(row["sentence"])
        for piece in row["content"]:
            a = self.text.find(piece, home)
            a = a if a >= 0 else self.text.index(piece)
            spans.append((a, a + len(piece)))
        return self.letters(spans)

    def statements(self, gold, coded):
        want, got = [self.content(x) for x in gold], [
            self.letters(y.get("content", [])) for y in coded
        ]
        scored = []
        for g, a in enumerate(want):
            for c, b in enumerate(got):
                shared = len(a & b) / len(a | b) if a | b else 0
                if shared >= 0.5:
                    scored.append((shared, g, c))
        pairs = couple(scored)
        self.totals("statements", ["found"], len(gold), len(coded), len(pairs))
        for g, x in enumerate(gold):
            if g not in pairs:
                self.tell("statements", "missed", x["source"], " | ".join(x["content"]))
                continue
            y = coded[pairs[g]]
            if x["source"]:
                source = touch(y.get("source"), places(self.text, x["sentence"], x["source"]))
            else:
                source = y.get("source") is None
            if not self.count["statements", "source"].pair(source):
                self.tell(
                    "statements",
                    "source",
                    x["source"],
                    "coded %s" % self.says(y.get("source")),
                    x["sentence"],
                )
            if x["speaker"] and x["speaker"]["code"]:
                people = [self.who.get(s, {}) for s in y.get("speakers", [])]
                self.count["statements", "code"].pair(
                    any(self.coded_right(p, x["speaker"]) for p in people)
                )
            if not self.count["statements", "kind"].pair(x["kind"] == y.get("kind")):
                self.tell("statements", "kind", x["kind"], "coded %s" % y.get("kind"), x["content"])
        for c, y in enumerate(coded):
            if c not in pairs.values():
                self.tell(
                    "statements",
                    "false",
                    self.says(y.get("source")),
                    " | ".join(self.says(s) for s in y.get("content", [])),
                )

    def tallies(self, gold, coded):
        figures = lambda t: (t["low"], t["high"], t["counted"])
        scored = []
        for g, x in enumerate(gold):
            spans = places(self.text, x["sentence"], x["q"])
            scored += [
                (1 + (figures(x) == figures(y)), g, c)
                for c, y in enumerate(coded)
                if touch(y["span"], spans)
            ]
        pairs = couple(scored)
        exact = sum(figures(gold[g]) == figures(coded[c]) for g, c in pairs.items())
        self.totals("tallies", ["found"], len(gold), len(coded), len(pairs))
        self.totals("tallies", ["exact"], len(gold), len(coded), exact)
        for g, x in enumerate(gold):
            if g not in pairs:
                self.tell("tallies", "missed", x["q"], x["counted"])
                continue
            y = coded[pairs[g]]
            if figures(x) != figures(y):
                self.tell("tallies", "as", figures(y), "gold", figures(x), x["q"])
            self.count["tallies", "qualifier"].pair(x["qualifier"] == y["qualifier"])
            self.count["tallies", "source"].pair(
                bool(x["according_to"]) == bool(y.get("according_to"))
            )
        for c, y in enumerate(coded):
            if c not in pairs.values():
                self.tell("tallies", "false", self.says(y["span"]), y["counted"])

    def steps(self, gold, coded):
        scored = []
        for g, x in enumerate(gold):
            for c, y in enumerate(coded):
                if x["kind"] == y["kind"] and touch(y["span"], self.sentence(x)):
                    alike = agree(x["date"], y.get("date")) + (
                        set(x["auxiliary"]) == set(y.get("auxiliary", []))
                    )
                    scored.append((1 + alike, g, c))
        pairs = couple(scored)
        self.totals("steps", ["found"], len(gold), len(coded), len(pairs))
        for g, x in enumerate(gold):
            if g not in pairs:
                self.tell("steps", "missed", x["kind"], x["sentence"])
                continue
            y = coded[pairs[g]]
            self.count["steps", "date"].pair(agree(x["date"], y.get("date")))
            self.count["steps", "auxiliary"].pair(
                set(x["auxiliary"]) == set(y.get("auxiliary", []))
            )
        for c, y in enumerate(coded):
            if c not in pairs.values():
                self.tell("steps", "false", y["kind"], self.says(y["span"]))

    def table(self, articles):
        show = lambda v: "   -  " if v is None else "%6.3f" % v
        print("%d articles" % articles)
        for area, measures in AREAS.items():
            first = self.count[area, measures[0]]
            print(
                "%-11s gold %3d  coded %3d  " % (area, first.gold, first.coded)
                + "  ".join(
                    "%s %s" % (m, show(self.count[area, m].value()).strip()) for m in measures
                )
            )
        print(
            "by event    "
            + "  ".join(
                "%s %s" % (k, show(c.value()).strip()) for k, c in sorted(self.kinds.items())
            )
        )


def coded_by(program, articles):
    """The records of the articles, which the program is given without their annotation."""
    with tempfile.TemporaryDirectory() as room:
        path = os.path.join(room, "articles.jsonl")
        with open(path, "w", encoding="utf8") as f:
            for a in articles:
                f.write(
                    json.dumps(
                        {k: v for k, v in a.items() if k != "gold" and v is not None},
                        ensure_ascii=False,
                    )
                    + "\n"
                )
        out = subprocess.run(
            [program, "code", "--format", "jsonl", path], stdout=subprocess.PIPE, check=True
        ).stdout
    records = [json.loads(line) for line in out.decode("utf8").splitlines()]
    if [r["id"] for r in records] != [a["id"] for a in articles]:
        sys.exit("score: the records are not those of the articles, in their order")
    for a, r in zip(articles, records):
        if r["text"] != a["text"]:
            sys.exit("score: %s: the text was changed" % a["id"])
    return records


def below(path, count):
    """Names of the measures that stand below their floors."""
    out = []
    with open(path, encoding="utf8") as f:
        for n, line in enumerate(f, 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            key = tuple(words[0].split(".")) if len(words) == 2 else None
            if key not in count:
                sys.exit("%s:%d: not `area.measure value`: %s" % (path, n, line.strip()))
            value = count[key].value()
            if value is None or value < float(words[1]):
                out.append(
                    "%s is %s, below its floor of %s"
                    % (words[0], value and "%.3f" % value, words[1])
                )
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("program")
    p.add_argument("gold", nargs="+")
    p.add_argument("--floors")
    p.add_argument("--errors")
    o = p.parse_args()
    articles = [json.loads(line) for path in o.gold for line in open(path, encoding="utf8")]
    scorer = Scorer(o.errors)
    for article, record in zip(articles, coded_by(o.program, articles)):
        scorer.article(article, record)
    scorer.table(len(articles))
    fallen = below(o.floors, scorer.count) if o.floors else []
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
