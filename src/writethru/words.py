"""Content words of a text: what carries a claim, stemmed so that two wordings of it meet. English."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from writethru.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\d")
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


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: possessive, plural and verb endings off; enough to match "deployed" with "deployment"."""
    w = re.sub(r"'s?$", "", word)
    for end, least in _ENDINGS:
        if w.endswith(end) and len(w) - len(end) >= least and not w.endswith("ss"):
            return w[: -len(end)]
    return w


def content_words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order; numbers keep their digits."""
    out = []
    for m in WORD.finditer(text.replace(",", "") if _DIGITS.search(text) else text):
        w = fold(m.group())
        if w not in stopwords():
            out.append(stem(w))
    return tuple(out)
