"""Which texts share words, and roughly where: an inverted self-join of fingerprints, hits put in line as blocks.

Everything is done on whole arrays; hits are packed into one 64-bit number each so that a plain sort orders them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writethru.relate.fingerprint import GRAM, grams, winnow, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]
    U32 = NDArray[np.uint32]

MOST = 96  # a fingerprint in more texts than this says nothing about two of them
CHUNK = 160_000  # characters read at once: what the processor's cache holds
BATCH = 20_000  # texts whose pairs are judged at once, and
SLICE = 8_000_000  # fingerprints, or characters, that are handled at once
HITS = 2_000_000  # shared fingerprints that are put in line at once: both bound memory
DRIFT = 9  # words by which edits may shift an alignment from one hit to the next
GAP = 32  # words without a hit that a block may bridge
FEWEST = 12  # shared words below which two texts are not looked at
MUCH = 60  # the same for words that more than MOST texts share
POSITION = 20  # bits of a word's place in its text: words beyond 2**20 are not compared


def chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin, size = 0, 0
    for i, t in enumerate(texts):
        size += len(t)
        if size >= CHUNK:
            yield begin, i + 1
            begin, size = i + 1, 0
    if begin < len(texts):
        yield begin, len(texts)


def _prints(texts: Sequence[str]) -> tuple["U64", "I64", int]:
    """All fingerprints packed as hash | place, sorted; the first place of each text; bits of a place."""
    import numpy as np

    bits = max(1, (sum(map(len, texts)) + len(texts)).bit_length())
    blocks: list[U64] = []
    pending, starts, total = [], [], 0
    for begin, end in chunks(texts):
        found = words(texts[begin:end])
        g = grams(found)
        at = winnow(g)
        base = np.cumsum(found.count) - found.count + total
        text = np.searchsorted(found.first, at, side="right") - 1
        place = (base[text] + at - found.first[text]).astype(np.uint64)
        pending.append((g[at] >> np.uint64(bits) << np.uint64(bits)) | place)
        starts.append(base)
        total += int(found.count.sum())
        if len(pending) * CHUNK > SLICE or end == len(texts):
            blocks.append(np.concatenate(pending))
            pending = []
    packed = np.empty(sum(map(len, blocks)), np.uint64)
    at_end = len(packed)
    while blocks:  # given back one by one: the row is the largest thing here
        last = blocks.pop()
        packed[at_end - len(last) : at_end] = last
        at_end -= len(last)
    packed.sort()
    return packed, np.concatenate([*starts, np.array([total])]), bits


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


def _spread(start: "I64", count: "I64") -> "I64":
    """start[0], start[0] + 1, ... (count[0] of them), start[1], ..."""
    import numpy as np

    ends = np.cumsum(count)
    return np.arange(int(ends[-1]) if ends.size else 0) - np.repeat(ends - count, count) + np.repeat(start, count)


def _hits(place: "U32", behind: "U32", first: "I64", low: int, high: int) -> tuple["I64", "I64", "I64", "I64"]:
    """(left, right, word in left, word in right) of each fingerprint shared by a text of [low, high) and a later one."""
    import numpy as np

    mine = np.flatnonzero((place >= first[low]) & (place < first[high]))
    count = behind[mine].astype(np.int64)
    p, q = (x.astype(np.int64) for x in (np.repeat(place[mine], count), place[_spread(mine + 1, count)]))
    left, right = (np.searchsorted(first, x, side="right") - 1 for x in (p, q))
    a, b = p - first[left], q - first[right]
    keep = (left != right) & (a < 1 << POSITION) & (b < 1 << POSITION)
    left, right, a, b = left[keep], right[keep], a[keep], b[keep]
    order = np.argsort((left - low) * (len(first) - 1) + right, kind="stable")
    return left[order], right[order], a[order], b[order]


def edges(*columns: "I64") -> "NDArray[np.bool_]":
    """True where any column differs from the row before, and at the first row."""
    import numpy as np

    out = np.zeros(columns[0].size, bool)
    out[:1] = True
    for c in columns:
        out[1:] |= c[1:] != c[:-1]
    return out


def _blocks(pair: "I64", a: "I64", b: "I64") -> list["I64"]:
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


def pairs(texts: Sequence[str]) -> Iterator[tuple[list["I64"], "I64", "I64"]]:
    """Batches of pairs of texts that share FEWEST words or more in line: their blocks, as columns (the pair's number, first
    word in the left and the right text, ends in both), and the left and the right text of each pair.

    Of texts whose shared words are very common ones only those that share MUCH, or half of the shorter, are given."""
    import numpy as np

    if len(texts) < 2:
        return
    packed, first, bits = _prints(texts)
    postings = [_postings(packed, bits, common) for common in (False, True)]
    del packed
    for common, (place, behind) in enumerate(postings):
        cuts = _cuts(place, behind, first)
        for low in range(0, len(texts) if place.size else 0, BATCH):
            high = min(low + BATCH, len(texts))
            inner = [low, *cuts[(cuts > low) & (cuts < high)].tolist(), high]
            parts = [_part(place, behind, first, ends, bool(common)) for ends in pairwise(inner)]
            found = [p for p in parts if p is not None]
            if found:
                shift = np.cumsum([0, *(len(left) for _, left, _ in found)])
                columns = [np.concatenate(c) for c in zip(*(block for block, _, _ in found), strict=True)]
                columns[0] += np.repeat(shift[:-1], [len(block[0]) for block, _, _ in found])
                yield columns, np.concatenate([left for _, left, _ in found]), np.concatenate([right for _, _, right in found])


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
    block = _blocks(np.cumsum(edges(number)) - 1, a, b)
    block = [c[block[5] >= 2] for c in block]
    shared = np.bincount(block[0], block[3] - block[1], minlength=len(new))
    least = np.full(len(new), FEWEST - 2)
    if common:
        size = np.diff(first)
        least = np.minimum(MUCH, np.minimum(size[left], size[right]) // 2)
    kept = shared >= least
    if not kept.any():
        return None
    renumber = np.cumsum(kept) - 1
    here = kept[block[0]]
    block = [c[here] for c in block]
    return [renumber[block[0]], *block[1:5]], left[kept], right[kept]
