"""Bare numbers, which count what another figure does: the one before them, or the one thing of the story that has their value."""

import re
from dataclasses import replace

from writethru.model import Figure, Span
from writethru.reconcile import bare
from writethru.reconcile.clause import Clause
from writethru.reconcile.count import Count
from writethru.reconcile.scale import listed, rounded
from writethru.reconcile.thing import PEOPLE

_PUT = re.compile(r"\b(?:puts?|gave|gives?|estimate[sd]?)\b[^.;]{0,40}\b(?:at|as) (?:about |some |only |over |up to )?$")


def matched(counts: list[Count]) -> list[Count]:
    """Bare numbers of which nothing tells what they count take it from the one thing that has this value in the story, or from a bare
    number beside them that does: "The number is now 5,100, up from about 2,400". Others are left out."""
    known: dict[object, list[Count]] = {}
    for c in counts:
        if c.counted:
            known.setdefault(rounded(c.figure), []).append(c)
    found: dict[tuple[str, Span], Count] = {}
    for c in counts:
        same = known.get(rounded(c.figure), []) if not c.counted else []
        if len({(x.counted, x.noun, x.predicate) for x in same}) == 1:
            found.setdefault((c.unit.report.id, c.clause), same[0])
    known_or_beside = ((c, c if c.counted else found.get((c.unit.report.id, c.clause))) for c in counts)
    return [c if x is c else like(c, x) for c, x in known_or_beside if x is not None]


def shares(figure: Figure, noun: str, clause: Clause, last: Count) -> bool:
    """Whether a bare number, or a toll or crowd told without its people, counts what the count before it does."""
    if figure.unit or (noun and (noun not in listed("plain", "quantities") or last.counted not in PEOPLE)):
        return False
    return bare.near(figure, clause, last.figure) and (bool(noun) or bare.follows(figure, clause))


def like(c: Count, last: Count) -> Count:
    """The count with the noun of the one before it, and its predicate, places and context where it has none of its own."""
    figure = replace(c.figure, unit=last.figure.unit) if last.dimension else c.figure
    put = bool(_PUT.search(c.unit.report.text, c.clause[0], c.figure.start))
    if put and figure.modality == "actual":
        figure = replace(figure, modality=last.figure.modality)  # "it would cost 710,000; the board puts it at 780,000"
    return replace(
        c,
        day=last.day if put and c.day == c.unit.day else c.day,
        figure=figure,
        value=rounded(figure),
        dimension=last.dimension,
        subject=last.subject,
        counted=last.counted,
        noun=last.noun,
        phrase=last.phrase if c.predicate in ("", last.predicate) else last.figure.unit or last.phrase,
        core=last.core,
        predicate=c.predicate or last.predicate,
        names=last.names,
        places=c.places or last.places,
        context=c.context | last.context,
        able=c.able or last.able,
        phase=c.phase or last.phase,
    )
