"""Words that tell what a name or noun phrase stands for: titles, offices, given names, bodies (data/en/people.toml)."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from writethru.extract.lexicon import word
from writethru.words import table


@cache
def people() -> dict[str, Any]:
    """data/en/people.toml, its lists as sets."""
    raw = table("people")
    out: dict[str, Any] = {k: frozenset(v.split()) for k, v in raw.items() if isinstance(v, str)}
    out["bodies"] |= out["firms"]
    out["synonyms"] = [frozenset(s.split()) for s in raw["synonyms"]]
    return out


def bare(form: str) -> str:
    """A token without its possessive ending."""
    for ending in ("'s", "’s", "'", "’"):
        if form.endswith(ending) and len(form) > len(ending):
            return form[: -len(ending)]
    return form


@cache
def is_title(form: str) -> bool:
    """A title or office word, "Secretary-General" by its parts."""
    low = form.lower().rstrip(".")
    return low in people()["titles"] or (
        ("-" in low) and all(p in people()["titles"] or p in people()["before_title"] for p in low.split("-"))
    )


@cache
def is_office(form: str) -> bool:
    """A word that names a person by what they are: a title, or a noun whose first sense is a person."""
    return is_title(form) or "N:person" in word(form.lower()).kinds


def join(parts: Sequence[str]) -> str:
    """Tokens as running text: no blank before a full stop."""
    return " ".join(parts).replace(" .", ".")


def sex_of(given: str, roles: Iterable[str]) -> str:
    """Likely sex by titles, else by given name: "m", "f", or "" when unknown."""
    for r in roles:
        if r in people()["male"]:
            return "m"
        if r in people()["female"]:
            return "f"
    if (given in people()["women"]) == (given in people()["men"]):
        return ""
    return "f" if given in people()["women"] else "m"
