"""Which element of a page holds the report: mass of prose under each element, weighed by every sign the page gives.

The idea of letting paragraphs vote for their ancestors is that of Readability (Arc90, 2009; Mozilla); link density as the mark of
navigation is Kohlschuetter et al., "Boilerplate detection using shallow text features" (2010).
"""

from itertools import accumulate

from writethru.clean.chrome import hint, is_named
from writethru.clean.pieces import Piece, kids_of
from writethru.clean.tree import Node

_WHOLE_BODY = 1500  # and from which it is taken to be whole
_LONGEST = 100_000  # characters of it that are looked at
_STRETCH = 20  # characters
_KNOWN_BODY = 400  # characters of a JSON-LD articleBody from which it is trusted as an anchor


def weigh(pieces: list[Piece], anchor: str, start: int) -> list[float]:
    """Prose of each piece; where JSON-LD gives the body, text that it holds counts double and text that it lacks little.

    `start` is the place of the headline: what stands before it counts half."""
    weights = [0.0 if p.reason else p.prose for p in pieces]
    for i in range(min(max(start, 0), len(pieces))):
        weights[i] *= 0.5
    if len(anchor) <= _KNOWN_BODY:
        return weights
    anchor = anchor[:_LONGEST]
    told = [w > 0 and _holds(anchor, p.text) for p, w in zip(pieces, weights, strict=True)]
    seen = [p.text for p, yes in zip(pieces, told, strict=True) if yes]
    if not seen:
        return weights
    span = anchor.rfind(seen[-1][-_STRETCH - 2 : -2]) - anchor.find(seen[0][:_STRETCH])
    other = 0.1 if span > len(anchor) * 0.7 and len(anchor) > _WHOLE_BODY else 0.5
    return [w * (2.0 if yes else other) for w, yes in zip(weights, told, strict=True)]


def _holds(anchor: str, text: str) -> bool:
    """Whether two of three stretches of a text, from its beginning, middle and end, stand in the anchor as well."""
    end = len(text) - _STRETCH - 2  # a full stop may be missing there
    if end <= _STRETCH:
        return text in anchor
    return sum(text[at : at + _STRETCH] in anchor for at in (0, len(text) // 2, end)) > 1


def container(pieces: list[Piece], weights: list[float], start: int) -> Node | None:
    """The innermost element that holds the report's prose."""
    sums = list(accumulate(weights, initial=0.0))
    if not sums[-1]:
        return None
    opening = next((i for i in range(start + 1, len(pieces)) if weights[i] > 60), -1)
    kids = kids_of([p for p, w in zip(pieces, weights, strict=True) if w])
    best = named([k for some in kids.values() for k in some], sums, opening) or kids[None][0]
    while True:
        inner = sorted(((sums[k.last] - sums[k.first], i, k) for i, k in enumerate(kids.get(best, ()))), key=lambda x: x[:2], reverse=True)
        if not inner:
            return best
        most, _, child = inner[0]
        if child.tag in ("p", "li", "blockquote", "ul", "ol"):
            return best
        bodies = [m for m, _, k in inner if _names_body(k)]
        needed = 0.55 if bodies == [most] and _names_body(child) else 1.1 if _names_body(best) else 0.9
        if most < (sums[best.last] - sums[best.first]) * needed:
            return best
        best = child


def _names_body(node: Node) -> bool:
    return "articlebody" in node.get("itemprop").lower() or is_named("body", hint(node))


def named(nodes: list[Node], sums: list[float], opening: int) -> Node | None:
    """The heaviest element that the page itself names as the article or its body, best one that holds the piece `opening`, the first
    after the headline. `sums` are the weights of the pieces added up."""
    found: list[tuple[float, int, Node]] = []
    least = sums[-1] * 0.2
    for node in nodes:
        m = sums[node.last] - sums[node.first]
        if m * 1.3 < least or node.tag in ("html", "body"):
            continue
        opens = node.first <= opening < node.last
        if "articlebody" in node.get("itemprop").lower():
            m *= 1.3 if opens else 3.0
        elif is_named("body", hint(node)):
            m *= 1.1
        elif node.tag != "article":
            continue
        found.append((m * (1.0 if opens else 0.3), -node.depth, node))
    if not found:
        return None
    m, _, node = max(found, key=lambda x: x[:2])
    return node if m >= least else None
