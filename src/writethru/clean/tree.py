"""HTML as a tree: the one place that knows the parser.

`parse(html)` gives a `Tree`: the parsed page without scripts, styles, comments and drawings, and the JSON-LD scripts apart.
The page is parsed by turbohtml (WHATWG tree construction in C) or, when that is missing or raises, by `plain_tree`. Both give
elements with `tag`, `attrs`, `attr(name)`, `text`, `stripped_strings`, `descendants`, `find(tag)`, `find_all(tag)`,
`select(names)`, `matches(names)` and their children by iteration; `Tree.words` is the class of their text nodes, which hold `data`. `pieces` makes a `Node` of each block.
Text past MAX_CHARS is cut, which `Tree.cut` says. Time is linear in the input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from writethru.clean.tags import HEADINGS, INLINE
from writethru.text import squeeze

if TYPE_CHECKING:
    from writethru.clean.pieces import Kind

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
_MARKED = "meta,link,title,h1,script,[itemprop]"


class Node:
    """A block element that holds text. `first` to `last` are the places of its pieces, `chars` their characters; `media` tells
    whether a picture or player stands there; `reason` why it is not the report ("" while nothing speaks against it) and `box` the
    element round it that says so; `kind` what a piece in it is; `heading` the heading round it."""

    __slots__ = ("box", "chars", "depth", "el", "first", "heading", "hint", "kind", "last", "media", "parent", "reason", "tag")

    def __init__(self, tag: str, el: Element, parent: "Node | None", kind: "Kind", hint: str | None = None) -> None:
        self.tag = tag
        self.el = el
        self.parent = parent
        self.kind = kind
        self.hint = hint  # see `chrome.hint`
        self.media = False
        self.chars = 0
        self.first = self.last = -1
        self.depth = 0
        self.reason = ""
        self.box: Node | None = None
        self.heading: Node | None = None
        if parent is not None:  # box and heading are never the node itself: a cycle would keep the whole tree alive
            self.depth, self.reason = parent.depth + 1, parent.reason
            self.box = parent.box or (parent if parent.reason else None)
            self.heading = parent.heading or (parent if parent.tag in HEADINGS else None)

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
    marked: dict[str, list[Element]] = field(default_factory=dict)  # elements that tell of the page: by tag, and those with "itemprop"


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
    tree = Tree(root, text, data, cut, {"itemprop": []})
    for el in root.select(_MARKED):
        tree.marked.setdefault(el.tag, []).append(el)
        if el.attr("itemprop"):
            tree.marked["itemprop"].append(el)
    for script in tree.marked.get("script", ()):  # spelt so oddly that `_visible` left it
        if "ld+json" in (script.attr("type") or "").lower():
            data.append(script.text)
    return tree


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
