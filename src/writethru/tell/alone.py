"""Whether a sentence can be told by itself: it names what it speaks of, and it is whole.

A pronoun, "there", "the explanation", "seven of the nine" ask what stood before. Words in quotation marks are the speaker's own and
may say "he" or "this". Heuristics of surface form after the antecedent conditions of pleonastic and anaphoric use (Lappin & Leass 1994)."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from writethru.text import WORD, fold
from writethru.words import stopwords

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
# "A day earlier he had confirmed …": a pronoun among the first words, before any name it could stand for.
_PRONOUN_FIRST = re.compile(r"\w+,?(?: [a-z]+,?){0,4} (?:he|she|they|it)\b")
_AUX = r"(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do)"
_POINTED = re.compile(
    rf"\b(?:this|these)(?! (?:year|month|week|morning|afternoon|evening|time)\b)|(?:\bsa(?:id|ys)|added|called) that {_AUX}\b"
)
_THERE = re.compile(rf"\bthere\b(?!['’]s| (?:also |still |now )?(?:{_AUX}|been|being|seems?|appears?|remain\w*)\b)")
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside) (?:the )?(?:[a-z]+ ){0,3}[A-Z]")
_PARTITIVE = re.compile(r"(\w+) of (?:the|these|those) (\w+)(?:,? (\w+))?")
_BARE_END = re.compile(r"(?:^| )(\w[\w,.]*?)[.!?]?$")
_THEIRS = re.compile(r"\b(?:they|them|their|theirs)\b")
# "Hagen said he had asked the police to join it.": what "it" is, stood before.
_SAID_OF_IT = re.compile(
    r"^[A-Z][^,;]{0,40}? (?:said|says|added|confirmed|denied|warned|told [^,;]{3,30}) (?:that )?(?:he|she|they|it) [^“”\"]*\b(?:it|them)[.!?]$"
)
_US = re.compile(r"\b(?:I|we|We|us|our|Our|my|My|me)\b(?!\.)")
_ITS = re.compile(r"\b(?:it|its|itself)\b")
_SINGULAR_S = ("ss", "us", "is", "'s", "’s")


@cache
def rules() -> dict[str, list[str]]:
    """The word lists of data/en/phrases.toml."""
    return tomllib.loads((files("writethru.data") / "en" / "phrases.toml").read_text("utf-8"))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(rules()[name])


@cache
def _pointing() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, rules()["pointing"]))
    return re.compile(rf"\bthe (?:{nouns})\b(?!,? (?:of|that|to|about|by|who|which|against|between|whether)\b| [a-z]+(?:ing|ed)\b)")


def opened(text: str) -> str:
    """The sentence without an opener that only links it to the one before."""
    for opener in rules()["droppable"]:
        if text.startswith((opener + ", ", opener + " ")) and len(text.split()) > 5:
            rest = text[len(opener) :].lstrip(", ")
            return rest[:1].upper() + rest[1:]
    return text[:1].upper() + text[1:]


def whole(text: str) -> bool:
    """Whether a sentence is one: it ends as a sentence does, and its quotation marks pair. A heading is none."""
    unclosed = text.startswith('"') and text.count('"') % 2
    return not unclosed and text.count("“") == text.count("”") and bool(re.search(r"[.!?…][\"'”’)\]]*$", text))


def leans(text: str, people: Collection[str] = ()) -> bool:
    """Whether a sentence speaks of something that only the sentence before it names. `people`: last words of names of persons."""
    if text[:1] in "\"“‘'«„":
        return _points(_QUOTED.sub("“”", text), people)
    words = fold(text).split()
    first, two = words[0].strip("\"“‘'(,"), " ".join(words[:2])
    expletive = any(" ".join(words).startswith(e) for e in rules()["expletive"])
    if not expletive and (first in _list("leaning") or two in _list("leaning") or _opens_so(text, first)):
        return True
    rest = [w.strip(".,;:") for w in words[1:3]]
    if first in _list("quantifiers") and rest and (rest[0] in stopwords() or rest[0] in _list("verbs")):
        return rest[0] != "of" or _elliptic(text)
    return _points(_QUOTED.sub("“”", text[3 if words[0] == "it" else 0 :]), people)


def _opens_so(text: str, first: str) -> bool:
    """Whether a pronoun stands among the first words before any name: after an adverb, or a participle that no name follows."""
    if not _PRONOUN_FIRST.match(text):
        return False
    if first.endswith(("ing", "ed")) and first not in _list("adverbs"):
        return not re.search(r" [A-Z]\w", text)
    return first in stopwords() or first in _list("adverbs") or first.endswith("ly")


def _points(text: str, people: Collection[str]) -> bool:
    """Whether words outside quotation marks point back out of the sentence."""
    if _US.search(text) or _POINTED.search(text) or _pointing().search(text) or _elliptic(text) or _ends_bare(text):
        return True
    there = _THERE.search(text)
    if there and not _PLACED.search(text, 0, there.start()):
        return True
    they = _THEIRS.search(text)
    if they and not _many(text[: they.start()]):
        return True
    if _SAID_OF_IT.search(text):
        return True
    it = _ITS.search(text)
    return it is not None and not _thing(text[: it.start()], people)


def _elliptic(text: str) -> bool:
    """ "Seven of the nine came": a number that counts nothing named."""
    m = _PARTITIVE.match(text)
    if not m or not (m.group(2).isdigit() or fold(m.group(2)) in _list("numbers")):
        return False
    noun = m.group(3) or ""
    return not (noun.endswith(("s", "men", "people", "children")) and fold(noun) not in stopwords() | _list("verbs"))


def _ends_bare(text: str) -> bool:
    """ "Aldane says there were nine.": the last word is a number, and no number of the sentence has a noun."""
    m = _BARE_END.search(text)
    last = fold(m.group(1)) if m else ""
    if not (last.replace(",", "").isdigit() or last in _list("numbers")) or re.search(
        r"\b(?:number|page|article|aged|tank|line|gate) \w+[.!?]?$", text
    ):
        return False
    tail = text[max(0, len(text) - 40) :]
    if re.search(
        r"\b(?:at|by|from|since|in|on|January|February|March|April|May|June|July|August|September|October|November|December) \w+[.!?]?$",
        tail,
    ):
        return False
    return not re.search(
        r"\d[\d,.]* [a-z]|\b(?:" + "|".join(_list("numbers")) + r") [a-z]{3,}|count|toll|total|number of", text[: m.start()] if m else text
    )


def _many(before: str) -> bool:
    """Whether something plural stands before: a plural noun, two joined by "and", a collective."""
    for m in WORD.finditer(before):
        w = fold(m.group())
        if w in _list("collective") or (
            len(w) > 3 and w.endswith("s") and not w.endswith(_SINGULAR_S) and w not in stopwords() | _list("verbs")
        ):
            return True
    return bool(re.search(r"[A-Z][\w’'\-]+ and (?:the )?[A-Z]", before))


def _thing(before: str, people: Collection[str]) -> bool:
    """Whether a thing or body stands before "it": anything but a person, titles and verbs of saying."""
    persons = {fold(p) for p in people}
    words = [m.group() for m in WORD.finditer(before)]
    person = [n for n, w in enumerate(words) if fold(re.sub(r"['’]s?$", "", w)) in persons]
    if not person:
        return bool(words)
    beside = {n - k for n in person for k in range(4) if all(words[n - j][:1].isupper() for j in range(k + 1) if n - j >= 0)} | set(person)
    rest = [fold(w) for n, w in enumerate(words) if n not in beside]
    return any(w not in stopwords() and w not in _list("verbs") and w not in _list("saying") for w in rest)
