"""Statements of two outlets that give one figure of one thing, as the series of figures tell, quote the same words, or say one thing in others
(`resaid`): the same source's, or an outlet's without a source, is the other's told again; two sources' back each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from writethru.model import Appearance, FigurePoint, FigureSeries
from writethru.reconcile.again import held, marks, names, rumoured
from writethru.reconcile.likeness import days_apart, same_voice
from writethru.reconcile.resaid import resaid, sorted_out
from writethru.reconcile.scale import dimension
from writethru.reconcile.shares import leads, like, plain_marks
from writethru.reconcile.unit import Telling, Unit, content_words
from writethru.text import fold
from writethru.words import WORD, stopwords

TOLD = 0.2  # of the weight of either's words, figures and names apart, where an outlet gives a figure without its source
BACKED = 0.15  # of both's, where another source gives it
BARE = 2  # words at most, figures and days apart, of a statement that gives little but its figure
TELLING = 100.0  # so large a number of one source is one statement's
LEAST = 10  # a smaller number is met by chance
LEAST_QUOTED = 2  # content words of a quotation by which it is known
HALF, FEW = 0.5, 3  # of the weight of either words, and words that are no names, where an outlet gives a source its number
OFTEN = 40  # statements of a word that are looked at: what all say tells nothing
SHORT = 3  # letters of a word that is no name


@dataclass(frozen=True, slots=True)
class Shared:
    """The units, those that tell another's again with its id; pairs of ids of statements that back each other, and of outlets' own that say
    one thing; and statement ids with the statements that say all of it beside more."""

    units: list[Unit]
    backed: set[frozenset[str]]
    alike: set[frozenset[str]]
    within: Mapping[str, Sequence[Unit]]


def with_shared(units: Sequence[Unit], series: Sequence[FigureSeries], idf: Telling) -> Shared:
    """What statements of two outlets have in common."""
    found, backed = _of_one_figure(units, series, idf)
    said = sorted_out(resaid(units))
    for late, early in (*_numbered(units, idf), *_quoting(units), *said.again):
        if not (late.repeats or late.id in found) and late.id not in _told_from(early, found):
            found[late.id] = replace(late, repeats=early.id)
    return Shared([found.get(u.id, u) for u in units], backed | said.backed, said.alike, said.within)


def _of_one_figure(units: Sequence[Unit], series: Sequence[FigureSeries], idf: Telling) -> tuple[dict[str, Unit], set[frozenset[str]]]:
    """Statements that tell another's figure again, by id, and pairs of two sources that give one."""
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
                shares = like(a, b, idf)
                if shares[0] >= BACKED and shares[2] > 0 and not a.denied and not b.denied and not (rumoured(a) or rumoured(b)):
                    backed.add(frozenset((a.id, b.id)))
    return found, backed


def _told_from(u: Unit, found: Mapping[str, Unit]) -> Iterator[str]:
    """The ids of what a statement tells again, and of what that tells again."""
    at = found.get(u.id, u).repeats
    while at:
        yield at
        at = found[at].repeats if at in found else ""


def _numbered(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements with a number that is met by no chance, each with another outlet's earlier one that gives it of the same source, or of one
    whom an outlet names in its own voice: "no more than 40 million", "40 million at the very most"."""
    postings: dict[tuple[float, str], list[Unit]] = defaultdict(list)
    for u in sorted((u for u in units if u.figures and not u.answers), key=lambda u: u.order):
        keys = _keys(u)
        near = (v for k in sorted(keys) for v in postings[k][:OFTEN] if v.outlet != u.outlet and v.root != u.root)
        v = next((v for v in near if (u.speaker or v.speaker) and (_one_source(u, v, idf) or _one_moment(u, v, idf))), None)
        if v:
            yield u, v
        for k in keys:
            postings[k].append(u)


def _keys(u: Unit) -> set[tuple[float, str]]:
    """The number that a statement tells first, with its unit; a small one of things or people counted without."""
    f = min(u.figures, key=lambda f: f.start)
    if not leads(u, f.start, f.end):
        return set()
    return {(x, "" if x < TELLING and dimension(f.unit) is None else f.unit) for x in (f.low, f.high) if x is not None and x > 1}


def _large(u: Unit, v: Unit) -> bool:
    return any(x >= TELLING for x, _ in _keys(u) & _keys(v))


def _one_moment(u: Unit, v: Unit, idf: Telling) -> bool:
    """Whether one person gives a small number of the same thing in both, within a day: "three more workers have died", "three died in
    hospital", he said."""
    if u.speaker is None or u.speaker != v.speaker or u.collective or not u.speaker[:1].isupper() or u.denied or v.denied:
        return False
    if days_apart(u.day, v.day) > 1 or u.unreal != v.unreal or like(u, v, idf)[1] < TOLD:
        return False
    counted = frozenset(w for f in (*u.figures, *v.figures) for w in content_words(f"{f.unit} {f.of}"))
    x, y = ({w: k for w, k in plain_marks(marks(t.text, t.stems)).items() if w not in counted} for t in (u, v))
    return held(x, y, idf, names(u.text) | names(v.text))[1] > 0


def _one_source(u: Unit, v: Unit, idf: Telling) -> bool:
    if not _large(u, v):
        return False
    if u.speaker and v.speaker:
        return same_voice(u, v)
    name = (u.speaker or v.speaker or "").split()[-1]
    own = v if u.speaker else u
    called = name[0].isupper() and fold(name) in (w.removesuffix("'s") for w in WORD.findall(fold(own.text)))
    if called and len(plain_marks(marks(own.text, own.stems)).keys() - content_words(u.speaker or v.speaker or "")) <= BARE:
        return True  # "The Civic Union speaks of 3,000"
    shares = like(u, v, idf)
    return (called and shares[1] >= BACKED and shares[2] > 0) or (shares[0] >= HALF and shares[2] >= FEW and not (u.denied or v.denied))


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
    return like(a, b, idf)[0] >= TOLD or min(len(plain_marks(marks(u.text, u.stems))) for u in (a, b)) <= BARE


def _retold(a: Unit, b: Unit, p: FigurePoint, idf: Telling) -> bool:
    """Whether an outlet gives in its own voice what the other's statement says."""
    if (a.speaker and b.speaker) or not p.low or p.low < LEAST:
        return False
    shares = like(a, b, idf)
    least = TOLD if a.speaker or b.speaker else 2 * TOLD  # nobody answers for either: more must be alike
    return shares[1] >= least and shares[0] >= least / 2 and shares[2] > 0


def _main(u: Unit, x: Appearance, y: Appearance) -> bool:
    """Whether a figure of its content is what a statement tells first."""
    place = (x if x.statement == u.id else y).passages[0]
    held = any(s <= place.start < e for s, e in u.statement.content)
    first = min((f.start for f in u.figures), default=place.start) == place.start
    return held and first and leads(u, place.start, place.end)
