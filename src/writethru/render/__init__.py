"""Telling -> bytes: one typed context, many formats, chosen by suffix."""

from collections.abc import Callable, Sequence

from writethru.model import Refusal, Telling

Renderer = Callable[[Sequence[Telling], Sequence[Refusal]], str]


def renderer(name: str) -> Renderer:
    """The renderer of a format: "json", "md", "html", "text". Raises KeyError for another."""
    if name == "json":
        from writethru.render.data import to_json

        return to_json
    if name == "html":
        from writethru.render.page import to_html

        return to_html
    if name in ("md", "text"):
        from writethru.render import plain

        return plain.to_markdown if name == "md" else plain.to_text
    raise KeyError(name)
