"""Reports that repeat each other: who copied whom, as a whole or in part (`reuse`).

Exact keys (address, words of the body) first; then winnowed word fingerprints, an inverted self-join, alignment of the
pairs that are left, and a decision from what stands in line. After passim (Smith, Cordell and Dillon 2013) in outline.
"""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from writethru.match import components
from writethru.model import Passage, Report, Reuse, ReuseKind
from writethru.relate.decide import LEAST, Likeness, Text, judge
from writethru.relate.join import Pair, Row, pairs
from writethru.relate.standing import bodies
from writethru.text import fold

CLEAR = -3.0  # signs of an excerpt below which a copy is one beyond doubt
HEADLINE = 25  # words a first line may have and still be the headline of a text that carries none of its own


def reuse(reports: Sequence[Report]) -> tuple[Reuse, ...]:
    """All pairs of reports that share more than chance, each once, ordered by ids; the order of `reports` does not matter.

    Quotations of one speaker that several outlets carry are reported as `shared-quotes`: that is no copying. Scores are
    shares (0 to 1) of the shorter text; passages are character offsets of each report's text."""
    known = {r.id: r for r in reports}
    rows = [known[i] for i in sorted(known)]
    found = _compare(rows)
    _settle(found)
    out = [_relation(rows[i], rows[j], link) for (i, j), link in found.items()]
    for left, right in _same_address(rows):
        if (left, right) not in found:
            out.append(_plain(rows[left], rows[right]))
    return tuple(sorted(out, key=lambda r: (min(r.source, r.target), max(r.source, r.target))))


class Link:
    """A pair on its way to a Reuse: what its words say, and the passages they share."""

    __slots__ = ("like", "passages")

    def __init__(self, like: Likeness, passages: list[tuple[int, int, int, int]]) -> None:
        self.like = like
        self.passages = passages


def _compare(rows: Sequence[Report]) -> dict[tuple[int, int], Link]:
    cuts = bodies([r.text for r in rows])
    texts = [r.text[start:end] for r, (start, end) in zip(rows, cuts, strict=True)]
    out: dict[tuple[int, int], Link] = {}
    for batch, words in pairs(texts):
        prepared = {i: Text(row, texts[i], _headline(rows[i], texts[i], row)) for i, row in words.items()}
        for p in batch:
            like = judge(p, prepared[p.left], prepared[p.right])
            if like.finding != "weak" or like.equal >= LEAST:
                out[p.left, p.right] = Link(like, _spans(p, words, cuts[p.left][0], cuts[p.right][0]))
    return out


def _headline(report: Report, text: str, row: Row) -> int:
    """How many words of the text may be its headline: the first line, if it is short and none is given apart."""
    end = text.find("\n")
    if report.headline or end < 0:
        return 0
    count = int((row.start < end).sum())
    return count if count <= HEADLINE else 0


def _spans(pair: Pair, words: dict[int, Row], left: int, right: int) -> list[tuple[int, int, int, int]]:
    x, y = words[pair.left], words[pair.right]
    return [
        (int(x.start[a]) + left, int(x.end[a_end - 1]) + left, int(y.start[b]) + right, int(y.end[b_end - 1]) + right)
        for a, b, a_end, b_end in pair.blocks
    ]


def _settle(found: dict[tuple[int, int], Link]) -> None:
    """Decides by third reports. Clear copies make families; what two families share is one thing, copy or excerpt, by the
    sum of its signs; weak pairs of tied families stand, and two hosts of one family's words do not copy each other."""
    clear = [k for k, x in found.items() if x.like.finding == "exact" or (x.like.finding == "copy" and x.like.hosting < CLEAR)]
    family, size, votes = _families(found, clear)
    clear += [k for k in found if votes.get((family[k[0]], family[k[1]]), 1.0) < CLEAR]
    family, size, votes = _families(found, clear)
    lent: dict[int, set[int]] = defaultdict(set)  # host -> families it embeds words of
    for (i, j), link in list(found.items()):
        like, tie = link.like, (family[i], family[j])
        if like.finding == "weak" and tie[0] != tie[1] and tie not in votes:
            del found[i, j]
        elif like.finding in ("weak", "copy", "excerpt"):
            like.finding = "copy" if tie[0] == tie[1] or votes[tie] <= 0 else "excerpt"
            if size[tie[0]] != size[tie[1]]:
                like.host = int(size[tie[0]] > size[tie[1]])  # what many outlets carry is the source
            if like.finding == "excerpt":
                lent[(i, j)[like.host]].add(tie[1 - like.host])
    for (i, j), link in list(found.items()):
        if link.like.finding == "excerpt" and lent[i] & lent[j]:
            del found[i, j]


def _families(
    found: dict[tuple[int, int], Link], clear: list[tuple[int, int]]
) -> tuple[dict[int, int], dict[int, int], dict[tuple[int, int], float]]:
    """Each report's family, each family's size, and for each two tied families the sum of the signs of an excerpt."""
    groups = components(sorted({i for k in found for i in k}), clear)
    family = {i: group[0] for group in groups for i in group}
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for (i, j), link in found.items():
        if link.like.finding in ("copy", "excerpt") and family[i] != family[j]:
            votes[family[i], family[j]] += link.like.hosting
            votes[family[j], family[i]] += link.like.hosting
    return family, {group[0]: len(group) for group in groups}, dict(votes)


def _address(report: Report) -> str:
    """Scheme, `www.`, fragment, tracking parameters and closing slash of the address left off; "" when there is none."""
    try:
        parts = urlsplit(report.uri)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return report.uri
    query = "&".join(sorted(q for q in parts.query.split("&") if q and not q.startswith(("utm_", "fbclid", "gclid"))))
    return host + parts.path.rstrip("/") + ("?" + query if query else "") if host else ""


def _same_address(rows: Sequence[Report]) -> list[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        if key := _address(r):
            groups[key].append(i)
    return [(g[k], g[m]) for g in groups.values() for k in range(len(g)) for m in range(k + 1, len(g))]


def _outlet(report: Report) -> str:
    return fold(report.outlet.strip())


def _kind(left: Report, right: Report, like: Likeness) -> ReuseKind:
    if like.finding == "copy":
        same = (_outlet(left) and _outlet(left) == _outlet(right)) or (_address(left) and _address(left) == _address(right))
        return "revision" if same else "syndication"
    return "exact" if like.finding == "exact" else "shared-quotes" if like.finding == "shared-quotes" else "excerpt"


def _agency(report: Report) -> set[str]:
    """Agencies the report names as its source."""
    named = {*report.credits, *([report.dateline.agency] if report.dateline and report.dateline.agency else [])}
    return {fold(n) for n in named}


def _source(left: Report, right: Report, like: Likeness, kind: ReuseKind) -> int | None:
    """0 when the left report is the source, 1 when the right is, None when nothing tells."""
    if kind == "shared-quotes":
        return None
    if kind in ("syndication", "excerpt", "exact") and _outlet(left) != _outlet(right):
        credited = [_outlet(a) != "" and _outlet(a) in _agency(b) for a, b in ((left, right), (right, left))]
        if credited[0] != credited[1]:
            return 0 if credited[0] else 1
    a, b = left.published or left.updated, right.published or right.updated
    if kind == "revision":
        a, b = left.stamp, right.stamp
    if a and b and a.at != b.at and (a.day != b.day or a.order[1] == b.order[1] == 1):
        return 0 if a.order < b.order else 1
    if kind == "excerpt":
        return 1 - like.host
    if kind == "syndication" and max(like.left, like.right) > 0.9 and min(like.left, like.right) < 0.75:
        return 0 if like.left < like.right else 1
    return None


def _relation(left: Report, right: Report, link: Link) -> Reuse:
    like = link.like
    kind = _kind(left, right, like)
    source = _source(left, right, like, kind)
    ends = [left, right] if source != 1 else [right, left]
    both = [(Passage(left.id, a, b), Passage(right.id, c, d)) for a, b, c, d in link.passages]
    if source == 1:
        both = [(y, x) for x, y in both]
    score = 1.0 if kind == "exact" else min(1.0, max(like.left, like.right))
    return Reuse(kind, ends[0].id, ends[1].id, score, _reason(kind, like, source is not None), source is not None, tuple(both))


def _reason(kind: ReuseKind, like: Likeness, directed: bool) -> str:
    share = f"{round(100 * max(like.left, like.right))} % of one text stands in the other ({round(like.equal)} words)"
    return share


def _plain(left: Report, right: Report) -> Reuse:
    like = Likeness("copy", 0, 0, 0, 0)
    source = _source(left, right, like, "revision")
    ends = [left, right] if source != 1 else [right, left]
    return Reuse("revision", ends[0].id, ends[1].id, 0.5, "both have the same address", source is not None)
