"""The outlet of a pasted text by its nameplate: a line at the top that is told again elsewhere, in a credit, a notice or the text itself.

A name at the top alone may be a section's or a town's; it counts where something else on the page bears it out."""

import re
from collections.abc import Sequence
from functools import cache

from writethru.clean.lexicon import table
from writethru.clean.lines import Line
from writethru.text import fold
from writethru.words import english

_TOP = 4  # lines in which a nameplate stands
_WORDS = 5  # of a name, at most
_CREDITED = frozenset({"caption", "rights notice", "newsletter form", "about the author", "byline", "sign-off", "cookie notice"})
_SEAM = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")  # "US EditionUK Edition": links run together
_PART = re.compile(r"\s[|·•–—-]\s|\s\.\s|[!,]")  # what parts a name from a motto or a row of sections


def nameplate(lines: Sequence[Line], headline: int | None) -> str:
    """The name, "" when no line at the top is one that the page bears out."""
    for i, line in enumerate(lines[: _TOP if headline is None else min(_TOP, headline)]):
        name = _PART.split(line.text, maxsplit=1)[0].strip() if line.kind in ("short", "furniture") else ""
        words = name.split()
        if not 0 < len(words) <= _WORDS or _SEAM.search(name) or not all(w[0].isupper() or w in ("of", "the", "and") for w in words):
            continue
        telling = [w for w in words if len(w) > 2 and fold(w) not in _common()]
        rest = [x for k, x in enumerate(lines) if k not in (i, headline)]
        named_so = any(fold(x) in _kinds() for x in words)
        if any(_borne_out(fold(w), rest, named_so) for w in telling):
            return " ".join(map(_cased, words)) if name.isupper() else name
    return ""


def _borne_out(word: str, rest: Sequence[Line], named_so: bool) -> bool:
    """Whether a word of a name stands in a credit or, where the name says that it is an outlet's, in a notice or is spoken of as one."""
    whole = rf"{re.escape(word)}(?![^\W\d_])"
    credit = re.compile(rf"(?:©|\(c\)|\bcredit:?|\bphoto:?|\bimage:?|\bpicture:?|/|\bfor the) ?(?:\d{{4}} )?(?:the )?(?:daily )?{whole}")
    spoken = re.compile(rf"(?:\btold |\btells |\(|{'the ' if word in _kinds() else 'seen by '})(?:the )?{whole}")
    plain = re.compile(rf"(?<![^\W\d_]){whole}")
    for line in rest:
        text = fold(line.text[:2000])
        if line.reason and credit.search(text):
            return True
        if named_so and (spoken.search(text) or (line.reason in _CREDITED and plain.search(text))):
            return True
    return False


def _cased(word: str) -> str:
    """A word of a name in capitals as it is written elsewhere: "DAILY" is Daily, "NBI" stays."""
    known = fold(word) in english() or fold(word) in _common()
    return word if len(word) <= 3 and not known else word.capitalize()


@cache
def _kinds() -> frozenset[str]:
    return frozenset(table("pasted")["nameplates"])


@cache
def _common() -> frozenset[str]:
    return frozenset(table("pasted")["sections"]) | frozenset(table("pasted")["nameplate_plain"])
