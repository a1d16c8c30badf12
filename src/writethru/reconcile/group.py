"""Figures that count the same thing, brought together: a learned model weighs the evidence pair by pair, likest pairs join first.

Two logistic regressions (weights in data/en/same_figures.toml, made by train/ledger/same.py): by the first, on what rules tell of both
figures, the likelier pairs are chosen; of these a network reads the sentences, and what it says is weighed with the rest by the second."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from writethru.reconcile.barred import barred
from writethru.reconcile.count import Count
from writethru.reconcile.evidence import Pieces, evidence, rarity
from writethru.reconcile.grid import Mask, Matrix, alike, both, either
from writethru.reconcile.reread import reread
from writethru.reconcile.scale import listed
from writethru.reconcile.thing import GENERIC, PEOPLE

ASK = -2.5  # log-odds from which two figures' sentences are read together,
ASKED = 1000  # of the likeliest so many pairs of a story's figures of one dimension
LINK = -0.1  # least log-odds of two counts that bring their groups together
SURE = 0.25  # least log-odds of two that contradict each other
MEASURED = 0.2  # of two measures: a story has many sums and spans, mostly of other things
BEST = 1.5  # more for two figures of two reports that are each other's likest: what is told again is told once in each
FEW = 1  # others to choose from: more than that
STRAY = 0.1  # share of barred pairs

BESIDE = 200  # characters from a figure to what another puts it at
_IT_AT = re.compile(r"\b(?:puts?|putting|sets?|gave|gives?|estimate[sd]?) it (?:at|as) (?:\w+ ){0,2}$")
TOLL = 1.8  # more for two counts of a story's dead, or missing: there is one toll as a rule
TURNED = 0.4  # more where one is said to take another's place ("initially", "risen to"): there is another to be found
MOST = 4.0  # a pair counts no more than this in the mean of two groups
LOOSE = -0.5  # least mean log-odds over all pairs of two groups that join


@cache
def weights() -> dict[str, dict[str, float]]:
    table = tomllib.loads((files("writethru.data") / "en" / "same_figures.toml").read_text("utf-8"))
    return {str(name): {str(k): float(v) for k, v in part.items()} for name, part in table.items()}


def weighed(found: Pieces, size: int, name: str) -> Matrix:
    """Log-odds of all pairs by the weights `name`, "first" or "second"."""
    known = weights()[name]
    total = np.full((size, size), known["bias"], np.float32)
    for piece, m in found.items():
        total += np.float32(known.get(piece, 0.0)) * m
    return total


def pieces(counts: Sequence[Count], rare: Mapping[str, float]) -> tuple[Pieces, Mask]:
    """The evidence of all pairs of figures of one dimension, the network's among it, and the pairs that it was asked of."""
    found = evidence(counts, rare)
    first = np.where(barred(counts), -np.inf, weighed(found, len(counts), "first"))
    likeliest = np.sort(first[np.triu_indices(len(counts), 1)])[-ASKED:]
    asked = first > max(ASK, likeliest[0] if len(likeliest) == ASKED else ASK)
    np.fill_diagonal(asked, False)
    return {**found, "network": reread(counts, asked)}, asked


def odds(counts: Sequence[Count], rare: Mapping[str, float]) -> Matrix:
    """Log-odds that two figures of one dimension count the same thing, for all pairs."""
    found, asked = pieces(counts, rare)
    total = np.where(asked, weighed(found, len(counts), "second"), np.minimum(weighed(found, len(counts), "first"), LINK))
    total[either([bool(c.turn or c.first) for c in counts])] += TURNED
    total[_tolls(counts)] += TOLL
    total[barred(counts)] = -np.inf
    total[_mutual(total, counts)] += BEST
    total[_told_as_one(counts)] = MOST
    return total


def _tolls(counts: Sequence[Count]) -> Mask:
    """Pairs that count all to whom one of the things happened that a story keeps count of: its dead, its missing."""
    plain = [c.counted in PEOPLE and c.noun in GENERIC and not c.part and not c.names and not c.shared for c in counts]
    kept = listed("plain", "tolls")
    return both([p and c.predicate in kept for p, c in zip(plain, counts, strict=True)]) & alike([c.predicate for c in counts])


def _mutual(told: Matrix, counts: Sequence[Count]) -> Mask:
    """Pairs of two reports of which each is the other's likest figure of all other reports'."""
    apart = np.where(alike([c.unit.report.id for c in counts]), -np.inf, told)
    best = apart.max(axis=1, keepdims=True)
    others = (~np.isneginf(apart)).sum(axis=1) > FEW  # with nobody to choose from it says nothing
    found: Mask = (apart >= best) & (apart >= best.T) & np.logical_and.outer(others, others)
    return found


def _told_as_one(counts: Sequence[Count]) -> Mask:
    """Pairs of which one clause says that the one took the other's place: "171 people, up from 164"."""
    clause = alike([(c.unit.report.id, c.clause) for c in counts])
    late, early = (np.array(x, bool) for x in ([c.turn == "strong" for c in counts], [c.first for c in counts]))
    replaced: Mask = np.logical_and.outer(late & ~early, early & ~late)
    return (clause & (replaced | replaced.T)) | _put_at(counts)


def _put_at(counts: Sequence[Count]) -> Mask:
    """Pairs of a figure and the one right before it that another source puts "it" at."""
    found = np.zeros((len(counts), len(counts)), bool)
    for n, c in enumerate(counts):
        if not _IT_AT.search(c.unit.report.text, max(0, c.figure.start - BESIDE), c.figure.start):
            continue
        before = [(x.figure.start, m) for m, x in enumerate(counts) if x.unit.report.id == c.unit.report.id]
        start, m = max((b for b in before if b[0] < c.figure.start), default=(-BESIDE, n))
        other = counts[m]
        apart = bool(c.noun and other.noun and c.counted != other.counted)  # 58,000 properties, "the council puts it at 140,000 people"
        found[n, m] = found[m, n] = c.figure.start - start < BESIDE and not apart
    return found


class Groups:
    """Counts that count the same thing: `rows` of their indices, and how surely two of them do."""

    def __init__(self, counts: Sequence[Count]) -> None:
        rare = rarity(counts)
        self.rows: list[list[int]] = []
        self._at: dict[tuple[str, int], tuple[Matrix, int]] = {}
        for block in blocks(counts):
            told = odds([counts[members[0]] for members in block], rare)
            found = _joined(told, MEASURED if counts[block[0][0]].dimension else LINK)
            self.rows += [sorted(i for k in group for i in block[k]) for group in found]
            self._at |= {counts[i].place: (told, k) for k, members in enumerate(block) for i in members}
        self.rows.sort()

    def sure(self, a: Count, b: Count, least: float = SURE) -> bool:
        """Whether two counts of a row are so likely one thing that the one can stand against the other."""
        (told, x), (_, y) = self._at[a.place], self._at[b.place]
        return bool(told[x, y] >= least)


def blocks(counts: Sequence[Count]) -> list[list[list[int]]]:
    """Indices of the counts by dimension; counts told in one way are one kind, compared once for all."""
    kinds: dict[Hashable, list[int]] = defaultdict(list)
    for i, c in enumerate(counts):
        kinds[c.kind].append(i)
    found: dict[str, list[list[int]]] = defaultdict(list)
    for members in kinds.values():
        found[counts[members[0]].dimension].append(members)
    return list(found.values())


def _joined(told: Matrix, least: float) -> list[list[int]]:
    """Average linkage: likest pairs first; two groups join where they are like on the whole and next to no pair of them is barred."""
    held = np.clip(told, -MOST, MOST)
    barred = np.isneginf(told)
    group = {n: [n] for n in range(len(told))}
    rows, columns = np.nonzero(np.triu(told > least, 1))
    order = np.lexsort((columns, rows, -told[rows, columns]))
    for x, y in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        a, b = group[x], group[y]
        if a is b:
            continue
        cross = np.ix_(a, b)
        if barred[cross].mean() > STRAY or held[cross].mean() <= LOOSE:
            continue
        a += b
        for n in b:
            group[n] = a
    return list({id(g): g for g in group.values()}.values())
