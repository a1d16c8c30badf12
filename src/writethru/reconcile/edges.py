"""Which claims are for or against which, and which stand in the place of which: what the statements behind them say of one another."""

from collections.abc import Mapping, Sequence

from writethru.reconcile.cluster import Kinds
from writethru.reconcile.countered import rivals
from writethru.reconcile.likeness import nested, opposes, supports
from writethru.reconcile.moved import moved
from writethru.reconcile.pairs import Pair
from writethru.reconcile.reversal import replaced, turned
from writethru.reconcile.unit import Unit

OPPOSE = 0.42


def edges(kinds: Kinds, place: Mapping[int, int]) -> dict[Pair, tuple[str, float]]:
    """Pairs of claims of which one is "against" or "for" the other, and how far: the share of their words that is alike, 0 for what is said in others."""
    found: dict[Pair, tuple[str, float]] = {}
    silent = {n for n, us in enumerate(kinds.members) if us[0].stance == "declined"}
    for x, y in sorted(kinds.near.agreed | kinds.near.denied):
        p, q = place[x], place[y]
        if p == q or x in silent or y in silent:
            continue
        a, b = kinds.members[x][0], kinds.members[y][0]
        if a.report is b.report:
            a, b = next(((a, b) for a in kinds.members[x] for b in kinds.members[y] if not nested(a, b)), (a, b))
        pair = (p, q) if p < q else (q, p)
        least = found.get(pair, ("", 0.0))[1]
        against = opposes(a, b, kinds.idf) if (x, y) in kinds.near.denied else 0.0
        if against >= OPPOSE and against > least:
            found[pair] = ("against", against)
        elif (x, y) in kinds.near.agreed and (score := supports(a, b, kinds.idf)) > least:
            found[pair] = ("for", score)
    for x, y in kinds.backed:
        p, q = sorted((place[x], place[y]))
        if p != q and (p, q) not in found:
            found[p, q] = ("for", 0.0)
    of = {u.id: n for n, us in enumerate(kinds.members) for u in us}
    for n, us in enumerate(kinds.members):
        for u in us:  # who answers somebody means them, whatever the likeness
            p, q = place[n], place[of[u.answers]] if u.answers in of else place[n]
            if p != q:
                found[min(p, q), max(p, q)] = ("for" if u.stance == "confirmed" else "against", 1.0)
    everybody = [u for us in kinds.members for u in us]
    for u, denial in turned(everybody):
        p, q = place[of[u.id]], place[of[denial.id]]
        if p != q:
            found[min(p, q), max(p, q)] = ("against", 1.0)
    for u, v in rivals(everybody):
        p, q = place[of[u.id]], place[of[v.id]]
        if p != q:
            found.setdefault((min(p, q), max(p, q)), ("against", 1.0))
    for u, early in (*replaced(everybody), *moved(everybody, kinds.idf)):
        p, q = place[of[u.id]], place[of[early.id]]
        if p != q:
            found[min(p, q), max(p, q)] = ("instead", 1.0)
    return found


def holders(groups: Sequence[list[Unit]], within: Mapping[str, Sequence[Unit]]) -> list[list[tuple[int, Unit]]]:
    """For each claim, the statements of others that say it beside more, each with its claim."""
    place = {u.id: n for n, g in enumerate(groups) for u in g}
    return [
        list({v.id: (place[v.id], v) for u in g for v in within.get(u.id, ()) if v.current and v.id in place and place[v.id] != n}.values())
        for n, g in enumerate(groups)
    ]
