"""Figures of the reports that count what a figure of the draft counts, and how each is given: as past, as a forecast, as a part."""

import re
from collections.abc import Iterator

from writethru.tell.compare import ANYBODY
from writethru.tell.derived import PEOPLE
from writethru.tell.evidence import Evidence
from writethru.tell.likeness import kin
from writethru.tell.measure import Number, core
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, flat, phrases

ALIKE = 0.7  # a rival figure shares this much of what the figure shares with the draft
MEASURED = 0.15  # of a measure ("seats", "percent") this share
LEAST = 0.35  # and this share of the words beside it in the draft
APART = 20  # numbers further apart than this many times count different things
_BREAK = re.compile(r"[;,] (?!\d)|\b(?:but|not|and|then|rather than)\b")
_SAID_BEFORE = re.compile(r"(?: [\w’'\-]+){0,4} (?:as|that|which|than) (?:it|he|she|they|[\w’'\-]+) had\b")
_WRONG = re.compile(
    r"[^.;]{0,20}?, (?:which|but that|and that) (?:was|is|proved) (?:wrong|incorrect|too (?:high|low)|an? (?:error|mistake))"
)
_NOT = re.compile(r"\bnot (?:the |about |some |at )?$")
_AGAINST = re.compile(
    r"(?:; |, (?:but|while|though|although|whereas|and) |\b(?:but|while) )[^.;]{3,60}\b(?:spoke of|speaks? of|puts?|said|says|say|counted|estimated|gave|gives?)(?: \w+){0,5} $"
)


def rivals_of(n: Number, e: Number, source: Reading, r: Reading, evidence: Evidence) -> Iterator[tuple[Reading, Number]]:
    """Numbers of the reports that count what `n` of the draft counts, whatever their value."""
    near = n.near - ANYBODY
    whole = evidence.weight(near - evidence.setting)
    mine = evidence.weight(_met(near, e))
    if not mine and (not e.unit or e.unit in PEOPLE):
        return
    for share, s in evidence.candidates(r):
        if share < 0.2:
            break
        for x in s.numbers:
            if x.kind != e.kind and ("label" in (x.kind, e.kind) or x.kind == "ordinal"):
                continue
            people = x.unit in PEOPLE and e.unit in PEOPLE
            if (x.unit and e.unit and x.unit != e.unit and not people) or (partial(x, s, evidence) and not partial(e, source, evidence)):
                continue
            if partial(e, source, evidence) and not partial(x, s, evidence) and (x.unit != n.unit or core(e) < 1):
                continue
            like = evidence.weight(_met(near, x))
            if n.unit and x.unit and n.unit != x.unit and not (n.unit in PEOPLE and x.unit in PEOPLE):
                continue
            measured = bool(x.unit) and x.unit == e.unit and x.unit not in PEOPLE
            if max(core(x), core(e)) > APART * max(1.0, min(core(x), core(e))):
                continue
            same = (
                mine if x.unit else evidence.weight(_met(near - {e.unit, n.unit}, e))
            )  # "brings the total to 169,200": of what, stands before
            if like >= ALIKE * same and ((measured and like >= MEASURED * whole) or 0 < like >= LEAST * whole) and not aged(x, s, evidence):
                yield s, x


def _met(near: frozenset[str], x: Number) -> frozenset[str]:
    """Those of some concepts that stand beside a number, themselves or in a like word."""
    theirs = x.near | {x.unit}
    return frozenset(c for c in near if c in theirs or not kin(c).isdisjoint(theirs))


def set_against(x: Number, e: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a sentence sets one number against another voice's: "About 200 came; the union spoke of 500"."""
    first, second = sorted((x, e), key=lambda n: n.start)
    text = evidence.reports[s.report].text[first.end : second.start]
    return first.kind == second.kind == "figure" and bool(_AGAINST.search(text))


_COUNTS = re.compile(
    r"\b(?:counted|spoke of|speaks? of|puts? (?:it|them|that|the \w+) at|(?:estimate[sd]?|reckon(?:s|ed)?) (?:it|them|that|the \w+) at"
    r"|estimate (?:is|was)|(?:number|figure|count|toll|total|crowd|sum|amount|loss|profit|cost|bill|share|value) (?:was|is|came to)|(?:said|says?) (?:it|there) (?:was|were|had been))(?: about| around| only| some)? $"
)


def counter(e: Number, s: Reading, evidence: Evidence) -> Iterator[tuple[Reading, Number]]:
    """Numbers that another voice gives in the next sentence for what was just counted, without naming it: "The police counted 210"."""
    text = evidence.reports[s.report].text
    for t in evidence.next(s)[:1]:
        for x in t.numbers:
            bare = not x.unit or x.unit == e.unit or x.unit in PEOPLE
            if bare and x.kind == e.kind == "figure" and _COUNTS.search(flat(text[t.start : x.start])):
                yield t, x


def quoted(x: Number, s: Reading, evidence: Evidence) -> str:
    text = evidence.reports[s.report].text
    who = next((v.phrase for v in s.voices if v.sure), "")
    return f"“{text[x.start : x.end]}”" + (f" ({who})" if who else "")


def was(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a report gives a number as what was said before: "up from 112", "not the less than 2 tonnes it gave"."""
    text = evidence.reports[s.report].text
    if denied(x, s, evidence) or _WRONG.match(text, x.end, s.end):
        return True
    before = flat(text[max(s.start, x.start - 24) : x.start])
    if phrases("time", "before").search(flat(text[slice(*_clause(x, s, text))])) or _SAID_BEFORE.match(text, x.end, s.end):
        return True
    found = list(phrases("time", "was").finditer(before))
    return bool(found) and before[found[-1].end() :].strip() in ("", "about", "the", "some")


def denied(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a report gives a number only to put it right: "11 calls, not the 14 reported"."""
    return bool(_NOT.search(evidence.reports[s.report].text, max(s.start, x.start - 16), x.start))


def _clause(x: Number, s: Reading, text: str) -> tuple[int, int]:
    """The stretch between commas, "but" or "not" that a number stands in."""
    start = max((m.end() for m in _BREAK.finditer(text, s.start, x.start)), default=s.start)
    end = _BREAK.search(text, x.end, s.end)
    return start, end.start() if end else s.end


def projected(x: Number, s: Reading) -> bool:
    """Whether a number is a bound or a forecast rather than a count."""
    return any("possible" in o.kinds and o.form not in ("if", "whether") and x.start - 24 < o.start < x.end for o in s.operators)


def aged(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a number is somebody's age: "a man of 58", "Elza Nowitz, 61,"."""
    text = evidence.reports[s.report].text
    return x.unit == concept("age") or bool(
        re.search(r"\b(?:man|woman|boy|girl|aged|person) (?:of )?$|[a-z], $", text[max(s.start, x.start - 12) : x.start])
    )


def partial(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a number is given as a part of another: "1,900 of the 5,100", "two of them"."""
    text = evidence.reports[s.report].text
    return bool(re.match(r" of (?:the|those|them|whom|these)\b", text[x.end : x.end + 12])) or "includ" in flat(
        text[max(s.start, x.start - 12) : x.start]
    )
