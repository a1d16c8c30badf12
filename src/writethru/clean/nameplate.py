"""The outlet of a pasted text by its nameplate: a line at the top that is told again elsewhere, in a credit, a notice or the text itself.

A name at the top alone may be a section's or a town's; it counts where something else on the page bears it out, or where it
reads "The ... Courier" or the like."""

import re
from collections.abc import Sequence
from functools import cache

from writethru.clean.lexicon import alternation, table
from writethru.clean.lines import Line
from writethru.clean.owner import ADDRESS, borne_out, common, firms, kinds, letters, sections
from writethru.text import fold
from writethru.words import english

_ROW, _ROWS = 4, 300  # seams of glued words; characters in which they are looked for
_TOP = 6  # lines in which a nameplate stands
_WORDS = 5  # of a name, at most
_BRIEF = 8  # words of a line that ends like a sentence: a motto behind the name
_SEAM = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")  # "US EditionUK Edition": links run together
_PART = re.compile(r"\s[|·•–—-]\s|\s\.\s|[!,●►▶≡☰]|\s[^\w\s&'’.+-]|\s-?\d+\s?°|\s?(?:Since|Est\.?|Founded|Established) (?:in )?1[6-9]\d\d")
_PAGES = frozenset(("home", "homepage", "premium", "pro", "plus"))  # behind an outlet's name, those of a page of it
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[\s\d,–-]*(?P<name>[^\W\d_](?:[^.,|·©\d]|\.(?=\w))*)", re.I)
_FOUNDED = re.compile(r"\b(?:[Ss]ince|[Ee]st\.?|[Ee]stablished|[Ff]ounded)(?: in)? 1[6-9]\d\d\b")
_INITIALS = re.compile(r"(?<=[a-z])[A-Z]{2,5}$")
_MENU = re.compile(r"^[☰≡ ]*(?:MENU|Menu)(?=[A-Z][a-z])")
_NAME = re.compile(r"[A-Z][\w'’&-]*(?: (?:[A-Z&][\w'’&-]*|of|and|the)){0,4}")
_SHOUT = re.compile(r"(?:[A-Z][A-Z&'’.-]* ){1,4}[A-Z]{3,}(?=[A-Z][a-z])")  # "THE LISNA MESSENGERYour valley"
_MOTTO = re.compile(r"[A-Z][\w’']* [a-z]")
_LOGO = re.compile(r"[a-z]{3,15}(?: [a-z]{2,15}){0,2}")  # "isla balita."
_VOWEL = re.compile(r"[AEIOUY]|[^A-Z]")
_SKIP = re.compile(r"^(?:skip to (?:main )?(?:content|navigation|player)\s*)+", re.I)


def nameplate(lines: Sequence[Line], headline: int | None) -> str:
    """The name, "" when no line at the top is one that the page bears out."""
    top = [x for x in lines[: _TOP + 2 if headline is None else headline] if _SKIP.sub("", x.text)][:_TOP]
    for line in top:
        name = _named(line)
        words = name.split()
        telling = [w for w in words if len(w) > 2 and fold(w) not in common()]
        if not telling:
            continue
        paper = words[0].casefold() == "the" and fold(words[-1]) in kinds() - common()
        old = len(words) > 1 and any(_FOUNDED.search(x.text) for x in _with_next(lines, line))
        if paper or old or borne_out(name, line, lines, headline):
            return _written(name, line, lines)
    return _by_address(lines, top) or _by_rights(lines, top)


def _written(name: str, line: Line, lines: Sequence[Line]) -> str:
    """A name in the case in which it is written elsewhere on the page, where its own line has but one."""
    if not (name.isupper() or name.islower()):
        return name
    bare = re.sub(r"^the ", "", name, flags=re.I)
    pattern = re.compile(rf"(?<![\w@./])(?:the )?{re.escape(bare)}(?![\w@]|\.\w)", re.I)
    found = [m.group() for x in lines if x is not line for m in pattern.finditer(x.text[:2000])]
    found.sort(key=lambda n: len(n) < len(name))
    best = next((n for n in found if not (n.isupper() or n.islower())), "")
    if name.islower():
        return best or next((n for n in found if n.isupper()), name)
    return best or " ".join(map(_cased, name.split()))


def _by_address(lines: Sequence[Line], top: Sequence[Line]) -> str:
    """What a web address that is a line of its own at the top says: the name that the page writes so, else the address."""
    for line in top:
        m = ADDRESS.fullmatch(line.text.strip("☰≡🔍 "))
        if not m:
            continue
        label = letters(m["label"])
        for x in lines:
            for run in _NAME.finditer(x.text[:2000]) if x is not line else ():
                words = run.group().split()
                for k in range(len(words)):
                    if letters(" ".join(words[k:])) == label:
                        return " ".join(words[k:])
        return m.group()
    return ""


def _with_next(lines: Sequence[Line], line: Line) -> Sequence[Line]:
    at = next(i for i, x in enumerate(lines) if x is line)
    return lines[at : at + 2]


def _named(line: Line) -> str:
    """What of a line may be an outlet's name: less a motto, a weather report, a row of sections glued to it; "" for none."""
    if line.kind not in ("short", "furniture") and not (line.prose and line.size <= _BRIEF):
        return ""
    text = _less_initials(_MENU.sub("", _SKIP.sub("", line.text)).lstrip("☰≡●►▶🔍 "))
    part = _PART.search(text)
    if part and "°" in part.group():
        return ""  # a town's weather
    text = text[: part.start()].strip() if part else text
    text = text if " " in text else text.removesuffix(".")  # "TVN."
    if m := _SHOUT.match(text):
        text = m.group()
    elif m := _row().search(text):
        text = text[: m.start()].rstrip()
    if _LOGO.fullmatch(text.removesuffix(".")) and text.casefold() not in sections():
        return text.removesuffix(".")
    cut = _row_cut(text[:_ROWS])
    name = text[: cut.start() + 1].strip() if cut and not (len(text.split()) == 1 and text[cut.end() :].casefold() in sections()) else text
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
    """The last letter of a name that a row of sections or a motto is glued to: the first of many seams behind two words ("The Daily TarnTop
    StoriesShowbizMoney", "The Skarne TidingsYour town"), or a known section's."""
    seams = list(_SEAM.finditer(text))
    many = len(seams) >= _ROW or bool(seams and _MOTTO.match(text, seams[0].start() + 1))
    found = seams[:1] if many and " " in text[: seams[0].start()] else []
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
def _row() -> re.Pattern[str]:
    """Three of a page's sections and buttons in a row: "Estvision Sign in Home News Sport"."""
    known = sections() | set(table("pasted")["buttons"])
    names = alternation({f(w) for w in known if w.isascii() for f in (str.capitalize, str.upper)})
    return re.compile(rf"(?<=\w) (?:{names})(?: (?:{names})){{2}}\b")


@cache
def _glued_sections() -> re.Pattern[str]:
    """A section's name behind the last letter of another word, and the end of the line or another capital behind it: "NORRWIREWorldMarkets"."""
    names = {w for w in table("pasted")["sections"] if w.isascii() and " " not in w and len(w) > 3} | set(table("pasted")["buttons"])
    cased = {f(w) for w in names for f in (str.capitalize, str.upper)}
    return re.compile(rf"(?<=\w)\w(?=(?:{alternation(cased)})(?:$|[A-Z ]))|[a-z](?=(?:{alternation({w.upper() for w in names})}))")


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
        telling = [w for w in words if len(w) > 2 and fold(w) not in common()]
        paper = len(words) > 1 and fold(words[-1]) in kinds()
        if telling and len(words) <= _WORDS and words[0][0].isupper() and (paper or all(fold(w) in head for w in telling)):
            return " ".join(words)
    return ""


def _cased(word: str) -> str:
    """A word of a name in capitals as it is written elsewhere: "DAILY" is Daily, "NBI" and "TPRT" stay."""
    known = fold(word) in english() or fold(word) in common()
    initials = len(word) <= 3 or not _VOWEL.search(word)
    return word if initials and not known else "-".join(map(str.capitalize, word.split("-")))
