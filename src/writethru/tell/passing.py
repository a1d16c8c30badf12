"""What passes: "police are looking for a man" of three days ago is no news today, nor are talks to be held the day before."""

import re

from writethru.model import Claim
from writethru.tell.content import slight
from writethru.tell.dated import gone_by
from writethru.tell.phrase import Phrases

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
_PASSING = re.compile(
    r"\b(?:is|are|remains?|was still|were still) (?:still |now |also )?(?:looking (?:for|into)|searching for|seeking|hunting|trying to (?:find|identify|learn|determine)"
    r"|expected to|scheduled to|due to (?:[a-z]+ )?(?:on|in|at)|on the scene|at large|in custody|being (?:treated|held|questioned|sought)|wanted\b|unaccounted for)"
    r"|\bwants? to (?:talk|speak) (?:to|with)\b|\b(?:person|man|woman) of interest\b"
    r"|\b[Nn]o (?:one|arrests?|suspects?|charges?|injuries) (?:(?:has|have) been|is|are|was|were) (?:made|arrested|named|reported|filed|in)\b"
    r"|\bThere (?:have been|are|has been) no (?:arrests?|suspects?|charges?)\b"
)


_SCENE = re.compile(
    r"^[^,;]*?\b(?:(?:is|are) (?:now |still |already |back )?(?:[a-z]+ing\b|on (?!trial|strike|fire)|at )|breaks? (?:its|his|her|their) silence\b)"
)


def scene(text: str) -> bool:
    """Whether a few words tell what is going on as they were written: "Stones are flying on Court Square." """
    return slight(text) and _SCENE.search(text) is not None


def passes(text: str) -> bool:
    """Whether a sentence, quotations aside, tells a search, a wait or a lack that the next report may end."""
    return _PASSING.search(_QUOTED.sub("“”", text)) is not None


def passed(claim: Claim, phrases: Phrases) -> bool:
    """Whether a claim tells such a state, or a plan for a day that is past, only in reports older than the newest day of the story."""
    if any(phrases.newest(a.report) for a in claim.appearances):
        return False
    said = [phrases.statements[a.statement] for a in claim.appearances]
    if all(gone_by(s, phrases.reports[s.report], phrases.today) for s in said):
        return True
    return any(passes(phrases.reports[s.report].text[slice(*s.sentence)]) for s in said)
