"""Boxes inside the report's container that are not the report: teasers of other stories, lists of links, captions, closing sections.

Every rule takes the pieces, their prose weights, the verdicts so far and the container, and writes verdicts.
"""

import re
from collections.abc import Container

from writethru.clean.chrome import closes
from writethru.clean.pieces import Piece
from writethru.clean.tree import Node

_STOP = re.compile(r"[.!?。][\"'”’»)]*(?:\s|$)")
_SENTENCES = 3  # that no caption holds
_PICTURES = 0.35  # share of the text that captions may hold


def within(found: list[Piece], home: Node) -> list[bool]:
    """Which pieces stand inside an element."""
    known: dict[Node, bool] = {home: True}
    out = []
    for p in found:
        path: list[Node] = []
        at: Node | None = p.node
        while at is not None and at not in known and at.depth > home.depth:
            path.append(at)
            at = at.parent
        yes = at is not None and known.get(at, False)
        known.update(dict.fromkeys(path, yes))
        out.append(yes)
    return out


def _mark(found: list[Piece], verdict: list[str], boxes: dict[Node, str], home: Node) -> None:
    if not boxes:
        return
    for i, p in enumerate(found):
        if verdict[i]:
            continue
        at: Node | None = p.node
        while at is not None and at is not home:
            if at in boxes:
                verdict[i] = boxes[at]
                break
            at = at.parent


def _mass(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> dict[Node, float]:
    mass: dict[Node, float] = {}
    for i, p in enumerate(found):
        if not verdict[i]:
            at: Node | None = p.node
            while at is not None:
                mass[at] = mass.get(at, 0.0) + weights[i]
                if at is home:
                    break
                at = at.parent
    return mass


def cards(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> None:
    """Teasers: a heading that is a link, with whatever little text stands in the same element."""
    heads = [i for i, p in enumerate(found) if not verdict[i] and p.kind == "h" and p.density > 0.8]
    if not heads:
        return
    mass = _mass(found, weights, verdict, home)
    count: dict[Node, int] = {}
    for i in heads:
        at: Node | None = found[i].node
        while at is not None and at is not home:
            count[at] = count.get(at, 0) + 1
            at = at.parent
    kids: dict[Node | None, list[Node]] = {}
    for node in mass:
        kids.setdefault(node.parent, []).append(node)
    seen: dict[Node, bool] = {}

    def teasers(node: Node) -> bool:
        """Whether no part of an element holds more prose than a teaser for each of its linked headings."""
        if node not in seen:
            parts = [node, *kids.get(node, ())]
            seen[node] = all(mass.get(k, 0.0) <= 320 * max(1, count.get(k, 0)) for k in parts)
        return seen[node]

    boxes: dict[Node, str] = {}
    for i in heads:
        box = found[i].node
        while box.parent is not None and box.parent is not home and teasers(box.parent):
            box = box.parent
        boxes[box] = "related stories"
    _mark(found, verdict, boxes, home)


def linked_lists(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> None:
    """Lists whose items are mostly links."""
    total: dict[Node, list[int]] = {}
    for i, p in enumerate(found):
        if not verdict[i] and p.kind == "li":
            at: Node | None = p.node
            while at is not None and at.tag not in ("ul", "ol", "dl") and at is not home:
                at = at.parent
            if at is not None and at is not home:
                sums = total.setdefault(at, [0, 0])
                sums[0] += len(p.text)
                sums[1] += round(p.density * len(p.text))
    _mark(found, verdict, {n: "list of links" for n, (chars, linked) in total.items() if linked > chars * 0.6}, home)


def captions(found: list[Piece], weights: list[float], verdict: list[str], home: Node, posts: Container[Node]) -> None:
    """Short text that shares a small element with a picture and nothing else; `posts` are those of a live blog."""
    kept = sum(w for i, w in enumerate(weights) if not verdict[i])
    beside = [i for i, p in enumerate(found) if not verdict[i] and p.kind not in ("h", "li", "quote") and beside_picture(p, home, posts)]
    if sum(weights[i] for i in beside) > kept * _PICTURES:
        return  # a report told in pictures
    for i in beside:
        if weights[i] * 4 <= kept and len(_STOP.findall(found[i].text)) < _SENTENCES:
            verdict[i] = "caption"


def beside_picture(p: Piece, home: Node, posts: Container[Node] = ()) -> bool:
    """Whether a piece of at most 320 characters stands with a picture in an element that holds hardly more text than it
    and is no post of a live blog."""
    box = p.node.parent
    limit = len(p.text) * 1.4 + 90
    while len(p.text) <= 320 and box is not None and box is not home and box.chars <= limit and box not in posts:
        if box.media:
            return True
        box = box.parent
    return False


def closed(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> None:
    """What a heading such as "Related stories" heads: the rest of its element, when that holds little prose."""
    mass = _mass(found, weights, verdict, home)
    whole = mass.get(home, 0.0)
    boxes: dict[Node, str] = {}
    for i, p in enumerate(found):
        if verdict[i] or p.kind == "li" or not closes(p.text):
            continue
        verdict[i] = "related stories"
        box = p.node
        while box.parent is not None and box.parent is not home and mass.get(box.parent, 0.0) < whole * 0.12:
            box = box.parent
        if box is not p.node:
            boxes[box] = "related stories"
        for j in range(i + 1, min(i + 12, len(found))):  # links and teasers right behind it
            q = found[j]
            if not verdict[j] and (q.density > 0.5 or (weights[j] < 30 and q.kind != "h")):
                verdict[j] = "related stories"
            elif not verdict[j]:
                break
    _mark(found, verdict, boxes, home)
