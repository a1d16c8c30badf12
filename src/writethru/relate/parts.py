"""Which reports are to be compared with each other at all: so many go into parts that hang together and fit into memory.

Every text's winnowed fingerprints are joined by text alone; of a fingerprint that d texts have, only LINKS / d are followed,
chosen by hash and weighted up, so that the links of a report do not grow with the desk. Texts that share enough form families.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from writethru.model import Report
from writethru.relate.align import BEFORE
from writethru.relate.crew import Crew
from writethru.relate.fingerprint import GRAM, chunks, grams, mixed, packed, winnow, words
from writethru.relate.join import MOST, SLICE, edges, spread
from writethru.relate.pile import bare, texts
from writethru.relate.standing import body, edge_lines, repeated
from writethru.text import address, squeeze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]
    Edges = tuple[I64, I64, I64]  # left text, right text, weight

SIZE = 3_000  # texts of a part, unless a family is larger
STEP = 2_000  # texts read at once
LINKS = 8  # others to which a fingerprint leads from one text, on average at most
UNIT = 4  # weight of a fingerprint followed wherever it occurs; what more than MOST texts have weighs 1
LEAST = 4 * UNIT  # weight that two texts of a family share, or
HALF = 1.75 / UNIT  # fingerprints a word in half of a text, one in 3.5 words being taken
CERTAIN = 255
HITS = 4_000_000  # links followed at once
OPENING = 3 * GRAM  # words of a quotation that two reports with nothing else in common share; fewer may be a turn of phrase
SHORTEST, SHORT = 20, 200  # characters of a text that is compared as a whole


@dataclass(frozen=True, slots=True)
class Part:
    """Reports to be compared with each other: indexes, and the characters left of standing text. Where `pairs` (of places in
    `rows`) are given, only these, and only for the quotations they share."""

    rows: list[int]
    bodies: list[tuple[int, int]]
    pairs: list[tuple[int, int]]


def short(text: str) -> str:
    """A text too short to have fingerprints enough, as it is compared: without case and white space; "" for any other."""
    return squeeze(text).casefold() if SHORTEST <= len(text) < SHORT else ""


def divide(rows: Sequence[Report], crew: Crew) -> Iterator[Part]:
    """Parts that hold every family whole, then pairs of reports of unlike families that begin a quotation with the same words."""
    import numpy as np

    n = len(rows)
    ranges = [(low, min(low + STEP, n)) for low in range(0, n, STEP)]
    if not ranges:
        return
    seen, openings = (np.concatenate(x) for x in zip(*crew.map(_lines, ranges), strict=True))
    often = repeated(seen, openings)
    del seen, openings
    prints, quotes, others = [], [], []
    for found in crew.map(_prints, ((*r, often, n) for r in ranges)):
        prints.append(found[0])
        quotes.append(found[1])
        others.append(found[2:])
    cuts, count, keys = (np.concatenate(x) for x in zip(*others, strict=True))
    if n <= SIZE:
        yield Part(list(range(n)), [(a, b) for a, b in cuts.tolist()], [])
        return
    bits = (n - 1).bit_length()
    links = [_same(k) for k in keys.T]
    links += _linked(*_postings(packed(prints), bits), bits, count)
    family = _families(n, links)
    yield from _packed(family, cuts)
    pairs = _quoting(packed(quotes), bits, family)
    for begin in range(0, len(pairs), SIZE):
        part, at = np.unique(pairs[begin : begin + SIZE], return_inverse=True)
        yield Part(part.tolist(), [], [(a, b) for a, b in at.reshape(-1, 2).tolist()])


def _lines(rows: Sequence[Report], low: int, high: int) -> tuple["I64", "I64"]:
    return edge_lines(texts(rows, range(low, high)))


def _prints(rows: Sequence[Report], low: int, high: int, often: frozenset[int], n: int) -> tuple["U64", "U64", "I64", "I64", "I64"]:
    """Of some texts: fingerprints and beginnings of quotations (hash | text), where their bodies begin and end, how many
    words they have, and keys of what makes two reports one whatever their words: a short text, an address."""
    import numpy as np

    whole = texts(rows, range(low, high))
    cuts = [body(t, often) for t in whole]
    bodies = [t[a:b] for t, (a, b) in zip(whole, cuts, strict=True)]
    where = [address(uri) if (uri := bare(rows, i).uri) else "" for i in range(low, high)]
    keys = [(hash(s) if (s := short(t)) else 0, hash(a) if a else 0) for t, a in zip(bodies, where, strict=True)]
    bits = np.uint64((n - 1).bit_length())
    before = np.isin(np.arange(256), list(BEFORE))
    prints: list[U64] = []
    quotes: list[U64] = []
    counts = []
    for begin, end in chunks(bodies):
        found = words(bodies[begin:end])
        g = grams(found)
        opened = np.flatnonzero(before[found.raw[found.start - 1]])
        opened = opened[(opened < len(g) - OPENING) & (found.hashes[opened] != 0)]
        opened = opened[g[opened + OPENING - GRAM] != np.iinfo(np.uint64).max]
        opening = mixed([g[opened + k] for k in range(0, OPENING, GRAM)])
        least = winnow(g)
        for at, hashes, out in ((least, g[least], prints), (opened, opening, quotes)):
            text = (np.searchsorted(found.first, at, side="right") - 1 + begin + low).astype(np.uint64)
            out.append((hashes >> bits << bits) | text)
        counts.append(found.count)
    return np.concatenate(prints), np.concatenate(quotes), np.array(cuts), np.concatenate(counts), np.array(keys)


def _same(keys: "I64") -> "Edges":
    """Texts of one key, each with the next."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    at = np.flatnonzero((keys[order[1:]] == keys[order[:-1]]) & (keys[order[1:]] != 0))
    return order[at], order[at + 1], np.full(len(at), CERTAIN)


def _postings(prints: "U64", bits: int) -> tuple["NDArray[np.uint32]", "NDArray[np.uint8]", "NDArray[np.uint8]"]:
    """Texts of shared fingerprints that are followed, by hash; how many of those behind each are to be linked with it; weights."""
    import numpy as np

    places, counts, weights, begin = [], [], [], 0
    while begin < len(prints):
        end = min(begin + SLICE, len(prints))
        if end < len(prints):  # a slice ends with the last of its hash
            end = int(np.searchsorted(prints, ((prints[end - 1] >> np.uint64(bits)) + np.uint64(1)) << np.uint64(bits)) or len(prints))
        part = prints[begin:end]
        part = part[edges(part)]
        h = part >> np.uint64(bits)
        edge = np.append(np.flatnonzero(edges(h)), len(h))
        size = np.diff(edge)
        drawn = (h[edge[:-1]] & np.uint64(0xFFFF)).astype(np.int64) * size < LINKS << 16
        common = size > MOST
        kept = np.repeat((size >= 2) & (drawn | common), size)
        behind = (np.repeat(edge[1:], size) - np.arange(len(part)) - 1)[kept]
        chain = np.repeat(common, size)[kept]
        places.append((part[kept] & np.uint64((1 << bits) - 1)).astype(np.uint32))
        counts.append(np.where(chain, np.minimum(behind, 1), behind).astype(np.uint8))
        weight = np.where(common, 1, np.maximum(UNIT * size // LINKS, UNIT)).astype(np.uint8)
        weights.append(np.repeat(weight, size)[kept])
        begin = end
    return np.concatenate(places), np.concatenate(counts), np.concatenate(weights)


def _linked(
    texts: "NDArray[np.uint32]", behind: "NDArray[np.uint8]", weights: "NDArray[np.uint8]", bits: int, count: "I64"
) -> Iterator["Edges"]:
    """Pairs of texts that share two fingerprints or more of LEAST weight, or as many as stand in half of the shorter one."""
    import numpy as np

    total = np.cumsum(np.bincount(texts, behind, minlength=len(count)))
    cuts = np.searchsorted(total, np.arange(HITS, int(total[-1]) + 1, HITS)) + 1
    for low, high in pairwise([0, *np.unique(cuts).tolist(), len(count)]):
        mine = np.flatnonzero((texts >= low) & (texts < high))
        times = behind[mine].astype(np.int64)
        key = np.repeat(texts[mine], times).astype(np.uint64) << np.uint64(bits)
        key |= texts[spread(mine + 1, times)]
        key <<= np.uint64(8)
        key |= np.repeat(weights[mine], times)
        key.sort()
        pair = key >> np.uint64(8)
        new = np.flatnonzero(edges(pair))
        if not new.size:
            continue
        weight = np.add.reduceat((key & np.uint64(255)).astype(np.int64), new)
        left, right = (pair[new] >> np.uint64(bits)).astype(np.int64), (pair[new] & np.uint64((1 << bits) - 1)).astype(np.int64)
        shorter = np.minimum(count[left], count[right])
        kept = (np.diff(new, append=len(key)) >= 2) & ((weight >= LEAST) | (weight * HALF >= shorter / 2))
        yield left[kept], right[kept], weight[kept]


def _families(n: int, links: Sequence["Edges"]) -> "I64":
    """Each text's family, by its first text: what hangs together; of a family beyond SIZE, what hangs together more firmly."""
    import numpy as np

    left, right, weight = (np.concatenate(x) for x in zip(*links, strict=True))
    level = LEAST
    while True:
        family = _labels(n, left, right)
        large = (np.bincount(family, minlength=n) > SIZE)[family]
        if not large.any() or level >= CERTAIN:
            return family
        level += 2 * UNIT
        kept = ~large[left] | (weight >= min(level, CERTAIN))
        left, right, weight = left[kept], right[kept], weight[kept]


def _labels(n: int, left: "I64", right: "I64") -> "I64":
    """Connected components: for each of n nodes the least that hangs together with it."""
    import numpy as np

    label = np.arange(n)
    while True:
        least = np.minimum(label[left], label[right])
        new = label.copy()
        np.minimum.at(new, left, least)
        np.minimum.at(new, right, least)
        new = new[new]
        if (new == label).all():
            return label
        label = new


def _packed(family: "I64", cuts: "I64") -> Iterator[Part]:
    """Families of two and more, whole, packed into parts."""
    import numpy as np

    many = np.flatnonzero((np.bincount(family, minlength=len(family)) > 1)[family])
    order = many[np.argsort(family[many], kind="stable")]
    ends = np.append(np.flatnonzero(np.diff(family[order])) + 1, len(order))
    begin = 0
    while begin < len(order):
        k = int(np.searchsorted(ends, begin + SIZE, side="right")) - 1
        end = int(ends[k]) if k >= 0 and ends[k] > begin else int(ends[k + 1])
        rows = order[begin:end]
        yield Part(rows.tolist(), [(a, b) for a, b in cuts[rows].tolist()], [])
        begin = end


def _quoting(quotes: "U64", bits: int, family: "I64") -> "I64":
    """Pairs of texts (rows of two) of unlike families that begin a quotation with the same words, those of one beginning
    together; of words that more than MOST begin one with, each only with the next."""
    import numpy as np

    quotes = quotes[edges(quotes)]
    text = (quotes & np.uint64((1 << bits) - 1)).astype(np.int64)
    edge = np.append(np.flatnonzero(edges(quotes >> np.uint64(bits))), len(quotes))
    size = np.diff(edge)
    behind = np.repeat(edge[1:], size) - np.arange(len(text)) - 1
    behind[np.repeat(size > MOST, size)] = 1
    behind[edge[1:] - 1] = 0
    left, right = np.repeat(text, behind), text[spread(np.arange(len(text)) + 1, behind)]
    apart = family[left] != family[right]
    both = np.stack([left[apart], right[apart]], axis=1)
    _, once = np.unique((both[:, 0] << bits) | both[:, 1], return_index=True)
    return both[np.sort(once)]
