"""Corrections as pages list them: what was judged in words, acts that made several as one row, the notes on a thing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from writethru.corrections import ONE_SIDED, sides
from writethru.render.plain import label
from writethru.store import Ruling
from writethru.web.snapshot import Snapshot

Named = tuple[str, str]  # words, and the page that shows the thing ("" for a name)


@dataclass(frozen=True, slots=True)
class Row:
    """One act: `first` to `last` are the numbers of its judgements, `left` and `right` what the first of them names."""

    first: int
    last: int
    ruling: Ruling
    left: Named
    verb: str
    right: Named
    count: int  # further pairs the same act made


VERBS = {"same": "is the same as", "not": "is not", "withdrawn": "is marked as withdrawn", "note": "has a note"}


def rows(now: Snapshot) -> list[Row]:
    """Every act, the latest first. Judgements of one kind that one person made at one moment are one act, undone with one press."""
    words, out = named(now), list[Row]()
    for r in reversed(now.log):
        j = r.judgement
        before = out[-1] if out else None
        if before and _together(before.ruling, r):
            out[-1] = Row(r.number, before.last, r, *_words(r, words), before.count + 1)
        else:
            out.append(Row(r.number, r.number, r, *_words(r, words), 0 if j.verdict not in ONE_SIDED else len(j.left.split()) - 1))
    return out


def _together(a: Ruling, b: Ruling) -> bool:
    x, y = a.judgement, b.judgement
    alike = (x.by, x.at, x.reason, a.undone) == (y.by, y.at, y.reason, b.undone)
    return alike and x.verdict not in ONE_SIDED and y.verdict not in ONE_SIDED and a.number == b.number + 1


def _words(r: Ruling, words: Mapping[str, Named]) -> tuple[Named, str, Named]:
    j = r.judgement
    first = j.left.split()[0] if j.verdict in ONE_SIDED and j.left.split() else j.left
    verb = VERBS.get(j.verdict) or ("is said by" if j.right else "is said by the outlet itself")
    return words.get(first, (first, "")), verb, words.get(j.right, (j.right, ""))


def named(now: Snapshot) -> dict[str, Named]:
    """Id of a judged report or statement -> (its words, the page that shows it)."""
    out: dict[str, Named] = {}
    wanted = {i for r in now.log for i in sides(r.judgement)}
    for t in now.tales if wanted else ():
        out |= {r.id: (f"{label(r)}: {r.headline}", f"/report/{r.id}") for r in t.folder.reports if r.id in wanted}
        for c in t.telling.ledger.claims:
            for a in c.appearances:
                if a.statement in wanted:
                    out[a.statement] = (f"{a.outlet}: {a.words[:140]}", f"/story/{t.id}/claim/{c.id}")
    return out


def notes(now: Snapshot, things: Collection[str]) -> tuple[Ruling, ...]:
    """The notes that stand on any of these things, in the order they were made."""
    found = (r for r in now.log if r.judgement.verdict == "note" and not r.undone)
    return tuple(r for r in found if not set(r.judgement.left.split()).isdisjoint(things))
