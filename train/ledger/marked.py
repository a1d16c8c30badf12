"""The reports of train/ledger/marked: figures in braces, each with a label for what it counts.

    # what a story is about
    1 Outlet | Mon 2 March 2026 | At least {14 people|dead} died, {nine|children<hurt} of them ...

The same label is the same thing counted, in all of a story; "part<whole" is a part of another; a label ending in "~" is worked out from
others, "-" is no count. Stories are parted by ====."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

MARKED = Path(__file__).parent / "marked"
WEIGHED = ("fg", "fh")  # lists that the network does not learn from: the weights beside it are fitted to them
KEPT = ("gg", "gh", "t")  # how the names begin of lists and stories that nothing learns from: what is learned is measured on them
LEFT = 6  # of so many stories of `said` one is left out, to measure on
_PASSAGE = re.compile(r"\d+ ([^|]*)\|([^|]*)\|(.*)$")
_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True)
class Mark:
    passage: int
    start: int  # characters of the passage
    end: int
    label: str


@dataclass(frozen=True)
class Story:
    name: str
    outlets: tuple[str, ...]
    days: tuple[date, ...]
    texts: tuple[str, ...]
    marks: tuple[Mark, ...]


def stories(names: tuple[str, ...] = ()) -> list[Story]:
    """The stories of lists `names`; of all when none is given."""
    paths = [p for p in sorted(MARKED.glob("*.txt")) if not names or p.stem in names]
    return [_story(f"{p.stem}.{n}", block) for p in paths for n, block in enumerate(re.split(r"\n====\n", p.read_text("utf-8")))]


def _story(name: str, block: str) -> Story:
    outlets, days, texts, marks = [], [], [], []
    for line in block.strip().split("\n"):
        if line.startswith("#") or not line.strip() or line.strip() == "====":
            continue
        m = _PASSAGE.match(line)
        if not m:
            raise ValueError(f"{name}: {line}")
        day, month, year = m[2].split()[-3:]
        outlets.append(m[1].strip())
        days.append(datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date())
        text, at, raw = "", 0, m[3].strip()
        for mark in _MARK.finditer(raw):
            text += raw[at : mark.start()]
            marks.append(Mark(len(texts), len(text), len(text) + len(mark[1]), mark[2].strip()))
            text += mark[1]
            at = mark.end()
        texts.append(text + raw[at:])
    return Story(name, tuple(outlets), tuple(days), tuple(texts), tuple(marks))


def relation(a: str, b: str) -> str:
    """What two labels are to one another: "same", "part" or "none"."""
    if a == b:
        return "same" if a[-1:] not in "~-" else "none"
    thing, whole = (x.partition("<")[0] for x in (a, b)), (x.partition("<")[2] for x in (a, b))
    (one, other), (one_of, other_of) = thing, whole
    if one == other:
        return "same"
    return "part" if one_of == other or other_of == one else "none"
