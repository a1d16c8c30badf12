"""The counted noun, what happens to it and whose it is; for a measure, what it is a measure of."""

import re
from collections.abc import Iterable

from writethru.model import Figure
from writethru.reconcile.clause import WORD
from writethru.reconcile.entity import channel
from writethru.reconcile.predicate import APART, Near, predicate
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import stem, stopwords
from writethru.text import fold
from writethru.words import classes, person_nouns

_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
_JOINT = re.compile(r"\b(?:in|of|at|on|for|from|with|by|to|above)\b")
PEOPLE = frozenset(("person", "somebody", "troop", "child", "officer", "crowd"))  # "somebody": told by an office or trade of theirs
HARMED = {"death": "killed", "injury": "hurt"}
GENERIC = frozenset(stem(w) for w in ("people", "person", "man", "men", "woman", "women", "children", "child", "count"))
TIMES = frozenset(stem(w) for w in ("year", "quarter", "month", "week", "day", "time"))
NONE: frozenset[str] = frozenset()


def thing(figure: Figure, noun: str, dim: str, near: Near) -> tuple[str, str, str, list[str]]:
    """Class of what is counted, its head noun, what happens to it, and the words of the noun phrase."""
    nouns, predicates, nominals = classes("classes"), classes("predicates"), classes("nominals")
    named = [fold(w) for w in WORD.findall(noun)]
    core = _core(named)
    if core and core[-1] in nominals and not dim:
        return "person", "people", nominals[core[-1]], core
    heads = [w for w in core if w not in predicates or w in nouns] or named[-1:]
    head = heads[-1] if heads else ""
    if dim or not head:
        return dim, head, predicate(near, listed("plain", "befalls") | {"shot_down"}) if dim else predicate(near, reach=APART), heads
    counted = next((nouns[w] for w in (head, fold(figure.unit.split(" ")[-1])) if w in nouns), stem(head))
    if head in listed("plain", "holders"):
        counted = stem(head)
    elif counted == stem(head) and not person_nouns().isdisjoint((fold(figure.unit.split(" ")[-1]), head)):
        counted = "somebody"
    if counted in HARMED:
        return "person", "people", HARMED[counted], heads
    if head in ("case", "cases") and len(named) > 1:
        return "person", "people", "sick", heads
    harm = next((p for w in named if (p := predicates.get(w)) in ("killed", "hurt", "missing")), "")
    harm = "" if predicate(near) == "agents" else harm  # who killed is not who was killed
    # "left 14 ships waiting" evacuates none; where schools close nobody is closed.
    happens = predicate(near, listed("plain", "spares" if counted in PEOPLE else "befalls") - {"shot_down"}, APART)
    if happens == "shot_down" and counted in PEOPLE:
        happens = "shot"
    if happens == "burned" and counted in listed("plain", "built"):
        happens = "destroyed"
    if counted == "home" and head not in listed("plain", "housing") and happens not in listed("plain", "supply"):
        counted = "person"  # a customer stands for a home only where it has no power
    if counted == "job" and happens == "laid_off":
        return "person", "people", happens, heads  # "11,500 jobs" that go are 11,500 workers
    return counted, head, harm or happens, heads


def measured(figure: Figure, gives: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of what a measure is of, and of what it is said of; words of time and of movement are neither."""
    own = stems(figure.unit.split()) | TIMES
    said = [h for p in figure.of.split(",") if (h := _heads(p)) and not stems(h) <= own and h[0] not in listed("plain", "words")]
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
