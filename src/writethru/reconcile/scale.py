"""Units of measure in one scale, so that 2,000 kilograms and two tonnes, a quarter and 25 percent are one value."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from writethru.model import Figure
from writethru.words import english, table

Interval = tuple[float, float]
Value = tuple[float | None, float | None]
_NOUN = re.compile(r" ([a-z]+)\b")
_SUM = re.compile(r"\d\.\d\d$|\b(?:million|billion|trillion)$", re.I)
ROUNDER = 100  # so many times rounder is a number cut off after its first digits
ROUGH = 0.1  # "about" allows this share either way


@cache
def counted_table() -> dict[str, dict[str, object]]:
    """data/en/counted.toml."""
    found: dict[str, dict[str, object]] = table("counted")
    return found


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """A list of words of that table: parted by commas where it holds any, else by spaces."""
    text = str(counted_table()[section][name])
    return frozenset(w.strip() for w in text.split("," if "," in text else None))


@cache
def _scales() -> dict[str, tuple[str, float]]:
    table: dict[str, dict[str, float]] = counted_table()["scales"]  # type: ignore[assignment]
    return {unit: (dimension, float(size)) for dimension, units in table.items() for unit, size in units.items()}


@lru_cache(4096)
def dimension(unit: str) -> tuple[str, float] | None:
    """What a unit measures and its size in the base unit; None for a counted noun. A share of a counted thing counts as a percentage."""
    if unit.startswith("% "):
        return "percentage", 100.0
    if unit in _scales():
        return _scales()[unit]
    if unit == "fahrenheit":
        return "celsius", 1 / 1.8
    if unit in listed("measures", "units") or unit in listed("measures", "money"):
        return unit, 1.0
    whole, per, time = unit.partition(" per ")
    rate = dimension(whole) if per else None
    return (f"{rate[0]} per {time}", rate[1]) if rate else None


def is_money(dim: str) -> bool:
    """Whether a dimension is a currency: one of the table, or one that a story names itself (`coins`)."""
    head = dim.partition(" per ")[0]
    measures = listed("measures", "units") | {name for name, _ in _scales().values()}
    return head in listed("measures", "money") or (bool(head) and head not in measures)


def coins(told: Iterable[tuple[Figure, str]]) -> frozenset[str]:
    """Units that no word list knows and that come in millions or in hundredths: currencies. `told`: figures, each with the text after it."""
    found = set()
    for f, after in told:
        m = _NOUN.match(after) if f.unit and " " not in f.unit and not dimension(f.unit) else None
        if m and (_SUM.search(f.text)) and not {f.unit, m.group(1)} & english():
            found.add(f.unit)
    return frozenset(found)


def interval(f: Figure) -> Interval:
    """The values a figure allows, in the base unit; "about" is read as a tenth either way."""
    low = f.low if f.low is not None else 0.0
    high = f.high if f.high is not None else float("inf")
    rough = ROUGH if f.approx == "~" else 0.0
    return _based(f.unit, low * (1 - rough)), _based(f.unit, high * (1 + rough))


def _based(unit: str, x: float) -> float:
    """A number of a unit in the base unit."""
    return (x - 32 if unit == "fahrenheit" else x) * (dimension(unit) or ("", 1.0))[1]


def told_as(f: Figure) -> Interval | None:
    """The exact values, in the base unit, that a rounded figure may stand for: "more than 31,000" for 31,400, "some 60" for 61; None for one
    that is not rounded."""
    x = f.low if f.low is not None else f.high
    if x is None or x <= 0 or (f.low is not None and f.high is not None and f.low != f.high):
        return None
    place = _step(x)
    most = min(place, x * ROUGH)
    if f.approx in (">", ">="):
        low, high = x, x + most
    elif f.approx in ("<", "<="):
        low, high = x - most, x
    elif f.approx == "~":
        low, high = x - most, x + most
    elif place * 10 <= x:
        low, high = x - place / 2, x + place / 2
    else:
        return None
    return _based(f.unit, low), _based(f.unit, high)


def _step(x: float) -> float:
    """The place of the last digit that is not 0: 1,000 for 31,000, 0.1 for 1.4."""
    digits = f"{x:.9g}" if x < 1e9 else f"{x:.0f}"
    if "e" in digits:
        return x * 1e-6
    whole, _, part = digits.partition(".")
    return float(10.0 ** -len(part)) if part else float(10.0 ** (len(whole) - len(whole.rstrip("0"))))


def disjoint(a: Figure, b: Figure) -> bool:
    """Whether no value fits both."""
    x, y = interval(a), interval(b)
    return x[1] < y[0] or y[1] < x[0]


def rounded(f: Figure) -> Value:
    """The value or bounds named, in the base unit, to nine digits."""
    low, high = (None if x is None else float(f"{_based(f.unit, x):.9g}") for x in (f.low, f.high))
    return low, high


def nearly(a: Figure, b: Figure) -> bool:
    """Whether one is the other cut off after its first digits: "$43 million" for $43,885,310."""
    for rough, fine in ((a, b), (b, a)):
        x, y = rough.low, fine.low
        exact = x is not None and y is not None and x == rough.high and y == fine.high and rough.unit == fine.unit
        if (
            exact
            and x
            and y
            and _step(x) >= ROUNDER * _step(y)
            and _step(x) * 10 <= x
            and interval(rough)[0] <= interval(fine)[0]
            and y - x < _step(x)
        ):
            return True
    return False
