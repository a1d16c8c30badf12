"""How a claim stands in the sentences that tell it: as what they are mainly about, by the way, or as said long before."""

import re

from writethru.model import Claim
from writethru.tell.phrase import Phrases

FILLS = 0.4  # of a sentence
BEFORE = 25  # characters of a cue's auxiliaries
_RELATIVE = re.compile(r"\b(?:that|which|who)(?: (?:have|has|had|also|already|since))* $")
_OWN = re.compile(r"\b(?:its?|our|ours|we|us|they|them|their)\b", re.I)
_HAD = re.compile(r"\bhad (?:[a-z]+ )?[a-z]+$")


def foremost(claim: Claim, phrases: Phrases) -> bool:
    """Whether a report's sentence mainly tells this claim: no other is told by a cue before its own, as in "called for an answer from
    the ministry, which has confirmed …"."""
    for s in (phrases.statements[a.statement] for a in claim.appearances):
        cue = s.attribution.cue if s.attribution else None
        others = (o.attribution.cue for o in phrases.beside(s) if o.attribution and o.attribution.cue)
        text = phrases.reports[s.report].text
        if cue and cue <= min(others, default=cue) and not _RELATIVE.search(text, max(0, cue[0] - 40), cue[0]):
            return True
    return False


def fills(claim: Claim, phrases: Phrases) -> bool:
    """Whether a report's sentence is mostly what a claim says: not "… contested the count, while conceding that …"."""
    said = (phrases.statements[a.statement] for a in claim.appearances)
    return any(sum(b - a for a, b in s.content) >= FILLS * (s.sentence[1] - s.sentence[0]) for s in said)


def long_said(claim: Claim, phrases: Phrases) -> bool:
    """Whether every report tells a claim as said long before: "police had first denied that anything was fired"."""
    said = [phrases.statements[a.statement] for a in claim.appearances]
    cues = [(s.report, s.attribution.cue) for s in said if s.attribution and s.attribution.cue]
    told = (phrases.reports[report].text[max(0, a - BEFORE) : b] for report, (a, b) in cues)
    return len(cues) == len(said) and all(_HAD.search(t) for t in told)


def of_itself(claim: Claim) -> bool:
    """Whether somebody says that they did not do something: "Orvane says no gas has escaped from its tanks" confirms nothing."""
    return bool(claim.speaker) and claim.negated and _OWN.search(claim.text) is not None
