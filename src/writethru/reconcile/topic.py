"""Whether two figures count or measure one thing."""

from writethru.match import jaccard
from writethru.reconcile.count import TELLING, Count, one_giver
from writethru.reconcile.entity import channel
from writethru.reconcile.scale import listed
from writethru.reconcile.thing import PEOPLE
from writethru.words import stem

GENERIC = frozenset(stem(w) for w in ("people", "person", "man", "men", "woman", "women", "troop", "soldier", "children", "child", "count"))


def same_series(a: Count, b: Count) -> bool:
    """Whether two figures count the same thing. Symmetric."""
    if _set_against(a, b):
        return True
    if a.dimension != b.dimension or (a.part != b.part and not _same_state(a, b)):
        return False
    if a.unit.report.id == b.unit.report.id and a.clause == b.clause and not (a.turn or b.turn or a.first or b.first) and one_giver(a, b):
        return False  # "38 are in hospital, nine of them in intensive care"
    if a.epoch != b.epoch and a.projected == b.projected:
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if (_elsewhere(a.places, b.places) and a.dimension not in listed("measures", "fixed")) or _each_its_own(a, b):
        return False
    if a.dimension in listed("measures", "plenty") and (a.turn or b.turn) and (a.first or b.first) and one_giver(a, b):
        return True  # "initially put at 400 litres", "now 2,100 litres", by one source
    return _measured(a, b) if a.dimension else _counted(a, b)


def _set_against(a: Count, b: Count) -> bool:
    """Whether their clause sets one against the other: "39 million marks, and not the 46 million"."""
    if a.unit.report.id != b.unit.report.id or a.clause != b.clause or a.first == b.first or "strong" not in (a.turn, b.turn):
        return False
    return a.part == b.part and (a.dimension, a.counted) == (b.dimension, b.counted)


def _same_state(a: Count, b: Count) -> bool:
    """Whether a part and a number that stands alone may tell of one state: "140 of the 620 pupils stayed at home", "85 pupils were absent"."""
    whole = a.whole or b.whole
    numbers = (a.figure.low, b.figure.low)
    return (
        {a.part, b.part} == {"", "part"}
        and a.noun == b.noun
        and a.predicate == b.predicate in listed("plain", "states")
        and whole not in numbers
    )


def _elsewhere(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the places named differ: two towns, or two countries; a town may lie in a country."""
    if not a or not b or a & b:
        return False
    wide = {bool(channel(p)) for p in a | b}
    return len(wide) == 1


def _each_its_own(a: Count, b: Count) -> bool:
    """Whether two sources each tell of their own: "Vesteria said it had shot down 14", "Kremnik said it had shot down 31"."""
    if not (a.own and b.own) or one_giver(a, b):
        return False
    return a.noun not in b.giver.stems and b.noun not in a.giver.stems


def _counted(a: Count, b: Count) -> bool:
    if a.predicate != b.predicate and a.predicate and b.predicate:
        return False
    people = a.counted in PEOPLE and b.counted in PEOPLE
    if a.counted != b.counted and not people:
        return False
    happens = a.predicate == b.predicate != ""
    if not happens and (a.predicate or b.predicate) and "crowd" in (a.counted, b.counted):
        return False  # a turnout is told of all who came
    generic = a.noun in GENERIC or b.noun in GENERIC
    if people and generic and "somebody" in (a.counted, b.counted):
        return happens and a.value == b.value  # "two ministry officials" are not the people of the story
    if happens and people and generic:
        return True
    held = _held(a.rest, b.rest)
    if people and not generic and a.noun != b.noun:
        return happens and held >= 0.5
    if a.noun == b.noun and not generic:
        mine, theirs = a.core - {a.noun}, b.core - {b.noun}
        if mine and theirs and not mine & theirs:
            return held >= 0.6 and _jaccard(a, b) >= 0.3  # "battle tanks" and "newer tanks" are other things unless much else agrees
        same = a.value == b.value and (a.figure.low or 0) >= TELLING
        if a.predicate != b.predicate:  # one of them tells nothing of what happens
            return same or held >= 0.25
        return happens or same or held >= 0.25 or not a.rest or not b.rest or a.projected != b.projected or _moved(a, b)
    return _people(a, b, held) if people else happens or held >= 0.34


def _moved(a: Count, b: Count) -> bool:
    """Whether one is told as an earlier one that has moved, and little else: "the queue of lorries has shrunk to 600"."""
    return any(c.turn == "strong" and len(c.rest) < 3 for c in (a, b)) and a.unit.report.id != b.unit.report.id


def _people(a: Count, b: Count, held: float) -> bool:
    """Whether two counts of people, one of them told as no more than that, with no common word for what happens to them, are one."""
    if not a.rest or not b.rest:  # nothing but what the whole story is about
        return bool(a.places & b.places or a.names & b.names)
    if a.predicate != b.predicate and {a.predicate, b.predicate} & listed("plain", "always"):
        return False
    few = min(len(a.rest), len(b.rest)) < 3
    return bool(a.names & b.names and _jaccard(a, b) >= 0.15) or (held >= 0.5 and (few or len(a.rest & b.rest) > 1))


def _measured(a: Count, b: Count) -> bool:
    mine, theirs = (c.core | c.subject | c.context for c in (a, b))
    left, right = a.core or a.subject, b.core or b.subject
    if a.predicate == b.predicate != "" and a.dimension in listed("measures", "plenty") and not (left and right and not left & right):
        return True  # "5,900 hectares have burned", "8,150 hectares have been blackened"
    if a.dimension in listed("measures", "special"):
        return bool(mine & theirs)
    if a.core and b.core and not a.core & b.core and not a.core & theirs and not b.core & mine:
        return False
    x, y = a.context - left, b.context - right
    held = _held(x, y) if x and y else 1.0
    if left & right:
        return held >= 0.3 or (a.value == b.value and (a.figure.low or 0) >= TELLING)
    if a.dimension == "percentage" and a.subject & b.subject and not (a.core and b.core):
        return True  # "a deficit of 3.1 percent of output", "the deficit will be 3.8 percent"
    if left and right:
        return bool(left & theirs or right & mine) and held >= 0.4
    if not mine or not theirs:  # nothing but what the whole story is about
        return a.dimension in listed("measures", "plenty")
    return _held(mine, theirs) >= 0.5


def _held(x: frozenset[str], y: frozenset[str]) -> float:
    """The share of the smaller that lies in the other."""
    least = min(len(x), len(y))
    return len(x & y) / least if least else 0.0


def _jaccard(a: Count, b: Count) -> float:
    return jaccard(set(a.rest), set(b.rest)) if a.rest or b.rest else 0.0
