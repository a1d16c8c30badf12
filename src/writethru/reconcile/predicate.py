"""What happens to what is counted, told in a word or in several: "51 people pulled from the water" and "64 rescued" are one thing.

The word or phrase nearest the number tells it. Words beyond the start of another clause count as far off, and of "34 survivors, six of
them with serious injuries" the injuries tell of the six alone. Classes and patterns are data (counted.toml)."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from writethru.model import Span
from writethru.reconcile.scale import counted_table
from writethru.words import classes

Near = list[tuple[tuple[int, int], str]]  # distance and side of each word, nearest first; a phrase stands as "=class"
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|had|has|have|will|would|may|might|could|can|did)\b")
_FINITE = re.compile(_AUXILIARY.pattern + r"|\b[a-z]+ed\b|[,;]")
REACH = 80  # characters on in which the verb of a noun phrase stands
PHRASE = 25  # characters of the rest of a noun phrase
APART = 200  # characters that a word of another clause counts as further off


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile("|".join(ps), re.I), name) for name, ps in counted_table()["phrases"].items()]  # type: ignore[arg-type]


@cache
def _bound(name: str) -> re.Pattern[str]:
    return re.compile("|".join(counted_table()["bounds"][name]), re.I)  # type: ignore[arg-type]


_OF_THE = re.compile(
    r" (?:more )?of (?:the|those|these) (?:\w+ ){0,2}?(?:injured|wounded|dead|missing|arrested|detained|evacuated|rescued|hospitalised)\b"
)


def near_words(text: str, words: Sequence[tuple[int, str]], at: Span) -> Near:
    """Words and phrases of a clause that have a class, nearest first to the figure at `at`. `words` are those that may tell, each with its start. Of a part
    its aside tells, where that says what happens to it; of all else no aside does."""
    told, walls, asides = _read(text)
    near = [w for w in walls if not at[0] <= w < at[1]]
    known = classes("predicates")
    out = [(p, p + len(w), w) for p, w in words if w in known and not any(a <= p < b for (a, b), _ in told)]
    out += [(a, b, "=" + name) for (a, b), name in told]
    own = [s for s in asides if s[0] <= at[0] < s[1]]
    others = [s for s in asides if s not in own]
    found = sorted((_gap(a, b, at, near), w) for a, b, w in out if not any(x <= a < y for x, y in others))
    mine = sorted((_gap(a, b, at, near), w) for a, b, w in out if any(x <= a < y for x, y in own))
    return mine if predicate(mine) else found


def predicate(near: Near, unlike: frozenset[str] = frozenset(), reach: int = 1 << 30) -> str:
    """The class of the nearest word or phrase that has one and none of those `unlike`, within `reach`; "" where none does."""
    found = classes("predicates")
    told = (w[1:] if w[0] == "=" else found.get(w, "") for (gap, _), w in near if gap < reach)
    return next((p for p in told if p and p not in unlike), "")


def all_told(near: Near) -> frozenset[str]:
    """The classes of all words and phrases that have one, but for those of another clause."""
    found = classes("predicates")
    return frozenset(w[1:] if w[0] == "=" else found[w] for (gap, _), w in near if gap < APART and (w[0] == "=" or w in found))


def told_of(text: str, near: Near, at: Span) -> str:
    """What happens to the whole of which another figure is a part, as far as its own noun phrase tells: "11 of the 14 people arrested have
    been freed"; "140 of the 620 pupils stayed at home" tells nothing of all 620."""
    found = classes("predicates")
    for (gap, side), w in near:
        start = at[1] + gap
        if side == 0 and gap < PHRASE and not _FINITE.search(text[at[1] : start]):
            verb = _AUXILIARY.search(text[: at[0]]) or _AUXILIARY.search(text[start : start + REACH])
            return (w[1:] if w[0] == "=" else found.get(w, "")) if verb else ""
    return ""


def told_of_some(text: str, near: Near, at: Span, predicate: str) -> tuple[str, frozenset[str]]:
    """What happened, and all that is told, of a part of those hurt or held: "six of the injured were in a serious condition" does not count
    the injured; of all else the predicate as it is and `all_told`."""
    m = _OF_THE.match(text, at[1])
    if m is None:
        return predicate, all_told(near)
    found = classes("predicates")
    told = sorted((gap, w) for (gap, side), w in near if side == 0 and at[1] + gap >= m.end())
    fate = next((f for _, w in told if (f := w[1:] if w[0] == "=" else found.get(w, ""))), "")
    if not fate and not text[m.end() :].strip(" ."):
        return predicate, all_told(near)
    return fate, frozenset((fate,)) - {""}


@lru_cache(4096)
def _read(text: str) -> tuple[list[tuple[Span, str]], list[int], list[Span]]:
    """The phrases of a clause with their classes, where other clauses begin in it, and the asides that tell of a part."""
    told = [(m.span(), name) for pattern, name in _phrases() for m in pattern.finditer(text)]
    walls = [m.start() for m in _bound("clause").finditer(text)]
    asides = [(m.start(), end if (end := text.find(",", m.end())) >= 0 else len(text)) for m in _bound("part").finditer(text)]
    return told, walls, asides


def _gap(start: int, end: int, at: Span, walls: Sequence[int]) -> tuple[int, int]:
    """Characters between words and the figure; of two as near those after it come first."""
    if end > at[0] and start < at[1]:
        return 0, 0
    low, high, side = (at[1], start, 0) if start >= at[1] else (end, at[0], 1)
    return high - low + APART * any(low <= w < high for w in walls), side
