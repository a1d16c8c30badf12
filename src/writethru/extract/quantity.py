"""A number with its sign, money and unit, and ranges of two: the part of a figure before what it counts is known."""

from dataclasses import dataclass, replace

from writethru.extract.lexicon import word
from writethru.extract.number import Number, Token, is_dash, read
from writethru.extract.unit import is_plural, measure, rate, sign, word_set

_THROUGH = ("to", "through", "and", "or")
_LESS_SURE = ("about", "around", "perhaps", "nearly", "maybe", "roughly", "almost", "approximately", "even")


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens [first, end): money sign, number (from `at`), unit. `low` = `high` but for vague numbers and ranges."""

    first: int
    at: int
    end: int
    low: float
    high: float
    unit: str
    money: bool
    number: Number
    joined: bool = False  # a range of two numbers

    @property
    def bare(self) -> bool:
        """A number alone, without unit or scale word."""
        return not self.unit and self.number.scale == 1 and self.number.kind in ("plain", "word")


def quantity(tokens: list[Token], i: int) -> Quantity | None:
    """The quantity that starts at token i: "-1.3%", "$3.5 million a year", "minus-260 degrees Fahrenheit", "12"."""
    k, minus = _minus(tokens, i)
    found = sign(tokens, k) if k < len(tokens) else None
    unit = ""
    if found:
        unit, k = found
        if k < len(tokens) and is_dash(tokens[k]):
            k, minus = k + 1, True
    if k >= len(tokens) or (found and tokens[k].kind != "num"):
        return None
    number = read(tokens, k)
    if number is None:
        return _and_a_half(tokens, i)
    low, high, j = number.low, number.high, number.end
    if unit:
        unit, j = rate(tokens, j, unit)
    else:
        number, unit, j = _measured(tokens, number)
        low, high = number.low, number.high
    if minus:
        low, high = -high, -low
    return Quantity(i, k, j, low, high, unit, bool(found), number)


def _and_a_half(tokens: list[Token], i: int) -> Quantity | None:
    """ "a minute and a half", "an hour and a half"."""
    found = measure(tokens, i + 1) if tokens[i].lower in ("a", "an") else None
    if not found or [t.lower for t in tokens[found[1] : found[1] + 3]] != ["and", "a", "half"]:
        return None
    unit, end = found
    return Quantity(i, i, end + 3, 1.5, 1.5, unit, False, Number(1.5, 1.5, i + 1, kind="word"))


def _minus(tokens: list[Token], i: int) -> tuple[int, bool]:
    t = tokens[i]
    if t.lower == "minus":
        k = i + 1 + (i + 1 < len(tokens) and is_dash(tokens[i + 1]))
        return k, True
    ahead = i + 1 < len(tokens) and tokens[i + 1].glued
    if t.text in "-−" and ahead and not (t.glued and i and tokens[i - 1].text not in "(["):
        return i + 1, True
    return i, False


def _measured(tokens: list[Token], number: Number) -> tuple[Number, str, int]:
    """The unit after a number; a glued "m" is metres when nothing that could be counted in millions follows."""
    j = number.end
    many = number.kind == "vague" and j < len(tokens) and tokens[j].lower == "of"  # "billions of euros"
    found = measure(tokens, j + many)
    if found:
        return number, found[0], found[1]
    if tokens[j - 1].text == "m" and tokens[j - 1].glued and number.scale == 1e6:
        following = tokens[j] if j < len(tokens) else None
        if (
            following is None
            or following.kind != "word"
            or (following.lower not in ("of", "in", "people") and not _counts_ahead(tokens, j))
        ):
            small = replace(number, low=number.low / 1e6, high=number.high / 1e6, scale=1.0)
            return small, *rate(tokens, j, "metre")
    return number, "", j


def _counts_ahead(tokens: list[Token], j: int) -> bool:
    for t in tokens[j : j + 5]:
        if t.kind != "word" or (t.lower in word_set("stop", "words") and t.lower != "and"):
            return False
        if is_plural(t.lower):
            return True
    return False


def is_score(tokens: list[Token], i: int, k: int, end: int) -> bool:
    """Whether two bare numbers joined by a dash (the second at token k) are a result: "beat Charlton 2-1", "a 5-4 vote"."""
    if not is_dash(tokens[k - 1]) or tokens[k].kind != "num" or tokens[i].kind != "num":
        return False
    after = tokens[end].lower if end < len(tokens) else ""
    if after in word_set("guard", "score_after"):
        return True
    near = {t.lower for t in tokens[max(0, i - 4) : i]}
    return len(tokens[i].text) <= 3 and bool(near & word_set("guard", "score_before")) and not word(after).may_be("S")


def extent(tokens: list[Token], i: int) -> Quantity | None:
    """The quantity at token i, joined with a second one into a range where the words say so."""
    one = quantity(tokens, i)
    if one is None or one.number.kind in ("vague", "times", "power"):
        return one
    link, k = _link(tokens, one.end)
    if not link:
        return one
    two = quantity(tokens, k) if k < len(tokens) else None
    if two is None or two.number.kind in ("vague", "times", "power") or two.low < 0 <= one.low:
        return one
    if two.end < len(tokens) and link != "or":
        chain, m = _link(tokens, two.end)
        last = quantity(tokens, m) if chain == "-" and m < len(tokens) else None
        if last and last.low > two.low and last.number.scale > two.number.scale:  # "24.2 to 33-35 billion"
            two = last
    return _joined(tokens, one, two, link, k) or one


def _link(tokens: list[Token], k: int) -> tuple[str, int]:
    """The word or dash that joins a range at token k, and the token after it."""
    n, start = len(tokens), k
    if k < n and is_dash(tokens[k]):
        k += 1
    if k < n and tokens[k].lower in _THROUGH:
        word = tokens[k].lower
        k += 1
        if k < n and is_dash(tokens[k]):
            k += 1
        while k < n and tokens[k].lower in _LESS_SURE and word != "or":
            k += 1
        return word, k
    if k == start + 1 and k < n and tokens[k - 1].text != "—" and tokens[k - 1].glued == tokens[k].glued:
        return "-", k
    return "", k


def _joined(tokens: list[Token], one: Quantity, two: Quantity, link: str, k: int) -> Quantity | None:
    before = _opener(tokens, one.first)
    one = _same_scale(tokens, one, two)
    if one.unit and two.unit and one.unit != two.unit and not two.unit.startswith(one.unit + " per "):
        return None
    low, high = one.low, two.high
    if not _allowed(tokens, one, two, link, before):
        return None
    if link == "-" and is_score(tokens, one.at, two.at, two.end):
        return None
    if low > high:
        low, high = two.low, one.high
    unit = two.unit or one.unit
    return Quantity(one.first, one.at, two.end, low, high, unit, one.money or two.money, two.number, True)


def _opener(tokens: list[Token], i: int) -> str:
    """ "between" or "from" before the first number, approximators skipped; else the token before."""
    k = i - 1
    while k >= 0 and tokens[k].lower in (*_LESS_SURE, "as", "an", "estimated"):
        k -= 1
    return tokens[k].lower if k >= 0 else ""


def _same_scale(tokens: list[Token], one: Quantity, two: Quantity) -> Quantity:
    """ "30 to 40 million", "25m and 30m crowns": the scale of the second holds for the first."""
    scale = two.number.scale
    if one.unit == "metre" and [tokens[q.number.end - 1].text for q in (one, two)] == ["m", "m"] and scale == 1e6:
        return replace(one, low=one.low * scale, high=one.high * scale, unit="")
    if one.number.scale == 1 and scale >= 100 and one.low < 1000 and one.low <= two.low / scale * 1.5 and (not one.unit or one.money):
        return replace(one, low=one.low * scale, high=one.high * scale)
    return one


def _allowed(tokens: list[Token], one: Quantity, two: Quantity, link: str, before: str) -> bool:
    """Whether the two numbers make one range."""
    rising = one.low < two.high
    if link == "and":
        return before == "between" and rising
    if link == "or":
        return rising and not one.unit and two.high <= 3 * one.low and not two.money and (bool(two.unit) or _counts_ahead(tokens, two.end))
    if link == "-":
        return rising and not (one.unit and not two.unit)
    if before == "from":
        return not _changing_count(tokens, one, two) and (not one.unit or bool(two.unit))
    if one.unit and not one.money and not two.unit:
        return False
    if one.unit and two.unit and (before in ("by", "up", "down") or before in word_set("change", "words")):
        return False
    if one.money and not two.money and not two.unit and two.number.scale == 1:
        return False
    return rising and not (one.unit in word_set("concept", "duration") and before == "in")


def _changing_count(tokens: list[Token], one: Quantity, two: Quantity) -> bool:
    """Whether "from X to Y" is a count that changed (a toll, people), so that X and Y are two figures."""
    if one.unit or two.unit:
        return False
    near = {t.lower for t in tokens[max(0, one.first - 14) : one.first]}
    changed = bool(near & word_set("change", "words"))
    return changed and (bool(near & word_set("change", "counts")) or _counts_ahead(tokens, two.end))
