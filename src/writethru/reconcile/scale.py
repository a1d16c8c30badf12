"""Units of measure in one scale, so that 2,000 kilograms and two tonnes, a quarter and 25 percent are one value."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from writethru.model import Figure

Interval = tuple[float, float]
Value = tuple[float | None, float | None]
ROUGH = 0.1  # "about" allows this share either way


@cache
def counted_table() -> dict[str, dict[str, object]]:
    """data/en/counted.toml."""
    return tomllib.loads((files("writethru.data") / "en" / "counted.toml").read_text("utf-8"))


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
    if unit in listed("measures", "units") or unit in listed("measures", "money"):
        return unit, 1.0
    whole, per, time = unit.partition(" per ")
    rate = dimension(whole) if per else None
    return (f"{rate[0]} per {time}", rate[1]) if rate else None


def interval(f: Figure) -> Interval:
    """The values a figure allows, in the base unit; "about" is read as a tenth either way."""
    size = (dimension(f.unit) or ("", 1.0))[1]
    low = f.low if f.low is not None else 0.0
    high = f.high if f.high is not None else float("inf")
    return (low * (1 - ROUGH) * size, high * (1 + ROUGH) * size) if f.approx == "~" else (low * size, high * size)


def disjoint(a: Figure, b: Figure) -> bool:
    """Whether no value fits both."""
    x, y = interval(a), interval(b)
    return x[1] < y[0] or y[1] < x[0]


def rounded(f: Figure) -> Value:
    """The value or bounds named, in the base unit, to nine digits."""
    size = (dimension(f.unit) or ("", 1.0))[1]
    low, high = (None if x is None else float(f"{x * size:.9g}") for x in (f.low, f.high))
    return low, high
