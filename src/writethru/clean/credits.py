"""Datelines and sign-offs: the place and agency a report opens with, the desk and agencies it closes with."""

import re
from functools import cache

from writethru.clean.lexicon import agencies, agency, generic_agencies, key, outlets, table
from writethru.model import Dateline
from writethru.text import fold, squeeze
from writethru.words import places

_DASH = r"(?:[—–_-]{1,2}|=|:)"
_PLACE = r"[^\W\d_][\w.'’-]{0,24}(?:[ /-][^\W\d_][\w.'’-]{0,24}){0,4}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})"
    rf"(?P<region>,\s[^\W\d_](?:[^\W\d]|[.'’ -]){{1,30}}?(?:/[A-Z][A-Z.'’ -]{{2,24}}(?:,\s[^\W\d_](?:[^\W\d]|[.'’ -]){{1,30}}?)?)?)?"
    rf"(?P<date>[,.]\s(?:[^\W\d_]{{3,10}}\.?\s\d{{1,2}}|\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,10}}\.?)(?:,?\s\d{{4}})?"
    r"(?:,\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{1,4}T\b|\s\([^()]{0,24}\b[Tt]ime\))?)?)?"
    rf"(?:\.?\s?[(/](?P<agency>[^()/]{{2,40}})[)/])?"
    rf"(?:\.?[\s,]{{0,2}}{_DASH}|(?<=/)\.)\s*"
)
# "Marksville, LA- ", "AUSTIN, Texas - ": a hyphen will do behind a state of the US.
_STATE = re.compile(
    r",\s(?:[A-Z]{2}|[A-Z]\.\s?[A-Z]\.?|(?:Ala|Ariz|Ark|Cal|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Texas|Va|Vt|Wash|Wis|Wyo)\.?)$"
)
# "CHICAGO Seven people were shot": the dash lost. What a sentence seldom begins a name with must follow: "LONDON Underground staff" has none.
_SHOUTED = re.compile(
    r"(?P<place>[A-Z][A-Z.]+(?: [A-Z][A-Z.]+){0,2}) (?=(?:The|An?|In|On|At|After|As|With|When|While|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
    r"|Dozens|Hundreds|Thousands|Several|Some|More|About|Nearly|Almost|Police|Authorities|Officials)\b)"
)
_AGENCY_FIRST = re.compile(r"\((?P<agency>[^()]{2,40})\)\s+(?=[A-Z]{3})")  # "(CBS/AP) ALBUQUERQUE, N.M. - "
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

    Without an agency in brackets the place must stand in capitals, or have its state behind it.
    """
    head = paragraph[:160]
    for pattern in _CJK:
        m = pattern.match(head)
        if m:
            return Dateline(m["place"].strip("＝= "), agency(m["agency"]) or m["agency"]), m.end()
    m = _AGENCY_ONLY.match(head)
    if m and agency(m["agency"]):
        return Dateline("", agency(m["agency"])), m.end()
    m = _AGENCY_FIRST.match(head)
    if m and _wire(m["agency"]) and (rest := dateline(paragraph[m.end() :])):
        return Dateline(rest[0].place, _wire(m["agency"])), m.end() + rest[1]
    m = _DATELINE.match(head)
    if not m or m.end() >= len(paragraph):
        return _shouted(head)
    wire = _wire(m["agency"]) if m["agency"] else ""
    place = m["place"]
    shouting = place.upper() == place and place.lower() != place and not place.isdigit()
    if m["agency"] and not wire and not shouting:
        return None
    if any(w[0].islower() and len(w) > 3 for w in re.split(r"[ /-]", place) if w):
        return None
    if not m["agency"]:
        state = bool(m["region"] and _STATE.search(m["region"]))
        spaced = head[m.start() : m.end()].rstrip()[-1:] in "—–" or (m["date"] and shouting) or state
        if not (shouting or state) or not spaced or len(place) < 4 or key(place) in _not_places():
            return None
    return Dateline(place + (m["region"] or ""), wire or (m["agency"] or "")), m.end()


def _shouted(head: str) -> tuple[Dateline, int] | None:
    m = _SHOUTED.match(head)
    return (Dateline(m["place"], ""), m.end()) if m and len(m["place"]) > 3 and fold(m["place"]) in places() else None


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
_WIRE_END = re.compile(r"\((?P<name>[A-Z][^()]{1,30})\) (?P<initials>[a-z]{2,4}(?:/[a-z]{2,4})+)$")  # an agency's own: "(Northwire) kb/dj"
_HOST = re.compile(r"[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}")
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
    wire = _WIRE_END.match(text)
    if wire:
        return wire["initials"], [agency(wire["name"]) or wire["name"]]
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
        return _desk_initials(text), [agency(initials), *[n for n in names if n != agency(initials)]]
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
            or _HOST.fullmatch(piece)
            or (len(pieces) > 1 and len(piece.split()) <= 2 and _is_other(piece))
        ):
            return []
    return named


def _is_other(piece: str) -> bool:
    """A word in a list of credits that is no agency we know but is written as one: "SeznamZprávy", "TVP"."""
    return " " not in piece and piece[:1].isupper()
