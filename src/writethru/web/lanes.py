"""Copies and versions as a drawing: a lane an outlet, reports in order of time, edges from what was copied or changed.

The tree of the same page says all of it in words; the drawing is left out where it would be too dense to read."""

import itertools
from dataclasses import dataclass

from writethru.model import Report
from writethru.render.view import day_words
from writethru.web.marks import Mark, head, shortened
from writethru.web.shown import outlet_of
from writethru.web.snapshot import Tale

MOST_REPORTS, MOST_LANES = 30, 14
LEFT, RIGHT, STEP, TOP, WIDE = 190.0, 1160.0, 64.0, 46.0, 1180


@dataclass(frozen=True, slots=True)
class Lanes:
    """The drawing, its height, and what it shows in a sentence."""

    marks: tuple[Mark, ...]
    height: float
    words: str


def lanes(tale: Tale) -> Lanes | None:
    """None where there is nothing to join, or too much to draw."""
    reports = [r for r in tale.folder.reports if r.stamp]
    names = list(dict.fromkeys(outlet_of(r) for r in reports))
    edges = _edges(tale, {r.id for r in reports})
    if not edges or len(reports) > MOST_REPORTS or len(names) > MOST_LANES:
        return None
    step = (RIGHT - LEFT) / max(1, len(reports) - 1)
    at = {r.id: (LEFT + n * step, TOP + names.index(outlet_of(r)) * STEP) for n, r in enumerate(reports)}
    bottom = TOP + len(names) * STEP - 18
    marks = [x for n, name in enumerate(names) for x in _lane(name, TOP + n * STEP)]
    marks += _days(reports, at, bottom)
    for source, target, css in edges:
        (x1, y1), (x2, y2) = shortened(at[source], at[target])
        marks.append(Mark("path", f"edge {css}", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"))
        if css != "maybe":
            marks.append(Mark("path", "head c" if css == "copy" else "head", d=head(x1, y1, x2, y2)))
    later = {i for chain in tale.folder.chains.values() for i in chain[1:]}
    for r in reports:
        x, y = at[r.id]
        marks.append(Mark("circle", "hollow" if r.id in later else "dot", x, y, 7.5))
        time = r.stamp.iso[11:16] if r.stamp else ""
        marks.append(Mark("text", "m" if x < RIGHT - 20 else "e", x if x < RIGHT - 20 else x + 14, y - 14, bold=time))
    label = {r.id: f"{outlet_of(r)}, {_when(r)}" for r in reports}
    said = {"copy": "is copied by", "via": "is copied in part by", "maybe": "is the same copy as", "": "was changed:"}
    return Lanes(tuple(marks), bottom + 36, "; ".join(f"{label[a]} {said[css]} {label[b]}" for a, b, css in edges[:12]))


def _edges(tale: Tale, known: set[str]) -> list[tuple[str, str, str]]:
    """(from, to, how): versions, then for each copy the report it most likely took its words from."""
    chains = tale.folder.chains.values()
    out = [(a, b, "") for chain in chains for a, b in itertools.pairwise(chain) if a in known and b in known]
    later, met = {i for chain in chains for i in chain[1:]}, set[str]()
    for x in sorted(tale.telling.reuse, key=lambda x: (-x.score, x.source)):
        if x.kind in ("exact", "syndication", "excerpt") and not {x.source, x.target} & later and {x.source, x.target} <= known:
            if x.target not in met:
                out.append((x.source, x.target, "maybe" if not x.directed else "via" if x.kind == "excerpt" else "copy"))
            met.add(x.target)
    return out


def _lane(name: str, y: float) -> list[Mark]:
    short = name if len(name) <= 24 else name[:23] + "…"
    return [Mark("path", "lane", d=f"M{LEFT - 12:.0f} {y:.0f}H{WIDE}"), Mark("text", "b", 0, y + 5, bold=short)]


def _days(reports: list[Report], at: dict[str, tuple[float, float]], bottom: float) -> list[Mark]:
    """The days under the lanes, each where its first report stands."""
    out, before, free = [Mark("path", "axis", d=f"M{LEFT - 12:.0f} {bottom:.0f}H{WIDE}")], "", 0.0
    for r in reports:
        day, x = r.stamp.day.isoformat() if r.stamp else "", at[r.id][0]
        if day != before and x >= free:
            out += [Mark("path", "axis", d=f"M{x:.1f} {bottom:.0f}v5"), Mark("text", "q m", x, bottom + 22, bold=day_words(day))]
            free = x + 90
        before = day
    return out


def _when(r: Report) -> str:
    return r.stamp.iso.replace("T", " ")[:16] if r.stamp else "no date"
