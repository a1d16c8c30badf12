"""Answers that name what they answer by a pronoun ("Molden denied that", "she called it a lie"), and those that a source takes back
in so many words ("admitted on Tuesday, a day after denying it")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.reconcile.unit import Unit
from writethru.text import FOLD

BACK = 250  # characters back to the end of what is answered
LEAST = 3  # content words of it
SHARED = 0.2  # of the words of a denial and of what takes it back, where the sentence itself says that it does
_IT = r"(?:that|it|this|these|those|so|(?:the|this|that|these|those|any such|all|his|her|their|its) (?:[a-z]+(?:['’]s)? )?(?:accusation|claim|allegation|charge|report|account|suggestion|rumou?r|criticism|assertion|version|finding)s?)"
_NAMED = re.compile(rf"{_IT}(?: (?:as|out of hand|at once|outright|flatly))?\W*", re.I)
_EARLIER = re.compile(r"\b(?:after|before|despite|since)\b[^,.;]{0,30}$|ing$")
_TURN = re.compile(
    r"\b(?:after|having|despite|reversing|reverses|reversed)\b(?: [\w’']+){0,4} (?:deny|deni|reject|dismiss|insist)[a-z]*\b"
    r"|\b(?:had|has) (?:earlier |previously |first |at first |long )?denied\b|\bdrops? (?:its|his|her|their) (?:claim|denial)",
    re.I,
)
_LIE = re.compile(
    rf"\W*(?:{_IT}\W+)?(?:(?:as|is|was|were|are|to be) )?\W*(?:an? |all |pure(?:ly)? |plain(?:ly)? |simply |complete(?:ly)? |total(?:ly)? |utter(?:ly)? |outright |flat |blatant |absolute(?:ly)? )*"
    r"(?:lies?|nonsense|false|untrue|rubbish|fabrications?|inventions?|wrong|not true|baseless|groundless|absurd)\W*",
    re.I,
)


def with_answers(units: Sequence[Unit]) -> list[Unit]:
    """The units, those that answer another of their report with its words and its id: a denial denies them all."""
    reports: dict[str, list[Unit]] = {}
    for u in units:
        reports.setdefault(u.report.id, []).append(u)
    found = {u.id: (u, v) for us in reports.values() for u, v in _answers(sorted(us, key=lambda u: u.statement.content[0][0]))}
    return [_answering(*found[u.id]) if u.id in found else u for u in units]


def _answers(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Answers of one report, each with the statement right before it, if somebody else makes it. `units` in order of place."""
    for n, u in enumerate(units):
        a = u.statement.attribution
        if a is None or a.negated or u.speaker is None or not _short(u):
            continue
        if a.cue is None or a.cue[1] - a.cue[0] < 3 or _EARLIER.search(u.report.text, u.statement.sentence[0], a.cue[1]):
            continue  # "a day after denying it" tells of an earlier answer
        start = u.statement.content[0][0]
        v = next((v for v in reversed(units[:n]) if v.statement.content[-1][1] <= start), u)
        near = 0 < start - v.statement.content[-1][1] <= BACK
        if near and v.speaker is not None and v.voice != u.voice and len(v.stems) >= LEAST and v.stance != "declined":
            yield u, v


def _short(u: Unit) -> bool:
    text = u.text.translate(FOLD).strip()
    return bool((u.stance in ("denied", "confirmed") and _NAMED.fullmatch(text)) or _LIE.fullmatch(text))


def _answering(u: Unit, v: Unit) -> Unit:
    return replace(
        u,
        words=v.words,
        stems=v.stems,
        numbers=v.numbers,
        denied=v.stems if u.stance != "confirmed" else v.denied,
        unreal=v.unreal,
        answers=v.id,
    )


def turned(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Statements whose sentence says that their source had denied it, each with that source's earlier denial that is likest."""
    denials = [u for u in units if u.stance == "denied" and u.denied]
    for u in units:
        if not u.speaker or u.stance in ("denied", "declined") or u.negated or not _TURN.search(u.report.text, *u.statement.sentence):
            continue
        near = [
            (len(u.stems & d.stems) / min(len(u.stems), len(d.stems)), d.id, d)
            for d in denials
            if d.voice == u.voice and d.order < u.order and u.stems and u.statement.sentence != d.statement.sentence
        ]
        share, _, best = max(near, default=(0.0, "", u))
        if share >= SHARED:
            yield u, best
