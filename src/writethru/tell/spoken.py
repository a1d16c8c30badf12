"""Who really speaks: whether a claim is somebody's words, and whether a sentence is the outlet's own comment or forecast.

An outlet's comment ("will pile more pressure on", "politically awkward") is no news, and what somebody did is nothing they said."""

import re
from functools import cache

from writethru.model import Attribution, Claim, Statement
from writethru.tell.lists import held, listed
from writethru.tell.phrase import Phrases
from writethru.tell.rules import words_of
from writethru.tell.voice import saying
from writethru.text import WORD, fold
from writethru.words import stem

_HEAD = re.compile(r",|\b(?:of|that|from|in|at|for|with|who|which|on|to)\b")
_BY_TRADE = re.compile(r"(?:[eo]r|ist|ian|man|woman|men|women|ics)s?$")  # prosecutors, analyst, cameraman, critics
_IF = re.compile(r"(?:If|Were|Should|Unless)\b")
_CLAUSE = re.compile(r"(?:to|not|that|he|she|it|they|there|we|I)\b")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
_FORECAST = re.compile(r"\b(?:will|would|could|may|might|should)\b")
_GUESS = re.compile(
    r"^(?:(?!\b(?:that|whether|if|how|where|who|which|what|[a-z]+ing)\b)[^,;])*\b(?:could|might)\b(?! not\b)"
)  # in the main clause: "it could embolden critics"
_GERUND = re.compile(
    r"[A-Z][a-z]{2,}ing (?!to\b|for\b|in\b|at\b|on\b)"
)  # "Adding thousands of soldiers … will pile": what follows from a thing
_FIRM = re.compile(r"\d|[\"“„«]")  # a figure, a day or somebody's words


def spoken(claim: Claim, phrases: Phrases) -> bool:
    """Whether a claim with a speaker is that speaker's words in one of its places: a quotation, or a verb of saying and one who can say."""
    return any(_said(phrases.statements[a.statement], phrases) for a in claim.appearances)


def _said(s: Statement, phrases: Phrases) -> bool:
    a, text = s.attribution, phrases.reports[s.report].text
    if a is None or (a.kind == "direct" and a.source is not None):  # not a name and no more: "“Ann Mary Lee,” said her aunt"
        return a is not None and any(w[:1].islower() for x, y in a.content for w in text[x:y].split())
    cue = text[slice(*a.cue)] if a.cue else ""
    if not says_so(cue) or (cue.startswith("were to") or _IF.match(text, s.sentence[0])):
        return False
    if a.stance == "promised" and a.kind == "indirect" and not _CLAUSE.match(text, a.content[0][0]):
        return False  # "pledged billions in aid" tells of a gift
    return _can_speak(a)


def says_so(cue: str) -> bool:
    """Whether a cue is a verb of saying."""
    return saying(cue) or any(stem(fold(m.group())) in _more() for m in WORD.finditer(cue))


@cache
def _more() -> frozenset[str]:
    return frozenset(map(stem, held("says")))


def _can_speak(a: Attribution) -> bool:
    """Whether a source is one who, or a text that, can say something: a name, a person, a body, a document; not "the vote"."""
    name = a.speaker or ""
    if not name or name != name.lower():
        return True
    words = [fold(m.group()) for m in WORD.finditer(_HEAD.split(name)[0])]
    head = words[-1] if words else ""
    known = {head, head.removesuffix("s"), head.removesuffix("es")} & _speaking()
    return bool(known or _BY_TRADE.search(head))


@cache
def _speaking() -> frozenset[str]:
    lists = ("anyone", "bodies", "firm", "speaks", "offices")
    return frozenset().union(
        held("persons"), held("collective"), held("documents"), held("sayers"), *(words_of("voices", n) for n in lists)
    )


def commented(claim: Claim, phrases: Phrases) -> bool:
    """Whether a claim is told only as comment or forecast of outlets in their own voice."""
    return all(
        remark(s, phrases.reports[s.report].text[slice(*s.sentence)], phrases)
        for s in (phrases.statements[a.statement] for a in claim.appearances)
    )


def remark(s: Statement, text: str, phrases: Phrases) -> bool:
    """Whether a line made of a statement's sentence is comment in the outlet's own voice."""
    return comments(text) and not any(_said(o, phrases) for o in phrases.beside(s))


def comments(text: str) -> bool:
    """Whether a sentence that nobody is named for judges or foretells: it has words of judgement, or says what an act will lead to."""
    text = _QUOTED.sub("“”", text)
    if _judging().search(text) or (_GUESS.search(text) and not _FIRM.search(text)):
        return True
    return bool(_GERUND.match(text) and _FORECAST.search(text) and not _FIRM.search(text))


@cache
def _judging() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(listed("judging")) + r")\b")
