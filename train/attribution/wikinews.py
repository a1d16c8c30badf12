"""Wikinews reports (CC BY 2.5) with who-said-what marked by us: the marks are here, the texts are not.

wikinews.jsonl: one report a line, {"url", "sha256", "attributions": [{"source": [[start, end], …], "cue": …, "content": …, "via": …}]}, offsets
in characters of the text as `texts` makes it. The texts come from the data folder of github.com/vanatteveldt/wikinews (wikinews_2019.csv,
wikinews_2020.csv). Usage: python wikinews.py DIR    checks that every marked text is there and unchanged.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONGEST = 600  # words of a report that were marked; whole paragraphs
KINDS = {"s": "source", "c": "cue", "t": "content", "v": "via"}
_DAY = re.compile(r"\w+day, \w+ \d+, 20\d\d")


def text(title: str, body: str) -> str:
    """A report as it was marked: headline, then a paragraph a line; a leading date and interview turns left out."""
    paragraphs = [p for p in (re.sub(r"\s+", " ", line).strip() for line in body.split("\n")) if p]
    if paragraphs and _DAY.fullmatch(paragraphs[0]):
        paragraphs = paragraphs[1:]
    kept, words = [], 0
    for p in (p for p in paragraphs if not re.search(r"[{}]", p)):
        words += len(p.split())
        if words > LONGEST and kept:
            break
        kept.append(p)
    return "\n".join([title.strip(), *(p for p in kept if "((" not in p[:12])])


def texts(folder: Path) -> dict[str, str]:
    """URL -> text of every report in the folder's CSV files."""
    csv.field_size_limit(10**8)
    out = {}
    for path in sorted(folder.glob("wikinews_20*.csv")):
        with path.open(encoding="utf-8", newline="") as f:
            out.update({row["url"]: text(row["title"], row["text"]) for row in csv.DictReader(f)})
    return out


def corpus(folder: Path) -> list[tuple[str, dict[int, dict[str, list[tuple[int, int]]]]]]:
    """(text, attributions by number) of every marked report, as `train.corpus` gives them; ValueError where a text is missing or changed."""
    known, out = texts(folder), []
    for line in (HERE / "wikinews.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        body = known.get(one["url"], "")
        if hashlib.sha256(body.encode()).hexdigest() != one["sha256"]:
            raise ValueError(f"{one['url']}: the text is missing from {folder} or differs from the one that was marked")
        spans = {
            n: {kind: [(a, b) for a, b in said[name]] for kind, name in KINDS.items() if said.get(name)}
            for n, said in enumerate(one["attributions"])
        }
        out.append((body, spans))
    return out


if __name__ == "__main__":
    try:
        found = corpus(Path(sys.argv[1]))
    except ValueError as e:
        sys.exit(str(e))
    print(len(found), "reports", sum(len(spans) for _, spans in found), "attributions")
