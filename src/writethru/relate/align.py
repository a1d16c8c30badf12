"""Pairs of texts with the words they share in line, to the word; and which of them are worth a judgement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from writethru.relate.fingerprint import GRAM, WINDOW, words
from writethru.relate.join import chunks, edges, pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    start: "NDArray[np.int32]"
    end: "NDArray[np.int32]"


@dataclass(slots=True)
class Pair:
    """Two texts (indexes, left < right) and their aligned blocks, in order of the left text."""

    left: int
    right: int
    blocks: list[Block]


@dataclass(slots=True)
class Batch:
    """Pairs as columns; `rows` holds the words of every text concerned. `promising` pairs share many words, `quoting` ones
    share some that are the same to the last and stand by a quotation mark."""

    left: "I64"
    right: "I64"
    promising: "Flags"
    quoting: "Flags"
    rows: dict[int, Row]
    _begin: "I64"
    _blocks: list["I64"]

    def pair(self, i: int) -> Pair:
        """The i-th pair."""
        here = slice(int(self._begin[i]), int(self._begin[i + 1]))
        found = zip(*(c[here].tolist() for c in self._blocks), strict=True)
        return Pair(int(self.left[i]), int(self.right[i]), sorted(set(found)))


@dataclass(slots=True)
class _Table:
    """The words of some texts in one row; `offset` and `count` are by text (0 for texts not in it)."""

    hashes: "U64"
    marked: "I64"  # how many words up to here stand by a quotation mark
    offset: "I64"
    count: "I64"


def batches(texts: Sequence[str]) -> Iterator[Batch]:
    """All pairs of texts that share words in line, batch by batch."""
    import numpy as np

    for columns, left, right in pairs(texts):
        table, rows = _read(texts, np.unique(np.concatenate([left, right])))
        number, blocks = columns[0], _extended(columns, left, right, table)
        begin = np.append(np.flatnonzero(edges(number)), number.size)
        size = np.minimum(blocks[2] - blocks[0], blocks[3] - blocks[1])
        shared = np.bincount(number, size, minlength=left.size)
        shorter = np.minimum(table.count[left], table.count[right])
        quoting = np.bincount(number[_verbatim(number, blocks, left, right, table)], minlength=left.size) > 0
        yield Batch(left, right, (shared >= MANY) | (shared >= PART * shorter), quoting, rows, begin, blocks)


def _read(texts: Sequence[str], wanted: "I64") -> tuple[_Table, dict[int, Row]]:
    """The words of the wanted texts with character offsets."""
    import numpy as np

    before, after = (np.isin(np.arange(256), list(marks)) for marks in (BEFORE, AFTER))
    rows: dict[int, Row] = {}
    hashes, marked = [], []
    some = [texts[i] for i in wanted.tolist()]
    for begin, end in chunks(some):
        found = words(some[begin:end])
        chars = np.cumsum((found.raw & 0xC0) != 0x80)
        near = (
            before[found.raw[found.start - 1]]
            | after[found.raw[found.end]]
            | after[found.raw[np.minimum(found.end + 1, found.raw.size - 1)]]
        )
        for k in range(end - begin):
            here = slice(int(found.first[k]), int(found.first[k] + found.count[k]))
            zero = chars[found.begin[k] - 1]
            start, last = chars[found.start[here]] - zero - 1, chars[found.end[here] - 1] - zero
            row = Row(found.hashes[here].copy(), start.astype(np.int32), last.astype(np.int32))
            rows[int(wanted[begin + k])] = row
            hashes.append(row.hashes)
            marked.append(near[here])
    count, offset = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
    count[wanted] = [len(h) for h in hashes]
    offset[wanted] = np.cumsum(count[wanted]) - count[wanted]
    return _Table(np.concatenate(hashes), np.concatenate([[0], np.cumsum(np.concatenate(marked))]), offset, count), rows


def _extended(columns: list["I64"], left: "I64", right: "I64", table: _Table) -> list["I64"]:
    """The blocks with the equal words at their ends, which lie between two fingerprints."""
    import numpy as np

    number, a, b, a_end, b_end = (c.copy() for c in columns)
    x, y = left[number], right[number]
    p, q = table.offset[x], table.offset[y]
    last = len(table.hashes) - 1
    for step, (u, v) in ((-1, (a, b)), (1, (a_end, b_end))):
        going = np.ones(number.size, bool)
        for _ in range(GRAM + WINDOW):
            i, j = (u - 1, v - 1) if step < 0 else (u, v)
            going &= (i >= 0) & (j >= 0) & (i < table.count[x]) & (j < table.count[y])
            going &= table.hashes[np.clip(p + i, 0, last)] == table.hashes[np.clip(q + j, 0, last)]
            u += step * going
            v += step * going
    return [a, b, a_end, b_end]


def _verbatim(number: "I64", blocks: list["I64"], left: "I64", right: "I64", table: _Table) -> "I64":
    """Indexes of blocks of FEW words or more whose words are the same throughout and that have quotation marks on both sides."""
    import numpy as np

    a, b, a_end, b_end = blocks
    size = a_end - a
    p, q = table.offset[left[number]], table.offset[right[number]]
    fit = (size == b_end - b) & (size >= FEW) & (size < 8 * MANY)
    fit &= (table.marked[p + a_end] > table.marked[p + a]) & (table.marked[q + b_end] > table.marked[q + b])
    at = np.flatnonzero(fit)
    if not at.size:
        return at
    ends = np.cumsum(size[at])
    within = np.arange(int(ends[-1])) - np.repeat(ends - size[at], size[at])
    same = table.hashes[np.repeat((p + a)[at], size[at]) + within] == table.hashes[np.repeat((q + b)[at], size[at]) + within]
    return at[np.logical_and.reduceat(same, ends - size[at])]
