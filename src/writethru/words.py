"""Content words of a text: what carries a claim, stemmed so that two wordings of it meet. English."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from writethru.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\d")
_VOWEL = re.compile(r"[aeiouy]")
_VOWELS = re.compile(r"[aeiouy]+")
_ENDINGS = (
    ("ments", 4),
    ("ment", 4),
    ("ings", 4),
    ("ing", 4),
    ("ions", 4),
    ("ion", 4),
    ("ed", 3),
    ("ies", 3),
    ("es", 4),
    ("s", 3),
    ("ly", 4),
    ("e", 4),
    ("y", 4),
)


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no content of a claim."""
    text = (files("writethru.data") / "en" / "stopwords.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


@cache
def bases(table: str) -> dict[str, str]:
    """Word forms and the verb each belongs to, of a table in data/en: "irregular" verb forms, "nominals" (nouns of acts: "loss")."""
    rows = (files("writethru.data") / "en" / f"{table}.txt").read_text("utf-8").splitlines()
    return {form: verb for row in rows if row and row[0] != "#" for verb, *forms in [row.split()] for form in forms}


@cache
def table(name: str) -> dict[str, Any]:
    """A table of words, data/en/NAME.toml."""
    return tomllib.loads((files("writethru.data") / "en" / f"{name}.toml").read_text("utf-8"))


@cache
def classes(section: str) -> dict[str, str]:
    """Word -> its class, of a section of counted.toml: "died" and "deaths" are both "killed" of its "predicates"."""
    return {w: name for name, words in table("counted")[section].items() for w in str(words).split()}


@cache
def person_nouns() -> frozenset[str]:
    """Nouns that count people, in the singular, folded."""
    lines = (files("writethru.data") / "en" / "person_nouns.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def firm_words() -> frozenset[str]:
    """Lower-case last words of the names of firms."""
    return frozenset(table("people")["firms"].split())


@cache
def first_names() -> frozenset[str]:
    """Lower-case given names of men and women."""
    return frozenset(f"{table('people')['men']} {table('people')['women']}".split())


@cache
def name_joints() -> frozenset[str]:
    """Small words that tie a name together: "von", "de la"."""
    return frozenset(table("cues")["words"]["name_joints"].split())


@cache
def english() -> frozenset[str]:
    """Lower-case word forms of English, no names (data/en/words.txt)."""
    with (files("writethru.data") / "en" / "words.txt").open("r", encoding="utf-8") as f:
        return frozenset(line.split("\t", 1)[0] for line in f)


@cache
def places() -> frozenset[str]:
    """Folded names of places, from the gazetteer (data/places.txt)."""
    return frozenset(_rows(files("writethru.data") / "places.txt"))


@cache
def kin_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of data/en/kin.txt: words that may stand for one another."""
    return tuple(tuple(row.split()) for row in _rows(files("writethru.data") / "en" / "kin.txt"))


@cache
def kin() -> dict[str, frozenset[str]]:
    """Stem -> marks of the groups of kin.txt it is in."""
    out: dict[str, set[str]] = {}
    for n, group in enumerate(kin_groups()):
        for w in group:
            out.setdefault(stem(w), set()).add(f"={n}")
    return {w: frozenset(groups) for w, groups in out.items()}


def _rows(path: Traversable) -> list[str]:
    """The rows of a list, less empty ones and comments."""
    return [row for row in path.read_text("utf-8").splitlines() if row and row[0] != "#"]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: possessive, plural and verb endings off; enough to match "deployed" with "deployment"."""
    w = re.sub(r"'s?$", "", word)
    for end, least in _ENDINGS:
        if w.endswith(end) and len(w) - len(end) >= least and not w.endswith("ss"):
            return w[: -len(end)]
    return w


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """The stem of a folded word's base, with the endings of short words off too: "using", "used" and "use" meet; "stopped" and "stop" do."""
    s = stem(bases("irregular").get(word, word))
    for end in ("ing", "ed", "e"):
        rest = s[: -len(end)]
        if s.endswith(end) and not s.endswith("eed") and len(rest) > 1 and _VOWEL.search(rest):
            s = rest
            break
    if s.endswith("i") and len(s) > 3:  # carried, carry
        s = s[:-1]
    double = len(s) > 3 and s[-1] == s[-2] and (s[-1] not in "lsz" or (s[-1] == "l" and len(_VOWELS.findall(s)) > 1))  # cancelled, cancel
    return s[:-1] if double else s


def content_words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order; numbers keep their digits."""
    out = []
    for m in WORD.finditer(text.replace(",", "") if _DIGITS.search(text) else text):
        w = fold(m.group())
        if w not in stopwords():
            out.append(stem(w))
    return tuple(out)
