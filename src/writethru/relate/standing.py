"""Standing text of outlets (sign-offs, subscription lines): first and last lines that belong to no report in particular."""

from collections.abc import Container, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]

EDGE = 5  # lines looked at on either side
SEEN = 5  # unlike reports that must carry a line before it counts as standing text
LONGEST = 400  # characters of a line that may be standing text by its wording


@cache
def _phrases() -> tuple[str, ...]:
    lines = (files("writethru.data") / "footers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _edges(text: str) -> tuple[list[str], list[str]]:
    """The first and the last lines, outermost first; never the same line twice."""
    cut = len(text)
    for _ in range(EDGE):
        cut = text.rfind("\n", 0, cut)
        if cut < 0:
            return [], text.split("\n")[:0:-1]
    begin = 0
    first: list[str] = []
    while len(first) < EDGE and begin <= cut:
        end = text.find("\n", begin, cut)
        end = cut if end < 0 else end
        first.append(text[begin:end])
        begin = end + 1
    return first, text[cut + 1 :].split("\n")[::-1]


def opening(text: str) -> str:
    """A word that copies of a report have in common and other reports have not: the longest near its beginning."""
    body = text.find("\n") + 1
    return max(text[body : body + 240].lower().split(), key=len, default="")


def outer(text: str) -> set[str]:
    """A text's edge lines."""
    return {line for side in _edges(text) for line in side if line}


def is_standing(openings: Sequence[object]) -> bool:
    """Whether a line is standing text, by the openings of the texts that have it at their edge."""
    return len(set(openings)) >= max(SEEN, len(openings) / 2)


def edge_lines(texts: Sequence[str]) -> tuple["I64", "I64"]:
    """Hashes of each text's edge lines (a row a text, 0 for none) and of its opening; they hold within this run only."""
    import numpy as np

    seen, openings = np.zeros((len(texts), 2 * EDGE), np.int64), np.zeros(len(texts), np.int64)
    for i, t in enumerate(texts):
        lines = {hash(line) for side in _edges(t) for line in side if line}
        seen[i, : len(lines)] = list(lines)
        openings[i] = hash(opening(t)) if lines else 0
    return seen, openings


def repeated(seen: "I64", openings: "I64") -> frozenset[int]:
    """Hashes of edge lines that stand in SEEN or more reports with different openings."""
    import numpy as np

    unique, counts = np.unique(seen, return_counts=True)
    often = unique[(counts >= SEEN) & (unique != 0)]
    if not often.size:
        return frozenset()
    rows, columns = np.nonzero(np.isin(seen, often))
    found: dict[int, list[int]] = {}
    for begun, line in zip(openings[rows].tolist(), seen[rows, columns].tolist(), strict=True):
        found.setdefault(line, []).append(begun)
    return frozenset(line for line, o in found.items() if is_standing(o))


def _length(lines: list[str], often: Container[int], worded: bool) -> int:
    """How many characters of the edge, line breaks included, are standing text."""
    size = total = 0
    for line in lines:
        blank = not line.strip() and size == total
        total += len(line) + 1
        if blank or hash(line) in often or (worded and _worded(line)):
            size = total
        elif len(line) > 40:
            break
    return size


def _worded(line: str) -> bool:
    if len(line) > LONGEST:
        return False
    low = line.lower()
    return any(map(low.__contains__, _phrases()))


def body(text: str, often: Container[int]) -> tuple[int, int]:
    """The characters [start, end) of a text left when standing text at its beginning and end is cut off."""
    first, last = _edges(text)
    end = len(text) - _length(last, often, True)
    start = _length(first, often, False)
    return (start, end) if start < end else (0, len(text))


def bodies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The same for texts that are all there are."""
    often = repeated(*edge_lines(texts))
    return [body(t, often) for t in texts]
