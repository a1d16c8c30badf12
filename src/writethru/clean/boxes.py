"""Boxes inside the report's container that are not the report: teasers of other stories, lists of links, captions, closing sections.

Every rule takes the pieces, their prose weights, the verdicts so far and the container, and writes verdicts.
"""

import re
from collections.abc import Container
from itertools import accumulate

from writethru.clean.chrome import closes
from writethru.clean.pieces import Piece, kids_of
from writethru.clean.tree import Node

_STOP = re.compile(r"[.!?。][\"'”’»)]*(?:\s|$)")
_SENTENCES = 3  # that no caption holds
_PICTURES = 0.35  # share of the text that captions may hold


def _mark(verdict: list[str], boxes: dict[Node, str]) -> None:
    """Gives what stands in one of the boxes its verdict, that of the innermost."""
    for box in sorted(boxes, key=lambda n: -n.depth):
        for i in range(box.first, box.last):
            verdict[i] = verdict[i] or boxes[box]


def _sums(weights: list[float], verdict: list[str]) -> list[float]:
    """The weights of what is kept, added up."""
    return list(accumulate((0.0 if v else w for v, w in zip(verdict, weights, strict=True)), initial=0.0))


def _mass(sums: list[float], node: Node) -> float:
    return sums[node.last] - sums[node.first]


def cards(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> None:
    """Teasers: a heading that is a link, with whatever little text stands in the same element."""
    heads = [i for i in range(home.first, home.last) if not verdict[i] and found[i].kind == "h" and found[i].density > 0.8]
    if not heads:
        return
    sums = _sums(weights, verdict)
    count: dict[Node, int] = {}
    for i in heads:
        at: Node | None = found[i].node
        while at is not None and at is not home:
            count[at] = count.get(at, 0) + 1
            at = at.parent
    kids = kids_of(found[home.first : home.last])
    seen: dict[Node, bool] = {}

    def teasers(node: Node) -> bool:
        """Whether no part of an element holds more prose than a teaser for each of its linked headings."""
        if node not in seen:
            parts = [node, *kids.get(node, ())]
            seen[node] = all(_mass(sums, k) <= 320 * max(1, count.get(k, 0)) for k in parts)
        return seen[node]

    boxes: dict[Node, str] = {}
    for i in heads:
        box = found[i].node
        while box.parent is not None and box.parent is not home and teasers(box.parent):
            box = box.parent
        boxes[box] = "related stories"
    _mark(verdict, boxes)


def linked_lists(found: list[Piece], weights: list[float], verdict: list[str], home: Node) -> None:
    """Lists whose items are mostly links."""
    total: dict[Node, list[int]] = {}
    for i in range(home.first, home.last):
        p = found[i]
        if p.kind == "li" and not verdict[i]:
            at: Node | None = p.node
            while at is not None and at.tag not in ("ul", "ol", "dl") and at is not home:
                at = at.parent
            if at is not None and at is not home:
                sums = total.setdefault(at, [0, 0])
                sums[0] += len(p.text)
                sums[1] += round(p.density * len(p.text))
    _mark(verdict, {n: "list of links" for n, (chars, linked) in total.items() if linked > chars * 0.6})


def captions(found: list[Piece], weights: list[float], verdict: list[str], home: Node, posts: Container[Node]) -> None:
    """Short text that shares a small element with a picture and nothing else; `posts` are those of a live blog."""
    kept = sum(w for i, w in enumerate(weights) if not verdict[i])
    places = (i for i in range(home.first, home.last) if not verdict[i] and found[i].kind not in ("h", "li", "quote"))
    beside = [i for i in places if beside_picture(found[i], home, posts)]
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
    closing = [i for i in range(home.first, home.last) if not verdict[i] and found[i].kind != "li" and closes(found[i].text)]
    sums = _sums(weights, verdict) if closing else []
    boxes: dict[Node, str] = {}
    for i in closing:
        if verdict[i]:
            continue
        verdict[i] = "related stories"
        box = found[i].node
        while box.parent is not None and box.parent is not home and _mass(sums, box.parent) < _mass(sums, home) * 0.12:
            box = box.parent
        if box is not found[i].node:
            boxes[box] = "related stories"
        for j in range(i + 1, min(i + 12, len(found))):  # links and teasers right behind it
            q = found[j]
            if not verdict[j] and (q.density > 0.5 or (weights[j] < 30 and q.kind != "h")):
                verdict[j] = "related stories"
            elif not verdict[j]:
                break
    _mark(verdict, boxes)
