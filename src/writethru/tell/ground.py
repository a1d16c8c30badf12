"""What a part of a draft rests on: the report sentence with most of its content and least against it, and the faults it shows there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from writethru.tell.compare import find, one_thing
from writethru.tell.evidence import Evidence
from writethru.tell.faults import ALSO, ITEMS, Tried
from writethru.tell.firmness import turned
from writethru.tell.heldback import stressed, withheld
from writethru.tell.reading import Reading, joined
from writethru.tell.standing import renamed
from writethru.text import trim
from writethru.verdict import Problem

HELD = 0.24  # a part of which no sentence holds this share rests on nothing
LOW = 0.2  # below this share no passage is looked at
ACCUSE = 0.36  # below this share a mismatch is put down to another subject
FAR = 2.0  # what a missing share of content costs against a fault of 0.15 to 0.34
BORROWED = 0.2  # what a number costs that stands only in the sentence beside
AGREED = 0.35  # what a number, a date or a speaker that agrees speaks for a passage
HAPPENS = 0.3  # and what happens, the names aside
MOST = 3  # and of so many
ITEM = 0.06  # what one adds to the share held
THIN = 0.5  # a part of which no sentence holds this share,
BARE = 0.25  # nor this share of what happens, nor a number or a date, shares hardly more than names: it rests on nothing
BOTTOM = 0.3  # a part of which no sentence holds even this share rests on nothing whatever its words
STRANGERS = 2  # else it does where so many of its words stand nowhere in the story
THING = 0.15  # how far numbers must count the same thing for one to lead to another passage
STRONG = 0.8  # a passage that holds less than this of a part is no reason to pass over one that denies or hedges it and holds as much,
CORE = 0.2  # or this much more of what happens
NEARLY = 0.6  # a passage that holds so much of a part is the one it tells
PAIRED = 6  # passages tried together with the sentence before or after each
ADDS = 0.2  # share of what happens that the second of two sentences must add
TWO = 0.15  # what it costs to rest a part on two sentences
_COST = {
    "unsupported-number": 0.45,
    "wrong-speaker": 0.3,
    "lost-negation": 0.36,
    "added-certainty": 0.25,
    "lost-hedge": 0.2,
    "wrong-date": 0.26,
    "wrong-place": 0.3,
    "unsupported-name": 0.34,
}
_FIRM = ("lost-negation", "lost-hedge", "added-certainty")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a part rests on."""

    part: Reading
    share: float
    source: Reading | None
    problems: tuple[Problem, ...]
    also: tuple[Reading, ...] = ()


def cost_of(grounds: Sequence[Ground]) -> float:
    """How badly a reading of a sentence is grounded: the mean of its parts, by their words."""
    weight = sum(len(g.part.words) for g in grounds) or 1
    return FAR * sum((1 - g.share) * len(g.part.words) for g in grounds) / weight + sum(
        _COST.get(p.kind, 0.5) for g in grounds for p in g.problems
    )


def ground(part: Reading, text: str, evidence: Evidence) -> Ground:
    """The sentence that explains a part best: the most shared content for the least wrong."""
    candidates = evidence.candidates(part)
    if not candidates or candidates[0][0] < LOW:
        return Ground(part, candidates[0][0] if candidates else 0.0, None, (_nothing(part, text),))
    tried = Tried(part, text, evidence)
    pool = [(s, r) for s, r in candidates if s >= max(LOW, 0.45 * candidates[0][0])]
    share, source, clean = _best(tried, pool)
    wrong = tried.faults(source)
    doubted = share < NEARLY and any(p.kind in ITEMS or p.kind == "wrong-speaker" for p in wrong)
    if doubted and (other := _anchored(tried, candidates)):
        share, source = other
        wrong = []
    if not wrong and tried.owner(source) is False:  # another says it: how firmly does the one who is named say it himself?
        own = ((s, r) for s, r in pool if s >= ALSO * share and tried.owner(r) and tried.matched(r) >= tried.matched(source))
        share, source = next(((s, r) for s, r in own if all(p.kind in _FIRM for p in tried.faults(r))), (share, source))
        wrong = tried.faults(source)
    if not wrong and share < STRONG:
        asked = evidence.asked(part)
        most = asked.core(source) + CORE
        against = (
            (s, r)
            for s, r in pool
            if (s >= share or asked.core(r) >= most) and tried.matched(r) >= tried.matched(source) and r is not source and tried.faults(r)
        )
        share, source = next(((s, r) for s, r in against if all(p.kind in _FIRM for p in tried.faults(r))), (share, source))
        wrong = tried.faults(source)
    if any(p.kind == "unsupported-number" for p in wrong):
        named = [_renamed(p, part, source, evidence) for p in wrong]
        told = not any(q and q.kind in ("stale-figure", "disputed-figure") for q in named)
        if told and (other := _counted(tried, candidates)):
            share, source, wrong = *other, []
        else:
            wrong = [q for q in named if q]
    wrong = [p for p in wrong if not tried.rescued(p, source, pool)]
    if any(p.kind == "wrong-speaker" for p in wrong) and (beside := tried.said_beside(source)):
        wrong = [p for p in wrong if p.kind != "wrong-speaker"] + [p for p in tried.faults(beside) if p.kind in _FIRM]
    wrong += turned(wrong, part)
    if not wrong:
        wrong += withheld(part, [r for s, r in pool if s >= ALSO * share], evidence, text)
    if not wrong:
        wrong += stressed(part, [r for _, r in pool], text)
    held = evidence.coverage(part, source, lenient=True)
    if _rests_on_nothing(tried, source, held, wrong):
        return Ground(part, share, None, (_nothing(part, text),))
    return Ground(part, share, source, tuple(wrong), tuple(c for c in clean if c is not source)[:4] if not wrong else ())


def _rests_on_nothing(tried: Tried, source: Reading, held: float, wrong: Sequence[Problem]) -> bool:
    """Whether a part has no passage: it shares little with the best, and some of it stands nowhere in the story."""
    part, evidence = tried.part, tried.evidence
    core, matched = evidence.asked(part).core(source), tried.matched(source)
    thin = not wrong and held < THIN and core < BARE and not matched
    names = held < ACCUSE and not _more_than_names(part, source)
    little = held + (0 if wrong else ITEM * min(MOST, matched)) < (ACCUSE if wrong else HELD)
    if not wrong and tried.anchored(source):
        return False
    return (thin or names or little) and (held < BOTTOM or len(evidence.strange(part)) >= STRANGERS)


def _best(tried: Tried, pool: Sequence[tuple[float, Reading]]) -> tuple[float, Reading, list[Reading]]:
    """The passage that costs least with its share, and those with nothing against the part that hold nearly as much as any."""
    found: tuple[float, float, Reading] | None = None
    clean: list[Reading] = []
    for share, r in pool:
        if found is not None and FAR * (1 - share) - MOST * AGREED - HAPPENS > found[0]:
            break  # nor can any after it, for they hold less
        wrong = tried.faults(r)
        cost = _cost(share, r, tried)
        if found is None or cost < found[0]:
            cost += BORROWED * tried.borrowed(r)
        if not wrong and share >= max(HELD, 0.85 * pool[0][0]):
            clean.append(r)
        if found is None or cost < found[0] - 1e-9:
            found = cost, share, r
    assert found is not None
    if tried.faults(found[2]):
        found = min([found, *_joined(tried, pool)], key=lambda f: f[0])
    return *found[1:], clean


def _cost(share: float, r: Reading, tried: Tried) -> float:
    """What it costs to rest a part on a sentence, before what it borrows."""
    wrong = sum(_COST[p.kind] for p in tried.faults(r))
    return FAR * (1 - share) + wrong - AGREED * min(MOST, tried.matched(r)) - HAPPENS * tried.evidence.asked(tried.part).core(r)


def _joined(tried: Tried, pool: Sequence[tuple[float, Reading]]) -> Iterator[tuple[float, float, Reading]]:
    """Two sentences of a report, one after the other, as one passage: where both say something of what happens in the part."""
    asked, evidence = tried.evidence.asked(tried.part), tried.evidence
    met: set[tuple[str, int]] = set()
    for _, r in pool[:PAIRED]:
        for a, b in [(x, r) for x in evidence.neighbours(r, 1)] + [(r, x) for x in evidence.next(r, 1)]:
            if (a.report, a.start) not in met:
                met.add((a.report, a.start))
                both = joined(a, b)
                told = tried.matched(both) > max(tried.matched(a), tried.matched(b))
                if told or asked.core(both) >= max(asked.core(a), asked.core(b)) + ADDS:
                    share = asked.of(both)
                    yield _cost(share, both, tried) + TWO, share, both


def _renamed(p: Problem, part: Reading, source: Reading, evidence: Evidence) -> Problem | None:
    n = next((n for n in part.numbers if n.start == p.start), None)
    return renamed(p, n, part, source, evidence) if p.kind == "unsupported-number" and n else p


def _more_than_names(part: Reading, r: Reading) -> bool:
    """Whether a sentence shares more with a part than names, where the part has more."""
    named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)}
    rest = part.concepts - named
    return not rest or bool(r.shared(rest)) or bool(rest & r.context)


def _anchored(tried: Tried, pool: Sequence[tuple[float, Reading]]) -> tuple[float, Reading] | None:
    """A passage in other words with nothing against a part that has every number and date of it, one of them hardly by chance."""
    for share, r in pool:
        if tried.anchored(r) and not tried.faults(r):
            return share, r
    return None


def _counted(tried: Tried, pool: Sequence[tuple[float, Reading]]) -> tuple[float, Reading] | None:
    """A passage of fewer words in common that has every number of a part, of the same thing, and nothing against the part."""
    part, evidence = tried.part, tried.evidence
    for share, r in pool:
        found = [(n, find(n, r, evidence)[0]) for n in part.numbers]
        if all(e and r.start <= e.start < r.end and one_thing(n, e, evidence) >= THING for n, e in found) and not tried.faults(r):
            return share, r
    return None


def _nothing(part: Reading, text: str) -> Problem:
    a, b = trim(text, part.start, part.end)
    return Problem("no-source", "nothing in the reports says this", a, b)
