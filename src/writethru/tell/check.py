"""Holds a draft to a story's ledger: every sentence gets a verdict, its problems, and the passages it rests on.

A sentence is cut into parts; for each part the report sentence that explains it best is found (content shared, less what it gets
wrong), so a faithful sentence rests on the passage it came from and a faulty one shows the smallest fault. How: docs/check.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from writethru.model import Extract, Ledger, Report
from writethru.tell.compare import dates, find, numbers
from writethru.tell.evidence import Evidence
from writethru.tell.measure import agrees
from writethru.tell.naming import names
from writethru.tell.quotes import quotes
from writethru.tell.reading import Reading, part_of, read_document
from writethru.tell.rules import chatter
from writethru.tell.stance import done, fused, operators, speakers, told_by, turned
from writethru.tell.standing import renamed, standing
from writethru.tell.voice import Voice, describe
from writethru.text import trim
from writethru.verdict import Checked, CheckResult, Problem, worst

__all__ = ["check", "hold"]

HELD = 0.42  # a part of which no sentence holds this share rests on nothing
ACCUSE = 0.52  # below this share a mismatch is put down to another subject
LEAST = 2  # content words of a claim
CLAUSE = 3  # and of a part cut from a sentence
FAR = 1.8  # what a missing share of content costs against a fault of 0.15 to 0.34
HALF = 0.3  # a part that two passages share between them lacks this much in the first
WHOLE = 0.85  # and finds this much of that in the second
BORROWED = 0.2  # what a number costs that stands only in the sentence beside
ITEM = 0.06  # what a number or date that agrees adds to the share held
CONFIRMED = 0.6  # a passage that confirms holds this much of what the other does
JOINED = 0.6  # a passage that holds a cause and its effect holds this much of each
ALSO = 0.7  # a second passage holds at least this much of what the first does
_COST = {
    "unsupported-number": 0.45,
    "wrong-speaker": 0.35,
    "lost-negation": 0.36,
    "added-certainty": 0.25,
    "lost-hedge": 0.2,
    "wrong-date": 0.3,
    "wrong-place": 0.3,
    "unsupported-name": 0.34,
}
_ITEMS = ("unsupported-number", "wrong-date", "wrong-place", "unsupported-name")  # faults that another passage may make good
_GAP = re.compile(
    r"((?:the |an? )?[A-Z]?[\w’'\-]+(?: [\w’'\-]+){0,4}?) (?:at|of|on|with|only|to) (?:about |some |at least |more than |up to |around )?(?=\d|\w+[.,;]?$)"
)
_CUT = re.compile(
    r";\s|,? and (?=to [a-z])|,? (?:and|but|while|whereas)(?: that)? (?=(?:the|an?|it|its|he|she|they|that|there|no|his|her|their|about)\b|[A-Z0-9“\"])"
    r"|,? and (?=(?:said|says|called|asked|told|warned|added|denied|confirmed|claimed|promised|demanded|urged|rejected|accused|admitted)\b)"
    r"|,? (?P<cause>because|as a result of|owing to|thanks to|due to|leading to|resulting in|caused by) |, (?:and|but|while|with) "
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a part rests on."""

    part: Reading
    share: float
    source: Reading | None
    problems: tuple[Problem, ...]
    also: tuple[Reading, ...] = ()


def check(
    draft: Report,
    draft_extract: Extract,
    reports: Sequence[Report],
    extracts: Sequence[Extract],
    ledger: Ledger,
    headings: frozenset[int] = frozenset(),
) -> CheckResult:
    """`draft` is any text as a Report, read by `extract`; spans of the result are characters of its text. `headings` tells where
    headings start: a heading that rests on nothing claims nothing. Notes, and no verdicts, for an empty draft or one not in English."""
    return hold(draft, draft_extract, Evidence(reports, extracts, ledger), headings)


def hold(draft: Report, draft_extract: Extract, evidence: Evidence, headings: frozenset[int] = frozenset()) -> CheckResult:
    """The same against evidence made before."""
    if not draft.text.strip():
        return CheckResult((), ("the draft is empty",))
    if draft.language and not draft.language.lower().startswith("en"):
        return CheckResult((), ("the draft is not in English: only English is checked",))
    sentences = tuple(_sentence(r, draft.text, evidence, r.start in headings) for r in read_document(draft, draft_extract))
    claims = [s for s in sentences if s.verdict != "not-a-claim"]
    lost = [s for s in claims if any(p.kind == "no-source" for p in s.problems)]
    notes = (
        ("most of the draft rests on nothing in these reports: it may be about another story",) if 2 * len(lost) > len(claims) > 2 else ()
    )
    return CheckResult(sentences, notes)


def _sentence(r: Reading, text: str, evidence: Evidence, heading: bool) -> Checked:
    words = text[r.start : r.end]
    if (words.endswith("?") and not r.quotes) or chatter().search(words) or not (r.words or r.numbers or r.quotes):
        return Checked(words, r.start, r.end, "not-a-claim")
    said = quotes(r, text, evidence)
    grounds = [_ground(p, text, evidence) for p in _parts(r, text)]
    if len(grounds) > 1:
        whole = _ground(r, text, evidence)
        if _cost([whole]) <= _cost(grounds):
            grounds = [whole]
    slight = heading or (len(r.words) < LEAST and not r.numbers and not r.quotes)
    if slight and all(g.source is None for g in grounds):
        return Checked(words, r.start, r.end, "not-a-claim")
    found = [q for g in grounds for p in g.problems if (q := _renamed(p, g, evidence))]
    if said.problems or said.sources:
        found = [
            p
            for p in found
            if not any(a - 1 <= p.start and p.end <= b + 1 for a, b in r.quotes) and not (said.speaker and p.kind == "wrong-speaker")
        ]
        if said.sources:
            found = [p for p in found if p.kind != "no-source"]
    found += said.problems
    found = _merged(found, grounds, r, text, evidence)
    clauses = tuple(replace(n, near=n.near & g.part.concepts or n.near) for g in grounds for n in g.part.numbers)
    found += standing(replace(r, numbers=clauses), [g.source for g in grounds if g.source], found, text, evidence)
    problems = tuple(dict.fromkeys(found))
    verdict = worst(problems)
    if verdict == "unsupported" and len(grounds) > 1 and any(g.source and not g.problems for g in grounds) and _only_unfound(problems):
        verdict = "partly"
    sources = dict.fromkeys([*said.sources, *(evidence.passage(s) for g in grounds for s in ((g.source, *g.also) if g.source else ()))])
    return Checked(words, r.start, r.end, verdict, problems, tuple(sources))


def _renamed(p: Problem, g: Ground, evidence: Evidence) -> Problem | None:
    n = next((n for n in g.part.numbers if n.start == p.start), None)
    return renamed(p, n, g.part, g.source, evidence) if p.kind == "unsupported-number" and n and g.source else p


def _only_unfound(problems: Sequence[Problem]) -> bool:
    return all(p.kind in ("no-source", "single-origin") for p in problems)


def _cost(grounds: Sequence[Ground]) -> float:
    """How badly a reading of a sentence is grounded: the mean of its parts, by their words."""
    weight = sum(len(g.part.words) for g in grounds) or 1
    return FAR * sum((1 - g.share) * len(g.part.words) for g in grounds) / weight + sum(
        _COST.get(p.kind, 0.5) for g in grounds for p in g.problems
    )


def _parts(r: Reading, text: str) -> list[Reading]:
    """The clauses of a sentence that can be true or false each by itself; never cut inside a quotation."""
    cuts, on = [r.start], set[int]()
    for m in _CUT.finditer(text, r.start, r.end):
        if any(a <= m.start() < b for a, b in r.quotes):
            continue
        left = [w for w in r.words if cuts[-1] <= w.start < m.start()]
        right = [w for w in r.words if w.start >= m.end()]
        voiced = any(cuts[-1] <= v.start < m.start() for v in r.voices) and any(v.start >= m.end() for v in r.voices)
        gapped = _GAP.match(text, m.end(), r.end) and any(n.start >= m.end() for n in r.numbers)
        told = _runs_on(m) and any(cuts[-1] <= v.start < m.start() for v in r.voices)
        if (
            left
            and right
            and (
                voiced
                or told
                or gapped
                or m.group().startswith(";")
                or (_weight(r, cuts[-1], m.start()) >= CLAUSE and _weight(r, m.end(), r.end) >= CLAUSE)
            )
        ):
            cuts.append(m.end())
            on |= {m.end()} if _runs_on(m) else set()
    parts = [part_of(r, a, b) for a, b in zip(cuts, [*cuts[1:], r.end], strict=True)]
    for n in range(1, len(parts)):
        gap = _GAP.match(text, parts[n].start, parts[n].end) if parts[n].numbers and parts[0].voices else None
        if gap:  # "A put it at 18,000 and B at 25,000": B's, and of the same thing
            names, heads = describe(gap.group(1))
            said = [w for w in parts[n - 1].words if not any(v.start <= w.start < v.end for v in parts[n - 1].voices)]
            voice = Voice(names, heads, *gap.span(1), ((gap.end(1), parts[n].end),), gap.group(1))
            words = (*said, *parts[n].words)
            parts[n] = replace(parts[n], voices=(voice,), words=words, concepts=frozenset(w.concept for w in words))
        elif parts[n].start in on and not any(parts[n].start <= v.start for v in parts[n].voices):
            parts[n] = replace(parts[n], voices=parts[n - 1].voices)
    return parts


def _runs_on(m: re.Match[str]) -> bool:
    """Whether what follows a cut is still told by the same voice: "and that ...", "and called on ...", "because ..."."""
    return m.group().endswith("that ") or bool(m.group("cause")) or not re.search(r"\b(?:but|while|whereas|with)\b|^; |, and $", m.group())


def _weight(r: Reading, start: int, end: int) -> int:
    """How many things a stretch of a sentence says: its content words and numbers, and two for a voice of its own."""
    things = sum(start <= w.start < end for w in r.words) + sum(start <= n.start < end for n in r.numbers)
    things += sum(start <= w.start < end for w in r.whens)
    return things + 2 * any(start <= v.start < end for v in r.voices)


def _ground(part: Reading, text: str, evidence: Evidence) -> Ground:
    """The sentence that explains a part best: the most shared content for the least wrong."""
    candidates = evidence.candidates(part)
    if not candidates or candidates[0][0] < HELD - 3 * ITEM:
        return Ground(part, candidates[0][0] if candidates else 0.0, None, (_nothing(part, text),))
    best: tuple[float, float, Reading, list[Problem]] | None = None
    clean: list[Reading] = []
    pool = [(s, r) for s, r in candidates if s >= max(0.2, 0.45 * candidates[0][0])]
    for share, r in pool:
        wrong = _faults(part, r, evidence, text)
        cost = FAR * (1 - share) + sum(_COST[p.kind] for p in wrong)
        if best is None or cost < best[0]:
            cost += BORROWED * _borrowed(part, r, evidence)
        if not wrong and share >= max(HELD, 0.85 * candidates[0][0]):
            clean.append(r)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, share, r, wrong)
    assert best is not None
    _, share, source, wrong = best
    wrong = [p for p in wrong if not _rescued(p, part, source, pool, text, evidence)]
    wrong += turned(wrong, part)
    held = share + ITEM * min(3, _matched(part, source, evidence)) if not wrong else share
    if held < HELD or (share < ACCUSE and wrong):
        return Ground(part, share, None, (_nothing(part, text),))
    return Ground(part, share, source, tuple(wrong), tuple(c for c in clean if c is not source)[:4] if not wrong else ())


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
        *numbers(part, r, evidence),
        *dates(part, r, evidence),
        *names(part, r, evidence, text),
        *operators(part, r, evidence),
        *done(part, r, evidence, text),
    ]


def _rescued(p: Problem, part: Reading, source: Reading, pool: Sequence[tuple[float, Reading]], text: str, evidence: Evidence) -> bool:
    """Whether another sentence, told by a voice that fits, makes good what `source` lacks: a sentence may rest on two."""
    if p.kind == "added-certainty" and told_by(part) and any("confirm" in o.kinds for o in part.operators):
        return any(
            any("confirm" in o.kinds for o in r.operators) and not list(speakers(part, r, evidence))
            for share, r in pool
            if share >= CONFIRMED * evidence.coverage(part, source)
        )
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


def _nothing(part: Reading, text: str) -> Problem:
    a, b = trim(text, part.start, part.end)
    return Problem("no-source", "nothing in the reports says this", a, b)


def _merged(found: list[Problem], grounds: Sequence[Ground], r: Reading, text: str, evidence: Evidence) -> list[Problem]:
    """A part that belongs to another speaker than the rest of its sentence, or two passages joined as cause and effect."""
    good = [g for g in grounds if g.source and not any(p.kind == "wrong-speaker" for p in g.problems)]
    bad = [g for g in grounds if g.source and any(p.kind == "wrong-speaker" for p in g.problems)]
    if good and bad and any(told_by(g.part) for g in good):
        g = bad[0]
        detail = next(p.detail for p in g.problems if p.kind == "wrong-speaker")
        a, b = trim(text, g.part.start, g.part.end)
        return [p for p in found if p.kind != "wrong-speaker"] + [
            Problem("merged-claims", f"this part is not that speaker’s: {detail}", a, b)
        ]
    return found + _caused(grounds, text, evidence) + _two_sources(grounds, r, text, evidence)


def _caused(grounds: Sequence[Ground], text: str, evidence: Evidence) -> list[Problem]:
    """Two parts joined as cause and effect that no passage joins."""
    for a, b in pairwise(grounds):
        joint = text[max(a.part.start, a.part.end - 18) : a.part.end]
        if fused(joint) and a.source and b.source and not any(evidence.coverage(b.part, s) >= JOINED for s in (a.source, *a.also)):
            start, end = trim(text, a.part.start, b.part.end)
            return [Problem("merged-claims", "no passage gives the one as the cause of the other", start, end)]
    return []


def _two_sources(grounds: Sequence[Ground], r: Reading, text: str, evidence: Evidence) -> list[Problem]:
    """One clause whose halves stand only in two different passages."""
    if len(grounds) != 1 or grounds[0].source is None or len(r.words) < 5:
        return []
    g = grounds[0]
    if g.source is None or any(p.kind not in ("lost-hedge",) for p in g.problems) or g.share >= 0.8:
        return []
    missing = g.part.concepts - g.source.concepts - g.source.context
    rest = part_of(g.part, g.part.start, g.part.end)
    rest = replace(rest, words=tuple(w for w in rest.words if w.concept in missing), concepts=missing)
    if len(missing) < 2 or evidence.weight(missing) < HALF * evidence.weight(g.part.concepts):
        return []
    for share, other in evidence.candidates(rest)[:6]:
        if (
            share >= WHOLE
            and other is not g.source
            and other not in evidence.neighbours(g.source)
            and g.source not in evidence.neighbours(other)
        ):
            a, b = trim(text, r.start, r.end)
            return [Problem("merged-claims", "its parts stand in different passages, and none joins them", a, b)]
    return []
