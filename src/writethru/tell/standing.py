"""Where what a sentence rests on stands by now: figures overtaken or disputed, claims denied, one origin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from writethru.tell.compare import ANYBODY, PEOPLE, find, one_thing
from writethru.tell.evidence import Evidence
from writethru.tell.measure import Number, fit
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, flat, phrases
from writethru.tell.stance import told_by
from writethru.verdict import Problem

ALIKE = 0.7  # a rival figure shares this much of what the figure shares with the draft
LEAST = 0.35  # and this share of the words beside it in the draft


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
    rivals = list(_rivals(n, held[0][1], held[0][0], r, evidence))
    here = [s for s, _ in held] + [s for s, e in rivals if fit(n, e) and not _was(e, s, evidence)]
    latest = max((t for s, e in held if not _was(e, s, evidence) and (t := evidence.stamp(s))), default=None)
    latest = max((t for s in here[len(held) :] if (t := evidence.stamp(s))), default=latest) if latest is None or here else latest
    told = told_by(r)
    words = flat(text[r.start : r.end])
    # What somebody said stays said; only what they say now must be their latest.
    current = not told or any(phrases("time", k).search(words) for k in ("now", "present"))
    if current and not _dated(r, text):
        newer = _newer(n, r, rivals, held, latest, evidence)
        if newer:
            yield Problem("stale-figure", f"since then: {newer}", n.start, n.end, "contradicted")
            return
    if not told:
        other = _other(n, rivals, held, evidence)
        if other:
            yield Problem("disputed-figure", f"another source has {other}", n.start, n.end, "partly")


def renamed(p: Problem, n: Number, r: Reading, source: Reading, evidence: Evidence) -> Problem | None:
    """An unsupported number under its better name: one that an earlier report had is stale, one that another voice has that day is
    disputed, and one that a later report has is no fault (None)."""
    told = told_by(r)
    stamp = evidence.stamp(source)
    rivals = [x for x in source.numbers if not fit(n, x) and one_thing(n, x, evidence) > 0]
    for share, s in evidence.candidates(r):
        if share < 0.4:
            break
        theirs = [v for v in s.voices if not evidence.cast.vague(v)]
        if told and theirs and not any(evidence.cast.may_be(a, b) for a in told for b in theirs):
            continue
        found, how = find(n, s, evidence)
        measured = found is not None and bool(n.unit) and n.unit == found.unit and n.unit not in PEOPLE
        if found is None or how != "same" or not (measured or one_thing(n, found, evidence) >= 0.3) or not rivals:
            continue
        mine = evidence.stamp(s)
        if mine and stamp and mine < stamp and mine[0].date() != stamp[0].date():
            return replace(p, kind="stale-figure", detail=f"since then: {_words(rivals[0], source, evidence)}")
        if mine and stamp and mine[0].date() > stamp[0].date() and not _again(rivals[0], mine, r, evidence):
            return None
        if not told:
            return replace(p, kind="disputed-figure", detail=f"another source has {_words(rivals[0], source, evidence)}", verdict="partly")
    return p


def _again(x: Number, since: tuple[datetime, int], r: Reading, evidence: Evidence) -> bool:
    """Whether a report as late as `since` still gives a figure."""
    later = (s for share, s in evidence.candidates(r) if share >= 0.3 and (t := evidence.stamp(s)) and t >= since)
    return any(fit(x, y) and not _was(y, s, evidence) for s in later for b in evidence.beside(s) for y in b.numbers)


def _rivals(n: Number, e: Number, source: Reading, r: Reading, evidence: Evidence) -> Iterator[tuple[Reading, Number]]:
    """Numbers of the reports that count what `n` of the draft counts, whatever their value."""
    near = n.near - ANYBODY
    whole = evidence.weight(near)
    mine = evidence.weight(near & (e.near | {e.unit}))
    if not mine and (not e.unit or e.unit in PEOPLE):
        return
    for share, s in evidence.candidates(r):
        if share < 0.3:
            break
        for x in s.numbers:
            if x.kind != e.kind and ("label" in (x.kind, e.kind) or x.kind == "ordinal"):
                continue
            if (x.unit and e.unit and x.unit != e.unit) or _part(x, s, evidence) != _part(e, source, evidence):
                continue
            like = evidence.weight(near & (x.near | {x.unit}))
            if n.unit and x.unit and n.unit != x.unit and not (n.unit in PEOPLE and x.unit in PEOPLE):
                continue
            measured = bool(x.unit) and x.unit == e.unit and x.unit not in PEOPLE
            if like >= ALIKE * mine and (measured or like >= LEAST * whole) and not _age(x, s, evidence):
                yield s, x


def _newer(
    n: Number,
    r: Reading,
    rivals: Sequence[tuple[Reading, Number]],
    held: Sequence[tuple[Reading, Number]],
    latest: object,
    evidence: Evidence,
) -> str:
    """The later figure that took the place of `n`, in words; "" when it still holds."""
    mine = told_by(r)
    for s, x in held:
        if _was(x, s, evidence) and not any(not _was(y, t, evidence) for t, y in held):
            now = [y for y in s.numbers if not fit(n, y) and not _was(y, s, evidence) and (not y.unit or not x.unit or y.unit == x.unit)]
            if now:
                return _words(now[0], s, evidence)
            near = [(t, y) for t, y in rivals if t.report == s.report and not fit(n, y) and not _was(y, t, evidence)]
            if near:
                return _words(near[0][1], near[0][0], evidence)
    best: tuple[object, str] | None = None
    for s, x in rivals:
        stamp = evidence.stamp(s)
        if stamp is None or latest is None or stamp <= latest or fit(n, x) or _was(x, s, evidence) or _projected(x, s):  # type: ignore[operator]
            continue
        if mine and s.voices and not any(evidence.cast.may_be(a, b) for a in mine for b in s.voices):
            continue
        if best is None or stamp > best[0]:  # type: ignore[operator]
            best = (stamp, _words(x, s, evidence))
    return best[1] if best else ""


def _other(n: Number, rivals: Sequence[tuple[Reading, Number]], held: Sequence[tuple[Reading, Number]], evidence: Evidence) -> str:
    """A figure that another voice gives for the same thing on the same day."""
    for s, e in held:
        stamp = evidence.stamp(s)
        around = [(t, x) for t in evidence.beside(s) for x in t.numbers if x.unit == e.unit or not x.unit or not e.unit]
        for t, x in [*rivals, *around]:
            other = evidence.stamp(t)
            if fit(n, x) or fit(x, n) or _age(x, t, evidence) or _was(x, t, evidence) or _was(e, s, evidence) or _projected(x, t):
                continue
            if stamp is None or other is None or stamp[0].date() != other[0].date():
                continue
            near = n.near - ANYBODY
            measured = x.unit and x.unit == e.unit and x.unit not in PEOPLE
            if (
                (t, x) in around
                and not measured
                and evidence.weight(near & (x.near | (t.context if t.leans else set()))) < LEAST * max(0.1, evidence.weight(near))
            ):
                continue
            a, b = [[v for v in q.voices if (v.names or v.heads) and not evidence.cast.vague(v)] for q in (s, t)]
            if a and b and not any(evidence.cast.may_be(v, w) or evidence.cast.may_be(w, v) for v in a for w in b):
                return _words(x, t, evidence)
    return ""


def _words(x: Number, s: Reading, evidence: Evidence) -> str:
    text = evidence.reports[s.report].text
    who = next((v.phrase for v in s.voices if v.sure), "")
    return f"“{text[x.start : x.end]}”" + (f" ({who})" if who else "")


def _was(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a report gives a number as what was said before: "up from 112", "not the less than 2 tonnes it gave"."""
    text = evidence.reports[s.report].text
    before = flat(text[max(s.start, x.start - 24) : x.start])
    if phrases("time", "before").search(flat(text[s.start : s.end])):
        return True
    found = list(phrases("time", "was").finditer(before))
    return bool(found) and before[found[-1].end() :].strip() in ("", "about", "the", "some")


def _projected(x: Number, s: Reading) -> bool:
    """Whether a number is a bound or a forecast rather than a count."""
    return any("possible" in o.kinds and o.form not in ("if", "whether") and x.start - 24 < o.start < x.end for o in s.operators)


def _age(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a number is somebody's age: "a man of 58", "Elza Nowitz, 61,"."""
    text = evidence.reports[s.report].text
    return x.unit == concept("age") or bool(
        re.search(r"\b(?:man|woman|boy|girl|aged|person) (?:of )?$|[a-z], $", text[max(s.start, x.start - 12) : x.start])
    )


def _part(x: Number, s: Reading, evidence: Evidence) -> bool:
    """Whether a number is given as a part of another: "1,900 of the 5,100", "two of them"."""
    text = evidence.reports[s.report].text
    return bool(re.match(r" of (?:the|those|them|whom|these)\b", text[x.end : x.end + 12])) or "includ" in flat(
        text[max(s.start, x.start - 12) : x.start]
    )


def _dated(r: Reading, text: str) -> bool:
    """Whether the sentence tells its figure as past: a date, or words such as "up from"."""
    if any(w.dated or w.clock for w in r.whens):
        return True
    return bool(phrases("time", "past").search(flat(text[r.start : r.end])))


def _claims(r: Reading, sources: Sequence[Reading], evidence: Evidence) -> list[Problem]:
    """Remarks on the claims behind a sentence: stated as fact though disputed or denied; a single origin."""
    out: list[Problem] = []
    for s in sources:
        claims = evidence.claims(s)
        if not claims:
            continue
        if not r.voices and not r.numbers and s.voices and all(c.standing in ("disputed", "denied") for c in claims):
            why = claims[0].why
            out.append(Problem("added-certainty", f"stated as fact; the claim is {claims[0].standing}: {why}", r.start, r.end, "partly"))
        origins = {o for c in claims for o in c.origins}
        if len(origins) == 1:
            out.append(Problem("single-origin", f"rests on one origin: {min(origins)}", r.start, r.end, "supported"))
    return out[:2]
