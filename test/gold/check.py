#!/usr/bin/env python3
"""Whether the annotated articles keep their format, and how much they hold.

  check.py FILE.jsonl...

Every quoted string must stand in its article (`sentence`) or in its sentence (triggers, people, cues,
figures); every event, mode, auxiliary, qualifier, counted and step kind must be a known one; dates
must be days, months or years that exist and must not run backwards; keys must be exactly those of
the format (README.md). Each fault is printed as `FILE:LINE: what`, all in one run; the status is 1
if there was one.
"""

import collections, datetime, json, re, sys

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional sideAB",
}
NEEDS_RECIPIENT = ("COOPERATE", "AID")
AUXILIARY = set("future hypothetical historical negation".split())
SECTORS = set(
    "COP GOV JUD LEG MIL OPP PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED "
    "REF REL SOC".split()
)
BODIES = set("IGO UNO EUR NGO ISM IMG MNC ---".split())
COUNTED = set(
    "killed wounded captive released missing detained displaced participants other".split()
)
QUALIFIERS = set("exact at_least about at_most more_than fewer_than range".split())
KINDS = set("direct indirect mixed".split())
STEPS = set(
    "call intent talks mediation proposal response obstacle suspension resumption agreement "
    "truce exchange violation end".split()
)
KEYS = {
    "article": "id title published source url text gold",
    "gold": "events statements tallies steps",
    "events": "sentence event mode trigger actor recipient auxiliary date enddate according_to",
    "statements": "sentence source speaker cue content kind",
    "tallies": "sentence q low high qualifier counted according_to",
    "steps": "sentence kind parties mediators venue date auxiliary",
    "who": "q name code sector",
}
END = re.compile(r"[.!?:][\"'”’)]*$")


class Checker:
    """Collects the faults of one article; `at` says where it stands."""

    def __init__(self, at, text):
        self.at, self.text, self.faults = at, text, []

    def need(self, ok, what):
        if not ok:
            self.faults.append("%s: %s" % (self.at, what))

    def keys(self, kind, item):
        self.need(set(item) == set(KEYS[kind].split()), "%s: keys %s" % (kind, sorted(item)))

    def words(self, inside, part, what):
        """`part` stands in `inside`, and neither begins nor ends within a word."""
        if not isinstance(part, str) or not part or part != part.strip():
            return self.need(False, "%s: empty or padded: %r" % (what, part))
        edge = lambda c: r"\b" if c.isalnum() else ""
        whole = edge(part[0]) + re.escape(part) + edge(part[-1])
        self.need(re.search(whole, inside), "%s: not in its place: %r" % (what, part))

    def sentence(self, item, kind):
        s = item["sentence"]
        self.need(
            self.text.count(s) == 1,
            "%s: sentence stands %d times: %r" % (kind, self.text.count(s), s),
        )
        before = self.text[: self.text.find(s)].rstrip()
        self.need(not before or END.search(before), "%s: begins within a sentence: %r" % (kind, s))
        self.need(END.search(s) and s == s.strip(), "%s: not a whole sentence: %r" % (kind, s))

    def date(self, value, what):
        if value is None:
            return
        try:
            datetime.date.fromisoformat((value + "-01-01")[:10])
            self.need(len(value) in (4, 7, 10), "%s: date %r" % (what, value))
        except (TypeError, ValueError):
            self.need(False, "%s: date %r" % (what, value))

    def who(self, sentence, who, what):
        self.keys("who", who)
        self.words(sentence, who["q"], what)
        self.need(bool(who["name"]), "%s: no name for %r" % (what, who["q"]))
        code, sector = who["code"], who["sector"]
        self.need(
            code is None or code in BODIES or re.fullmatch("[A-Z]{3}", code),
            "%s: code %r" % (what, code),
        )
        self.need(sector is None or sector in SECTORS, "%s: sector %r" % (what, sector))

    def event(self, e):
        name = e["event"]
        self.need(name in MODES, "event %r" % name)
        for m in e["mode"]:
            self.need(m in MODES.get(name, "").split(), "%s: mode %r" % (name, m))
        self.words(e["sentence"], e["trigger"], name)
        for role in ("actor", "recipient"):
            for w in e[role]:
                self.who(e["sentence"], w, "%s %s" % (name, role))
        if name in NEEDS_RECIPIENT:
            self.need(e["recipient"], "%s [%s] without a recipient" % (name, e["trigger"]))
        self.need(set(e["auxiliary"]) <= AUXILIARY, "auxiliary %s" % e["auxiliary"])
        self.date(e["date"], name)
        self.date(e["enddate"], name)
        if e["enddate"]:
            self.need(e["date"] and e["date"] <= e["enddate"], "%s: ends before it begins" % name)
        if e["according_to"] is not None:
            self.words(self.text, e["according_to"], "according_to")

    def statement(self, s):
        self.need(s["kind"] in KINDS, "statement kind %r" % s["kind"])
        self.words(s["sentence"], s["cue"], "cue")
        self.need(
            (s["source"] is None) == (s["speaker"] is None), "source and speaker must go together"
        )
        if s["source"] is not None:
            self.words(s["sentence"], s["source"], "source")
            self.who(s["sentence"], s["speaker"], "speaker")
        self.need(s["content"], "statement without content")
        for c in s["content"]:
            self.words(self.text, c, "content")

    def tally(self, t):
        self.words(t["sentence"], t["q"], "tally")
        low, high, how = t["low"], t["high"], t["qualifier"]
        self.need(
            how in QUALIFIERS and t["counted"] in COUNTED, "tally %r %r" % (how, t["counted"])
        )
        self.need(
            all(v is None or isinstance(v, int) for v in (low, high))
            and (low, high) != (None, None),
            "tally of no figure: %r" % t["q"],
        )
        fits = {
            "exact": low == high,
            "range": None not in (low, high) and low < high,
            "at_least": high is None,
            "more_than": high is None,
            "at_most": low is None,
            "fewer_than": low is None,
            "about": low is not None and high in (None, low),
        }
        self.need(
            fits.get(how, False), "tally %r: %s does not fit %s-%s" % (t["q"], how, low, high)
        )
        for source in t["according_to"]:
            self.words(self.text, source, "tally source")

    def step(self, p):
        self.need(p["kind"] in STEPS, "step kind %r" % p["kind"])
        self.need(p["parties"] or p["mediators"], "step without anybody: %r" % p["sentence"][:60])
        self.need(set(p["auxiliary"]) <= AUXILIARY, "auxiliary %s" % p["auxiliary"])
        self.date(p["date"], "step")


def check(at, article, seen):
    """The faults of one article."""
    c = Checker(at, article.get("text") or "")
    c.keys("article", article)
    c.keys("gold", article["gold"])
    c.need(article["id"] not in seen, "id %s given twice" % article["id"])
    seen.add(article["id"])
    c.date(article["published"], "published")
    c.need(len(article["published"]) == 10, "published is not a day")
    c.need("  " not in c.text and c.text == c.text.strip(), "stray space in text")
    for kind, one in (
        ("events", c.event),
        ("statements", c.statement),
        ("tallies", c.tally),
        ("steps", c.step),
    ):
        rows = article["gold"][kind]
        c.need(
            len({json.dumps(r, sort_keys=True) for r in rows}) == len(rows),
            "%s: a row stands twice" % kind,
        )
        for r in rows:
            c.keys(kind, r)
            c.sentence(r, kind)
            one(r)
    return c.faults


def main():
    faults, seen, total, types, modes = (
        [],
        set(),
        collections.Counter(),
        collections.Counter(),
        set(),
    )
    for path in sys.argv[1:]:
        with open(path, encoding="utf8") as f:
            for n, line in enumerate(f, 1):
                try:
                    a = json.loads(line)
                    faults += check("%s:%d" % (path, n), a, seen)
                except (ValueError, KeyError, TypeError) as e:
                    faults.append("%s:%d: %s: %s" % (path, n, type(e).__name__, e))
                    continue
                total["articles"] += 1
                total["characters"] += len(a["text"])
                total["sentences"] += len(
                    re.findall(
                        r"(?<![ .][A-Z])(?<!\b[A-Z][a-z])(?<!Sept)(?<!\b[ap]\.m)[.!?][\"”’)]*(?=\s+[\"“‘A-Z0-9]|$)",
                        a["text"],
                    )
                )
                total.update({k: len(v) for k, v in a["gold"].items()})
                types.update(e["event"] for e in a["gold"]["events"])
                modes.update(
                    "%s %s" % (e["event"], m) for e in a["gold"]["events"] for m in e["mode"]
                )
    for f in faults:
        print(f)
    print(
        "  ".join(
            "%s %d" % (k, total[k])
            for k in ("articles", "characters", "sentences", *KEYS["gold"].split())
        )
    )
    print("  ".join("%s %d" % (k, types[k]) for k in MODES))
    print("%d of %d modes" % (len(modes), sum(len(m.split()) for m in MODES.values())))
    return 1 if faults or not total["articles"] else 0


if __name__ == "__main__":
    sys.exit(main())
