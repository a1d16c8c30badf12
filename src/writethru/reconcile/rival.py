"""Whether two figures that differ contradict each other, or are only told as if they counted one thing.

A false dispute does more harm than one that is missed, so that words must say so where they can: two reports, or two sources that are named,
the same people, no shares of a poll, and no "one" that is told of somebody in particular."""

import re
from collections.abc import Sequence

from writethru.model import FigurePoint
from writethru.reconcile.count import Count, one_giver
from writethru.reconcile.group import Groups
from writethru.reconcile.scale import disjoint
from writethru.reconcile.succession import NEAR
from writethru.reconcile.thing import GENERIC, PEOPLE

Related = tuple[str, str, list[Count], FigurePoint]  # kind, reason, and the earlier figure with its point

UNSURE = "not surely one thing, and so no dispute"
_POLL = re.compile(
    r"\b(?:surveys?|surveyed|polled|pollsters?|respondents|opinion polls?|polling (?:firm|institute|company))\b"
    r"|\bpolls? (?:of|by|for|found|finds|shows?|showed|suggests?|conducted|taken|released|published|put)\b|\b[Ii]n the poll\b",
    re.I,
)
_AWAY = re.compile(r"(?: [a-z]+)? (?:after|before|earlier|later|ago|since|from now|away)\b")
_ONLY = re.compile(r"\b(?:only|just|no more than|received|exactly) $", re.I)
_OWN = re.compile(r"\b(?:his|her|my|our) (?:[a-z]+ ){0,5}(?:was|is|were|at|of|to) (?:about )?$", re.I)
BACK = 400  # characters before a share in which a poll is named
LIKELY = -0.5  # log-odds that two figures count one thing, from which one is taken for the other's successor
TOLD_ALIKE = 2  # stems of the words that tell of two spans from one thing to another, where these are the same things
SEEN = 8  # tellings of a value in which the signs for one thing are looked for


def as_sure(row: Related, mine: Sequence[Count], groups: Groups) -> Related:
    """A relation as far as the signs bear it: two values that one report sets side by side conflict; those that no value
    fits need two figures that are surely one thing, and an update two that are likely to be."""
    kind, reason, theirs, other = row
    if kind == "compatible" and _set_against(mine, theirs):
        kind, reason = "conflict", "told beside it, and no value fits both"
    pairs = [(a, b) for a in mine[:SEEN] for b in theirs[:SEEN]]
    apart = kind in ("conflict", "compatible") and disjoint(mine[0].figure, theirs[0].figure)
    if apart and not any(rivals(a, b, groups.sure(a, b)) for a, b in pairs):
        return "different-claim", UNSURE, theirs, other
    if kind == "update" and not any(groups.sure(a, b, LIKELY) for a, b in pairs):
        return "different-claim", UNSURE, theirs, other
    return kind, reason, theirs, other


def _set_against(mine: Sequence[Count], theirs: Sequence[Count]) -> bool:
    """Whether a report sets two values side by side, each with a source of its own: "the audit office says 340 million, the firm 290"."""
    for a in mine[:SEEN]:
        for b in theirs[:SEEN]:
            beside = a.unit.report.id == b.unit.report.id and abs(a.figure.start - b.figure.start) < NEAR
            told = a.giver.stems and b.giver.stems and not one_giver(a, b)
            if (
                beside
                and told
                and disjoint(a.figure, b.figure)
                and not (a.turn or b.turn or a.first or b.first or a.projected or b.projected)
            ):
                return True
    return False


def rivals(a: Count, b: Count, sure: bool) -> bool:
    """Whether two figures of one series that no value fits stand against each other. `sure`: the signs say that they count one thing."""
    if not sure or (a.dimension == "percentage" and (_polled(a) or _polled(b))) or _single(a) or _single(b):
        return False
    if a.unit.report.id == b.unit.report.id and not (a.giver.stems and b.giver.stems):
        return False  # an outlet does not contradict its own source without saying who else does
    if (a.part == "part") != (b.part == "part"):
        return False  # a part does not contradict a whole
    if len(a.context & b.context) < TOLD_ALIKE and any(_AWAY.match(c.unit.report.text, c.figure.end) for c in (a, b)):
        return False  # "two days after": how far one thing is from another
    if a.dimension:
        return not (_another(a, b) or _another(b, a))
    return _alike(a, b)


def _polled(c: Count) -> bool:
    """Whether a share is a result of a poll: another poll, or another group of those asked, may have another."""
    return bool(_POLL.search(c.unit.report.text, max(0, c.figure.start - BACK), c.clause[1]))


def _single(c: Count) -> bool:
    """Whether "one" tells of somebody in particular: "one of the victims", "killing one person"; not "only one"."""
    return not c.dimension and c.figure.low == c.figure.high == 1 and not _ONLY.search(c.unit.report.text, 0, c.figure.start)


def _another(a: Count, b: Count) -> bool:
    """Whether the one is a source's own ("his tax rate was 36 percent"), or the age of somebody, and the other names no such person."""
    named = b.actors | b.subject | b.names
    if a.dimension == "years old":
        return not ((a.actors | a.subject) & named) - a.giver.stems - b.giver.stems
    own = bool(a.giver.stems) and bool(_OWN.search(a.unit.report.text, a.clause[0], a.figure.start))
    return own and not a.giver.stems & (named | b.context | b.giver.stems)


def _alike(a: Count, b: Count) -> bool:
    """Whether two counts are of the same noun, or of people to whom the same thing happens: two sons and three victims are not."""
    people = a.counted in PEOPLE and b.counted in PEOPLE
    same = a.noun == b.noun or not people or a.noun in GENERIC or b.noun in GENERIC
    return same or a.shared or b.shared or (bool(a.predicate) and a.predicate == b.predicate)
