"""Reports that repeat each other: who copied whom, as a whole or in part (`reuse`).

Exact keys (address, words of the body) first; then winnowed word fingerprints, an inverted self-join, alignment of the
pairs that are left, and a decision from what stands in line. After passim (Smith, Cordell and Dillon 2013) in outline.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from writethru.clock import zoned_pair
from writethru.match import components, overlap
from writethru.model import Passage, Report, Reuse, ReuseKind
from writethru.relate.align import Batch, Block, Pair, Row, batches
from writethru.relate.decide import LEAST, Likeness, Text, judge
from writethru.relate.standing import bodies
from writethru.text import fold, squeeze, trim

CLEAR = -3.0  # signs of an excerpt below which a copy is one beyond doubt
SHORTEST, SHORT = 20, 200  # characters of a text that is compared as a whole
HALF = 0.5  # of a passage repeated: it adds nothing
HEADLINE = 25  # words a first line may have and still be the headline of a text that carries none of its own


def reuse(reports: Sequence[Report]) -> tuple[Reuse, ...]:
    """All pairs of reports that share more than chance, each once, ordered by ids; the order of `reports` does not matter.

    Quotations of one speaker that several outlets carry are reported as `shared-quotes`: that is no copying. Scores are
    shares (0 to 1) of the shorter text; passages are character offsets of each report's text."""
    known = {r.id: r for r in reports}
    rows = [known[i] for i in sorted(known)]
    found = _compare(rows)
    _settle(found)
    out = [_plain(rows[i], rows[j]) for i, j in _same_address(rows) if (i, j) not in found]
    while found:  # emptied on the way: a million reports have a million and a half links
        (i, j), link = found.popitem()
        out.append(_relation(rows[i], rows[j], link))
    return tuple(sorted(out, key=lambda r: (min(r.source, r.target), max(r.source, r.target))))


class Link:
    """A pair on its way to a Reuse: what its words say, and the passages they share."""

    __slots__ = ("like", "passages")

    def __init__(self, like: Likeness, passages: list[tuple[int, int, int, int]]) -> None:
        self.like = like
        self.passages = passages


def _compare(rows: Sequence[Report]) -> dict[tuple[int, int], Link]:
    """Every pair that shares enough words to be told, by indexes of `rows`."""
    cuts = bodies([r.text for r in rows])
    texts = [r.text[start:end] for r, (start, end) in zip(rows, cuts, strict=True)]
    out: dict[tuple[int, int], Link] = {}
    for batch in batches(texts):
        prepared = {i: Text(row, texts[i], _headline(rows[i], texts[i], row)) for i, row in batch.rows.items()}
        for p, like in _judged(batch, prepared):
            if (p.left, p.right) not in out:
                out[p.left, p.right] = Link(like, _spans(p, batch.rows, cuts[p.left][0], cuts[p.right][0]))
    for i, j in _same_text(texts):
        if (i, j) not in out:
            size = float(len(texts[i].split()))
            out[i, j] = Link(Likeness("exact", size, 1.0, 1.0), [(*trim(rows[i].text, *cuts[i]), *trim(rows[j].text, *cuts[j]))])
    return out


def _same_text(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Texts that are the same but for case and white space, each with the next: short ones have too few words to be aligned."""
    seen: dict[str, int] = {}
    out = []
    for i, text in enumerate(texts):
        if len(text) >= SHORTEST:
            key = squeeze(text).casefold() if len(text) < SHORT else ""
            if key in seen:
                out.append((seen[key], i))
            if key:
                seen[key] = i
    return out


def _judged(batch: Batch, texts: dict[int, Text]) -> Iterator[tuple[Pair, Likeness]]:
    """The pairs that say something: promising ones, then the rest if a third report ties them or they share a quotation."""
    near: dict[int, set[int]] = defaultdict(set)
    for i in batch.promising.nonzero()[0].tolist():
        p = batch.pair(i)
        like = judge(p, texts[p.left], texts[p.right])
        if like.finding in ("exact", "copy", "excerpt"):
            near[p.left].add(p.right)
            near[p.right].add(p.left)
        if like.finding != "weak" or like.equal >= LEAST:
            yield p, like
    for i in (~batch.promising).nonzero()[0].tolist():
        left, right = int(batch.left[i]), int(batch.right[i])
        tied = left in near and right in near and not near[left].isdisjoint(near[right])
        if tied or batch.quoting[i]:
            p = batch.pair(i)
            like = judge(p, texts[left], texts[right])
            if like.finding == "shared-quotes" or (tied and (like.finding != "weak" or like.equal >= LEAST)):
                yield p, like


def _headline(report: Report, text: str, row: Row) -> int:
    """How many words of the text may be its headline: the first line, if it is short and none is given apart."""
    end = text.find("\n")
    if report.headline or end < 0:
        return 0
    count = int((row.start < end).sum())
    return count if count <= HEADLINE else 0


def _spans(pair: Pair, words: dict[int, Row], left: int, right: int) -> list[tuple[int, int, int, int]]:
    """The blocks as characters of both texts, in order; a block that mostly repeats a longer one on either side is left out."""
    x, y = words[pair.left], words[pair.right]
    kept: list[Block] = []
    for block in sorted(pair.blocks, key=lambda k: (k[0] - k[2], k)):
        a, b, a_end, b_end = block
        twice = max(
            sum(overlap((a, a_end), (k[0], k[2])) for k in kept) / (a_end - a),
            sum(overlap((b, b_end), (k[1], k[3])) for k in kept) / (b_end - b),
        )
        if twice < HALF:
            kept.append(block)
    return [
        (int(x.start[a]) + left, int(x.end[a_end - 1]) + left, int(y.start[b]) + right, int(y.end[b_end - 1]) + right)
        for a, b, a_end, b_end in sorted(kept)
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
        if _agency(left) & _agency(right):
            return None  # both have it from there
    a, b = left.published or left.updated, right.published or right.updated
    if kind == "revision":
        a, b = left.stamp, right.stamp
    if a and b:
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


def _relation(left: Report, right: Report, link: Link) -> Reuse:
    like = link.like
    kind = _kind(left, right, like)
    source = _source(left, right, like, kind)
    ends = [left, right] if source != 1 else [right, left]
    both = [(Passage(left.id, a, b), Passage(right.id, c, d)) for a, b, c, d in link.passages]
    if source == 1:
        both = [(y, x) for x, y in both]
    score = 1.0 if kind == "exact" else min(1.0, max(like.left, like.right))
    return Reuse(
        kind,
        ends[0].id,
        ends[1].id,
        score,
        _reason(kind, like, len(both), source is not None, _common_agency(left, right)),
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
    text = {
        "exact": f"the same {words} words, headlines and standing lines aside",
        "revision": f"two versions of one outlet: {more} % and {less} % of their words are the same ({words} words {times})",
        "syndication": f"the same copy at two outlets: {more} % and {less} % of their words are the same ({words} words {times})",
        "excerpt": f"{words} words {times} stand in both, the rest of each is its own ({more} % and {less} % shared)",
        "shared-quotes": f"only quotations are shared ({words} words {times}): one speaker, no copying",
    }[kind]
    if directed or kind == "shared-quotes":
        return text
    return f"{text}; both have it from {agency}" if agency else f"{text}; which came first is not known"


def _plain(left: Report, right: Report) -> Reuse:
    like = Likeness("copy", 0, 0, 0, 0)
    source = _source(left, right, like, "revision")
    ends = [left, right] if source != 1 else [right, left]
    return Reuse("revision", ends[0].id, ends[1].id, 0.5, "both have the same address", source is not None)
