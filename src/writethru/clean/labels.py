"""The label in front of a printed time: "last updated", "Published on Tuesday", in the words of data/pasted_times.toml."""

import re
from functools import cache

from writethru.clean.lexicon import alternation, key, table
from writethru.text import fold

_WORDS = re.compile(r"[^\W\d_]+")


@cache
def _label_kinds() -> dict[str, str]:
    labels = table("pasted_times")["labels"]
    return {key(w): kind for kind in ("either", "updated", "published") for w in labels[kind]}


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{alternation(set(_label_kinds()))})\.?(?:\s*[:：|]|\s*[-–—])?\s*$")


@cache
def _between() -> frozenset[str]:
    """Words that may stand between a label and a time."""
    return frozenset(key(w) for w in (*table("pasted_times")["weekdays"], *table("pasted_times")["between"]))


def label_before(line: str, floor: int, start: int) -> tuple[int, str]:
    """Where the label in front of a time begins, and which it is; (start, "") when there is none."""
    begin = max(floor, start - 50)
    before = line[begin:start]
    at = len(before)
    words = list(_WORDS.finditer(before))
    while words and key(words[-1].group()) in _between() and not _labels().search(fold(before[:at])):
        at = words.pop().start()
    folded = fold(before[:at])
    m = _labels().search(folded)
    if not m:
        return start, ""
    label = m["label"]
    # Folding may change lengths: the label is found again by its last words in the line itself.
    pieces = list(_WORDS.finditer(before[:at]))[-len(label.split()) :]
    first = pieces[0] if pieces else None
    if first is None:
        return start, ""
    inside = fold(first.group())
    glued = inside != label.split()[0]
    if glued and not _camel(first.group(), label.split()[0]):
        return start, ""
    offset = first.end() - _width(first.group(), label.split()[0]) if glued else first.start()
    return begin + offset, _label_kinds()[label]


def _camel(word: str, label: str) -> bool:
    """Whether a label is glued behind a word: "conflictPublished" is, "republished" is not."""
    tail = word[len(word) - _width(word, label) :]
    return fold(tail) == label and (tail[:1].isupper() or not tail.isascii())


def _width(word: str, label: str) -> int:
    return min(len(label), len(word))
