"""Figures: one line a series that moves or is contested, "people told to leave: about 2,400 (ministry); 5,100 (Koritsky)"."""

import re
from collections.abc import Container, Sequence

from writethru.model import Figure, FigurePoint, FigureSeries, Ledger, Line, Passage
from writethru.tell.called import SPAN, called, of_point
from writethru.tell.phrase import Phrases
from writethru.text import fold

_NO_COUNT = re.compile(r"\byears?[- ]old\b|\btimes$|^(?:once|twice)$", re.I)  # ages, and how often
_AGE = re.compile(r"\b(?:man|woman|boy|girl|child|aged|person|one)(?: of)? $|\bages? (?:\d+ (?:and|to) )?$|[A-Za-z], $")
_NO_NAME = re.compile(r"[a-z]\.[A-Z]|[.!?] |(?:\S+ ){8}|^(?:We|we|I)$")  # a source that two sentences run into, or an outlet's own "we"
GIVERS = 3  # of one value, named
_RIVALS = ("update", "conflict")
_LINKS = (*_RIVALS, "compatible")  # between values of one thing


def ladders(ledger: Ledger, phrases: Phrases, most: int) -> list[Line]:
    """The series with more than one value, each as a line of words and numbers as printed, in order of time."""
    moving = [s for s in ledger.figures if len({(p.low, p.high) for p in s.points}) > 1 and _linked(s)]
    return [line for line in (_ladder(s, phrases) for s in moving) if line][:most]


def _linked(series: FigureSeries, kinds: Container[str] = _LINKS) -> bool:
    """Whether the ledger holds two different values for ones of the same thing: figures told apart make no ladder."""
    value = {p.id: (p.low, p.high) for p in series.points}
    return any(r.kind in kinds and r.other in value and value[r.other] != value[p.id] for p in series.points for r in p.relations)


def _rivals(series: FigureSeries) -> list[FigurePoint]:
    """The values that replace, dispute or bear with one another; not a part of one of them, what was only added, nor one that nobody
    is named for and that another is told apart from, unless it is the newest."""
    linked = {i for p in series.points for r in p.relations if r.kind in _LINKS for i in (p.id, r.other)}
    apart = {i for p in series.points for r in p.relations if r.kind == "different-claim" for i in (p.id, r.other)}
    newest = max((p.said or "" for p in series.points), default="")
    return [p for p in series.points if p.id in linked | apart and (p.speaker or p.id not in apart or p.said == newest)]


def _ladder(series: FigureSeries, phrases: Phrases) -> Line | None:
    points = [p for p in _rivals(series) if p.modality != "denied" and not _age(p, phrases)]
    points.sort(key=lambda p: bool(p.as_of or p.said))  # the last is read as the newest, which one of no known day is not
    rungs: dict[tuple[bool, float | None], _Rung] = {}
    used: list[Passage] = []
    for p in points:
        who, where = _giver(p, phrases)
        used += where
        value = _value_of(p)
        rung = rungs.setdefault(value, _Rung(_value(p), p.modality))
        rung.give(who, p.modality)
        if value != list(rungs)[-1] and _replaces(p, points, list(rungs)[-1]):
            rungs[value] = rungs.pop(value)  # 19, corrected to 11, and 19 again: the last is the newest
    # How long: two are told of one thing only where two people tell them, and one stands against the other or in its place.
    if SPAN.search(series.unit) and (len({p.speaker for p in points if p.speaker}) < 2 or not _linked(series, _RIVALS)):
        return None
    of, at = called(series, points, phrases)
    if len(rungs) < 2 or len({p.appearances[0].statement for p in points}) < 2 or at is None:
        return None
    sources = tuple(dict.fromkeys([*at, *used]))
    told = "; ".join(map(str, rungs.values()))
    return Line(f"{of}: {told}", sources, None, "figures that count the same thing, in order of time", series=series.id)


def _value_of(p: FigurePoint) -> tuple[bool, float | None]:
    """What tells a value from another: "up to 12" is 12, "fewer than a hundred" is not a hundred."""
    return (p.approx == "<", p.high if p.low is None else p.low)


def _replaces(p: FigurePoint, points: Sequence[FigurePoint], value: tuple[bool, float | None]) -> bool:
    """Whether a figure has taken the place of one of another value."""
    gone = {r.other for r in p.relations if r.kind == "update"}
    return any(q.id in gone and _value_of(q) == value for q in points)


class _Rung:
    """A value of a series as first printed, and all who give it."""

    def __init__(self, value: str, modality: str) -> None:
        self._value, self._modality, self._givers = value, modality, list[str]()

    def give(self, who: str, modality: str) -> None:
        """Adds one who gives it, but for one whose last name stands there; what one tells as fact is no plan."""
        if modality == "actual":
            self._modality = modality
        if who and fold(who).split()[-1] not in {fold(g).split()[-1] for g in self._givers}:
            self._givers.append(who)

    def __str__(self) -> str:
        notes = [*self._givers[:GIVERS], *([self._modality] if self._modality != "actual" else [])]
        return self._value + (f" ({', '.join(notes)})" if notes else "")


def _figure(p: FigurePoint, phrases: Phrases) -> Figure | None:
    return next((f for f in of_point(p, phrases).figures if f.text == p.text), None)


def _age(p: FigurePoint, phrases: Phrases) -> bool:
    """Whether a number is somebody's age, or how often: "a man of 58", "Elza Nowitz, 61, who", "13-year-old", "five times"."""
    if _NO_COUNT.search(p.text):
        return True
    f, text = _figure(p, phrases), phrases.reports[of_point(p, phrases).report].text
    return bool(
        f and _AGE.search(text[max(0, f.start - 12) : f.start]) and (text[f.end : f.end + 1] in ",." or text[: f.start].endswith("of "))
    )


def _value(p: FigurePoint) -> str:
    shouted = p.text.isupper() or p.text.split()[0].isupper()  # "AT LEAST eleven"
    return p.text if any(c.isdigit() for c in p.text) else p.text.lower() if shouted else p.text[:1].lower() + p.text[1:]


def _giver(p: FigurePoint, phrases: Phrases) -> tuple[str, list[Passage]]:
    """Who gives a value, as its report prints them; "" for nobody named; and where it stands."""
    s = of_point(p, phrases)
    report = phrases.reports[s.report]
    used = [Passage(report.id, *s.sentence)]
    who = phrases.named(report, s.attribution.speaker) if s.attribution and s.attribution.speaker else None
    if who is None or who[0].lower().startswith(("neither", "both", "nobody", p.text.lower())):  # "two states" give no number of themselves
        return "", used
    if _NO_NAME.search(who[0]) or not any(map(str.isalpha, who[0])):  # "station 9", found by its last word
        return "", [*used, who[1]]
    return who[0], [*used, who[1]]
