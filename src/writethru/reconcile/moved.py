"""Words that tell of a change in what the same source gave before: "has raised its payment to 800 crowns", "70 mph at landfall, more than it
had first reported", "would now appeal on five counts only"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.reconcile.again import held, marks, names
from writethru.reconcile.scale import disjoint
from writethru.reconcile.unit import Telling, Unit, content_words

REACH = 120  # characters in which the new value follows
LIKE = 0.2  # of the weight of the words of either, figures apart, in what is moved and what moves it
MET = 2  # words in common that are no names
_WHAT = r"((?:[\w’'\-]+ ){0,5}?[\w’'\-]+)"
# "Its offer of loan guarantees to", "their estimate of the damage by 50 million to"
_MOVED = re.compile(
    r"\b(?:rais|lift|increas|lower|reduc|revis|correct|upp|trimm|doubl|halv|widen|extend|shorten|upgrad|downgrad|slash|cut)(?:e[ds]?|ing|s|t)?"
    rf"(?: (?:up|down|again|also))? (its|his|her|their|the) {_WHAT} (?:from [^,.;]{{1,30}} )?(?:to|at)\b",
    re.I,
)
_THAN = re.compile(
    r"\b(?:more|fewer|less|higher|lower|longer|shorter|later|earlier|bigger|smaller) than (?:(?:it|he|she|they)(?: had)? )?"
    r"(?:first |initially |originally |previously )(?:reported|said|thought|estimated|announced|stated|given|believed|planned|forecast|feared|told|offered|put)\b"
    r"|\b(?:more|fewer|less|higher|lower|longer|shorter|later|earlier) than (?:it|he|she|they)(?: had)? (?:announced|said|reported|estimated|planned)\b|\b(?:longer|later|earlier|sooner) than planned\b",
    re.I,
)
_LONGER = re.compile(r"\b(?:longer|later|earlier|sooner) than\b", re.I)
_NOW = re.compile(r"\bnow\b[^,.;]*\bonly\b|\bno longer\b", re.I)


def moved(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements that say that they change what their source gave before, each with the statement that gave it."""
    for u in units:
        if u.stance in ("denied", "asked", "declined") or not u.current:
            continue
        what = _changed(u)
        if what is None:
            continue
        best = max(((score, v.id, v) for v in units if (score := _before(u, v, what, idf))), default=None)
        if best:
            yield u, best[2]


def _changed(u: Unit) -> frozenset[str] | None:
    """The stems of what is changed, none where the words do not say; None where they tell of no change."""
    text = u.report.text
    m = _MOVED.search(text, *u.statement.sentence)
    if m and any(m.end() <= f.start <= m.end() + REACH for f in u.figures):
        return frozenset(content_words(m.group(2))) - _ESTIMATES
    return frozenset() if _THAN.search(text, *u.statement.sentence) or _NOW.search(u.text) else None


def _before(u: Unit, v: Unit, what: frozenset[str], idf: Telling) -> float:
    """How well an earlier statement fits what another changes, 0 where it does not: one source, another value, like words."""
    if v.order >= u.order or v.report.id == u.report.id or v.answers or v.negated or not _own(u, v) or not _other_value(u, v):
        return 0.0
    x, y = (marks(t.told, frozenset(content_words(t.told))) for t in (u, v))
    known = names(u.told) | names(v.told)
    left, right = held(x, y, idf, known), held(y, x, idf, known)
    if (what and what.isdisjoint(y)) or min(left[1], right[1]) < (1 if what else MET):
        return 0.0
    score = max(left[0], right[0])
    return score if score >= LIKE else 0.0


def _own(u: Unit, v: Unit) -> bool:
    """Whether one source gives both; a body that changes what is its own may have been told of by others."""
    if u.speaker and (u.voice == v.voice or u.speaker == v.speaker):
        return True
    who = frozenset(content_words(u.speaker or ""))
    if not who:  # "The town has raised its payment"
        return bool(u.words) and (u.words[0] in v.words[:1] or u.words[0] in content_words(v.speaker or ""))
    via = u.statement.attribution.via if u.statement.attribution else ()
    said = u.report.text[u.statement.sentence[0] : u.statement.content[0][0]]
    passed = bool(v.speaker) and (any(x.speaker == v.speaker for x in via) or (v.speaker or "") in said)
    return passed or who <= v.stems


def _other_value(u: Unit, v: Unit) -> bool:
    """Whether no number or day of the one is the other's, where both give one of a kind."""
    ends = [{t.latest or t.earliest for t in w.statement.times if t.type == "DATE"} for w in (u, v)]
    if _LONGER.search(u.text) and all(ends) and ends[0].isdisjoint(ends[1]):
        return True
    mine, theirs = ([replace(f, unit=f.unit.partition(" per ")[0]) for f in w.figures] for w in (u, v))
    rivals = ([g for g in theirs if g.unit == f.unit] for f in mine)
    return any(found and all(disjoint(f, g) for g in found) for f, found in zip(mine, rivals, strict=True))


_ESTIMATES = frozenset(content_words("estimate forecast count figure number total toll assessment"))
