"""Which element of a page holds the report: mass of prose under each element, weighed by every sign the page gives.

The idea of letting paragraphs vote for their ancestors is that of Readability (Arc90, 2009; Mozilla); link density as the mark of
navigation is Kohlschuetter et al., "Boilerplate detection using shallow text features" (2010).
"""

import re

from writethru.clean.chrome import hint, is_named
from writethru.clean.pieces import CJK, Piece
from writethru.clean.tree import Node

_WORDS = re.compile(r"\w+")
_WHOLE_BODY = 1500  # and from which it is taken to be whole
_KNOWN_BODY = 400  # characters of a JSON-LD articleBody from which it is trusted as an anchor


def shingles(text: str) -> set[str]:
    """Three-word runs of a text, case apart (four-character runs where words are not parted)."""
    text = text.casefold()
    if CJK.search(text[:400]):
        return {text[i : i + 4] for i in range(max(1, len(text) - 3))}
    words = _WORDS.findall(text)
    return set(map(" ".join, zip(words, words[1:], words[2:], strict=False))) if len(words) > 2 else {" ".join(words)}


def weigh(pieces: list[Piece], anchor: str, start: int) -> list[float]:
    """Prose of each piece; where JSON-LD gives the body, text that it holds counts double and text that it lacks little.

    `start` is the place of the headline: what stands before it counts half."""
    weights = [0.0 if p.reason else p.prose * (0.5 if i < start else 1.0) for i, p in enumerate(pieces)]
    known = shingles(anchor) if len(anchor) > _KNOWN_BODY else set()
    if not known:
        return weights
    told: set[int] = set()
    seen = 0
    for i, p in enumerate(pieces):
        if weights[i]:
            own = shingles(p.text)
            both = len(own & known)
            seen += both
            if both > len(own) * 0.5:
                told.add(i)
    other = 0.1 if seen > len(known) * 0.7 and len(anchor) > _WHOLE_BODY else 0.5
    return [w * (2.0 if i in told else other) for i, w in enumerate(weights)]


def container(pieces: list[Piece], weights: list[float], start: int) -> Node | None:
    """The innermost element that holds the report's prose."""
    mass: dict[Node, float] = {}
    opening: set[Node] = set()
    for i, (p, w) in enumerate(zip(pieces, weights, strict=True)):
        if w:
            first = w > 60 and not opening and i > start
            node: Node | None = p.node
            while node is not None:
                mass[node] = mass.get(node, 0.0) + w
                if first:
                    opening.add(node)
                node = node.parent
    if not mass:
        return None
    kids: dict[Node | None, list[Node]] = {}
    for node in mass:
        kids.setdefault(node.parent, []).append(node)
    root = max(mass, key=lambda n: mass[n] - n.depth * 1e-6)
    best = named(mass, mass[root], opening) or root
    while True:
        inner = sorted(((mass[k], i, k) for i, k in enumerate(kids.get(best, ()))), key=lambda x: x[:2], reverse=True)
        if not inner:
            return best
        most, _, child = inner[0]
        if child.tag in ("p", "li", "blockquote", "ul", "ol"):
            return best
        bodies = [m for m, _, k in inner if _names_body(k)]
        needed = 0.55 if bodies == [most] and _names_body(child) else 1.1 if _names_body(best) else 0.9
        if most < mass[best] * needed:
            return best
        best = child


def _names_body(node: Node) -> bool:
    return "articlebody" in node.get("itemprop").lower() or is_named("body", hint(node))


def named(mass: dict[Node, float], total: float, opening: set[Node]) -> Node | None:
    """The heaviest element that the page itself names as the article or its body, best one that opens after the headline."""
    found: list[tuple[float, int, Node]] = []
    for node, m in mass.items():
        if node.tag in ("html", "body"):
            continue
        if "articlebody" in node.get("itemprop").lower():
            m *= 1.3 if node in opening else 3.0
        elif is_named("body", hint(node)):
            m *= 1.1
        elif node.tag != "article":
            continue
        found.append((m * (1.0 if node in opening else 0.3), -node.depth, node))
    if not found:
        return None
    m, _, node = max(found, key=lambda x: x[:2])
    return node if m >= total * 0.2 else None
