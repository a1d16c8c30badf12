"""The word lists of data/en/phrases.toml. Loaded once."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def lists() -> dict[str, list[str]]:
    return tomllib.loads((files("writethru.data") / "en" / "phrases.toml").read_text("utf-8"))


@cache
def listed(name: str) -> tuple[str, ...]:
    """A list in its order."""
    return tuple(lists()[name])


@cache
def held(name: str) -> frozenset[str]:
    """A list to look words up in."""
    return frozenset(lists()[name])
