"""Names a source inside one report: "the ministry", "Kim", "he" -> the fullest name the report gives.

Persons lose titles ("Deputy Press Secretary Ann Lee" -> "Ann Lee"), bodies keep their name ("Finland's spy agency"), metonyms stay
("the Kremlin" -> "Kremlin"). Pronouns go by number, sex and how lately someone spoke or was named.
"""

from writethru.extract.antecedent import WHO
from writethru.extract.forms import kinds
from writethru.extract.lexicon import word_list
from writethru.extract.naming import core_end, introduced, named_in, resolve_name
from writethru.extract.people import bare, is_office, people
from writethru.extract.pos import tags
from writethru.extract.pronoun import PRONOUNS, resolve_pronoun
from writethru.extract.reading import Reading
from writethru.extract.scene import Scene, class_of, number, text_of
from writethru.model import Span


def name(state: Scene, source: Span) -> tuple[str, bool]:
    """(speaker, collective) of a source given as a token span; remembers it for what follows."""
    speaker, kind = _resolve(state, source)
    if speaker and kind:
        state.said.append((source[0], speaker, kind))
    return speaker, kind == "c"


def _resolve(state: Scene, source: Span) -> tuple[str, str]:
    reading = state.reading
    first, last = source
    while first < last and not reading.words[first][0].isalnum():
        first += 1
    while last > first and not reading.words[last - 1][0].isalnum():
        last -= 1
    first, last = _tidy(reading, first, last)
    low = reading.lower[first] if first < last else ""
    if not low or (last - first == 1 and low not in WHO and kinds(low)[0] in ("joint", "prep")) or _nobody(reading, first, last):
        return "", ""
    if (last - first == 1 and low in PRONOUNS) or low in ("who", "which"):
        return resolve_pronoun(state, first)
    if low in ("his", "her", "their", "its") or (bare(reading.words[first]) != reading.words[first] and last - first == 1):
        if last - first == 1:
            return resolve_name(state, first, last)
        owner = resolve_pronoun(state, first)[0]
        owner = "" if owner.lower() in PRONOUNS else owner
        rest = text_of(reading, first + 1, core_end(reading, first + 1, last))
        member = named_in(state, first + 1, last)
        if member:
            return member.name, class_of(member)
        called = introduced(state, core_end(reading, first + 1, last), last)
        if called:
            return called, "b"
        return (f"{owner}'s {rest}" if owner else rest), number(reading, first + 1, last)
    return resolve_name(state, first, last)


def _nobody(reading: Reading, first: int, last: int) -> bool:
    """Whether a source is no noun phrase, or one of time: "including the grocer", "shortly after Loft", "Saturday", "last summer"."""
    low, pos = reading.lower, tags(reading)
    if not any(w[0].isalpha() and w not in word_list("articles") for w in low[first:last]):
        return True  # "up from the 67.9% announced on Monday"
    if pos[first] == "CD" and last - first == 2 and kinds(low[last - 1])[0][0] in "NS" and not _speaking(low[last - 1]):
        return True  # "declared the winner by 26 votes"
    timed = word_list("weekdays") | word_list("times") | word_list("seasons")
    if low[last - 1] in timed and all(w in timed or w in word_list("determiners") or w in ("last", "next") for w in low[first:last]):
        return True
    if last - first > 2 and all(w.isupper() for w in reading.words[first:last]):
        return True  # a crosshead
    if not reading.words[first][0].islower() or (low[first] in word_list("name_joints") and low[first] != "of"):
        return False  # "de la Torre"
    if pos[first] == "VBG" and first + 1 < last and (is_office(low[first + 1]) or low[first + 1] in people()["bodies"]):
        return False  # "acting governor Ann Lee", "the ruling party": what a participle says of them
    verbal = pos[first] in ("VBG", "VBD", "VBZ", "MD") or (pos[first] == "VBN" and first + 1 < last and kinds(low[first + 1])[0] == "det")
    return verbal or (pos[first] == "IN" and kinds(low[first])[0] != "det")


def _speaking(noun: str) -> bool:
    """Whether a noun, plural or not, may be of people or bodies."""
    return bool({k[2:].rstrip("+") for k in kinds(noun) if k[:2] in ("N:", "S:")} & {"person", "group"}) or noun in people()["bodies"]


def _tidy(reading: Reading, first: int, last: int) -> Span:
    """A source without the day or adverb the tagger took along ("Initially, Washington", "the premier on Monday"), or what joins it to the
    words around it (", and a company that")."""
    if last - first > 2 and reading.lower[first] in ("and", "but"):
        first += 1
    if last - first > 1 and reading.lower[last - 1] in ("that", "who", "which"):
        last -= 1
    days, low = word_list("weekdays"), reading.lower
    place = next((i for i in range(first + 1, min(first + 4, last - 1)) if low[i] == "the"), 0)
    if place and all(w[0].isupper() for w in reading.words[first:place]) and low[first - 1 : first] == ["in"]:
        first = place  # "In Tarn the mayor said"
    while last - first > 1 and (
        low[first] in days
        or ("R" in kinds(reading.words[first])[0] and reading.words[first + 1] == ",")
        or (kinds(reading.words[first]) in (("R",), ("R?",)) and kinds(reading.words[first + 1])[0] == "det")
        or not reading.words[first][0].isalnum()
    ):
        first += 1
    while (
        last - first > 1
        and reading.words[last - 1].islower()
        and (low[last - 1] in word_list("adverbs") or kinds(reading.words[last - 1]) in (("R",), ("R?",)))
    ):
        last -= 1
    while last - first > 1 and low[last - 1] in days:
        last -= 2 if last - first > 2 and low[last - 2] == "on" else 1
    return first, _untimed(reading, first, last)


def _untimed(reading: Reading, first: int, last: int) -> int:
    """The end of a source without a closing phrase of time ("the ministry for three months")."""
    if reading.lower[last - 1] not in word_list("times"):
        return last
    return next(
        (i for i in range(last - 2, max(first, last - 6), -1) if reading.lower[i] in ("for", "in", "during", "over", "after")), last
    )
