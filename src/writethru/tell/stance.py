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


_ANSWERS = re.compile(r" (?:to |yet )?(comment|answer|respond|repl|elaborat|apologi)", re.I)
_TO_COME = re.compile(r"\b(?:is|are|was|were) (?:due |set |expected |scheduled )?to (?:\w+ )?$|\bwill (?:\w+ )?$|\bdue to $")
_HAS = re.compile(r"\b(?:has|have|had)(?: (?:already|now|since))? $")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|to|will|stay\w*|remain\w*) (?:\w+ )?$")
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
        known = any(
            v.resolved and (v.names or v.heads) for v in theirs
        )  # "she said", and it was worked out who: only a person just named fits besides
        around = evidence.neighbours(r, 1) if known else (*evidence.neighbours(r, 2), *evidence.next(r)[:1])
        theirs += [v for s in around for v in s.voices]
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
        if not v.says and not (evidence.cast.surname(named) and part.start <= v.start < part.end):
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
        if op.form in words_of("stops", "modal"):
            kinds = ["possible"]  # "would" makes no "might" good
        if not kinds or op.form in weak() or (kinds == ["claim"] and any(v.says for v in part.voices)) or not _bears(op, part, evidence):
            continue
        if not any(_answered(op, k, r.operators, part) for k in kinds if k != "claim" or kinds == ["claim"]):
            lost = _lost(kinds[0], op, part, r, evidence)
            yield lost
            if phrases("stops", "words").fullmatch(op.form) or (kinds[0] == "possible" and part.forms & words_of("stops", "sure")):
                yield replace(lost, kind="added-certainty")
            elif kinds[0] == "open":
                yield replace(lost, kind="lost-hedge")
            break
    yield from _denied_beside(part, r, evidence)
    yield from _spoke(part, r, evidence)
    denied = bool(evidence.denied_after(r))
    for op in part.operators:
        agreed = op.form.startswith("accept") and bool(part.forms & words_of("stops", "accounts"))  # with what another says
        if op.form in weak() and not agreed:
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


def done(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """What a report has as to come, told as done: "is to vote on Monday", "has voted"."""
    text = evidence.reports[r.report].text
    planned = {w.concept: w for w in r.words if _TO_COME.search(text[max(r.start, w.start - 24) : w.start])}
    if not planned or any("intent" in o.kinds or "possible" in o.kinds for o in part.operators):
        return
    for n, w in enumerate(part.words):
        other = planned.get(w.concept)
        before = draft[max(part.start, w.start - 16) : w.start].lower() if other else ""
        if other and (_HAS.search(before) or (w.form.endswith("ed") and not _BE.search(before) and n)):
            yield Problem(
                "added-certainty", f"the report has “{text[max(r.start, other.start - 6) : other.end].strip()}”, to come", w.start, w.end
            )
            return


def _spoke(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    """Who "has not commented" told as having done so: verbs of answering are no content that `operators` could compare."""
    text = evidence.reports[r.report].text
    if any("denial" in o.kinds for o in part.operators):
        return
    for op in r.operators:
        m = _ANSWERS.match(text, op.end, r.end) if "denial" in op.kinds else None
        if m and any(f.startswith(m.group(1)[:6].lower()) for f in part.forms):
            yield _lost("denial", op, part, r, evidence)
            return


def _denied_beside(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    """What a part has besides its sentence and the one next to that denies: "Shells hit a school. Nobody was hurt." """
    more = part.concepts - r.concepts - r.context
    if not more or any("denial" in o.kinds for o in (*part.operators, *r.operators)):
        return
    for s in evidence.next(r)[:1]:
        for op in s.operators:
            if op.kinds == ("denial",) and op.scope and op.scope[0] in more:
                yield _lost("denial", op, part, s, evidence)
                return


def turned(found: Sequence[Problem], part: Reading) -> list[Problem]:
    """The same fault under its other name where "did not rule out" became "ruled out": certainty added, and a "not" lost."""
    ruled = any("rul" in o.form and "open" not in o.kinds for o in part.operators if "denial" in o.kinds)
    return [
        replace(p, kind="lost-negation", verdict="contradicted")
        for p in found
        if ruled and p.kind == "added-certainty" and "rul" in p.detail
    ][:1]


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
    if kind == "denial":  # another "not" of the sentence makes this one good only where it bears on the same
        return any(
            good & set(o.kinds) and o.form not in taken and (not o.scope or not op.scope or set(o.scope) & set(op.scope))
            for o in other.operators
        )
    return any(
        good & set(o.kinds) and o.form not in taken and (not o.near or not op.near or bool(o.near & (op.near | frozenset(op.scope))))
        for o in other.operators
    ) or (kind == "claim" and any(v.says for v in other.voices))


def fused(joint: str) -> bool:
    """Whether words join two claims as cause and effect."""
    words = table()["causes"]["strict"]
    return bool(re.search(r"\b(?:" + "|".join(words) + r")\b", joint, re.I))
