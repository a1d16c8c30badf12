"""Word fingerprints of many texts at once, in numpy: tokens, k-gram hashes, winnowing (Schleimer, Wilkerson, Aiken 2003).

Texts are read as UTF-8 bytes; letters are folded to lower case in ASCII, marks part words. A shared run of at least
GRAM + WINDOW - 1 words always shares a fingerprint. Hashes are fixed numbers: the same in every run and any order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    U64 = NDArray[np.uint64]
    I64 = NDArray[np.int64]
    U8 = NDArray[np.uint8]

GRAM, WINDOW = 4, 6
CHUNK = 160_000  # characters read at once: what the processor's cache holds
MARK = 0xFF  # never a byte of UTF-8: parts the texts
PARTING = b" \xff \xff \xff "  # three marks: with GRAM - 1 more invalid grams no window reaches into the next text
BASE = 0x9E3779B97F4A7C15
MIX = 0xBF58476D1CE4E5B9


@dataclass(slots=True)
class Words:
    """The words of some texts in one row. Word i of text d is at index first[d] + i; start and end are byte offsets in `raw`."""

    raw: "U8"
    hashes: "U64"
    start: "I64"
    end: "I64"
    first: "I64"  # index of each text's first word
    count: "I64"  # words of each text
    begin: "I64"  # byte offset of each text


@cache
def _table() -> "U8":
    import numpy as np

    table = np.zeros(256, np.uint8)
    for b in range(256):
        c = chr(b)
        if b >= 0x80 or c.isalnum():
            table[b] = ord(c.lower()) if b < 0x80 else b
    return table


@cache
def _powers(size: int) -> tuple["U64", "U64"]:
    """BASE**i and BASE**-i modulo 2**64 for i < size."""
    import numpy as np

    inverse = pow(BASE, -1, 1 << 64)
    out = []
    for factor in (BASE, inverse):
        row = np.full(size, factor, np.uint64)
        row[0] = 1
        out.append(np.multiply.accumulate(row))
    return out[0], out[1]


def _scramble(x: "U64") -> "U64":
    import numpy as np

    x ^= x >> np.uint64(31)
    x *= np.uint64(MIX)
    x ^= x >> np.uint64(29)
    return x


def chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of texts to be read at once, in order."""
    begin, size = 0, 0
    for i, t in enumerate(texts):
        size += len(t)
        if size >= CHUNK:
            yield begin, i + 1
            begin, size = i + 1, 0
    if begin < len(texts):
        yield begin, len(texts)


def _edges(raw: "U8", folded: "U8") -> tuple["I64", "I64"]:
    """Byte offsets of word starts and ends. Scripts written without blanks (lead bytes E3 to E9) count each character a word."""
    import numpy as np

    inside = folded != 0
    lead = (raw >= 0xE3) & (raw <= 0xE9) & inside
    if not lead.any():
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return edges[::2], edges[1::2]
    opens = inside.copy()
    opens[1:] &= ~inside[:-1]
    opens |= lead
    opens[3:] |= lead[:-3] & inside[3:]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | opens[1:]
    return np.flatnonzero(opens), np.flatnonzero(closes) + 1


def words(texts: Sequence[str]) -> Words:
    """The words of `texts`, hashed, with byte offsets of `raw`."""
    import numpy as np

    parts = [t.encode("utf-8", "surrogatepass") for t in texts]
    raw = np.frombuffer(PARTING + PARTING.join(parts) + PARTING, np.uint8)
    folded = _table()[raw]
    for lead, seconds, width in ((0xE2, (0x80, 0x81), 3), (0xC2, (), 2), (0xE3, (0x80,), 3)):
        at = np.flatnonzero(raw == lead)  # general punctuation, Latin-1 marks, CJK punctuation: not letters
        if seconds:
            at = at[np.isin(raw[at + 1], seconds)]
        for k in range(width if at.size else 0):
            folded[at + k] = 0
    start, end = _edges(raw, folded)
    size = 1 << max(16, (len(raw) - 1).bit_length())
    power, inverse = _powers(size)
    sums = np.add.reduceat(folded.astype(np.uint64) * power[: len(raw)], start)
    hashes = _scramble(sums * inverse[start])
    marks = np.flatnonzero(folded[start] == MARK)
    hashes[marks] = 0
    first = marks[2::3][:-1] + 1
    count = marks[3::3] - first
    return Words(raw, hashes, start, end, first, count, start[first - 1] + 2)


def mixed(hashes: Sequence["U64"]) -> "U64":
    """One hash of several."""
    import numpy as np

    out = hashes[0].copy()
    for h in hashes[1:]:
        out = out * np.uint64(BASE) + h
    return _scramble(out)


def grams(found: Words) -> "U64":
    """A hash for each run of GRAM words, by index of its first; the largest number where a run would leave its text."""
    import numpy as np

    h = found.hashes
    out = h.copy()
    for k in range(1, GRAM):
        out[:-k] += h[k:] * np.uint64(pow(BASE, k + 1, 1 << 64))
    out = _scramble(out)
    marks = np.flatnonzero(h == 0)
    for k in range(GRAM):
        out[np.maximum(marks - k, 0)] = np.iinfo(np.uint64).max
    return out


def _slide(x: "U64", least: bool) -> "U64":
    """The least (or greatest) of each window of WINDOW = 6: six in three steps."""
    import numpy as np

    pick = np.minimum if least else np.maximum
    two = pick(x[:-1], x[1:])
    four = pick(two[:-2], two[2:])
    return pick(four[:-2], two[4:])


def winnow(hashes: "U64") -> "I64":
    """Indexes of the grams that are the least of some window of WINDOW grams."""
    import numpy as np

    top = np.iinfo(np.uint64).max
    pad = np.full(WINDOW - 1, top, np.uint64)
    low = _slide(np.concatenate([pad, hashes, pad]), least=True)
    return np.flatnonzero((_slide(low, least=False) == hashes) & (hashes != top))


def packed(parts: list["U64"]) -> "U64":
    """The numbers of all parts, sorted; empties `parts` on the way, which may be the largest thing in memory."""
    import numpy as np

    out = np.empty(sum(map(len, parts)), np.uint64)
    end = len(out)
    while parts:
        last = parts.pop()
        out[end - len(last) : end] = last
        end -= len(last)
    out.sort()
    return out
