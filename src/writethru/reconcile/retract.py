"""Statements that an outlet has taken back: in a later post of its own page ("Scrap that", "We take that back"), or as another outlet
tells it ("the Post, which reported that …, took the article down and apologised")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.reconcile.unit import Unit, content_words

HELD = 0.5  # of the words of what was taken back, in the statement that goes
_OWN = re.compile(
    r"\b(?:(?:scrap|strike|ignore|forget) (?:that|the last)|(?:we|i)(?: must| have to)? (?:take|took) (?:that|it|this) back|(?:we|i) spoke too soon"
    r"|we (?:were|got (?:it|that|this)) wrong|we (?:wrongly|mistakenly|incorrectly) (?:reported|said)|our (?:mistake|error)"
    r"|that (?:report|post|line|account)? ?(?:was|turns out to be) (?:wrong|mistaken|incorrect|false|untrue)|we(?: have)? (?:withdrawn|withdraw|retract(?:ed)?)|correction: [^.\n]*\bnot) ?\b",
    re.I,
)
_TAKEN_DOWN = re.compile(
    r"\b(?:took|taken|pulled) (?:it|(?:the|its|that) (?:[a-z]+ ){0,2}[a-z]+) (?:down|offline)\b|\bapologi[sz]ed\b|\b(?:has|have) apologi[sz]ed\b"
    r"|\b(?:retract|withdr[ae]w|deleted|pulled|removed)[a-z]* (?:it|(?:the|its|that) (?:[a-z]+ )?(?:article|story|report|piece|post|claim|item))\b",
    re.I,
)


def with_retractions(units: Sequence[Unit]) -> list[Unit]:
    """The units, those taken back as no longer current."""
    gone = {u.id for u in _own(units)} | {u.id for u in _told(units)}
    return [replace(u, latest="") if u.id in gone else u for u in units]


def _own(units: Sequence[Unit]) -> Iterator[Unit]:
    """What the post right before a retraction says: all of it that shares a word with the retraction, else its last statement."""
    reports: dict[str, list[Unit]] = {}
    for u in units:
        reports.setdefault(u.report.id, []).append(u)
    for us in reports.values():
        text = us[0].report.text
        for m in _OWN.finditer(text):
            start = text.rfind("\n", 0, m.start()) + 1
            end = text.find("\n", m.end())
            before = text.rfind("\n", 0, max(0, start - 1)) + 1
            told = sorted((u for u in us if before <= u.statement.sentence[0] < start), key=lambda u: u.statement.content[0])
            named = frozenset(content_words(text[start : end if end > 0 else len(text)]))
            yield from [u for u in told if u.stems & named] or told[-1:]


def _told(units: Sequence[Unit]) -> Iterator[Unit]:
    """What another outlet says that an outlet had reported and has taken back: there, and wherever it is retold."""
    for u in units:
        back = _TAKEN_DOWN.search(u.report.text, *u.statement.sentence) if u.retells and u.stems else None
        if back is None or u.statement.content[0][0] > back.start():
            continue  # "apologised, saying that …" tells what is so
        yield u
        for v in units:
            if u.retells in (v.outlet, v.retells) and v.order < u.order and len(u.stems & v.stems) >= HELD * len(u.stems):
                yield v
