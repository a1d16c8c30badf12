"""One part of a draft against one sentence of a report: how firmly it says it, and whether it is denied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.tell.clauses import clauses
from writethru.tell.derived import rest
from writethru.tell.evidence import Evidence
from writethru.tell.heldback import FAULT, denied_beside, lost, spoke
from writethru.tell.likeness import touch
from writethru.tell.measure import core, fit
from writethru.tell.polarity import Pair, turned_back
from writethru.tell.reading import Reading
from writethru.tell.rules import answers, concept, phrases, weak, words_of
from writethru.tell.scope import Operator
from writethru.text import fold
from writethru.verdict import Problem

SHARED = 0.3  # share of an operator's scope that the other text must hold for it to bear on it
MOST = 0.6  # where its first word, mostly the verb, is missing
NEAR = 0.85  # share of a part that a sentence must hold for a "not" of the part's own to be a fault
CLEARLY = 1.2  # and how much more than a clause without one
GOVERNED = 0.2  # share of a part that a clause must hold for its modal verb to govern it whatever the words
FIRST = 3  # content words after an operator that tell what it bears on
_CONTRAST = re.compile(
    r"(?:not|rather than|instead of) (?:the |about |some |on |in |at )?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    re.I,
)  # "11 calls, not 14"
_OWNS_UP = re.compile(r"admit|conced|acknowledg|own|confess")
_OWN_FAULT = re.compile(
    r"\b(?:wrong\w*|mistake\w*|errors?|apolog\w+|sorry|regret\w*|should (?:not )?have|fault|blame|revers\w+|correct\w+|now (?:says?|said|accepts?|agrees?)|(?:does|did|do) (?:accept|know))\b",
    re.I,
)
_BOUNDED = re.compile(
    r"[^,;.:]{0,60}?\b(?:before|but|since)\b|[^,;.:]{0,12}? (?:at|in|on|by|from) [^,;.:]{1,40}? but\b"
)  # "not before Tuesday", "not at X but at Y"
_DEEMED = frozenset(["thought to", "believed", "feared", "suspected", "presumed"])
_CONDITION = re.compile(r"\b(?:if|unless) [^,;:]*$")
_NOT = frozenset(["no", "not", "n't", "never", "nobody", "no one", "none", "cannot"])
_TWICE = re.compile(r"[^,;.]{0,50}?\bwithout\b")
_NONE = frozenset(["no", "none", "nothing", "nobody", "no one", "neither", "nor", "without"])
_REJECTS = re.compile(r"den|reject|refus|disput|dismiss|refut|contradict")
_JOINED = re.compile(
    r"\band (?:(?:was|were|is|are|has|have|had|been|be) )*$"
)  # "had moved, and were believed to be bound for": another verb's


def operators(part: Reading, r: Reading, opposed: Sequence[Pair], evidence: Evidence, draft: str) -> Iterator[Problem]:
    good_mine, good_theirs = turned_back(part, r, opposed)
    refused = bool(evidence.denied_after(r)) and any("denial" in o.kinds and _REJECTS.match(o.form) for o in part.operators)
    theirs = [o for o in r.operators if _bears(o, part, evidence)]
    governed = _governing(part, r, evidence)
    text = evidence.reports[r.report].text
    for op in r.operators:
        if op in good_theirs or op.thing or _CONTRAST.match(text, op.start, r.end):
            continue
        if "denial" in op.kinds and op.form in _NOT and _TWICE.match(text, op.end, r.end):
            continue  # "no town would be left without police"
        if op.form == "without" and any(o.form in _NOT and _TWICE.match(text, o.end, op.end) for o in r.operators if o.end <= op.start):
            continue
        if "denial" in op.kinds and _CONDITION.search(text, r.start, op.start):
            continue  # "if the rain did not stop": denies nothing
        kinds = [k for k in FAULT if k in op.kinds]
        if op.form in words_of("stops", "modal"):
            kinds = ["possible"]  # "would" makes no "might" good
        if not kinds or op.form in weak() or (kinds == ["claim"] and any(v.says for v in part.voices)):
            continue
        if op not in governed and not _bears(op, part, evidence):
            continue
        if "intent" in kinds and any("denial" in o.kinds and 0 <= op.start - o.end <= 2 for o in r.operators):
            continue  # "does not want"
        if kinds[0] != "denial" and refused:
            continue  # "X denied that one had": whatever it was, and however firm
        if kinds[0] != "denial" and any(_within_no(o, op) for o in part.operators):
            continue
        if not any(_answered(op, k, theirs, part) for k in kinds if k != "claim" or kinds == ["claim"]):
            fault = lost(kinds[0], op, part, r, evidence)
            yield fault
            if phrases("stops", "words").fullmatch(op.form) or (kinds[0] == "possible" and part.forms & words_of("stops", "sure")):
                yield replace(fault, kind="added-certainty")
            elif kinds[0] == "open" or op.form in words_of("stops", "hopes"):
                yield replace(fault, kind="lost-hedge")
            break
    yield from denied_beside(part, r, evidence)
    yield from spoke(part, r, evidence)
    yield from _put_in(part, r, good_mine, good_theirs, evidence, draft)


def _put_in(
    part: Reading, r: Reading, good_mine: frozenset[Operator], good_theirs: frozenset[Operator], evidence: Evidence, draft: str
) -> Iterator[Problem]:
    """A "not" or a "confirmed" of the part's own that the sentence does not bear out."""
    text = evidence.reports[r.report].text
    denied = bool(evidence.denied_after(r))
    for op in part.operators:
        agreed = op.form.startswith("accept") and bool(part.forms & words_of("stops", "accounts"))  # with what another says
        if (
            op in good_mine
            or op.thing
            or op.form == "without"
            or (op.form in weak() and not agreed)
            or _BOUNDED.match(draft, op.end, part.end)
        ):
            continue
        if (
            "denial" in op.kinds
            and "open" not in op.kinds
            and _bears(op, r, evidence)
            and not denied
            and evidence.coverage(part, r) >= NEAR
            and not _answered(op, "denial", part.operators, r)
            and not any("denial" in o.kinds and o not in good_theirs for o in r.operators)
            and not _denied_next(part, r, evidence)
            and not any(rest(n, part, r) for n in part.numbers)
        ):
            yield Problem("lost-negation", "the report does not deny it", op.start, op.end, "contradicted")
            return
        if (
            "confirm" in op.kinds
            and not _answered(op, "confirm", part.operators, r)
            and not any(concept(o.form) == concept(op.form) for o in r.operators)
            and not (_OWNS_UP.match(op.form) and any(_OWN_FAULT.search(text, s.start, s.end) for s in evidence.beside(r)))
        ):
            yield Problem("added-certainty", "the report says it less firmly", op.start, op.end)
            return


def _denied_next(part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether somebody the part names denies something in the next sentence: "She was asked to resign. Corvalle rejected the call." """
    named = {fold(w) for m in part.names for w in m.name.split()}
    return any("denial" in o.kinds for s in evidence.next(r)[:1] if named & s.forms for o in s.operators)


def _governing(part: Reading, r: Reading, evidence: Evidence) -> frozenset[Operator]:
    """The modal verbs of the clause that a part rests on, where the part has no hedge at all: in other words throughout, "might slow the
    work" still governs what "would hold up the digging" makes of it."""
    if any(
        set(o.kinds) & {"possible", "intent", "open", "claim", "denial"} and o.form not in words_of("stops", "unhedged")
        for o in part.operators
    ):
        return frozenset()
    modal = words_of("stops", "modal") | words_of("stops", "floating") | words_of("stops", "hopes") | _DEEMED
    text = evidence.reports[r.report].text
    found = [o for o in r.operators if o.form in modal and set(o.kinds) & {"possible", "intent"}]
    found = [o for o in found if o.form not in _DEEMED or text[o.start - 2 : o.start] != ", "]  # ", believed to be his cousin,"
    if not found:
        return frozenset()
    own = [
        (evidence.coverage(part, c), [o for o in found if c.start <= o.start < c.end]) for c in clauses(r, evidence.reports[r.report].text)
    ]
    counted = [
        c for c in clauses(r, evidence.reports[r.report].text) if any(fit(n, e) for n in part.numbers for e in c.numbers if core(e) > 1)
    ]
    if len(counted) == 1 and (over := [o for o in found if counted[0].start <= o.start < counted[0].end]):
        return frozenset(o for o in over if not any(a <= o.start < b for a, b in r.quotes))  # "pumping may take 14 days, because ..."
    share, governs = max(own, key=lambda x: (bool(x[1]), x[0]))
    plain = max((s for s, inside in own if not inside), default=0.0)
    if share < GOVERNED or share < CLEARLY * plain:
        return frozenset()
    return frozenset(
        o
        for o in governs
        if not any(a <= o.start < b for a, b in r.quotes)
        and (_bears(o, part, evidence) or not _JOINED.search(text, max(r.start, o.start - 24), o.start))
    )


def _within_no(o: Operator, op: Operator) -> bool:
    """Whether what an operator bears on stands in the draft under a "no" of something else: "no proof that they had help"."""
    return "denial" in o.kinds and o.form in _NONE and bool(set(o.scope[1:]) & set(op.scope)) and o.scope[0] not in op.scope


def turned(found: Sequence[Problem], part: Reading) -> list[Problem]:
    """The same fault under its other name where "did not rule out" became "ruled out": certainty added, and a "not" lost."""
    ruled = any("rul" in o.form and "open" not in o.kinds for o in part.operators if "denial" in o.kinds)
    return [
        replace(p, kind="lost-negation", verdict="contradicted")
        for p in found
        if ruled and p.kind == "added-certainty" and "rul" in p.detail
    ][:1]


def _bears(op: Operator, other: Reading, evidence: Evidence) -> bool:
    """Whether an operator of one text bears on words that the other has too."""
    for scope in (set(op.scope[:FIRST]), set(op.scope)):
        both = other.shared(scope)
        if both and max(evidence.weight(both) / evidence.weight(scope), len(both) / len(scope)) >= (
            SHARED if op.scope[0] in both else MOST
        ):
            return True
    return False


def _answered(op: Operator, kind: str, own: Sequence[Operator], other: Reading) -> bool:
    good = answers().get(kind, frozenset())
    taken = {o.form for o in own if o is not op} - {op.form}  # these answer another operator of the same sentence
    if kind == "denial":  # another "not" of the sentence makes this one good only where it bears on the same
        return any(
            good & set(o.kinds) and o.form not in taken and (not o.scope or not op.scope or touch(o.scope, op.scope))
            for o in other.operators
        )
    near = op.near | frozenset(op.scope)
    return any(
        good & set(o.kinds) and o.form not in taken and (not o.near or not op.near or touch(o.near, near)) for o in other.operators
    ) or (kind == "claim" and any(v.says for v in other.voices))
