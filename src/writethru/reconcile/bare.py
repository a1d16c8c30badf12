"""What a number without a noun counts: a noun told another way, or what the count before it counts; never the number of a name."""

import re

from writethru.model import Figure
from writethru.reconcile.clause import BREAK, WORD, Clause
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import stopwords
from writethru.text import fold

_PLURAL = re.compile(r" ([a-z]{3,}(?:s|ren|men|people))\b")
_LAST = re.compile(r"([^\W\d_][\w’'\-]*)?([^\w\s])?\s*$")
_AFTER = re.compile(r" (?:had|have|has|were|are|was|did|people)\b|[,.;]|$", re.I)
_OF = re.compile(r"(?:, \w+|spoke|spoken|count|number|figure|total|estimate|one|crowd|turnout) of \w* ?$")
OF_THE = re.compile(r"\W*(?:of|among) (?:the|these|those|its|their)\b", re.I)
_LEVEL = re.compile(r"\b(?:stood|stands|stand|now) at $|\b(?:rose|risen|climbed|grown|fallen|fell) to $|\b(?:reached|passed|totalled) $")
_THERE = re.compile(r"\bthere (?:were|are|had been) (?:only |just )?$", re.I)
_ON = re.compile(r" (?:on|in|aboard|at|inside)\b")
_US = re.compile(r" of (?:us|them)\b")
_NUMBERS = re.compile(r"\b([a-z]+) numbers (?:\w+ ){0,3}$")
_NUMBER_WHO = re.compile(r"\bnumber(?: of [a-z ]{3,30})?(?= (?:who|taken|killed|injured|treated|still)\b)", re.I)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count|tally) of (?:the |its |their )?([a-z\-]+)(?: [\w’'\-]+){0,5} (?:at|to|of|was|is|reached|now) (?:about |some |only |just |nearly |almost |over |at least )*$"
)
_OBJECT = re.compile(
    r"\b(?:treated|admitted|rescued|arrested|detained|evacuated|killed|injured|wounded|hospitalised|hospitalized|infected|freed) "
    r"(?:about |some |only |just |nearly |almost |over |at least )*$"
)
_END = re.compile(r"(?: (?:so far|by|on|in|at|since|there|overnight|and|after|during)\b|[,.;:]|$)")
_HELD = re.compile(
    r"\b([a-z]+) (?:of|on|belonging to) (?:the |its |their )?(?:about |some |only |just |nearly |almost |over |at least |more than |up to )*$"
)
_HOLDS = re.compile(r" [a-z]+(?:['’]s?) ([a-z]+)\b")
_STOP = re.compile(r"[.!?]['\"”’)\]]*\s+(?=[A-Z\"“‘'(\d])")
LIKE = 400.0  # a bare number is no more times larger or smaller than the figure it follows
NEAR = 8  # words before it in which "toll" or "crowd" tells what it is


def noun_phrase(figure: Figure) -> str:
    """What is counted, without the concept it measures: "North Korean troops"."""
    return figure.of.split(",")[0].strip()


def noun(figure: Figure, clause: Clause) -> str:
    """What is counted, in words; "" where a bare number stands alone."""
    if figure.unit:
        held = _HELD.search(clause.text, clause.span[0], figure.start) or _HOLDS.match(clause.text, figure.end, clause.span[1])
        if held and fold(held.group(1)) in listed("plain", "holders"):
            return f"{figure.unit} {held.group(1)}"
        return noun_phrase(figure) or figure.unit
    text, start = clause.text, clause.span[0]
    after = _PLURAL.match(text, figure.end)
    if after and after.group(1) not in listed("plain", "words") and after.group(1) not in stopwords():
        return after.group(1)
    if _US.match(text, figure.end) or (_ON.match(text, figure.end) and _THERE.search(text, start, figure.start)):
        return "people"
    what: list[str] = WORD.findall(noun_phrase(figure).split(" at ")[0].split(" in ")[0].split(" of ")[0])
    if what and _LEVEL.search(clause.before(figure)) and what[-1].endswith("s") and fold(what[-1]) not in listed("plain", "words"):
        return what[-1]
    named = _NUMBERS.search(text, start, figure.start)
    if named:
        return named.group(1) + "s"
    if _NUMBER_WHO.search(text, start, figure.start):
        return "people"
    of = _NUMBER_OF.search(text, start, figure.start)
    if of and not clause.holds_figure(of.end(1), figure):
        return of.group(1) if of.group(1).endswith("s") else "people"
    if _OBJECT.search(text, start, figure.start) and _END.match(text, figure.end):
        return "people"
    before = [fold(w) for w in WORD.findall(clause.before(figure))][-NEAR:]
    return next((w for w in reversed(before) if w in listed("plain", "quantities")), "")


def follows(figure: Figure, clause: Clause) -> bool:
    """Whether a bare number may count what the figure before it does: "police spoke of 8,000", "131 had been", "of those, 38 are"."""
    if OF_THE.match(clause.text, clause.span[0]):
        return True
    m = _LAST.search(clause.text, clause.span[0], figure.start)
    word = fold(m.group(1)) if m and m.group(1) and not m.group(2) else ""
    said = stopwords() | listed("plain", "words") | listed("givers", "verbs")
    if figure.approx == "=" and ((word and word not in said) or not _AFTER.match(clause.text, figure.end)):
        return False  # "tank 7"
    return word != "of" or bool(_OF.search(clause.text, clause.span[0], figure.start))


def near(figure: Figure, clause: Clause, last: Figure) -> bool:
    """Whether `last` stands in the sentence before at the furthest, and is of a like size."""
    between = clause.text[last.end : figure.start]
    x, y = (f.low or f.high or 0.0 for f in (figure, last))
    return len(_STOP.findall(between)) + len(BREAK.findall(between)) <= 1 and x > 0 and y > 0 and 1 / LIKE <= x / y <= LIKE
