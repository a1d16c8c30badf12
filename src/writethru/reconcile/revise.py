"""Claims moved by what came later: an outlet's own newer version, and figures that update or dispute one another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from writethru.model import Claim, FigureSeries, Relation, Standing
from writethru.reconcile.likeness import word_likeness
from writethru.reconcile.unit import Telling, Unit

REPLACED = 0.4  # a changed sentence keeps this much of its content


def with_versions(made: Sequence[Claim], groups: Sequence[list[Unit]], idf: Telling) -> list[Claim]:
    """A claim that only older versions hold is revised where the latest version says something like it in its stead, else withdrawn."""
    fresh: dict[str, list[tuple[Unit, int]]] = defaultdict(list)
    for n, g in enumerate(groups):
        for u in g:
            if u.current:
                fresh[u.report.id].append((u, n))
    out = list(made)
    for n, g in enumerate(groups):
        if made[n].standing != "withdrawn":
            continue
        near = [(word_likeness(u, v, idf), -m, m) for u in g for v, m in fresh[u.latest] if _beside(u, v) or u.speaker == v.speaker]
        score, _, m = max(near, default=(0.0, 0, 0))
        if score >= REPLACED:
            reason = f"{out[m].outlets[0]} changed it: {score:.0%} of the content words stayed"
            out[m] = replace(out[m], relations=(*out[m].relations, Relation("updates", made[n].id, reason)))
            out[n] = replace(out[n], standing="revised", why=f"The outlet's latest version says: {out[m].text}")
    return out


def _beside(a: Unit, b: Unit) -> bool:
    """Whether two statements stand at about the same place of two versions."""
    return abs(a.statement.sentence[0] - b.statement.sentence[0]) < 400


def with_figures(made: Sequence[Claim], series: Sequence[FigureSeries]) -> list[Claim]:
    """Claims moved by their figures: a later count revises an earlier one, two that cannot both be true dispute each other."""
    by_id = {c.id: c for c in made}
    of = {a.statement: c.id for c in made for a in c.appearances}
    points = {p.id: p for s in series for p in s.points}
    told = {p.id: tuple(dict.fromkeys(of[a.statement] for a in p.appearances if a.statement in of)) for p in points.values()}
    value = {p.id: (s.id, p.low, p.high) for s in series for p in s.points}
    gives: dict[str, set[tuple[str, float | None, float | None]]] = defaultdict(set)
    for i, claims in told.items():
        for c in claims:
            gives[c].add(value[i])
    for p in points.values():
        for r, mine, theirs in ((rel, by_id[x], by_id[y]) for rel in p.relations for x in told[p.id] for y in told[rel.other] if x != y):
            if r.kind == "update":
                if value[p.id] in gives[theirs.id]:
                    continue  # "171 people, up from 164" is not overtaken by 171
                if not any(x.kind == "updates" and x.other == theirs.id for x in mine.relations):
                    by_id[mine.id] = replace(mine, relations=(*mine.relations, Relation("updates", theirs.id, r.reason)))
                if theirs.standing != "withdrawn" and r.reason.startswith("the same source"):
                    by_id[theirs.id] = _told(
                        replace(theirs, standing="revised"), f"Revised: {p.text} since, by {p.speaker or p.outlets[0]}."
                    )
            elif r.kind == "conflict":
                for one, other, number in ((mine, theirs, points[r.other]), (theirs, mine, p)):
                    now = by_id[one.id]
                    standing: Standing = now.standing if now.standing in ("revised", "withdrawn") else "disputed"
                    if all(x.other != other.id for x in now.relations):
                        now = replace(now, relations=(*now.relations, Relation("conflicts", other.id, r.reason)))
                    by_id[one.id] = _told(replace(now, standing=standing), f"{number.speaker or number.outlets[0]} gives {number.text}.")
    return [by_id[c.id] for c in made]


def _told(claim: Claim, why: str) -> Claim:
    return claim if why in claim.why else replace(claim, why=f"{claim.why} {why}")
