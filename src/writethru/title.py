"""What a report is called where it is listed: its headline, less what is left over from its page."""

import re

from writethru.model import Report

LEAST = 4  # words of a headline before such a tail
MARKS = 10  # of these looked at in one headline
_FIRST = re.compile(r"^[×>»•·|*\s]+")  # left over from a page
_MARK = re.compile(r"\s+[|\-–—·:]{1,2}\s+")
_SECTIONS = re.compile(
    r"\bNews\b.*\b(?:Weather|Sports?|Headlines|Traffic|Channel)\b|\bNews (?:Now|Headlines)\b|\b(?:Channel|NEWS|News) ?\d+\b|^[A-Z\d ]+ News$"
)
_SENTENCE = re.compile(r"(?<!^)(?<! )\b[a-z]{4,}ed\b|\b(?:says?|said|after|over|killed|dies|dead)\b")  # a tail that tells something
_SQUEEZED = re.compile(r"[\W_]+")


def titled(report: Report) -> str:
    """The headline of a report; "" when it has none. A tail goes that is the outlet's own name, or what its sections are ("… - Lorne 5
    News, Weather and Sports"): feeds and archives keep it."""
    text = _FIRST.sub("", report.headline)
    own = _SQUEEZED.sub("", report.outlet.partition(".")[0]).casefold()
    for m in list(_MARK.finditer(text))[:MARKS]:
        rest = text[m.end() :]
        tail = _SQUEEZED.sub("", rest).casefold()
        named = len(own) > 3 and len(tail) > 3 and (own in tail or tail in own)
        if len(text[: m.start()].split()) >= LEAST and (named or (_SECTIONS.search(rest) and not _SENTENCE.search(rest))):
            return text[: m.start()].rstrip()
    return text
