"""Pairs of texts with the words they share in line, to the word; and which of them are worth a judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from writethru.relate.fingerprint import GRAM, WINDOW, chunks, grams, packed, winnow, words
from writethru.relate.join import edges, pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I32 = NDArray[np.int32]
    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

Block = tuple[int, int, int, int]  # words [a, a end) of the left text stand in line with [b, b end) of the right: (a, b, a end, b end)

MANY = 34  # words in line that are worth a judgement by themselves
PART = 0.2  # or this share of the shorter text
FEW = 9  # words a quotation must have
BEFORE = b'"\x9c\x9d\x9e\xab\xbb'  # a quotation mark or its last byte
AFTER = b'"\xe2\xc2'  # or its first


@dataclass(slots=True)
class Row:
    """The words of one text: hashes and character offsets."""

    hashes: "U64"
    start: "I32"
    end: "I32"


@dataclass(slots=True)
class Pair:
    """Two texts (indexes, left < right) and their aligned blocks, in order of the left text; for each side how many of its words
    lie in blocks, and the first and the last of them (that behind it)."""

    left: int
    right: int
    blocks: list[Block]
    words: tuple[int, int]
    begin: tuple[int, int]
    end: tuple[int, int]


@dataclass(slots=True)
class Batch:
    """Pairs as columns; `rows` holds the words of every text. `promising` pairs share many words, `quoting` ones share
    some that are the same to the last and stand by a quotation mark."""

    left: "I64"
    right: "I64"
    promising: "Flags"
    quoting: "Flags"
    rows: list[Row]
    _at: list[tuple[int, ...]]  # of each pair its two texts, where its blocks begin and end, and what `Pair` tells of both sides
    _blocks: list[Block]

    def pair(self, i: int) -> Pair:
        """The i-th pair."""
        left, right, begin, end, words, first, last, its_words, its_first, its_last = self._at[i]
        blocks = self._blocks[begin:end]
        return Pair(
            left, right, blocks if end - begin == 1 else sorted(set(blocks)), (words, its_words), (first, its_first), (last, its_last)
        )


@dataclass(slots=True)
class Table:
    """The words of all texts in one row; `first` is the place of each text's first word, and one behind the last; `prints` are
    fingerprints: hash | place of `bits` bits."""

    rows: list[Row]
    prints: list["U64"]
    bits: int
    hashes: "U64"
    marked: "I32"  # how many words up to here stand by a quotation mark
    first: "I64"


def compare(texts: Sequence[str]) -> Batch:
    """All pairs of texts that share words in line."""
    table = read(texts)
    return measured(*pairs(packed(table.prints), table.first, table.bits), table)


def measured(columns: list["I64"], left: "I64", right: "I64", table: Table) -> Batch:
    """Pairs (`left`, `right`) and their blocks (`columns`: the pair's number, first words, last words) as a batch."""
    import numpy as np

    number, blocks = columns[0], _extended(columns, left, right, table)
    begin = np.append(np.flatnonzero(edges(number)), number.size)
    size = np.minimum(blocks[2] - blocks[0], blocks[3] - blocks[1])
    shared = np.bincount(number, size, minlength=left.size)
    count = np.diff(table.first)
    shorter = np.minimum(count[left], count[right])
    quoting = np.bincount(number[_verbatim(number, blocks, left, right, table)], minlength=left.size) > 0
    sides = [column for k in (0, 1) for column in _side(number, blocks[k], blocks[k + 2], begin[:-1])]
    at = list(zip(*(c.tolist() for c in (left, right, begin[:-1], begin[1:], *sides)), strict=True))
    rows: list[Block] = list(zip(*(c.tolist() for c in blocks), strict=True))
    return Batch(left, right, (shared >= MANY) | (shared >= PART * shorter), quoting, table.rows, at, rows)


def _side(number: "I64", first: "I64", last: "I64", begin: "I64") -> tuple["I64", "I64", "I64"]:
    """Of each pair how many words of one side lie in its blocks, the first and the one behind the last. Blocks may overlap."""
    import numpy as np

    if not number.size:
        return begin, begin, begin
    low, high = np.minimum.reduceat(first, begin), np.maximum.reduceat(last, begin)
    order = np.lexsort((first, number))
    shift = number * (int(last.max()) + 1)  # so that no pair reaches into the next
    a, b = (first + shift)[order], (last + shift)[order]
    reached = np.maximum.accumulate(np.concatenate([[-1], b[:-1]]))
    return np.add.reduceat(np.maximum(b - np.maximum(a, reached), 0), begin), low, high


def read(texts: Sequence[str]) -> Table:
    """The words of the texts with character offsets, and their fingerprints."""
    import numpy as np

    before, after = (np.isin(np.arange(256), list(marks)) for marks in (BEFORE, AFTER))
    bits = max(1, (sum(map(len, texts)) + len(texts)).bit_length())
    rows: list[Row] = []
    prints, hashes, marked, counts, total = [], [], [], [np.zeros(1, np.int64)], 0
    for begin, end in chunks(texts):
        found = words(texts[begin:end])
        g = grams(found)
        at = winnow(g)
        text = np.searchsorted(found.first, at, side="right") - 1
        shift = np.cumsum(found.count) - found.count + total - found.first  # from a word's index in the chunk to its place
        prints.append((g[at] >> np.uint64(bits) << np.uint64(bits)) | (shift[text] + at).astype(np.uint64))
        near = (
            before[found.raw[found.start - 1]]
            | after[found.raw[found.end]]
            | after[found.raw[np.minimum(found.end + 1, found.raw.size - 1)]]
        )
        chars = np.cumsum((found.raw & 0xC0) != 0x80, dtype=np.int32)
        start, last, zero = chars[found.start], chars[found.end - 1], chars[found.begin - 1].tolist()
        for z, i, n in zip(zero, found.first.tolist(), found.count.tolist(), strict=True):
            rows.append(Row(found.hashes[i : i + n], start[i : i + n] - z - 1, last[i : i + n] - z))
            marked.append(near[i : i + n])
        hashes += [r.hashes for r in rows[begin:end]]
        counts.append(found.count)
        total += int(found.count.sum())
    running = np.concatenate([[0], np.cumsum(np.concatenate([np.empty(0, bool), *marked]), dtype=np.int32)])
    return Table(rows, prints, bits, np.concatenate([np.empty(0, np.uint64), *hashes]), running, np.cumsum(np.concatenate(counts)))


def _extended(columns: list["I64"], left: "I64", right: "I64", table: Table) -> list["I64"]:
    """The blocks with the equal words at their ends, which lie between two fingerprints."""
    import numpy as np

    number, a, b, a_end, b_end = (c.copy() for c in columns)
    x, y = left[number], right[number]
    p, q = table.first[x], table.first[y]
    count = np.diff(table.first)
    last = len(table.hashes) - 1
    for step, (u, v) in ((-1, (a, b)), (1, (a_end, b_end))):
        going = np.ones(number.size, bool)
        for _ in range(GRAM + WINDOW):
            i, j = (u - 1, v - 1) if step < 0 else (u, v)
            going &= (i >= 0) & (j >= 0) & (i < count[x]) & (j < count[y])
            going &= table.hashes[np.clip(p + i, 0, last)] == table.hashes[np.clip(q + j, 0, last)]
            u += step * going
            v += step * going
    return [a, b, a_end, b_end]


def _verbatim(number: "I64", blocks: list["I64"], left: "I64", right: "I64", table: Table) -> "I64":
    """Indexes of blocks of FEW words or more whose words are the same throughout and that have quotation marks on both sides."""
    import numpy as np

    a, b, a_end, b_end = blocks
    size = a_end - a
    p, q = table.first[left[number]], table.first[right[number]]
    fit = (size == b_end - b) & (size >= FEW) & (size < 8 * MANY)
    fit &= (table.marked[p + a_end] > table.marked[p + a]) & (table.marked[q + b_end] > table.marked[q + b])
    at = np.flatnonzero(fit)
    if not at.size:
        return at
    ends = np.cumsum(size[at])
    within = np.arange(int(ends[-1])) - np.repeat(ends - size[at], size[at])
    same = table.hashes[np.repeat((p + a)[at], size[at]) + within] == table.hashes[np.repeat((q + b)[at], size[at]) + within]
    return at[np.logical_and.reduceat(same, ends - size[at])]
