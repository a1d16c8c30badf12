"""How a figure stands to an earlier one of its series: the same, an update of it, in conflict with it, compatible, or of another claim."""

import re

from writethru.reconcile.count import Count
from writethru.reconcile.likeness import days_apart, same_voice
from writethru.reconcile.plan import moved, reckoned
from writethru.reconcile.scale import disjoint, listed, nearly, told_as
from writethru.text import fold

BOUND = 2.0  # times as much
NEAR = 200  # characters in which "initially" and "from" point to one another
_CHANGE = re.compile(
    r"\b(?:up|down|rose|fell|gain(?:ed|s)?|los(?:t|es)|dropp?(?:ed|s)|climb(?:ed|s)|slid|sank|jump(?:ed|s)|weaken(?:ed|s)|strengthen(?:ed|s)|add(?:ed|s)|shed) "
    r"(?:by |about |almost |nearly |some |more than |over |another )*$"
)
_SCALED = re.compile(r"\d(?:m|mn|bn|k|tn)\b|\b(?:thousand|million|billion|trillion|mln|bln)\b|\d\.\d", re.I)
VAGUE = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))


def relate(late: Count, early: Count, own: bool, replaces: bool = True, recap: bool = False) -> tuple[str, str]:
    """The relation of a figure to an earlier one of its series, and why. `own`: one source gave both; `replaces`: where words say that
    it takes the place of an earlier figure, that may be another source's (its own source gave none); `recap`: an outlet tells one of them
    again after somebody else, and stands for none."""
    a, b = late.figure, early.figure
    later = _apart(late, early)
    apart = later and not _one_event(late, early)
    if late.value == early.value and late.projected == early.projected:
        return "same", "the same number" if not own else "the same source, the same number"
    if _rounded(late, early):
        if own or not (late.giver.stems and early.giver.stems):
            return "same", "the same number, rounded"
        if any(_SCALED.search(f.text) for f in (a, b)):
            return "compatible", "the same number, rounded"
    if late.predicate != early.predicate and {late.predicate, early.predicate} <= listed("plain", "one_fate"):
        return "different-claim", "who is told to go has not gone yet"
    if VAGUE & {fold(f.text.split()[-1]) for f in (a, b)}:
        return ("different-claim", "one is only roughly a number") if disjoint(a, b) else ("compatible", "both can be true")
    if late.projected != early.projected and not (late.turn and own) and not reckoned(late, early) and not moved(late):
        return "different-claim", "one is planned or possible, not counted"
    beside = late.unit.report.id == early.unit.report.id and (late.clause == early.clause or _follows(late, early))
    again = late.unit.report.id != early.unit.report.id or later
    if own and (again or late.turn == "strong" or early.first):
        return "update", "the same source, later"
    if moved(late) and early.projected in ("", late.projected) and not early.turn and late.unit.report.id != early.unit.report.id:
        return "update", "a later sum, in so many words"
    if (replaces or beside) and (
        late.turn == "strong" or (late.turn and apart) or (early.first and (beside or (apart and not early.giver.stems)))
    ):
        return "update", "a later count, in so many words"
    if not disjoint(a, b) and _far_off(late, early):
        return "different-claim", "a bound so far off tells nothing"
    if not disjoint(a, b) or nearly(a, b):
        return "compatible", "both can be true"
    if later and late.adopted and any(same_voice(u, early.unit) for u in (late.unit, *late.outer) if u.speaker):
        return "update", "the same source, later, with another's number"  # "it no longer disputes the inspectorate's 19"
    if own:
        return "different-claim", "one source gives both at once, so they count different things"
    unsourced = not (late.giver.stems and early.giver.stems)
    if apart and unsourced and late.part != "more" and not (recap or _changes(late) or _fallen(late, early)):
        return "update", "a later count, and no other source stands against it"
    if apart and unsourced and _fallen(late, early) and not late.turn:
        return "different-claim", "no toll shrinks without a word"
    if apart:
        return "compatible", "another source on another day; both may stand"
    small, large = sorted((late, early), key=lambda c: c.figure.high or 0.0)
    if unsourced and (recap or (_fallen(small, large) and not small.giver.stems)):  # "two people died", and the toll is five
        return "different-claim", "no source stands for one of them"
    return "conflict", "one event, and no value fits both" if late.day[:10] != early.day[:10] else "the same day, and no value fits both"


def _far_off(late: Count, early: Count) -> bool:
    """Whether one is only a bound ("up to 15"), and the other less than half or more than twice of it."""
    bounds = [f for f in (late.figure, early.figure) if f.low is None or f.high is None]
    low, high = sorted(c.value[0] or c.value[1] or 0.0 for c in (late, early))
    return bool(bounds) and high > BOUND * low


def _rounded(late: Count, early: Count) -> bool:
    """Whether one is the other told roundly, and no words set them against each other."""
    changed = late.unit.report.id == early.unit.report.id and (late.turn == "strong" or early.first)
    if late.projected != early.projected or changed:
        return False
    spans = [(told_as(a.figure), b.value) for a, b in ((late, early), (early, late))]
    return any(span and value[0] == value[1] and span[0] <= (value[0] or 0.0) <= span[1] for span, value in spans)


def _fallen(late: Count, early: Count) -> bool:
    """Whether a count of what only grows is smaller than the one before."""
    low, high = early.figure.low, late.figure.high
    return late.predicate in listed("phase", "grows") and low is not None and high is not None and high < low


def _changes(c: Count) -> bool:
    """Whether a share tells by how much something rose or fell up to its own day."""
    return c.dimension == "percentage" and bool(_CHANGE.search(c.unit.report.text[max(c.clause[0], c.figure.start - 30) : c.figure.start]))


def _follows(late: Count, early: Count) -> bool:
    """Whether "initially 300" goes on with "520 now" in the next words, or "has spread to 9" with "up from 4"."""
    return bool(late.turn) and abs(late.figure.start - early.figure.start) < NEAR


def _apart(a: Count, b: Count) -> bool:
    """Whether two counts hold for different times, as far as both are told; what does not change with time is never apart."""
    if a.dimension in listed("measures", "fixed"):
        return False
    hours = {c.day[11:13] for c in (a, b)}
    return days_apart(a.day, b.day) >= 1 or ("" not in hours and len(hours) == 2)


def _one_event(a: Count, b: Count) -> bool:
    """Whether two counts are of one event that is over: one says so, neither counts what goes on, nor do they name two days of it."""
    over = "over" in (a.phase, b.phase) and "running" not in (a.phase, b.phase)
    return over and not (a.named and b.named and days_apart(a.named, b.named))
