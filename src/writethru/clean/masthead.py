"""What a masthead, a first line and a last line say: bylines, dateline, desk sign-off and agency credits, times.

Every function takes one line of text as printed and gives None or nothing rather than a guess.
"""

import re
from functools import cache

from writethru.clean.lexicon import agencies, alternation, generic_agencies, key, outlets, table
from writethru.clean.stamps import find as find_stamps
from writethru.clean.stamps import stamps
from writethru.model import Dateline
from writethru.text import fold, squeeze

__all__ = ["agency", "dateline", "is_name", "only_names", "sign_off", "split_bylines", "stamps"]

_MAIL = re.compile(r"\S{1,64}@\S{1,190}|https?://\S+|(?<!\w)@\w+")
_STOP = re.compile(
    r"\s[|•·►»]\s?|\s[–—]\s|\b\d+\s?(?:min|minutes?|Min|мин)\b|(?<=[a-z])(?=Published|Updated|Posted|Follow|Share|Last\b)|\bFollow\b|\d"
)
_WORD = re.compile(r"[^\W_]+")
_AGO = re.compile(r"\s?\|?\s?\b(?:Published|Updated|Posted|\d+\s?(?:min|hour|day|month|week|year|sec|Min|Std|h\b|hrs))", re.ASCII)
_PREFIXED = re.compile(r"(?:al|el|ad|ar|as|at|az|an|ibn|bin|d|de|l)[-'’][^\W\d_a-z]")
_AND = re.compile(r"^(?:and|und|et|y|e|og|och|en)\s+")
_GLUED_BY = re.compile(r"^(By|by|Von|von|Par|par|Por|por)(?=[A-Z])")
_REPORTER = re.compile(r"([가-힣]{2,4}) ?(?:기자|특파원)|([\u4e00-\u9fff]{2,5})(?:記者|特派員)")  # a name before "reporter"
_UPPER = re.compile(r"[^\W\d_]")
_NAME_PART = re.compile(r"[^\W\d_](?:[\w.'’\-]*[\w.])?$")
_DASH = r"(?:[—–_-]{1,2}|=|:)"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(key(w) for w in table("pasted_names")[name])


@cache
def _lead() -> re.Pattern[str]:
    words = table("pasted_names")["lead"]
    return re.compile(rf"\s*(?:{alternation({w for w in words} | {key(w) for w in words})})(?:\s*[:：]\s*|\s+)", re.IGNORECASE)


@cache
def _glued_job() -> re.Pattern[str]:
    """Where a job is glued behind a name: "Jane DoeTravel News Reporter"."""
    jobs = alternation({w.capitalize() for w in table("pasted_names")["job"]})
    return re.compile(rf"(?<=[^\W\d_A-Z])(?=(?:[A-Z]\w+ ){{0,3}}(?:{jobs})\b)(?=[A-Z])(?<! )")


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|;|&|/|、|・|，|\s(?:{alternation(_words('join'))})\s)\s*", re.IGNORECASE)


def agency(name: str) -> str:
    """The short name of the agency a text names ("Associated Press" -> "AP"); "" when it is none.

    Initials count in capitals only: "AA" is an agency, "aa" is not.
    """
    found = agencies().get(key(name), "")
    initials = found.isupper() and len(found) <= 5 and len(key(name)) <= 5
    return "" if initials and not name.strip(" .,()[]/").isupper() else found


def has_lead(text: str) -> bool:
    """Whether a line opens as a byline does ("By ", "Von ", "Par "); words that open other lines too need a full name behind them."""
    m = _lead().match(text)
    if not m:
        return False
    return key(m.group()) not in _words("weak") or is_name(" ".join(text[m.end() :].split()[:2]).strip(",;"))


def split_bylines(text: str) -> list[str]:
    """The people and desks of a byline in reading order, without "By", jobs, outlets behind a comma, addresses, times.

    Names in capitals come back in title case.
    """
    text = squeeze(text[:400])
    reporters = _REPORTER.findall(text)
    if reporters:
        return list(dict.fromkeys(a or b for a, b in reporters))
    text = _glued_job().sub(" , ", _GLUED_BY.sub(r"\1 ", text))
    found = find_stamps(text)
    if found:
        text = text[: found[0].start] or text[found[-1].end :]
    text = _MAIL.sub(" | ", text)
    m = _lead().match(text)
    rest = text[m.end() :] if m else text
    m = _lead().match(rest)
    rest = rest[m.end() :] if m and is_name(rest[m.end() :].split(",")[0]) else rest
    stop = _STOP.search(rest)
    rest = rest[: stop.start()] if stop else rest
    names: list[str] = []
    for piece in _joins().split(rest):
        name = _person_or_desk(_AND.sub("", piece.strip(' .,:;()[]|-–—"“”')), first=not names)
        if name and name not in names:
            names.append(name)
    return names


def _person_or_desk(piece: str, first: bool) -> str:
    """A name as it is to be given; "" for a job, a place of work or anything else."""
    if not piece or len(piece) > 60:
        return ""
    folded = key(piece)
    if _is_desk(folded):
        return piece if piece[:1].isupper() or first else ""
    if agency(piece) or folded in outlets():
        return piece if first else ""
    m = _lead().match(piece)
    if m and first:
        piece = piece[m.end() :]
    words = piece.split()
    if len(words) >= 4 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    for i, word in enumerate(words):
        if i >= 2 and (key(word) in _words("job") or key(word) in ("in", "aus", "at", "for", "für", "is", "en", "à")):
            words = words[:i]
            break
    for i in range(2, len(words)):
        if agency(" ".join(words[i:])) or key(" ".join(words[i:])) in outlets():
            words = words[:i]
            break
    if not words or not is_name(" ".join(words)):
        return ""
    return " ".join(_cased(w, i) for i, w in enumerate(words)) if _shouts(words) else " ".join(words)


def _is_desk(folded: str) -> bool:
    return any(folded.endswith(" " + d) or folded == d for d in _words("desk")) and len(folded.split()) <= 7


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to five capitalised words and particles, none of them a job."""
    words = text.split()
    if not words or len(words) > 5 or len(text) > 50:
        return False
    if len(words) == 1:
        # Scripts without capitals write a name as one word; in the others one word is no name.
        return 2 <= len(text) <= 6 and all(_caseless(c) for c in text)
    if any(key(w) in _words("job") for w in words):
        return False
    small = [w for w in words if not (w[0].isupper() or _caseless(w[0]) or _PREFIXED.match(w))]
    if any(not _NAME_PART.match(w) for w in words) or any(
        key(w) not in _words("particles") and "'" not in w and "’" not in w for w in small
    ):
        return False
    return len(small) < len(words) - 1 and not (key(words[0]) in _words("particles") and len(words) == 2 and not small == [])


def bare_lead(text: str) -> bool:
    """Whether a line is nothing but the opening of a byline: "By", "Kommentar von"."""
    return len(text) <= 30 and key(text) in _words("lead")


def job_only(text: str) -> bool:
    """Whether a line is only a job: "Political correspondent", "Redakteurin"."""
    words = _WORD.findall(text)
    return 0 < len(words) <= 5 and key(words[-1]) in _words("job") | {key(words[0])} & _words("job")


def only_names(text: str) -> list[str]:
    """The names of a line that holds nothing but names, jobs, outlets and times; [] for any other line."""
    if len(text) > 160:
        return []
    names = split_bylines(text)
    if not names or not (agency(names[0]) or _REPORTER.search(text) or (" " in names[0] and names[0][0].isupper() and is_name(names[0]))):
        return []
    found = find_stamps(text)
    rest = text[: found[0].start] if found else text
    rest = _AGO.split(rest)[0]
    left = [w for w in _WORD.findall(rest) if not w.isdigit()]
    known = {key(w) for n in names for w in _WORD.findall(n)} | _words("job") | _words("join")
    odd = [w for w in left if key(w) not in known and not w.isupper()]
    return names if len(odd) <= len(left) / 3 else []


def _caseless(c: str) -> bool:
    return c.isalpha() and not c.isupper() and not c.islower()


def _shouts(words: list[str]) -> bool:
    letters = [w for w in words if len(_UPPER.findall(w)) > 2]
    return bool(letters) and all(w.upper() == w for w in letters)


def _cased(word: str, place: int) -> str:
    """A word of a name in capitals as names are written: "O'BRIEN" -> "O'Brien", "MCDONALD" -> "McDonald", "J.D." stays."""
    if "." in word and len(word) <= 5:
        return word
    if place and word.lower() in _words("particles"):
        return word.lower()
    parts = re.split(r"([-'’])", word)
    out = "".join(p if p in "-'’" else p[:1].upper() + p[1:].lower() for p in parts if p)
    return re.sub(r"^(Mc)([a-z])(?=\w{2})", lambda m: m[1] + m[2].upper(), out)


# ---- dateline --------------------------------------------------------------------------------------------------------

_PLACE = r"[^\W\d_][\w.'’-]{0,24}(?:[ /-][^\W\d_][\w.'’-]{0,24}){0,4}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})"
    rf"(?P<region>,\s[^\W\d_](?:[^\W\d]|[.'’ -]){{1,30}}?)?"
    rf"(?P<date>[,.]\s(?:[^\W\d_]{{3,10}}\.?\s\d{{1,2}}|\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,10}}\.?)(?:,?\s\d{{4}})?)?"
    rf"(?:\.?\s?[(/](?P<agency>[^()/]{{2,40}})[)/])?"
    rf"(?:\.?[\s,]{{0,2}}{_DASH}|(?<=/)\.)\s*"
)
_AGENCY_ONLY = re.compile(rf"\((?P<agency>[^()]{{2,40}})\)\s*{_DASH}\s*")
_CJK = (
    re.compile(
        r"(?P<agency>新华社|新華社|中新社|中新网|中央社|路透社|法新社)(?P<place>[\u4e00-\u9fff]{2,6})(?:\d{1,2}月)?\d{1,2}日(?:电|電)[\s，,]*"
    ),
    re.compile(
        r"[(（](?P<place>[가-힣·]{2,12})\s?=\s?(?P<agency>[가-힣A-Za-z0-9]{2,10})[)）]\s*(?:[가-힣]{2,4}(?:[·,\s]{1,2}[가-힣]{2,4}){0,3}\s?(?:기자|특파원)\s?=?\s*)?"
    ),
    re.compile(r"【(?P<place>[^【】＝=]{1,14})[＝=]?(?P<agency>共同|時事|ロイター|AFP時事|AP|CNN)】\s*"),
)


def dateline(paragraph: str) -> tuple[Dateline, int] | None:
    """The dateline a paragraph opens with, and the offset at which its text begins: "KYIV, Ukraine (AP) — ".

    Without an agency in brackets the place must stand in capitals.
    """
    head = paragraph[:160]
    for pattern in _CJK:
        m = pattern.match(head)
        if m:
            return Dateline(m["place"].strip("＝= "), agency(m["agency"]) or m["agency"]), m.end()
    m = _AGENCY_ONLY.match(head)
    if m and agency(m["agency"]):
        return Dateline("", agency(m["agency"])), m.end()
    m = _DATELINE.match(head)
    if not m or m.end() >= len(paragraph):
        return None
    wire = _wire(m["agency"]) if m["agency"] else ""
    place = m["place"]
    shouting = place.upper() == place and place.lower() != place and not place.isdigit()
    if m["agency"] and not wire and not shouting:
        return None
    if any(w[0].islower() and len(w) > 3 for w in re.split(r"[ /-]", place) if w):
        return None
    if not m["agency"]:
        spaced = head[m.start() : m.end()].rstrip()[-1:] in "—–" or (m["date"] and shouting)
        if not shouting or not spaced or len(place) < 4 or key(place) in _not_places():
            return None
    return Dateline(place + (m["region"] or ""), wire or (m["agency"] or "")), m.end()


def _wire(text: str) -> str:
    """The agency in the brackets of a dateline; "" for other words."""
    for piece in re.split(r"[/,]", text):
        if agency(piece):
            return agency(piece)
    return ""


@cache
def _not_places() -> frozenset[str]:
    return frozenset(key(w) for w in table("pasted")["not_places"])


# ---- sign-off --------------------------------------------------------------------------------------------------------

_INITIALS = re.compile(r"(?P<initials>[a-zäöüß]{2,5}(?:[/,]\s?[a-zäöüß]{2,5}){0,4}|[A-Z]{2,3}(?:/[A-Z]{2,3}){1,3})(?=\s|\(|$|/)")
_BRACKETS = re.compile(r"[(\[（](?P<inside>[^()\[\]（）]{1,160})[)\]）]\.?$")
_PIECES = re.compile(r"\s*(?:[,;/|+&、，]|\s(?:and|und|et|y|e|og|och|en|i|a|ja|ve|и|with|mit)\s)\s*", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright(?: ©)?)\s*(?:(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?)?[\s,]*(?P<holder>[^.,|]{2,60})", re.IGNORECASE
)


def sign_off(line: str) -> tuple[str, list[str]] | None:
    """(desk initials, agencies) of a line that signs a report off: "kb/dj (AP, Reuters, AFP, dpa)", "Source: Reuters".

    Agencies come under their short names, in the order printed; unnamed ones as "agencies".
    """
    text = squeeze(line)
    if not 1 < len(text) <= 200:
        return None
    rights = _RIGHTS.match(text)
    if rights:
        names = _credits(rights["holder"], loose=True)
        return ("", names) if names else None
    initials, rest = "", text
    m = _INITIALS.match(text)
    if m and key(m["initials"]) not in _around_credits()[0] and (len(text) == m.end() or text[m.end()] in " (/"):
        initials, rest = m["initials"], text[m.end() :].strip(" ,/")
    bracket = _BRACKETS.match(rest)
    inside = bracket["inside"] if bracket else rest
    if bracket and not inside:
        return None
    names = _credits(inside, loose=False)
    if names and initials and not bracket and agency(initials):
        return "", [agency(initials), *[n for n in names if n != agency(initials)]]
    if names:
        return initials or ("" if bracket else _desk_initials(text)), names
    whole = _credits(text.strip("()[] ."), loose=False)
    if whole:
        return _desk_initials(text), whole
    return None


def _desk_initials(text: str) -> str:
    """The initials among agencies in a line such as "dpa/AFP/aeg"."""
    left = [p for p in _PIECES.split(text.strip("()[] .")) if p and not agency(p) and re.fullmatch(r"[a-zäöü]{2,4}", p)]
    return "/".join(left)


@cache
def _agency_words() -> frozenset[str]:
    return frozenset(w for form in (*agencies(), *generic_agencies()) for w in form.replace("/", " ").replace(".", " ").split())


@cache
def _around_credits() -> tuple[list[str], list[str]]:
    """Words before and behind the agencies of a credit line, folded, the longest first."""
    data = table("pasted_names")["sign_off"]
    return tuple(sorted({fold(w).strip(" :") for w in data[side]}, key=len, reverse=True) for side in ("lead", "tail"))  # type: ignore[return-value]


def _credits(text: str, loose: bool) -> list[str]:
    """The agencies of a credit line; [] unless every piece of it is an agency, an outlet, initials or a lead-in word."""
    if not _agency_words() & set(key(text).replace("/", " ").replace(",", " ").replace(".", " ").split()):
        return []
    leads, tails = _around_credits()
    body = text.strip(" .:")
    folded = fold(body)
    tail = next((t for t in tails if folded.endswith(" " + t)), "")
    body = body[: len(body) - len(tail)].strip(" ,") if tail else body
    folded = fold(body)
    lead = next((w for w in leads if folded.startswith((w + " ", w + ":"))), "")
    body = body[len(lead) :].lstrip(" :")
    pieces = [p.strip(" .:") for p in _PIECES.split(body) if p.strip(" .:")]
    named: list[str] = []
    for piece in pieces:
        if key(piece) in ("staff", "wires"):
            continue
        short = agency(piece) or agency(re.sub(r"^(?:the|die|der|l['’]|la|le)\s+", "", piece, flags=re.IGNORECASE))
        if not short and key(piece) in generic_agencies():
            short = "agencies"
        if short:
            if short not in named:
                named.append(short)
        elif not loose and not (
            re.fullmatch(r"[a-zäöü]{2,4}", piece)
            or key(piece) in outlets()
            or "." in piece
            or len(pieces) > 1
            and len(piece.split()) <= 2
            and is_other(piece)
        ):
            return []
    return named


def is_other(piece: str) -> bool:
    """A word in a list of credits that is no agency we know but is written as one: "SeznamZprávy", "TVP"."""
    return " " not in piece and piece[:1].isupper()
