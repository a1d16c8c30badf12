"""A settled pair as a `Reuse`: its kind, who had it first, the reason in words; and whether it makes two reports one story."""

from collections.abc import Set
from datetime import datetime
from functools import lru_cache

from writethru.clock import zoned_pair
from writethru.model import Passage, Report, Reuse, ReuseKind, Stamp
from writethru.relate.decide import Likeness
from writethru.relate.features import WORD, headline, ordinary, term
from writethru.text import address, fold

Spans = list[tuple[int, int, int, int]]  # characters [a, b) of the left text stand in [c, d) of the right
NONE: frozenset[str] = frozenset()
COPIES = ("exact", "revision", "syndication")
EMBEDDED = 0.5  # share of a report that stands in another: less is a passage used again
FULL = 600  # characters that are more than a page's own words


def _outlet(report: Report) -> str:
    return _folded(report.outlet)


@lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return fold(name.strip())


def _kind(left: Report, right: Report, like: Likeness) -> ReuseKind:
    if like.finding == "copy":
        same = (_outlet(left) and _outlet(left) == _outlet(right)) or (address(left.uri) and address(left.uri) == address(right.uri))
        return "revision" if same else "syndication"
    return "exact" if like.finding == "exact" else "shared-quotes" if like.finding == "shared-quotes" else "excerpt"


def _agency(report: Report) -> Set[str]:
    """Agencies the report names as its source."""
    if not report.credits and not report.dateline:
        return NONE
    named = {*report.credits, *([report.dateline.agency] if report.dateline and report.dateline.agency else [])}
    return {fold(n) for n in named}


def _source(left: Report, right: Report, like: Likeness, kind: ReuseKind) -> int | None:
    """0 when the left report is the source, 1 when the right is, None when nothing tells."""
    if kind == "shared-quotes":
        return None
    mine, theirs = _agency(left), _agency(right)
    if (mine or theirs) and kind in ("syndication", "excerpt", "exact") and _outlet(left) != _outlet(right):
        credited = [_outlet(a) != "" and _outlet(a) in named for a, named in ((left, theirs), (right, mine))]
        if credited[0] != credited[1]:
            return 0 if credited[0] else 1
        if mine & theirs:
            return None  # both have it from there
    a, b = left.published or left.updated, right.published or right.updated
    if kind == "revision":
        a, b = left.stamp, right.stamp
    if a and b and _placed(a) and _placed(b):
        if a.at != b.at:
            return 0 if a.at < b.at else 1
    elif a and b:
        a, b = zoned_pair(a, b)
    if a and b and a.at != b.at and (a.day != b.day or a.order[1] == b.order[1] == 1):
        return 0 if a.order < b.order else 1
    if kind == "revision" and left.captured and right.captured and left.captured != right.captured:
        return 0 if left.captured < right.captured else 1  # a silent edit: seen later
    if kind == "excerpt":
        return 1 - like.host
    if kind == "syndication" and max(like.left, like.right) > 0.9 and min(like.left, like.right) < 0.75:
        return 0 if like.left < like.right else 1
    return None


def _placed(stamp: Stamp) -> bool:
    """Whether a stamp is a time with a zone."""
    return isinstance(stamp.at, datetime) and stamp.at.tzinfo is not None


def relation(left: Report, right: Report, like: Likeness, passages: Spans, told: bool = True) -> Reuse:
    """What the pair is to each other, by their likeness and the passages they share; these are part of it if `told`."""
    kind = _kind(left, right, like)
    source = _source(left, right, like, kind)
    ends = [left, right] if source != 1 else [right, left]
    both = [(Passage(left.id, a, b), Passage(right.id, c, d)) for a, b, c, d in passages] if told else []
    if source == 1:
        both = [(y, x) for x, y in both]
    score = 1.0 if kind == "exact" else min(1.0, max(like.left, like.right))
    return Reuse(
        kind,
        ends[0].id,
        ends[1].id,
        score,
        _reason(kind, like, len(passages), source is not None, "" if source is not None else _common_agency(left, right)),
        source is not None,
        tuple(both),
    )


def _common_agency(left: Report, right: Report) -> str:
    """The agency that both reports name, as the left one writes it."""
    named = [*left.credits, *([left.dateline.agency] if left.dateline else [])]
    return next((n for n in named if fold(n) in _agency(right)), "")


def _reason(kind: ReuseKind, like: Likeness, passages: int, directed: bool, agency: str) -> str:
    """The relation in words, with the measures it rests on."""
    words, times = round(like.equal), "in one passage" if passages == 1 else f"in {passages} passages"
    more, less = sorted((round(100 * like.left), round(100 * like.right)), reverse=True)
    if kind == "exact":
        text = f"the same {words} words, headlines and standing lines aside"
    elif kind == "excerpt":
        text = f"{words} words {times} stand in both, the rest of each is its own ({more} % and {less} % shared)"
    elif kind == "shared-quotes":
        return f"only quotations are shared ({words} words {times}): one speaker, no copying"
    else:
        what = "two versions of one outlet" if kind == "revision" else "the same copy at two outlets"
        text = f"{what}: {more} % and {less} % of their words are the same ({words} words {times})"
    if directed:
        return text
    return f"{text}; both have it from {agency}" if agency else f"{text}; which came first is not known"


def versions(left: Report, right: Report) -> Reuse:
    """Two reports at one address that share too few words to be compared."""
    like = Likeness("copy", 0, 0, 0, 0)
    source = _source(left, right, like, "revision")
    ends = [left, right] if source != 1 else [right, left]
    return Reuse("revision", ends[0].id, ends[1].id, 0.5, "both have the same address", source is not None)


def tied(link: Reuse, source: Report, target: Report) -> bool:
    """Whether a copy makes two reports one story: as a whole, or half of one. A background paragraph used again does not, nor
    do few words under headlines that have no telling word in common: such a text belongs to the page."""
    if link.kind not in COPIES and (link.kind != "excerpt" or link.score < EMBEDDED):
        return False
    if not link.shared or sum(p.end - p.start for p, _ in link.shared) >= FULL:
        return True
    left, right = ({t for w in WORD.findall(headline(r).lower()) if (t := term(w)) and not ordinary(t)} for r in (source, target))
    return not left.isdisjoint(right)
