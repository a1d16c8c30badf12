"""The number grammar: tokens of a sentence, and the number that starts at a token.

Digits with grouping and decimals, words, scales, fractions, vague magnitudes. English; words are data (data/en/number_words.toml).
"""

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.model import Span

_TOKEN = re.compile(
    r"(?P<num>\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?: \d{3})* 000(?![\d,])|\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mark>[^\s])"
)
_PLAIN = re.compile(r"\d*\.?\d+$|\d{1,3}(?:,\d{3})+(?:\.\d+)?$|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+$|\d{1,3}(?:\.\d{3}){2,}$|\d+,\d{1,2}$")
_DASH = "-–—‑−"
_MOST_DIGITS = 15  # longer runs without grouping are identifiers


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: num, word, mark, or mask (a date, address or name that holds no figure). `glued`: no white space before it."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number from token i to `end` (exclusive). `scale` is the last scale read (1 for none); `kind`: plain, word, part, vague, times."""

    low: float
    high: float
    end: int
    scale: float = 1.0
    kind: str = "plain"


@cache
def table(name: str) -> dict[str, Any]:
    """A section of data/en/number_words.toml."""
    data = tomllib.loads((files("writethru.data") / "en" / "number_words.toml").read_text("utf-8"))
    section: dict[str, Any] = data[name]
    return section


@cache
def ordinals() -> frozenset[str]:
    return frozenset(table("ordinals")["words"])


@cache
def starters() -> frozenset[str]:
    """Lower-case words a number can start with."""
    names = ("ones", "tens", "scales", "vague", "parts", "times", "some")
    return frozenset(w for n in names for w in table(n)) - {"many", "some"}


def lex(text: str, start: int, end: int, masks: list[Span]) -> list[Token]:
    """Tokens of text[start:end]; each of `masks` (sorted, apart) becomes one token."""
    out: list[Token] = []
    at = start
    for a, b in [m for m in masks if m[0] < end and m[1] > start]:
        a, b = max(a, start), min(b, end)
        out += _tokens(text, at, a)
        out.append(Token(text[a:b], "", a, b, "mask", a > start and not text[a - 1].isspace()))
        at = b
    return out + _tokens(text, at, end)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(
            m.group(),
            m.group().lower().replace("’", "'"),
            m.start(),
            m.end(),
            m.lastgroup or "mark",
            m.start() > 0 and not text[m.start() - 1].isspace(),
        )
        for m in _TOKEN.finditer(text, start, end)
    ]


def numeral(text: str) -> float | None:
    """Digits as a number: "1,000.5" and "1.000,5" are both 1000.5; None for what is no number ("1,2,3", 16 bare digits)."""
    plain = re.sub(r"[ \u00a0\u2009\u202f]", "", text)
    if _EUROPEAN.match(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif not _PLAIN.match(plain):
        return None
    if len(re.match(r"\d*", plain).group()) > _MOST_DIGITS:  # type: ignore[union-attr]
        return None
    value = float(plain.replace(",", ""))
    return value if math.isfinite(value) else None


def is_dash(token: Token) -> bool:
    return token.text in _DASH


def read(tokens: list[Token], i: int) -> Number | None:
    """The number that starts at token i, None if none does."""
    t = tokens[i]
    if t.kind == "num":
        return _digits(tokens, i)
    if t.text in table("glyphs"):
        value = table("glyphs")[t.text]
        return _scaled(tokens, Number(value, value, i + 1, kind="part"))
    if t.kind != "word":
        return None
    return _vague(tokens, i) or _part(tokens, i) or _words(tokens, i)


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _digits(tokens: list[Token], i: int) -> Number | None:
    value = numeral(tokens[i].text)
    if value is None:
        return None
    j = i + 1
    n = len(tokens)
    if j + 1 < n and tokens[j].text in "/⁄" and tokens[j].glued and tokens[j + 1].kind == "num" and tokens[j + 1].glued:
        below = numeral(tokens[j + 1].text)
        return Number(value / below, value / below, j + 2, kind="part") if below and value <= 999 and below <= 999 else None
    if j < n and tokens[j].text in table("glyphs"):
        value += table("glyphs")[tokens[j].text]
        j += 1
    elif (
        j + 2 < n
        and [t.kind for t in tokens[j : j + 3]] == ["num", "mark", "num"]
        and tokens[j + 1].text in "/⁄"
        and tokens[j + 1].glued
        and tokens[j + 2].glued
    ):
        over, below = numeral(tokens[j].text), numeral(tokens[j + 2].text)
        if over and below and over < below <= 16:
            value, j = value + over / below, j + 3
    power = _power(tokens, j, value)
    if power is not None:
        return power if math.isfinite(power.low) else None
    return _scaled(tokens, Number(value, value, j))


def _power(tokens: list[Token], j: int, value: float) -> Number | None:
    """The rest of "1.99 × 10^-30" or "10^5": a Number, infinite when it is too large to be kept."""
    base, k = (value, j) if _word(tokens, j) == "^" else (0.0, j)
    if _word(tokens, j) in ("×", "x", "*") and _word(tokens, j + 1) == "10":
        base, k, mantissa = 10.0, j + 2, value
    elif base:
        mantissa = 1.0
    else:
        return None
    k += _word(tokens, k) == "^"
    sign = -1 if k < len(tokens) and is_dash(tokens[k]) else 1
    k += sign < 0
    if k >= len(tokens) or tokens[k].kind != "num":
        return None
    exponent = numeral(tokens[k].text)
    if exponent is None or exponent > 60 or base > 1e5:
        return Number(math.inf, math.inf, k + 1)
    result = mantissa * base ** (sign * exponent)
    return Number(result, result, k + 1, kind="power")


def _scaled(tokens: list[Token], number: Number) -> Number:
    """`number` times the scale words after it: "3.5 million", "4 hundred", "1.2bn"."""
    low, high, j, scale = number.low, number.high, number.end, 1.0
    if j < len(tokens) and tokens[j].glued and tokens[j].text in table("glued"):
        scale = float(table("glued")[tokens[j].text])
        return Number(low * scale, high * scale, j + 1, scale, number.kind)
    if j < len(tokens) and tokens[j].text in ("B", "M", "K") and number.kind == "plain" and _word(tokens, j + 1).isalpha() and low < 1000:
        scale = float(table("glued")[tokens[j].text])
        return Number(low * scale, high * scale, j + 1, scale, number.kind)
    while j < len(tokens):
        k = j + (is_dash(tokens[j]) and tokens[j].glued and j + 1 < len(tokens) and tokens[j + 1].glued)
        if k >= len(tokens) or _word(tokens, k) not in table("scales") or scale * table("scales")[_word(tokens, k)] > 1e15:
            break
        scale *= float(table("scales")[_word(tokens, k)])
        j = k + 1
    return Number(low * scale, high * scale, j, scale, number.kind)


def _vague(tokens: list[Token], i: int) -> Number | None:
    """ "hundreds", "tens of thousands", "several hundred", "a few thousand", "a couple of dozen"."""
    w, j = _word(tokens, i), i + 1
    if w in ("a", "the") and _word(tokens, j) in ("few", "couple"):
        w, j = _word(tokens, j), j + 1
    some = table("some").get(w)
    if some:
        j += _word(tokens, j) == "of"
        scale = table("scales").get(_word(tokens, j))
        return Number(float(some[0] * scale), float(some[1] * scale), j + 1, scale, "vague") if scale else None
    span = table("vague").get(w)
    if span is None:
        return None
    low, high = float(span[0]), float(span[1])
    while _word(tokens, j) == "of" and _word(tokens, j + 1) in table("vague") and low < 1e12:
        inner = table("vague")[_word(tokens, j + 1)][0]
        low, high, j = low * inner, high * inner, j + 2
    return Number(low, high, j, low, "vague")


def _part(tokens: list[Token], i: int) -> Number | None:
    """ "half", "a third", "two-thirds", "one in five", "half a million"."""
    parts, w = table("parts"), _word(tokens, i)
    if w == "half":
        if _word(tokens, i + 1) in ("a", "-") and _word(tokens, i + 2) in table("scales"):
            return _scaled(tokens, Number(0.5, 0.5, i + 2))
        return Number(0.5, 0.5, i + 1, kind="part")
    over = 1 if w in ("a", "an") else table("ones").get(w, 0)
    if not over:
        return None
    k = i + 1 + (_word(tokens, i + 1) == "-")
    below = parts.get(_word(tokens, k))
    if below and over < below and (k > i + 1 or _word(tokens, k + 1) == "of") and (over == 1) != _word(tokens, k).endswith("s"):
        return Number(over / below, over / below, k + 1, kind="part")
    return None


def _words(tokens: list[Token], i: int) -> Number | None:
    """A cardinal in words: "twenty-five", "three hundred and two", "a million", "two and a half"."""
    ones, tens, scales = table("ones"), table("tens"), table("scales")
    total, current, last, scale = 0.0, -1.0, "", 1.0
    j = i
    if _word(tokens, i) in ("a", "an") and _word(tokens, i + 1) in scales:
        current, j = 1.0, i + 1
    while j < len(tokens):
        w = _word(tokens, j)
        k = j + 1 if last and w == "-" and tokens[j].glued else j + 1 if w == "and" and last == "scale" and current >= 0 else j
        w = _word(tokens, k)
        if w in ordinals() and k > j:
            return None
        if w in tens and last in ("", "scale"):
            current, last = max(current, 0) + tens[w], "tens"
        elif w in ones and (last in ("", "scale") or (last == "tens" and ones[w] < 10)):
            current, last = max(current, 0) + ones[w], "ones"
        elif w in scales and current > 0 and (scales[w] > 1 and (scales[w] < 1000 or not total or scales[w] < scale)):
            scale = float(scales[w])
            total, current = (total, current * scale) if scale < 1000 else (total + current * scale, 0.0)
            last = "scale"
        else:
            break
        j = k + 1
    if not last:
        return None
    value = total + max(current, 0)
    if [_word(tokens, j + d) for d in range(3)] == ["and", "a", "half"] and value < 100:
        return _scaled(tokens, Number(value + 0.5, value + 0.5, j + 3, scale, "word"))
    return Number(value, value, j, scale, "word")
