"""What a page says of itself for machines: JSON-LD (schema.org), OpenGraph and other meta tags, microdata.

`read(tree) -> Structured`: values as written (names whole, times as strings), best first; judging them against the visible
page is `page`'s work. `jsonld` and `metas` fill it.
"""

import html as entities
import re
from dataclasses import dataclass, field

from writethru.clean.tree import Tree
from writethru.text import squeeze


@dataclass(slots=True)
class Post:
    """An update of a live blog as JSON-LD gives it; `at` as written."""

    headline: str
    text: list[str]  # paragraphs
    at: str


@dataclass(slots=True)
class Structured:
    headlines: list[tuple[str, str]] = field(default_factory=list)  # (where from: jsonld, og, twitter, microdata), headline
    authors: list[str] = field(default_factory=list)  # persons by JSON-LD
    organisations: list[str] = field(default_factory=list)  # authors by JSON-LD that are none
    other_authors: list[str] = field(default_factory=list)  # by meta tags and microdata
    outlet: str = ""
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    body: str = ""  # articleBody, a paragraph a line, for judging the visible text
    descriptions: list[str] = field(default_factory=list)
    language: str = ""
    canonical: str = ""
    posts: list[Post] = field(default_factory=list)
    article: bool = False  # some JSON-LD or OpenGraph says that this is an article


def plain(value: object) -> str:
    """A JSON value as one line of text: tags dropped, entities undone twice (live blogs encode them twice)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    for _ in range(2):
        if "&" in text:
            text = entities.unescape(text)
    if "<" in text:
        text = re.sub(r"</?(?:[a-zA-Z][^<>]{0,2000}|!--[^<>]{0,200}--)>", " ", text)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    return squeeze(text)


def read(tree: Tree) -> Structured:
    """All that the page says for machines."""
    from writethru.clean import jsonld, metas

    out = Structured()
    jsonld.fill(out, tree.data)
    metas.fill(out, tree)
    return out
