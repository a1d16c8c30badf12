"""RSS 2.0, RSS 1.0 and Atom: each item with text enough becomes a capture.

A feed that declares entities is refused (billion laughs, XXE); a truncated one gives the items that are whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from writethru.errors import InputError
from writethru.model import Capture, Hints, Refusal

MIN_WORDS = 40  # an item with less is a teaser; its page is the report
SYNOPSIS = 120  # words under which a description may be a synopsis; content never is one
_CUT = re.compile(r"(?:…|\.\.\.)\W*$|\b(?:read more|continue reading|read on)\W*$", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML = {"amp", "lt", "gt", "quot", "apos"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HTML = re.compile(r"<\w")
_MEDIA = "{http://search.yahoo.com/mrss/}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed: what it says of its report, and as much of the report as it carries (HTML or text)."""

    hints: Hints
    link: str
    body: str
    element: str = ""  # that the body stands in

    @property
    def whole(self) -> bool:
        """Whether it carries text enough for a report; else it is a teaser."""
        return len(_words(self.body)) >= MIN_WORDS

    @property
    def synopsis(self) -> bool:
        """Whether its page is likely to say more: a short description rather than content, or text that breaks off."""
        words = _words(self.body)
        short = len(words) < SYNOPSIS and self.element in ("description", "summary")
        return bool(self.link) and (not self.whole or short or bool(_CUT.search(" ".join(words[-4:]))))

    def capture(self, path: str = "") -> Capture:
        """The report as the feed carries it."""
        kind = "text/html" if _HTML.search(self.body) else "text/plain"
        return Capture(self.body.encode("utf-8", "replace"), kind, path, self.link, charset="utf-8", hints=self.hints)


def items(body: bytes, name: str, path: str, uri: str, charset: str = "") -> Iterator[Capture | Refusal]:
    """Captures of the items, in the order of the feed."""
    for number, entry in enumerate(entries(body, name, uri, charset), 1):
        if isinstance(entry, Refusal):
            yield entry
        elif entry.whole:
            yield entry.capture(path)
        else:
            reason = "is a teaser: the feed does not carry the report's text"
            yield Refusal(f"{name} item {number}", reason, entry.link, text=entry.hints.headline or None)


def entries(body: bytes, name: str, uri: str, charset: str = "") -> Iterator[Entry | Refusal]:
    """The items, in the order of the feed; a refusal for each that cannot be read, and one at the end for a feed cut off."""
    text = _text(body, charset)
    if _declares_entities(text):
        yield Refusal(name, "declares XML entities, which a feed does not need", uri)
        return
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser(["start", "end"])
    broken = ""
    try:
        parser.feed(text)
        parser.close()
    except ET.ParseError as e:
        broken = f"is cut off or malformed ({e})"
    outlet, found, inside = "", 0, 0
    events: Iterator[Any] = parser.read_events()
    while True:
        try:
            event, element = next(events)
        except StopIteration:
            break
        except ET.ParseError as e:
            broken = f"is cut off or malformed ({e})"
            break
        tag = _local(element)
        if event == "start":
            inside += tag in ("item", "entry")
        elif tag == "title" and not inside and not outlet:
            outlet = _plain("".join(element.itertext()))
        elif tag in ("item", "entry"):
            inside -= 1
            found += 1
            yield _entry(element, outlet, f"{name} item {found}")
            element.clear()
    if broken or not found:
        yield Refusal(name, broken or "is a feed without items", uri)


def subscriptions(body: bytes, name: str) -> list[str]:
    """The addresses of a list of feeds (OPML 2.0), each once, in order. Raises InputError when it holds none or is malformed."""
    text = _text(body, "")
    if _declares_entities(text):
        raise InputError(name, "declares XML entities, which a list of feeds does not need")
    try:
        outlines = ET.fromstring(text).iter()
        found = [e.get("xmlUrl", "") for e in outlines if _local(e) == "outline"]
    except ET.ParseError as e:
        raise InputError(name, f"is cut off or malformed ({e})") from e
    urls = list(dict.fromkeys(u for u in found if u.lower().startswith(("http://", "https://"))))
    if not urls:
        raise InputError(name, "is a list of feeds (OPML) that names none")
    return urls


def _text(body: bytes, charset: str) -> str:
    """The feed as text that XML allows: decoded, control characters out, HTML's named characters as numbers."""
    declared = _DECLARED.search(body[:500])
    names = (
        ["utf-16"]
        if body.startswith((b"\xff\xfe", b"\xfe\xff"))
        else ["utf-8-sig", charset, declared.group(1).decode() if declared else ""]
    )
    text = ""
    for name in names:
        try:
            text = body.decode(name) if name else ""
        except (UnicodeError, LookupError):
            continue
        if text:
            break
    text = text or body.decode("utf-8", "replace")
    text = _CONTROL.sub("", text)
    return _NAMED.sub(lambda m: m.group() if m[1] in _XML else "".join(f"&#{ord(c)};" for c in html5.get(m[1] + ";", "")), text)


def _declares_entities(text: str) -> bool:
    """Whether the part before the root element declares an entity; nothing after it is looked at."""

    class Stop(Exception):
        pass

    found: list[str] = []

    def entity(name: str, *rest: object) -> None:
        found.append(name)
        raise Stop

    def root(name: str, attributes: object) -> None:
        raise Stop

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = root
    try:
        parser.Parse(text, True)
    except (Stop, expat.ExpatError):
        pass
    return bool(found)


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _plain(text: str) -> str:
    """A title as one line; many feeds encode it twice."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", unescape(text))).split())


def _entry(item: ET.Element, outlet: str, name: str) -> Entry | Refusal:
    try:
        fields, authors = _fields(item)
    except RecursionError:
        return Refusal(name, "is nested too deep")
    link = fields.get("link", "")
    hints = Hints(
        id=fields.get("guid", fields.get("id", "")),
        headline=_plain(fields.get("title", "")),
        outlet=_plain(fields.get("source", "")) or outlet,
        bylines=tuple(a for a in authors if a),
        published=fields.get("published") or fields.get("pubdate") or fields.get("date", ""),
        updated=fields.get("updated") or fields.get("modified", ""),
    )
    element = max(("encoded", "content", "description", "summary"), key=lambda t: len(fields.get(t, "")))
    return Entry(hints, link if link.startswith(("http://", "https://")) else "", fields.get(element, ""), element)


def _words(body: str) -> list[str]:
    return unescape(re.sub(r"<[^>]*>", " ", body)).split()


def _fields(item: ET.Element) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    authors: list[str] = []
    for child in item:
        tag = _local(child)
        text = "".join(child.itertext()).strip()
        if str(child.tag).startswith(_MEDIA):
            continue
        if tag == "author":
            inner = [e for e in child if _local(e) == "name"]
            authors += ["".join(e.itertext()).strip() for e in inner] or [text]
        elif tag == "creator":
            authors.append(text)
        elif tag == "link":
            if child.get("rel", "alternate") == "alternate":
                fields.setdefault("link", child.get("href") or text)
        elif tag == "source":
            fields["source"] = next(("".join(e.itertext()).strip() for e in child if _local(e) == "title"), text)
        elif text or len(child):
            fields.setdefault(tag, _markup(child) if len(child) and child.get("type") == "xhtml" else text)
    return fields, authors


def _markup(element: ET.Element) -> str:
    """The inner XHTML, its tags without a namespace."""
    for e in element.iter():
        e.tag = _local(e)
    return "".join(ET.tostring(e, "unicode") for e in element)
