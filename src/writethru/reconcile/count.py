"""What a figure counts: the key that tells whether two figures belong to one series.

What is counted, what happens to it (data/en/counted.toml) and whose it is; for a measure, what it is a measure of.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from writethru.match import containment, jaccard
from writethru.model import Figure, Span
from writethru.reconcile.entity import channel
from writethru.reconcile.unit import Unit, stem, stopwords
from writethru.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PLURAL = re.compile(r" ([a-z]{3,}(?:s|ren|men|people))\b")
_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
SOLDIERS = ("troop", "officer")  # dead or hurt, they are people too
PEOPLE = ("person", "troop", "child")  # counted in many ways at once: what happens to them decides
_JOINT = re.compile(r"\b(?:in|of|at|on|for|from|with|by)\b")
TIMES = frozenset(stem(w) for w in ("year", "quarter", "month", "week", "day", "time"))
GENERIC = frozenset(
    stem(w) for w in ("people", "person", "man", "men", "woman", "women", "troop", "soldier", "child", "children", "count", "time")
)
REACH = 90  # characters round a figure in which its predicate is looked for


@cache
def _table() -> tuple[dict[str, str], dict[str, str], frozenset[str], frozenset[str]]:
    t = tomllib.loads((files("writethru.data") / "en" / "counted.toml").read_text("utf-8"))
    classes = {w: c for c, ws in t["classes"].items() for w in ws.split()}
    predicates = {w: p for p, ws in t["predicates"].items() for w in ws.split()}
    return classes, predicates, frozenset(t["turns"]["update"].split()), frozenset(t["turns"]["first"].split())


@cache
def measures() -> frozenset[str]:
    """Units that measure; every other unit is a counted noun."""
    t = tomllib.loads((files("writethru.data") / "en" / "counted.toml").read_text("utf-8"))
    return frozenset(u.strip() for u in t["measures"]["units"].split(","))


@dataclass(frozen=True, slots=True)
class Count:
    """A figure in its statement, with its key."""

    figure: Figure
    unit: Unit
    counted: str  # class of the counted noun, or the noun
    noun: str  # stem of the counted noun itself
    thing: frozenset[str]  # stems of the noun phrase
    predicate: str
    names: frozenset[str]  # names beside it: whose, where
    context: frozenset[str]  # content stems of its clause
    turn: bool  # "now", "up from" stand beside it
    first: bool  # "initially", "previously" stand beside it

    @property
    def projected(self) -> bool:
        """Whether it is told as a plan, a wish or a possibility."""
        return self.figure.modality in ("planned", "possible") or self.unit.stance in ("expected", "asked", "promised", "warned")

    @property
    def day(self) -> str:
        """The day the figure holds for: the one named nearest to it in its sentence, else the day it was said."""
        dated = [
            t for t in self.unit.statement.times if t.type in ("DATE", "TIME") and t.earliest and (t.latest or "")[:10] == t.earliest[:10]
        ]
        near = min(dated, key=lambda t: min(abs(t.start - self.figure.end), abs(self.figure.start - t.end)), default=None)
        return (near.earliest or "")[:10] if near else self.unit.day

    @property
    def order(self) -> tuple[str, bool, tuple[str, str, int, str], int]:
        return self.day or "9", not self.first, self.unit.order, self.figure.start


def noun_phrase(figure: Figure) -> str:
    """What is counted, without the concept it measures: "North Korean troops"."""
    return figure.of.split(",")[0].strip()


def count(figure: Figure, u: Unit) -> Count:
    """The key of one figure from the words round it."""
    classes, predicates, turns, firsts = _table()
    text = u.report.text
    lo, hi = u.statement.sentence
    a, b = max(lo, figure.start - REACH), min(hi, figure.end + REACH)
    noun = noun_phrase(figure) or figure.unit or _next_noun(figure, text)
    head = fold((_WORD.findall(noun) or [""])[-1])
    nouns = [fold(figure.unit.split(" ")[-1]), *map(fold, reversed(_WORD.findall(noun)))]
    measure = figure.unit in measures()
    counted = stem(fold(figure.unit)) if measure else next((classes[w] for w in nouns if w in classes), "")
    near = [(min(abs(m.start() + a - figure.end), abs(figure.start - m.end() - a)), fold(m.group())) for m in _WORD.finditer(text[a:b])]
    predicate = next((predicates[w] for _, w in sorted(near) if w in predicates), "")
    if counted in ("death", "injury"):
        predicate = {"death": "killed", "injury": "hurt"}[counted] if predicate != "killed or hurt" else predicate
        counted = "person"
    names = frozenset(filter(None, [channel(noun)])) or frozenset(fold(n) for n in _NAME.findall(noun)) - {head}
    # Only what is said beside the figure and the time tells what is counted: not who says it, when, or the number itself.
    hidden = [(figure.start, figure.end), *((t.start, t.end) for t in u.statement.times)]
    said = "".join(" " if any(x <= i < y for x, y in hidden) else text[i] for i in _inside(u.statement.content, a, b))
    context = frozenset(stem(fold(w)) for w in _WORD.findall(said) if fold(w) not in stopwords())
    turn = any(w in turns for distance, w in near if distance < 25)
    first = any(fold(w) in firsts for w in _WORD.findall(text[lo:hi]))
    thing = _heads(figure.of) if measure else frozenset(stem(fold(w)) for w in _WORD.findall(noun) if fold(w) not in stopwords())
    return Count(
        figure,
        u,
        counted or stem(fold(figure.unit) if figure.unit in measures() else head),
        stem(head),
        thing,
        predicate,
        names,
        context,
        turn,
        first,
    )


def _heads(of: str) -> frozenset[str]:
    """Stems of the head nouns of what a measure is of: "capacity, water in the reservoir" gives capacity and water."""
    cores = [_WORD.findall(_JOINT.split(part)[0]) for part in of.split(",")]
    return frozenset(stem(fold(core[-1])) for core in cores if core) - TIMES


def _inside(spans: Sequence[Span], a: int, b: int) -> Iterator[int]:
    for x, y in spans:
        yield from range(max(x, a), min(y, b))


def same_series(a: Count, b: Count) -> bool:
    """Whether two figures count the same thing."""
    soldiers = {a.counted, b.counted} <= {"person", *SOLDIERS} and a.predicate == b.predicate in ("killed", "hurt")
    if (a.counted != b.counted and not soldiers) or (a.figure.unit in measures()) != (b.figure.unit in measures()):
        return False
    if a.figure.subset or b.figure.subset:
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if a.predicate != b.predicate and a.predicate and b.predicate:
        return False
    like = jaccard(set(a.context), set(b.context))
    if a.figure.unit in measures():
        held = containment(set(a.context), set(b.context))
        return bool(a.thing & b.thing) and held >= 0.2 if a.thing and b.thing else held >= 0.5
    if a.noun == b.noun and a.noun not in GENERIC:
        mine, theirs = a.thing - {a.noun}, b.thing - {b.noun}
        # "battle tanks" and "newer tanks" are other things unless much else agrees.
        return like >= (0.35 if mine and theirs and not mine & theirs else 0.08)
    if a.counted in PEOPLE:
        alike = a.predicate == b.predicate if a.predicate and b.predicate else bool(a.names & b.names) and like >= 0.15
        return alike or like >= 0.5
    return like >= 0.2


def counts_something(f: Figure, text: str) -> bool:
    """Whether a figure belongs in a ledger of counts: it has a unit or noun, and is no multiplier and no plain "one"."""
    return bool(f.unit or f.of or _next_noun(f, text)) and not f.multiplier and not f.low == f.high == 1


def _next_noun(f: Figure, text: str) -> str:
    """The word after a bare number where it looks like a plural noun."""
    m = _PLURAL.match(text, f.end)
    return m.group(1) if m else ""
