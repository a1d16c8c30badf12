"""Where the claims behind a sentence stand in the ledger: figures overtaken or disputed, claims denied, one origin."""

from collections.abc import Iterator, Sequence

from writethru.model import FigurePoint
from writethru.tell.compare import find, fit, told_by
from writethru.tell.evidence import Evidence
from writethru.tell.reading import Number, Reading
from writethru.tell.rules import flat, phrases
from writethru.tell.verdict import Problem


def standing(r: Reading, sources: Sequence[Reading], found: Sequence[Problem], text: str, evidence: Evidence) -> list[Problem]:
    """Problems of standing for a draft sentence that rests on `sources`; none where a number is wrong already."""
    out: list[Problem] = []
    wrong = {p.start for p in found}
    for n in r.numbers:
        if n.start not in wrong and n.kind != "label":
            out += list(_number(n, r, sources, text, evidence))
    if sources and not found and not out:
        out += _claims(r, sources, evidence)
    return out


def _number(n: Number, r: Reading, sources: Sequence[Reading], text: str, evidence: Evidence) -> Iterator[Problem]:
    held = [(s, e) for s in sources for e, _ in [find(n, s, evidence)] if e]
    if not held:
        return
    s, e = held[0]
    if not _dated(r, n, text):
        newer = _overtaken(e, s, evidence)
        if newer:
            attributed = bool(told_by(r)) and not phrases("time", "now").search(flat(text[r.start : r.end]))
            yield Problem("stale-figure", f"since then: {newer}", n.start, n.end, "partly" if attributed else "contradicted")
            return
    rival = _rival(e, s, evidence)
    if rival and not told_by(r):
        yield Problem("disputed-figure", f"others say {rival}", n.start, n.end, "partly")


def _dated(r: Reading, n: Number, text: str) -> bool:
    """Whether the sentence tells its figure as past: a date, or words such as "up from"."""
    if any(w.dated or w.clock for w in r.whens):
        return True
    return bool(phrases("time", "past").search(flat(text[r.start : r.end])))


def _overtaken(e: Number, s: Reading, evidence: Evidence) -> str:
    """The later figure that took the place of one in a report, in words; "" when it still holds."""
    text = evidence.reports[s.report].text
    points = evidence.point(s.report, e.start)
    for p in points:
        last = _latest(p, evidence)
        if last and (last.low, last.high) != (p.low, p.high):
            return f"{last.text} ({last.speaker or last.outlets[0]})"
    before = flat(text[max(s.start, e.start - 24) : e.start])
    was = phrases("time", "was").search(before)
    if was and before[was.end() :].strip() in ("", "about", "the", "some"):
        now = [x for x in s.numbers if x.start != e.start and not fit(e, x) and (not x.unit or not e.unit or x.unit == e.unit)]
        if now:
            return text[now[0].start : now[0].end]
    return ""


def _latest(p: FigurePoint, evidence: Evidence) -> FigurePoint | None:
    """The end of the chain of updates of a point; None when nothing updates it."""
    seen, at = {p.id}, p
    while True:
        newer = [q for q in evidence.later.get(at.id, []) if q.id not in seen and q.modality == p.modality]
        if not newer:
            return at if at is not p else None
        at = max(newer, key=lambda q: (q.said or "", q.id))
        seen.add(at.id)


def _rival(e: Number, s: Reading, evidence: Evidence) -> str:
    """A figure that another source gives for the same thing at the same time."""
    for p in evidence.point(s.report, e.start):
        against = [evidence.points[x.other] for x in p.relations if x.kind == "conflict" and x.other in evidence.points]
        against += [q for q in evidence.points.values() if any(x.kind == "conflict" and x.other == p.id for x in q.relations)]
        for q in against:
            if (q.low, q.high) != (p.low, p.high):
                return f"{q.text} ({q.speaker or q.outlets[0]})"
    return ""


def _claims(r: Reading, sources: Sequence[Reading], evidence: Evidence) -> list[Problem]:
    """Remarks on the claims behind a sentence: stated as fact though disputed or denied; a single origin."""
    out: list[Problem] = []
    for s in sources:
        claims = evidence.claims(s)
        if not claims:
            continue
        if not r.voices and s.voices and all(c.standing in ("disputed", "denied") for c in claims):
            why = claims[0].why
            out.append(Problem("added-certainty", f"stated as fact; the claim is {claims[0].standing}: {why}", r.start, r.end, "partly"))
        origins = {o for c in claims for o in c.origins}
        if len(origins) == 1:
            out.append(Problem("single-origin", f"rests on one origin: {min(origins)}", r.start, r.end, "supported"))
    return out[:2]
