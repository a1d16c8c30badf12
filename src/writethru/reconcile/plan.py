"""Whether a figure is told as a plan, a possibility or a demand; and when a plan stands against a count after all."""

import re
from functools import cache

from writethru.model import Figure
from writethru.reconcile.clause import Clause
from writethru.reconcile.count import Count
from writethru.reconcile.giver import Giver
from writethru.reconcile.scale import listed
from writethru.reconcile.thing import stems

_ABLE = re.compile(r"\b(?:could not|couldn['’]t|cannot|can now|can no longer)\b", re.I)
_TO = re.compile(
    r"\b(?:means?|aims?|intends?|seeks?) to (?:[a-z]+ ){1,4}$|\b(?:is|are|was|were) to [a-z]+ $|\bto be (?!at\b|about\b|around\b|almost\b)[a-z]+(?:ed|t|n) (?:at |to |as |by )?$"
)
_AFTER = r"(?: (?!and\b|but\b|or\b|that\b|who\b)[\w’'\-]+){0,3}? (?:(?:is|are|was|were|be|been|being) (?:still |also )?)?"
_NEEDED = re.compile(
    _AFTER
    + r"(?:wanted|needed|asked for|requested|sought|demanded|required)(?=[,.;:]|$| (?:by|to|for|in|at|from|before|after|on|this|next|and)\b)"
)
# A number named again ("on the six stations", "its figure of 58,000", "900 crowns today") is no plan, whatever is planned with it.
_GIVEN = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|worth|(?:figure|number|count|tally) of)|['’]s?) (?:about |some |nearly )?$"
)
_TODAY = re.compile(r"[a-z ]{0,12} (?:today|now|at present|currently),")
_WANTED = re.compile(
    _AFTER + r"(?:pledged|promised|planned|hoped for|expected|forecast|projected)\b"
    r"|(?: (?!and\b|but\b|or\b|that\b|who\b)[\w’'\-]+){0,6}? (?:intend|plan|hope|aim|pledge|promise|expect|prepare|threaten)(?:s|ed)? to\b"
)
_SET = re.compile(
    r"\b(?:rais|lift|cut|lower|revis|trim|tak|took|increas|reduc|scal|slash|push|brought|bring|improv|sweeten)[a-z]*\b[^.;]{0,80} to (?:[a-z]+ ){0,2}$"
)
# What the law allows or asks for is no count: "the legal limit is 40", "above 40 per cent the law requires a review".
_LIMIT = re.compile(
    r"\b(?:limit|threshold|ceiling)(?: for [a-z ]{1,40}?)? (?:of|is|was|at|stands at) (?:about |just |only )?$"
    r"|\bthe law (?:requires|allows|permits|demands|sets|forbids) (?:[a-z]+ ){0,4}$"
)
_BY_LAW = re.compile(
    r"[^,.;]{0,30}?,? the law (?:requires|allows|permits|demands|forbids)\b|[^,.;]{0,30} (?:required|allowed|permitted) by law\b"
)
WISHED = 40  # characters back in which "wants" bears on a figure
NEAR = 60  # characters in which "could not" bears on a figure


def projected(figure: Figure, clause: Clause, words: list[tuple[int, str]], given: Giver) -> str:
    """Whether a figure is told as a plan or possibility, or asked for: by its verb, by who tells it, or by words beside it."""
    text, (start, end) = clause.text, clause.span
    if _GIVEN.search(text, start, figure.start) or _TODAY.match(text, figure.end, end):
        return ""
    since = max([figure.start - WISHED, *(f.end for f in clause.figures if f.end <= figure.start)])
    near = {w for p, w in words if since <= p + start < figure.start}
    if near & listed("wished", "asked") or _NEEDED.match(text, figure.end) or _lawful(figure, clause):
        return "asked"
    able = _ABLE.search(text, max(start, figure.start - NEAR), min(end, figure.end + NEAR))
    planned = figure.modality in ("planned", "possible") and not able
    content = clause.unit.statement.content
    inside = any(a <= figure.start < b for a, b in content)
    told = (inside and clause.unit.stance in ("expected", "asked", "promised", "warned")) or given.stems & _wished() or clause.ahead(figure)
    return (
        "plan"
        if planned or told or near & listed("wished", "words") or _WANTED.match(text, figure.end) or _TO.search(clause.before(figure))
        else ""
    )


def _lawful(figure: Figure, clause: Clause) -> bool:
    return bool(_LIMIT.search(clause.before(figure)) or _BY_LAW.match(clause.text, figure.end, clause.span[1]))


def reckoned(late: Count, early: Count) -> bool:
    """Whether the one that is no plan estimates the same sum or measure, and so stands against what is expected."""
    firm = late if early.projected else early
    other = early if early.projected else late
    return bool(late.dimension) and other.projected == "plan" and (firm.figure.modality == "estimated" or firm.unit.stance == "estimated")


def moved(c: Count) -> bool:
    """Whether somebody has changed a sum or a plan to it: "raised its offer to 52 million", "was cut to 500"."""
    return c.turn == "strong" and bool(_SET.search(c.unit.report.text[c.clause[0] : c.figure.start]))


@cache
def _wished() -> frozenset[str]:
    return stems(listed("wished", "words") | listed("wished", "asked"))
