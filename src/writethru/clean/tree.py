"""HTML as a tree: the one place that knows the parser.

`parse(html)` gives a `Tree`: the parsed page without scripts, styles, comments and drawings, and the JSON-LD scripts apart.
The page is parsed by turbohtml (WHATWG tree construction in C) or, when that is missing or raises, by `plain_tree`. Both give
elements with `tag`, `attrs`, `attr(name)`, `text`, `stripped_strings`, `descendants`, `find(tag)`, `find_all(tag)` and their
children by iteration; `Tree.words` is the class of their text nodes, which hold `data`. `pieces` makes a `Node` of each block.
Text past MAX_CHARS is cut, which `Tree.cut` says. Time is linear in the input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from writethru.clean.tags import INLINE
from writethru.text import squeeze

MAX_CHARS = 10_500_000

Element = Any  # of turbohtml or of plain_tree, see the module


_OPAQUE = re.compile(r"<(!--|[sS](?:cript|CRIPT|tyle|TYLE|vg|VG)\b)")
_CLOSE = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</(?:script|SCRIPT)\s*>"),
    "style": re.compile(r"</(?:style|STYLE)\s*>"),
    "svg": re.compile(r"</(?:svg|SVG)\s*>"),
}
_LD = re.compile(r"""[^>]*?type\s*=\s*["']?\s*application/ld\+json[^>]*>""", re.I)


class Node:
    """A block element that holds text: `chars` counts the characters inside, `media` whether a picture or player stands there."""

    __slots__ = ("chars", "depth", "el", "hint", "media", "parent", "tag")

    def __init__(self, tag: str, el: Element, parent: "Node | None", depth: int) -> None:
        self.tag = tag
        self.el = el
        self.parent = parent
        self.depth = depth
        self.chars = 0
        self.media = False
        self.hint: str | None = None  # see `chrome.hint`

    def get(self, name: str) -> str:
        """The value of an attribute, "" when absent or empty."""
        return self.el.attr(name) or ""

    def links(self) -> list[Element]:
        """The a elements inside."""
        found: list[Element] = self.el.find_all("a")
        return found

    def ancestors(self) -> "Iterator[Node]":
        """The blocks round it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(slots=True)
class Tree:
    root: Element
    words: Any  # the class of text nodes
    data: list[str] = field(default_factory=list)  # the JSON-LD scripts as written
    cut: bool = False  # the input was longer than MAX_CHARS
    microdata: bool = False  # some element has an itemprop


def text_of(el: Element) -> str:
    """All text inside an element, white space squeezed, blocks parted by a blank."""
    if any(e.tag not in INLINE for e in el.descendants if hasattr(e, "tag")):
        return " ".join(el.stripped_strings)
    return squeeze(el.text)


def parse(html: str) -> Tree:
    """The tree of a page, never an error: odd text gives an odd tree."""
    cut = len(html) > MAX_CHARS
    data: list[str] = []
    html = _visible(html[:MAX_CHARS], data)
    try:
        root, text = _turbo(html)
    except Exception:  # a parser's fault must not lose the page: the next one reads it
        from writethru.clean import plain_tree

        root, text = plain_tree.parse(html.replace("\x00", "")), plain_tree.Text
    for script in root.find_all("script"):  # spelt so oddly that `_visible` left it
        if "ld+json" in (script.attr("type") or "").lower():
            data.append(script.text)
    return Tree(root, text, data, cut, "itemprop" in html)


def _turbo(html: str) -> tuple[Element, Any]:
    import turbohtml

    return turbohtml.parse(html, positions=False).root, turbohtml.Text


def _visible(html: str, data: list[str]) -> str:
    """The page without comments, scripts, styles and drawings, which are most of its bytes; JSON-LD goes to `data`."""
    out: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while m := _OPAQUE.search(html, at):
        kind = m.group(1).lower()
        end = None if kind in unclosed else _CLOSE[kind].search(html, m.end())
        if end is None:
            unclosed.add(kind)  # searched once only: keeps the pass linear
            out.append(html[at : m.end()])
            at = m.end()
            continue
        out.append(html[at : m.start()])
        if kind == "script" and (opened := _LD.match(html, m.end())):
            data.append(html[opened.end() : end.start()])
        at = end.end()
    out.append(html[at:])
    return "".join(out)
