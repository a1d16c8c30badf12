"""What a reader has seen, kept in a cookie of theirs, and what is new to them: the flags on a page.

The cookie holds for each of the last stories: the moment the flags count from, the moment of the snapshot last shown, and when.
A look that follows the last within a visit keeps counting from the same moment, so that a reload does not wipe the flags.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from writethru.model import Change, Claim, Line, Passage, Telling
from writethru.render.shown import LineView, OriginView, PassageView
from writethru.render.view import StoryView
from writethru.web.snapshot import Snapshot, Tale

VISIT = 20 * 60_000  # milliseconds without a look that end a visit
STORIES = 40  # how many stories one cookie remembers
_ENTRY = re.compile(r"(s[0-9a-f]{12})\.(\d{1,16})\.(\d{1,16})\.(\d{1,16})")


@dataclass(frozen=True, slots=True)
class Look:
    """Milliseconds since 1970: flags count from `since`; `shown` is the snapshot last shown; `at` is when."""

    since: int
    shown: int
    at: int


def from_cookie(text: str) -> dict[str, Look]:
    """Story id -> the reader's look. What does not read is left out."""
    return {m[1]: Look(int(m[2]), int(m[3]), int(m[4])) for m in _ENTRY.finditer(text[:8000])}


def to_cookie(looks: Mapping[str, Look]) -> str:
    """The same as text; the latest looks when there are too many."""
    latest = sorted(looks.items(), key=lambda x: -x[1].at)[:STORIES]
    return "_".join(f"{story}.{x.since}.{x.shown}.{x.at}" for story, x in latest)


def find(looks: Mapping[str, Look], tale: Tale, snapshot: Snapshot) -> Look | None:
    """The reader's look at a story, under whatever id it had then."""
    return looks.get(tale.id) or next((x for i, x in looks.items() if snapshot.tale(i) is tale), None)


def looked(before: Look | None, snapshot: Snapshot, at: int) -> Look:
    """The look that follows: a new visit counts from what was last shown."""
    if before is None:
        return Look(snapshot.at, snapshot.at, at)
    return Look(before.shown if at - before.at > VISIT else before.since, max(snapshot.at, before.shown), at)


def fresh(tale: Tale, snapshot: Snapshot, since: int | None) -> frozenset[str]:
    """Reports that came in after `since`; without it those of the story's last day, where it has several."""
    reports = tale.folder.reports
    if since is not None:
        return frozenset(r.id for r in reports if snapshot.arrived[r.id] > since)
    days = sorted({s.day for r in reports if (s := r.published or r.updated)})
    if len(days) < 2:
        return frozenset()
    return frozenset(r.id for r in reports if (s := r.published or r.updated) and s.day == days[-1])


def flagged(tale: Tale, new: frozenset[str]) -> Telling:
    """The telling with the changes that the reports of `new` brought: a new claim stands only there, a withdrawn one lacks in a
    version of them."""
    told, u = tale.telling, tale.telling.roundup
    claims = {c.id: c for c in told.ledger.claims}
    newest = {i: chain[-1] for chain in tale.folder.chains.values() for i in chain}
    out: dict[str, Change] = {}
    if new:
        for change in u.changes:
            where = {a.report for a in claims[change.claim].appearances}
            if change.kind == "withdrawn":
                where = {newest.get(i, i) for i in where}
            if where <= new if change.kind == "new" else where & new:
                out[change.claim] = change
        for line in (*u.need_to_know, *(x for s in u.sections for x in s.lines)):
            claim = claims.get(line.claim or "")
            if claim and claim.id not in out and is_new(claim, new):
                out[claim.id] = Change("new", claim.id, None, line)
    return replace(told, roundup=replace(u, changes=tuple(out.values())))


def is_new(claim: Claim, new: frozenset[str]) -> bool:
    """Whether a claim stands in no report but new ones."""
    return all(a.report in new for a in claim.appearances)


def counted(told: Telling) -> str:
    """The changes in words: "2 new, 1 revised"."""
    kinds = Counter(c.kind for c in told.roundup.changes)
    return ", ".join(f"{kinds[k]} {k}" for k in ("new", "revised", "confirmed", "denied", "withdrawn", "corrected") if kinds[k])


# ---- views with what only the live desk needs ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place(PassageView):
    """A passage that knows where in its report it stands."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class LiveLine(LineView):
    """A line with the statements a reader may part from its first, as (statement, outlet and words), and how many passages more
    the claim's own page shows."""

    first: str = ""
    others: tuple[tuple[str, str], ...] = ()
    more: int = 0


class LiveView(StoryView):
    """The view of one telling for the live desk; a line shows `most` of its passages."""

    def __init__(self, t: Telling, most: int = 8) -> None:
        self._most = most
        super().__init__(t)

    def free(self, name: str) -> None:
        """Lets the next line of this claim have its plain id."""
        self._used.discard(name)

    def passage(self, p: Passage) -> Place:
        base = super().passage(p)
        return Place(**{f.name: getattr(base, f.name) for f in fields(PassageView)}, start=p.start, end=p.end)

    def line(self, x: Line) -> LiveLine:
        base, claim = super().line(x), self.claims.get(x.claim or "")
        seen = {a.statement: f"{a.outlet}: {a.words[:90]}" for a in (claim.appearances if claim else ()) if a.statement}
        first = next(iter(seen), "")
        others = tuple((i, words) for i, words in seen.items() if i != first)[: self._most]
        groups = _first(base.groups, self._most)
        given = {f.name: getattr(base, f.name) for f in fields(LineView)} | {"groups": groups}
        return LiveLine(**given, first=first, others=others, more=base.rests - sum(len(g.passages) for g in groups))


def _first(groups: Sequence[OriginView], most: int) -> tuple[OriginView, ...]:
    """The first passage of each origin, then the rest in turn, up to `most` passages; an origin left without one is left out."""
    deep = sorted((n, k) for k, g in enumerate(groups) for n in range(len(g.passages)))[:most]
    shown = [replace(g, passages=tuple(p for n, p in enumerate(g.passages) if (n, k) in set(deep))) for k, g in enumerate(groups)]
    return tuple(g for g in shown if g.passages)
