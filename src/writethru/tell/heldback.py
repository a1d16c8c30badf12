"""What a draft tells though a passage denies it or holds it back: an answer nobody gave, harm that nobody came to, a stressed "did"."""

import re
from collections.abc import Iterator, Sequence

from writethru.tell.evidence import Evidence
from writethru.tell.likeness import touch
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, weak
from writethru.tell.scope import Operator
from writethru.tell.stance import speakers, told_by
from writethru.text import fold
from writethru.verdict import Problem

_ANSWERS = re.compile(r" (?:to |yet )?(comment|answer|respond|repl|elaborat|apologi)", re.I)
_TOLD_WHEN = re.compile(
    r"\b(said|says|told|disclosed|revealed|explained|announced|confirmed)(?: \w+){0,3}? (when|why|how|what|who|where|which|whether|if)\b",
    re.I,
)
_SILENT = re.compile(
    r"(?: (?:to|be|been|yet|drawn|immediately))* (?:say|tell|disclos|reveal|explain|announc|confirm|comment|on)\w*(?: \w+){0,3}? (when|why|how|what|who|where|which|whether|if)\b",
    re.I,
)
_STRESSED = re.compile(
    r"(?<![Ww]hat )(?<![Hh]ow )(?<![Ww]hy )(?<![Ww]hen )(?<![Ww]here )(?<!than )(?<!as )(?<!who )(?<!that )\b(?:did|does) "
    r"(?!not\b|so\b|the\b|its?\b|s?he\b|they\b|an?\b|with|away|up|this|that|in\b|on\b|for\b|as\b|to\b|no|little|less|more|some|any|every|all|much|well|better|too|business|damage|harm|their|his|her|what|good)[a-z]{2,}\b"
)
FAULT = {
    "denial": "lost-negation",
    "open": "added-certainty",
    "possible": "lost-hedge",
    "claim": "added-certainty",
    "intent": "added-certainty",
}


def spoke(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    """Who "has not commented" told as having done so: verbs of answering are no content that `operators` could compare."""
    text = evidence.reports[r.report].text
    if any("denial" in o.kinds for o in part.operators):
        return
    for op in r.operators:
        m = _ANSWERS.match(text, op.end, r.end) if "denial" in op.kinds else None
        if m and any(f.startswith(m.group(1)[:6].lower()) or concept(f) == concept(m.group(1).lower()) for f in part.forms):
            yield lost("denial", op, part, r, evidence)
            return


def withheld(part: Reading, others: Sequence[Reading], evidence: Evidence, draft: str) -> Iterator[Problem]:
    """Told to have commented, or to have said when, why or how, who in another passage as near "would not say when"."""
    named = {fold(w) for n in part.names for w in n.name.split()}
    for r in others:
        if named & r.forms and (found := next(spoke(part, r, evidence), None)):
            yield found
            return
    m = _TOLD_WHEN.search(draft, part.start, part.end)
    if not m or any("denial" in o.kinds or "open" in o.kinds for o in part.operators):
        return
    for r in others:
        text = evidence.reports[r.report].text
        for op in r.operators:
            silent = _SILENT.match(text, op.end, r.end) if "denial" in op.kinds else None
            if silent and silent.group(1) == m.group(2).lower() and not list(speakers(part, r, evidence)):
                yield lost("denial", op, part, r, evidence)
                return


def stressed(part: Reading, others: Sequence[Reading], draft: str) -> Iterator[Problem]:
    """A stressed "did" where a passage denies the like: "the hackers did get into the plant"; nobody stresses what nobody doubts."""
    m = _STRESSED.search(draft, part.start, part.end)
    if not m or any("denial" in o.kinds for o in part.operators):
        return
    for r in others:
        for op in r.operators:
            if "denial" in op.kinds and op.form not in weak() and part.shared(op.scope):
                yield Problem("lost-negation", f"the report has “{op.form}”", m.start(), m.end(), "contradicted")
                return


def denied_beside(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    """What a part has besides its sentence and the one next to that denies: "Shells hit a school. Nobody was hurt." """
    more = part.concepts - r.concepts - r.context
    told = [v for v in told_by(part) if v.says]
    if not more or any("denial" in o.kinds for o in (*part.operators, *r.operators)):
        return
    for s in evidence.next(r)[:1]:
        if told and any(w.says and (w.names or w.heads) and not any(evidence.cast.may_be(v, w) for v in told) for w in s.voices):
            continue  # somebody's words, which another may deny
        for op in s.operators:
            if op.kinds == ("denial",) and op.scope and (op.scope[0] in more or (s.leans and touch(op.scope[:1], more))):
                yield lost("denial", op, part, s, evidence)
                return


def lost(kind: str, op: Operator, part: Reading, r: Reading, evidence: Evidence) -> Problem:
    text = evidence.reports[r.report].text
    words = text[op.start : op.end]
    verdict = "contradicted" if kind == "denial" else "unsupported"
    at = [w for w in part.words if w.concept in op.scope] or list(part.words)
    start, end = (at[0].start, at[-1].end) if at else (part.start, part.end)
    return Problem(FAULT[kind], f"the report has “{words}”", start, end, verdict)  # type: ignore[arg-type]
