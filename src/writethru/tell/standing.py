"""Where what a sentence rests on stands by now: figures overtaken or disputed, one origin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from writethru.tell.compare import ANYBODY, find, one_thing
from writethru.tell.derived import PEOPLE
from writethru.tell.evidence import Evidence
from writethru.tell.measure import PERCENT, Number, core, fit
from writethru.tell.reading import Reading
from writethru.tell.rivals import APART, aged, counter, denied, projected, quoted, rivals_of, set_against, was
from writethru.tell.rules import flat, phrases
from writethru.tell.stance import told_by
from writethru.verdict import Problem

_PAST = re.compile(r"^(?!.*\b(?:is|are|has|have|now|so far|stands?|says?)\b).*\b(?:was|were|had)\b")
LARGE = 1000  # a number from here on is known by itself
ONE = 0.16  # two figures that count one thing share more than this
ELSEWHERE = 0.4  # a passage that alone gives a figure holds this much of the sentence
BESIDE = 0.35  # a figure in the sentence beside shares this much of what stands beside the draft's


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
    if not held:  # made good by another passage than the one the sentence rests on
        held = [
            (s, e)
            for share, s in evidence.candidates(r)[:8]
            if share >= ELSEWHERE
            for e, how in [find(n, s, evidence)]
            if e and how == "same"
        ]
    if not held or not sources:
        return
    rivals = list(rivals_of(n, held[0][1], held[0][0], r, evidence))
    here = [s for s, _ in held] + [s for s, e in rivals if fit(n, e) and not was(e, s, evidence)]
    latest = max((t for s, e in held if not was(e, s, evidence) and (t := evidence.stamp(s))), default=None)
    latest = max((t for s in here[len(held) :] if (t := evidence.stamp(s))), default=latest) if latest is None or here else latest
    if n.approx in ("<=", ">=") and all(projected(e, s) or e.approx in ("<=", ">=") for s, e in held):
        return  # a bound is no count that another could overtake
    if put_right := _put_right(n, r, held, evidence):
        yield put_right
        return
    told = [v for v in told_by(r) if v.sure or evidence.cast.plausible(v)] or [v for v in r.voices if v.says and v.sure]
    words = flat(text[r.start : r.end])
    # What somebody said stays said; only what they say now must be their latest.
    said = any(v.says for v in told)
    current = (not said and not _PAST.search(words)) or any(phrases("time", k).search(words) for k in ("now", "present"))
    if current and not dated(r, text):
        newer = _newer(n, r, rivals, held, latest, evidence) or _told_as(n, r, held, "after", evidence)
        if newer:
            yield Problem("stale-figure", f"since then: {newer}", n.start, n.end, "contradicted")
            return
    if not told:
        other = _other(n, r, rivals, held, evidence) or _told_as(n, r, held, "against", evidence)
        if other:
            yield Problem("disputed-figure", f"another source has {other}", n.start, n.end, "partly")


def _put_right(n: Number, r: Reading, held: Sequence[tuple[Reading, Number]], evidence: Evidence) -> Problem | None:
    """A number that a report gives only as the wrong one: stale where it is a correction, disputed where it is another's."""
    for s, e in held:
        right = [
            x
            for x in s.numbers
            if x.start < e.start and not fit(n, x) and (not x.unit or not e.unit or x.unit == e.unit or x.unit in n.near)
        ]
        if not denied(e, s, evidence) or not right or any(_given(x, n, r) for x in right) or any(v.says for v in told_by(r)):
            continue
        first = phrases("time", "before").search(flat(evidence.reports[s.report].text[s.start : s.end]))
        if not first and (any("report" in f for f in s.forms) or len({v.phrase for v in s.voices if v.says}) > 1):
            return Problem("disputed-figure", f"another source has {quoted(right[-1], s, evidence)}", n.start, n.end, "partly")
        return Problem("stale-figure", f"since then: {quoted(right[-1], s, evidence)}", n.start, n.end, "contradicted")
    return None


def renamed(p: Problem, n: Number, r: Reading, source: Reading, evidence: Evidence) -> Problem | None:
    """An unsupported number under its better name: one that an earlier report had is stale, one that another voice has that day is
    disputed, and one that a later report has is no fault (None)."""
    told = told_by(r)
    stamp = evidence.stamp(source)
    rivals = [x for x in source.numbers if x.kind == n.kind and not fit(n, x) and one_thing(n, x, evidence) > ONE]
    for share, s in evidence.candidates(r):
        if share < 0.4:
            break
        theirs = [v for v in s.voices if not evidence.cast.vague(v)]
        if told and theirs and not any(evidence.cast.may_be(a, b) for a in told for b in theirs):
            continue
        found, how = find(n, s, evidence)
        measured = found is not None and bool(n.unit) and n.unit == found.unit and n.unit not in PEOPLE
        measured = measured or (core(n) >= LARGE and not found.unit if found else False)
        if found is None or how != "same" or not (measured or one_thing(n, found, evidence) >= 0.3) or not rivals:
            continue
        mine = evidence.stamp(s)
        if mine and stamp and mine < stamp and mine[0].date() != stamp[0].date():
            return replace(p, kind="stale-figure", detail=f"since then: {quoted(rivals[0], source, evidence)}")
        if mine and stamp and mine[0].date() > stamp[0].date() and not _again(rivals[0], mine, r, evidence):
            return None
        others = [x for x in rivals if not _given(x, n, r)]
        if not told and not others:
            return None
        if not told:
            return replace(p, kind="disputed-figure", detail=f"another source has {quoted(rivals[0], source, evidence)}", verdict="partly")
    return p


def _again(x: Number, since: tuple[datetime, int], r: Reading, evidence: Evidence) -> bool:
    """Whether a report as late as `since` still gives a figure."""
    later = (s for share, s in evidence.candidates(r) if share >= 0.3 and (t := evidence.stamp(s)) and t >= since)
    return any(fit(x, y) and not was(y, s, evidence) for s in later for b in evidence.beside(s) for y in b.numbers)


def _newer(
    n: Number,
    r: Reading,
    rivals: Sequence[tuple[Reading, Number]],
    held: Sequence[tuple[Reading, Number]],
    latest: tuple[datetime, int] | None,
    evidence: Evidence,
) -> str:
    """The later figure that took the place of `n`, in words; "" when it still holds."""
    mine = [v for v in told_by(r) if v.sure or evidence.cast.plausible(v)]
    for s, x in held:
        if was(x, s, evidence) and not any(not was(y, t, evidence) for t, y in held):
            now = [y for y in s.numbers if not fit(n, y) and not was(y, s, evidence) and (not y.unit or not x.unit or y.unit == x.unit)]
            if now:
                return quoted(now[0], s, evidence)
            near = [(t, y) for t, y in rivals if t.report == s.report and not fit(n, y) and not was(y, t, evidence)]
            if near:
                return quoted(near[0][1], near[0][0], evidence)
    best: tuple[tuple[datetime, int], str] | None = None
    for s, x in rivals:
        stamp = evidence.stamp(s)
        if stamp is None or latest is None or stamp <= latest or fit(n, x) or fit(x, n):
            continue
        if _holds(x, n) or was(x, s, evidence) or projected(x, s):
            continue
        if _given(x, n, r) or (mine and s.voices and not any(evidence.cast.may_be(a, b) for a in mine for b in s.voices)):
            continue
        if best is None or stamp > best[0]:
            best = (stamp, quoted(x, s, evidence))
    return best[1] if best else ""


def _told_as(n: Number, r: Reading, held: Sequence[tuple[Reading, Number]], how: str, evidence: Evidence) -> str:
    """The ledger's figure "after" or "against" the one that `n` rests on, in words; "" for none."""
    for s, e in held:
        for point in evidence.counts.at(s.report, e.start, e.end):
            for p in getattr(evidence.counts, how)(point)[-1:]:
                if "-" in p.text or (core(e) >= 1 > (p.low or p.high or 1)):
                    continue  # "ten-year bonds", "half of the flights"
                if how == "after" and all(a.report == s.report for a in p.appearances):
                    continue  # told beside it: "instead of the 1.4 percent forecast in February"
                x = replace(e, low=p.low, high=p.high, approx=p.approx)
                if (
                    fit(n, x)
                    or fit(x, n)
                    or _given(x, n, r)
                    or _holds(x, n)
                    or max(core(x), core(n)) > APART * max(1.0, min(core(x), core(n)))
                ):
                    continue
                return f"“{p.text}”" + (f" ({p.speaker})" if p.speaker else "")
    return ""


def _given(x: Number, n: Number, r: Reading) -> bool:
    """Whether a draft sentence gives another number as well as `n`."""
    return any(m is not n and m.start != n.start and fit(m, x) for m in r.numbers)


def _holds(x: Number, n: Number) -> bool:
    """Whether a bound leaves room for a number: "more than 80,000" for 82,000."""
    y = core(n)
    return (x.approx in (">", ">=") and y >= core(x) > 0.8 * y) or (x.approx in ("<", "<=") and y <= core(x) < 1.25 * y)


def _other(
    n: Number, r: Reading, rivals: Sequence[tuple[Reading, Number]], held: Sequence[tuple[Reading, Number]], evidence: Evidence
) -> str:
    """A figure that another voice gives for the same thing on the same day."""
    for s, e in held:
        stamp = evidence.stamp(s)
        around = [(t, x) for t in evidence.beside(s) for x in t.numbers if x.unit == e.unit or not x.unit or not e.unit]
        countered = list(counter(e, s, evidence))
        for t, x in [*rivals, *around, *countered]:
            other = evidence.stamp(t)
            if core(x) == 1 or core(x) < 1 <= core(n) or _given(x, n, r):
                continue
            if fit(n, x) or fit(x, n) or aged(x, t, evidence) or was(x, t, evidence) or was(e, s, evidence) or projected(x, t):
                continue
            if x.approx == "<=" and core(n) <= core(x):
                continue  # "as high as 400" leaves room for 260
            if stamp is None or other is None or stamp[0].date() != other[0].date():
                continue
            near = n.near - ANYBODY
            measured = x.unit and x.unit == e.unit and x.unit not in PEOPLE and x.unit != PERCENT
            if (x.kind != e.kind and "label" in (x.kind, e.kind)) or "-" in evidence.reports[t.report].text[x.start : x.end + 1]:
                continue  # "ten-year bonds"
            if (t is s and set_against(x, e, s, evidence)) or (t, x) in countered:
                return quoted(x, t, evidence)
            if (
                (t, x) in around
                and not measured
                and evidence.weight(near & (x.near | (t.context if t.leans else set()))) < BESIDE * max(0.1, evidence.weight(near))
            ):
                continue
            a, b = [[v for v in q.voices if (v.names or v.heads) and not evidence.cast.vague(v)] for q in (s, t)]
            if a and b and not any(evidence.cast.may_be(v, w) or evidence.cast.may_be(w, v) for v in a for w in b):
                return quoted(x, t, evidence)
    return ""


def dated(r: Reading, text: str) -> bool:
    """Whether the sentence tells its figure as past: a date, or words such as "up from"."""
    if any((w.dated or w.clock) and not w.words.startswith("this ") for w in r.whens):
        return True
    return bool(phrases("time", "past").search(flat(text[r.start : r.end])))


def _claims(r: Reading, sources: Sequence[Reading], evidence: Evidence) -> list[Problem]:
    """Remarks on the claims behind a sentence: a single origin."""
    out: list[Problem] = []
    for s in sources:
        claims = evidence.claims(s)
        if not claims:
            continue
        origins = {o for c in claims for o in c.origins}
        if len(origins) == 1:
            out.append(Problem("single-origin", f"rests on one origin: {min(origins)}", r.start, r.end, "supported"))
    return out[:2]
