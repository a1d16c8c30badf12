"""Extracts as reconciling needs them: the time of a live post is no part of a name or a claim, and whoever is polled is no source."""

import re
from dataclasses import replace

from writethru.model import Extract, Report, Span, Statement

_STAMP = re.compile(r"\d{1,2}(?::\d{2}|\.\d{2}(?= [\"“A-Z\d]))(?: ?[-–—|])?\s+")  # "09:15 Daybreak reported", no "12.50 euros"
_DIGITS = re.compile(r"\d{1,2} ")
# "58 per cent said the verdict was fair", "one in three voters say": an answer to a poll, not somebody's word.
_POLLED = re.compile(
    r"(?:[Jj]ust |[Oo]nly |[Aa]bout |[Ss]ome |[Oo]ver |[Nn]early |[Aa]lmost |[Aa]round |[Mm]ore than |[Ll]ess than |[Ff]ewer than |[Aa] further )*"
    r"(?:[\d.]+|[A-Za-z]+(?:-[a-z]+)?) ?(?:%|per ?cent)(?:$|\W.*)"
)
_SHARE = re.compile(r"\b\d[\d.]* ?(?:%|per ?cent)\Z")
_FIRST_BY = re.compile(r"(?<=\w),? (?:(?:that|which) (?:was|were) )?(?:first )?(?:reported|seen|obtained|published|revealed) by .+$")
_WE = ("we", "i")


def tidied(e: Extract, report: Report) -> Extract:
    """The extract with its statements put right."""
    return replace(e, statements=tuple(_plain(_polled(_unstamped(s, report.text), e, report.text)) for s in e.statements))


def _plain(s: Statement) -> Statement:
    """The statement with its source as it is called, whoever had it first: "a log first reported by CD"."""
    a = s.attribution
    m = _FIRST_BY.search(a.speaker) if a and a.speaker else None
    return replace(s, attribution=replace(a, speaker=(a.speaker or "")[: m.start()])) if a and m else s


def outlet_speaks(s: Statement, report: Report) -> bool:
    """Whether a statement's "we" is the outlet itself: it stands in nobody's quotation."""
    a = s.attribution
    if a is None or a.source is None or (a.speaker or "").casefold() not in _WE or a.kind == "direct":
        return False
    before = report.text[report.text.rfind("\n", 0, a.source[0]) + 1 : a.source[0]]
    return before.count('"') % 2 == 0 and before.count("“") == before.count("”")


def _unstamped(s: Statement, text: str) -> Statement:
    first = text.rfind("\n", 0, s.sentence[0]) + 1
    m = _STAMP.match(text, first, s.sentence[1])
    if m is None:
        return s
    content = tuple(_after(c, m.end()) for c in s.content)
    a = s.attribution
    if a and a.source and first < a.source[0] < m.end():
        source = _after(a.source, m.end())
        a = replace(a, source=source, speaker=_DIGITS.sub("", a.speaker or "", count=1) or None)
    return replace(s, content=content, attribution=a)


def _after(span: Span, at: int) -> Span:
    return (at, span[1]) if span[0] < at < span[1] else span


def _polled(s: Statement, e: Extract, text: str) -> Statement:
    """The whole sentence as the outlet's own, where what looks like a source is a share of those asked."""
    a = s.attribution
    if a is None or a.source is None:
        return s
    start, end = s.sentence
    if not _POLLED.fullmatch(text[slice(*a.source)]) and not _SHARE.search(text[start : a.source[1]]):
        return s
    own = replace(s, content=(s.sentence,), attribution=None, figures=tuple(f for f in e.figures if start <= f.start < end))
    return _unstamped(own, text)
