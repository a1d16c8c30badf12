"""What a line says as a masthead: when it was published and updated.

The times are found by `times`; here is judged whether the line is a masthead or running text that only mentions a date.
"""

import re
from datetime import time

from writethru.clean.around import Around
from writethru.clean.labels import label_before
from writethru.clean.lexicon import DIGIT
from writethru.clean.times import CLOCK, Found, clock_in, find
from writethru.model import Stamp

_REST = 8  # words beside the times in a line that is a masthead
_ENTRY = re.compile(r"\s?[:–—-]\s?(?:\S+\s+){2}\S")  # text behind a time makes it an entry of a timeline
_WORDS = re.compile(r"[^\W\d_]+")


def labelled_clock(line: str) -> bool:
    """Whether a short line is a label and a clock without a day: "Updated 15.59"."""
    return bool(labelled_clocks(line))


def labelled_clocks(line: str) -> list[tuple[str, time]]:
    """The clocks without a day in a short line, each with its label, "published" or "updated"."""
    if len(line) > 80 or not DIGIT.search(line):
        return []
    told = [(label_before(line, 0, m.start())[1], clock_in(m)) for m in CLOCK.finditer(line)]
    return [(label, clock) for label, clock in told if clock and label in ("published", "updated")]


def stamps(line: str, english: bool = False, around: Around | None = None) -> tuple[Stamp | None, Stamp | None, int, int] | None:
    """(published, updated, start, end) of the times in a masthead-like line, labels included in the span.

    None for a line of running text that only mentions a date, and for 3/4/2026 in `english` text or a day without a year that nothing
    `around` it decides. Without labels the first time is the publication, a later one the update.
    """
    found = find(line, english, around)
    if not found:
        return None
    rest = line[: found[0].start] + " " + line[found[-1].end :]
    plain_end = rest.rstrip().endswith((".", "!", "?", "。"))
    most = 2 * _REST if not plain_end and any(f.label or f.clock for f in found) else _REST
    if len(_WORDS.findall(rest[:2000])) > most or len(rest) > 200:
        found = [f for f in found if _stands_out(line, f)]
        if not found:
            return None
    elif not any(f.label or f.clock for f in found) and plain_end and len(_WORDS.findall(rest)) > 3:
        return None
    if not any(f.label for f in found) and _ENTRY.match(line, found[-1].end):
        return None
    published = next((f.stamp for f in found if f.label == "published"), None)
    updated = next((f.stamp for f in found if f.label == "updated"), None)
    plain = [f.stamp for f in found if f.label in ("", "either")]
    if published is None and plain:
        published = plain.pop(0)
    if updated is None and plain and published and plain[0].order > published.order:
        updated = plain[0]
    return published, updated, found[0].start, found[-1].end


def _stands_out(line: str, f: Found) -> bool:
    """A labelled time at the start of a long line or glued to its neighbours, so that no sentence can hold it."""
    before, after = line[f.start - 1 : f.start], line[f.end : f.end + 1]
    if not f.label:
        return f.clock and before.isalpha() and after.isalpha()  # "Chief reporter07:48, 9 DEC 2026UPDATED"
    first = line[f.start : f.start + 1]
    glued = (before.isalnum() or before in '.!?”"’)') and bool(before)
    return (f.start == 0 and first.isupper() and not after.strip().startswith(",")) or glued or after.isalpha()


def day_of_dateline(line: str) -> Stamp | None:
    """The time that a dateline gives with its year: "MINDAL, 9 December 2026, 09:14 (local time) -"."""
    return next((f.stamp for f in find(line)), None)
