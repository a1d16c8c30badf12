"""Whether a sentence leaves out what only the one before it tells: what a number counts, what is compared, what was done to "it"."""

import re

from writethru.tell.lists import held, listed
from writethru.text import fold
from writethru.words import stopwords

_PARTITIVE = re.compile(r"(\w+) of (?:the|these|those) (\w+)(?:,? (\w+))?")
_BARE_END = re.compile(r"(?:^| )(\w[\w,.]*?)[.!?]?$")
_NUMBERS = "|".join(listed("numbers"))
_MANY = r"(?:million|billion|trillion|thousand|hundred|dozen)"
# "The opposition wants a full billion.", "The ministry has counted 2.3 billion.", "there were only a few hundred.": of what, stood before.
_BARE_MANY = re.compile(
    rf"\b(?:counted|counts|estimated|wants?|wanted|demands?|demanded|offers?|offered|it (?:is|was)|there (?:are|were)|sa(?:id|ys)"
    rf"|(?:nearer|closer) to|nearer|closer)"
    rf" (?:(?:only|just|about|around|nearly|almost|at least|more than|less than|up to|an?|the|some|few|full|whole|mere|between) )*"
    rf"(?:(?:\d[\d.,]*|{_NUMBERS}) )?(?:(?:and|to) (?:\d[\d.,]*|{_NUMBERS}) )?{_MANY}[.!?]$"
)
_UNIT = re.compile(rf"[$£€¥]|\b{_MANY} (?!and\b|or\b|to\b|in\b|on\b|by\b|of\b|for\b)[a-z]{{3,}}")
# "The union said the true figure was 14,000": the figure of what, stood before.
_TRUE = re.compile(
    r"\b(?:the|its|a) (?:true|real|actual|correct|new|right|official) (?:figure|number|count|total|tally|estimate)s?\b(?! (?:of|for|in|who|that)\b)"
)
_OTHERS = re.compile(rf"(?:An?|The|Some|Many|Several|Most|\d[\d,]*|{_NUMBERS}) others?\b(?! (?:[a-z]+ )?(?:than|side)\b)", re.I)
# "Its first estimate was considerably higher.": than what.
_THAN = re.compile(
    r"\b(?:is|are|was|were) (?:[a-z]+ly |much |far |even |a little )?(?:higher|lower|larger|smaller|bigger|shorter|longer|greater|worse|better|fewer)[.!?]$"
)
_AUX = r"(?:(?:will|would|has|have|had|is|are|can|could|may|might|must|should|did|does|do|not|never|also|since|now|already|then|to) )*"
# "The executive accepted it by 17 votes to 12.": a subject acts on itself only as "itself". Not "it" before a verb, nor "made it clear".
_ACTS_ON = re.compile(
    rf"(?:The|An?|[A-Z][\w’'\-]+)(?: (?:[A-Z][\w’'\-]+|[a-z]+(?:['’]s?)?)){{0,3}}? {_AUX}(\w+) (?:it|them)\b"
    r"(?= (?:by|in|on|to|at|up|from|with|for|after|before|last|as|again|off|out|over|into)\b|[.,;])"
)
_FIXED = frozenset(
    [
        "make",
        "makes",
        "made",
        "making",
        "find",
        "finds",
        "found",
        "think",
        "thinks",
        "thought",
        "put",
        "puts",
        "call",
        "calls",
        "called",
        "take",
        "takes",
        "took",
        "taken",
        "leave",
        "leaves",
        "left",
        "lose",
        "loses",
        "lost",
        "see",
        "sees",
        "saw",
        "about",
        "of",
        "in",
        "on",
        "to",
        "for",
        "from",
        "with",
        "by",
        "at",
        "over",
        "behind",
        "before",
        "against",
        "than",
        "and",
        "or",
        "but",
    ]
)  # verbs that take an "it" for nothing, and words before which it is no object of the verb
_FIGURE_SAID = re.compile(
    rf"It(?:['’]s| is| was) (?:about |around |nearly |only |just |not )?(?:\d[\d,.]*|(?:{_NUMBERS})\b)(?! (?:[ap]\.?m|o['’]clock))"
)
_HALF_THAT = re.compile(r"\b(?:half|twice|double|triple|three times|a third of|a quarter of) that[.,]")
_NOT_SO = re.compile(r"Not (?:so|true|quite|at all)\b")


def unsaid(text: str) -> bool:
    """Whether a sentence opens on what stood before it, or says "higher" with no "than", "the true figure" with no "of"."""
    if _OTHERS.match(text) or _NOT_SO.match(text) or _FIGURE_SAID.match(text):
        return True
    if _TRUE.search(text) or _HALF_THAT.search(text) or (_THAN.search(text) and " than " not in text):
        return True
    m = _ACTS_ON.match(text)
    return m is not None and _acts(m)


def joinless(first: str, second: str) -> bool:
    """Whether a sentence before does not give what one leaves out: "higher" than what, no sentence surely tells; a figure, one with a number."""
    if _THAN.search(second) and " than " not in second:
        return True
    return _TRUE.search(second) is not None and not re.search(rf"\d|\b(?:{_NUMBERS})\b", first)


def _acts(m: re.Match[str]) -> bool:
    """Whether the word before "it" is a verb that one named thing does: not of saying, which would have its own clause behind it."""
    verb, before = fold(m.group(1)), m.group()[: m.start(1) - m.start()].split()
    if verb in ("put", "puts") and m.string.startswith(" to ", m.end()):
        return True
    if verb in _FIXED or verb in held("saying") or verb in stopwords():
        return False
    return not any(fold(w) in held("saying") or fold(w) in _FIXED for w in before)


def elliptic(text: str) -> bool:
    """ "Seven of the nine came": a number that counts nothing named."""
    m = _PARTITIVE.match(text)
    if not m or not (m.group(2).isdigit() or fold(m.group(2)) in held("numbers")):
        return False
    noun = m.group(3) or ""
    return not (noun.endswith(("s", "men", "people", "children")) and fold(noun) not in stopwords() and fold(noun) not in held("verbs"))


def ends_bare(text: str) -> bool:
    """ "Aldane says there were nine.": the last word is a number, and no number of the sentence has a noun."""
    if _BARE_MANY.search(text) and not _UNIT.search(text):
        return True
    m = _BARE_END.search(text)
    last = fold(m.group(1)) if m else ""
    if not (last.replace(",", "").replace(".", "").isdigit() or last in held("numbers")) or re.search(
        r"\b(?:number|page|article|aged|tank|line|gate) \w+[.!?]?$", text
    ):
        return False
    tail = text[max(0, len(text) - 40) :]
    if re.search(
        r"(?<!stands )(?<!stood )\b(?:at|by|from|since|in|on|January|February|March|April|May|June|July|August|September|October|November|December) "
        r"(?:(?:between|about|around|nearly|some|just|over|only) )*(?:[\w,]+ (?:and|to) )?[\w,]+[.!?]?$",
        tail,
    ):
        return False
    return not re.search(
        rf"\d[\d,.]* (?!and\b|or\b)[a-z]|\b(?:{_NUMBERS}) (?!and\b|or\b)[a-z]{{3,}}|\bcounts?\b|\btoll\b|\btotal|number of",
        text[: m.start()] if m else text,
    )
