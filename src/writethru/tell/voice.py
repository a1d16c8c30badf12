"""Who says it: the voices of a sentence, as `extract` found them and as the words alone tell ("X said", "according to X")."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from writethru.model import Span, Statement
from writethru.tell.rules import concept, cue_stems, phrases, words_of
from writethru.text import fold
from writethru.words import WORD, stem, stopwords

_TITLED = frozenset(["first", "second", "third", "other", "others", "also", "mr", "mrs", "ms", "dr", "prof", "sir"])


_FORWARD = re.compile(r"\b(?:according|by|per|words of|view of|opinion of)\b", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly| first| also| not)? ?$")
_LEFT = re.compile(
    r"(?:^|[,;:“”\"] ?| (?:and|but|that|while|as) )((?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) )?(?:[\w’'\-]+ ){0,6}?[\w’'\-]+),?"
    r"(?: (?:also|has|have|had|later|then|again|earlier)){0,2} $"
)
_RIGHT = re.compile(r" ((?:the |a |an )?(?:[A-Z][\w’'\-]+ ?){1,4})")
_DOES = re.compile(r"(?:would|will|had|has|have|was|were|is|are|could|should|did)\b")  # "said Wildwood would sue": what is said begins
_AGENT = re.compile(r"(?: \w+ly)?(?: for| on)?(?: as (?:an? |the )?\w+)? by ((?:the |an? |its )?(?:[\w’'\-]+ ?){1,4})")

_CLEFT = re.compile(
    r"\b[Ii]t (?:was|is) ((?:the |an? |its |their )?[^,;:“”\"]{3,60}(?:, [^,;:“”\"]{3,60},)?),? (?:who|that) (?:first |also |had |has )?"
    r"(?:said|says|told|claimed|warned|insisted|declared|argued|complained|admitted|denied|confirmed|suggested|announced|demanded|lamented|promised|blamed|added|maintained|revealed)\b"
)
_VIEW = re.compile(
    r"\b[Ii]n (?:the )?((?:[A-Z][\w’'\-]+ ){0,3}[A-Z][\w\-]+)[’']s (?:view|opinion|telling|words|account|eyes|estimation|judgement|judgment)\b"
)
_UNTIL = re.compile(r"\b(?:until|when|if|once|after|before|unless|whether|how) $", re.I)  # "until a court has ruled": nobody tells this
_FAR_AGENT = re.compile(
    r" by ((?:the |an? |its )?(?:[\w’'\-]+ ){0,3}[A-Z][\w’'\-]+|the (?:[a-z\-]+ ){0,3}[a-z\-]+)[.,;]?$"
)  # "was urged to go home by Jana Petrik."


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: folded name words, folded words of a description, and the content it covers."""

    names: frozenset[str]
    heads: frozenset[str]
    start: int
    end: int
    content: tuple[Span, ...]
    phrase: str
    sure: bool = True
    resolved: bool = False  # the name was worked out, it does not stand here
    says: bool = True  # with a verb of saying, not of a mind or an act


def describe(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The name words and the describing concepts of a source phrase: "the mayor, Jana Petrik" -> {jana, petrik}, {mayor}."""
    if phrase.startswith("who "):
        return frozenset(), frozenset()
    names: list[str] = []
    heads: list[str] = []
    for m in WORD.finditer(phrase):
        w = fold(m.group())
        w = re.sub(r"'s?$", "", w)
        if w in stopwords() or w in _TITLED or w[:1].isdigit() or w in words_of("time", "days") or w in words_of("numbers", "words"):
            continue
        plural = m.span() == (0, len(phrase)) and w.endswith("s")  # "Inspectors": has its capital from its place
        if m.group()[:1].isupper() and not plural and not (m.start() == 0 and w in _common()):
            names.append(w)
        heads.append(concept(w))
    return frozenset(names), frozenset(heads)


def saying(cue: str) -> bool:
    """Whether a cue is a verb of saying; "hopes to", "pledged" tell of an act or a mind, which another may tell of too."""
    return "according" in cue.lower() or any(
        stem(fold(m.group())) in cue_stems() or fold(m.group()) in words_of("voices", "labels") for m in WORD.finditer(cue)
    )


@cache
def _cues() -> re.Pattern[str]:
    labels = "|".join(sorted(words_of("voices", "labels")))  # "a company called Vitacore" says nothing
    what = r"(?:for|on|as|the|an?|it|him|her|them|this|that) |[“\"]"
    return re.compile(phrases("voices", "cues").pattern + rf"|\b(?:{labels})(?= (?:{what}))")


@cache
def offices() -> frozenset[str]:
    """Words of office, as concepts."""
    return frozenset(concept(w) for w in words_of("voices", "offices"))


def _common() -> frozenset[str]:
    return words_of("voices", "anyone") | words_of("voices", "bodies") | words_of("voices", "firm")


def said_by(text: str, span: Span, statements: Iterable[Statement]) -> Iterator[Voice]:
    """The voices `extract` found: each by its own words, and by the name it stands for where those are others."""
    for s in statements:
        a = s.attribution
        if a and a.source and _UNTIL.search(text, max(span[0], a.source[0] - 12), a.source[0]):
            continue
        if a is None or not any(x < span[1] and y > span[0] for x, y in (*a.content, *([a.cue] if a.cue else []))):
            continue
        if (
            a.source
            and a.cue
            and a.source[0] >= a.cue[1]
            and not any(y <= a.cue[0] + 1 for _, y in a.content)
            and not _FORWARD.search(text[slice(*a.cue)])
        ):
            continue  # "confirmed the deployment": what follows the verb is no speaker unless what is said stands before it
        if a.source and a.cue and a.source[1] <= a.cue[0] and _PASSIVE.search(text, max(span[0], a.cue[0] - 24), a.cue[0]):
            continue  # "has been put in charge", "was told": no speaker
        phrase = re.split(r",? (?:but|while|whereas) ", text[slice(*a.source)])[-1] if a.source else ""
        at = (a.source[1] - len(phrase), a.source[1]) if a.source else a.cue or a.content[0]
        names, heads = describe(phrase)
        pronoun = not names and not heads
        says = a.cue is not None and saying(text[slice(*a.cue)])
        if not pronoun:
            yield Voice(names, heads, *at, a.content, phrase, bool(a.source), says=says)
        if a.speaker and fold(a.speaker) not in fold(phrase):
            yield Voice(*describe(a.speaker), *at, a.content, phrase or a.speaker, pronoun and bool(a.source), True, says)
        for v in a.via:
            yield Voice(*describe(v.speaker or text[slice(*v.source)]), *v.source, a.content, v.speaker, False, True)


def by_cue(text: str, span: Span) -> Iterator[Voice]:
    """Voices read off the words alone: "X said", "said X", "reported by X", "according to X"; less sure than those of `extract`."""
    line = text[span[0] : span[1]][:1200]
    for n, m in enumerate(_cues().finditer(line.lower())):
        if n > 6:
            return
        if m.start() and line[m.start()].isupper():
            continue  # "the United States"
        at, agent = max(0, m.start() - 120), False
        before = line[at : m.start()]
        if _PASSIVE.search(before):
            found, at, agent = _AGENT.match(line, m.end(), m.end() + 80) or _FAR_AGENT.search(line, m.end(), m.end() + 140), 0, True
        else:
            found = _LEFT.search(before)
            if not found:
                found, at = _RIGHT.match(line, m.end(), m.end() + 80), 0
                found = None if found and _DOES.match(line, found.end()) else found
        if found:
            start = span[0] + at + found.start(1)
            if _UNTIL.search(text, max(span[0], start - 12), start):
                continue
            names, heads = describe(found.group(1))
            sure = agent and bool(names or heads & offices())
            yield Voice(names, heads, start, start + len(found.group(1)), (span,), found.group(1), sure)
    for m in (*_CLEFT.finditer(line), *_VIEW.finditer(line)):
        names, heads = describe(m.group(1))
        if names:
            yield Voice(names, heads, span[0] + m.start(1), span[0] + m.end(1), (span,), m.group(1))
    by = re.search(r"[Aa]ccording to ((?:[\w’'\-]+ ?){1,6})", line)
    if by:
        yield Voice(*describe(by.group(1)), span[0] + by.start(1), span[0] + by.end(1), (span,), by.group(1), False)
