"""Statements that say one thing in other words: two sources' back each other; one source's in two outlets, or a source's and another
outlet's in its own voice, are one told again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from writethru.reconcile.again import Marks, held, marks, names
from writethru.reconcile.likeness import NEAR_DAYS, WORKS, clash, contrary, days_apart, figures_clash, quote_likeness, same_voice
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import Telling, Unit, content_words

HALF, FEW = 0.5, 3  # of the weight of either's words, and words that are no names, in two sources' statements of one thing
LESS, MORE = 0.45, 5  # or these
TWO, FAIR, NEARLY = 2, 0.4, 0.6  # or so few of one source
VOICED = 1.2  # both shares together, where an outlet tells it in its own voice
TRIED = 8  # of them that share the most words are compared in full
OFTEN = 40  # statements of a word that are looked at: what all say tells nothing
FIRM = ("said", "confirmed", "claimed", "accused", "estimated")
_GROUP = re.compile(r"\b(?:authorities|officials|officers|sources|investigators|witnesses|prosecutors|lawyers|residents|people)$")
_AMOUNTS = "hundred thousand million billion percent year day week month hour dozen couple half third quarter number figure total"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def backing(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements of two sources in two outlets that say one thing, though half of it in other words."""
    first: dict[tuple[str | None, tuple[str, ...]], Unit] = {}
    for u in units:
        if u.speaker and not (u.figures or u.stance == "denied" or u.answers or u.repeats or u.retells or u.numbers) and u.stance in FIRM:
            first.setdefault((u.speaker, u.words), u)
    plain = {u.id: plain_marks(marks(u.text, u.stems)) for u in first.values()}
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
        or ((u.denied or v.denied) and (clash(u, v, idf) or not (_worked(u) or _worked(v))))
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
    both = len([w for w in x if w in y]) if share >= LESS and many >= TWO else 0
    return (share >= HALF and many >= FEW) or (share >= LESS and many >= MORE) or (both >= 4 and max(left[0], right[0]) >= NEARLY)


def _worked(u: Unit) -> bool:
    """Whether it says that something did not do what it is for, which "failed" says without a "not"."""
    return bool(u.denied & WORKS)


def reworded(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements of one source in two outlets, within a day or two, that say one thing in words for the same; the later with the earlier."""
    voices: dict[str, list[Unit]] = defaultdict(list)
    for u in sorted(
        (u for u in units if u.speaker and not (_GROUP.search(u.speaker) or u.collective or u.answers or u.repeats)), key=lambda u: u.order
    ):
        x = plain_marks(marks(u.text, u.stems))
        near = ((v, plain_marks(marks(v.text, v.stems))) for v in voices[u.voice][-OFTEN:] if v.outlet != u.outlet and v.root != u.root)
        found = next((v for v, y in near if same_voice(u, v) and _in_other_words(u, v, x, y, idf)), None)
        if found:
            yield u, found
        voices[u.voice].append(u)


def voiced(units: Sequence[Unit], idf: Telling) -> Iterator[tuple[Unit, Unit]]:
    """Statements of which an outlet tells one in its own voice and another's source the other, within a day or two, in much the same words;
    the outlet's with the source's."""
    plain = {u.id: plain_marks(marks(u.text, u.stems)) for u in units if not u.answers and u.current}
    postings: dict[str, list[Unit]] = defaultdict(list)
    for u in (u for u in units if u.speaker and u.id in plain and u.stance in FIRM and not (u.inner or _GROUP.search(u.speaker))):
        for w in plain[u.id]:
            postings[w].append(u)
    for v in (v for v in units if v.speaker is None and v.id in plain and not v.repeats):
        met = Counter(u.id for w in plain[v.id] for u in postings[w][:OFTEN])
        near = {u.id: u for w in plain[v.id] for u in postings[w][:OFTEN]}
        for i, n in met.most_common(TRIED):
            if n < TWO:
                break
            u = near[i]
            if u.outlet != v.outlet and u.root != v.root and _in_other_words(u, v, plain[i], plain[v.id], idf):
                yield v, u
                break


def _in_other_words(u: Unit, v: Unit, x: Marks, y: Marks, idf: Telling) -> bool:
    if (
        u.unreal != v.unreal
        or (u.stance != v.stance and {u.stance, v.stance} - set(FIRM))
        or days_apart(u.day, v.day) > NEAR_DAYS
        or bool(u.denied) != bool(v.denied)
    ):
        return False
    if contrary(u, v) or clash(u, v, idf) or figures_clash(u, v) or (u.numbers and v.numbers and not u.numbers & v.numbers):
        return False
    apart = names(u.text) | names(v.text)
    left, right = held(x, y, idf, apart), held(y, x, idf, apart)
    least, most, many = min(left[0], right[0]), max(left[0], right[0]), min(left[1], right[1])
    if not (u.speaker and v.speaker):
        other = u.numbers ^ v.numbers or _numerals() & set(u.words).symmetric_difference(v.words)
        return not other and many >= FEW and least >= HALF and least + most >= VOICED
    person = u.speaker[:1].isupper()
    return (many >= FEW and least >= LESS and least + most >= 2 * HALF) or (person and many >= TWO and least >= FAIR and most >= NEARLY)


def like(a: Unit, b: Unit, idf: Telling) -> tuple[float, float, int]:
    """The shares of either's words that the other holds, amounts and days apart, the smaller first, and the number of words they share."""
    apart = names(a.text) | names(b.text)
    x, y = (plain_marks(marks(u.text, u.stems)) for u in (a, b))
    left, right = held(x, y, idf, apart), held(y, x, idf, apart)
    return min(left[0], right[0]), max(left[0], right[0]), min(left[1], right[1])


def plain_marks(found: Marks) -> Marks:
    return {w: kind for w, kind in found.items() if not w.isdigit() and w not in _counted()}


@cache
def _numerals() -> frozenset[str]:
    return frozenset(content_words(" ".join(sorted(listed("spelled", "words")))))


@cache
def _counted() -> frozenset[str]:
    return frozenset(content_words(f"{_AMOUNTS} {_DAYS} {' '.join(sorted(listed('spelled', 'words')))}"))
