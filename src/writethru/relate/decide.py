"""What the aligned words of two reports mean: a copy, an excerpt, quotations of one speaker, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import Literal

from writethru.relate.align import FEW, Block, Pair, Row

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
    _quoted: list[tuple[int, int]] | None = None

    @property
    def size(self) -> int:
        return len(self.row.hashes)

    def quoted(self) -> list[tuple[int, int]]:
        """The quotations as ranges of words."""
        if self._quoted is None:
            found = quotations(self.text)
            at = self.row.start.searchsorted([x for span in found for x in span]).tolist() if found else []
            self._quoted = list(zip(at[::2], at[1::2], strict=True))
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
    opened, begin, end = -1, 0, -1  # where the quotation begins, and the line
    for m in QUOTE.finditer(text):
        at = m.start()
        if at > end:
            if opened >= 0 and _goes_on(text, end, at):
                out.append((opened, end))
            opened, begin, end = -1, text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = end if end >= 0 else len(text)
        if opened < 0 and m.group() != "»" and not (at > begin and (text[at - 1].isalnum() or text[at - 1] == "=")):
            opened = m.end()
        elif opened >= 0 and m.group() not in OPENS:
            out.append((opened, at))
            opened = -1
    return out


def _goes_on(text: str, end: int, mark: int) -> bool:
    """Whether the line behind the one that ends there opens with this mark, the next there is."""
    return not text[end + 1 : mark].strip() and "\n" not in text[end + 1 : mark]


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
        count = sum(j - i for i, j in spans)
        for start, end in text.quoted():
            for i, j in spans:
                inside = min(j, end) - max(i, start)
                if inside > 0:
                    count -= inside
                    whole = whole or (end - start >= FEW and inside >= VERBATIM * (end - start))
        outside.append(count)
    return min(outside), whole


def _same_body(left: Text, right: Text) -> bool:
    x, y = left.row.hashes, right.row.hashes
    starts = ((a, b) for a in {0, left.headline} for b in {0, right.headline})
    return any(len(x) - a == len(y) - b and bool((x[a:] == y[b:]).all()) for a, b in starts)


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
    words = pair.words
    shares = words[0] / left.size, words[1] / right.size
    shared = float(min(words))
    if min(shares) > 0.7 and _same_body(left, right):
        return Likeness("exact", shared, *shares)
    equal = shared if shared > 3 * TOLD else min(shared, _equal(pair.blocks, left, right))
    if max(shares) < EITHER and equal < 4 * TOLD:
        outside, whole = _quotations_only(pair.blocks, left, right)
        if outside < LEAST and outside < equal / 3:
            return Likeness("shared-quotes" if whole and equal >= VERBATIM * shared else "weak", equal, *shares)
    sides = zip(pair.begin, pair.end, words, (left, right), strict=True)
    own = [_hosting(first, last, n, text, min(shares), equal) for first, last, n, text in sides]
    host = int(own[1] > own[0])
    told = equal >= TOLD or (equal >= FEW and (min(shares) >= BOTH or max(shares) >= EITHER))
    finding: Finding = "weak" if not told else "excerpt" if own[host] > 0 else "copy"
    return Likeness(finding, equal, *shares, host, own[host])
