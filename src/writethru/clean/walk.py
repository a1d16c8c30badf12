"""One walk over a parsed page that makes its pieces and the `Node`s of the blocks that they stand in.

Boxes that are surely no part of the report (menus, teasers of other stories) are taken whole, by the parser, so that most of a
page's elements are never visited.
"""

from typing import Any

from writethru.clean.chrome import drop_reason, judged, named
from writethru.clean.lexicon import DIGIT
from writethru.clean.pieces import KIND, Piece, lying, place, prose, squeezed
from writethru.clean.tags import FLOW, HEADINGS, INLINE, MEDIA, OPEN, SPEAKING, TAG_REASON, hides, told
from writethru.clean.tree import Element, Node, Tree

MAX_DEPTH = 150  # deeper elements give their text to this one
MAX_NODES = 120_000  # elements visited; what follows gives its text whole

_FLAT = frozenset(("nav", "select", "button"))
_WHOLE = frozenset(
    (
        *("navigation", "related stories", "comments", "advertisement or promotion", "newsletter or registration form", "notice", "form"),
        *("not shown", "page foot", "page head or foot", "page head", "side box"),
    )
)
_MAY_SIGN, _SMALL = ("side box", "page head", "page head or foot", "page foot"), 300  # characters
_OF_ARTICLES = frozenset(("page foot", "page head or foot", "page head"))
_SENTENCE, _STOPS = 25, '.!?…。！？:;"”»’)।۔'  # characters of a shorter one that ends as a sentence, and its ends
_LARGE = 400  # characters from which an element that is also named a body stays
_RUNNING = 80  # characters of a line that may be running text


class _Walker:
    def __init__(self, tree: Tree) -> None:
        self.words = tree.words
        self.element = type(tree.root)
        self.exempt: set[str] = set()
        self.pieces: list[Piece] = []
        self.parts: list[str] = []
        self.linked = 0
        self.bold = 0
        self.left = MAX_NODES
        self.headed: set[Element] = set()  # h1 elements and those round them
        for h1 in tree.marked.get("h1", ()):
            while h1 is not None and h1 not in self.headed:
                self.headed.add(h1)
                h1 = getattr(h1, "parent", None)

    def flush(self, node: Node) -> None:
        """Ends a piece."""
        text = squeezed("".join(self.parts))
        self.parts.clear()
        if not text:
            return
        density, bold = 0.0, False
        if self.linked or self.bold:
            density = min(self.linked / len(text), 1.0)
            bold = self.bold > 0 and self.bold >= len(text) * 0.95
            self.linked = self.bold = 0
        box = node.box or (node if node.reason else None)
        self.pieces.append(Piece(node.kind, text, density, prose(node.kind, text, density), node, node.reason, bold, box))

    def walk(self, el: Element, node: Node, link: bool, bold: bool, depth: int) -> None:
        """Takes in what is inside an element; `node` is the block it stands in."""
        self.left -= len(el)
        if depth > MAX_DEPTH or self.left < 0:
            self.whole(el, node)
            return
        parts, words, element = self.parts, self.words, self.element
        breaks = 0
        beside: bool | None = None  # whether text stands beside the elements
        for kid in el:
            sort = type(kid)
            if sort is words:
                data = kid.data
                if data.isspace():
                    if parts:
                        parts.append(" ")
                    continue
                parts.append(data)
                breaks = 0
                if link or bold:
                    inner = len(data.strip())
                    self.linked += inner if link else 0
                    self.bold += inner if bold else 0
            elif sort is element:
                tag = kid.tag
                flow = FLOW.get(tag)
                if flow is None:
                    self.block(kid, tag, node, link, bold, depth)
                elif flow == "inline":
                    breaks = 0
                    reason = self.apart(kid, tag)
                    if reason and reason != "not shown" and beside is None:
                        beside = any(type(k) is words and not k.data.isspace() for k in el)
                    if reason and (reason == "not shown" or not beside):
                        self.block(kid, tag, node, link, bold, depth)
                    elif len(kid):
                        self.walk(kid, node, link or tag == "a", bold or tag == "b" or tag == "strong", depth + 1)
                elif flow == "break":
                    breaks += 1
                    if breaks > 1:
                        self.flush(node)
                    elif parts:
                        parts.append(" ")
                else:
                    if tag in MEDIA:
                        show(node)
                    if parts and el is node.el:
                        self.flush(node)

    def block(self, el: Element, tag: str, outer: Node, link: bool, bold: bool, depth: int) -> None:
        """Takes in a block element: whole where it is a small box that is no part of a report, else what is inside."""
        if self.parts:
            self.flush(outer)
        if tag in MEDIA:
            show(outer)
        kids = len(el)
        alone: Any = el[0] if kids == 1 else None
        plain = type(alone) is self.words
        if not kids or (plain and alone.data.isspace()):
            return
        written, why = (None, "") if outer.reason else self.why(el, tag)
        node = Node(tag, el, outer, KIND.get(tag, outer.kind), written)
        if why:
            node.reason = why
        if (why in _WHOLE or tag in _FLAT) and self.taken(el, node):
            return
        if plain and not link and not bold:
            self.parts.append(alone.data)
            self.flush(node)
            return
        self.walk(el, node, link or tag == "a", bold, depth + 1)
        if self.parts:
            self.flush(node)

    def again(self, lying: set[str]) -> None:
        """Takes in anew the boxes that are dropped for one of these names."""
        before, self.pieces = self.pieces, []
        boxes: set[Node] = set()
        for p in before:
            if p.box is None or (p.box.hint or p.box.tag) not in lying:
                self.pieces.append(p)
            elif p.box not in boxes and (outer := p.box.parent) is not None:
                boxes.add(p.box)
                self.block(p.box.el, p.box.tag, outer, False, False, p.box.depth)

    def taken(self, el: Element, node: Node) -> bool:
        """Takes a box without a look at its elements: running text string by string, the rest as one line of links.

        Not one with an h1, nor the head or foot of an article."""
        reason, flat = node.reason, node.tag in _FLAT
        if el in self.headed or (reason in _OF_ARTICLES and any(n.tag == "article" for n in node.ancestors())):
            return False
        strings = list(el.stripped_strings)
        if not strings:
            return True
        longest = max(map(len, strings))
        if reason in _MAY_SIGN and longest <= _SMALL and sum(map(len, strings)) <= _SMALL and DIGIT.search("".join(strings)):
            return False  # a byline with its time may stand there
        if not reason:
            node.reason = TAG_REASON[node.tag]
        if flat or longest < _SENTENCE:
            self.line(" ".join(strings), node, 1.0)
            return True
        waiting: list[str] = []
        linked = ""
        for line in strings:
            if len(line) < _SENTENCE or (len(line) < _RUNNING and line[-1] not in _STOPS):
                waiting.append(line)
                continue
            if waiting:
                self.line(" ".join(waiting), node, 1.0)
                waiting.clear()
            linked = linked or "\n".join([a.text for a in el.find_all("a")]) or "\n"
            self.line(line, node, float(line in linked))
        if waiting:
            self.line(" ".join(waiting), node, 1.0)
        return True

    def line(self, text: str, node: Node, density: float) -> None:
        """A piece of a box that is taken whole."""
        text = squeezed(text)
        weight = 0.0 if density else prose("p", text, 0.0)
        self.pieces.append(Piece("p", text, density, weight, node, node.reason, False, node.box or node))

    def whole(self, el: Element, node: Node) -> None:
        """Takes in the text of an element without a look at what it stands in: the way past the limits."""
        for kid in el.descendants:
            if type(kid) is self.words:
                self.parts.append(kid.data)
            elif getattr(kid, "tag", "") not in INLINE and self.parts:
                self.flush(node)

    def why(self, el: Element, tag: str) -> tuple[str, str]:
        """The hint of an element, and why it is no part of a report by its tag, role, hidden state or class; "" when nothing says so."""
        speaks = el.matches(SPEAKING)
        written, reason = judged(named(el, speaks))
        if tag in OPEN or (self.exempt and (written or tag) in self.exempt):
            return written, ""
        if tag in TAG_REASON:
            return written, TAG_REASON[tag]
        state = told(el) if speaks else ""
        if state or not reason or tag in HEADINGS:
            return written, state
        return written, drop_reason(written, len(el.text) > _LARGE)

    def apart(self, el: Element, tag: str) -> str:
        """The reason to set an element inside a line apart: where text stands beside it, only being hidden is one."""
        if tag == "a":
            return "not shown" if el.matches(SPEAKING) and hides(el) else ""
        return self.why(el, tag)[1]


def show(node: Node | None) -> None:
    """Notes that a picture or player stands in a block."""
    while node is not None and not node.media:
        node.media = True
        node = node.parent


def walk(tree: Tree) -> list[Piece]:
    """The pieces of a page in document order, those of dropped elements too, with the reason.

    A name or tag that speaks against an element is overruled where the element holds a good part of the page's prose: class names
    often lie ("has-comments", "form" round the whole page)."""
    walker = _Walker(tree)
    root = Node("#root", tree.root, None, "p")
    walker.walk(tree.root, root, False, False, 1)
    walker.flush(root)
    for _ in range(5):
        names = lying(walker.pieces)
        if not names:
            break
        walker.exempt |= names
        walker.again(names)
    place(walker.pieces)
    return walker.pieces
