"""Telling -> bytes: one typed context, many formats, chosen by name."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from writethru.model import Refusal, Telling

Renderer = Callable[[Sequence[Telling], Sequence[Refusal]], str]
FORMATS = {
    "json": ("data", "to_json"),
    "html": ("page", "to_html"),
    "md": ("plain", "to_markdown"),
    "text": ("plain", "to_text"),
    "terminal": ("terminal", "to_terminal"),
    "atom": ("feed", "to_atom"),
    "jsonfeed": ("feed", "to_jsonfeed"),
    "jsonld": ("linked", "to_jsonld"),
    "annotations": ("linked", "to_annotations"),
    "ninjs": ("linked", "to_ninjs"),
    "csv": ("sheet", "to_csv"),
}


def renderer(name: str) -> Renderer:
    """The renderer of a format; its module is loaded only now. Raises KeyError for an unknown one."""
    module, function = FORMATS[name]
    return cast(Renderer, getattr(import_module(f"writethru.render.{module}"), function))
