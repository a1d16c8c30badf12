"""What a text is about, as concepts and numbers; and when two texts tell the same, in other words or nearly the same ones."""

import re
from dataclasses import dataclass
from functools import lru_cache

from writethru.tell.rules import concept, cue_stems
from writethru.text import fold
from writethru.words import WORD, stem, stopwords

HELD = 0.5  # two texts tell the same when one holds this share of the other's content
SHARED = 0.3  # and they share this much of all they say together
WHOLE = 0.8  # or one holds nearly all the other says
SLIGHT = 6  # content words of a line that is news by itself, at least
FEW = 4  # of fewer content words nothing can be said
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]")
_NOT = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|den(?:y|ies|ied))\b|n['’]t\b", re.I)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
# Words that say who or when and tell nothing by themselves: "6-year-old", "Ann Lee, 42,", "aged 9", "Nov. 3, 2015", "9:30 p.m.", "two
# weeks ago", "on Tuesday". A year stays: the flood of 2011 is another flood.
_WHO_WHEN = re.compile(
    r"\b(?:\d{1,3}|[a-z]+)-year-olds?\b|(?<=[A-Za-z], )\d{1,3}(?=,| of\b)|\b[Aa]ged? \d{1,3}\b"
    r"|\b\d{1,2}[:.]\d\d\b(?: ?[AaPp]\.?[Mm])?|\b\d{1,2} ?[AaPp]\.?[Mm]\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\b(?:, (?:19|20)\d\d\b)?"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:last|next|this) (?:week|month|year|night|morning|afternoon|evening|weekend|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:an?|[a-z]+|\d+) (?:hour|day|week|month|year)s? (?:ago|earlier|later)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


@dataclass(frozen=True, slots=True)
class Content:
    """Concepts and the counts in digits of a text, and whether it denies something."""

    words: frozenset[str]
    numbers: frozenset[str]
    denies: bool


@lru_cache(16_384)  # a long story compares each line with hundreds of others
def content(text: str) -> Content:
    bare = _WHO_WHEN.sub(" ", text)
    return Content(content_of(bare), frozenset(_NUMBER.findall(bare)), _NOT.search(text) is not None)


@lru_cache(16_384)
def content_of(text: str) -> frozenset[str]:
    """What a text is about: its content words as concepts, verbs of saying left out."""
    words = (fold(m.group()) for m in WORD.finditer(text))
    return frozenset(concept(w) for w in words if w not in stopwords() and stem(w) not in cue_stems())


def same_news(a: str, b: str, held: float = HELD, shared: float = SHARED) -> bool:
    """Whether two texts tell the same in other words, whoever tells it; not where each has a count that the other lacks,
    nor where one alone denies."""
    x, y = content(a), content(b)
    least, both = min(len(x.words), len(y.words)), len(x.words & y.words)
    if least < FEW or x.denies != y.denies or (x.numbers - y.numbers and y.numbers - x.numbers):
        return False
    return both >= WHOLE * least or (both >= held * least and both >= shared * len(x.words | y.words))


def slight(text: str) -> bool:
    """Whether a line says too little to be news by itself: "Orr appeared on Lorne Radio." It has few words and no count."""
    return len(content_of(text)) < SLIGHT and not any(c.isdigit() for c in text)


def alike(a: str, b: str) -> float:
    """Share of the shorter text's content words that the longer holds: two lines above .7 tell the same, and so do two with one
    quotation of four words or more."""
    if any(q in fold(b) for q in _quoted(a)) or any(q in fold(a) for q in _quoted(b)):
        return 1.0
    x, y = _long_words(a), _long_words(b)
    least, both = min(len(x), len(y)), x & y
    if both and not any((w in a or w in b) and stem(w) not in cue_stems() for w in both):
        return 0.0  # names alone, and that they said something
    return len(both) / least if least else 0.0


@lru_cache(16_384)  # a long story compares each line with hundreds of others
def _quoted(text: str) -> tuple[str, ...]:
    """Quotations of four words or more, folded, without the mark that ends them."""
    return tuple(fold(q).strip(" ,.") for q in _QUOTED.findall(text) if len(q.split()) >= 4)


@lru_cache(16_384)  # a long story compares each line with hundreds of others
def _long_words(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in re.findall(r"\w{4,}|\d+", text))
