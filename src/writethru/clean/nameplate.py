"""The outlet of a pasted text by its nameplate: a line at the top that is told again elsewhere, in a credit, a notice or the text itself.

A name at the top alone may be a section's or a town's; it counts where something else on the page bears it out, or where it
reads "The ... Courier" or the like."""

import re
from collections.abc import Sequence
from functools import cache

from writethru.clean.lexicon import alternation, table
from writethru.clean.lines import Line
from writethru.text import fold
from writethru.words import english

_ROW, _ROWS = 4, 300  # seams of glued words; characters in which they are looked for
_TOP = 6  # lines in which a nameplate stands
_FOOT = 12  # lines in which a page says whose it is
_WORDS = 5  # of a name, at most
_CREDITED = frozenset({"caption", "rights notice", "newsletter form", "about the author", "byline", "sign-off", "cookie notice"})
_SEAM = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")  # "US EditionUK Edition": links run together
_PART = re.compile(r"\s[|·•–—-]\s|\s\.\s|[!,●►▶≡☰]|\s[^\w\s&'’.+-]|\s-?\d+\s?°|\s?(?:Since|Est\.?|Founded|Established) (?:in )?1[6-9]\d\d")
_PAGES = frozenset(("home", "homepage", "premium", "pro", "plus"))  # behind an outlet's name, those of a page of it
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[\s\d,–-]*(?P<name>[^\W\d_](?:[^.,|·©\d]|\.(?=\w))*)", re.I)
_FOUNDED = re.compile(r"\b(?:[Ss]ince|[Ee]st\.?|[Ee]stablished|[Ff]ounded)(?: in)? 1[6-9]\d\d\b")
_INITIALS = re.compile(r"(?<=[a-z])[A-Z]{2,5}$")
_MENU = re.compile(r"^[☰≡ ]*(?:MENU|Menu)(?=[A-Z][a-z])")
_SKIP = re.compile(r"^(?:skip to (?:main )?(?:content|navigation|player)\s*)+", re.I)


def nameplate(lines: Sequence[Line], headline: int | None) -> str:
    """The name, "" when no line at the top is one that the page bears out."""
    top = [x for x in lines[: _TOP + 2 if headline is None else headline] if _SKIP.sub("", x.text)][:_TOP]
    for line in top:
        name = _named(line)
        words = name.split()
        telling = [w for w in words if len(w) > 2 and fold(w) not in _common()]
        if not telling:
            continue
        rest = [x for k, x in enumerate(lines) if x is not line and k != headline]
        named_so = any(fold(x) in _kinds() for x in words)
        paper = words[0].casefold() == "the" and fold(words[-1]) in _kinds() - _common()
        old = len(words) > 1 and any(_FOUNDED.search(x.text) for x in _with_next(lines, line))
        if paper or old or any(_borne_out(fold(w), rest, named_so) for w in telling) or _at_foot(name, lines, headline):
            return " ".join(map(_cased, words)) if name.isupper() else name
    return _by_rights(lines, top)


def _with_next(lines: Sequence[Line], line: Line) -> Sequence[Line]:
    at = next(i for i, x in enumerate(lines) if x is line)
    return lines[at : at + 2]


def _named(line: Line) -> str:
    """What of a line may be an outlet's name: less a motto, a weather report, a row of sections glued to it; "" for none."""
    if line.kind not in ("short", "furniture"):
        return ""
    text = _less_initials(_MENU.sub("", _SKIP.sub("", line.text)).lstrip("☰≡●►▶🔍 "))
    part = _PART.search(text)
    if part and "°" in part.group():
        return ""  # a town's weather
    text = text[: part.start()].strip() if part else text
    cut = _row_cut(text[:_ROWS])
    name = text[: cut.start() + 1].strip() if cut and not (len(text.split()) == 1 and text[cut.end() :].casefold() in _sections()) else text
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in _PAGES:
        words.pop()
    name = " ".join(words)
    if not 0 < len(words) <= _WORDS or not all(
        w[0].isupper() or (w.isdigit() and len(w) < 3) or w in ("of", "the", "and", "&") for w in words
    ):
        return ""
    return "" if _SEAM.search(name) and not (cut or len(words) == 1) else name


def _row_cut(text: str) -> re.Match[str] | None:
    """The last letter of a name that a row of sections is glued to: the first of many seams behind two words ("The Daily TarnTop
    StoriesShowbizMoney"), or a known section's."""
    seams = list(_SEAM.finditer(text))
    found = seams[:1] if len(seams) >= _ROW and " " in text[: seams[0].start()] else []
    for m in _glued_sections().finditer(text):
        whole = re.search(r"\w*$", text[: m.end()]), re.match(r"\w*", text[m.end() :])
        if fold("".join(w.group() for w in whole if w)) not in english():  # no cut inside INTERNATIONAL
            found.append(m)
            break
    return min(found, key=re.Match.start, default=None)


def _less_initials(text: str) -> str:
    """A name without the initials of it that are glued behind: "Northern Wire ServiceNWS"."""
    m = _INITIALS.search(text)
    name = text[: m.start()] if m else ""
    return name if m and "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper()) == m.group() else text


@cache
def _glued_sections() -> re.Pattern[str]:
    """A section's name behind the last letter of another word, and the end of the line or another capital behind it: "NORRWIREWorldMarkets"."""
    names = {w for w in table("pasted")["sections"] if w.isascii() and " " not in w and len(w) > 3} | set(table("pasted")["buttons"])
    cased = {f(w) for w in names for f in (str.capitalize, str.upper)}
    return re.compile(rf"(?<=\w)\w(?=(?:{alternation(cased)})(?:$|[A-Z ]))|[a-z](?=(?:{alternation({w.upper() for w in names})}))")


def _at_foot(name: str, lines: Sequence[Line], headline: int | None) -> bool:
    """Whether the last lines of the page say something of it by that name: whose it is, what it is not responsible for."""
    foot = [x for x in lines[max(len(lines) - _FOOT, (headline or 0) + 3) :] if x.reason]
    whole = rf"(?<![^\W_]){re.escape(fold(name).removeprefix('the '))}(?![^\W_])"
    said = re.compile(
        rf"{whole} (?:is|are|has|reserves|does|may)\b|\b(?:about|contact) {whole}|[\"“]{whole}[\"”]|(?:©|\(c\)|copyright)[\s\d,–-]*(?:the )?{whole}"
    )
    return len(name) > 2 and any(said.search(fold(x.text[:2000])) for x in foot)


def _by_rights(lines: Sequence[Line], top: Sequence[Line]) -> str:
    """The holder of a rights notice, where the name is an outlet's or stands at the top of the page too, glued to others at most."""
    head = fold(" ".join(x.text for x in top))
    for line in lines:
        m = _RIGHTS.search(line.text) if line.reason == "rights notice" else None
        words = (
            re.split(r"\s+(?:all rights|and its|is not|reproduction|registered|read about)\b", m["name"], flags=re.I)[0].split()
            if m
            else []
        )
        while words and fold(words[-1]).strip("()") in firms():
            words.pop()
        if len(words) > 2 and words[0] == "".join(w[0] for w in words[1:]):
            words = words[1:]
        telling = [w for w in words if len(w) > 2 and fold(w) not in _common()]
        paper = len(words) > 1 and fold(words[-1]) in _kinds()
        if telling and len(words) <= _WORDS and words[0][0].isupper() and (paper or all(fold(w) in head for w in telling)):
            return " ".join(words)
    return ""


def _borne_out(word: str, rest: Sequence[Line], named_so: bool) -> bool:
    """Whether a word of a name stands in a credit or, where the name says that it is an outlet's, in a notice or is spoken of as one."""
    whole = rf"{re.escape(word)}(?![^\W\d_])"
    credit = re.compile(
        rf"(?:©|\(c\)|\bcredit:?|\bphoto:?|\bimage:?|\bpicture:?|/(?! )|\bfor the) ?(?:\d{{4}} )?(?:the )?(?:daily )?{whole}"
    )
    spoken = re.compile(rf"(?:\btold |\btells |\(|{'the ' if word in _kinds() else 'seen by '})(?:the )?{whole}")
    agency = re.compile(rf"\({whole}\) ?[-–—]")  # of a dateline
    plain = re.compile(rf"(?<![^\W\d_]){whole}")
    for line in rest:
        text = fold(line.text[:2000])
        if (line.reason and credit.search(text)) or agency.search(text[:200]):
            return True
        if line.kind == "sign-off" and f"({word})" in text:
            return True
        if named_so and (spoken.search(text) or (line.reason in _CREDITED and plain.search(text))):
            return True
    return False


def _cased(word: str) -> str:
    """A word of a name in capitals as it is written elsewhere: "DAILY" is Daily, "NBI" stays."""
    known = fold(word) in english() or fold(word) in _common()
    return word if len(word) <= 3 and not known else word.capitalize()


@cache
def firms() -> frozenset[str]:
    """Words of a firm's name that are none of its outlet's."""
    return frozenset(table("pasted")["firms"])


@cache
def _sections() -> frozenset[str]:
    return frozenset(table("pasted")["sections"])


@cache
def _kinds() -> frozenset[str]:
    return frozenset(table("pasted")["nameplates"])


@cache
def _common() -> frozenset[str]:
    return _sections() | frozenset(table("pasted")["nameplate_plain"])
