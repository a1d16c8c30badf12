"""One part of a draft against one sentence of a report: what the report has as to come, told as done."""

import re
from collections.abc import Iterator

from writethru.tell.evidence import Evidence
from writethru.tell.likeness import kin
from writethru.tell.reading import Reading
from writethru.text import fold
from writethru.verdict import Problem

_TO_COME = re.compile(
    r"\b(?:is|are|was|were|for [\w’'\- ]{2,40}) (?:due |set |expected |scheduled )?to (?:\w+ )?$|\b(?:will|would) (?:\w+ )?$|\bdue to $"
)
_HAS = re.compile(r"\b(?:has|have|had|was|were)(?: been)?(?: (?:already|now|since))? $")
_BE = re.compile(r"\b(?:is|are|be|been|being|to|will|stay\w*|remain\w*) (?:\w+ )?$")
_WOULD = re.compile(r"\b(?:would|will|(?:is|are|was|were) to)\b")
_PERFECT = re.compile(r"\b(?:has|have) (?:already |now |since )?[a-z]{2,}(?:ed|en|wn|ne|nt|ght|ung|de|id|ut|et|ld|un)\b")
_SAYS = re.compile(r"[,;:“”]|\b(?:that|which|who|and|but|said|says|has|have|had|was|were|is|are|[a-z]{3,}ed)\b")  # more than a subject
_WILL = re.compile(
    r"\b(?:should|ought|supposed|was to|were to|will|would|to be|due|plan\w*|intend\w*|expected|hop(?:e|es|ed|ing)|want\w*|going to)\b"
)


def done(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """What a report has as to come, told as done: "is to vote on Monday", "has voted"."""
    text = evidence.reports[r.report].text
    planned = {w.concept: w for w in r.words if _TO_COME.search(text[max(r.start, w.start - 24) : w.start])}
    if not planned or any("possible" in o.kinds for o in part.operators):
        return
    if early := _all_to_come(part, r, text, draft):
        yield early
        return
    for n, w in enumerate(part.words):
        other = planned.get(w.concept) or next(
            (planned[c] for c in sorted(planned) if c not in part.concepts and w.concept in kin(c)), None
        )
        before = draft[max(part.start, w.start - 16) : w.start].lower() if other else ""
        if (
            other
            and (_HAS.search(before) or (w.form.endswith("ed") and not _BE.search(before) and n))
            and not _WILL.search(draft, part.start, w.start)
        ):
            yield Problem(
                "added-certainty", f"the report has “{text[max(r.start, other.start - 6) : other.end].strip()}”, to come", w.start, w.end
            )
            return


def _all_to_come(part: Reading, r: Reading, text: str, draft: str) -> Problem | None:
    """What "has" happened in the draft, where all that the report has of it stands behind a "would": "would sue", "have gone to court"."""
    would, has = _WOULD.search(text, r.start, r.end), _PERFECT.search(draft, part.start, part.end)
    if not would or not has or any("intent" in o.kinds for o in part.operators) or _WILL.search(draft, part.start, part.end):
        return None
    named = {fold(x) for m in part.names for x in m.name.split()}
    spoken = [(v.start, v.end) for v in r.voices]
    shared = part.shared({w.concept for w in r.words})
    met = [w for w in r.words if w.concept in shared and w.form not in named and not any(a <= w.start < b for a, b in spoken)]
    if not met or (min(w.start for w in met) < would.end() and _SAYS.search(text, min(w.start for w in met), would.start())):
        return None
    return Problem("added-certainty", f"the report has “{would.group()}”, to come", has.start(), has.end())
