#!/usr/bin/env python3
"""The scorer scored: a record made from the annotation itself must reach 1 in every measure, an empty
one 0 in every F1, and one with a known share of faults just that share; a floor above must fail.

Started with `code` this file stands in for the program: it prints such a record for each article, as
the environment variable RECORD says (whole, empty, faults).
"""

import json, os, subprocess, sys

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
GOLD = os.path.join(HERE, "..", "gold", "articles.jsonl")


def span(text, sentence, words):
    """Where whole words stand in their sentence, by the scorer's own rule."""
    from score import places

    return list(places(text, sentence, words)[0])


def record(article, faults):
    """The annotation as the program would write it; with `faults`, every second event is wrong."""
    text, gold, who = article["text"], article["gold"], []

    def entity(w):
        who.append({"id": len(who), "code": w["code"], "sector": w["sector"]})
        return len(who) - 1

    def row(item, **more):
        a = text.index(item["sentence"])
        return {"span": [a, a + len(item["sentence"])], **more}

    def content(s):
        home = text.index(s["sentence"])
        starts = [text.find(c, home) if c in text[home:] else text.index(c) for c in s["content"]]
        return [[a, a + len(c)] for a, c in zip(starts, s["content"])]

    events = [
        row(
            e,
            trigger=span(text, e["sentence"], e["trigger"]),
            mode=e["mode"],
            date=e["date"],
            event="NONE" if faults and i % 2 else e["event"],
            auxiliary=e["auxiliary"],
            source_span=[0, 1] if e["according_to"] else None,
            **{
                r: [{"entity": entity(w), "span": span(text, e["sentence"], w["q"])} for w in e[r]]
                for r in ("actor", "recipient")
            }
        )
        for i, e in enumerate(gold["events"])
    ]
    statements = [
        row(
            s,
            source=s["source"] and span(text, s["sentence"], s["source"]),
            kind=s["kind"],
            speakers=[entity(s["speaker"])] if s["speaker"] else [],
            content=content(s),
        )
        for s in gold["statements"]
    ]
    tallies = [
        dict(t, span=span(text, t["sentence"], t["q"]), low=t["low"]) for t in gold["tallies"]
    ]
    steps = [
        row(p, kind=p["kind"], date=p["date"], auxiliary=p["auxiliary"]) for p in gold["steps"]
    ]
    return {
        "id": article["id"],
        "text": text,
        "entities": who,
        "events": events,
        "statements": statements,
        "tallies": tallies,
        "steps": steps,
    }


def stand_in(path):
    gold = {a["id"]: a for a in map(json.loads, open(GOLD, encoding="utf8"))}
    for line in open(path, encoding="utf8"):
        a = json.loads(line)
        assert "gold" not in a, "the program was shown the annotation"
        how = os.environ["RECORD"]
        print(
            json.dumps(
                {"id": a["id"], "text": a["text"]}
                if how == "empty"
                else record(gold[a["id"]], how == "faults")
            )
        )


def score(how, *more):
    """Exit status, and the values of each line of the table."""
    run = subprocess.run(
        [sys.executable, os.path.join(HERE, "score.py"), __file__, GOLD, *more],
        text=True,
        stdout=subprocess.PIPE,
        env=dict(os.environ, RECORD=how),
    )
    areas = {}
    for line in run.stdout.splitlines()[1:5]:
        words = line.split()
        areas[words[0]] = dict(zip(words[5::2], words[6::2]))
    return run.returncode, areas


def main():
    status, whole = score("whole")
    assert status == 0 and len(whole) == 4, whole
    for area, values in whole.items():
        assert values and set(values.values()) == {"1.000"}, (area, values)
    _, empty = score("empty")
    for area, values in empty.items():
        assert values["found"] == "0.000", (area, values)
    _, faults = score("faults")
    assert faults["events"]["found"] == "1.000", faults["events"]
    assert 0.49 < float(faults["events"]["type"]) < 0.53, faults["events"]
    assert faults["steps"] == whole["steps"], faults["steps"]
    assert score("empty", "--floors", os.path.join(HERE, "floors.txt"))[0] == 1
    assert score("whole", "--floors", os.path.join(HERE, "floors.txt"))[0] == 0


if __name__ == "__main__":
    stand_in(sys.argv[-1]) if sys.argv[1:2] == ["code"] else main()
