"""One part of a draft against one sentence of a report: who says it, how firmly, and whether it is denied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.tell.compare import find
from writethru.tell.evidence import Evidence
from writethru.tell.reading import Operator, Reading
from writethru.tell.rules import answers, concept, phrases, table, weak, words_of
from writethru.tell.voice import Voice
from writethru.text import fold
from writethru.verdict import Problem

SHARED = 0.5  # share of an operator's scope that the other text must hold for it to bear on it
MOST = 0.6  # where its first word, mostly the verb, is missing
FIRST = 3  # content words after an operator that tell what it bears on
_PRONOUN = re.compile(r"(?:he|she|they|it|who|we|i)$", re.I)


_FAULT = {
    "denial": "lost-negation",
    "open": "added-certainty",
    "possible": "lost-hedge",
    "claim": "added-certainty",
    "intent": "added-certainty",
}


def speakers(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    mine = told_by(replace(part, voices=tuple(v for v in part.voices if evidence.cast.plausible(v))))
    if not mine:
        return
    theirs = list(r.voices)
    outlet = frozenset(fold(w) for w in re.findall(r"\w+", evidence.reports[r.report].outlet) if w.lower() != "the")
    if not any(v.sure for v in theirs) or any(_PRONOUN.match(v.phrase) for v in theirs):
        theirs += [v for s in (*evidence.neighbours(r, 2), *evidence.next(r)[:1]) for v in s.voices]
    if any("denial" in o.kinds for o in part.operators):
        theirs += [v for s in evidence.denied_after(r) for v in s.voices]
    for v in mine:
        named = evidence.cast.names_of(v)
        if named and outlet and (named <= outlet or outlet <= named):
            continue
        described = [w for w in theirs if w.names or w.heads]
        if any(evidence.cast.heads_it(v, w) for s in evidence.next(r) for w in s.voices) and any(map(evidence.cast.is_company, r.voices)):
            continue  # a lede gives a company what the next sentences give its head
        if "told" in r.forms and any(evidence.cast.names_of(w) & part.forms for w in theirs):
            continue  # what one told another, in the words of that other
        if any(evidence.cast.may_be(v, w) for w in described) or (theirs and not described):
            continue
        if evidence.cast.vague(v) and v.heads & r.concepts:
            continue  # "according to the log"
        if not v.says and not evidence.cast.surname(named):
            continue  # "Seoul hopes to": what it does, not what it says
        told = any(w.sure and not _PRONOUN.match(w.phrase) for w in r.voices)
        if (not told or not ((v.sure and v.says) or evidence.cast.surname(named))) and evidence.cast.stands_in(v, r):
            continue
        beside = [x.near for n in part.numbers for x, _ in [find(n, r, evidence)] if x]
        if v.heads and any(v.heads <= near for near in beside):
            continue
        who = next((w.phrase for w in theirs if w.sure), "") or next((w.phrase for w in theirs), "")
        said = f"the report gives it to {who}" if who else "the report says it in its own voice"
        yield Problem("wrong-speaker", said, v.start, v.end, "contradicted")
        return


def told_by(part: Reading) -> list[Voice]:
    """The voices a part is told by: those named inside it before those only reaching into it, those `extract` is sure of before others."""
    own = [v for v in part.voices if (v.names or v.heads) and not (v.resolved and not v.sure)]
    inside = [v for v in own if part.start <= v.start < part.end] or own
    return [v for v in inside if v.sure] or inside[:1]


def operators(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    for op in r.operators:
        kinds = [k for k in _FAULT if k in op.kinds]
        if not kinds or op.form in weak() or (kinds == ["claim"] and part.voices) or not _bears(op, part, evidence):
            continue
        if not any(_answered(op, k, r.operators, part) for k in kinds if k != "claim" or kinds == ["claim"]):
            lost = _lost(kinds[0], op, part, r, evidence)
            yield lost
            if phrases("stops", "words").fullmatch(op.form) or (kinds[0] == "possible" and part.forms & words_of("stops", "sure")):
                yield replace(lost, kind="added-certainty")
            elif kinds[0] == "open":
                yield replace(lost, kind="lost-hedge")
            break
    denied = bool(evidence.denied_after(r))
    for op in part.operators:
        if op.form in weak():
            continue
        if (
            "denial" in op.kinds
            and "open" not in op.kinds
            and _bears(op, r, evidence)
            and not denied
            and not _answered(op, "denial", part.operators, r)
        ):
            yield Problem("lost-negation", "the report does not deny it", op.start, op.end, "contradicted")
            return
        if (
            "confirm" in op.kinds
            and not _answered(op, "confirm", part.operators, r)
            and not any(concept(o.form) == concept(op.form) for o in r.operators)
        ):
            yield Problem("added-certainty", "the report says it less firmly", op.start, op.end)
            return


def _lost(kind: str, op: Operator, part: Reading, r: Reading, evidence: Evidence) -> Problem:
    text = evidence.reports[r.report].text
    words = text[op.start : op.end]
    verdict = "contradicted" if kind == "denial" else "unsupported"
    at = [w for w in part.words if w.concept in op.scope] or list(part.words)
    start, end = (at[0].start, at[-1].end) if at else (part.start, part.end)
    return Problem(_FAULT[kind], f"the report has “{words}”", start, end, verdict)  # type: ignore[arg-type]


def _bears(op: Operator, other: Reading, evidence: Evidence) -> bool:
    """Whether an operator of one text bears on words that the other has too."""
    for scope in (set(op.scope[:FIRST]), set(op.scope)):
        both = scope & other.concepts
        if both and max(evidence.weight(both) / evidence.weight(scope), len(both) / len(scope)) >= (
            SHARED if op.scope[0] in other.concepts else MOST
        ):
            return True
    return False


def _answered(op: Operator, kind: str, own: Sequence[Operator], other: Reading) -> bool:
    good = answers().get(kind, frozenset())
    taken = {o.form for o in own if o is not op} - {op.form}  # these answer another operator of the same sentence
    return any(
        good & set(o.kinds) and o.form not in taken and (not o.near or not op.near or bool(o.near & (op.near | frozenset(op.scope))))
        for o in other.operators
    ) or (kind in ("claim",) and bool(other.voices))


def fused(joint: str) -> bool:
    """Whether words join two claims as cause and effect."""
    words = table()["causes"]["strict"]
    return bool(re.search(r"\b(?:" + "|".join(words) + r")\b", joint, re.I))
