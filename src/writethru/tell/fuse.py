"""Claims made one that the reports keep apart: another speaker's, a cause that no passage gives."""

import re
from collections.abc import Sequence
from itertools import pairwise

from writethru.tell.evidence import Evidence
from writethru.tell.ground import Ground
from writethru.tell.rules import table
from writethru.tell.stance import told_by
from writethru.text import trim
from writethru.verdict import Problem

JOINED = 0.6  # a passage that holds a cause and its effect holds this much of each


def merged(found: list[Problem], grounds: Sequence[Ground], text: str, evidence: Evidence) -> list[Problem]:
    """A part that belongs to another speaker than the rest of its sentence, or two passages joined as cause and effect."""
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
