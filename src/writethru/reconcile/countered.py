"""Numbers that a source sets against the one that another has just given: "Aldane says it was 290 million", "the police say 8,000",
"the opposition said the true cost was nearer 2.8 billion"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from writethru.model import Figure
from writethru.reconcile.scale import disjoint
from writethru.reconcile.unit import Unit

NEXT = 2  # characters between two sentences in a row
SIZE = 5.0  # times the other: what is further off counts something else
REST = 3  # words after the number at most: "25,000 people are there"
_THING = r"(?:figure|number|total|toll|count|tally|cost|amount|sum|price|bill|rate|share|loss|losses|damage|answer)"
_TRUE = r"(?:true|real|actual|correct|right|proper)"
_QUALIFIED = r"(?:just|only|about|around|some|nearer|closer to|nearly|almost|at (?:least|most)|(?:more|less|fewer|no more|no fewer) than|over|under|up to|in fact|actually|really)"
_LEADS = re.compile(
    rf"(?:that )?(?:(?:it|this|there|they|(?:the|its|their) (?:{_TRUE} )?{_THING}(?: of [a-z ]+)?)"
    rf"(?: (?:was|were|is|are|had|has|have|been|be|would|came|comes|stood|stands|numbered|totalled|to|at|in fact|actually|really))+ )?"
    rf"(?:(?:the|its|their) (?:{_TRUE} )?{_THING} at |it at )?(?:{_QUALIFIED} )*",
    re.I,
)
_TELLS = re.compile(r"\b(?:had|have|has|were|was|did|done|been|of (?:them|those|whom|these)|would|will)\b", re.I)  # "52,000 had done so"
_MEANS_IT = re.compile(rf"\b{_TRUE} {_THING}\b", re.I)
# Another time or another stage: two numbers that may both be right.
_OTHERWISE = re.compile(
    r"\b(?:now|later|since|then|before|earlier|previous(?:ly)?|initial(?:ly)?|first|at first|last (?:year|month|week|time)|next|yesterday|by (?:then|now)"
    r"|risen|rose|fallen|fell|grown|updated|year|ago|expected|planned|usual(?:ly)?|normal(?:ly)?|average|compared|another|further|more (?:have|had|were|are)|same)\b",
    re.I,
)


def rivals(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Statements that give little but another number, each with the statement right before it whose number that is set against."""
    reports: dict[str, list[Unit]] = {}
    for u in units:
        reports.setdefault(u.report.id, []).append(u)
    for us in reports.values():
        rows = sorted(us, key=lambda u: u.statement.content[0])
        for v, u in pairwise(rows):
            if _sets_against(u, v):
                yield u, v


def _sets_against(u: Unit, v: Unit) -> bool:
    if (
        not (u.speaker and v.speaker)
        or u.voice == v.voice
        or u.answers
        or len(u.figures) != 1
        or u.stance in ("asked", "promised", "declined")
    ):
        return False
    text, (start, end) = u.report.text, u.statement.sentence
    beside = v.statement.sentence[0] <= start <= v.statement.sentence[1] + NEXT
    apart = "\n" in text[v.statement.sentence[0] : end].rstrip()
    if not beside or (apart and not _MEANS_IT.search(u.text)) or not _bare(u, u.figures[0]):
        return False
    if _OTHERWISE.search(text[start:end].replace(text[slice(*v.statement.content[0])], "")) or (
        u.unreal != v.unreal and not _MEANS_IT.search(u.text)
    ):
        return False
    mine, given = u.figures[0], [replace(g, unit=u.figures[0].unit) if not (u.figures[0].unit and g.unit) else g for g in v.figures]
    theirs = [g for g in given if g.unit == mine.unit]
    return bool(theirs) and _of_a_size(mine, theirs[0]) and all(disjoint(mine, g) for g in theirs)


def _bare(u: Unit, f: Figure) -> bool:
    """Whether a statement gives its number alone, of what was told before it."""
    whole, (a, b) = u.report.text, u.statement.content[0]
    if len(u.statement.content) > 1 or not a <= f.start < b:
        return False
    rest = whole[f.end : b]
    return bool(_LEADS.fullmatch(whole[a : f.start])) and len(rest.split()) <= REST and not _TELLS.search(rest)


def _of_a_size(f: Figure, g: Figure) -> bool:
    x, y = (h.low if h.low is not None else h.high or 0.0 for h in (f, g))
    return 0 < x <= SIZE * y and 0 < y <= SIZE * x
