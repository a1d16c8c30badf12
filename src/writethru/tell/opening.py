"""A sentence without what only ties it to the text around it: dateline, "Meanwhile,", "too", "also"; and whether it is one at all.

Only words that link are dropped; what is left says the same."""

import re

from writethru.tell.lists import listed, lists

_DATELINE = re.compile(
    r"[A-Z][A-Z.,’' ]{2,}[A-Z.](?:, [A-Z][\w. ]{1,20})?(?: \([A-Z][\w /]+\))? *(?:--|>>|[—–]-?|- )\s*(?=[A-Z“\"‘0-9])"
    r"|\([A-Z][\w /]+\) *(?:--|[—–]|- )\s*"
    r"|(?:\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?|\d{1,2} ?[AaPp]\.?[Mm]\.?) *(?:--|[—–]|- )\s*"
    r"|\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})? +(?=[A-Z“\"][a-z’'\w])"  # a post of a live blog
    r"|(?:UPDATED?|Updated?|Last updated|Posted|Published),?(?: (?:at|on))? (?:[^.:\d]{1,20})?\d{1,2}(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?: +(?=[A-Z“\"])"
    r"|(?:UPDATED?|Updated?|BREAKING|Breaking|NEW)(?: #?\d[\d:./]*(?: ?[AaPp]\.?[Mm]\.?)?)?(?::| *(?:--|[—–]))\s+"
)
_ASIDE = re.compile(r", (?:too|though|however|meanwhile|also|moreover|in turn|for (?:his|her|their|its) part),(?= [a-z])")
_ALSO = re.compile(r" also(?= [a-z])")
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply)\b|\bbut $")
_CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")
_ASKS = re.compile(r"\?[)\]]*$")
_RUN_ON = re.compile(r"[a-z]{2}[.!?][”\"]?(?:[A-Z][a-z]|[“\"]?I [a-z])")  # "… was lost.The council …": two paragraphs run together
_UNCLOSED = re.compile(r"(?:^|[\s(])\"\w[^\"]*$")  # a straight mark that opens and finds no other
_CAPITALS = re.compile(r"[A-Z][\w.\-]*(?: [A-Z][\w.\-]*){2,}")
_CUT = re.compile(
    r"\b(?:vs?|No|Nos|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Sec|Art|Ch|Fig|Para?|a\.k\.a)\.$|(?:\.\.\.|…)$"
)  # cut off inside "Orr v. Lee"
_SCRIPT = re.compile(r"(?:[A-Z][\w’'.\-]+ ){0,2}[A-Z][\w’'\-]+: (?:[A-Z“\"])")  # "LEE: I do not know"
# "Orr raised the firm's estimate": a number is said to move, and none is given.
_MOVED = re.compile(
    r"\b(?:rais|lower|revis|updat|increas|reduc|chang|adjust|correct)(?:e[ds]?|ed|ing)? (?:up |down )?(?:its|his|her|their|the|[\w’' ]{2,30}['’]s?)"
    r" (?:[a-z]+ ){0,2}(?:estimate|figure|count|toll|total|number|forecast|tally|projection)s?\b"
)
_ANY_NUMBER = re.compile(r"\d|\b(?:" + "|".join(lists()["numbers"]) + r"|hundreds?|thousands?|millions?|dozens?)\b")
# "EMBED >More videos", ".@harbour the gun", "See photos here.": left over from a page, a post or a broadcast.
_FURNITURE = re.compile(
    r"^[×>»|]|[A-Za-z] >[A-Za-z ]|[a-z] \| [A-Z]|^\.?@\w|^RT @"
    r"|^(?:Some |More )?(?:[Gg]ood|[Bb]etter|[Bb]ad|[Ww]orse) news\b[^:,]*\.$|^Download (?:the|our)\b[^.]{0,60}\bapp\b"
    r"|^(?:See|View|Watch|Click|Read|Check out|Listen to|Follow|Tap|Download|Scroll)\b[^.]{0,80}\b(?:here|below|above|online|on Facebook|on Twitter)[.!:]"
    r"|^(?:[A-Z][\w.’'\-]+ ){1,4}(?:and (?:[A-Z][\w.’'\-]+ ){1,3})?reports? (?:live )?(?:from [A-Z][\w ,]{2,40} )?for (?:the )?[A-Z0-9]"
)
_CAPTION = re.compile(
    r"[^.]{0,80}, (?:pictured|shown|seen)(?: (?:here|above|left|right|in|at|on)\b|,)"
    r"|(?:An? |This )(?:still |file |undated |handout |undated handout )?(?:photo|photograph|picture|image|frame grab) "
    r"(?:(?:taken|provided|released|made|obtained) )?(?:from|by|on|in|shows)\b"
    r"|.* (?:on )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4},? in (?:[a-z]+ )?[A-Z][\w ]+(?:, [A-Z][\w .]+)?\.$"  # as agencies sign pictures
)
_CORRECTS = re.compile(
    r"(?:CORRECTION|Correction|Clarification|CLARIFICATION)\b|An (?:earlier|previous) version\b"
    r"|(?:In|On) [^,.]{0,60}\b(?:we|this page|this article) (?:said|wrote|gave|stated|reported)\b"
)
NEAR = 60  # characters within which a linking word still belongs to the subject


def opened(text: str) -> str:
    """The sentence as one that begins: dateline and linking words gone, its first letter a capital."""
    for _ in range(2):  # "UPDATE: 7:19 p.m. -- "
        m = _DATELINE.match(text)
        text = text[m.end() :] if m else text
    for opener in listed("droppable"):
        marks = (opener + ", ", opener + " ") if opener in listed("unmarked") else (opener + ", ",)
        if text.startswith(marks) and len(text.split()) > 5:
            text = text[len(opener) :].lstrip(", ")
            break
    text = _unlinked(_unlinked(text, _ASIDE), _ALSO)
    return text[:1].upper() + text[1:]


def _unlinked(text: str, words: re.Pattern[str]) -> str:
    """The text without a linking word near its subject: "Loft, too, said", "Loft also said"; "not only … but also" keeps its own."""
    m = words.search(text, 0, NEAR)
    if not m or re.search(r"[“\"]", text[: m.start()]) or _NOT_ONLY.search(text[: m.start()]):
        return text
    return text[: m.start()] + text[m.end() :]


def corrects(text: str) -> bool:
    """Whether a sentence is an outlet's note on what it got wrong: it bears on that claim, and is no news."""
    return _CORRECTS.match(text) is not None


def begins(text: str) -> bool:
    """Whether a sentence as printed begins as one: not in lower case, nor as an item of a list ("(3) placed so …", "- Here are")."""
    return not re.match(r"[a-z][a-z]|\(?(?:\d{1,2}|[a-z])\) |[-–•*]", text)


def glued(text: str) -> bool:
    """Whether a name has run into another, as of a caption and its credit: "UNW chief Ann Lee UNW said". Doubled names ("Walla Walla")
    are none."""
    for m in _CAPITALS.finditer(text):
        words = m.group().split()
        if any(w in words[n + 2 :] for n, w in enumerate(words) if len(w) > 2):
            return True
    return False


def whole(text: str) -> bool:
    """Whether a sentence is one that tells something: it ends as a sentence does, its quotation marks pair, and it asks its reader
    nothing. A heading is none, nor is a caption or word of a number without it."""
    if _CUT.search(text) or _SCRIPT.match(text) or (_MOVED.search(text) and not _ANY_NUMBER.search(text)):
        return False
    if glued(text) or _FURNITURE.search(text) or _CAPTION.match(text):
        return False
    if _RUN_ON.search(text) or (_UNCLOSED.search(text) and text.count('"') % 2):
        return False
    return text.count("“") == text.count("”") and bool(_CLOSED.search(text)) and not _ASKS.search(text)
