"""Claims moved by what came later: an outlet's own newer version, and figures that update or dispute one another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from writethru.model import Claim, FigurePoint, FigureSeries, Relation, Standing
from writethru.reconcile.likeness import word_likeness
from writethru.reconcile.unit import Telling, Unit

MOSTLY = 0.6  # of the statements of a version, in one that is the same report mended
REPLACED = 0.4  # a changed sentence keeps this much of its content


def with_versions(made: Sequence[Claim], groups: Sequence[list[Unit]], idf: Telling) -> list[Claim]:
    """A claim that only older versions hold is revised where the latest version says something like it in its stead, else withdrawn; where
    the latest is written anew, what it leaves out stands as it stood."""
    anew = _written_anew(groups)
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
        elif all((u.report.id, u.latest) in anew for u in g):
            standing: Standing = "repeated" if len(made[n].outlets) > 1 else "single origin"
            out[n] = replace(out[n], standing=standing, why=f"{made[n].origins[0]} only; a later version, written anew, leaves it out.")
    return out


def _written_anew(groups: Sequence[list[Unit]]) -> set[tuple[str, str]]:
    """Older versions, each with the latest, of which that keeps less than most: what is missing there was left out, not taken back."""
    held: dict[tuple[str, str], list[bool]] = defaultdict(list)
    latest = {u.report.id for g in groups for u in g if u.current}
    for g in groups:
        now = {u.report.id for u in g if u.current}
        for u in g:
            if not u.current and u.latest in latest:
                held[u.report.id, u.latest].append(u.latest in now)
    return {version for version, kept in held.items() if sum(kept) < MOSTLY * len(kept)}


def _beside(a: Unit, b: Unit) -> bool:
    """Whether two statements stand at about the same place of two versions."""
    return abs(a.statement.sentence[0] - b.statement.sentence[0]) < 400


OWN = "the same source"  # how the reason of an update by its own source begins


def with_figures(made: Sequence[Claim], series: Sequence[FigureSeries]) -> list[Claim]:
    """Claims moved by their figures: a later count revises an earlier one, two that cannot both be true dispute each other."""
    changed = {c.id: _Changed(c) for c in made}
    of = {a.statement: c.id for c in made for a in c.appearances}
    points = {p.id: p for s in series for p in s.points}
    told = {p.id: tuple(dict.fromkeys(of[a.statement] for a in p.appearances if a.statement in of)) for p in points.values()}
    gives: set[tuple[str, str, float | None, float | None]] = {
        (c, s.id, p.low, p.high) for s in series for p in s.points for c in told[p.id]
    }
    given_up = {r.other for p in points.values() for r in p.relations if r.kind == "update" and r.reason.startswith(OWN)}
    for s in series:
        for p in s.points:
            for r in p.relations:
                pairs = [(changed[x], changed[y]) for x in told[p.id] for y in told[r.other] if x != y]
                if r.kind == "update":
                    # Who tells the figure on a later day only repeats the update; "171 people, up from 164" is not overtaken by 171.
                    first = min((_day(x.claim) for x, _ in pairs), default="")
                    fresh = [(x, y) for x, y in pairs if _day(x.claim) == first and (y.claim.id, s.id, p.low, p.high) not in gives]
                    _update(p, r, fresh)
                elif r.kind == "conflict":
                    _conflict(p, points[r.other], r, pairs, given_up)
    return [x.result() for x in changed.values()]


def _day(claim: Claim) -> str:
    """ISO day on which a claim was first published, "9" unknown."""
    return (claim.first_published or "9")[:10]


class _Changed:
    """A claim on its way: what its figures add to it."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.standing: Standing = claim.standing
        self.why = [claim.why]
        self.relations = list(claim.relations)
        self.others = {r.other for r in claim.relations}
        self.updates = {r.other for r in claim.relations if r.kind == "updates"}

    def result(self) -> Claim:
        return replace(self.claim, standing=self.standing, why=" ".join(self.why), relations=tuple(self.relations))

    def relate(self, kind: str, other: str, reason: str) -> None:
        self.relations.append(Relation(kind, other, reason))
        self.others.add(other)

    def tell(self, why: str) -> None:
        if not any(why in w for w in self.why):
            self.why.append(why)


def _update(late: FigurePoint, found: Relation, pairs: Sequence[tuple[_Changed, _Changed]]) -> None:
    """A figure takes the place of another: only the same source revises itself."""
    for mine, theirs in pairs:
        if theirs.claim.id not in mine.updates:
            mine.relate("updates", theirs.claim.id, found.reason)
            mine.updates.add(theirs.claim.id)
        if theirs.claim.standing != "withdrawn" and found.reason.startswith(OWN):
            theirs.standing = "revised"
            theirs.tell(f"Revised: {late.text} since, by {late.speaker or late.outlets[0]}.")


def _conflict(
    late: FigurePoint, early: FigurePoint, found: Relation, pairs: Sequence[tuple[_Changed, _Changed]], given_up: set[str]
) -> None:
    """Two figures that cannot both be true. A number that its own source has given up since disputes nobody."""
    for pair in pairs:
        for one, other, number in ((pair[0], pair[1], early), (pair[1], pair[0], late)):
            if other.claim.id not in one.others:
                one.relate("conflicts", other.claim.id, found.reason)
            if one.standing not in ("revised", "withdrawn") and number.id not in given_up:
                one.standing = "disputed"
            one.tell(f"{number.speaker or number.outlets[0]} gives {number.text}.")
