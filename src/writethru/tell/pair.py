"""Two sentences told as one line: when the second only makes sense after the first, and when the first really gives what it lacks."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from writethru.tell.alone import leans, spoken_to, unnamed
from writethru.tell.ellipsis import joinless
from writethru.tell.lists import held
from writethru.tell.opening import whole
from writethru.tell.rules import words_of
from writethru.words import stem

_SUBJECT = re.compile(r"The ([a-z]{3,}) ([a-z]+)\b")
_SOMEBODY = re.compile(
    r"\bthe ([a-z]{3,})\b(?!,? (?:who|whose|of|that|in|at|from|with|on|and|or|accused|charged|suspected|killed|shot|wounded|arrested)\b|[’'\-]| [A-Z])"
)
_MARKED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
LEAST = 4  # words, quotations aside, of a sentence told before another
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]")
_MARK = re.compile(r"[\"“”]")
_DEFINITE = re.compile(r"(?:The|(?:In|At|On|During|After|With|From) the) ([a-z]{3,})\b(?: ([a-z]{3,})\b)?")
_TOLD = re.compile(r",? [A-Z]| (?:of|that|which|who|between|for|to)\b")  # "The editor Ann Lee", "the vote of the council": told by itself
_THIS = re.compile(r"\b[Tt]h(?:is|ese) ([a-z]{3,})\b")

_FLASHBACK = re.compile(
    r"(?!.*\b(?:said|says|told|according)\b)[^,;:]*?\bhad (?:[a-z]+ly |already |also |earlier |first )?(?!been\b)[a-z]+(?:ed|en|id|wn|ld|ght)\b"
)
_GOES_ON = re.compile(r"(?:He|She|It|They|That|This|These|Those|But|And|Now|Later|Both|Neither|None)\b|.*\bhad\b")


def known(text: str, source: str, before: str, topics: Collection[str]) -> str:
    """The noun of a sentence that speaks of something told of before: "The manager", "In the poll", or one who tells it ("…, the
    spokeswoman said"; `source`) where "a manager", "a poll" has just been spoken of; a bare "The video was …", "said the boy had …", which
    nothing in the sentence tells. "" for what the story's headlines speak of (`topics`)."""
    m = _DEFINITE.match(text)
    nouns = [m.group(n) for n in (1, 2) if m.group(n) and not (text.startswith("The") and _TOLD.match(text, m.end(n)))] if m else []
    who = source.lower().split()
    if len(who) == 2 and who[0] == "the":
        nouns.append(who[1])
    again = next((n for n in nouns if n not in topics and re.search(rf"\b[Aa]n? (?:[\w’'\-]+ ){{0,3}}{n}\b", before)), "")
    return again or _bare(text, {stem(t) for t in topics})


def bare_subject(text: str) -> str:
    """The noun of a sentence that opens with it and nothing that tells it: "The shooting happened"; "" for others."""
    m = _SUBJECT.match(text)
    return m.group(1) if m and (m.group(2) in held("after_subject") or m.group(2).endswith("ed")) else ""


def _bare(text: str, topics: Collection[str]) -> str:
    """The noun of a sentence that opens with it bare, "The redactions were", or says bare of whom it speaks, "police said the boy had"."""
    noun = bare_subject(text)
    if noun:
        return "" if noun in _known_to_all() or stem(noun) in topics else noun
    for m in _SOMEBODY.finditer(_MARKED.sub("“”", text)):
        told = re.search(
            rf"\b(?:[Aa]n?|\d+|one|two|three) (?:[\w’'\-]+ ){{0,3}}{m.group(1)}s?\b|[A-Z][a-z]+ [A-Z][a-z]+, \d", text[: m.start()]
        )
        if m.group(1) in held("unnamed") and not told and stem(m.group(1)) not in topics:
            return m.group(1)
    return ""


@cache
def _known_to_all() -> frozenset[str]:
    return frozenset().union(
        held("unique"), held("documents"), *(words_of("voices", n) for n in ("anyone", "bodies", "firm", "speaks", "offices"))
    )


def joins(first: str, second: str, must: Sequence[str] | None, people: Collection[str]) -> bool:
    """Whether the second sentence can be told after the first. `must`: a word the first must have, as of the speaker whom a pronoun means;
    None when it needs none."""
    said = _QUOTED.sub("", first)
    if len(said.split()) < LEAST or _MARK.search(said):
        return False  # the end of a quotation
    if not (whole(first) and whole(second)) or leans(first, people) or spoken_to(second):
        return False
    if joinless(first, second):
        return False
    if _FLASHBACK.match(said) and not _GOES_ON.match(second):
        return False  # "On Tuesday it had denied that. The union rejected the explanation.": one that stood before the flashback
    somebody = next((m.group(1) for m in _SOMEBODY.finditer(_MARKED.sub("“”", second)) if m.group(1) in held("unnamed")), "")
    if somebody and somebody not in first.lower():
        return False  # "An entry asked for a new rail. It was closed, the man told the Post."
    pointed = _THIS.search(_QUOTED.sub("", second))
    if pointed and pointed.group(1) not in held("shells") and stem(pointed.group(1)) not in map(stem, re.findall(r"[a-z]+", first.lower())):
        return False  # "at this house", and the sentence before speaks of none
    return not (must and must[0] not in first) and not unnamed(f"{first} {second}", people)
