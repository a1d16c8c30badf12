"""JSONL and JSON Feed: one report an object."""

import json
from collections.abc import Iterator
from typing import Any

from writethru.model import Capture, Hints, Refusal


def records(body: bytes, name: str, path: str) -> Iterator[Capture | Refusal]:
    """Captures of the objects: "text" or "html" with optional id, url, outlet, headline, published, updated, language."""
    text = body.decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        inner = whole.get("items") if "jsonfeed" in str(whole.get("version")) else [whole]
        for item in inner or []:
            yield _capture(item, name, path, str(whole.get("title") or "") if "items" in whole else "")
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield _capture(json.loads(line), f"{name}:{number}", path)
            except (ValueError, RecursionError):
                yield Refusal(f"{name}:{number}", "is not valid JSON")


def _capture(item: Any, name: str, path: str, outlet: str = "") -> Capture | Refusal:
    if not isinstance(item, dict):
        return Refusal(name, "is not a JSON object")

    def get(*keys: str) -> str:
        return next((str(item[k]) for k in keys if isinstance(item.get(k), str) and item[k]), "")

    html, plain = get("html", "content_html"), get("text", "content_text")
    if not html and not plain:
        return Refusal(name, 'has no "text" or "html"')
    authors = item.get("authors") or item.get("bylines") or []
    names = [str(a.get("name") if isinstance(a, dict) else a) for a in authors] if isinstance(authors, list) else []
    hints = Hints(
        id=get("id"),
        headline=get("headline", "title"),
        outlet=get("outlet") or outlet,
        bylines=tuple(n for n in names if n),
        published=get("published", "date_published"),
        updated=get("updated", "date_modified"),
        language=get("language"),
    )
    body, kind = (html, "text/html") if html else (plain, "text/plain")
    return Capture(body.encode("utf-8", "replace"), kind, path, get("url", "uri"), charset="utf-8", hints=hints)
