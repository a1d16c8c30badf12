"""Claims made one that the reports keep apart: another speaker's, a cause that no passage gives."""

import re
from collections.abc import Sequence
from itertools import pairwise

from writethru.tell.evidence import Evidence
from writethru.tell.ground import Ground
from writethru.tell.rules import table
from writethru.tell.stance import told_by
from writethru.tell.voice import Voice, describe
from writethru.text import trim
from writethru.verdict import Problem

_BOTH = re.compile(
    r"((?:[Tt]he |[Aa]n? |[A-Z])[\w’'\- ]{2,40}?) and ((?:the |an? |[A-Z])[\w’'\- ]{2,40}?) "
    r"(?:(?:both|each|alike|together) (?=[a-z])|(?=(?:say|insist|maintain|believe|claim|argue|warn|deny|confirm|agree|are adamant|reckon|think) ))"
)
JOINED = 0.6  # a passage that holds a cause and its effect holds this much of each


def merged(found: list[Problem], grounds: Sequence[Ground], text: str, evidence: Evidence) -> list[Problem]:
    """A part that belongs to another speaker than the rest of its sentence, or two passages joined as cause and effect."""
    if both := _not_both(grounds, text, evidence):
        return [*found, both]
    good = [g for g in grounds if g.source and not any(p.kind == "wrong-speaker" for p in g.problems)]
    bad = [g for g in grounds if g.source and any(p.kind == "wrong-speaker" for p in g.problems)]
    if good and bad and any(told_by(g.part) for g in good):
        g = bad[0]
        detail = next(p.detail for p in g.problems if p.kind == "wrong-speaker")
        a, b = trim(text, g.part.start, g.part.end)
        return [p for p in found if p.kind != "wrong-speaker"] + [
            Problem("merged-claims", f"this part is not that speaker’s: {detail}", a, b)
        ]
    return found + _caused(grounds, text, evidence)


def _not_both(grounds: Sequence[Ground], text: str, evidence: Evidence) -> Problem | None:
    """A claim given to two at once, of whom the passages give it to one: "Rask and Orlow both said"."""
    m = _BOTH.match(text, grounds[0].part.start, grounds[-1].part.end) if grounds else None
    if m is None or any(g.source is None or g.problems for g in grounds):
        return None
    passages = [x for g in grounds if g.source for s in (g.source, *g.also) for x in (s, *evidence.next(s)[:1])]
    voices = [v for s in passages for v in s.voices if v.says and (v.names or v.heads) and not evidence.cast.vague(v)]
    for k in (1, 2):
        one = Voice(*describe(m.group(k)), *m.span(k), (), m.group(k))
        if voices and evidence.cast.told_apart(one) and not any(evidence.cast.may_be(one, v) for v in voices):
            return Problem("merged-claims", f"the report gives this to {voices[0].phrase} alone", *m.span(k))
    return None


def _caused(grounds: Sequence[Ground], text: str, evidence: Evidence) -> list[Problem]:
    """Two parts joined as cause and effect that no passage joins."""
    for a, b in pairwise(grounds):
        joint = text[max(a.part.start, a.part.end - 18) : a.part.end]
        if fused(joint) and a.source and b.source and not _holds_both(a, b, evidence):
            start, end = trim(text, a.part.start, b.part.end)
            return [Problem("merged-claims", "no passage gives the one as the cause of the other", start, end)]
    return []


def _holds_both(a: Ground, b: Ground, evidence: Evidence) -> bool:
    """Whether a passage of one part has the other as well."""
    return any(s and evidence.coverage(other.part, s) >= JOINED for g, other in ((a, b), (b, a)) for s in (g.source, *g.also))


def fused(joint: str) -> bool:
    """Whether words join two claims as cause and effect."""
    words = table()["causes"]["strict"]
    return bool(re.search(r"\b(?:" + "|".join(words) + r")\b", joint, re.I))
