"""RSS 2.0, RSS 1.0 and Atom: each item with text enough becomes a capture.

A feed that declares entities is refused (billion laughs, XXE); a truncated one gives the items that are whole.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from writethru.model import Capture, Hints, Refusal

MIN_WORDS = 40  # an item with less is a teaser; its page is the report
_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.I)
_HTML = re.compile(r"<\w")


def items(body: bytes, name: str, path: str, uri: str) -> Iterator[Capture | Refusal]:
    """Captures of the items, in the order of the feed."""
    if _ENTITY.search(body[:100_000]):
        yield Refusal(name, "declares XML entities, which a feed does not need", uri)
        return
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser(["start", "end"])
    outlet, found, broken = "", 0, ""
    try:
        parser.feed(body)
        parser.close()
    except ET.ParseError as e:
        broken = f"is cut off or malformed ({e})"
    inside = 0
    try:
        events: Iterator[Any] = parser.read_events()
        for event, element in events:
            tag = _local(element)
            if event == "start":
                inside += tag in ("item", "entry")
                continue
            if tag == "title" and not inside and not outlet:
                outlet = "".join(element.itertext()).strip()
            if tag in ("item", "entry"):
                inside -= 1
                found += 1
                yield _item(element, outlet, f"{name} item {found}", path)
                element.clear()
    except ET.ParseError as e:
        broken = f"is cut off or malformed ({e})"
    if broken or not found:
        yield Refusal(name, broken or "is a feed without items", uri)


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _item(item: ET.Element, outlet: str, name: str, path: str) -> Capture | Refusal:
    fields: dict[str, str] = {}
    authors: list[str] = []
    for child in item:
        tag = _local(child)
        text = "".join(child.itertext()).strip()
        if tag == "author":
            inner = [e for e in child if _local(e) == "name"]
            authors += ["".join(e.itertext()).strip() for e in inner] or [text]
        elif tag == "creator":
            authors.append(text)
        elif tag == "link" and (child.get("href") or text):
            if child.get("rel", "alternate") == "alternate":
                fields.setdefault("link", child.get("href") or text)
        elif tag == "source":
            fields["source"] = next(("".join(e.itertext()).strip() for e in child if _local(e) == "title"), text)
        elif text or len(child):
            body = "".join(ET.tostring(e, "unicode") for e in child) if len(child) and child.get("type") == "xhtml" else text
            fields.setdefault(tag, body)
    body = max((fields.get(t, "") for t in ("encoded", "content", "description", "summary")), key=len)
    if len(re.sub(r"<[^>]*>", " ", body).split()) < MIN_WORDS:
        return Refusal(name, "is a teaser: the feed does not carry the report's text", fields.get("link", ""), text=fields.get("title"))
    hints = Hints(
        id=fields.get("guid", fields.get("id", "")),
        headline=fields.get("title", ""),
        outlet=fields.get("source") or outlet,
        bylines=tuple(a for a in authors if a),
        published=fields.get("published") or fields.get("pubdate") or fields.get("date", ""),
        updated=fields.get("updated") or fields.get("modified", ""),
    )
    link = fields.get("link", "")
    kind = "text/html" if _HTML.search(body) else "text/plain"
    return Capture(body.encode("utf-8", "replace"), kind, path, link if link.startswith("http") else "", charset="utf-8", hints=hints)
