"""Figures that are no plain count: fractions and ratios ("a third of", "one in five"), multipliers ("doubled", "threefold")."""

from writethru.extract import guard
from writethru.extract.counted import Draft, phrase
from writethru.extract.lexicon import word
from writethru.extract.number import Number, Token, table
from writethru.extract.quantity import Quantity, extent
from writethru.extract.unit import measure

_ORDERED = frozenset(["first", "second", "third", "other", "latter", "better", "-", "opening", "last", "final"])
_DETERMINERS = frozenset(["the", "its", "their", "his", "her", "our", "all"])


def multiplier(tokens: list[Token], i: int) -> Draft | None:
    """ "doubled", "twice the size", "twice as many", "threefold": a factor, its unit "count"."""
    lower = tokens[i].lower
    value = float(table("times").get(lower, 0))
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    third = tokens[i + 2].text if i + 2 < len(tokens) else ""
    if lower == "twice" and (
        after in _DETERMINERS or (after == "as" and (third in ("many", "much") or (third.islower() and word(third).may_be("A"))))
    ):
        value = 2.0
    elif lower.endswith("fold"):
        value = float(table("ones").get(lower[:-4], table("tens").get(lower[:-4], 0)))
    if not value or (i and tokens[i].glued and tokens[i - 1].kind != "mark"):
        return None
    q = Quantity(i, i, i + 1, value, value, "count", False, Number(value, value, i + 1, kind="times"))
    return Draft(q, i, i + 1, "=", "count", None, multiplier=True)


def fraction(tokens: list[Token], d: Draft, text: str) -> bool:
    """Makes the draft a fraction when it is one: value, unit ("% city"; a measure's own name in "half a mile"), phrase, `sure`."""
    q = _ratio(tokens, d.q)
    if q is None:
        if d.q.number.kind != "part" or d.q.unit:
            return False
        q = d.q
    d.q, d.last = q, q.end
    k = q.end
    of = k < len(tokens) and tokens[k].lower == "of"
    k += of
    k += k < len(tokens) and tokens[k].lower in ("a", "an")
    found = measure(tokens, k) if k > q.end else None
    if found:
        d.unit, d.last = found[0], q.end
        return True
    start = q.end + (not of and q.end < len(tokens) and tokens[q.end].lower in _DETERMINERS)
    d.phrase = phrase(tokens, start, text, one=True)
    people = of and q.end + 1 < len(tokens) and tokens[q.end + 1].lower in ("us", "you", "them", "whom", "those")
    d.unit = "% " + d.phrase.unit if d.phrase else "% people" if people else ""
    d.sure = d.phrase is not None or of or q is not d.q or q.high != q.number.high
    if q.number.kind == "part" and (
        (q.first and tokens[q.first - 1].lower in _ORDERED) or (q.end < len(tokens) and tokens[q.end].text == "-")
    ):
        d.sure = False
    return True


def _ratio(tokens: list[Token], q: Quantity) -> Quantity | None:
    """ "one in five", "nine out of 10", "1 in 100": the two numbers as one fraction."""
    k = q.end
    if not q.bare or q.joined or q.high != int(q.high) or k + 1 >= len(tokens):
        return None
    step = 1 if tokens[k].lower == "in" else 2 if tokens[k].lower == "out" and tokens[k + 1].lower == "of" else 0
    if step == 1 and tokens[k + 1].lower == "every":
        step = 2
    other = extent(tokens, k + step) if step and k + step < len(tokens) else None
    if other is None or other.unit or other.joined or other.number.kind == "vague" or not q.high < other.high <= 1e6:
        return None
    if (
        tokens[other.at].text in ("a", "an")
        or guard.is_year(tokens, other.at, other.end, False)
        or not (step == 2 or q.high == 1 or other.high in (10, 100))
    ):
        return None
    share = q.high / other.high
    return Quantity(q.first, q.at, other.end, share, share, "", False, q.number)
