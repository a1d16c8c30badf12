"""Quotation marks: a state machine over one text.

In: text, one paragraph a line. Out: `Quotation`s in order, level one only (a quotation inside a quotation is part of it).
Knows “…”, "…", ''…'', «…», ‘…’ and '…' beside apostrophes; a quotation over several paragraphs has a part in each; an
unbalanced mark is closed at the end of its paragraph or ignored, so a lost mark never swallows the text. Linear time.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from writethru.text import WORD, paragraphs

MARK = re.compile(r"''|``|[\"“”„«»‘’'‛‟]")
_DOUBLE_OPEN = frozenset("“„«‟") | {"``"}
_DOUBLE_CLOSE = frozenset("”»")
_SINGLE = frozenset("‘’'‛")
_CLIPPED = re.compile(r"(?:\d0s|[Tt]is|[Tt]was|[Ee]m|[Cc]ause|[Nn]|[Tt]il|[Bb]out|[Rr]ound)\b")  # '90s, 'tis, 'em: no opening mark
_YEAR = re.compile(r"\b(?:in|of|from|since|until|by|to|early|late|summer|fall|autumn|spring|winter) $", re.I)  # "in '08"
_UTTERED = re.compile(r"[.,!?…;:—–-]\W*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """text[start:end] with its marks, text[inner_start:inner_end] without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool  # False: runs to the end of its paragraph
    goes_on: bool = False  # continues a quotation of the paragraph before
    uttered: bool = True  # False: a term or scare quotation, not something said on its own


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, in order, not overlapping."""
    out: list[Quotation] = []
    hanging = False
    for start, end in paragraphs(text):
        found = list(_paragraph(text, start, end))
        first = True
        for a, b, inner_a, inner_b, closed in found:
            goes_on = first and hanging and a == start
            first = False
            inner = text[inner_a:inner_b]
            out.append(Quotation(a, b, inner_a, inner_b, closed, goes_on, _uttered(text, a, b, inner, start)))
        hanging = bool(found) and not found[-1][4]
    return tuple(out)


def _uttered(text: str, start: int, end: int, inner: str, paragraph: int) -> bool:
    """Whether a quotation reads as speech of its own: it ends like a clause, or is long, or opens a sentence."""
    words = len(WORD.findall(inner[:400]))
    if _UTTERED.search(inner[-6:]) and (words > 1 or inner[:1].isupper()):
        return True
    if start == paragraph and words > 1 and text[end : end + 2].strip()[:1] in {"—", "–", "―", ":", "-"}:
        return True
    before = text[max(paragraph, start - 2) : start].strip()
    return words >= 6 or (words >= 2 and before[-1:] in {",", ":"} and inner[:1].isupper())


def _paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """(start, end, inner start, inner end, closed) of each quotation of one paragraph."""
    marks = [(m.start(), m.group()) for m in MARK.finditer(text, start, end)]
    if not marks:
        return
    singles = [at for at, mark in marks if mark in _SINGLE and _may_close(text, at, end)]
    opened = -1  # index of the opening mark
    skip_to = 0
    for k, (at, mark) in enumerate(marks):
        if at < skip_to:
            continue
        if opened >= 0:
            begin, opener = marks[opened]
            if not _closes(text, at, mark, opener, end):
                if mark in _DOUBLE_OPEN and opener in _DOUBLE_OPEN:  # the close was lost: begin anew
                    yield begin, at, begin + len(opener), _back(text, at, begin), False
                    opened = k
                continue
            yield begin, at + len(mark), begin + len(opener), at, True
            opened = -1
        elif mark in _SINGLE:
            close = _single_close(text, at, singles, start, end)
            if close > at:
                yield at, close + 1, at + 1, close, True
                skip_to = close + 1
        elif mark not in _DOUBLE_CLOSE and at + len(mark) < end and not text[at + len(mark)].isspace():
            opened = k
    if opened >= 0:
        begin, opener = marks[opened]
        before = text[start:begin].rstrip()[-1:] if begin - start < 400 else text[begin - 2 : begin].rstrip()[-1:]
        if not before or before in ",:.":
            yield begin, end, begin + len(opener), end, False


def _closes(text: str, at: int, mark: str, opener: str, end: int) -> bool:
    if mark in _DOUBLE_OPEN:  # “… closed by the mark that opens
        return opener in _DOUBLE_OPEN and not text[at - 1].isspace() and not text[at + len(mark) : at + len(mark) + 1].isalnum()
    if mark in _SINGLE:
        return False
    if mark in _DOUBLE_CLOSE:
        return opener in _DOUBLE_OPEN or opener == '"'
    if opener == "''" or mark == "''":
        return opener in {"''", "``"} and mark == "''"
    after = at + 1
    if opener in _DOUBLE_OPEN:  # “… closed by a straight mark
        return not text[at - 1].isspace() and not (after < end and text[after].isalnum())
    if opener != '"':
        return False
    # A straight mark after a blank and before a letter opens: the quotation it stands in keeps running only if none closed it.
    return not (text[at - 1].isspace() and after < end and not text[after].isspace() and text[after] not in ".,;:!?)")


def _back(text: str, at: int, begin: int) -> int:
    while at > begin + 1 and text[at - 1].isspace():
        at -= 1
    return at


def _may_close(text: str, at: int, end: int) -> bool:
    """Whether a single mark can close: after a non-blank, and not inside a word."""
    return not text[at - 1 : at].isspace() and not (at + 1 < end and text[at + 1].isalnum())


def _single_close(text: str, at: int, closers: list[int], start: int, end: int) -> int:
    """Where the single quotation that opens at `at` closes; -1 when the mark is an apostrophe."""
    if text[at] == "’" or (at > start and not (text[at - 1].isspace() or text[at - 1] in '([—–-"“:/')):
        return -1
    if at + 1 >= end or text[at + 1].isspace() or _CLIPPED.match(text, at + 1):
        return -1
    if text[at + 1 : at + 3].isdigit() and not text[at + 3 : at + 4].isalnum() and _YEAR.search(text, max(start, at - 12), at):
        return -1
    k = bisect_left(closers, at + 1)
    for close in closers[k : k + 8]:
        possessive = text[close - 1] == "s" and text[close + 1 : close + 2] == " " and text[close + 2 : close + 3].islower()
        if not possessive or k + 1 >= len(closers):
            return close
        k += 1
    return closers[k] if k < len(closers) and text[at] == "‘" else -1
