"""Statements of two outlets that give one figure of one thing, as the series of figures tell, or quote the same words: the same source's,
or an outlet's without a source, is the other's told again in other words; two sources' back each other, as do two that say one thing
without a figure in words for the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from writethru.model import Appearance, FigurePoint, FigureSeries
from writethru.reconcile.again import Marks, held, marks, names
from writethru.reconcile.likeness import quote_likeness, same_voice
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import Telling, Unit, content_words
from writethru.text import fold
from writethru.words import WORD, stopwords

TOLD = 0.2  # of the weight of either's words, figures and names apart, where an outlet gives a figure without its source
BACKED = 0.15  # of both's, where another source gives it
BARE = 2  # words at most, figures and days apart, of a statement that gives little but its figure
HALF, FEW = 0.5, 3  # of the weight of either's words, and words that are no names, in two sources' statements of one thing
LESS, MORE = 0.45, 5  # or these
OFTEN = 40  # statements of a word that are looked at: what all say tells nothing
FIRM = ("said", "confirmed", "claimed", "accused", "estimated")
TELLING = 100.0  # so large a number of one source is one statement's
LEAST = 10  # a smaller number is met by chance
LEAST_QUOTED = 2  # content words of a quotation by which it is known
SHORT = 3  # letters of a word that is no name
_ITS = r"(?:the|those|these|its|their|his|her|all|some|about)"
_OTHER = re.compile(
    rf"\b(?:(?:of|among)(?: {_ITS})+|(?:from|than|not|over|instead of)(?: {_ITS})*|the|all|these|those|both) $|[\w’'], $", re.I
)
_TAKEN = re.compile(r"[a-z](?:['’]s|s['’]) (?:[a-z]+ )?(?:count|figure|number|toll|total|tally|estimate|sum) of (?:about )?$")
_AGE = re.compile(r"\w+(?:-| )(?:year|month)s?(?:-| )old\b")
_AMOUNTS = "hundred thousand million billion percent year day week month hour dozen couple half third quarter number figure total"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def with_shared(units: Sequence[Unit], series: Sequence[FigureSeries], idf: Telling) -> tuple[list[Unit], set[frozenset[str]]]:
    """The units, those that tell another's figure again with its id and outlet, and the pairs of statements that back each other."""
    by_id = {u.id: u for u in units}
    found: dict[str, Unit] = {}
    backed: set[frozenset[str]] = set()
    for one, p, q in _pairs(series):
        for x, y in ((x, y) for x in p.appearances[:OFTEN] for y in q.appearances[:OFTEN]):
            a, b = sorted((by_id[x.statement], by_id[y.statement]), key=lambda u: u.order)
            if a.outlet == b.outlet or a.root == b.root or a.answers or b.answers or not (_main(a, x, y) and _main(b, x, y)):
                continue
            if (one and _again(a, b, idf)) or _retold(a, b, p, idf):
                late, early = (b, a) if a.speaker or not b.speaker else (a, b)
                if not (late.repeats or early.repeats or late.id in found):
                    found[late.id] = replace(late, repeats=early.id)
            elif not one and a.speaker and b.speaker and not same_voice(a, b) and (p.low or 0.0) >= LEAST:
                like = _like(a, b, idf)
                if like[0] >= BACKED and like[2] > 0 and not a.denied and not b.denied:
                    backed.add(frozenset((a.id, b.id)))
    backed.update(frozenset((a.id, b.id)) for a, b in _backing(units, idf))
    for late, early in (*_numbered(units, idf), *_quoting(units)):
        if not (late.repeats or late.id in found):
            found[late.id] = replace(late, repeats=early.id)
    return [found.get(u.id, u) for u in units], backed


def _numbered(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements with a number that is met by no chance, each with another outlet's earlier one that gives it of the same source, or of one
    whom an outlet names in its own voice: "no more than 40 million", "40 million at the very most"."""
    postings: dict[tuple[float, str], list[Unit]] = defaultdict(list)
    for u in sorted((u for u in units if u.figures and not u.answers), key=lambda u: u.order):
        f = min(u.figures, key=lambda f: f.start)
        if not _leads(u, f.start, f.end):
            continue
        keys = {(x, f.unit) for x in (f.low, f.high) if x is not None and x >= TELLING}
        near = (v for k in sorted(keys) for v in postings[k][:OFTEN] if v.outlet != u.outlet and v.root != u.root)
        v = next((v for v in near if (u.speaker or v.speaker) and _one_source(u, v, idf)), None)
        if v:
            yield u, v
        for k in keys:
            postings[k].append(u)


def _one_source(u: Unit, v: Unit, idf: Telling) -> bool:
    if u.speaker and v.speaker:
        return same_voice(u, v)
    name = (u.speaker or v.speaker or "").split()[-1]
    own = v if u.speaker else u
    called = name[0].isupper() and fold(name) in (w.removesuffix("'s") for w in WORD.findall(fold(own.text)))
    return called and _like(u, v, idf)[1] >= BACKED and _like(u, v, idf)[2] > 0


def _backing(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements of two sources in two outlets that say one thing, though half of it in other words."""
    first: dict[tuple[str | None, tuple[str, ...]], Unit] = {}
    for u in units:
        if u.speaker and not (u.figures or u.denied or u.answers or u.repeats or u.retells or u.numbers) and u.stance in FIRM:
            first.setdefault((u.speaker, u.words), u)
    plain = {u.id: _plain(marks(u.text, u.stems)) for u in first.values()}
    postings: dict[str, list[Unit]] = defaultdict(list)
    for u in first.values():
        met: Counter[str] = Counter()
        near: dict[str, Unit] = {}
        for w in plain[u.id]:
            for v in postings[w][:OFTEN]:
                met[v.id] += 1
                near[v.id] = v
            postings[w].append(u)
        yield from ((v, u) for i, v in near.items() if met[i] > 1 and _one_thing(u, v, plain[u.id], plain[i], idf))


def _one_thing(u: Unit, v: Unit, x: Marks, y: Marks, idf: Telling) -> bool:
    if (
        u.outlet == v.outlet
        or u.root == v.root
        or u.unreal != v.unreal
        or same_voice(u, v)
        or u.speaker in v.passes
        or v.speaker in u.passes
    ):
        return False
    apart = names(u.text) | names(v.text)
    left, right = held(x, y, idf, apart), held(y, x, idf, apart)
    share, many = min(left[0], right[0]), min(left[1], right[1])
    called = [frozenset(content_words(w.speaker or "")) for w in (u, v)]
    if quote_likeness(u, v) >= 0.75 or called[0] & called[1]:
        return False  # one utterance, or one source, under two names is no second witness
    return (share >= HALF and many >= FEW) or (share >= LESS and many >= MORE)


def _quoting(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Statements that quote words, each with another outlet's earlier one that quotes them of a source whose name it shares."""
    postings: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for u in sorted((u for u in units if len(u.quote) > 1 and not u.answers), key=lambda u: u.order):
        for v in (v for run in sorted(set(pairwise(u.quote))) for v in postings[run]):
            if u.outlet != v.outlet and u.root != v.root and (u.speaker != v.speaker or not u.speaker) and _one_quote(u, v):
                yield u, v
                break
        for run in set(pairwise(u.quote)):
            postings[run].append(u)


def _one_quote(u: Unit, v: Unit) -> bool:
    short, long = sorted((u.quote, v.quote), key=len)
    if (not u.speaker and not v.speaker) or f" {' '.join(short)} " not in f" {' '.join(long)} ":
        return False
    if len(frozenset(short) - stopwords()) < LEAST_QUOTED:
        return False
    told = [fold(x.speaker or x.report.text[slice(*x.statement.sentence)]) for x in (u, v)]
    called = [frozenset(w for w in WORD.findall(t) if len(w) > SHORT) for t in told]
    own = frozenset(fold(f"{u.outlet} {v.outlet}").split()) | stopwords()
    name = (u.speaker or v.speaker or "").split()[-1]
    return bool((called[0] & called[1]) - own) if u.speaker and v.speaker else name[0].isupper() and fold(name) in called[0] & called[1]


def _pairs(series: Sequence[FigureSeries]) -> Iterator[tuple[bool, FigurePoint, FigurePoint]]:
    """Points that give the same number of the same thing, and whether one source gives both."""
    points = {p.id: p for s in series for p in s.points}
    for p in points.values():
        yield True, p, p
        yield from ((False, p, points[r.other]) for r in p.relations if r.kind == "same" and r.other in points)


def _again(a: Unit, b: Unit, idf: Telling) -> bool:
    """Whether a source's statement, or an outlet's without one, says besides the figure what the source's other one does, or nothing else."""
    if a.speaker and b.speaker and not same_voice(a, b):
        return False
    return _like(a, b, idf)[0] >= TOLD or min(len(_plain(marks(u.text, u.stems))) for u in (a, b)) <= BARE


def _retold(a: Unit, b: Unit, p: FigurePoint, idf: Telling) -> bool:
    """Whether an outlet gives in its own voice what the other's statement says."""
    if (a.speaker and b.speaker) or not p.low or p.low < LEAST:
        return False
    like = _like(a, b, idf)
    least = TOLD if a.speaker or b.speaker else 2 * TOLD  # nobody answers for either: more must be alike
    return like[1] >= least and like[0] >= least / 2 and like[2] > 0


def _main(u: Unit, x: Appearance, y: Appearance) -> bool:
    """Whether a figure of its content is what a statement tells first."""
    place = (x if x.statement == u.id else y).passages[0]
    held = any(s <= place.start < e for s, e in u.statement.content)
    first = min((f.start for f in u.figures), default=place.start) == place.start
    return held and first and _leads(u, place.start, place.end)


def _leads(u: Unit, start: int, end: int) -> bool:
    """Whether a figure stands for itself: no age, not one that another replaces ("up from 164"), not the whole of which a part is told
    ("of the 23"), nor a count that a source takes from another ("the hospital's count of 171")."""
    text = u.report.text
    other = _OTHER.search(text, max(0, start - 30), start) or _AGE.match(text, start, end + 12)
    return not other and not (u.speaker and _TAKEN.search(text, max(0, start - 40), start))


def _like(a: Unit, b: Unit, idf: Telling) -> tuple[float, float, int]:
    """The shares of either's words that the other holds, amounts and days apart, the smaller first, and the number of words they share."""
    apart = names(a.text) | names(b.text)
    x, y = (_plain(marks(u.text, u.stems)) for u in (a, b))
    left, right = held(x, y, idf, apart), held(y, x, idf, apart)
    return min(left[0], right[0]), max(left[0], right[0]), min(left[1], right[1])


def _plain(found: Marks) -> Marks:
    return {w: kind for w, kind in found.items() if not w.isdigit() and w not in _counted()}


@cache
def _counted() -> frozenset[str]:
    return frozenset(content_words(f"{_AMOUNTS} {_DAYS} {' '.join(sorted(listed('spelled', 'words')))}"))
