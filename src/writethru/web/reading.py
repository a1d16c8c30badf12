"""A report as the desk shows it: its blocks cut where statements start and end, who copied it from whom, and differing words."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from writethru.match import align
from writethru.model import Claim, Report, Reuse, Span
from writethru.text import fold
from writethru.web.snapshot import Tale

LONG = 4000  # characters beyond which two texts are shown whole and not compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a block: the claim they state ("" for none), and whether they are the passage asked for."""

    text: str
    claim: str = ""
    marked: bool = False
    first: bool = False  # where a link to the passage leads


@dataclass(frozen=True, slots=True)
class Paragraph:
    part: str
    pieces: tuple[Piece, ...]


def paragraphs(report: Report, claims: Sequence[Claim], at: Span | None) -> tuple[Paragraph, ...]:
    """The blocks of a report, each statement linked to its claim; `at` is the passage to mark."""
    spans = sorted((p.start, p.end, c.id) for c in claims for a in c.appearances for p in a.passages if p.report == report.id)
    kept: list[tuple[int, int, str]] = []
    for start, end, claim in spans:  # of two that overlap the earlier stands
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, claim))
    out, met = [], False
    for b in report.blocks:
        inside = [(max(s, b.start), min(e, b.end), c) for s, e, c in kept if s < b.end and e > b.start]
        cuts = {b.start, b.end, *(x for s, e, _ in inside for x in (s, e))}
        if at:
            cuts |= {x for x in at if b.start < x < b.end}
        order = sorted(cuts)
        pieces = []
        for s, e in itertools.pairwise(order):
            claim = next((c for x, y, c in inside if x <= s and e <= y), "")
            marked = bool(at) and at is not None and at[0] <= s and e <= at[1]
            pieces.append(Piece(report.text[s:e], claim, marked, marked and not met))
            met = met or marked
        out.append(Paragraph(b.part, tuple(pieces)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Twig:
    """A report in the tree of copies: why it stands below the one above, its later versions, and the copies of it."""

    report: Report
    reason: str
    versions: tuple[Report, ...]
    copies: "tuple[Twig, ...]"


def tree(tale: Tale) -> tuple[Twig, ...]:
    """Reports in order of time, each copy below the report it most likely took its words from; later versions with the first."""
    reports = {r.id: r for r in tale.folder.reports}
    later = {i for chain in tale.folder.chains.values() for i in chain[1:]}
    order = {i: n for n, i in enumerate(reports)}
    over: dict[str, tuple[str, Reuse]] = {}
    for x in sorted(tale.telling.reuse, key=lambda x: (-x.score, x.source)):
        if x.kind in ("exact", "syndication", "excerpt") and x.target not in later and x.source not in later:
            # Where it is not known who took from whom, the later stands below the earlier.
            turned = not x.directed and order[x.target] < order[x.source]
            above, under = (x.target, x.source) if turned else (x.source, x.target)
            over.setdefault(under, (above, x))
    below: dict[str, list[str]] = {}
    roots = []
    for i in (i for i in reports if i not in later):
        if i in over and not _circular(i, over):
            below.setdefault(over[i][0], []).append(i)
        else:
            roots.append(i)

    def twig(i: str) -> Twig:
        chain = tale.folder.chains.get(i, [i])
        copies = tuple(twig(k) for k in below.get(i, ()))
        reason = f"{over[i][1].kind}: {over[i][1].reason}" if i not in roots else ""
        return Twig(reports[i], reason, tuple(reports[k] for k in chain[1:]), copies)

    return tuple(twig(i) for i in roots)


def pruned(twigs: Sequence[Twig], most: int) -> tuple[Twig, ...]:
    """The first `most` reports of a tree, in the order it is read in."""
    left = most

    def some(found: Sequence[Twig]) -> tuple[Twig, ...]:
        nonlocal left
        out = []
        for x in found:
            if left <= 0:
                break
            left -= 1 + len(x.versions)
            out.append(replace(x, copies=some(x.copies)))
        return tuple(out)

    return some(twigs)


def size(twigs: Sequence[Twig]) -> int:
    """How many reports a tree holds, later versions included."""
    return sum(1 + len(x.versions) + size(x.copies) for x in twigs)


def _circular(start: str, over: dict[str, tuple[str, Reuse]]) -> bool:
    met, at = {start}, over[start][0]
    while at in over and len(met) < 100:  # a tree deeper than this is cut, so that a page of it can be made
        if at in met:
            return True
        met.add(at)
        at = over[at][0]
    return at in met or len(met) >= 100


def words_apart(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Two texts as one run of ("same" | "del" | "ins", words), compared word by word whatever the case and quotation marks."""
    if before == after:
        return (("same", after),) if after else ()
    if len(before) + len(after) > LONG:
        return tuple((kind, text) for kind, text in (("del", before), ("ins", after)) if text)
    a, b = (re.findall(r"\s+|[^\W_]+|[\W_]", t) for t in (before, after))
    out: list[tuple[str, str]] = []
    i = j = 0
    matches = align([fold(w) for w in a], [fold(w) for w in b])
    for start, other, size in [*(m for m in matches if not _blank(a, m)), (len(a), len(b), 0)]:
        out += [(kind, text) for kind, text in (("del", "".join(a[i:start])), ("ins", "".join(b[j:other]))) if text]
        out += [("same", "".join(b[other : other + size]))] if size else []
        i, j = start + size, other + size
    return tuple(out)


def _blank(a: Sequence[str], match: tuple[int, int, int]) -> bool:
    """Whether a match is white space or marks alone: shown as the same it would chop the words around it."""
    start, _, size = match
    return size < 4 and not any(w[0].isalnum() for w in a[start : start + size])
