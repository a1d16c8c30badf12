"""What a part of a draft rests on: the report sentence with most of its content and least against it, and the faults it shows there."""

from collections.abc import Sequence
from dataclasses import dataclass

from writethru.tell.compare import dates, find, numbers, one_thing
from writethru.tell.evidence import Evidence
from writethru.tell.firmness import done, operators, turned, withheld
from writethru.tell.measure import agrees
from writethru.tell.naming import names
from writethru.tell.polarity import opposed
from writethru.tell.reading import Reading
from writethru.tell.stance import speakers, told_by
from writethru.tell.standing import renamed
from writethru.text import trim
from writethru.verdict import Problem

HELD = 0.42  # a part of which no sentence holds this share rests on nothing
LOW = 0.2  # below this share no passage is looked at
ACCUSE = 0.52  # below this share a mismatch is put down to another subject
FAR = 2.0  # what a missing share of content costs against a fault of 0.15 to 0.34
BORROWED = 0.2  # what a number costs that stands only in the sentence beside
AGREED = 0.2  # what a number or date that agrees speaks for a passage
ITEM = 0.06  # what a number or date that agrees adds to the share held
CONFIRMED = 0.6  # a passage that confirms holds this much of what the other does
THING = 0.15  # how far numbers must count the same thing for one to lead to another passage
ALSO = 0.7  # a second passage holds at least this much of what the first does
_COST = {
    "unsupported-number": 0.45,
    "wrong-speaker": 0.35,
    "lost-negation": 0.36,
    "added-certainty": 0.25,
    "lost-hedge": 0.2,
    "wrong-date": 0.35,
    "wrong-place": 0.3,
    "unsupported-name": 0.34,
}
_ITEMS = ("unsupported-number", "wrong-date", "wrong-place", "unsupported-name")  # faults that another passage may make good


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
    best: tuple[float, float, Reading, list[Problem]] | None = None
    clean: list[Reading] = []
    pool = [(s, r) for s, r in candidates if s >= max(0.2, 0.45 * candidates[0][0])]
    for share, r in pool:
        wrong = _faults(part, r, evidence, text)
        cost = FAR * (1 - share) + sum(_COST[p.kind] for p in wrong) - AGREED * min(3, _matched(part, r, evidence))
        if best is None or cost < best[0]:
            cost += BORROWED * _borrowed(part, r, evidence)
        if not wrong and share >= max(HELD, 0.85 * candidates[0][0]):
            clean.append(r)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, share, r, wrong)
    assert best is not None
    _, share, source, wrong = best
    if any(p.kind == "unsupported-number" for p in wrong):
        named = [_renamed(p, part, source, evidence) for p in wrong]
        told = not any(q and q.kind in ("stale-figure", "disputed-figure") for q in named)
        if told and (other := _counted(part, candidates, evidence, text)):
            share, source, wrong = *other, []
        else:
            wrong = [q for q in named if q]
    wrong = [p for p in wrong if not _rescued(p, part, source, pool, text, evidence)]
    wrong += turned(wrong, part)
    if not wrong:
        near = [r for s, r in pool if s >= ALSO * share]
        wrong += withheld(part, near, evidence, text)
    held = evidence.coverage(part, source, lenient=True)
    if held < ACCUSE and not _more_than_names(part, source):
        return Ground(part, share, None, (_nothing(part, text),))
    if held + (0 if wrong else ITEM * min(3, _matched(part, source, evidence))) < (ACCUSE if wrong else HELD):
        return Ground(part, share, None, (_nothing(part, text),))
    return Ground(part, share, source, tuple(wrong), tuple(c for c in clean if c is not source)[:4] if not wrong else ())


def _renamed(p: Problem, part: Reading, source: Reading, evidence: Evidence) -> Problem | None:
    n = next((n for n in part.numbers if n.start == p.start), None)
    return renamed(p, n, part, source, evidence) if p.kind == "unsupported-number" and n else p


def _more_than_names(part: Reading, r: Reading) -> bool:
    """Whether a sentence shares more with a part than names, where the part has more."""
    named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)}
    rest = part.concepts - named
    return not rest or bool(r.shared(rest)) or bool(rest & r.context)


def _counted(part: Reading, pool: Sequence[tuple[float, Reading]], evidence: Evidence, text: str) -> tuple[float, Reading] | None:
    """A passage of fewer words in common that has every number of a part, of the same thing, and nothing against the part."""
    for share, r in pool:
        found = [(n, find(n, r, evidence)[0]) for n in part.numbers]
        if all(e and r.start <= e.start < r.end and one_thing(n, e, evidence) >= THING for n, e in found) and not _faults(
            part, r, evidence, text
        ):
            return share, r
    return None


def _borrowed(part: Reading, source: Reading, evidence: Evidence) -> int:
    """How many of a part's numbers stand not in a sentence but in the one before or after it."""
    found = (find(n, source, evidence)[0] for n in part.numbers)
    return sum(e is not None and not source.start <= e.start < source.end for e in found)


def _matched(part: Reading, source: Reading, evidence: Evidence) -> int:
    """How many of a part's numbers and dates a sentence has as well."""
    found = sum(find(n, source, evidence)[0] is not None for n in part.numbers)
    return found + sum(any(agrees(d, e) for e in source.whens) for d in part.whens)


def _faults(part: Reading, r: Reading, evidence: Evidence, text: str) -> list[Problem]:
    """Everything in which a part of the draft departs from a sentence of a report."""
    return [
        *speakers(part, r, evidence),
        *numbers(part, r, evidence, text),
        *dates(part, r, evidence),
        *names(part, r, evidence, text),
        *operators(part, r, evidence),
        *opposed(part, r),
        *done(part, r, evidence, text),
    ]


def _rescued(p: Problem, part: Reading, source: Reading, pool: Sequence[tuple[float, Reading]], text: str, evidence: Evidence) -> bool:
    """Whether another sentence, told by a voice that fits, makes good what `source` lacks: a sentence may rest on two."""
    if p.kind == "added-certainty" and told_by(part) and any("confirm" in o.kinds for o in part.operators):
        return any(
            any("confirm" in o.kinds and part.shared(o.scope[:3]) for o in r.operators) and not list(speakers(part, r, evidence))
            for share, r in pool
            if share >= CONFIRMED * evidence.coverage(part, source)
        )
    if p.kind == "lost-negation" and any(o.start == p.start and "denial" in o.kinds for o in part.operators):
        return any(_denies(part, r, evidence) for share, r in pool if share >= CONFIRMED * evidence.coverage(part, source))
    if p.kind not in _ITEMS or p.verdict == "contradicted":
        return False
    for share, r in pool:
        if r is source:
            continue
        theirs = _faults(part, r, evidence, text)
        if not any(q.start == p.start or q.kind not in _ITEMS or q.verdict == "contradicted" for q in theirs):
            near = {w.concept for w in part.words if p.start - 60 < w.start < p.end + 60}
            if share >= ALSO * evidence.coverage(part, source) and evidence.weight(near & r.concepts) >= 0.4 * evidence.weight(near):
                return True
    return False


def _denies(part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether a sentence, or the one after it, denies something that a part speaks of, and another says nothing against the part."""
    return any("denial" in o.kinds and part.shared(o.scope[:3]) for s in (r, *evidence.next(r)[:1]) for o in s.operators) and not list(
        speakers(part, r, evidence)
    )


def _nothing(part: Reading, text: str) -> Problem:
    a, b = trim(text, part.start, part.end)
    return Problem("no-source", "nothing in the reports says this", a, b)
