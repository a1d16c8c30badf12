"""The noun phrase a number counts, found without a parser: "12,000 North Korean soldiers", "30 of its newer Leopard 2 A8 tanks".

Word classes come from extract/lexicon.py; stop words and irregular nouns from data/en/figure_words.toml. Windows are bounded.
"""

from dataclasses import dataclass
from functools import cache

from writethru.extract.lexicon import word
from writethru.extract.number import Token, is_dash, read
from writethru.extract.quantity import Quantity
from writethru.extract.unit import is_plural, singular, word_set, words
from writethru.model import Approx

_OPENS, _CLOSES = '"“„«', '"”»'
_REACH = 9  # words of a noun phrase
_OWNERS = frozenset(["the", "this", "these", "those", "its", "their", "his", "her", "our", "my", "your"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted noun phrase: its unit (folded modifiers and head), its words as printed, the token after it."""

    unit: str
    text: str
    first: int
    end: int
    head: int
    plural: bool


@dataclass(slots=True)
class Draft:
    """A figure in the making: tokens [first, last) make its span."""

    q: Quantity
    first: int
    last: int
    approx: Approx
    unit: str
    phrase: Phrase | None
    of: str = ""
    holder: str = ""
    multiplier: bool = False
    subset: bool = False
    sure: bool = True


def joined(tokens: list[Token], k: int) -> int:
    """The token after the word at k, hyphenated and glued parts included: "coal-fired", "A8"."""
    k += 1
    while k < len(tokens) and tokens[k].glued:
        if tokens[k].kind == "num":
            k += 1
        elif tokens[k].text in "-‑&/" and k + 1 < len(tokens) and tokens[k + 1].glued and tokens[k + 1].kind in ("word", "num"):
            k += 2
        else:
            break
    return k


def stops(t: Token) -> bool:
    """Whether a noun phrase ends before this token."""
    return (
        t.kind == "mask"
        or (t.kind == "mark" and t.text not in "'’&")
        or (t.lower in word_set("stop", "words") and not (t.text.isupper() and len(t.text) == 2))
        or t.lower.endswith("n't")
    )


def phrase(tokens: list[Token], j: int, text: str, one: bool = False) -> Phrase | None:
    """The noun phrase counted by a number that ends before token j; None when there is none.

    `one`: the number is 1 or a fraction, so that the noun may be singular."""
    k = j
    if k + 1 < len(tokens) and is_dash(tokens[k]) and tokens[k].glued and tokens[k + 1].glued:
        known = word(tokens[k + 1].lower)
        return _made(tokens, k + 1, k + 1, text, False) if known.may_be("N") and tokens[k + 1].kind == "word" else None
    if k < len(tokens) and tokens[k].text in _CLOSES and tokens[k].glued and any(t.text in _OPENS for t in tokens[max(0, k - _REACH) : k]):
        k += 1  # says "fewer than 5,000" people are affected
    k = _past_partitive(tokens, k)
    while k < len(tokens) and tokens[k].lower in word_set("stop", "skip"):
        k += 1
    if k + 1 < len(tokens) and tokens[k].lower in word_set("state", "between") and tokens[k + 1].lower in word_set("heads", "people"):
        k += 1  # "31 still missing"
    first, head, noun = k, -1, -1
    count = 0
    while k < len(tokens) and count < _REACH:
        t = tokens[k]
        after = joined(tokens, k)
        lower = tokens[after - 1].lower
        if t.lower in ("and", "or") and head < 0 and k > first:
            if not _noun_ahead(tokens, k + 1, 4):
                break
        elif t.kind == "num":
            if head >= 0 or k == first or not _in_name(tokens, k):
                break
        elif t.kind != "mark":
            if stops(t) and after == k + 1:
                break
            if head >= 0 and word(lower).may_be("Z") and after < len(tokens) and _object(tokens[after]):
                break  # "each of the 12 regions elects 4"
            if first < k and t.text[0].isupper() and _verb_before_name(tokens, k):
                break  # "19 support Sanders"
            if is_plural(lower) and not (one and noun >= 0 and word(lower).may_be("Z")):
                head = after - 1
            elif head >= 0 and not tokens[head].lower.endswith("s") and word(lower).may_be("NAG") and _noun_ahead(tokens, k, 4):
                pass  # "infantry fighting vehicles", "police officers"
            elif head >= 0 or _ends_phrase(tokens, k, lower, one or noun >= 0):
                break
            elif word(lower).may_be("N") or t.text[:1].isupper() or not word(lower).kinds:
                noun = after - 1
        elif stops(t) or not (t.text == "&" or (t.glued and tokens[k - 1].lower.endswith("s"))):
            break
        k, count = after, count + 1
    plural = head >= 0
    if not plural:
        head = _single(tokens, first, noun, one)
    return _made(tokens, first, head, text, plural) if head >= first else None


def _verb_before_name(tokens: list[Token], k: int) -> bool:
    before = tokens[k - 1]
    return before.text.islower() and word(before.lower).may_be("V") and singular(tokens[k].lower) not in word_set("demonyms", "words")


def _object(t: Token) -> bool:
    return t.kind == "num" or t.lower in ("a", "an", "the", "its", "their", "his", "her")


def _past_partitive(tokens: list[Token], k: int) -> int:
    """Past "of the", "of its", "of Kenya's": 12 of the soldiers."""
    if k + 1 >= len(tokens) or tokens[k].lower != "of":
        return k
    k += 1
    while k + 1 < len(tokens) and (tokens[k].lower in _OWNERS or tokens[k].lower.endswith("'s")):
        k += 1
    whole = read(tokens, k) if k < len(tokens) and tokens[k].kind != "mask" else None  # "3,000 of the 12,000 soldiers"
    return whole.end if whole and whole.kind in ("plain", "word") else k


def _noun_ahead(tokens: list[Token], k: int, most: int = 7) -> bool:
    for t in tokens[k : k + most]:
        if (stops(t) and t.text != "-") or t.kind == "num":
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
    known = word(lower)
    if tokens[k].text[:1].isupper() or not known.kinds or joined(tokens, k) > k + 1:
        return False
    if known.may_be("NA"):
        return noun_seen and known.may_be("D") and not known.may_be("N") and not _noun_ahead(tokens, k + 1)
    if known.may_be("DRG"):
        return not _noun_ahead(tokens, k + 1)
    return True


def _single(tokens: list[Token], first: int, noun: int, one: bool) -> int:
    """The head of a phrase without a plural: after "one", or a bare noun ("3 cylinder engine")."""
    if first >= len(tokens) or tokens[first].kind != "word" or noun < 0:
        return -1
    if one:
        return noun
    known = word(tokens[first].lower)
    return first if known.kinds and all(k[0] == "N" for k in known.kinds) and not tokens[first].text[0].isupper() else -1


def _made(tokens: list[Token], first: int, head: int, text: str, plural: bool) -> Phrase:
    kept = []
    k = first
    while k <= head:
        after = min(joined(tokens, k), head + 1)
        lower = text[tokens[k].start : tokens[after - 1].end].replace("’", "'").lower()
        if after == head + 1:
            before, dash, last = lower.rpartition("-")
            kept.append(before + dash + singular(last))
        elif not _dropped(lower, tokens, after) and tokens[k].kind != "mark":
            kept.append(str(words()["irregular"][lower]) if lower in _graded() else lower)
        k = after
    last = tokens[head].lower
    if last in word_set("heads", "people"):
        return Phrase("people", "people" if last == "others" else "people " + last, first, head + 1, head, plural)
    return Phrase(" ".join(kept), " ".join(text[tokens[first].start : tokens[head].end].split()), first, head + 1, head, plural)


@cache
def _graded() -> frozenset[str]:
    """Comparatives and superlatives of the irregular table."""
    return frozenset(w for w in words()["irregular"] if w.endswith(("er", "st")))


def _dropped(lower: str, tokens: list[Token], after: int) -> bool:
    """Modifiers that do not belong to the unit: nationalities, participles, adverbs."""
    if lower in word_set("demonyms", "words") or lower in ("and", "or", "most", "least", "very", "more"):
        return True
    if lower in word_set("demonyms", "before") and after < len(tokens) and tokens[after].lower in word_set("demonyms", "words"):
        return True
    known = word(lower)
    return "-" not in lower and ((known.may_be("D") and not known.may_be("AN")) or (lower.endswith(("ly", "ed")) and known.may_be("DR")))
