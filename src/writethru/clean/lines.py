"""Lines of pasted text: cut apart where a copy glued them, and measured."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from writethru.clean.around import Around, rights_years
from writethru.clean.lexicon import alternation, table
from writethru.clean.stamps import stamps
from writethru.clean.times import days_told, find
from writethru.language import language_of
from writethru.model import Stamp
from writethru.text import fold, folded_words, squeeze

MASTHEAD = 200  # characters of a line that may be a masthead's, and of a paragraph that hold its dateline
FIRST = 80  # lines in which masthead and dateline stand
_GLUED_CLOCK = re.compile(r"((?<!\d)(?:19|20)\d\d)(?=\d{1,2}:\d\d ?[ap]\.?m|\d\d:\d\d)", re.I)  # "December 9, 20264:41 PM"
# A caption whose credit runs into the text: "The bridge on Tuesday.Photo: Ann Lee/Tarn EchoThree boats were waiting".
_CREDIT = re.compile(
    r"[^\n]{0,250}?(?:[.!?]|[a-z0-9]) ?(?:Photo(?:graph)?|Picture|Image|PHOTO|PICTURE|IMAGE)s?:? (?:by )?[A-Z][\w.’'\-]*(?:[ /]{1,3}[A-Z][\w.’'\-]*?){0,5}?"
    r"(?<=[a-zA-Z])(?<![A-Z][a-z])(?=[A-Z][a-z]* [a-z]+ )"
)
_KICKED = re.compile(r"((?:[A-Z][A-Z’'\-]*[ ,:]+){0,4}[A-Z]{3,})(?=[A-Z][a-z]+[ ,])")  # "KILLER CHEESEBoy, six, dies"
_GLUED_ZONE = re.compile(r"(?<=[AP]M )([A-Z]{2,4}T|UTC)(?=[A-Z][a-z])")  # "4:41 PM GMTUpdated"
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffd]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_SAMPLE = 20_000  # characters: longer lines are measured by their beginning
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_CLOSERS = "\"'”’“‘»«)]」』）】〉》*♦■●◆▪□▲★☆ "
END_MARKS = ".!?…。！？｡।۔؟։።။︒"
_BULLET = re.compile(r"(?:\+\s|[•·▪‣◦●■*✓☑]|[-–—]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s)")
_DAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}[:.]\d\d", re.I)  # beside a date
_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff]{2}))")
_SIGNED = re.compile(  # "... text. (nz)", "... text. DM"
    rf"[{END_MARKS}][\"'”’“»)\]]*\s?(?P<open>[(\[【—–-])?\s?(?:[^\W\d_][\w.-]{{0,14}}\s?){{0,3}}[)\]】]?$"
)


@dataclass(slots=True)
class Line:
    """One line and what it shows by itself. `size` counts words, with scripts written without blanks made comparable."""

    text: str
    gap: bool = False  # an empty line stands before it
    size: float = 0.0
    end: bool = False  # ends with a mark that closes a sentence
    kind: str = ""  # prose, short, furniture, caption, stamp, byline, sign-off, section
    reason: str = ""  # why it would be left out
    section: str = ""  # what follows: "links", "rest"
    hits: int = 0  # how many cues it holds
    dense: bool = False  # in a script without blanks: a line without end mark is text only when it is long
    glued: bool = False  # cut off its right neighbour
    published: Stamp | None = None
    updated: Stamp | None = None

    @property
    def prose(self) -> bool:
        return self.kind == "prose"


def read_lines(text: str, day: date | None = None) -> list[Line]:
    """The non-empty lines of a text, white space squeezed, glued ones cut, wrapped paragraphs joined; of a page that is known to be of
    about a `day`, a date without a year is read by it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode("utf-8")
    raw = [squeeze(_INVISIBLE.sub("", piece)) for piece in _BREAK.split(text)]
    english = language_of(text) == "en"
    raw = [_GLUED_ZONE.sub(r"\1 ", _GLUED_CLOCK.sub(r"\1 ", piece)) for piece in raw]
    context = _around(raw, day) if english else None
    out: list[Line] = []
    gap = True
    for piece in _unwrapped(raw):
        if not piece:
            gap = True
            continue
        kicker = _KICKED.match(piece) if english and len(piece) <= MASTHEAD and piece[-1] not in END_MARKS else None
        if kicker:
            out.append(measured(kicker.group(), gap=gap))
            piece, gap = piece[kicker.end() :], False
        credit = _CREDIT.match(piece) if english else None
        if credit:
            out.append(measured(credit.group(), gap=gap))
            piece, gap = piece[credit.end() :], False
        for line in _unglued(piece, english, context):
            line.gap, gap = gap, False
            out.append(line)
    return out


def _unwrapped(raw: list[str]) -> list[str]:
    """Joins the lines of paragraphs that were wrapped at a column, as in mail: most lines are long, end no sentence, and go on in small letters."""
    inner = [(a, b) for a, b in pairwise(raw) if a and b]
    if len(inner) < 3 or "" not in raw or max(map(len, raw)) > 110:
        return raw
    wrapped = [b for a, b in inner if len(a) >= 45 and a[-1] not in END_MARKS and not a.endswith(":")]
    if len(wrapped) < 0.6 * len(inner) or sum(b[0].islower() for b in wrapped) < 0.4 * len(wrapped):
        return raw
    out: list[str] = []
    for i, line in enumerate(raw):
        if line and i and raw[i - 1] and len(raw[i - 1]) >= 45 and out:
            out[-1] += " " + line
        else:
            out.append(line)
    return out


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\s\w]|[a-z0-9])(?:{alternation(table('pasted')['glued']['tail'])})$")


def _around(raw: list[str], day: date | None) -> Around:
    """What days a page speaks of: whole dates of its short lines, years of its notices, days told in its first lines."""
    short = [x for x in raw if x and len(x) <= MASTHEAD]
    text = "\n".join(x[:MASTHEAD] for x in raw[:FIRST] if x)
    dates = tuple(f.stamp.day for x in short for f in find(x, english=True))
    return Around((*([day] if day else []), *dates), tuple(y for x in short for y in rights_years(x)), frozenset(days_told(text)))


def _unglued(text: str, english: bool, context: Around | None) -> list[Line]:
    """The line cut before and behind the times of a masthead, and before a button glued to its end."""
    found = stamps(text, english, context)
    if found:
        published, updated, start, end = found
        rest = sum(_measure(_DAY.sub(" ", part)) for part in (text[:start], text[end:]))
        bare = not (
            any(map(_with_clock, (published, updated))) or updated or text[start:end].strip()[:1].isalpha() or _camel_seam(text, start, end)
        )
        if (bare and rest > 3 and not text.lower().startswith(("by ", "von ", "par ", "por "))) or _running(text, start):
            return _unglued_tail(text)
        before, after = text[:start].strip(" |·•-–—,/("), text[end:].strip(" |·•-–—,/)")
        whole = not (before and after) and sum(map(_measure, (before, after))) <= 3
        if whole and not _camel_seam(text, start, end):
            return [measured(text, published=published, updated=updated)]
        parts = [measured(before, glued=True)] if before else []
        parts.append(measured(text[start:end].strip(), published=published, updated=updated))
        return [*parts, *(_unglued_tail(after) if after else [])]
    return _unglued_tail(text)


def _with_clock(stamp: Stamp | None) -> bool:
    return stamp is not None and isinstance(stamp.at, datetime)


def _running(text: str, start: int) -> bool:
    """Whether a time at `start` stands in a sentence: "The blast was heard at 06:12 on 3 October." """
    before = text[:start].split()
    led = len(before) > 2 and before[-1].isalpha() and before[-1].islower() and text[start - 1].isspace()
    return led and text[start : start + 1].isdigit() and text.rstrip(_CLOSERS + " ")[-1:] in ".!?"


def _camel_seam(text: str, start: int, end: int) -> bool:
    """Whether the time is glued to words: no blank on one of its sides."""
    return (start > 0 and text[start - 1].isalpha()) or text[end : end + 1].isalpha()


def _unglued_tail(text: str) -> list[Line]:
    m = _tails().search(text, max(0, len(text) - 30))
    if m and m.start() > 2:
        return [measured(text[: m.start()].strip()), measured(m.group())]
    return [measured(text)]


def measured(text: str, **known: Any) -> Line:
    """A Line with its size and end mark."""
    bare = text.rstrip(_CLOSERS + " ")
    size = _measure(text)
    end = bool(bare) and (bare[-1] in END_MARKS or _signed(text, size))
    return Line(text, size=size, end=end, dense=2 * len(_UNSPACED.findall(text, 0, _SAMPLE)) > min(len(text), _SAMPLE), **known)


def _signed(text: str, size: float) -> bool:
    """Whether a signature follows the last end mark; without a bracket or dash only a long line is taken to have one."""
    m = _SIGNED.search(text, max(0, len(text) - 50)) if size >= 6 else None
    return bool(m and (m["open"] or size >= 20))


def _measure(text: str) -> float:
    """Words; six letters count as one where words are long, two signs where a script has no blanks."""
    if len(text) > _SAMPLE:
        return _measure(text[:_SAMPLE]) * len(text) / _SAMPLE
    unspaced = len(_UNSPACED.findall(text))
    words = len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text))
    letters = len(_LETTER.findall(text)) - unspaced
    return max(words, (letters + len(_HANGUL.findall(text))) / 6) + unspaced / 2


def garbled(text: str) -> bool:
    """Whether a line is binary junk: many control or replacement characters."""
    return len(_CONTROL.findall(text, 0, _SAMPLE)) * 10 > min(len(text), _SAMPLE)


def bullet(text: str) -> bool:
    """Whether a line opens as an item of a list."""
    return bool(_BULLET.match(text))


def stems_of(text: str) -> set[str]:
    """What words of two lines are compared by: five letters of the longer words, pairs of signs where there are no blanks."""
    folded = fold(text)
    return {w[:5] for w in folded_words(folded) if len(w) >= 4} | {m.group(1) for m in _PAIR.finditer(folded)}
