"""A page's tree as a row of pieces: the runs of text that a browser would set apart, each with what its surroundings say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from writethru.clean.chrome import drop_reason, hint
from writethru.clean.tree import INLINE, Node, words

Kind = Literal["p", "h", "li", "quote", "pre", "cell", "caption"]

_TAG_REASON = {
    "nav": "navigation",
    "footer": "page foot",
    "aside": "side box",
    "form": "form",
    "button": "button",
    "select": "form",
    "label": "form",
    "textarea": "form",
    "input": "form",
    "figcaption": "caption",
    "noscript": "for browsers without scripts",
    "iframe": "embedded frame",
    "object": "embedded frame",
    "video": "caption or media",
    "audio": "caption or media",
    "menu": "navigation",
    "dialog": "notice",
    "template": "not shown",
}
_ROLE_REASON = {
    "navigation": "navigation",
    "contentinfo": "page foot",
    "complementary": "side box",
    "search": "form",
    "banner": "page head",
    "dialog": "notice",
    "alert": "notice",
}
_SKIP = words("head script style template title meta link base param source track col hr img svg math canvas map area input embed datalist")
_FLAT = frozenset(("nav", "select", "button"))
_SMALL = 4000  # characters
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TELLING = frozenset(("hidden", "aria-hidden", "style", "role"))
_OPEN = frozenset(("html", "body", "article", "main", "section"))
_KIND: dict[str, Kind] = {
    "blockquote": "quote",
    "div": "p",
    "li": "li",
    "dd": "li",
    "dt": "li",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "pre": "pre",
    **dict.fromkeys(_HEADINGS, "h"),
}


@dataclass(slots=True)
class Piece:
    kind: Kind
    text: str
    linked: int  # characters inside links
    node: Node  # the block element it stands in
    reason: str  # why it is not the report, "" while nothing speaks against it
    bold: bool = False  # all of it is set in bold
    box: Node | None = None  # the element that the reason comes from

    @property
    def density(self) -> float:
        return self.linked / max(1, len(self.text))


class _Walker:
    def __init__(self, exempt: set[str]) -> None:
        self.exempt = exempt
        self.out: list[Piece] = []
        self.parts: list[str] = []
        self.linked = 0
        self.bold = 0
        self.breaks = 0

    def flush(self, node: Node, reason: str, box: Node | None) -> None:
        if self.parts:
            text = " ".join("".join(self.parts).split())
            if text:
                bold = self.bold >= len(text) * 0.95
                self.out.append(Piece(_kind(node), text, min(self.linked, len(text)), node, reason, bold, box))
            self.parts = []
        self.linked = self.bold = self.breaks = 0

    def walk(self, node: Node, reason: str, box: Node | None, link: bool, bold: bool, block: Node) -> None:
        for kid in node.kids:
            if isinstance(kid, str):
                if kid.isspace():
                    if self.parts:
                        self.parts.append(" ")
                    continue
                self.parts.append(kid)
                if link or bold:
                    chars = len(kid.strip())
                    self.linked += chars if link else 0
                    self.bold += chars if bold else 0
                self.breaks = 0
                continue
            tag = kid.tag
            if not kid.chars or tag in _SKIP:
                if tag == "br":
                    self.breaks += 1
                    if self.breaks > 1:
                        self.flush(block, reason, box)
                    elif self.parts:
                        self.parts.append(" ")
                elif self.parts and tag not in INLINE:
                    self.flush(block, reason, box)
            elif tag in INLINE and not (kid.attrs and self.why_inline(kid)):
                self.walk(kid, reason, box, link or tag == "a", bold or tag == "b" or tag == "strong", block)
            else:
                if self.parts:
                    self.flush(block, reason, box)
                why = reason or self.why(kid)
                inner = box or (kid if why else None)
                if why and tag in _FLAT and kid.chars < _SMALL:  # no need to look into a menu: one piece, as if all were links
                    text = kid.text()
                    self.out.append(Piece("p", text, len(text), kid, why, False, inner))
                    continue
                self.walk(kid, why, inner, link or tag == "a", bold, kid)
                if self.parts:
                    self.flush(kid, why, inner)

    def why(self, node: Node) -> str:
        """Why an element is no part of a report, by its tag, role, hidden state or class; "" when nothing says so."""
        tag = node.tag
        if tag in _OPEN or (self.exempt and label(node) in self.exempt):
            return ""
        if tag in _TAG_REASON:
            return _TAG_REASON[tag]
        for key, value in node.attrs:
            if key in _TELLING and (reason := _told(key, value or "", node.chars)):
                return reason
        if tag in _HEADINGS:
            return ""
        written = hint(node)
        return drop_reason(written, node.chars > 400) if written else ""

    def why_inline(self, node: Node) -> str:
        """The same for an element inside a line: where text stands beside it, only its being hidden counts."""
        if node.tag == "a":
            told = (_told(key, value or "", node.chars) for key, value in node.attrs if key in _TELLING)
            return next((t for t in told if t == "not shown"), "")
        reason = self.why(node)
        if not reason or reason == "not shown" or node.parent is None:
            return reason
        return "" if any(isinstance(k, str) and not k.isspace() for k in node.parent.kids) else reason


def _told(key: str, value: str, chars: int) -> str:
    """What an attribute says: hidden by style or for readers of the screen, or the role of page furniture."""
    if key == "role":
        return _ROLE_REASON.get(value, "")
    if key == "hidden" or (key == "aria-hidden" and value == "true" and chars < 120):
        return "not shown"
    return "not shown" if key == "style" and _HIDDEN.search(value) else ""


def _kind(node: Node) -> Kind:
    at: Node | None = node
    for _ in range(5):
        if at is None or at.tag in _OPEN:
            break
        if at.tag in _KIND:
            return _KIND[at.tag]
        at = at.parent
    return "p"


def label(node: Node) -> str:
    """What stands for an element when the same kind of element occurs again: its names, else its tag."""
    return hint(node) or node.tag


def pieces(root: Node, weight: Callable[[Piece], float]) -> list[Piece]:
    """The pieces in document order, those of dropped elements too, with the reason.

    A name or tag that speaks against an element is overruled where the element holds a good part of the page's prose
    (as `weight` counts it): class names often lie ("has-comments", "form" round the whole page)."""
    exempt: set[str] = set()
    out: list[Piece] = []
    for _ in range(6):
        walker = _Walker(exempt)
        walker.walk(root, "", None, False, False, root)
        walker.flush(root, "", None)
        out = walker.out
        lying = _lying(out, weight)
        if not lying:
            break
        exempt |= lying
    return out


_NEVER_ROUND_A_HEADLINE = (
    "tags or topics",
    "share buttons",
    "newsletter or registration form",
    "advertisement or promotion",
    "about the author",
)
_TRUST = {"comments": 0.9, "not shown": 0.6, "page foot": 0.7, "related stories": 0.6}


def _lying(out: list[Piece], weight: Callable[[Piece], float]) -> set[str]:
    """The kinds of dropped elements that hold so much of the page's prose that they must be the report.

    More is asked of those that the report, going by what follows the first h1, does not open in."""
    inside: dict[tuple[str, str], float] = {}
    total = 0.0
    opening: list[tuple[str, str] | None] = []
    lying: set[str] = set()
    headed = not any(p.node.tag == "h1" for p in out)
    for p in out:
        w = weight(p)
        total += w
        kind = (label(p.box), p.reason) if p.box is not None else None
        if w and kind:
            inside[kind] = inside.get(kind, 0.0) + w
        if p.node.tag == "h1" and not headed:
            headed = True
            if kind and kind[1] in _NEVER_ROUND_A_HEADLINE:
                lying.add(kind[0])
        if headed and w > 80 and len(opening) < 4:
            opening.append(kind)
    for key, w in inside.items():
        doubt = 0.0 if opening.count(key) > 1 else 0.4
        if w > total * min(0.9, _TRUST.get(key[1], 0.4) + doubt):
            lying.add(key[0])
    return lying
