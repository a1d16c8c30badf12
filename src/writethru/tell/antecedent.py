"""What a pronoun of a sentence may stand for, found inside that sentence: a person for "she", something plural for "they", a thing for "it".

Heuristics of surface form after the antecedent conditions of anaphoric use (Lappin & Leass 1994); quoted words are left out by the caller."""

import re
from collections.abc import Collection
from itertools import pairwise

from writethru.tell.lists import held
from writethru.text import WORD, fold
from writethru.words import stopwords

_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|[Hh]ers)\b")
_THEIRS = re.compile(r"\b(?:they|them|their|theirs)\b")
_ITS = re.compile(r"\b(?:it|its(?! (?:[a-z\-]+ ){1,4}?[a-z\-]+,? [A-Z])|itself)\b")  # "said its chief engineer, Ann Lee": she is named
_NAMES = re.compile(r"\b[A-Z][\w’'\-]+\.?(?: (?:[A-Z]\.|[A-Z][\w’'\-]+))+")
_SINGULAR_S = ("ss", "us", "is", "'s", "’s")
_PLURAL_NAME = re.compile(r"(?:ans|crats|ists|ers|eans|tives)$")  # Republicans, Democrats: no "it"
_OPENING = 60  # characters after the comma of an opening phrase within which its pronoun's name must come
_THE = re.compile(r"\b[Tt]he $")  # "the Governors Association": no person
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Rev|Sir|Lady|Lord|President|Judge|Justice|Pope|King|Queen)\b\.? [A-Z]")


def nameless(text: str, people: Collection[str]) -> bool:
    """Whether "he" or "she" has nobody in the sentence to stand for: no person before it, nor right after the opening phrase it is in
    ("In her note, Ann Lee said")."""
    m = _HE_OR_SHE.search(text)
    if m is None or somebody(text[: m.start()], people):
        return False
    comma, first = text.find(","), fold(text.split(maxsplit=1)[0])
    opens = first in held("adverbs") or first.endswith(("ing", "ed"))
    return comma < m.start() or not opens or not somebody(text[comma + 1 : comma + _OPENING], people)


def somebody(text: str, people: Collection[str]) -> bool:
    """Whether words name or describe one person."""
    if _TITLE.search(text) or any(_named(m.group()) for m in _NAMES.finditer(text) if not _THE.search(text, 0, m.start())):
        return True
    words = [m.group() for m in WORD.finditer(text)]
    if any(re.sub(r"['’]s?$", "", w) in people for w in words):
        return True
    # "The Republican Governors Association": a noun of a title is no person.
    return any(fold(w) in held("persons") and not (w[0].isupper() and after[:1].isupper()) for w, after in pairwise([*words, ""]))


def _named(run: str) -> bool:
    """Whether a run of capitals is a person's name of two words: "On Wednesday" is none, nor "The Governors Association"."""
    if run.startswith("The "):
        return False
    small = stopwords() | held("times") | held("adverbs")
    return sum(fold(w) not in small for w in run.split()) > 1


def groupless(text: str) -> bool:
    """Whether "they" stands for nothing plural before it."""
    m = _THEIRS.search(text)
    return m is not None and not many(text[: m.start()])


def many(before: str) -> bool:
    """Whether something plural is named: a plural noun, two joined by "and", a collective."""
    for m in WORD.finditer(before):
        w = fold(m.group())
        if w in held("collective") or (
            len(w) > 3 and w.endswith("s") and not w.endswith(_SINGULAR_S) and w not in stopwords() and w not in held("verbs")
        ):
            return True
    return bool(re.search(r"[A-Z][\w’'\-]+ and (?:the )?[A-Z]", before))


def thingless(text: str, people: Collection[str]) -> bool:
    """Whether "it" stands for no thing or body before it."""
    m = _ITS.search(text)
    return m is not None and not _thing(text[: m.start()], people)


def _thing(before: str, people: Collection[str]) -> bool:
    """Whether one thing or body is named: anything but persons, plurals, titles and verbs of saying."""
    persons = {fold(p) for p in people}
    words = [m.group() for m in WORD.finditer(before)]
    person = [n for n, w in enumerate(words) if fold(re.sub(r"['’]s?$", "", w)) in persons]
    beside = {n - k for n in person for k in range(4) if all(words[n - j][:1].isupper() for j in range(k + 1) if n - j >= 0)} | set(person)
    return any(_single(w) for n, w in enumerate(words) if n not in beside)


def _single(word: str) -> bool:
    """Whether a word may be one thing's: no plural of persons, no word of saying, doing or grammar."""
    w = fold(word)
    if w in stopwords() or any(w in held(name) for name in ("verbs", "saying", "times")):
        return False
    return not (word[:1].isupper() and _PLURAL_NAME.search(w))
