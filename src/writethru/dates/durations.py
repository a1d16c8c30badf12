"""Handlers for durations and sets: "nearly two years", "the next 12 months", "a year", "every two weeks"."""

from writethru.dates.calendar import step
from writethru.dates.days import Handled, relation
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader

CLOCK_UNITS = {"S": "S", "MIN": "M", "H": "H"}
MULTIPLES = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "FN": (2, "W")}


def unit_of(r: Reader, word: str) -> str:
    """The letter of a unit word, singular or plural."""
    return str(r.lex.value("unit", word) or r.lex.value("unit", word.removesuffix("s")) or "D")


def amount(r: Reader, words: list[str]) -> float | None:
    """The number that words stand for; None when it is vague ("several") or out of hand."""
    if not words:
        return 1.0
    total, part, seen = 0.0, 0.0, False
    for i, word in enumerate(words):
        number = _number(r, word)
        if number is None:
            if word in ("few", "several", "many", "some", "numerous"):
                return None
            continue
        seen = True
        if number >= 100 and r.lex.value("number", word):
            part = (part or 1.0) * number
            if number >= 1000:
                total, part = total + part, 0.0
        elif word == "dozen":
            part = (part or 1.0) * number
        elif word == "half" and i:
            total += number
        else:
            part += number
    value = total + part
    return value if seen and 0 < value < 1e6 else None


def _number(r: Reader, word: str) -> float | None:
    if word[0].isdecimal():
        top, _, bottom = word.replace(",", "").partition("/")
        try:
            return float(top[:9]) / float(bottom[:9] or 1)
        except (ValueError, ZeroDivisionError):
            return None
    found = r.lex.value("number", word)
    return None if found is None else float(found)


def period(count: float | None, unit: str) -> str:
    """An ISO-TimeML duration: P2Y, PT4H, P2Y6M, PXM."""
    scale, letter = MULTIPLES.get(unit, (1, unit))
    head = "PT" if unit in CLOCK_UNITS else "P"
    letter = CLOCK_UNITS.get(letter, letter)
    if count is None:
        return f"{head}X{ {'DE': 'DE', 'CE': 'E', 'FN': 'W'}.get(unit, letter) }".replace("XDE", "XY")
    count *= scale
    whole, rest = int(count), count - int(count)
    smaller = {"Y": ("M", 12), "H": ("M", 60)}.get(letter)
    if rest and smaller and unit != "MIN":
        minor = round(rest * smaller[1])
        return head + (f"{whole}{letter}" if whole else "") + f"{minor}{smaller[0]}"
    return f"{head}{count:g}{letter}"


# ---- durations and sets ------------------------------------------------------------------------------------------------


def on_duration(r: Reader, hit: Hit) -> Handled:
    """ "nearly two years", "the next 12 months" (with the days they reach), "the first nine months"."""
    unit = unit_of(r, hit.word("u", "one"))
    count = amount(r, hit.words("n")) if not hit.has("x") else None
    if hit.words("n") in (["0"], ["zero"]):
        return None
    if not hit.has("r"):
        if hit.word("u") == "quarters" and r.is_a(hit.end - 2, r.marks.hyphen):
            return None  # "three-quarters"
        quarters = unit == "Q" and count is not None and r.scan.word(min(hit.end, len(r.scan.spans) - 1)).lower() == "of"
        return None if quarters else [Found(hit.start, hit.end, "DURATION", period(count, unit))]
    rel, base = relation(r, hit), r.base
    if hit.word("r") == "last" and r.is_a(hit.m.start("r") - 1, r.marks.will):  # a verb: "would last four years"
        return [Found(hit.m.start("n"), hit.end, "DURATION", period(count, unit))]
    if rel == "back" and count is None and not hit.has("x"):
        return [Found(hit.start, hit.end, "DATE", "PAST_REF", None, base.isoformat() if base else None)]
    first = last = base if rel in ("back", "fwd") else None
    if base and count is not None and unit not in CLOCK_UNITS:
        scale, letter = MULTIPLES.get(unit, (1, unit))
        away = step(base, (-count if rel == "back" else count) * scale, letter)
        first, last = (away, base) if rel == "back" else (base, away) if rel == "fwd" else (None, None)
    elif base:
        first, last = (None, base) if rel == "back" else (base, None) if rel == "fwd" else (None, None)
    value = period(count, unit)
    return [Found(hit.start, hit.end, "DURATION", value, first.isoformat() if first else None, last.isoformat() if last else None)]


def on_aunit(r: Reader, hit: Hit) -> Handled:
    """ "a year": how often, after a number or "twice" ("$1 a year", "60 miles an hour"); how long, after "for", "within", "took"."""
    word = hit.word("u")
    if word in ("second", "quarter", "weekend"):
        return None
    unit, before = unit_of(r, word), hit.start - 1
    if hit.end - hit.start > 2 or r.is_a(before, r.marks.inside) or r.is_a(hit.end, r.marks.beside):
        return [Found(hit.start, hit.end, "DURATION", period(1, unit))]
    if r.is_a(before, r.marks.prep):
        return None
    if any(r.is_a(k, r.marks.number + r.marks.count) for k in range(max(before - 4, 0), hit.start)):
        return [Found(hit.start, hit.end, "SET", period(1, unit))]
    return None


def on_vagueunits(r: Reader, hit: Hit) -> Handled:
    """ "recent months", "the coming weeks", "a matter of days", "decades-long"."""
    rel, value = relation(r, hit), period(None, unit_of(r, hit.word("u")))
    base = r.base.isoformat() if r.base else None
    if not hit.has("r"):
        return [Found(hit.start, hit.end, "DURATION", value)]
    if rel == "fwd" or hit.word("r") == "future":
        return [Found(hit.start, hit.end, "DATE", "FUTURE_REF", base, None)]
    if rel == "back":
        return [Found(hit.start, hit.end, "DATE", "PAST_REF", None, base)]
    return [Found(hit.start, hit.end, "DURATION", value, None, base)]


def on_bareunits(r: Reader, hit: Hit) -> Handled:
    """ "for years", "within weeks or months", "months of talks"."""
    before, after = r.scan.word(hit.start - 1).lower() if hit.start else "", hit.end
    unit = unit_of(r, hit.word("u"))
    of = r.scan.word(after).lower() == "of" if after < len(r.scan.spans) else False
    spans = before in ("for", "within", "after", "took", "takes", "take", "lasted", "spent", "in", "over")
    if not spans and not (of and unit in ("W", "M", "Y", "DE", "CE")):
        return None
    return [Found(hit.start, hit.end, "DURATION", period(None, unit))]


def on_set(r: Reader, hit: Hit) -> Handled:
    if hit.has("adv"):
        return [Found(hit.start, hit.end, "SET", r.lex.value("set", hit.word("adv")))]
    return [Found(hit.start, hit.end, "SET", period(amount(r, hit.words("n")), unit_of(r, hit.word("u"))))]
