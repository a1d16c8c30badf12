"""The clause a figure stands in: its words without source, times and numbers, the places it names, and the day it holds for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from writethru.model import Figure, Span, TimeExpression
from writethru.reconcile.unit import Unit
from writethru.text import fold

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
BREAK = re.compile(r"[;\n]|:\s+(?=[A-Z\d])")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|above|below|outside|off|around|over|to|from)\s+(?:the\s+)?((?:(?:[A-Z][\w’'\-]+|of|de|la)\s){0,4}[A-Z][\w’'\-]+)"
)
_GAVE = re.compile(
    r" (?:[a-z]+ ){0,4}(?:it|he|she|they|we|police|the [a-z]+) (?:had |has )?(?:first |initially |originally )?"
    r"(?:gave|given|put|said|told|spoke of|spoken of|reported|named|estimated|announced|claimed|counted)(?: out)?(?: [a-z]+)? (?:on |late on |early on )?",
    re.I,
)
_SAID = re.compile(
    r",['”\"]? (?:[^,.;“”\"]{3,60}, )?[^,.;“”\"]{3,60},? (?:said|says|announced|reported|testified|added)\b[^,.;]{0,30}[.;]?$"
)
_NEXT = re.compile(r"(?:the )?(?:next|coming|tomorrow|by)\b", re.I)
_YEAR = re.compile(r"\d{4}(?:-\d\d)?")
_AGAINST = re.compile(r"\b(?:compared (?:with|to)|as against|against|more than the|fewer than the) (?:about |some |only )?$")
_BEGAN = re.compile(
    r"\b(?:opened|built|founded|born|launched|bought|elected|created|completed|established|erected|married|appointed|introduced|listed) in $"
)
REACH = 90  # characters round a figure in which its predicate is looked for


_FROM = re.compile(r"\b(?:[Bb]etween|[Ff]rom) (?:late |early |the )?$")
_TO = re.compile(r" (?:[a-z]+ )?(?:and|to|until|till|through|up to)\b")
FAR_END = 40  # characters between the ends of a span of time


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a figure stands: the statement, the span of the clause in the report's text, all figures of the clause."""

    unit: Unit
    span: Span
    figures: tuple[Figure, ...]
    blank: str  # its text with figures, times, source and cue as spaces
    zeros: str  # its text with every figure as zeros

    @property
    def text(self) -> str:
        """The whole report's text; all spans refer to it."""
        return self.unit.report.text

    def before(self, figure: Figure, reach: int = 1000) -> str:
        return self.text[max(self.span[0], figure.start - reach) : figure.start]

    def spoken(self, giver: Span | None) -> str:
        """The clause with all blanked that does not tell what is counted, `giver` too; offsets from its start."""
        return (_blanked(self.blank, self.span, [giver]) if giver else self.blank).replace("on board", "  aboard")

    def words(self, figure: Figure, spoken: str) -> list[tuple[int, str]]:
        """Words within reach of a figure, each with its start in `spoken`."""
        lo, hi = figure.start - REACH - self.span[0], figure.end + REACH - self.span[0]
        return [(m.start(), fold(m.group()).removesuffix("'s")) for m in WORD.finditer(spoken) if lo <= m.start() < hi]

    def places(self, spoken: str) -> frozenset[str]:
        """First words of the places named in the clause, else in the words that name the source ("police in Izal")."""
        a = self.unit.statement.attribution
        return _places(spoken) or (_places(self.text[slice(*a.source)]) if a and a.source else frozenset())

    def when(self, figure: Figure) -> tuple[str, str]:
        """ISO day the figure holds for, with the hour where told ("" unknown), and the bygone year it is of ("" for the present)."""
        t = _nearest(self._holding(figure), figure)
        if t is None or self._old(t):
            relative = "" if t and t.value[:4] in t.text else "~"  # "last year" is nearer to now than "in 1988"
            return self.unit.day, relative + t.value[:4] if t else ""
        return _day(t), ""

    def named(self, figure: Figure) -> str:
        """ISO day that the counted words name themselves: "" where none is named, or only the day on which it was said."""
        content = self.unit.statement.content if self.unit.speaker else ()
        t = _nearest([t for t in self._holding(figure) if any(a <= t.start < b for a, b in content)], figure)
        return _day(t) if t else ""

    def _holding(self, figure: Figure) -> list[TimeExpression]:
        """Times of the clause that are a day, or a bygone year, and not that of another figure."""
        others = [f for f in self.figures if f is not figure]
        times = self._dated()
        dated = [t for t in times if not (self._began(t) or self._opens_span(t, times) or any(self._of(t, f) for f in others))]
        return [t for t in dated if (t.latest or "")[:10] == _day(t)[:10] or self._old(t)]

    def _began(self, t: TimeExpression) -> bool:
        """Whether a bygone year is that of how something began, told in passing: "the bridge, opened in 1974, carries 46,000 vehicles"."""
        return self._old(t) and bool(_BEGAN.search(self.text, self.span[0], t.start))

    def _opens_span(self, t: TimeExpression, times: Sequence[TimeExpression]) -> bool:
        """Whether a span of time begins with it: what is counted "between Friday evening and noon on Monday" is so at its end."""
        if not _FROM.search(self.text, self.span[0], t.start):
            return False
        return any(t.end <= x.start < t.end + FAR_END and _TO.match(self.text, t.end, x.start) for x in times)

    def _of(self, t: TimeExpression, figure: Figure) -> bool:
        """Whether a time is that of one figure alone: "up from 164 on Wednesday", "not the less than 2 tonnes it gave on Tuesday"."""
        if self.text.endswith("from ", 0, figure.start) and 0 <= t.start - figure.end <= 5:
            return True
        if _AGAINST.search(self.text, self.span[0], figure.start) and t.start >= figure.end:
            return True
        return bool(_GAVE.fullmatch(self.text, figure.end, max(figure.end, t.start)))

    def holds_figure(self, start: int, figure: Figure) -> bool:
        """Whether another figure stands between a place and this one."""
        return any(start <= f.start < figure.start for f in self.figures)

    def ahead(self, figure: Figure) -> bool:
        """Whether the time nearest to a figure is one to come: "next year"."""
        t, day = _nearest(self._dated(), figure), self.unit.day
        return t is not None and bool(day) and _day(t)[:10] > day[:10] and bool(_NEXT.match(t.text))

    def _dated(self) -> list[TimeExpression]:
        start, end = self.span
        times = self.unit.statement.times
        return [t for t in times if start <= t.start < end and t.type in ("DATE", "TIME") and (t.earliest or t.latest)]

    def _old(self, t: TimeExpression) -> bool:
        """Whether a time is a year or month before the report's year; "since 1997" is one where the clause goes on ", when"."""
        day = self.unit.day
        if t.type != "DATE" or not _YEAR.fullmatch(t.value) or not day or t.value[:4] >= day[:4]:
            return False
        return "since" not in self.text[max(0, t.start - 8) : t.end].lower() or self.text.startswith(", when", t.end)


def clause_at(u: Unit, span: Span, figures: tuple[Figure, ...]) -> Clause:
    """The clause at a span of a statement's report, `figures` being all that stand in it."""
    a = u.statement.attribution
    hidden = [(f.start, f.end) for f in figures] + [(t.start, t.end) for t in u.statement.times]
    named = [s for s in (a.source, a.cue) if s] if a else []
    hidden += [s for s in named if not any(s[0] <= f.start < s[1] for f in figures)]  # "the owner of a works where five died"
    said = _SAID.search(u.report.text, *span)
    if said and not any(said.start() <= f.start for f in figures):
        hidden.append(said.span())
    text = u.report.text[slice(*span)]
    return Clause(u, span, figures, _blanked(text, span, hidden), _blanked(text, span, [(f.start, f.end) for f in figures], "0"))


def _blanked(text: str, span: Span, hidden: list[Span], by: str = " ") -> str:
    out = list(text)
    for x, y in hidden:
        x, y = max(0, x - span[0]), min(len(out), y - span[0])
        if x < y:
            out[x:y] = by * (y - x)
    return "".join(out)


def _places(text: str) -> frozenset[str]:
    return frozenset(fold(m.group(1).split()[0]) for m in _PLACE.finditer(text))


def _day(t: TimeExpression) -> str:
    """The day a time names, with the hour where told; "by 11:00" counts as 11:00."""
    return (t.earliest or t.latest or "")[: 13 if t.type == "TIME" else 10]


def _nearest(times: list[TimeExpression], figure: Figure) -> TimeExpression | None:
    return min(times, key=lambda t: min(abs(t.start - figure.end), abs(figure.start - t.end)), default=None)
