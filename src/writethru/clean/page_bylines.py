"""Who wrote the report on a page: by its structured data, the lines round the headline, the line it is signed with.

Structured data often name the outlet or an account instead; what the page shows then goes before them.
"""

import re
from itertools import pairwise
from typing import Any

from writethru.clean.ago import is_ago
from writethru.clean.bylines import bare_lead, has_lead, is_name, late_lead, names_of_nobody, only_names, split_bylines
from writethru.clean.chrome import hint, is_named, line_reason
from writethru.clean.cues import furniture_words
from writethru.clean.lexicon import DIGIT, agency, outlets
from writethru.clean.pieces import Piece
from writethru.clean.sift import key
from writethru.clean.stamps import labelled_clock, stamps
from writethru.clean.structured import Structured
from writethru.clean.tree import Element, Node
from writethru.text import squeeze

_TOUCH = re.compile(r"(?<=\w)\x1f+(?=\w)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|by|people|profiles?|staff|reporters?|contributors?|journalist[ae]?s?|firmas?|writers?|columnists?|redaktion|redakteure?|impressum/autor|skribent|forfatter|yazar)[/=-][^/?#]{2,}",
    re.I,
)
_PIECES = 2000  # pieces of a page that are searched for an author's line
_TEXT = 80  # characters of a first paragraph
_BYLINE = 200  # characters that a byline element holds at most
_SEVERAL = re.compile(r"[,;|/&]|\s(?:and|und|et|y|e|og|och|en|ja|i|und|mit|with)\s|^(?:by|von|par|por)\s", re.I)
_PARTS = 3  # words of a name that is taken as written
_INITIALS = re.compile(r"\s*\([\w.]{1,6}\)\s*$")
_MAY_NAME = ("", "date or byline line", "about the author")
_NO_NAME = re.compile(r"\d\d|\w\.\w\w|@")
_PICTURE = ("caption", "caption or media")
_NO_BYLINE = (*_PICTURE, "related stories", "navigation")
_LINE = 120  # characters of a line with a byline or a time
_APART = 6  # pieces between two bylines of one report
_TELLING = 4  # letters of a word that tells an outlet
_SEGMENT = re.compile(r"\s[|•·]\s")


def bylines(said: Structured, found: list[Piece], start: int, site: set[str]) -> list[str]:
    """Who wrote it: JSON-LD's persons, else the byline shown at the headline, else meta tags, else a name alone above the text
    or an author's line elsewhere, else whom the page names at all. The outlet (one of the names in `site`) and its accounts are
    named as authors only when nobody else is."""
    nobody = names_of_nobody()
    named = [n for a in (*said.authors, *said.organisations) for n in _names(a) if key(n) not in nobody]
    people = [n for n in named if not _is_account(n, site)]
    if people and any(" " in n or not n.isascii() for n in people):
        return _distinct(people)
    others = (a for a in said.other_authors if key(a) not in nobody)
    told = [n for a in others for n in split_bylines(a) or ([] if _NO_NAME.search(a) else _names(a))]
    shown = [_as_told(n, told) for text in visible_bylines(found, start) for n in split_bylines(text)]
    signed = [n for n in shown if not _is_account(n, site)]
    signed = [n for n in signed if is_name(n) and not agency(n) and key(n) not in outlets()] or signed
    if people:  # one word each, as users are called
        return _distinct([n for n in signed if " " in n and not agency(n)] or people)
    best = signed or [n for n in told if not _is_account(n, site)] or alone(found, start, site)
    if any(key(n) not in site for n in named) and not any(is_name(n) and not agency(n) for n in best):
        return _distinct(named)
    return _distinct(best or shown or named or told)


def _is_account(name: str, site: set[str]) -> bool:
    """Whether a name is that of the outlet or of an account that shares a word with it ("Harbour Post Desk" at the Harbour Post)."""
    own = key(name)
    if any(own in s or s in own for s in site):
        return True
    return any(len(w) >= _TELLING and w in s.split() for w in own.split() for s in site)


def _distinct(names: list[str]) -> list[str]:
    return list({key(n): n for n in reversed(names)}.values())[::-1]


def alone(found: list[Piece], start: int, site: set[str]) -> list[str]:
    """Names in a line of their own between headline and text: beside a time, else right above a text that does not mention them;
    else those behind "Author" anywhere on the page, or whom the text is signed with."""
    near = range(start + 1, min(start + 30, len(found)))
    lines: list[tuple[int, list[str]]] = []
    running = 0
    for i in near:
        p = found[i]
        running += len(p.text) > 2 * _TEXT and not p.reason
        if running > 1:
            break
        if len(p.text) > 60 or p.kind not in ("p", "li") or p.reason not in _MAY_NAME or not p.text[-1].isalnum():
            continue
        if line_reason(p.text, 0.0) == "credit or sign-off" or not furniture_words().isdisjoint(key(p.text).split()):
            continue
        names = [n for n in only_names(p.text) if not agency(n) and not _is_account(n, site)]
        if names and " " in p.text:
            if any(_is_time(q.text) for q in found[max(start + 1, i - 2) : i + 3]):
                return names
            if i + 1 < len(found) and (p.kind == "li" or found[i + 1].kind != "li"):  # else it heads a list
                lines.append((i, names))
    for i, names in lines:
        after = found[i + 1 : i + 60]
        above = next((q.kind == "p" for q in after[:3] if q.kind == "h" or (len(q.text) > _TEXT and not q.reason)), False)
        if above and not any(n in q.text for n in names for q in after):
            return names
    return next((split_bylines(p.text) for p in found[:_PIECES] if len(p.text) < 80 and late_lead(p.text)), []) or _late(found, start)


def _is_time(line: str) -> bool:
    """Whether a short line holds a time of publication."""
    told = len(line) < _LINE and DIGIT.search(line) is not None
    return told and (stamps(line) is not None or labelled_clock(line) or is_ago(line, alone=False))


def _late(found: list[Piece], start: int) -> list[str]:
    """Who signs the text: the first line behind a paragraph whose element is named a byline, of nothing but names and an address."""
    for before, p in pairwise(found[start + 1 :]):
        if len(before.text) < _TEXT or before.reason or before.kind == "h":
            continue
        if len(p.text) < _LINE and (p.reason == "date or byline line" or "@" in p.text) and is_named("byline", hint(p.node)):
            names = only_names(p.text) or (split_bylines(p.text) if "@" in p.text else [])
            if names:
                return names
    return []


def _as_told(name: str, told: list[str]) -> str:
    """A printed name with a job glued to its end as a meta tag has it ("Ann Leeds Travel" -> "Ann Leeds")."""
    return next((t for t in told if name != t and name.startswith(t)), name)


def _names(author: str) -> list[str]:
    """The names in a JSON-LD author: one is taken as written, several are parted."""
    author = _INITIALS.sub("", author)
    if _SEVERAL.search(author):
        return split_bylines(author) or [author]
    if len(author.split()) > _PARTS and len(parted := split_bylines(author)) == 1 and author.startswith(parted[0] + " "):
        return parted  # an agency or job behind the name
    return [author] if 1 < len(author) < 60 else []


def visible_bylines(found: list[Piece], start: int) -> list[str]:
    """The bylines that stand between headline and text, else right above the headline: in byline elements, in links to an author's
    page, behind "By", in a line with a time."""
    seen: set[Node] = set()
    out: list[str] = []
    running = last = 0
    for i, p in enumerate(found[start + 1 : start + 40]):
        if len(p.text) > 2 * _TEXT:
            running += p.reason == ""
            if running > 1 or (running and out):
                break
            continue
        if out and i - last > _APART:
            break
        signed = _signed(p, seen)
        last = i if signed else last
        out += signed
    if not out:
        out = [name for p in found[max(0, start - 6) : max(0, start)] if len(p.text) <= 2 * _TEXT for name in _signed(p, seen)]
    return out


def _signed(p: Piece, seen: set[Node]) -> list[str]:
    """The bylines in a line; `seen` are the byline elements read before."""
    if line_reason(p.text, 0.0) == "credit or sign-off" or (p.reason in _NO_BYLINE and not _own_byline(p)):
        return []
    if p.kind == "h" and not is_named("byline", hint(p.node)):
        return []
    box = _byline_box(p, seen)
    if box is not None:
        seen.update(a for a in (box, *box.ancestors()) if a.chars <= _BYLINE)
        whole = _parted(box.el)
        alone = [*box.el.stripped_strings]
        if len(alone) > 1 and all(" " in n and is_name(n) for n in alone):
            return alone
        links = [_parted(a) for a in box.links() if _is_author_link(a)]
        led = [part for part in _SEGMENT.split(whole) if has_lead(part)]
        return max(links, led, key=lambda parts: len([n for part in parts for n in split_bylines(part)])) or [whole]
    if lead := next((part for part in _SEGMENT.split(p.text) if has_lead(part) and len(part) < _LINE), ""):
        return [lead]
    return only_names(p.text) if _is_time(p.text) else []


def _own_byline(p: Piece) -> bool:
    """Whether a line in a picture's box is a byline all the same: its element is named one, and it opens with "By"."""
    return p.reason in _PICTURE and (p.node.tag == "address" or is_named("byline", hint(p.node))) and has_lead(p.text)


def _byline_box(p: Piece, seen: set[Node]) -> Node | None:
    at: Node | None = p.node
    for _ in range(3):
        if at is None or at.chars > _BYLINE or at in seen:
            return None
        if at.chars < 8 and at.tag != "a" and (at.chars < 3 or bare_lead(p.text)):  # the name stands beside it
            at = at.parent
            continue
        if "author" in at.get("itemprop").lower().split() or is_named("byline", hint(at)) or _is_author_link(at.el):
            return at
        if p.density and any(map(_is_author_link, at.links())):
            return at
        at = at.parent
    return None


def _is_author_link(el: Element) -> bool:
    return "author" in (el.attr("rel") or "").lower().split() or (el.tag == "a" and bool(_AUTHOR_PAGE.search(el.attr("href") or "")))


def _parted(el: Element) -> str:
    """The text of an element with a bar where two inner elements touch ("Ann Leeds" and "Travel writer" without a blank)."""
    parts: list[str] = []
    stack: list[Any] = [*el][::-1]
    while stack:
        kid = stack.pop()
        if isinstance(kid, str):
            parts.append(kid)
        elif hasattr(kid, "tag"):
            parts.append("\x1f")
            stack.append("\x1f")
            stack.extend(reversed([*kid]))
        else:
            parts.append(getattr(kid, "data", ""))
    return squeeze(_TOUCH.sub(" | ", "".join(parts)).replace("\x1f", ""))
