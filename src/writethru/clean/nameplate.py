"""The outlet of a pasted text by its nameplate: a line at the top that is told again elsewhere, in a credit, a notice or the text itself.

A name at the top alone may be a section's or a town's; it counts where something else on the page bears it out, or where the very
first line is "The ... Courier" or the like."""

import re
from collections.abc import Sequence
from functools import cache

from writethru.clean.cues import cue_key
from writethru.clean.lexicon import alternation, table
from writethru.clean.lines import Line
from writethru.text import fold
from writethru.words import english

_TOP = 6  # lines in which a nameplate stands
_FOOT = 12  # lines in which a page says whose it is
_WORDS = 5  # of a name, at most
_CREDITED = frozenset({"caption", "rights notice", "newsletter form", "about the author", "byline", "sign-off", "cookie notice"})
_SEAM = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")  # "US EditionUK Edition": links run together
_PART = re.compile(r"\s[|·•–—-]\s|\s\.\s|[!,●►▶≡☰]|\s[^\w\s&'’.+-]|\s-?\d+\s?°|\s?(?:Since|Est\.?|Founded|Established) (?:in )?1[6-9]\d\d")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[\s\d,–-]*(?P<name>[^\W\d_][^.,|·©\d]*)", re.I)
_FIRM = frozenset(
    [
        "ltd",
        "limited",
        "plc",
        "inc",
        "llc",
        "gmbh",
        "corp",
        "company",
        "co",
        "media",
        "group",
        "publishing",
        "publications",
        "newspapers",
        "titles",
        "holdings",
    ]
)
_SKIP = re.compile(r"^(?:skip to (?:main )?(?:content|navigation|player)\s*)+", re.I)


def nameplate(lines: Sequence[Line], headline: int | None) -> str:
    """The name, "" when no line at the top is one that the page bears out."""
    top = [x for x in lines[: _TOP + 2 if headline is None else headline] if not cue_key(x.text).startswith("skip to")][:_TOP]
    for n, line in enumerate(top):
        name = _named(line)
        words = name.split()
        telling = [w for w in words if len(w) > 2 and fold(w) not in _common()]
        if not telling:
            continue
        rest = [x for k, x in enumerate(lines) if x is not line and k != headline]
        named_so = any(fold(x) in _kinds() for x in words)
        paper = n == 0 and words[0].casefold() == "the" and fold(words[-1]) in _kinds() - _common()
        if paper or any(_borne_out(fold(w), rest, named_so) for w in telling) or _at_foot(name, lines, headline):
            return " ".join(map(_cased, words)) if name.isupper() else name
    return _by_rights(lines, top)


def _named(line: Line) -> str:
    """What of a line may be an outlet's name: less a motto, a weather report, a row of sections glued to it; "" for none."""
    if line.kind not in ("short", "furniture", "stamp"):
        return ""
    text = _PART.split(_SKIP.sub("", line.text), maxsplit=1)[0].strip()
    cut = _glued_sections().search(text)
    name = text[: cut.start() + 1].strip() if cut else text
    words = name.split()
    if not 0 < len(words) <= _WORDS or not all(w[0].isupper() or w in ("of", "the", "and", "&") for w in words):
        return ""
    return "" if _SEAM.search(name) and not (cut or len(words) == 1) else name


@cache
def _glued_sections() -> re.Pattern[str]:
    """A section's name behind the last letter of another word, and the end of the line or another capital behind it: "NORRWIREWorldMarkets"."""
    names = {w for w in table("pasted")["sections"] if w.isascii() and " " not in w and len(w) > 3}
    cased = {f(w) for w in names for f in (str.capitalize, str.upper)}
    return re.compile(rf"(?<=\w)\w(?=(?:{alternation(cased)})(?:$|[A-Z ]))|[a-z](?=(?:{alternation({w.upper() for w in names})}))")


def _at_foot(name: str, lines: Sequence[Line], headline: int | None) -> bool:
    """Whether the last lines of the page name it whole."""
    foot = [x for x in lines[max(len(lines) - _FOOT, (headline or 0) + 3) :] if x.reason]
    whole = re.compile(rf"(?<![^\W_]){re.escape(fold(name))}(?![^\W_])")
    return len(name) > 2 and any(whole.search(fold(x.text[:2000])) for x in foot)


def _by_rights(lines: Sequence[Line], top: Sequence[Line]) -> str:
    """The holder of a rights notice, where a word of the name that is no firm's stands at the top of the page too, glued to others at most."""
    head = fold(" ".join(x.text for x in top))
    for line in lines:
        m = _RIGHTS.search(line.text) if line.reason == "rights notice" else None
        words = (
            re.split(r"\s+(?:all rights|and its|is not|reproduction|registered|read about)\b", m["name"], flags=re.I)[0].split()
            if m
            else []
        )
        while words and fold(words[-1]) in _FIRM:
            words.pop()
        telling = [w for w in words if len(w) > 2 and fold(w) not in _common()]
        if telling and len(words) <= _WORDS and words[0][0].isupper() and all(fold(w) in head for w in telling):
            return " ".join(words)
    return ""


def _borne_out(word: str, rest: Sequence[Line], named_so: bool) -> bool:
    """Whether a word of a name stands in a credit or, where the name says that it is an outlet's, in a notice or is spoken of as one."""
    whole = rf"{re.escape(word)}(?![^\W\d_])"
    credit = re.compile(rf"(?:©|\(c\)|\bcredit:?|\bphoto:?|\bimage:?|\bpicture:?|/|\bfor the) ?(?:\d{{4}} )?(?:the )?(?:daily )?{whole}")
    spoken = re.compile(rf"(?:\btold |\btells |\(|{'the ' if word in _kinds() else 'seen by '})(?:the )?{whole}")
    agency = re.compile(rf"\({whole}\) ?[-–—]")  # of a dateline
    plain = re.compile(rf"(?<![^\W\d_]){whole}")
    for line in rest:
        text = fold(line.text[:2000])
        if (line.reason and credit.search(text)) or agency.search(text[:200]):
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
