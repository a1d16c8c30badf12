"""A feed as who polls it sees it: its items in any format, how often it wants to be asked, and where a web page says its feed is."""

import json
import re
from collections.abc import Iterator
from typing import Any

from writethru.model import Hints, Refusal
from writethru.read.feed import Entry
from writethru.read.feed import entries as xml_entries

MOST_MINUTES = 60.0  # that a feed may ask to be left alone: a desk follows news
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b")


def entries(body: bytes, kind: str, name: str, uri: str, charset: str = "") -> Iterator[Entry | Refusal]:
    """The items of a feed in the order it gives them; `kind` as `sniff` tells it: "feed" (RSS, Atom) or "json" (JSON Feed 1.1)."""
    if kind == "json":
        yield from _json_entries(body, name, uri)
    else:
        yield from xml_entries(body, name, uri, charset)


def _json_entries(body: bytes, name: str, uri: str) -> Iterator[Entry | Refusal]:
    text = body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield Refusal(name, "is cut off or malformed JSON", uri)
        return
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        yield Refusal(name, "answers with JSON that is no JSON Feed", uri)
        return
    outlet = _words(whole.get("title"))
    for number, item in enumerate(whole["items"], 1):
        yield _entry(item, outlet) if isinstance(item, dict) else Refusal(f"{name} item {number}", "is not a JSON object")
    if not whole["items"]:
        yield Refusal(name, "is a feed without items", uri)


def _entry(item: dict[str, Any], outlet: str) -> Entry:
    """An item of JSON Feed 1.1: content is the report, a summary is a teaser."""
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_words(a.get("name")) for a in authors or [] if isinstance(a, dict)]
    hints = Hints(
        id=_words(item.get("id")),
        headline=_words(item.get("title")),
        outlet=outlet,
        bylines=tuple(n for n in names if n),
        published=_words(item.get("date_published")),
        updated=_words(item.get("date_modified")),
        language=_words(item.get("language")),
    )
    link = next((u for k in ("url", "external_url", "id") if (u := _words(item.get(k))).startswith(("http://", "https://"))), "")
    for field, element in (("content_html", "content"), ("content_text", "content"), ("summary", "summary")):
        if found := item.get(field):
            return Entry(hints, link, found.encode("utf-8", "replace").decode() if isinstance(found, str) else "", element)
    return Entry(hints, link, "")


def _words(value: Any) -> str:
    """A string or number as one line; "" for anything else (JSON may escape half of a surrogate pair)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.encode("utf-8", "replace").decode().split()) if isinstance(value, str) else ""


def interval(body: bytes) -> float:
    """Minutes between two polls as the feed asks (RSS 2.0, ttl), at most MOST_MINUTES; 0 when it asks nothing.

    The syndication module's updatePeriod is not read: publishing systems write "hourly" there whatever their outlet does."""
    head = _ITEM.split(body[:20_000].decode("utf-8", "replace"), maxsplit=1)[0]
    found = re.search(r"<ttl>\s*(\d{1,6})\s*</ttl>", head)
    return min(float(found[1]), MOST_MINUTES) if found else 0.0


def named_feed(body: bytes) -> str:
    """The address of the feed that a web page names in its head, as it writes it; "" when it names none."""
    for tag in re.findall(rb"<link\b[^>]{0,500}>", body[:100_000], re.I):
        if re.search(rb"application/(?:(?:rss|atom)\+xml|feed\+json)", tag, re.I):
            found = re.search(rb"""href\s*=\s*["']([^"'\s<>]{1,300})""", tag, re.I)
            if found:
                return found[1].decode("utf-8", "replace")
    return ""
