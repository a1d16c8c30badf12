"""The word lists of `clean`, read once from writethru/data."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from writethru.text import fold

DIGIT = re.compile(r"\d")  # what most lines lack: the first question of whoever looks for a time


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of writethru/data."""
    return tomllib.loads(files("writethru.data").joinpath(f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """How names are compared: folded, words parted by one blank, marks at the ends dropped."""
    return " ".join(fold(text).strip(" .,:;·|•–—-()[]/\"'").split())


@cache
def agencies() -> dict[str, str]:
    """Folded form -> the short name of the agency."""
    return {key(form): name for name, forms in table("agencies")["agencies"].items() for form in forms}


def agency(name: str) -> str:
    """The short name of the agency a text names ("Associated Press" -> "AP"); "" when it is none.

    Initials count in capitals only: "AA" is an agency, "aa" is not.
    """
    folded = key(name)
    return "" if folded in _initials() and not name.strip(" .,()[]/").isupper() else agencies().get(folded, "")


@cache
def _initials() -> frozenset[str]:
    forms = {form for forms in table("agencies")["agencies"].values() for form in forms}
    return frozenset(key(f) for f in forms if f.isupper() and len(f) <= 5) - {key(f) for f in forms if not f.isupper()}


@cache
def generic_agencies() -> frozenset[str]:
    """Folded words that stand for "agencies" without naming one."""
    return frozenset(key(n) for n in table("agencies")["generic"]["names"])


@cache
def photo_names() -> frozenset[str]:
    """Folded names that close a photo credit: picture desks and agencies."""
    return frozenset(key(n) for n in table("agencies")["photo"]["names"]) | frozenset(agencies())


@cache
def outlets() -> dict[str, str]:
    """Folded form of an outlet's name -> the name as it prints it."""
    names: dict[str, str] = {}
    data = table("outlets")
    for name in data["domains"].values():
        names.setdefault(key(name), name)
        names.setdefault(key(name).removeprefix("the "), name)
    for form, name in data["also"].items():
        names.setdefault(key(form), name)
    return names


def outlet_of_host(host: str) -> str:
    """The outlet a host name belongs to ("edition.cnn.com" -> "CNN"); "" when it is not known."""
    domains: dict[str, str] = table("outlets")["domains"]
    parts = host.lower().strip(".").split(".")
    for i in range(len(parts) - 1):
        found = domains.get(".".join(parts[i:]))
        if found:
            return found
    return ""


def alternation(words: list[str] | frozenset[str] | set[str]) -> str:
    """A regex that matches any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
