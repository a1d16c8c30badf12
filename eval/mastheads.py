"""What `clean` reads off the mastheads of pasted pages: invented pages, each with its truth (eval/mastheads/*.txt).

    .venv/bin/python eval/mastheads.py [-v]

A block gives @outlet (names parted by ";", any will do), @headline, @byline, @published, @updated (minute or day; empty if the text does
not tell), then @text. `held.txt` was never read while rules were written. `wrong` counts what is given and is not so; -v shows them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from writethru.clean.pasted import read_text
from writethru.model import Stamp
from writethru.text import fold

HERE = Path(__file__).parent / "mastheads"


def blocks(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    for block in path.read_text().split("\n====\n"):
        head, _, text = block.partition("@text\n")
        if text:
            yield {m[1]: m[2].strip() for m in re.finditer(r"^@(\w+)(.*)", head, re.M)}, text


def plain(text: str) -> str:
    return re.sub(r"^the ", "", re.sub(r"\W+", " ", fold(text)).strip())


def several(text: str) -> set[str]:
    return {plain(x) for x in text.split(";") if x.strip()}


def minute(stamp: Stamp | None) -> str:
    return stamp.iso[:16] if stamp else ""


def score(path: Path, verbose: bool) -> None:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    n = 0
    for n, (truth, text) in enumerate(blocks(path), 1):
        draft = read_text(text)
        given = {
            "outlet": (bool(draft.outlet), plain(draft.outlet) in several(truth["outlet"]), draft.outlet),
            "headline": (bool(draft.headline), plain(draft.headline) == plain(truth["headline"]), draft.headline),
            "bylines": (bool(draft.bylines), {plain(b) for b in draft.bylines} == several(truth["byline"]), draft.bylines),
            "day": (draft.published is not None, minute(draft.published)[:10] == truth["published"][:10], minute(draft.published)),
            "published": (draft.published is not None, minute(draft.published) == truth["published"], minute(draft.published)),
            "updated": (draft.updated is not None, minute(draft.updated) == truth["updated"], minute(draft.updated)),
        }
        for field, (some, good, what) in given.items():
            right[field] += good
            wrong[field] += some and not good
            if verbose and not good and path.stem != "held":
                print(f"  {path.stem} {n} {field}: {what!r}")
    print(f"{path.stem}, {n} pages: " + ", ".join(f"{f} {right[f]} (wrong {wrong[f]})" for f in right))


if __name__ == "__main__":
    for name in ("a", "b", "held"):
        score(HERE / f"{name}.txt", "-v" in sys.argv)
