"""Two sentences told as one line: when the second only makes sense after the first, and when the first really gives what it lacks."""

import re
from collections.abc import Collection, Sequence

from writethru.tell.alone import leans, spoken_to, unnamed
from writethru.tell.lists import held
from writethru.tell.opening import whole
from writethru.words import stem

LEAST = 4  # words, quotations aside, of a sentence told before another
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]")
_MARK = re.compile(r"[\"“”]")
_DEFINITE = re.compile(r"(?:The|(?:In|At|On|During|After|With|From) the) ([a-z]{3,})\b(?: ([a-z]{3,})\b)?")
_TOLD = re.compile(r",? [A-Z]| (?:of|that|which|who|between|for|to)\b")  # "The editor Ann Lee", "the vote of the council": told by itself
_THIS = re.compile(r"\b[Tt]h(?:is|ese) ([a-z]{3,})\b")


def known(text: str, source: str, before: str, topics: Collection[str]) -> str:
    """The noun of a sentence that opens with "The manager", "In the poll", or is told by one ("…, the spokeswoman said"; `source`), where
    "a manager", "a poll" has just been spoken of; "" for what the story's headlines speak of (`topics`)."""
    m = _DEFINITE.match(text)
    nouns = [m.group(n) for n in (1, 2) if m.group(n) and not (text.startswith("The") and _TOLD.match(text, m.end(n)))] if m else []
    who = source.lower().split()
    if len(who) == 2 and who[0] == "the":
        nouns.append(who[1])
    return next((n for n in nouns if n not in topics and re.search(rf"\b[Aa]n? (?:[\w’'\-]+ ){{0,3}}{n}\b", before)), "")


def joins(first: str, second: str, must: Sequence[str] | None, people: Collection[str]) -> bool:
    """Whether the second sentence can be told after the first. `must`: a word the first must have, as of the speaker whom a pronoun means;
    None when it needs none."""
    said = _QUOTED.sub("", first)
    if len(said.split()) < LEAST or _MARK.search(said):
        return False  # the end of a quotation
    if not (whole(first) and whole(second)) or leans(first, people) or spoken_to(second):
        return False
    pointed = _THIS.search(_QUOTED.sub("", second))
    if pointed and pointed.group(1) not in held("shells") and stem(pointed.group(1)) not in map(stem, re.findall(r"[a-z]+", first.lower())):
        return False  # "at this house", and the sentence before speaks of none
    return not (must and must[0] not in first) and not unnamed(f"{first} {second}", people)
