"""What the aligned words of two reports mean: a copy, an excerpt, quotations of one speaker, or nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Literal

from writethru.relate.align import FEW, Block, Pair, Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Finding = Literal["exact", "copy", "excerpt", "shared-quotes", "weak"]

TOLD = 42  # equal words in line that are a copy by themselves
LEAST = 14  # equal words that count when a third report ties the two together
BOTH, EITHER = 0.2, 0.5  # share of both texts, or of one, that makes even a few words a copy
VERBATIM = 0.95  # share of equal words in a quotation that two reports have in common
ENOUGH = 200  # shared words; more say no more
HOST = (-25.0, 2.3, 0.3, 4.8, -10.0, -18.0)  # constant, own words before and after, shared words, gaps, lesser share
QUOTE = re.compile(r"[“”„«»\"]")
OPENS = "“„«"


@dataclass(slots=True)
class Text:
    """What `judge` needs of a report: its words, its text, how many words its headline line has."""

    row: Row
    text: str
    headline: int
    _quoted: "NDArray[np.int64] | None" = None

    @property
    def size(self) -> int:
        return len(self.row.hashes)

    def quoted(self) -> "NDArray[np.int64]":
        """For each word the number of the quotation it stands in, 0 for none."""
        if self._quoted is None:
            import numpy as np

            inside = np.zeros(len(self.text) + 1, np.int64)
            for number, (start, end) in enumerate(quotations(self.text), 1):
                inside[start:end] = number
            self._quoted = inside[self.row.start]
        return self._quoted


@dataclass(slots=True)
class Likeness:
    """Measures of one pair. `left` and `right` are the shares of each text that stand in aligned blocks."""

    finding: Finding
    equal: float  # words in line and equal
    left: float
    right: float
    host: int = 0  # the side that begins with more words of its own: 0 left, 1 right
    hosting: float = 0.0  # above 0: that side embeds words of the other in a report of its own; below: a copy


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans inside double quotation marks. One that is not closed ends with its paragraph, if the next one opens with a mark."""
    out: list[tuple[int, int]] = []
    begin = 0
    lines = text.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        opened = -1
        for m in QUOTE.finditer(line):
            if opened < 0 and m.group() != "»" and not (m.start() and (line[m.start() - 1].isalnum() or line[m.start() - 1] == "=")):
                opened = m.end()
            elif opened >= 0 and m.group() not in OPENS:
                out.append((begin + opened, begin + m.start()))
                opened = -1
        if opened >= 0 and QUOTE.match(after.lstrip()):
            out.append((begin + opened, begin + len(line)))
        begin += len(line) + 1
    return out


def covered(spans: Iterable[tuple[int, int]], low: int, high: int) -> int:
    """How many whole numbers of [low, high) lie in the spans."""
    total, reached = 0, low
    for start, end in sorted(spans):
        start, end = max(start, reached), min(end, high)
        if end > start:
            total += end - start
            reached = end
    return total


def _equal(blocks: Sequence[Block], left: Text, right: Text) -> float:
    """Words in line, each block's counted as often as its words occur on both sides."""
    total = 0.0
    for a, b, a_end, b_end in blocks:
        x, y = set(left.row.hashes[a:a_end].tolist()), set(right.row.hashes[b:b_end].tolist())
        total += min(a_end - a, b_end - b) * len(x & y) / max(1, min(len(x), len(y)))
    return total


def _quotations_only(blocks: Sequence[Block], left: Text, right: Text) -> tuple[int, bool]:
    """Shared words outside quotation marks (on the side that has fewer), and whether a whole quotation is shared."""
    sides = ((left, [(a, end) for a, _, end, _ in blocks]), (right, [(b, end) for _, b, _, end in blocks]))
    outside, whole = [], False
    for text, spans in sides:
        marks = text.quoted()
        outside.append(sum(int((marks[i:j] == 0).sum()) for i, j in spans))
        for i, j in spans:
            for number in set(marks[i:j].tolist()) - {0}:
                size = int((marks == number).sum())
                whole = whole or (size >= FEW and int((marks[i:j] == number).sum()) >= VERBATIM * size)
    return min(outside), whole


def _same_body(left: Text, right: Text) -> bool:
    import numpy as np

    x, y = ((t.row.hashes, t.row.hashes[t.headline :]) for t in (left, right))
    return any(np.array_equal(a, b) for a in x for b in y)


def _hosting(first: int, last: int, words: int, text: Text, share: float, equal: float) -> float:
    """How much the text looks like a report of its own round an excerpt, `words` of its words from `first` to `last`;
    `share` is the lesser one of the two texts.

    Who embeds words writes an own opening, takes many words in one piece and goes on; who edits a copy leaves gaps."""
    before, after, gaps = max(0, first - text.headline), text.size - last, 1 - words / (last - first)
    constant, w_before, w_after, w_equal, w_gaps, w_share = HOST
    return (
        constant + w_before * log1p(before) + w_after * log1p(after) + w_equal * log1p(min(equal, ENOUGH)) + w_gaps * gaps + w_share * share
    )


def judge(pair: Pair, left: Text, right: Text) -> Likeness:
    """The likeness of two texts by their aligned blocks alone; `weak` needs a third report's support."""
    spans = ([(a, end) for a, _, end, _ in pair.blocks], [(b, end) for _, b, _, end in pair.blocks])
    words = covered(spans[0], 0, left.size), covered(spans[1], 0, right.size)
    shares = words[0] / left.size, words[1] / right.size
    shared = float(min(words))
    if min(shares) > 0.7 and _same_body(left, right):
        return Likeness("exact", shared, *shares)
    equal = shared if shared > 3 * TOLD else min(shared, _equal(pair.blocks, left, right))
    if max(shares) < EITHER and equal < 4 * TOLD:
        outside, whole = _quotations_only(pair.blocks, left, right)
        if outside < LEAST and outside < equal / 3:
            return Likeness("shared-quotes" if whole and equal >= VERBATIM * shared else "weak", equal, *shares)
    own = [_hosting(min(s)[0], max(e for _, e in s), n, t, min(shares), equal) for s, n, t in zip(spans, words, (left, right), strict=True)]
    host = int(own[1] > own[0])
    told = equal >= TOLD or (equal >= FEW and (min(shares) >= BOTH or max(shares) >= EITHER))
    finding: Finding = "weak" if not told else "excerpt" if own[host] > 0 else "copy"
    return Likeness(finding, equal, *shares, host, own[host])
