"""HTML as a small tree of our own: the one place that knows the parser.

`parse(html)` gives a `Tree`: elements with their attributes, text and running sums of text, and the JSON-LD scripts set apart.
The events come from turbohtml (WHATWG tree construction in C) or, when it is missing or raises, from the standard library.
Limits keep odd pages cheap: text past MAX_CHARS is cut (said in `Tree.cut`), elements past MAX_NODES or MAX_DEPTH add their
text to an ancestor instead of a node. Time is linear in the input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

MAX_CHARS = 10_500_000
MAX_NODES = 120_000
MAX_DEPTH = 150


def words(text: str) -> frozenset[str]:
    """A set of names written with blanks between."""
    return frozenset(text.split())


_SAID = words("html title meta link")
VOID = words("area base br col embed hr img input link meta param source track wbr")
_OPAQUE = re.compile(r"<!--|<(script|style|svg)\b[^>]*>", re.I)
_CLOSE = {
    None: re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.I),
    "style": re.compile(r"</style\s*>", re.I),
    "svg": re.compile(r"</svg\s*>", re.I),
}
_LD = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.I)


class Node:
    """An element. `kids` holds text and elements in order; `chars` counts the characters of text inside, `linked` those in links."""

    __slots__ = ("attrs", "chars", "depth", "kids", "linked", "parent", "tag")

    def __init__(self, tag: str, attrs: tuple[tuple[str, str | None], ...], parent: "Node | None", depth: int) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.depth = depth
        self.kids: list[Node | str] = []
        self.chars = 0
        self.linked = 0

    def get(self, name: str) -> str:
        """The value of an attribute, "" when absent or empty."""
        for key, value in self.attrs:
            if key == name:
                return value or ""
        return ""

    def walk(self) -> "Iterator[Node]":
        """The elements inside, in document order, itself not."""
        stack: list[Node | str] = self.kids[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Node):
                yield node
                stack.extend(reversed(node.kids))

    def text(self) -> str:
        """All text inside, white space squeezed."""
        parts: list[str] = []
        stack: list[Node | str] = self.kids[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.kids))
                if node.tag not in INLINE:
                    parts.append(" ")
        return " ".join("".join(parts).split())

    def ancestors(self) -> "Iterator[Node]":
        """The elements round it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)


@dataclass(slots=True)
class Tree:
    root: Node
    data: list[str] = field(default_factory=list)  # the JSON-LD scripts as written
    cut: bool = False  # the input was longer than MAX_CHARS
    nodes: list[Node] = field(default_factory=list)  # all elements in document order
    said: list[Node] = field(default_factory=list)  # of these, html, title, meta and link
    microdata: bool = False  # some element has an itemprop

    def release(self) -> None:
        """Breaks the cycles between elements, so that the memory is free at once and needs no garbage collection."""
        for node in self.nodes:
            node.parent = None


class _Builder:
    """Takes parse events of any parser and grows the tree; a turbohtml SaxHandler by shape."""

    def __init__(self) -> None:
        self.root = self.top = Node("#root", (), None, 0)
        self.stack: list[Node] = []
        self.nodes: list[Node] = []
        self.said: list[Node] = []

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        top = self.top
        self.stack.append(top)
        nodes = self.nodes
        if len(nodes) < MAX_NODES:
            if top.depth >= MAX_DEPTH and top.parent is not None:
                top = top.parent
            self.top = node = Node(tag, attrs, top, top.depth + 1)
            top.kids.append(node)
            nodes.append(node)
            if tag in _SAID:
                self.said.append(node)

    def end_element(self, tag: str) -> None:
        top = self.top
        self.top = self.stack.pop()
        chars = top.chars
        if chars and top is not self.top:
            parent = top.parent
            if parent is not None:
                parent.chars += chars
                parent.linked += chars if top.tag == "a" else top.linked

    def characters(self, data: str) -> None:
        top = self.top
        if not data.isspace():
            top.chars += len(data)
        top.kids.append(data)

    def comment(self, data: str) -> None: ...

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None: ...

    def processing_instruction(self, target: str, data: str) -> None: ...


def parse(html: str) -> Tree:
    """The tree of a page, never an error: odd text gives an odd tree."""
    cut = len(html) > MAX_CHARS
    html = html[:MAX_CHARS].replace("\x00", "")
    try:
        html.encode()
    except UnicodeEncodeError:
        html = html.encode("utf-8", "replace").decode()
    data: list[str] = []
    html = _visible(html, data)
    for feed in (_turbo, _stdlib):
        builder = _Builder()
        try:
            feed(html, builder)
            return Tree(builder.root, data, cut, builder.nodes, builder.said, "itemprop" in html)
        except Exception:  # a parser's fault must not lose the page: the next one reads it
            continue
    return Tree(Node("#root", (), None, 0), data, cut)


def _visible(html: str, data: list[str]) -> str:
    """The page without comments, scripts, styles and drawings, which are most of its bytes; JSON-LD goes to `data`."""
    out: list[str] = []
    at = 0
    unclosed: set[str | None] = set()
    while m := _OPAQUE.search(html, at):
        kind = m.group(1).lower() if m.group(1) else None
        end = None if kind in unclosed else _CLOSE[kind].search(html, m.end())
        if end is None:
            unclosed.add(kind)  # searched once only: keeps the pass linear
            out.append(html[at : m.end()])
            at = m.end()
            continue
        out.append(html[at : m.start()])
        if kind == "script" and _LD.search(m.group()):
            data.append(html[m.end() : end.start()])
        at = end.end()
    out.append(html[at:])
    return "".join(out)


def _turbo(html: str, builder: _Builder) -> None:
    from turbohtml import saxparse

    run: Any = saxparse.sax_parse  # typed for its own handler class; any object with the methods will do
    run(html, builder)


# ---- the fallback: the standard library's tokens with the end tags that HTML lets one leave out ---------------------------

_P_CLOSERS = words(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main menu nav ol p pre section table ul"
)
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}


class _Stdlib(HTMLParser):
    def __init__(self, builder: _Builder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self.open: list[str] = []
        self.count: dict[str, int] = {}

    def _close(self) -> None:
        tag = self.open.pop()
        self.count[tag] -= 1
        self.builder.end_element(tag)

    def _close_up_to(self, tags: set[str], stop: set[str]) -> None:
        for i in range(len(self.open) - 1, max(-1, len(self.open) - 30), -1):
            if self.open[i] in stop:
                return
            if self.open[i] in tags:
                while len(self.open) > i:
                    self._close()
                return

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _P_CLOSERS and self.count.get("p"):
            self._close_up_to({"p"}, {"td", "th", "div", "section", "article", "blockquote", "li"})
        if tag in _CLOSES:
            self._close_up_to(*_CLOSES[tag])
        self.builder.start_element(tag, tuple(attrs))
        if tag in VOID:
            self.builder.end_element(tag)
        else:
            self.open.append(tag)
            self.count[tag] = self.count.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.count.get(tag):
            while self.open[-1] != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        self.builder.characters(data)


def _stdlib(html: str, builder: _Builder) -> None:
    parser = _Stdlib(builder)
    parser.feed(html)
    parser.close()
    while parser.open:
        parser._close()
