"""What a number counts or measures: the noun phrase after it, the noun it is "of", the subject it is said of. No parser.

Word classes come from extract/lexicon.py; stop words and irregular nouns from data/en/figure_words.toml. Windows are bounded.
"""

from dataclasses import dataclass
from functools import cache

from writethru.extract.lexicon import word
from writethru.extract.number import Token, is_dash
from writethru.extract.unit import singular, word_set, words

_REACH = 9  # words of a noun phrase
_WINDOW = 45  # tokens looked back over for a subject
_BARRIER = frozenset(';:()[]“”"«»—–…|•*?!')
_BREAKS = frozenset(
    "that which who while when because although though whereas if after before since until as but where so than how whether".split()
)
_AUXILIARY = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can could may might must ca wo n't not to also now "
    "already still just then reportedly alone all currently".split()
)
_LEADING = frozenset(
    "the a an this that these those its their his her our my your some and but or so yet in at on for by of with from to as all each every "
    "both also then now than is was are were about around over under such no not more least most just only even up down it he she they we i you "
    "there who which what per while when where after before during since between into among including".split()
)
_PRONOUN = frozenset("it he she they we i you there this that these those who which what one them him her us itself".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted noun phrase: its unit (folded modifiers and head), its words as printed, the token after it."""

    unit: str
    text: str
    end: int
    head: int


@cache
def is_plural(lower: str) -> bool:
    """Whether a lower-case form can be a plural noun."""
    if lower in word_set("heads", "plural"):
        return True
    if len(lower) < 3 or not lower.endswith("s") or lower.endswith(("ss", "'s", "ous")) or lower in word_set("stop", "words"):
        return False
    known = word(lower)
    if known.kinds:
        return known.may_be("S")
    stem = lower[:-1]
    return not lower.endswith(("us", "is")) and not word(stem).may_be("R")


def joined(tokens: list[Token], k: int) -> int:
    """The token after the word at k, hyphenated parts included: "coal-fired"."""
    k += 1
    while (
        k + 1 < len(tokens)
        and tokens[k].text in "-‑&/"
        and tokens[k].glued
        and tokens[k + 1].glued
        and tokens[k + 1].kind in ("word", "num")
    ):
        k += 2
    return k


def _stops(t: Token) -> bool:
    return (
        t.kind == "mask"
        or (t.kind == "mark" and t.text not in "'’&")
        or (t.lower in word_set("stop", "words") and not (t.text.isupper() and len(t.text) == 2))
    )


def phrase(tokens: list[Token], j: int, text: str, one: bool = False) -> Phrase | None:
    """The noun phrase counted by a number that ends before token j: "newer Leopard 2 A8 tanks"; None when there is none.

    `one`: the number is 1, so the noun is singular."""
    k = j
    hyphen = k < len(tokens) and is_dash(tokens[k]) and tokens[k].glued and k + 1 < len(tokens) and tokens[k + 1].glued
    k += hyphen
    k = _past_partitive(tokens, k)
    while k < len(tokens) and tokens[k].lower in words()["stop"]["skip"].split():
        k += 1
    first, head, last_noun = k, -1, -1
    count = 0
    while k < len(tokens) and count < _REACH:
        t = tokens[k]
        after = joined(tokens, k)
        lower = tokens[after - 1].lower
        if t.lower in ("and", "or") and head < 0 and k > first:
            if not _noun_ahead(tokens, k + 1):
                break
        elif t.kind == "num":
            if head >= 0 or k == first or not _in_name(tokens, k):
                break
        elif t.text in "'’&":
            pass
        elif _stops(t):
            break
        elif is_plural(lower) and not (head >= 0 and word(lower).may_be("Z") and not word(lower).may_be("S")):
            head = after - 1
        elif head >= 0:
            break
        elif _ends_phrase(tokens, k, lower, last_noun >= 0 or one):
            break
        else:
            known = word(lower)
            last_noun = after - 1 if known.may_be("N") or t.text[:1].isupper() or not known.kinds else last_noun
        k, count = after, count + 1
    if head < 0:
        head = _single(tokens, first, last_noun, hyphen, one)
    return _made(tokens, first, head, text) if head >= first else None


def _past_partitive(tokens: list[Token], k: int) -> int:
    """Past "of the", "of its", "of Kenya's": 12 of the soldiers."""
    if k + 1 >= len(tokens) or tokens[k].lower != "of":
        return k
    determiner = tokens[k + 1].lower in ("the", "these", "those", "its", "their", "his", "her", "our", "my", "your")
    owner = tokens[k + 1].lower.endswith(("'s", "s'"))
    return k + 2 if determiner or owner else k + 1


def _noun_ahead(tokens: list[Token], k: int) -> bool:
    for t in tokens[k : k + 4]:
        if _stops(t) or t.kind == "num":
            return False
        if is_plural(t.lower):
            return True
    return False


def _in_name(tokens: list[Token], k: int) -> bool:
    """Whether digits inside a phrase belong to a name: "737 Max jets", "Leopard 2 A8 tanks"."""
    near = tokens[k - 1].text[:1].isupper() or (k + 1 < len(tokens) and tokens[k + 1].text[:1].isupper())
    return near and tokens[k].text.isdigit() and len(tokens[k].text) <= 4


def _ends_phrase(tokens: list[Token], k: int, lower: str, noun_seen: bool) -> bool:
    """Whether the word at k cannot be inside a noun phrase: a verb or an adverb with no noun after it."""
    if tokens[k].text[:1].isupper():
        return False
    known = word(lower)
    if not known.kinds or "-" in tokens[k].text:
        return False
    if known.may_be("NA"):
        return noun_seen and known.may_be("D") and not known.may_be("N")
    if known.may_be("DRG"):
        return noun_seen or not _noun_ahead(tokens, k + 1)
    return True


def _single(tokens: list[Token], first: int, last_noun: int, hyphen: bool, one: bool) -> int:
    """The head of a phrase without a plural: after "one", after a hyphen ("three-bedroom"), or a bare noun ("3 cylinder engine")."""
    if first >= len(tokens) or tokens[first].kind != "word" or last_noun < 0:
        return -1
    if one and not hyphen:
        return last_noun
    kinds = word(tokens[first].lower)
    if hyphen:
        return first if kinds.may_be("N") else -1
    return first if kinds.kinds and all(k[0] == "N" for k in kinds.kinds) and not tokens[first].text[0].isupper() else -1


def _made(tokens: list[Token], first: int, head: int, text: str) -> Phrase:
    kept = []
    k = first
    while k <= head:
        after = min(joined(tokens, k), head + 1)
        raw = text[tokens[k].start : tokens[after - 1].end].replace("’", "'")
        lower = raw.lower()
        if after == head + 1:
            kept.append(_lemma(raw))
        elif not (_dropped(lower, tokens, after) or tokens[k].kind == "mark"):
            kept.append(str(words()["irregular"].get(lower, lower)) if lower in _COMPARATIVE() else lower)
        k = after
    unit = " ".join(kept)
    if tokens[head].lower in word_set("heads", "people"):
        unit = "people"
    return Phrase(unit, " ".join(text[tokens[first].start : tokens[head].end].split()), head + 1, head)


@cache
def _COMPARATIVE() -> frozenset[str]:
    return frozenset(w for w in words()["irregular"] if w.endswith(("er", "est", "st")))


def _dropped(lower: str, tokens: list[Token], after: int) -> bool:
    """Modifiers that do not belong to the unit: nationalities, participles, adverbs, articles."""
    if lower in word_set("demonyms", "words") or lower in ("and", "or", "most", "least", "very", "more"):
        return True
    if lower in word_set("demonyms", "before") and after < len(tokens) and tokens[after].lower in word_set("demonyms", "words"):
        return True
    known = word(lower)
    return "-" not in lower and ((known.may_be("D") and not known.may_be("AN")) or (lower.endswith(("ly", "ed")) and known.may_be("DR")))


def _lemma(raw: str) -> str:
    head, dash, last = raw.lower().rpartition("-")
    return head + dash + singular(last)


def complement(tokens: list[Token], j: int, text: str, before: tuple[str, ...] = ("of",)) -> str:
    """The noun phrase after a preposition at token j: "of adults in the city" gives "adults"; "" when there is none."""
    if j >= len(tokens) or tokens[j].lower not in before:
        return ""
    return noun_run(tokens, j + 1, text)


def noun_run(tokens: list[Token], k: int, text: str, most: int = 7) -> str:
    """The noun phrase that begins at token k, articles dropped, with one "of" phrase."""
    while k < len(tokens) and tokens[k].lower in _LEADING and tokens[k].kind == "word":
        k += 1
    first = k
    linked = False
    while k < len(tokens) and k - first < most:
        t = tokens[k]
        if t.lower == "of" and k > first and not linked:
            linked = True
            if k + 1 < len(tokens) and tokens[k + 1].lower in ("the", "a", "its", "their"):
                k += 1
        elif _stops(t) and not (t.text in "-’'&" and t.glued):
            break
        elif k > first and t.text.islower() and word(t.lower).may_be("DZ") and not word(t.lower).may_be("NSA"):
            break
        k += 1
    while k > first and (tokens[k - 1].kind == "mark" or tokens[k - 1].lower in ("of", "the", "a", "its", "their")):
        k -= 1
    return " ".join(text[tokens[first].start : tokens[k - 1].end].split()) if k > first else ""


def run_before(tokens: list[Token], i: int, text: str, most: int = 5) -> str:
    """The noun phrase that ends right before token i, articles dropped."""
    k = i
    while k > 0 and i - k < most and not _stops(tokens[k - 1]) and not _is_verb(tokens, k - 1):
        k -= 1
    return " ".join(text[tokens[k].start : tokens[i - 1].end].split()) if k < i else ""


def _is_verb(tokens: list[Token], k: int) -> bool:
    """Whether token k reads as a finite verb or participle here."""
    t = tokens[k]
    if t.kind != "word":
        return False
    if t.lower in _AUXILIARY:
        return t.lower not in ("to", "all", "also", "now", "just", "then", "alone", "not")
    known = word(t.lower)
    if not known.may_be("DZ") or t.text[:1].isupper() and k > 0 and not known.may_be("D"):
        return False
    before = tokens[k - 1] if k else None
    if before is None or before.lower in _LEADING - _PRONOUN - {
        "also",
        "then",
        "now",
        "is",
        "was",
        "are",
        "were",
        "and",
        "just",
        "not",
        "who",
        "which",
    }:
        return False
    if known.may_be("Z") and not known.may_be("D"):  # "shares", "plans": a noun after an adjective, or before another verb
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if known.may_be("S") and (
            word(before.lower).may_be("A")
            and not word(before.lower).may_be("N")
            or after is None
            or after.lower in _AUXILIARY
            or after.lower in ("of", "in")
            or word(after.lower).may_be("D")
        ):
            return False
    return not (known.may_be("A") and before.kind == "mark" and before.text == "-")


def subject(tokens: list[Token], i: int, text: str) -> tuple[str, int]:
    """The subject of the clause whose verb stands before token i, and that verb's token (-1 without one)."""
    low = max(0, i - _WINDOW)
    k = i - 1
    while k >= low and not _is_verb(tokens, k):
        if tokens[k].text in _BARRIER:
            # "Total cost: $72,370" and "Homes (from $1m)" speak of what stands before the mark.
            return (
                (_trimmed(tokens, _left(tokens, k, low), k, text), -1)
                if tokens[k].text in ":(" and k > low
                else (_trimmed(tokens, k + 1, i, text), -1)
            )
        k -= 1
    if k < low:
        return _trimmed(tokens, _left(tokens, i, low), i, text), -1
    verb = k
    while k > low and (
        tokens[k - 1].lower in _AUXILIARY
        or word(tokens[k - 1].lower).may_be("RVG")
        and not word(tokens[k - 1].lower).may_be("NS")
        or _is_verb(tokens, k - 1)
    ):
        k -= 1
    while k > low and tokens[k - 1].lower in ("which", "who", "that", ","):
        if tokens[k - 1].text == ",":
            k = _before_aside(tokens, k - 1, low)
        else:
            k -= 1
            if k > low and tokens[k - 1].text == ",":
                k -= 1
            break
    start = _left(tokens, k, low)
    found = _trimmed(tokens, start, k, text)
    if not found and start > low + 1 and tokens[start - 1].text in (",", "and") and k == start:
        return subject(tokens, start - 1, text)[0], verb
    return found, verb


def _before_aside(tokens: list[Token], comma: int, low: int) -> int:
    """Before ", the maker of cars,": the comma that opens the aside closed at `comma`; else past the comma."""
    for k in range(comma - 1, max(low, comma - 14), -1):
        if tokens[k].text == ",":
            return k
        if tokens[k].text in _BARRIER:
            break
    return comma


def _left(tokens: list[Token], k: int, low: int) -> int:
    """Where the noun phrase that ends before token k begins: after a mark, a conjunction or a verb."""
    end = k
    while k > low:
        t = tokens[k - 1]
        if (
            t.text in _BARRIER
            or t.text == ","
            or t.lower in _BREAKS
            or (t.kind == "mask" and k < end)
            or (t.lower in ("and", "or") and _verb_left(tokens, k - 1, low))
        ):
            break
        if _is_verb(tokens, k - 1) and k < end:
            break
        k -= 1
    return k


def _verb_left(tokens: list[Token], k: int, low: int) -> bool:
    for a in range(k - 1, max(low, k - 12) - 1, -1):
        if tokens[a].text in _BARRIER or tokens[a].text == ",":
            return False
        if _is_verb(tokens, a):
            return True
    return False


def _trimmed(tokens: list[Token], start: int, end: int, text: str, most: int = 8) -> str:
    """Words of tokens[start:end] without leading and trailing function words, at most `most`; "" for a pronoun."""
    while start < end and (tokens[start].kind in ("mark", "mask") or tokens[start].lower in _LEADING):
        start += 1
    while end > start and (
        tokens[end - 1].kind in ("mark", "mask", "num") or tokens[end - 1].lower in _LEADING or tokens[end - 1].lower in _AUXILIARY
    ):
        end -= 1
    end = min(end, start + most)
    while end > start and tokens[end - 1].lower in _LEADING:
        end -= 1
    return " ".join(text[tokens[start].start : tokens[end - 1].end].split()) if end > start else ""
