"""What a number without a noun counts: a noun told another way, or what the count before it counts; never the number of a name."""

import re
from dataclasses import replace
from functools import cache

from writethru.model import Figure
from writethru.reconcile.clause import BREAK, WORD, Clause
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import stopwords
from writethru.text import fold
from writethru.words import classes

_PLURAL = re.compile(r" ([a-z]{3,}(?:s|ren|men|people))\b")
_LAST = re.compile(r"([^\W\d_][\w’'\-]*)?([^\w\s])?\s*$")
_AFTER = re.compile(r" (?:had|have|has|were|are|was|did|people)\b|[,.;]|$", re.I)
_OF = re.compile(r"(?:, \w+|spoke|spoken|count|number|figure|total|estimate|one|crowd|turnout) of \w* ?$")
OF_THE = re.compile(r"\W*(?:of|among) (?:the|these|those|its|their)\b", re.I)
_LEVEL = re.compile(r"\b(?:stood|stands|stand|now) at $|\b(?:rose|risen|climbed|grown|fallen|fell) to $|\b(?:reached|passed|totalled) $")
_THERE = re.compile(r"\bthere (?:were|are|had been) (?:only |just )?$", re.I)
_ON = re.compile(r" (?:on|in|aboard|at|inside)\b")
_OF_THEM = re.compile(r" of (?:them|those|these|whom)\b")
_LARGE = re.compile(r"(?:million|billion|trillion|bn|m)\b", re.I)
_QUEUE = re.compile(
    r"\b(?:queue|line|backlog|convoy|fleet|herd|group|crowd|team|pile|stock|total) of (?:[a-z]+ )?([a-z]+(?:s|men|people|children))\b[^.;,]{0,40}? (?:to|at|of|by) "
    r"(?:about |some |only |just |nearly |almost |over |at least )*$"
)
_VERSUS = re.compile(r" (?:votes )?(?:to|against) |[-–]")
_US = re.compile(r" of us\b")
_THEIRS = re.compile(r" of (?:them|these|those|whom|which)\b")
_APPOSED = re.compile(r"(?:[^s\W]s|men|people|children),? (?:about |some |only |at least )?$")
_SEVERAL = re.compile(r"\b([a-z]{3,}(?:[^s\W]s|men|people|children))\b")
_NUMBERS = re.compile(
    r"\b(?:([a-z]+) numbers|((?!its\b|his\b|this\b)[a-z]+(?:s|craft|men|people|children|crew|staff)) number) (?:\w+ ){0,3}$"
)
_NUMBER_WHO = re.compile(r"\bnumber(?: of [a-z ]{3,30})?(?= (?:who|taken|killed|injured|treated|still)\b)", re.I)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count|tally) of (?:the |its |their )?([a-z\-]+)(?: [\w’'\-]+){0,5} (?:at|to|of|was|is|reached|now) (?:about |some |only |just |nearly |almost |over |at least )*$"
)
_OBJECT = re.compile(
    r"\b(?:treated|admitted|rescued|arrested|detained|evacuated|killed|injured|wounded|hospitalised|hospitalized|infected|freed) "
    r"(?:about |some |only |just |nearly |almost |over |at least )*$"
)
_END = re.compile(
    r"(?: (?:so far|yesterday|today|tonight|when|mon|tues|wednes|thurs|fri|satur|sunday|by|on|in|at|since|there|overnight|and|after|during)\b|[,.;:]|$)"
)
_FEW = r"(?:about |some |only |just |nearly |almost |over |at least |more than |up to )*$"
_PUT = re.compile(
    r"\b(?:puts?|putting) (?:the |its |their |(?:[\w\-]+ )?[\w\-]+['’]s? )*(?:number |total |count |tally )?(?:of )?(?:[a-z\-]+ )?"
    r"([a-z\-]+(?:s|men|people|children))(?: (?:on|for|by|in) [A-Z]\w+)? at " + _FEW
)
_PUT_WHO = re.compile(
    r"\b(?:puts?|putting) the (?:number|total|count|tally) (?:of )?[a-z]+(?:ed|en|lt|led|nt|ing)\b(?: (?:on|by|in) [A-Z]\w+)? at " + _FEW
)
_OF_X = re.compile(
    r"\W*(?:of|among) (?:(?:the|these|those|its|their|our) )?(?:[\w’'\-]+ ){0,3}?([a-z]+(?:s|men|people|children|craft|staff|crew)), (?:about |some |only |just |nearly |almost |at least )*$",
    re.I,
)
_OF_THOSE = re.compile(
    r"\W*(?:of|among) (?:the|those|people) (?:arrested|detained|held|killed|injured|wounded|hurt|infected|rescued|evacuated|charged|dead|missing)\b[^.;,]{0,40}, "
    + _FEW,
    re.I,
)
_WORK = re.compile(
    r"\b(?:(?:give|gives|gave|giving|provide|provides|provided|offer|offers|offered) (?:work|jobs|employment) (?:to|for)|employ|employs|employed|employing) "
    + _FEW
)
_ABED = re.compile(
    r" (?:are |were |remain |still )*in (?:an? |the )?(?:hospitals?|wards?|intensive care|(?:sick)?beds?|custody|jail|prison|detention|quarantine)\b"
)
_CROWD = re.compile(
    r" (?:people )?(?:(?:to|had|have|has|were|are|would|will|now|already) )*(?:walk(?:ed|ing)? out|march(?:ed|ing)?|took part|take part|taken part|turn(?:ed)? (?:out|up)|gather(?:ed)?|attend(?:ed)?"
    r"|on the streets?|(?:had )?taken to the streets|took to the streets|demonstrat(?:ed|ing)|protest(?:ed|ing))\b"
)
_COSTS = re.compile(
    r"\b(?:cost|costs|costing|pay|pays|paid|paying|owe|owes|owed|earn|earns|earned|spend|spends|spent|fined|charge|charges|charged) (?:[a-z]+ )?"
    + _FEW
)
_HELD = re.compile(
    r"\b([a-z]+) (?:of|on|belonging to) (?:the |its |their )?(?:about |some |only |just |nearly |almost |over |at least |more than |up to )*$"
)
_HOLDS = re.compile(r" [a-z]+(?:['’]s?) ([a-z]+)\b")
_IT_IS = re.compile(r"(?:^|[.\n]\s*|\d )(?:It|That|The (?:figure|number|total|count)) (?:is|has|now|stands|had)[a-z ]{0,25}$")
_STOP = re.compile(r"[.!?]['\"”’)\]]*\s+(?=[A-Z\"“‘'(\d])")
LABEL = 100  # a number of a thing is below this
LIKE = 400.0  # a bare number is no more times larger or smaller than the figure it follows
SAME = 3  # letters in which words of one root agree: "save", "savings"
NEAR_SUM = 40  # characters before a sum that tell what it is
FAR = 600  # characters back to the sum whose money a bare number of millions is in
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
    if _THEIRS.match(text, figure.end) and not any(f.unit or f is not figure for f in clause.figures if f.end <= figure.start):
        told = [w for w in _SEVERAL.findall(text[start : figure.start]) if w not in stopwords()]
        return told[-1] if told else ""  # "the spoilt papers, some 1,900 of them"
    if _US.match(text, figure.end) or (_ON.match(text, figure.end) and _THERE.search(text, start, figure.start)):
        return "people"
    what: list[str] = WORD.findall(noun_phrase(figure).split(" at ")[0].split(" in ")[0].split(" of ")[0])
    level = bool(what) and (what[-1].endswith("s") or fold(what[-1]) in classes("nominals")) and _LEVEL.search(clause.before(figure))
    if level and fold(what[-1]) not in listed("plain", "words"):
        return what[-1]
    if of_those(figure, clause):
        return "people"
    if _ABED.match(text, figure.end) or _WORK.search(text, start, figure.start):
        return "people"
    if _PUT_WHO.search(text, start, figure.start):
        return "people"
    if _CROWD.match(text, figure.end):
        return "people"
    put = _PUT.search(text, start, figure.start) or _OF_X.match(text, start, figure.start)
    if put and not clause.holds_figure(put.start(1), figure) and put.group(1) not in listed("plain", "words"):
        return put.group(1)
    queue = _QUEUE.search(text, start, figure.start)
    if queue and not clause.holds_figure(queue.start(), figure):
        return queue.group(1)
    named = _NUMBERS.search(text, start, figure.start)
    if named:
        return named.group(2) or named.group(1) + "s"
    if _NUMBER_WHO.search(text, start, figure.start):
        return "people"
    of = _NUMBER_OF.search(text, start, figure.start)
    if of and not clause.holds_figure(of.end(1), figure):
        return of.group(1) if of.group(1).endswith("s") else "people"
    if _OBJECT.search(text, start, figure.start) and _END.match(text, figure.end):
        return "people"
    before = [fold(w) for w in WORD.findall(clause.before(figure))][-NEAR:]
    return next((w for w in reversed(before) if w in listed("plain", "quantities")), "")


def of_those(figure: Figure, clause: Clause) -> bool:
    """Whether a number counts some of people told by what became of them: "Of those arrested, 19 have been charged"."""
    return bool(_OF_THOSE.match(clause.text, clause.span[0], figure.start))


def takes_up(figure: Figure, clause: Clause, last: Figure) -> bool:
    """Whether "11 of them" counts some of what was counted before, and no noun stands right before it ("the spoilt papers, 1,900 of them")."""
    if figure.unit or not _THEIRS.match(clause.text, figure.end) or not near(figure, clause, last):
        return False
    return not _APPOSED.search(clause.text, clause.span[0], figure.start)


def follows(figure: Figure, clause: Clause) -> bool:
    """Whether a bare number may count what the figure before it does: "police spoke of 8,000", "131 had been", "of those, 38 are"."""
    if OF_THE.match(clause.text, clause.span[0]) or _OF_THEM.match(clause.text, figure.end):
        return True
    m = _LAST.search(clause.text, clause.span[0], figure.start)
    last = m.group(1) if m and m.group(1) and not m.group(2) else ""
    if labels(figure, clause) or (last[:1].isupper() and fold(last) not in _said()):
        return False  # "tank 7"
    return last != "of" or bool(_OF.search(clause.text, clause.span[0], figure.start))


@cache
def _said() -> frozenset[str]:
    return stopwords() | listed("plain", "words") | listed("givers", "verbs")


def labels(figure: Figure, clause: Clause) -> bool:
    """Whether a small bare number numbers the noun right before it: "tank 7"."""
    m = _LAST.search(clause.text, clause.span[0], figure.start)
    word = fold(m.group(1)) if m and m.group(1) and not m.group(2) else ""
    small = figure.approx == "=" and (figure.high or 0.0) < LABEL and figure.text.isdigit()
    small = small or (figure.approx == "=" and figure.text.isdigit() and len(figure.text) > 3)  # "permit 4471"
    return small and bool(word) and word not in _said() and not word.endswith(("s", "d", "g"))


def versus(figure: Figure, clause: Clause) -> bool:
    """Whether it stands against the number before it: "by 90 votes to 89"; not "from 21 to 26"."""
    before = (f for f in clause.figures if f.end < figure.start and not f.multiplier and not clause.text.endswith("from ", 0, f.start))
    return any(_VERSUS.fullmatch(clause.text, f.end, figure.start) for f in before)


def in_money(figure: Figure, clause: Clause, last: Figure) -> Figure:
    """A number of millions alone, or what something cost, after a sum of money: in that money too: "30 million marks … 85 million to
    modernise the hall", "two lost days have cost 180,000"."""
    told = (_LARGE.search(figure.text) or costs(figure, clause)) and "fewer" not in figure.text
    alone = not figure.unit and told and figure.start - last.end < FAR and not noun(figure, clause)
    if not alone:
        return figure
    return replace(figure, unit=last.unit if _of_that(figure, clause, last) else last.unit.partition(" per ")[0])


def _of_that(figure: Figure, clause: Clause, last: Figure) -> bool:
    """Whether a sum is told with the words of the one before it: "save 140 million a year … supported savings of 60 million"."""
    before, mine = (
        clause.text[max(0, last.start - NEAR_SUM) : last.start],
        clause.text[max(last.end, figure.start - NEAR_SUM) : figure.start],
    )
    said, again = ({fold(w)[:SAME] for w in WORD.findall(t) if len(w) >= SAME} for t in (before, mine))
    return bool((said & again) - {w[:SAME] for w in stopwords() | listed("plain", "words")})


def costs(figure: Figure, clause: Clause) -> bool:
    """Whether a bare number is what something costs or somebody pays."""
    return (figure.high or 0.0) >= LABEL and bool(_COSTS.search(clause.text, clause.span[0], figure.start))


def near(figure: Figure, clause: Clause, last: Figure) -> bool:
    """Whether `last` stands in the sentence before at the furthest, and is of a like size."""
    between = clause.text[last.end : figure.start]
    x, y = (f.low or f.high or 0.0 for f in (figure, last))
    most = 3 if _IT_IS.search(clause.text, clause.span[0], figure.start) else 1
    return len(_STOP.findall(between)) + len(BREAK.findall(between)) <= most and x > 0 and y > 0 and 1 / LIKE <= x / y <= LIKE
