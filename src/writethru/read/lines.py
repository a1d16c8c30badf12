"""JSONL, JSON and JSON Feed: one report an object."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from writethru.model import Capture, Hints, Refusal

MAX_BYTES = 20_000_000  # of one line
_HTML = re.compile(r"<(?:p|div|html|body|br|a|article|section|h\d)\b", re.I)
_TEXT = ("text", "content_text", "body", "maintext", "content")
_FIELDS = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "publisher", "site_name", "source"),
    "published": ("published", "date_published", "published_at", "datePublished", "date_publish", "date"),
    "updated": ("updated", "date_modified", "updated_at", "dateModified", "date_modify"),
    "language": ("language", "lang"),
}


def records(body: bytes, name: str, path: str) -> Iterator[Capture | Refusal]:
    """Captures of one JSON value (an object, a list, a JSON Feed), or of the lines when it is no single value."""
    text = body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from lines(text.encode("utf-8", "replace").split(b"\n"), name, path)
        return
    outlet = ""
    if isinstance(whole, dict) and isinstance(whole.get("items"), list) and "jsonfeed" in str(whole.get("version")):
        outlet, whole = str(whole.get("title") or ""), whole["items"]
    many = isinstance(whole, list)
    for number, item in enumerate(whole if many else [whole], 1):
        yield _capture(item, f"{name} item {number}" if many else name, path, outlet)
    if many and not whole:
        yield Refusal(name, "holds no item")


def lines(stream: Iterable[bytes] | IO[bytes], name: str, path: str) -> Iterator[Capture | Refusal]:
    """Captures of the lines of a stream, one line in memory at a time; a line that is no object is refused by its number."""
    found = False
    try:
        for number, line in enumerate(_bounded(stream), 1):
            if not line.strip():
                continue
            found = True
            if len(line) > MAX_BYTES:
                yield Refusal(f"{name}:{number}", f"larger than the limit of {MAX_BYTES // 1_000_000} MB")
                continue
            try:
                item = json.loads(line.decode("utf-8-sig", "replace"))
            except (ValueError, RecursionError):
                yield Refusal(f"{name}:{number}", "is not valid JSON")
                continue
            yield _capture(item, f"{name}:{number}", path)
    except (EOFError, OSError) as e:  # of a damaged .gz
        yield Refusal(name, f"is cut off or damaged ({e})")
        return
    if not found:
        yield Refusal(name, "is empty")


def _bounded(stream: Iterable[bytes] | IO[bytes]) -> Iterator[bytes]:
    """Lines of at most MAX_BYTES + 1; of a longer one the beginning, the rest is read past."""
    if not hasattr(stream, "readline"):
        yield from stream
        return
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)


def _string(value: Any) -> str:
    """A string of Unicode characters: JSON may escape half of a pair; an object gives its name."""
    if isinstance(value, dict):
        value = value.get("name")
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _capture(item: Any, name: str, path: str, outlet: str = "") -> Capture | Refusal:
    if not isinstance(item, dict):
        return Refusal(name, "is not a JSON object")

    def get(keys: Iterable[str]) -> str:
        return next((s for k in keys if (s := _string(item.get(k)))), "")

    html, plain = get(("html", "content_html")), get(_TEXT)
    if not html and not plain:
        return Refusal(name, 'has no "text" or "html"')
    if not html and not _string(item.get("text")) and _HTML.search(plain):
        html = plain
    authors = item.get("authors") or item.get("bylines") or item.get("author") or []
    names = [_string(a) for a in (authors if isinstance(authors, list) else [authors])]
    said = {field: get(keys) for field, keys in _FIELDS.items()}
    hints = Hints(id=get(("id",)), bylines=tuple(n for n in names if n), **{**said, "outlet": said["outlet"] or outlet})
    body, kind = (html, "text/html") if html else (plain, "text/plain")
    uri = get(("url", "uri", "link"))
    return Capture(body.encode(), kind, path, uri, charset="utf-8", hints=hints)
