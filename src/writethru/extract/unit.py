"""Units: money signs before a number, measures and rates after it, and the singular of an English noun.

Tables are data (data/en/units.toml, data/en/figure_words.toml); names are lower case and singular ("dollar per barrel", "square metre").
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.extract.lexicon import word
from writethru.extract.number import Token, is_dash, lex

_LONGEST = 5
_OPENERS = "([\"'“‘/"


@cache
def words() -> dict[str, Any]:
    """data/en/figure_words.toml as it is."""
    return tomllib.loads((files("writethru.data") / "en" / "figure_words.toml").read_text("utf-8"))


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """A word list of figure_words.toml."""
    return frozenset(words()[section][name].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("writethru.data") / "en" / "units.toml").read_text("utf-8"))


def _key(form: str, fold: bool = False) -> tuple[str, ...]:
    return tuple(t.lower if fold else t.text for t in lex(form, 0, len(form), []))


@cache
def _spelled() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for name, forms in _data()["words"].items():
        for form in forms:
            head, _, tail = form.partition(" per ")
            plural = form if form.endswith(("s", "feet")) else head + "s" + (" per " + tail if tail else "")
            for one in (form, plural):
                table[_key(one, fold=True)] = name
                table[_key(one.replace(" ", "-"), fold=True)] = name
    return table


@cache
def _symbols() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """Case-sensitive forms: those that may stand apart from the digits, and those that may not."""
    free: dict[tuple[str, ...], str] = {}
    tied: dict[tuple[str, ...], str] = {}
    for name, forms in _data()["symbols"].items():
        for form in forms:
            (tied if form.endswith("!") else free)[_key(form.removesuffix("!"))] = name
    for key, name in _signs().items():
        if len(key) == 1 and len(key[0]) == 3 and key[0].isupper():
            free[key] = name
    return free, tied


@cache
def _signs() -> dict[tuple[str, ...], str]:
    return {_key(form): name for name, forms in _data()["before"].items() for form in forms}


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(_data()[section]["words"])


@cache
def sign_starts() -> frozenset[str]:
    """The first tokens of money signs, as written."""
    return frozenset(key[0] for key in _signs())


def sign(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """The money sign or code at token i: its unit and the token after it."""
    for size in (3, 2, 1):
        part = tokens[i : i + size]
        name = _signs().get(tuple(t.text for t in part))
        if not name or len(part) < size or (size > 1 and len(part[0].text) == 1 and part[0].text.isalpha() and not part[1].glued):
            continue  # "A $15 WAGE" is no Australian money
        if not part[0].text[0].isalpha() or not part[0].glued or not i or tokens[i - 1].text in _OPENERS:
            return name, i + size
    return None


def measure(tokens: list[Token], j: int) -> tuple[str, int] | None:
    """The unit that begins at token j, right after a number, with its rate: ("kilometre per hour", end)."""
    k = j
    if j + 1 < len(tokens) and is_dash(tokens[j]) and tokens[j + 1].glued and tokens[j + 1].kind == "word":
        k = j + 1
    free, tied = _symbols()
    for size in range(min(_LONGEST, len(tokens) - k), 0, -1):
        part = tokens[k : k + size]
        exact = tuple(t.text for t in part)
        name = free.get(exact) or (tied.get(exact) if tokens[j].glued and k == j else None)
        name = name or _spelled().get(tuple(t.lower for t in part))
        if name and not (part[-1].text.isalpha() and _runs_on(tokens, k + size)):
            return rate(tokens, k + size, name)
    return None


def _runs_on(tokens: list[Token], j: int) -> bool:
    """Whether digits or letters follow without a space: "5W40"."""
    return j < len(tokens) and tokens[j].glued and tokens[j].kind != "mark"


def rate(tokens: list[Token], j: int, name: str) -> tuple[str, int]:
    """`name` with what it is taken by: "a barrel", "per 100,000 people", "/day", "-a-day"."""
    n = len(tokens)
    k = j + (j < n and is_dash(tokens[j]) and tokens[j].glued)
    if k >= n:
        return name, j
    by = tokens[k].lower
    k += 1
    if k < n and is_dash(tokens[k]):
        k += 1
    if k >= n or by not in ("per", "a", "an", "each", "every", "/") or (by == "/" and not tokens[k].glued):
        return name, j
    if (by in ("a", "an", "each", "every") and name in _listed("rateless")) or (by == "/" and name == "percentage"):
        return name, j
    many = ""
    if by == "per" and tokens[k].kind == "num" and k + 1 < n and tokens[k + 1].kind == "word":
        many, k = tokens[k].text + " ", k + 1
    wide = next(
        (_spelled()[key] for size in (2, 3) if (key := tuple(t.lower for t in tokens[k : k + size])) in _spelled() and len(key) == size), ""
    )
    if wide and not many:  # "per square foot"
        return f"{name} per {wide}", k + len(wide.split())
    taken = tokens[k].lower
    names = _data()["by"]["names"]
    known = taken in names or taken in _listed("by")
    if not known and not (by == "per" and tokens[k].kind == "word" and taken != "cent"):
        return name, j
    if k + 1 < n and tokens[k + 1].lower in ("earlier", "ago", "before", "later"):
        return name, j  # "from $7 million a day earlier": a time, no rate
    return f"{name} per {many}{names.get(taken, singular(taken) if not many else taken)}", k + 1


@cache
def _money() -> frozenset[str]:
    return frozenset(_data()["before"]) | _listed("money")


def is_money(unit: str) -> bool:
    """Whether a unit is money, rates left aside: "dollar per barrel" is."""
    return unit.partition(" per ")[0] in _money()


def is_weight(context: set[str]) -> bool:
    """Whether "pounds" beside these words are weight, not money."""
    return bool(context & _listed("weight"))


@cache
def singular(noun: str) -> str:
    """The singular of a lower-case noun; the word itself when it looks like one already."""
    known = words()["irregular"].get(noun)
    if known:
        return str(known)
    if noun.endswith("men") and len(noun) > 4 and noun not in ("specimen", "regimen", "abdomen", "acumen", "cyclamen"):
        return noun[:-2] + "an"
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is", "'s", "series", "species")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return noun[:-2]
    return noun[:-1]


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
    return not lower.endswith(("us", "is")) and not word(lower[:-1]).may_be("R")
