"""Reports that repeat each other: who copied whom, as a whole or in part (`reuse`; `related` for very many).

Exact keys (address, words of the body) first; then winnowed word fingerprints, an inverted self-join, alignment of the
pairs that are left, and a decision from what stands in line. After passim (Smith, Cordell and Dillon 2013) in outline.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from writethru.match import components
from writethru.model import Report, Reuse
from writethru.relate.align import Batch, Block, Pair, Row, compare
from writethru.relate.crew import Crew
from writethru.relate.decide import LEAST, Likeness, Text, judge, quotations
from writethru.relate.parts import OPENING, Part, divide, short
from writethru.relate.pile import bare, texts
from writethru.relate.relation import Spans, relation, versions
from writethru.text import address, folded_words, trim

T = TypeVar("T")
Found = dict[tuple[int, int], "Link"]
CLEAR = -3.0  # signs of an excerpt below which a copy is one beyond doubt
HALF = 0.5  # of a passage repeated: it adds nothing
HEADLINE = 25  # words a first line may have and still be the headline of a text that carries none of its own
SHARED_OUT = 20_000  # reports from which on several processes pay


def reuse(reports: Sequence[Report]) -> tuple[Reuse, ...]:
    """All pairs of reports that share more than chance, each once, ordered by ids; the order of `reports` does not matter.

    Quotations of one speaker that several outlets carry are reported as `shared-quotes`: that is no copying. Scores are
    shares (0 to 1) of the shorter text; passages are character offsets of each report's text."""
    known = {r.id: r for r in reports}
    found = [x for part in related([known[i] for i in sorted(known)], _itself) for x in part]
    return tuple(sorted(found, key=lambda r: (min(r.source, r.target), max(r.source, r.target))))


def related(rows: Sequence[Report], shape: Callable[[Reuse], T], processes: int = 1, passages: bool = True) -> Iterator[list[T]]:
    """The same for any number of reports, in order of unlike ids (a `Pile` keeps their texts on disk), part by part;
    `shape`, a function of a module, makes of each pair what is wanted, which may be without its passages. From SHARED_OUT
    reports on the work is shared out."""
    with Crew(rows, processes if len(rows) >= SHARED_OUT else 1) as crew:
        yield from crew.map(_relate, ((part, shape, passages) for part in divide(rows, crew)))


def _itself(found: Reuse) -> Reuse:
    return found


def _relate(all_rows: Sequence[Report], part: Part, shape: Callable[[Reuse], T], passages: bool) -> list[T]:
    """The pairs of one part."""
    rows, whole = [bare(all_rows, i) for i in part.rows], texts(all_rows, part.rows)
    found = _quoted(whole, part.pairs) if part.pairs else _compare(rows, whole, part.bodies, passages)
    settle(found)
    out = [shape(relation(rows[i], rows[j], link.like, link.passages, passages)) for (i, j), link in found.items()]
    if not part.pairs:
        out += [shape(versions(rows[i], rows[j])) for i, j in _same_address(rows) if (i, j) not in found]
    return out


class Link:
    """A pair on its way to a Reuse: what its words say, and the passages they share."""

    __slots__ = ("like", "passages")

    def __init__(self, like: Likeness, passages: Spans) -> None:
        self.like = like
        self.passages = passages


def _compare(rows: Sequence[Report], whole: Sequence[str], cuts: Sequence[tuple[int, int]], passages: bool) -> Found:
    """Every pair that shares enough words to be told, by indexes of `rows`; `whole` are their texts, `cuts` the characters of
    their bodies. Without `passages` these are counted in words, which is enough to tell how many there are."""
    bodies = [text[start:end] for text, (start, end) in zip(whole, cuts, strict=True)]
    out: Found = {}
    batch = compare(bodies)
    prepared = [Text(row, text, 0) for row, text in zip(batch.rows, bodies, strict=True)]
    for text, r in zip(prepared, rows, strict=True):
        text.headline = title_words(r, text.text, text.row)
    for p, like in _judged(batch, prepared):
        if (p.left, p.right) not in out:
            found = spans(p, batch.rows, cuts[p.left][0], cuts[p.right][0]) if passages else told_blocks(p)
            out[p.left, p.right] = Link(like, found)
    for i, j in _same_text(bodies):
        if (i, j) not in out:
            out[i, j] = Link(*same_words((whole[i], cuts[i]), (whole[j], cuts[j])))
    return out


def same_words(left: tuple[str, tuple[int, int]], right: tuple[str, tuple[int, int]]) -> tuple[Likeness, Spans]:
    """What two texts (each with the characters of its body) of the same words are to each other."""
    size = float(len(left[0][slice(*left[1])].split()))
    return Likeness("exact", size, 1.0, 1.0), [(*trim(left[0], *left[1]), *trim(right[0], *right[1]))]


def _same_text(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Short texts that are the same, each with the next: they have too few words to be aligned."""
    seen: dict[str, int] = {}
    out = []
    for i, text in enumerate(texts):
        if key := short(text):
            if key in seen:
                out.append((seen[key], i))
            seen[key] = i
    return out


def _judged(batch: Batch, texts: Sequence[Text]) -> Iterator[tuple[Pair, Likeness]]:
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
    rest = (~batch.promising).nonzero()[0]
    for i, left, right in zip(rest.tolist(), batch.left[rest].tolist(), batch.right[rest].tolist(), strict=True):
        tied = left in near and right in near and not near[left].isdisjoint(near[right])
        if tied or batch.quoting[i]:
            p = batch.pair(i)
            like = judge(p, texts[left], texts[right])
            if like.finding == "shared-quotes" or (tied and (like.finding != "weak" or like.equal >= LEAST)):
                yield p, like


def _quoted(whole: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Found:
    """Those of the pairs that share quotations of OPENING words or more, whole."""
    quotes: list[dict[tuple[str, ...], tuple[int, int]]] = []
    for text in whole:
        found = [trim(text, *span) for span in quotations(text)]
        words = [tuple(folded_words(text[a:b])) for a, b in found]
        quotes.append({w: span for w, span in zip(words, found, strict=True) if len(w) >= OPENING})
    size = [max(1, len(text.split())) for text in whole]
    out: Found = {}
    for i, j in pairs:
        if shared := [w for w in quotes[i] if w in quotes[j]]:
            equal = float(sum(map(len, shared)))
            like = Likeness("shared-quotes", equal, min(1.0, equal / size[i]), min(1.0, equal / size[j]))
            out[i, j] = Link(like, sorted((*quotes[i][w], *quotes[j][w]) for w in shared))
    return out


def title_words(report: Report, text: str, row: Row) -> int:
    """How many words of the text may be its headline: the first line, if it is short and none is given apart."""
    end = text.find("\n")
    if report.headline or end < 0:
        return 0
    count = int(row.start.searchsorted(end))
    return count if count <= HEADLINE else 0


def spans(pair: Pair, words: Sequence[Row], left: int, right: int) -> Spans:
    """The blocks as characters of both texts, in order."""
    x, y = words[pair.left], words[pair.right]
    return [
        (int(x.start[a]) + left, int(x.end[a_end - 1]) + left, int(y.start[b]) + right, int(y.end[b_end - 1]) + right)
        for a, b, a_end, b_end in told_blocks(pair)
    ]


def told_blocks(pair: Pair) -> list[Block]:
    """The blocks, less those that mostly repeat a longer one on either side."""
    if len(pair.blocks) == 1:
        return pair.blocks
    kept: list[Block] = []
    for block in sorted(pair.blocks, key=lambda k: (k[0] - k[2], k)):
        a, b, a_end, b_end = block
        x = y = 0
        for c, d, c_end, d_end in kept:
            if a < c_end and c < a_end:
                x += min(a_end, c_end) - max(a, c)
            if b < d_end and d < b_end:
                y += min(b_end, d_end) - max(b, d)
        if x < HALF * (a_end - a) and y < HALF * (b_end - b):
            kept.append(block)
    return sorted(kept)


def settle(found: Found) -> None:
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


def _families(found: Found, clear: list[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int], dict[tuple[int, int], float]]:
    """Each report's family, each family's size, and for each two tied families the sum of the signs of an excerpt."""
    groups = components(sorted({i for k in found for i in k}), clear)
    family = {i: group[0] for group in groups for i in group}
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for (i, j), link in found.items():
        if link.like.finding in ("copy", "excerpt") and family[i] != family[j]:
            votes[family[i], family[j]] += link.like.hosting
            votes[family[j], family[i]] += link.like.hosting
    return family, {group[0]: len(group) for group in groups}, dict(votes)


def _same_address(rows: Sequence[Report]) -> list[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        if r.uri and (key := address(r.uri)):
            groups[key].append(i)
    return [(g[k], g[m]) for g in groups.values() for k in range(len(g)) for m in range(k + 1, len(g))]
