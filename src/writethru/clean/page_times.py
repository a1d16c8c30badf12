"""When a page was published and updated: by its structured data, time elements, lines, or the day in its address.

Times that cannot be (a year 2061) are refused; those go to `left_out`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from writethru.clean.ago import ago
from writethru.clean.chrome import names
from writethru.clean.draft import Draft
from writethru.clean.lexicon import DIGIT
from writethru.clean.pieces import Piece
from writethru.clean.structured import Structured
from writethru.clean.times import find
from writethru.clean.tree import Element
from writethru.dates import parse_stamp
from writethru.language import language_of
from writethru.model import Stamp

_LINES = 300  # short lines of a page that are searched for its date
_PIECES = 2000  # pieces of a page that are searched for it
_NEAR = 45  # pieces behind the headline that tell the language
_CLOSE, _FAR, _ABOVE = 12, 40, 25  # pieces from the headline on, and above it
_SHORT = 160  # characters of a line that may be a date's
_MOSTLY = 0.5  # share of a line that its times take up
_NEAR_TIME = 400  # characters of a block whose time elements are its own
_EARLIEST = date(1990, 1, 1)
_DAY = re.compile(r"[/\-_.](19[89]\d|20\d\d)[/\-_.]?(0[1-9]|1[0-2])[/\-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_CHANGED = re.compile(
    r"modif|updat|aktuali|mis à jour|mise à jour|actualiz|aggiorn|oppdater|uppdater|opdater|bijgewerkt|aktualiz|обновл", re.I
)
_ENTRY = re.compile(r"-(?:entry|post)-date-|publi")  # hAtom's "updated" beside it is said of any time
_ELSEWHERE = ("related stories", "navigation", "comments", "advertisement or promotion", "embedded post")
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d|\d\s?[ap]\.?m", re.I)


def plausible(stamp: Stamp | None, now: datetime | None = None) -> bool:
    """Whether a page can have been published then: not before 1990, not over two days ahead."""
    now = now or datetime.now(UTC)
    return stamp is not None and _EARLIEST <= stamp.day <= (now + timedelta(days=2)).date()


def _ahead(said: Structured, found: list[Piece], start: int) -> datetime | None:
    """The clock by which the page's times are judged where it says for machines and shows to readers one day that lies ahead of ours, a
    year at most: then it is ours that is slow. None elsewhere."""
    days = {s.day for value in said.published if (s := parse_stamp(value))}
    if len(days) != 1 or plausible(Stamp(day := days.pop())) or day > (datetime.now(UTC) + timedelta(days=366)).date():
        return None
    shown = {f.stamp.day for p in _around(found, start) if len(p.text) < _SHORT for f in find(p.text)}
    return datetime.combine(day, time(), UTC) + timedelta(days=2) if day in shown else None


def _around(found: list[Piece], start: int) -> list[Piece]:
    """The pieces near the headline."""
    return found[max(0, start - _ABOVE) : max(0, start + _FAR)]


def _first(values: Iterable[str], draft: Draft, what: str, now: datetime | None = None) -> Stamp | None:
    """The first plausible time; a later one that gives the same day its clock, or the same clock its zone, is better."""
    best: Stamp | None = None
    for value in dict.fromkeys(values):
        stamp = parse_stamp(value)
        if stamp is not None and not plausible(stamp, now):
            draft.leave_out(value, f"implausible {what} date")
        elif stamp is not None:
            best = stamp if best is None else _finer(best, stamp)
    return best


def _finer(best: Stamp, other: Stamp) -> Stamp:
    if isinstance(best.at, datetime) and isinstance(other.at, datetime):
        return other if best.at.tzinfo is None and other.at.replace(tzinfo=None, second=0) == best.at.replace(second=0) else best
    return other if isinstance(other.at, datetime) and not isinstance(best.at, datetime) and other.day == best.day else best


def times(draft: Draft, said: Structured, found: list[Piece], start: int, uri: str, captured: Stamp | None) -> None:
    """Published and updated: structured data, time elements and lines near the headline, any line, the day in the address."""
    ahead = _ahead(said, found, start)
    published = _first(said.published, draft, "publication", ahead)
    updated = _first(said.updated, draft, "update", ahead)
    if published is None or not isinstance(published.at, datetime):
        english = (language_of(" ".join(p.text for p in found[start + 1 :][:_NEAR])) or said.language.lower()).startswith("en")
        shown = changed = None
        for places in islice(_rounds(start, len(found)), 3 if published is None else 2):
            shown, late = _elements([found[i] for i in places], draft)
            changed = changed or late
            if shown is None:
                shown, late = _lines(found, places, english)
                changed = changed or late
            if shown is not None:
                break
        if shown is not None:
            published = shown if published is None else _finer(published, shown)
        updated = _later(updated, changed)
    else:
        updated = _later(updated, _elements(_around(found, start), draft)[1])
    if published is None and captured is not None:
        near = found[max(0, start - 25) : start + 20]
        published = next((at for p in near if p.reason not in _ELSEWHERE and (at := ago(p.text, captured))), None)
    if published is None and (m := _DAY.search(uri or said.canonical)):
        published = _first([f"{m[1]}-{m[2]}-{m[3]}"], draft, "publication")
    draft.published, draft.updated = published, updated


def _later(a: Stamp | None, b: Stamp | None) -> Stamp | None:
    """What a page shows may be fresher than what it says for machines."""
    return b if a is None or (b is not None and b.day >= a.day and b.order > a.order) else a


def _elements(near: list[Piece], draft: Draft) -> tuple[Stamp | None, Stamp | None]:
    """Published and updated by time elements; one that stands in another story's teaser does not count."""
    seen: set[Element] = set()
    given: dict[bool, list[str]] = {False: [], True: []}
    weak: list[str] = []  # in a sentence
    for p in near:
        if p.reason in _ELSEWHERE:
            continue
        inner = p.node.el.find_all("time") if p.node.chars < _NEAR_TIME else ()
        for el in (*inner, *(n.el for n in (p.node, *islice(p.node.ancestors(), 2)) if n.tag == "time")):
            if el not in seen and (value := el.attr("datetime") or el.attr("content")):
                seen.add(el)
                named = names(el)
                about = " ".join((el.attr("itemprop") or "", "" if _ENTRY.search(named) else named, p.text[:40]))
                told = p.text[-1] == "." and len(el.text) < _MOSTLY * len(p.text)
                (weak if told else given[_CHANGED.search(about) is not None]).append(value)
    return _first([*given[False], *weak][:_LINES], draft, "publication"), _first(given[True][:_LINES], draft, "update")


def _lines(found: list[Piece], places: Sequence[int], english: bool) -> tuple[Stamp | None, Stamp | None]:
    """The times of the first line that is hardly more than its times, else of the first that holds any."""
    from writethru.clean.masthead import stamps

    tried = 0
    weak: tuple[Stamp | None, Stamp | None] = (None, None)
    for i in places:
        p = found[i]
        if tried < _LINES and len(p.text) < _SHORT and p.reason not in _ELSEWHERE and DIGIT.search(p.text):
            tried += 1
            hit = stamps(p.text, english)
            if hit and hit[0] and not isinstance(hit[0].at, datetime) and i + 1 < len(found):
                clock = found[i + 1].text  # day and time of day often stand in elements of their own
                hit = (len(clock) < 24 and _CLOCK.match(clock) and stamps(f"{p.text}, {clock}", english)) or hit
            if hit and hit[0] is not None and plausible(hit[0]):
                if hit[3] - hit[2] >= _MOSTLY * len(p.text):
                    return hit[0], hit[1]
                weak = weak if weak[0] else (hit[0], hit[1])
    return weak


def _rounds(start: int, size: int) -> Iterator[list[int]]:
    """The places of the pieces that are searched for a time: close behind the headline and, nearest first, above it, where a site
    may show what day it is; farther; all."""
    at = max(0, start)
    for first, end in ((0, _CLOSE), (_CLOSE, _FAR)):
        yield [i for i in (*range(at + first, at + end), *range(at - 1 - first, at - 1 - min(end, _ABOVE), -1)) if 0 <= i < size]
    yield list(range(min(size, _PIECES)))
