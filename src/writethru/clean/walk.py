"""One walk over a parsed page that makes its pieces and the `Node`s of the blocks that they stand in.

Boxes that are surely no part of the report (menus, teasers of other stories) are taken whole, by the parser, so that most of a
page's elements are never visited.
"""

import re
from itertools import groupby
from typing import Literal

from writethru.clean.chrome import NAMING, drop_reason, judged
from writethru.clean.pieces import Page, Piece, Timed, kind_of, lying, prose
from writethru.clean.tags import HEADINGS, INLINE, MEDIA, OPEN, TAG_REASON, TELLING, VOID, hides, told
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
_DIGIT = re.compile(r"\d")
_OF_ARTICLES = frozenset(("page foot", "page head or foot", "page head"))
_SENTENCE, _STOPS = 25, '.!?…。！？:;"”»’)।۔'  # characters of a shorter one that ends as a sentence, and its ends
_LARGE = 400  # characters from which an element that is also named a body stays
_TIMED = re.compile(r"time|date|publish|created")
_CLOCK_CHARS = 30  # characters of a text that is a time of day
_CLOCK = re.compile(r"\D{0,20}\d{1,2}\s?[:.h]\s?\d\d")
_RUNNING = 80  # characters of a line that may be running text


class _Walker:
    def __init__(self, tree: Tree) -> None:
        self.words = tree.words
        self.exempt: set[str] = set()
        self.page = Page()
        self.parts: list[str] = []
        self.linked = 0
        self.bold = 0
        self.breaks = 0
        self.left = MAX_NODES
        self.headed: set[Element] = set()  # h1 elements and those round them
        for h1 in tree.root.find_all("h1"):
            while h1 is not None and h1 not in self.headed:
                self.headed.add(h1)
                h1 = getattr(h1, "parent", None)

    def flush(self, node: Node, reason: str, box: Node | None) -> None:
        """Ends a piece."""
        text = " ".join("".join(self.parts).split())
        if text:
            kind = kind_of(node)
            density = min(self.linked / len(text), 1.0) if self.linked else 0.0
            bold = self.bold > 0 and self.bold >= len(text) * 0.95
            self.page.pieces.append(Piece(kind, text, density, prose(kind, text, density), node, reason, bold, box))
        self.parts.clear()
        self.linked = self.bold = self.breaks = 0

    def walk(self, el: Element, node: Node, reason: str, box: Node | None, link: bool, bold: bool, depth: int) -> None:
        """Takes in what is inside an element; `node` is the block it stands in."""
        parts = self.parts
        words = self.words
        for kid in el:
            if type(kid) is words:
                data = kid.data
                if data.isspace():
                    if parts:
                        parts.append(" ")
                    continue
                parts.append(data)
                chars = len(data)
                node.chars += chars
                self.breaks = 0
                if link or bold:
                    inner = len(data.strip())
                    self.linked += inner if link else 0
                    self.bold += inner if bold else 0
                if chars < _CLOCK_CHARS and _CLOCK.match(data):
                    self.timed(node, "clock", data.strip())
                continue
            tag = getattr(kid, "tag", "")
            self.left -= 1
            if tag in INLINE:
                if depth > MAX_DEPTH or self.left < 0:
                    self.whole(kid, node, reason, box)
                elif self.apart(kid, tag, node, el):
                    self.block(kid, tag, node, reason, box, link, bold, depth)
                else:
                    self.walk(kid, node, reason, box, link or tag == "a", bold or tag == "b" or tag == "strong", depth + 1)
            elif tag == "br":
                self.breaks += 1
                if self.breaks > 1:
                    self.flush(node, reason, box)
                elif parts:
                    parts.append(" ")
            elif tag in VOID:
                node.media |= tag == "img" or tag == "picture"
                if parts and tag and el is node.el:
                    self.flush(node, reason, box)
            elif depth > MAX_DEPTH or self.left < 0:
                self.whole(kid, node, reason, box)
            else:
                self.block(kid, tag, node, reason, box, link, bold, depth)

    def block(self, el: Element, tag: str, outer: Node, reason: str, box: Node | None, link: bool, bold: bool, depth: int) -> None:
        """Takes in a block element: whole where it is a small box that is no part of a report, else what is inside."""
        if self.parts:
            self.flush(outer, reason, box)
        node = Node(tag, el, outer, outer.depth + 1)
        why = "" if reason else self.why(el, tag, node)
        if why:
            reason, box = why, node
        if not (why or tag in _FLAT) or not self.taken(el, node, reason or TAG_REASON[tag], box or node):
            self.walk(el, node, reason, box, link or tag == "a", bold, depth + 1)
            if self.parts:
                self.flush(node, reason, box)
        outer.chars += node.chars
        outer.media |= node.media or tag in MEDIA

    def again(self, lying: set[str]) -> None:
        """Takes in anew the boxes that are dropped for one of these names."""
        before, self.page = self.page, Page()
        boxes: set[Node] = set()
        moved: list[int] = []
        for p in before.pieces:
            moved.append(len(self.page.pieces))
            if p.box is None or (p.box.hint or p.box.tag) not in lying:
                self.page.pieces.append(p)
            elif p.box not in boxes and (outer := p.box.parent) is not None:
                boxes.add(p.box)
                self.block(p.box.el, p.box.tag, outer, "", None, False, False, p.box.depth)
                outer.chars -= p.box.chars
        moved.append(len(self.page.pieces))
        kept = [t for t in before.times if boxes.isdisjoint((t.node, *t.node.ancestors()))]
        for t in kept:
            t.place = moved[t.place]
        self.page.times = sorted([*kept, *self.page.times], key=lambda t: t.place)

    def taken(self, el: Element, node: Node, reason: str, box: Node) -> bool:
        """Takes a box without a look at its elements: running text string by string, the rest as one line of links.

        Not one with an h1, nor the head or foot of an article."""
        if reason not in _WHOLE and node.tag not in _FLAT:
            return False
        if el in self.headed or (reason in _OF_ARTICLES and any(n.tag == "article" for n in node.ancestors())):
            return False
        strings = list(el.stripped_strings)
        if reason in _MAY_SIGN and sum(map(len, strings)) <= _SMALL and _DIGIT.search("".join(strings)):
            return False  # a byline with its time may stand there
        for time in el.find_all("time"):
            self.timed(node, "element", time.attr("datetime"))
        runs = set() if node.tag in _FLAT else {s for s in strings if len(s) >= _SENTENCE and (len(s) >= _RUNNING or s[-1] in _STOPS)}
        linked = {s for a in el.find_all("a") for s in a.stripped_strings} if runs else set()
        out = self.page.pieces
        for said, lines in groupby(strings, runs.__contains__) if runs else [(False, strings)] if strings else ():
            for line in lines if said else (" ".join(lines),):
                text = " ".join(line.split())
                density = 0.0 if said and line not in linked else 1.0
                out.append(Piece("p", text, density, 0.0 if density else prose("p", text, 0.0), node, reason, False, box))
        node.chars = sum(map(len, strings))
        return True

    def timed(self, node: Node, kind: Literal["element", "data", "clock"], written: str | None) -> None:
        """Notes a time that stands in a block."""
        if written:
            self.page.times.append(Timed(node, kind, written, len(self.page.pieces)))

    def whole(self, el: Element, node: Node, reason: str, box: Node | None) -> None:
        """Takes in the text of an element without a look at what it stands in: the way past the limits."""
        for kid in el.descendants:
            if type(kid) is self.words:
                self.parts.append(kid.data)
                node.chars += len(kid.data)
            elif getattr(kid, "tag", "") not in INLINE and self.parts:
                self.flush(node, reason, box)

    def why(self, el: Element, tag: str, node: Node) -> str:
        """Why an element is no part of a report, by its tag, role, hidden state or class; "" when nothing says so.

        Notes the element's hint and a time in its data attributes on the way."""
        names = state = ""
        for key, value in el.attrs.items():
            if key in NAMING:
                names = f"{names} {value if type(value) is str else ' '.join(value)}"
            if key in TELLING:
                state = state or told(key, value or "", el)
            elif value and key.startswith("data-") and _TIMED.search(key):
                self.timed(node, "data", value)
        written, reason = judged(names) if names else ("", "")
        if node.el is el:
            node.hint = written
        if tag in OPEN or (self.exempt and (written or tag) in self.exempt):
            return ""
        if tag in TAG_REASON or state or tag in HEADINGS:
            return TAG_REASON.get(tag, state)
        return drop_reason(written, len(el.text) > _LARGE) if reason else ""

    def apart(self, el: Element, tag: str, node: Node, outer: Element) -> bool:
        """Whether an element inside a line is set apart with a reason: where text stands beside it, only when it is hidden."""
        attrs = el.attrs
        if tag == "time":
            self.timed(node, "element", el.attr("datetime"))
        if not attrs and tag not in TAG_REASON:
            return False
        if tag == "a":
            return ("hidden" in attrs or "aria-hidden" in attrs or "style" in attrs) and hides(el)
        reason = self.why(el, tag, node)
        if not reason or reason == "not shown":
            return bool(reason)
        return not any(type(k) is self.words and not k.data.isspace() for k in outer)


def walk(tree: Tree) -> Page:
    """The pieces of a page.

    A name or tag that speaks against an element is overruled where the element holds a good part of the page's prose: class names
    often lie ("has-comments", "form" round the whole page)."""
    walker = _Walker(tree)
    root = Node("#root", tree.root, None, 0)
    walker.walk(tree.root, root, "", None, False, False, 1)
    walker.flush(root, "", None)
    for _ in range(5):
        names = lying(walker.page.pieces)
        if not names:
            break
        walker.exempt |= names
        walker.again(names)
    return walker.page
