"""The counted noun, what happens to it and whose it is; for a measure, what it is a measure of."""

import re
from collections.abc import Iterable
from functools import cache

from writethru.model import Figure
from writethru.reconcile.clause import WORD
from writethru.reconcile.entity import channel
from writethru.reconcile.scale import counted_table, listed
from writethru.reconcile.unit import stem, stopwords
from writethru.text import fold

_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
_JOINT = re.compile(r"\b(?:in|of|at|on|for|from|with|by|to|above)\b")
PEOPLE = frozenset(("person", "troop", "child", "officer", "crowd"))
HARMED = {"death": "killed", "injury": "hurt"}
TIMES = frozenset(stem(w) for w in ("year", "quarter", "month", "week", "day", "time"))
NONE: frozenset[str] = frozenset()


@cache
def _classes(section: str) -> dict[str, str]:
    return {w: name for name, words in counted_table()[section].items() for w in str(words).split()}


def thing(figure: Figure, noun: str, dim: str, near: list[tuple[tuple[int, int], str]]) -> tuple[str, str, str, list[str]]:
    """Class of what is counted, its head noun, what happens to it, and the words of the noun phrase."""
    classes, predicates = _classes("classes"), _classes("predicates")
    named = [fold(w) for w in WORD.findall(noun)]
    heads = [w for w in _core(named) if w not in predicates or w in classes] or named[-1:]
    head = heads[-1] if heads else ""
    predicate = next((predicates[w] for _, w in near if w in predicates), "")
    if dim:
        return dim, head, predicate, heads
    counted = next((classes[w] for w in (head, fold(figure.unit.split(" ")[-1])) if w in classes), stem(head))
    if head in listed("plain", "holders"):
        counted = stem(head)
    harm = next((p for w in named if (p := predicates.get(w)) in ("killed", "hurt", "missing")), "")
    if head in ("case", "cases") and len(named) > 1:
        return "person", "people", "sick", heads
    if predicate == "evacuated" and counted not in PEOPLE:
        predicate = ""  # "left 14 ships waiting"
    if counted in HARMED:
        return "person", "people", HARMED[counted], heads
    return counted, head, harm or predicate, heads


def measured(figure: Figure, gives: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of what a measure is of, and of what it is said of; words of time and of movement are neither."""
    said = [h for p in figure.of.split(",") if (h := _heads(p)) and not stems(h) <= TIMES and h[0] not in listed("plain", "words")]
    core = stems(said[0]) if len(said) > 1 else NONE
    subject = stems(w for h in (said[1:] or said) for w in h)
    return core, subject - gives


def owners(noun: str, head: str) -> frozenset[str]:
    return frozenset(filter(None, [channel(noun)])) or frozenset(fold(n) for n in _NAME.findall(noun) if fold(n) != head)


def _core(words: list[str]) -> list[str]:
    """The words of a noun phrase up to its first preposition: "cases" of "cases of dengue"."""
    at = next((n for n, w in enumerate(words) if n and _JOINT.fullmatch(fold(w))), len(words))
    return words[:at]


def _heads(part: str) -> list[str]:
    """Head nouns of a phrase: "water in the reservoir" gives water."""
    words = (fold(w).removesuffix("'s") for w in _core(WORD.findall(part)))
    core = [w for w in words if w not in stopwords()]
    return core[-1:]


def stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(fold(w)) for w in words if fold(w) not in stopwords())
