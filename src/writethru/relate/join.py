"""Which texts share words, and roughly where: an inverted self-join of fingerprints, hits put in line as blocks.

Everything is done on whole arrays; hits are packed into one 64-bit number each so that a plain sort orders them.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from writethru.relate.fingerprint import GRAM

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]
    U32 = NDArray[np.uint32]

MOST = 96  # a fingerprint in more texts than this says nothing about two of them
SLICE = 8_000_000  # fingerprints that are handled at once, and
HITS = 2_000_000  # shared fingerprints that are put in line at once: both bound memory
DRIFT = 9  # words by which edits may shift an alignment from one hit to the next
GAP = 32  # words without a hit that a block may bridge
FEWEST = 12  # shared words below which two texts are not looked at
MUCH = 60  # the same for words that more than MOST texts share
POSITION = 20  # bits of a word's place in its text: words beyond 2**20 are not compared


def _postings(packed: "U64", bits: int, common: bool) -> tuple["U32", "U32"]:
    """Places of shared fingerprints, by hash; for each how many of those behind it are to be paired with it.

    A fingerprint met up to MOST times pairs all its texts; a `common` one, met more often, only each text with the next:
    the copies of a widely carried report form a chain, in linear time."""
    import numpy as np

    places, counts, begin = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], 0
    while begin < len(packed):
        end = min(begin + SLICE, len(packed))
        if end < len(packed):  # a slice ends with the last of its hash
            end = int(np.searchsorted(packed, ((packed[end - 1] >> np.uint64(bits)) + np.uint64(1)) << np.uint64(bits)) or len(packed))
        part = packed[begin:end]
        h = part >> np.uint64(bits)
        edge = np.flatnonzero(np.concatenate([[True], h[1:] != h[:-1], [True]]))
        size = np.diff(edge)
        keep = size > MOST if common else (size >= 2) & (size <= MOST)
        behind = np.repeat(edge[1:], size) - np.arange(len(part)) - 1
        kept = np.repeat(keep, size)
        places.append(part[kept] & np.uint64((1 << bits) - 1))
        counts.append(np.minimum(behind[kept], 1) if common else behind[kept])
        begin = end
    wide = np.uint32 if bits <= 32 else np.uint64
    return np.concatenate(places).astype(wide), np.concatenate(counts).astype(np.uint32)


def spread(start: "I64", count: "I64") -> "I64":
    """start[0], start[0] + 1, ... (count[0] of them), start[1], ..."""
    import numpy as np

    ends = np.cumsum(count)
    return np.arange(int(ends[-1]) if ends.size else 0) - np.repeat(ends - count, count) + np.repeat(start, count)


def _hits(place: "U32", behind: "U32", first: "I64", low: int, high: int) -> tuple["I64", "I64", "I64", "I64"]:
    """(left, right, word in left, word in right) of each fingerprint shared by a text of [low, high) and a later one."""
    import numpy as np

    mine = np.flatnonzero((place >= first[low]) & (place < first[high]))
    count = behind[mine].astype(np.int64)
    p, q = (x.astype(np.int64) for x in (np.repeat(place[mine], count), place[spread(mine + 1, count)]))
    left, right = (np.searchsorted(first, x, side="right") - 1 for x in (p, q))
    a, b = p - first[left], q - first[right]
    keep = (left != right) & (a < 1 << POSITION) & (b < 1 << POSITION)
    left, right, a, b = left[keep], right[keep], a[keep], b[keep]
    order = np.argsort((left - low) * (len(first) - 1) + right, kind="stable")
    return left[order], right[order], a[order], b[order]


def edges(*columns: "NDArray[np.integer[Any]]") -> "NDArray[np.bool_]":
    """True where any column differs from the row before, and at the first row."""
    import numpy as np

    out = np.zeros(columns[0].size, bool)
    out[:1] = True
    for c in columns:
        out[1:] |= c[1:] != c[:-1]
    return out


def in_line(pair: "I64", a: "I64", b: "I64") -> list["I64"]:
    """Hits of numbered pairs in line, as columns: pair, first word in a and in b, last in a and in b, hits of each block."""
    import numpy as np

    half = 1 << POSITION
    top, low = np.uint64(2 * POSITION + 1), np.uint64(POSITION)
    key = (pair.astype(np.uint64) << top) | ((b - a + half).astype(np.uint64) << low) | a.astype(np.uint64)
    key.sort()
    pair = (key >> top).astype(np.int64)
    a = (key & np.uint64(half - 1)).astype(np.int64)
    shift = ((key >> low) & np.uint64(2 * half - 1)).astype(np.int64) - half
    new = edges(pair)
    new[1:] |= np.diff(shift) > DRIFT
    line = np.cumsum(new) - 1
    order = np.lexsort((a, line))
    pair, a, b, line = pair[order], a[order], (a + shift)[order], line[order]
    new = edges(line)
    new[1:] |= (np.diff(a) > GAP) | (np.abs(np.diff(b)) > GAP)
    begin = np.flatnonzero(new)
    if not begin.size:
        return [begin] * 6
    size = np.diff(np.append(begin, new.size))
    low_a, low_b = np.minimum.reduceat(a, begin), np.minimum.reduceat(b, begin)
    return [pair[begin], low_a, low_b, np.maximum.reduceat(a, begin) + GRAM, np.maximum.reduceat(b, begin) + GRAM, size]


def pairs(packed: "U64", first: "I64", bits: int) -> tuple[list["I64"], "I64", "I64"]:
    """Pairs of texts that share FEWEST words or more in line: their blocks, as columns (the pair's number, first word in
    the left and the right text, ends in both), and the left and the right text of each pair. `packed` are fingerprints
    (hash | place of `bits` bits), sorted; `first` is the place of each text's first word, and one behind the last.

    Of texts whose shared words are very common ones only those that share MUCH, or half of the shorter, are given."""
    import numpy as np

    found: list[tuple[list[I64], I64, I64]] = []
    for common in (False, True):
        place, behind = _postings(packed, bits, common)
        if place.size:
            cuts = [0, *_cuts(place, behind, first).tolist(), len(first) - 1]
            parts = (_part(place, behind, first, ends, common) for ends in pairwise(cuts) if ends[0] < ends[1])
            found += [p for p in parts if p is not None]
    shift = np.cumsum([0, *(len(left) for _, left, _ in found)])
    none = np.empty(0, np.int64)
    columns = [np.concatenate([none, *c]) for c in zip(*(block for block, _, _ in found), strict=True)] or [none] * 5
    columns[0] += np.repeat(shift[:-1], [len(block[0]) for block, _, _ in found])
    return columns, np.concatenate([none, *(left for _, left, _ in found)]), np.concatenate([none, *(right for _, _, right in found)])


def _cuts(place: "U32", behind: "U32", first: "I64") -> "I64":
    """Texts at which to cut so that the texts between two cuts have some HITS shared fingerprints with others."""
    import numpy as np

    hits = np.zeros(len(first) - 1)
    for begin in range(0, len(place), SLICE):
        part = slice(begin, begin + SLICE)
        text = np.searchsorted(first, place[part], side="right") - 1
        hits += np.bincount(text, behind[part], minlength=len(hits))
    total = np.cumsum(hits)
    return np.unique(np.searchsorted(total, np.arange(HITS, int(total[-1]) + 1, HITS)) + 1)


def _part(place: "U32", behind: "U32", first: "I64", ends: tuple[int, int], common: bool) -> tuple[list["I64"], "I64", "I64"] | None:
    """The blocks of the pairs whose left text lies in `ends` (first column: the pair's number), and each pair's texts."""
    import numpy as np

    left, right, a, b = _hits(place, behind, first, *ends)
    number = np.cumsum(edges(left, right)) - 1
    many = np.bincount(number)[number] >= 2 if number.size else np.empty(0, bool)
    left, right, a, b, number = left[many], right[many], a[many], b[many], number[many]
    if not number.size:
        return None
    new = np.flatnonzero(edges(number))
    left, right = left[new], right[new]
    least = np.full(len(new), FEWEST - 2)
    if common:
        size = np.diff(first)
        least = np.minimum(MUCH, np.minimum(size[left], size[right]) // 2)
    columns, kept = blocks(np.cumsum(edges(number)) - 1, a, b, least)
    return (columns, left[kept], right[kept]) if kept.any() else None


def blocks(number: "I64", a: "I64", b: "I64", least: "I64") -> tuple[list["I64"], "NDArray[np.bool_]"]:
    """The blocks of the pairs (numbered from 0) that share `least` words in line, as columns with the pairs numbered anew, and
    which pairs these are."""
    import numpy as np

    block = in_line(number, a, b)
    block = [c[block[5] >= 2] for c in block]
    kept = np.bincount(block[0], block[3] - block[1], minlength=len(least)) >= least
    renumber = np.cumsum(kept) - 1
    here = kept[block[0]]
    block = [c[here] for c in block]
    return [renumber[block[0]], *block[1:5]], kept
