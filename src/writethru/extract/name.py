"""Names in a text, with their kind: runs of capitalised words, judged by the words in and beside them and a gazetteer.

A gazetteer of places (GeoNames) outweighs looks: "Kursk" is a place whatever stands beside it.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from writethru.model import Mention
from writethru.text import fold
from writethru.words import places

Kind = Literal["person", "organisation", "place", "other"]
# Capitalised words, joined by blanks or a small word that names hold; possessives end a name.
_WORD = r"(?:[A-Z]\.){2,}|[A-Z][^\W\d_]*(?:[’'\-][A-Za-z][^\W\d_]*)*(?:\d+)?"
_RUN = re.compile(
    rf"(?<![\w’'\-])(?:{_WORD})(?:[ ](?:(?:of the|of|and|for|de la|de|da|di|del|la|bin|al|von der|von|van der|van den|van|der|den|le)[ ])?(?:{_WORD})){{0,7}}"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_SMALL = re.compile(r" (?:of the|of|and|for) ")


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("writethru.data") / "en" / "names.toml").read_text("utf-8"))
    return {k: frozenset(v.split()) for k, v in table.items()}


def names(text: str) -> list[Mention]:
    """Mentions in order; the span leaves out titles before a person's name ("President Joe Biden": "Joe Biden")."""
    out: list[Mention] = []
    for m in _RUN.finditer(text):
        for start, end in _pieces(text, m.start(), m.end()):
            mention = _mention(text, start, end)
            if mention:
                out.append(mention)
    return _agreed(out)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Splits a run after a possessive ("Russia's Foreign Minister Sergey Lavrov") and at "and" between two full names."""
    out, at = [], start
    for m in re.finditer(r"[’']s?(?= )| and (?=[A-Z])", text[start:end]):
        if m.group() == " and " and not _organisation(text[at:end]):
            out.append((at, start + m.start()))
            at = start + m.end()
        elif m.group() != " and " and text[start + m.start() - 1 : start + m.start()].isalpha():
            out.append((at, start + m.start()))
            at = start + m.end() + 1
    return [*out, (at, end)]


def _organisation(words: str) -> bool:
    return any(fold(w) in _lists()["organisation_words"] for w in words.split())


def _mention(text: str, start: int, end: int) -> Mention | None:
    lists = _lists()
    name = text[start:end]
    cut = _POSSESSIVE.search(name)
    if cut:
        end -= len(cut.group())
        name = text[start:end]
    words = name.split(" ")
    while words and fold(words[0]) in lists["not_names"] and not (len(words) > 1 and words[0].isupper() and len(words[0]) > 1):
        start += len(words[0]) + 1
        words = words[1:]
    if not words or start >= end:
        return None
    titled = _titled(words)
    kind = _kind(words, titled)
    if kind == "person" and titled:
        start += sum(len(w) + 1 for w in words[:titled])
        words = words[titled:]
    if len(words) == 1 and ((len(words[0]) < 3 and not words[0].isupper()) or fold(words[0]).strip(".") in lists["person_titles"]):
        return None
    if all(part in lists["demonyms"] for w in words for part in fold(w).split("-")):
        return None
    return Mention(" ".join(words), start, end, kind)


def _titled(words: list[str]) -> int:
    """How many words before a person's name are title and office: "NATO Secretary General Mark Rutte" has three."""
    titles = _lists()["person_titles"]
    last = max((i for i, w in enumerate(words) if fold(w).strip(".").split("-")[0] in titles), default=-1) + 1
    rest = words[last:]
    if not 1 <= len(rest) <= 5 or any(fold(w) in _lists()["organisation_words"] for w in rest) or rest[0].islower():
        return 0
    return last


def _kind(words: list[str], titled: int) -> Kind:
    lists = _lists()
    folded = [fold(w) for w in words]
    whole = " ".join(folded)
    if titled:
        return "person"
    if whole in places() or (len(words) > 1 and folded[-1] in lists["place_words"] and not titled):
        return "place"
    if any(w in lists["organisation_words"] for w in folded[titled:]) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 2):
        return "organisation"
    if 2 <= len(words) <= 4 and all((w[:1].isupper() and w.isalpha()) or "-" in w or "’" in w or "'" in w for w in words):
        return "person" if not _SMALL.search(" ".join(words)) and not any(w in places() for w in folded) else "other"
    return "other"


def _agreed(mentions: list[Mention]) -> list[Mention]:
    """A surname alone takes the kind of the full name it ends."""
    last = {m.name.split(" ")[-1]: m.kind for m in mentions if m.kind == "person" and " " in m.name}
    return [
        Mention(m.name, m.start, m.end, "person") if m.kind == "other" and " " not in m.name and m.name in last else m for m in mentions
    ]
