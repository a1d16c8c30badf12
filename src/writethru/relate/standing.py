"""Standing text of outlets (sign-offs, subscription lines): first and last lines that belong to no report in particular."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

EDGE = 5  # lines looked at on either side
SEEN = 5  # unlike reports that must carry a line before it counts as standing text
LONGEST = 400  # characters of a line that may be standing text by its wording


@cache
def _phrases() -> tuple[str, ...]:
    lines = (files("writethru.data") / "footers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _edges(text: str) -> tuple[list[str], list[str]]:
    """The first and the last lines, outermost first; never the same line twice."""
    last = text.rsplit("\n", EDGE)[::-1]
    if len(last) <= EDGE:
        return [], last[:-1]
    return text.split("\n", EDGE)[:EDGE], last[:EDGE]


def _opening(text: str) -> str:
    """A word that copies of a report have in common and other reports have not: the longest near its beginning."""
    body = text.find("\n") + 1
    return max(text[body : body + 240].lower().split(), key=len, default="")


def _repeated(texts: Sequence[str]) -> tuple[set[int], set[int]]:
    """Hashes of edge lines that stand in SEEN or more reports with different openings, and the texts that have such lines."""
    import numpy as np

    seen = np.zeros((len(texts), 2 * EDGE), np.int64)  # hash() serves for equality within this run only
    for i, t in enumerate(texts):
        lines = {hash(line) for side in _edges(t) for line in side if line}
        seen[i, : len(lines)] = list(lines)
    unique, counts = np.unique(seen, return_counts=True)
    often = unique[(counts >= SEEN) & (unique != 0)]
    if not often.size:
        return set(), set()
    openings: dict[int, list[int]] = {}
    rows, columns = np.nonzero(np.isin(seen, often))
    for i, line in zip(rows.tolist(), seen[rows, columns].tolist(), strict=True):
        openings.setdefault(line, []).append(hash(_opening(texts[i])))
    repeated = {line for line, o in openings.items() if len(set(o)) >= max(SEEN, len(o) / 2)}
    return repeated, {i for i, line in zip(rows.tolist(), seen[rows, columns].tolist(), strict=True) if line in repeated}


def _length(lines: list[str], repeated: set[int], worded: bool) -> int:
    """How many characters of the edge, line breaks included, are standing text."""
    size = total = 0
    for line in lines:
        total += len(line) + 1
        if not line.strip() or hash(line) in repeated or (worded and _worded(line)):
            size = total
        elif len(line) > 40:
            break
    return size


def _worded(line: str) -> bool:
    if len(line) > LONGEST:
        return False
    low = line.lower()
    return any(p in low for p in _phrases())


def bodies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """For each text the characters [start, end) left when standing text at its beginning and end is cut off."""
    repeated, having = _repeated(texts)
    out = []
    for i, text in enumerate(texts):
        start, end = 0, len(text)
        if i in having:
            first, last = _edges(text)
            start, end = _length(first, repeated, False), end - _length(last, repeated, True)
        else:
            end -= _length(text.rsplit("\n", EDGE)[:0:-1], set(), True)
        out.append((start, end) if start < end else (0, len(text)))
    return out
