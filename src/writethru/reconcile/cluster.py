"""Statements -> groups that make one claim. Statements that read alike are one kind: every verdict is worked out once for all."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from writethru.model import Judgement
from writethru.reconcile.likeness import SAME, Verdict, clash, figures_clash, judge, quote_likeness
from writethru.reconcile.pairs import Pair, near_pairs
from writethru.reconcile.unit import Telling, Unit

LINK = 0.5  # mean likeness over all pairs of two groups that may join
RULED = -2.0  # a person's "same" comes before every machine's
TOLD = -1.5  # what tells another outlet's statement again comes next


class Kinds:
    """The statements of a story by kind, the pairs of kinds that may be alike, and the verdicts on them."""

    def __init__(
        self,
        units: Sequence[Unit],
        idf: Telling,
        ruled: Sequence[Judgement] = (),
        backed: Collection[frozenset[str]] = (),
        alike: Collection[frozenset[str]] = (),
    ) -> None:
        index = {u.id for u in units}
        said = [j for j in ruled if j.left in index and j.right in index and j.left != j.right]
        apart = {i for j in said for i in (j.left, j.right)}  # whom a person judged stands for itself alone
        found: dict[Hashable, list[Unit]] = defaultdict(list)
        for u in units:
            found[u.id if u.id in apart or not (u.stems or u.quote) else _shape(u)].append(u)
        self.members = list(found.values())
        self._size = [len(us) for us in self.members]
        self.idf = idf
        self._first = [us[0] for us in self.members]
        self.near = near_pairs(self._first, idf)
        number = {us[0].id: n for n, us in enumerate(self.members)}
        self.said = {frozenset((number[j.left], number[j.right])): j.verdict for j in said}
        at = {u.id: n for n, us in enumerate(self.members) for u in us}
        self.told = {(n, at[u.repeats]) for n, us in enumerate(self.members) for u in us if at.get(u.repeats, n) != n}
        self.backed, self.alike = (
            {(min(p), max(p)) for a, b in found for p in [(at[a], at[b])] if p[0] != p[1]} for found in (backed, alike)
        )  # two sources say one thing; two outlets in their own voices
        self._judged: dict[Pair, Verdict] = {}
        self._bars: dict[Pair, bool] = {}

    def verdict(self, x: int, y: int) -> Verdict:
        pair = (x, y) if x < y else (y, x)
        if pair not in self._judged:
            found = judge(self._first[x], self._first[y], self.idf)
            self._judged[pair] = Verdict(True, max(found.score, SAME)) if pair in self.alike else found
        return self._judged[pair]

    def barred(self, x: int, y: int) -> bool:
        """Whether the two may not stand in one claim."""
        if self.said and self.said.get(frozenset((x, y))) == "not":
            return True
        pair = (x, y) if x < y else (y, x)
        if pair not in self._bars:
            a, b = self._first[x], self._first[y]
            self._bars[pair] = (clash(a, b, self.idf) and quote_likeness(a, b) < 0.75) or figures_clash(a, b)
        return self._bars[pair]

    def free(self, a: Sequence[int], b: Sequence[int]) -> bool:
        """Whether nothing in two groups of which one tells the other again speaks against it: one equal figure outweighs another's."""
        return not any(self.barred(x, y) and not self._of_one_number(x, y) for x in a for y in b)

    def _of_one_number(self, x: int, y: int) -> bool:
        a, b = self._first[x], self._first[y]
        one = any((f.low, f.high) == (g.low, g.high) for f in a.figures for g in b.figures)
        return one and not clash(a, b, self.idf) and self.said.get(frozenset((x, y))) != "not"

    def fit(self, a: Sequence[int], b: Sequence[int]) -> bool:
        """Whether two groups of kinds are alike on the whole, each kind counted as often as it is met, and hold no two that clash."""
        size = self._size
        total = sum(size[x] * size[y] * self.verdict(x, y).score for x in a for y in b)
        whole = sum(size[x] for x in a) * sum(size[y] for y in b)
        return total >= LINK * whole and not any(self.barred(x, y) for x in a for y in b)


def _shape(u: Unit) -> Hashable:
    """All of a unit that a verdict rests on."""
    figures = tuple((f.unit, f.low, f.high, f.approx) for f in u.figures)
    place = (u.root, u.report.id) if u.collective else ()
    declined = u.stance == "declined"
    return (
        u.words,
        u.quote,
        bool(u.answers),
        figures,
        u.denied,
        u.selves,
        u.passes,
        u.speaker,
        u.channel,
        u.day,
        u.unreal,
        declined,
        place,
        u.retells and (u.retells, u.outlet),
    )


def cluster(kinds: Kinds) -> list[list[int]]:
    """Groups of kinds that make one claim, likest pairs first (average linkage): no group may hold two that clash, and two groups
    join only where their members are alike on the whole, so that no chain of small steps makes one claim of two."""
    scored = []
    for x, y in sorted(kinds.near.one | kinds.alike):
        verdict = kinds.verdict(x, y)
        if verdict.same and kinds.said.get(frozenset((x, y))) != "not":
            scored.append((-verdict.score, x, y))
    scored += [(RULED, min(p), max(p)) for p, v in kinds.said.items() if v == "same"]
    scored += [(TOLD, min(p), max(p)) for p in kinds.told if kinds.said.get(frozenset(p)) != "not"]
    group = {n: [n] for n in range(len(kinds.members))}
    refused: set[tuple[int, int, int, int]] = set()
    for score, x, y in sorted(scored):
        a, b = group[x], group[y]
        attempt = (a[0], len(a), b[0], len(b))
        if a is b or (attempt in refused and score > RULED):
            continue
        if score > RULED and not (kinds.free(a, b) if score == TOLD else kinds.fit(a, b)):
            refused.add(attempt)
            continue
        a += b
        for n in b:
            group[n] = a
    return list({id(g): g for g in group.values()}.values())
