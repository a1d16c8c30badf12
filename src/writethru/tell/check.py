"""Holds a draft to a story's ledger: every sentence gets a verdict, its problems, and the passages it rests on.

A sentence is cut into parts; for each part the report sentence that explains it best is found (content shared, less what it gets
wrong), so a faithful sentence rests on the passage it came from and a faulty one shows the smallest fault. How: docs/check.md."""

from collections.abc import Sequence
from dataclasses import replace

from writethru.model import Extract, Ledger, Report
from writethru.tell.added import added
from writethru.tell.clauses import clauses
from writethru.tell.evidence import Evidence
from writethru.tell.fuse import merged
from writethru.tell.ground import Ground, cost_of, ground
from writethru.tell.judged import Weighing, judged
from writethru.tell.quotes import quotes
from writethru.tell.reading import Reading, read_document
from writethru.tell.rules import chatter
from writethru.tell.standing import standing
from writethru.verdict import Checked, CheckResult, Problem, worst

__all__ = ["check", "hold"]

LEAST = 2  # content words of a claim


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


def hold(
    draft: Report, draft_extract: Extract, evidence: Evidence, headings: frozenset[int] = frozenset(), weighing: Weighing = "both"
) -> CheckResult:
    """The same against evidence made before. `weighing`: what the network may do with the rules' findings."""
    if not draft.text.strip():
        return CheckResult((), ("the draft is empty",))
    if draft.language and not draft.language.lower().startswith("en"):
        return CheckResult((), ("the draft is not in English: only English is checked",))
    sentences = tuple(_sentence(r, draft.text, evidence, r.start in headings, weighing) for r in read_document(draft, draft_extract))
    claims = [s for s in sentences if s.verdict != "not-a-claim"]
    lost = [s for s in claims if any(p.kind == "no-source" for p in s.problems)]
    notes = (
        ("most of the draft rests on nothing in these reports: it may be about another story",) if 2 * len(lost) > len(claims) > 2 else ()
    )
    return CheckResult(sentences, notes)


def _sentence(r: Reading, text: str, evidence: Evidence, heading: bool, weighing: Weighing) -> Checked:
    words = text[r.start : r.end]
    if (words.endswith("?") and not r.quotes) or chatter().search(words) or not (r.words or r.numbers or r.quotes):
        return Checked(words, r.start, r.end, "not-a-claim")
    said = quotes(r, text, evidence)
    parts = clauses(r, text)
    same = evidence.verbatim(words)
    grounds = [Ground(r, 1.0, same, ())] if same else [ground(p, text, evidence) for p in parts]
    if len(grounds) > 1:
        whole = ground(r, text, evidence)
        if cost_of([whole]) <= cost_of(grounds):
            grounds = [whole]
    slight = heading or (len(r.words) < LEAST and not r.numbers and not r.quotes)
    if slight and all(g.source is None for g in grounds):
        return Checked(words, r.start, r.end, "not-a-claim")
    found = [p for g in grounds for p in g.problems]
    if said.problems or said.sources:
        found = [
            p
            for p in found
            if not any(a - 1 <= p.start and p.end <= b + 1 for a, b in r.quotes)
            and not (said.speaker and (p.kind == "wrong-speaker" or _of_cue(p, r)))
        ]
        if said.sources:
            found = [p for p in found if p.kind != "no-source"]
    found += said.problems
    found = merged(found, grounds, text, evidence)
    numbers = tuple(replace(n, near=n.near & p.concepts or n.near) for p in parts for n in p.numbers)
    found += standing(replace(r, numbers=numbers), [g.source for g in grounds if g.source], found, text, evidence)
    if not same and not r.quotes and not any(p.kind == "no-source" for p in found):
        found += added(r, text, [g.source for g in grounds if g.source], evidence)
    sources = dict.fromkeys([*said.sources, *(evidence.passage(s) for g in grounds for s in ((g.source, *g.also) if g.source else ()))])
    problems = _once(found)
    if not same:
        problems = judged(r, text, problems, list(sources), evidence, weighing)
    verdict = worst(problems)
    if verdict == "unsupported" and len(grounds) > 1 and any(g.source and not g.problems for g in grounds) and _only_unfound(problems):
        verdict = "partly"
    return Checked(words, r.start, r.end, verdict, problems, tuple(sources))


def _of_cue(p: Problem, r: Reading) -> bool:
    """Whether a fault is that of the verb beside a quotation, which the quoted words bear out: "...", he admitted."""
    return p.kind == "added-certainty" and any("confirm" in o.kinds and o.start == p.start and not o.scope for o in r.operators)


def _once(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each fault once: where another of its kind and place tells what the report has, "no report …" adds nothing."""
    problems = tuple(dict.fromkeys(found))

    def told_better(p: Problem) -> bool:
        return p.detail.startswith("no report") and any(
            q is not p and q.kind == p.kind and q.start < p.end and p.start < q.end for q in problems
        )

    return tuple(p for p in problems if not told_better(p))


def _only_unfound(problems: Sequence[Problem]) -> bool:
    return all(p.kind in ("no-source", "single-origin") for p in problems)
