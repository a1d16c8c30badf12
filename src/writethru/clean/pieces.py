"""The runs of text that a browser would set apart on a page, each with what its surroundings say, and how much prose each holds."""

from dataclasses import dataclass
from typing import Literal

from writethru.clean.tags import HEADINGS, OPEN
from writethru.clean.tree import Node
from writethru.text import UNSPACED, squeeze

Kind = Literal["p", "h", "li", "quote", "pre", "cell", "caption"]

KIND: dict[str, Kind] = {
    "blockquote": "quote",
    "div": "p",
    "li": "li",
    "dd": "li",
    "dt": "li",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "pre": "pre",
    **dict.fromkeys(HEADINGS, "h"),
    **dict.fromkeys(OPEN, "p"),
}
_ENDS = '.!?…。！？:;"”»’)।۔'  # of a line that is whole
_OPENS = 20  # characters of a line that tell its script


@dataclass(slots=True)
class Piece:
    kind: Kind
    text: str
    density: float  # share of it inside links
    prose: float  # how much running text it holds, see `prose`
    node: Node  # the block element it stands in
    reason: str  # why it is not the report, "" while nothing speaks against it
    bold: bool = False  # all of it is set in bold
    box: Node | None = None  # the element that the reason comes from


def place(found: list[Piece]) -> None:
    """Writes where each block's pieces begin and end, and how many characters they hold."""
    sums = [0]
    for i, p in enumerate(found):
        sums.append(sums[-1] + len(p.text))
        at: Node | None = p.node
        while at is not None and at.first < 0:
            at.first = i
            at = at.parent
    for i in range(len(found) - 1, -1, -1):
        at = found[i].node
        while at is not None and at.last < 0:
            at.last = i + 1
            at.chars = sums[i + 1] - sums[at.first]
            at = at.parent


def kids_of(found: list[Piece]) -> dict[Node | None, list[Node]]:
    """The blocks that hold some of the pieces, by the block that they stand in."""
    kids: dict[Node | None, list[Node]] = {}
    seen: set[Node] = set()
    for p in found:
        at: Node | None = p.node
        while at is not None and at not in seen:
            seen.add(at)
            kids.setdefault(at.parent, []).append(at)
            at = at.parent
    return kids


def squeezed(text: str) -> str:
    """A text as `squeeze` gives it; most need nothing done, which is quicker to see than to do."""
    text = text.strip()
    return text if text.isprintable() and "  " not in text else squeeze(text)


def prose(kind: Kind, text: str, density: float) -> float:
    """How much running text a piece holds: its characters, less those in links; short or unfinished lines count little."""
    n = float(len(text))
    if n < 12 or density > 0.6 or kind == "h" or kind == "caption":
        return 0.0
    if not text.isascii() and UNSPACED.search(text[:_OPENS]):
        n *= 2.2
    if n < 25:
        return 0.0
    free = n * (1 - density)
    if n < 80 and text[-1] not in _ENDS:
        return free * 0.15
    if kind == "li":
        free *= 0.5
    elif kind == "cell":
        free *= 0.4
    return min(free, 1200.0)


_NEVER_ROUND_A_HEADLINE = (
    "tags or topics",
    "share buttons",
    "newsletter or registration form",
    "advertisement or promotion",
    "about the author",
)
_IN_A_ROW = 0.4  # share of a page's prose in paragraphs of one box, which is then no box of other stories
_PARAGRAPHS = 4  # of these
_LITTLE = 250.0  # prose outside every box: the report must be in one
_SURE = ("comments", "not shown", "page foot", "navigation", "embedded post")  # whatever stands in them
_TRUST = {"comments": 0.9, "not shown": 0.6, "page foot": 0.7, "related stories": 0.6}


def lying(out: list[Piece]) -> set[str]:
    """The kinds of dropped elements that hold so much of the page's prose that they must be the report.

    More is asked of those that the report, going by what follows the first h1, does not open in."""
    inside: dict[tuple[str, str], float] = {}
    total = 0.0
    opening: list[tuple[str, str] | None] = []
    names: set[str] = set()
    headed = not any(p.node.tag == "h1" for p in out)
    for p in out:
        w = p.prose
        if not w and p.node.tag != "h1":
            continue
        total += w
        kind = (p.box.hint or p.box.tag, p.reason) if p.box is not None else None
        if kind:
            inside[kind] = inside.get(kind, 0.0) + w
        if p.node.tag == "h1" and not headed:
            headed = True
            if kind and kind[1] in _NEVER_ROUND_A_HEADLINE:
                names.add(kind[0])
        if headed and w > 80 and len(opening) < 4:
            opening.append(kind)
    for key, w in inside.items():
        doubt = 0.0 if opening.count(key) > 1 else 0.4
        if w > total * min(0.9, _TRUST.get(key[1], 0.4) + doubt):
            names.add(key[0])
    if not names and sum(inside.values()) > total * _IN_A_ROW:
        box, reason, mass = _longest_run(out)
        if box is not None and reason not in _SURE:
            alone = total - sum(inside.values()) < _LITTLE < mass
            if alone or (mass > total * _IN_A_ROW and not any(map(box.el.find, ("h1", "h2")))):
                names.add(box.hint or box.tag)
    return names


def _longest_run(out: list[Piece]) -> tuple[Node | None, str, float]:
    """The dropped box with the most prose in paragraphs one behind the other, its reason and that prose: teasers and remarks are
    parted by links, what hides behind "read more" is not."""
    best: tuple[Node | None, str, float] = (None, "", 0.0)
    box, mass, count = None, 0.0, 0
    for p in out:
        if p.box is not box or not p.prose:
            box, mass, count = p.box, 0.0, 0
        if p.box is not None and p.prose:
            mass, count = mass + p.prose, count + 1
            if count >= _PARAGRAPHS and mass > best[2]:
                best = (p.box, p.reason, mass)
    return best
