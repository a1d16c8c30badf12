"""What on a pasted page bears out that a name at its top is its outlet's: notices, credits, what the page says of itself by that name."""

import re
from collections.abc import Sequence
from functools import cache

from writethru.clean.lexicon import alternation, table
from writethru.clean.lines import Line
from writethru.text import fold

_FOOT = 12  # lines in which a page says whose it is
ADDRESS = re.compile(r"(?:www\.)?(?P<label>[a-z0-9-]{3,40})(?:\.[a-z]{2,12}){1,2}")  # of a site, all of a line
_SHORT = 16  # words of a line that may speak of the outlet, text though it seems
_CREDITED = frozenset({"caption", "rights notice", "newsletter form", "about the author", "byline", "sign-off", "cookie notice"})
_RIGHTS = r"(?:©|\(c\)|copyrights?|published by:?)[\s\d,–-]*(?:©[\s\d,–-]*)?(?:the )?"
_DOMAIN = r"(?:[/@.]|\bwww\.|(?<![\w.-]))(?:the)?-?{}\.[a-z]{{2,}}\b"


def borne_out(name: str, line: Line, lines: Sequence[Line], headline: int | None) -> bool:
    """Whether something on the page besides the line of the name itself and the headline says that the name is its outlet's."""
    words = name.split()
    rest = [x for k, x in enumerate(lines) if x is not line and k != headline]
    telling = [fold(w) for w in words if len(w) > 2 and fold(w) not in common()]
    named_so = any(fold(x) in kinds() for x in words)
    return (
        any(_credited(w, rest, named_so) for w in telling)
        or _at_foot(name, lines, headline)
        or _spoken_of(name, rest)
        or _in_dateline(words, rest)
    )


def _credited(word: str, rest: Sequence[Line], named_so: bool) -> bool:
    """Whether a word of a name stands in a credit or, where the name says that it is an outlet's, in a notice or is spoken of as one."""
    whole = rf"{re.escape(word)}(?![^\W\d_])"
    credit = re.compile(
        rf"(?:©|\(c\)|\bcredit:?|\bphoto:?|\bimage:?|\bpicture:?|\bpublished by|/(?! )|\bfor the) ?(?:\d{{4}} )?(?:the )?(?:daily )?{whole}"
    )
    spoken = re.compile(rf"(?:\btold |\btells |\(|{'the ' if word in kinds() else 'seen by '})(?:the )?{whole}")
    agency = re.compile(rf"\({whole}\) ?[-–—.]")  # of a dateline
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


def _at_foot(name: str, lines: Sequence[Line], headline: int | None) -> bool:
    """Whether the last lines of the page say something of it by that name: whose it is, what it is not responsible for."""
    foot = [x for x in lines[max(len(lines) - _FOOT, (headline or 0) + 3) :] if x.reason]
    whole = _whole(name)
    said = re.compile(rf"{whole} (?:is|are|has|reserves|does|may)\b|\b(?:about|contact) {whole}|[\"“]{whole}[\"”]|{_RIGHTS}{whole}")
    return len(name) > 2 and any(said.search(fold(x.text[:2000])) for x in foot)


def _spoken_of(name: str, rest: Sequence[Line]) -> bool:
    """Whether a short line elsewhere speaks of the whole name as an outlet's: "More from Second & Main", "By CPM Newsroom", "isla.example"."""
    whole = _whole(name)
    said = re.compile(
        rf"\b(?:more from|source:|support|explore|published by:?) (?:the )?{whole}|[/–—-] ?{whole}$|^{whole}$"
        rf"|{whole} (?:on this (?:topic|story)|(?:{_firm_words()})\b)"
        rf"|^(?:by )?{whole} (?:staff|newsroom|reporters?|correspondents?|premium|plus)\b"
        rf"|^{whole} is (?:an? |not |part )(?:\S+ ){{0,4}}(?:publication|newspaper|broadcaster|newsletter|website|member|part)\b"
        rf"|{_DOMAIN.format(re.escape(letters(name)))}"
    )
    return len(letters(name)) > 2 and any(len(x.text.split()) <= _SHORT and said.search(fold(x.text)) for x in rest)


@cache
def _firm_words() -> str:
    return alternation(firms())


def _in_dateline(words: Sequence[str], rest: Sequence[Line]) -> bool:
    """Whether the initials of a name stand as the agency of a dateline or as whose the page is: "Pan-Lakes Press", "TOLMARK (PLP) -", "/PLP/", "© PLP"."""
    initials = "".join(w[0] for w in re.split(r"[\s-]+", " ".join(words)) if w and w[0].isalnum()).upper()
    told = re.compile(rf"\({initials}\)\s?[-–—]|/{initials}/|©(?: \d{{4}})? {initials}\b")
    return len(initials) > 2 and any(told.search(x.text[:200]) for x in rest)


def _whole(name: str) -> str:
    return rf"(?<![^\W_]){re.escape(fold(name).removeprefix('the '))}(?![^\W_])"


def letters(name: str) -> str:
    """A name as its address has it."""
    return re.sub(r"[\W_]", "", fold(name).removeprefix("the "))


@cache
def firms() -> frozenset[str]:
    """Words of a firm's name that are none of its outlet's."""
    return frozenset(table("pasted")["firms"])


@cache
def kinds() -> frozenset[str]:
    """What outlets are called."""
    return frozenset(table("pasted")["nameplates"])


@cache
def sections() -> frozenset[str]:
    return frozenset(table("pasted")["sections"])


@cache
def common() -> frozenset[str]:
    """Words of a name that tell no outlet from others."""
    return sections() | frozenset(table("pasted")["nameplate_plain"])
