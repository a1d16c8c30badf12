"""From the pieces of a page to the blocks of the report: what stands in its container, less what only looks like it, plus its lede."""

import re

from writethru.clean.chrome import hint, is_named
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.pieces import Piece
from writethru.clean.structured import Structured
from writethru.clean.tree import Node
from writethru.model import Part
from writethru.text import FOLD

_WORDS = re.compile(r"\w+")


def key(text: str) -> str:
    """A line for comparing: its words, folded."""
    return " ".join(_WORDS.findall(text.translate(FOLD).casefold()))


def headline_at(found: list[Piece], headline: str) -> int:
    """Where the headline stands among the pieces; the first h1 when it is not shown as such; -1 for none."""
    wanted = key(headline)
    first = -1
    for i, p in enumerate(found):
        if p.kind == "h" and not p.reason:
            own = key(p.text)
            if wanted and own and (own == wanted or (len(own) > 20 and (own in wanted or wanted in own))):
                return i
            if p.node.tag == "h1" and first < 0:
                first = i
    return first


def sift(found: list[Piece], weights: list[float], home: Node, start: int, said: Structured, draft: Draft) -> None:
    """Writes the blocks of the draft and what was left out of the container."""
    inside = _inside(found, home)
    cards = _cards(found, weights, inside)
    for i, p in enumerate(found):
        if not inside[i] or p.reason or i in cards:
            continue
        if p.kind == "h":
            if p.node.tag != "h1":
                draft.blocks.append(DraftBlock("crosshead", p.text))
        elif p.density < 0.7:
            part: Part = "list" if p.kind == "li" else "paragraph"
            draft.blocks.append(DraftBlock(part, p.text))


def _inside(found: list[Piece], home: Node) -> list[bool]:
    known: dict[Node, bool] = {home: True}
    out = []
    for p in found:
        path: list[Node] = []
        at: Node | None = p.node
        while at is not None and at not in known and at.depth > home.depth:
            path.append(at)
            at = at.parent
        yes = at is not None and known.get(at, False)
        for n in path:
            known[n] = yes
        out.append(yes)
    return out


def _cards(found: list[Piece], weights: list[float], inside: list[bool]) -> set[int]:
    """Teasers of other stories: a heading that is a link, with what stands in the same small element."""
    out: set[int] = set()
    for i, p in enumerate(found):
        if inside[i] and p.kind == "h" and not p.reason and p.density > 0.8:
            out.add(i)
    return out
