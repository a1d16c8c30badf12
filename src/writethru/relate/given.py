"""Given pairs of texts compared: what `align.compare` finds of all pairs, for those that are asked about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from writethru.model import Report
from writethru.relate.align import Table, measured, read
from writethru.relate.decide import LEAST, Likeness, Text, judge
from writethru.relate.join import FEWEST, MUCH, POSITION, blocks, edges, spread
from writethru.relate.lineage import spans, title_words
from writethru.relate.relation import Spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]

PRINT = 36  # bits kept of a fingerprint
Common = Callable[[list[int]], set[int]]  # those of the fingerprints that very many texts have
Allowed = Callable[[int, int, int], bool]  # whether such a one may join two texts (indexes)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the words of two reports say, by themselves. `promising`: worth a judgement without a third report's support."""

    promising: bool
    quoting: bool
    like: Likeness
    passages: Spans

    @property
    def near(self) -> bool:
        """Whether the two are of one family, as far as they themselves tell."""
        return self.promising and self.like.finding in ("exact", "copy", "excerpt")

    def row(self) -> list[object]:
        """As a list of plain values."""
        x = self.like
        return [self.promising, self.quoting, x.finding, x.equal, x.left, x.right, x.host, x.hosting, self.passages]


def fact(row: list[Any]) -> Fact:
    """A fact of its row."""
    promising, quoting, *like, passages = row
    return Fact(promising, quoting, Likeness(*like), [(a, b, c, d) for a, b, c, d in passages])


def prints(table: Table) -> tuple["I64", "U64", "I64"]:
    """Of each fingerprint the index of its text, its hash of PRINT bits and its place, in order of places."""
    import numpy as np

    if table.bits > 64 - PRINT:
        raise ValueError("too much text at once")
    found = np.concatenate([np.empty(0, np.uint64), *table.prints])
    place = (found & np.uint64((1 << table.bits) - 1)).astype(np.int64)
    return np.searchsorted(table.first, place, side="right") - 1, found >> np.uint64(64 - PRINT), place


def facts(
    rows: Sequence[Report], cuts: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]], common: Common, allowed: Allowed
) -> dict[tuple[int, int], Fact]:
    """What those of the pairs (indexes of `rows`, the lesser first) say that say anything. `cuts` are the characters of the bodies;
    `common` ones of their
    fingerprints count for those pairs for which `allowed` says so."""
    import numpy as np

    if not pairs:
        return {}
    texts = [r.text[a:b] for r, (a, b) in zip(rows, cuts, strict=True)]
    table = read(texts)
    left, right = (np.array(x, np.int64) for x in zip(*pairs, strict=True))
    number, a, b, rare = _hits(table, left, right, common, allowed)
    if not number.size:
        return {}
    at = np.flatnonzero(edges(number))
    many = np.diff(at, append=len(number)) >= 2
    number, a, b = (x[np.repeat(many, np.diff(at, append=len(number)))] for x in (number, a, b))
    if not number.size:
        return {}
    told = number[edges(number)]
    size = np.diff(table.first)
    most = np.minimum(MUCH, np.minimum(size[left[told]], size[right[told]]) // 2)
    columns, kept = blocks(np.cumsum(edges(number)) - 1, a, b, np.where(rare[told], FEWEST - 2, most))
    batch = measured(columns, left[told[kept]], right[told[kept]], table)
    prepared = [Text(row, text, 0) for row, text in zip(batch.rows, texts, strict=True)]
    for text, r in zip(prepared, rows, strict=True):
        text.headline = title_words(r, text.text, text.row)
    out = {}
    for i in range(len(batch.left)):
        p = batch.pair(i)
        like = judge(p, prepared[p.left], prepared[p.right])
        if like.finding != "weak" or like.equal >= LEAST:
            passages = spans(p, batch.rows, cuts[p.left][0], cuts[p.right][0])
            out[p.left, p.right] = Fact(bool(batch.promising[i]), bool(batch.quoting[i]), _plain(like), passages)
    return out


def _plain(like: Likeness) -> Likeness:
    """The same in numbers of Python."""
    return Likeness(like.finding, float(like.equal), float(like.left), float(like.right), int(like.host), float(like.hosting))


def _hits(table: Table, left: "I64", right: "I64", common: Common, allowed: Allowed) -> tuple["I64", "I64", "I64", "NDArray[np.bool_]"]:
    """Shared fingerprints, in order of pairs: the pair's number, the word in its left and in its right text; and which pairs
    share one that is not common."""
    import numpy as np

    text, hashes, place = prints(table)
    begin = np.searchsorted(text, np.arange(len(table.first)))
    sides = []
    for side in (left, right):
        size = begin[side + 1] - begin[side]
        at = spread(begin[side], size)
        key = (np.repeat(np.arange(len(side)), size).astype(np.uint64) << np.uint64(PRINT)) | hashes[at]
        by = np.argsort(key, kind="stable")
        sides.append((key[by], at[by]))
    (mine, my), (theirs, their) = sides
    low = np.searchsorted(mine, theirs)
    times = np.searchsorted(mine, theirs, side="right") - low
    one, other = my[spread(low, times)], np.repeat(their, times)
    number = np.repeat((theirs >> np.uint64(PRINT)).astype(np.int64), times)
    often = common(np.unique(hashes[one]).tolist())
    frequent = np.isin(hashes[one], np.array(sorted(often), np.uint64))
    asked = ((int(left[n]), int(right[n]), int(h)) for n, h in zip(number[frequent].tolist(), hashes[one[frequent]].tolist(), strict=True))
    known: dict[tuple[int, int, int], bool] = {}
    kept = ~frequent
    kept[frequent] = [known[x] if x in known else known.setdefault(x, allowed(*x)) for x in asked]
    rare = np.bincount(number[~frequent], minlength=len(left)) > 0
    a, b = place[one] - table.first[left[number]], place[other] - table.first[right[number]]
    kept &= (a < 1 << POSITION) & (b < 1 << POSITION)
    return number[kept], a[kept], b[kept], rare
