"""Our own sentences with names in brackets to IOB2, the form of Universal NER.   names.py OUT.iob2 DRAGOMAN FILE...

A line is a sentence: `Have you asked [PER Ngozi Eze] about the [LOC Durban] trip?`; a blank line parts documents. The
program's own tokeniser cuts the words; where it finds two sentences in a line they are two.
"""
import json
import re
import subprocess
import sys
import tempfile


def unmark(line):
    """-> the line without its marks, and its names as (first, end, kind) in characters"""
    text, names, at = "", [], 0
    for m in re.finditer(r"\[(PER|LOC|ORG) ([^\[\]]+)\]", line):
        text += line[at:m.start()]
        names.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]
        at = m.end()
    return text + line[at:], names


def cut(dragoman, texts):
    """Each text's sentences, each a list of words."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for i, t in enumerate(texts):
            f.write(json.dumps({"id": str(i), "text": t}) + "\n")
        f.flush()
        out = subprocess.run([dragoman, "parse", f.name], capture_output=True, text=True, check=True).stdout
    by, at = [[] for _ in texts], None
    for line in out.splitlines():
        c = line.split("\t")
        if line.startswith("# sent_id = "):
            at = int(line[12:].split("-")[0])
            by[at].append([])
        elif len(c) > 1 and c[0].isdigit():
            by[at][-1].append(c[1])
    return by


def tag(text, names, sentences):
    """The sentences with their tags; None where a word does not stand in the text or a name ends within a word."""
    at, out = 0, []
    for words in sentences:
        rows = []
        for w in words:
            a = text.find(w, at)
            if a < 0:
                return None
            at = a + len(w)
            inside = [(b, e, k) for b, e, k in names if b < at and a < e]
            if inside and (a < inside[0][0] or at > inside[0][1]):
                return None
            rows.append((w, "O" if not inside else ("B-" if a == inside[0][0] else "I-") + inside[0][2]))
        out.append(rows)
    return out


def main():
    lines = [line.strip() for path in sys.argv[3:] for line in open(path, encoding="utf8")]
    marked = [unmark(line) for line in lines if line]
    left, count = 0, 0
    with open(sys.argv[1], "w", encoding="utf8") as f:
        for (text, names), sentences in zip(marked, cut(sys.argv[2], [t for t, _ in marked])):
            tagged = tag(text, names, sentences)
            left += tagged is None
            for rows in tagged or []:
                count += 1
                f.write("".join("%d\t%s\t%s\n" % (i + 1, w, t) for i, (w, t) in enumerate(rows)) + "\n")
    print("names", count, "sentences,", left, "lines left out", flush=True)


if __name__ == "__main__":
    main()
