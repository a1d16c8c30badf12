"""One part of a draft against one sentence of a report: numbers, dates, names, places, speakers, hedges, negation, stance.

Every test gives problems; none is found where the sentence holds what the part says, or says nothing against it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from writethru.model import Mention
from writethru.tell.evidence import Evidence
from writethru.tell.reading import Number, Operator, Reading, Voice, When
from writethru.tell.rules import answers, concept, phrases, table, weak, words_of
from writethru.text import fold
from writethru.verdict import Problem
from writethru.words import WORD

SHARED = 0.5  # share of an operator's scope that the other text must hold for it to bear on it
FIRST = 3  # content words after an operator that tell what it bears on
ANYBODY = frozenset([concept("people"), concept("person")])
COMMON = 0.6  # a name in this share of the reports may be named beside any of them
PEOPLE = frozenset(concept(w) for w in ("people", "worker", "passenger", "patient", "dead", "child", "crew", "resident"))


def problems(part: Reading, r: Reading, evidence: Evidence, draft: str) -> list[Problem]:
    """Everything in which `part` (of `draft`) departs from sentence `r`."""
    return [
        *speakers(part, r, evidence, draft),
        *numbers(part, r, evidence, draft),
        *dates(part, r, evidence, draft),
        *names(part, r, evidence, draft),
        *operators(part, r, evidence),
    ]


# ---- numbers -----------------------------------------------------------------------------------------------------------


def core(n: Number) -> float:
    return n.low if n.low is not None else n.high if n.high is not None else 0.0


def _rounder(a: float, b: float) -> bool:
    """Whether a has fewer significant digits than b."""

    def digits(x: float) -> int:
        return len(f"{x:.10g}".replace(".", "").strip("0"))

    return digits(a) < digits(b)


def fit(d: Number, e: Number) -> str:
    """ "same" when d may be said on e's word, "loose" when it drops e's "about" or "at least", else ""."""
    x, y = core(d), core(e)
    if abs(x - y) <= 1e-9 * max(1.0, abs(y)):
        up, down = (">", ">="), ("<", "<=")
        if d.approx == "range" or e.approx == "range":
            return "same" if d.high == e.high else ""
        if (d.approx in up and e.approx in down) or (d.approx in down and e.approx in up):
            return ""
        if d.approx in (">", "<") and e.approx in ("=", "~"):
            return ""
        if e.approx not in ("=", d.approx) and d.approx in ("=", "~") and e.approx != d.approx:
            return "loose"
        return "same"
    if y <= 0 or e.kind == "label" or d.kind == "label":
        return ""
    if d.approx == "~" and abs(x - y) <= 0.08 * y and _rounder(x, y):
        return "same"
    if d.approx in (">", ">=") and x < y <= 1.3 * x and e.approx not in ("<", "<=") and _rounder(x, y):
        return "same"
    if d.approx in ("<", "<=") and 0.75 * x <= y < x and e.approx not in (">", ">=") and _rounder(x, y):
        return "same"
    if e.approx == "range" and e.low is not None and e.high is not None and e.low <= x <= e.high:
        return "loose"
    return ""


def one_thing(d: Number, e: Number, evidence: Evidence) -> float:
    """How far two numbers count the same thing, 0 to 1: their units and the words beside them."""
    if "label" in (d.kind, e.kind) and d.kind != e.kind:
        return 0.0
    other = bool(d.unit and e.unit) and d.unit != e.unit and not (d.unit in PEOPLE and e.unit in PEOPLE)
    if other and d.unit not in e.near and e.unit not in d.near:
        return 0.0
    whole = evidence.weight(d.near)
    held = evidence.weight(d.near & (e.near | {e.unit}))
    share = held / whole if whole else 1.0
    return min(1.0, share + (0.15 if d.unit and d.unit == e.unit else 0.0))


def find(n: Number, r: Reading, evidence: Evidence) -> tuple[Number | None, str]:
    """The number of a sentence (or of the one before it) that n may rest on, and how it fits."""
    best: tuple[float, Number | None, str] = (0.0, None, "")
    for reach, s in enumerate((r, *(x for x in evidence.beside(r) if x is not r))):
        for e in s.numbers:
            how = fit(n, e)
            score = (one_thing(n, e, evidence) + 0.05 - 0.2 * min(reach, 1)) * (1.0 if how == "same" else 0.8) if how else 0.0
            if how and s is r:
                score = max(score, 0.02)
            if score > best[0]:
                best = (score, e, how)
    score, found, how = best
    if found is None:
        return None, ""
    rivals = [one_thing(n, e, evidence) for e in r.numbers if not fit(n, e)]
    if rivals and max(rivals) > 0.2 and max(rivals) > 1.6 * one_thing(n, found, evidence) + 0.1:
        return None, ""
    if one_thing(n, found, evidence) < 0.08 and len(r.numbers) > 1:
        return None, ""
    return found, how


def numbers(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    text = evidence.reports[r.report].text
    for n in part.numbers:
        found, how = find(n, r, evidence)
        if found is None:
            rivals = sorted((x for x in r.numbers if x.kind == n.kind), key=lambda x: -one_thing(n, x, evidence))
            rival = rivals[0] if rivals and one_thing(n, rivals[0], evidence) > 0 else None
            said = f"the report has “{text[rival.start : rival.end]}”" if rival else "no report gives this number for it"
            yield Problem("unsupported-number", said, n.start, n.end, "contradicted" if rival else "unsupported")
        elif how == "loose" and not any("possible" in o.kinds for o in part.operators):
            yield Problem("lost-hedge", f"the report has “{text[found.start : found.end]}”", n.start, n.end, "partly")


# ---- dates -------------------------------------------------------------------------------------------------------------


def agrees(d: When, e: When) -> bool:
    """Whether a date of the draft may be the source's."""
    if d.clock and d.clock != e.clock:
        return False
    if not d.dated:
        return bool(d.clock) or not d.first or not e.first or (d.first <= e.last and e.first <= d.last)
    if d.weekday >= 0:
        if e.weekday >= 0 or not e.first:
            return d.weekday == e.weekday
        day = date.fromisoformat(e.first)
        return e.last != e.first or day.weekday() == d.weekday
    if not d.first or not e.first:
        return d.words == e.words
    return d.first <= e.last and e.first <= d.last


def dates(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    report = evidence.reports[r.report]
    near = [w for s in evidence.neighbours(r) for w in s.whens]
    for d in part.whens:
        if any(agrees(d, e) for e in r.whens):
            continue
        own = [e for e in r.whens if e.clock] if d.clock else [e for e in r.whens if e.dated]
        stamp = report.published or report.updated
        if not own or all(_of_saying(e, r) for e in own):
            if any(agrees(d, e) for e in near):
                continue
            if not d.clock and stamp and _is_day(d, stamp.day):
                continue
        said = f"the report has “{report.text[own[0].start : own[0].end]}”" if own else "no report dates it so"
        yield Problem("wrong-date", said, d.start, d.end, "contradicted" if own else "unsupported")


def _is_day(d: When, day: date) -> bool:
    """Whether a draft's date may be the day a report came out."""
    return day.weekday() == d.weekday if d.weekday >= 0 else bool(d.first) and d.first <= day.isoformat() <= d.last


def _of_saying(e: When, r: Reading) -> bool:
    """Whether a date stands beside the cue rather than in what is said: "said on Tuesday that ..."."""
    return any(v.content and not any(a <= e.start < b for a, b in v.content) for v in r.voices)


# ---- names and places --------------------------------------------------------------------------------------------------


def names(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    around = [r, *evidence.neighbours(r)]
    known = {evidence.cast.same(w) for s in around for w in s.forms} | {
        n for s in around for v in s.voices for n in evidence.cast.names_of(v)
    }
    report = evidence.reports[r.report]
    known |= {fold(w) for w in re.findall(r"\w+", report.outlet)}
    for m in part.names:
        if any(m.start < n.end and m.end > n.start for n in part.numbers):
            continue
        if any(v.start <= m.start < v.end and _speaks(m, v, evidence) for v in part.voices):
            words = [w for w in _words(m, evidence) if not evidence.forms[w]]
        else:
            words = [w for w in _words(m, evidence) if not _known(w, known, around, evidence)]
        if words:
            yield _name_problem(m, words, part, r, evidence, draft)
    yield from _elsewhere(part, r, evidence, draft)
    compass = words_of("places", "compass")
    mine, theirs = part.forms & compass, r.forms & compass
    for w in part.words:
        if w.form in mine - theirs and theirs - mine and _places_match(w.end, draft, theirs - mine, report.text[r.start : r.end]):
            yield Problem("wrong-place", f"the report has “{min(theirs - mine)}”", w.start, w.end, "contradicted")


_PLACED = re.compile(r"\b(in|at|near|from|off|outside) (?:the )?((?:[A-Z][\w’'\-]+)(?: [A-Z][\w’'\-]+)*)")


def _elsewhere(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """A place of the draft where the report has another after the same preposition: "off Garve" for "off Cull Sands"."""
    text = evidence.reports[r.report].text[r.start : r.end]
    theirs = [(m.group(1), m.group(2)) for m in _PLACED.finditer(text)]
    for m in _PLACED.finditer(draft, part.start, part.end):
        name = {fold(w) for w in WORD.findall(m.group(2))}
        rivals = [n for p, n in theirs if p == m.group(1)]
        days = words_of("time", "days")
        if any(days & {fold(w) for w in n.split()} for n in [m.group(2), *rivals]) or any(w in evidence.cast.full for w in name):
            continue
        if rivals and not name & r.forms:
            yield Problem("wrong-place", f"the report has “{m.group(1)} {rivals[0]}”", *m.span(2), "contradicted")


def _speaks(m: Mention, v: Voice, evidence: Evidence) -> bool:
    """Whether a name in a source phrase is the speaker's own: a person's, or the first name of the phrase."""
    words = _words(m, evidence)
    return any(w in evidence.cast.full for w in words) or not evidence.cast.vague_but_named(v)


def _places_match(end: int, draft: str, others: frozenset[str], text: str) -> bool:
    """Whether what follows a compass word in the draft follows another one in the report: "the west bank", "the east bank"."""
    after = re.match(r"[\s-]*(\w+)", draft[end : end + 40])
    before = re.search(r"(\w+)\s+(?:the\s+)?\w+$", draft[max(0, end - 40) : end])
    for o in map(re.escape, others):
        if after and re.search(rf"\b{o}[\s-]+{re.escape(after.group(1))}\b", text, re.I):
            return True
        if before and re.search(rf"\b{re.escape(before.group(1))}\s+(?:the\s+)?{o}\b", text, re.I):
            return True
    return False


def _words(m: Mention, evidence: Evidence) -> list[str]:
    small = words_of("voices", "cues") | {"of", "the", "and", "for", "de", "la", "al"}
    out = []
    for w in re.findall(r"\w+(?:['’]\w+)*", m.name):
        f = re.sub(r"'s$", "", fold(w))
        if len(f) > 2 and f not in small and w[:1].isupper():
            out.append(evidence.cast.same(f))
    return out


def _known(word: str, known: set[str], around: list[Reading], evidence: Evidence) -> bool:
    if word in known or concept(word) in around[0].concepts:
        return True
    if word not in evidence.cast.full and evidence.forms[word] >= max(2, COMMON * len(evidence.reports)):
        return True
    cast = evidence.cast
    if word in cast.full:  # a name where the report has the office
        return bool(cast.roles[word] & around[0].concepts) and not any(w in cast.full for w in around[0].forms)
    return any(word in cast.full[last] for last in cast.full if last in known)


def _name_problem(m: Mention, words: list[str], part: Reading, r: Reading, evidence: Evidence, draft: str) -> Problem:
    before = re.search(r"(\w+) (?:the )?$", draft[max(0, m.start - 20) : m.start])
    placed = before is not None and fold(before.group(1)) in words_of("places", "prepositions")
    unheard = not any(evidence.forms[w] for w in words)
    placed = placed or fold(m.name) in evidence.cast.places
    person = any(w in evidence.cast.full for w in words) or (m.kind == "person" and not placed)
    if m.kind == "place" or (placed and not person and m.kind != "organisation"):
        return Problem(
            "wrong-place",
            f"no report places it in {m.name}" if unheard else f"the report does not name {m.name} here",
            m.start,
            m.end,
            "contradicted",
        )
    return Problem(
        "unsupported-name", f"no report names {m.name}" if unheard else f"the report does not name {m.name} here", m.start, m.end
    )


# ---- who says it -------------------------------------------------------------------------------------------------------


_PRONOUN = re.compile(r"(?:he|she|they|it|who|we|i)$", re.I)


def speakers(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    mine = told_by(part)
    if not mine:
        return
    theirs = list(r.voices)
    outlet = frozenset(fold(w) for w in re.findall(r"\w+", evidence.reports[r.report].outlet) if w.lower() != "the")
    if not any(v.sure for v in theirs) or any(_PRONOUN.match(v.phrase) for v in theirs):
        theirs += [v for s in evidence.neighbours(r, 2) for v in s.voices]
    if any("denial" in o.kinds for o in part.operators):
        theirs += [v for s in evidence.denied_after(r) for v in s.voices]
    for v in mine:
        named = evidence.cast.names_of(v)
        if named and outlet and (named <= outlet or outlet <= named):
            continue
        described = [w for w in theirs if w.names or w.heads]
        if any(evidence.cast.heads_it(v, w) for s in evidence.next(r) for w in s.voices) and any(map(evidence.cast.is_company, r.voices)):
            continue  # a lede gives a company what the next sentences give its head
        if "told" in r.forms and any(evidence.cast.names_of(w) & part.forms for w in theirs):
            continue  # what one told another, in the words of that other
        if any(evidence.cast.may_be(v, w) for w in described) or (theirs and not described):
            continue
        told = any(w.sure and not _PRONOUN.match(w.phrase) for w in r.voices)
        if (not told or not (v.sure or evidence.cast.surname(named))) and evidence.cast.stands_in(v, r):
            continue
        beside = [x.near for n in part.numbers for x, _ in [find(n, r, evidence)] if x]
        if v.heads and any(v.heads <= near for near in beside):
            continue
        who = next((w.phrase for w in theirs if w.sure), "") or next((w.phrase for w in theirs), "")
        said = f"the report gives it to {who}" if who else "the report says it in its own voice"
        yield Problem("wrong-speaker", said, v.start, v.end, "contradicted")
        return


def told_by(part: Reading) -> list[Voice]:
    """The voices a part is told by: those named inside it before those only reaching into it, those `extract` is sure of before others."""
    own = [v for v in part.voices if (v.names or v.heads) and not (v.resolved and not v.sure)]
    inside = [v for v in own if part.start <= v.start < part.end] or own
    return [v for v in inside if v.sure] or inside[:1]


# ---- hedges, negation, stance --------------------------------------------------------------------------------------------

_FAULT = {
    "denial": "lost-negation",
    "open": "added-certainty",
    "possible": "lost-hedge",
    "claim": "added-certainty",
    "intent": "added-certainty",
}


def operators(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    for op in r.operators:
        kinds = [k for k in _FAULT if k in op.kinds]
        if not kinds or op.form in weak() or (kinds == ["claim"] and part.voices) or not _bears(op, part, evidence):
            continue
        if not any(_answered(op, k, part) for k in kinds):
            lost = _lost(kinds[0], op, part, r, evidence)
            yield lost
            if phrases("stops", "words").fullmatch(op.form) or (kinds[0] == "possible" and part.forms & words_of("stops", "sure")):
                yield replace(lost, kind="added-certainty")
            elif kinds[0] == "open":
                yield replace(lost, kind="lost-hedge")
            break
    denied = bool(evidence.denied_after(r))
    for op in part.operators:
        if op.form in weak():
            continue
        if "denial" in op.kinds and "open" not in op.kinds and _bears(op, r, evidence) and not denied and not _answered(op, "denial", r):
            yield Problem("lost-negation", "the report does not deny it", op.start, op.end, "contradicted")
            return
        if "confirm" in op.kinds and not _answered(op, "confirm", r) and op.form not in r.forms:
            yield Problem("added-certainty", "the report says it less firmly", op.start, op.end)
            return


def _lost(kind: str, op: Operator, part: Reading, r: Reading, evidence: Evidence) -> Problem:
    text = evidence.reports[r.report].text
    words = text[op.start : op.end]
    verdict = "contradicted" if kind == "denial" else "unsupported"
    at = [w for w in part.words if w.concept in op.scope] or list(part.words)
    start, end = (at[0].start, at[-1].end) if at else (part.start, part.end)
    return Problem(_FAULT[kind], f"the report has “{words}”", start, end, verdict)  # type: ignore[arg-type]


def _bears(op: Operator, other: Reading, evidence: Evidence) -> bool:
    """Whether an operator of one text bears on words that the other has too."""
    scope = set(op.scope[:FIRST])
    if not scope:
        return False
    held = evidence.weight(scope & other.concepts) / evidence.weight(scope)
    return held >= (SHARED if op.scope[0] in other.concepts else 0.8)


def _answered(op: Operator, kind: str, other: Reading) -> bool:
    good = answers().get(kind, frozenset())
    return any(
        good & set(o.kinds) and (not o.near or not op.near or bool(o.near & (op.near | frozenset(op.scope)))) for o in other.operators
    ) or (kind in ("claim",) and bool(other.voices))


def fused(joint: str) -> bool:
    """Whether words join two claims as cause and effect."""
    words = table()["causes"]["strict"]
    return bool(re.search(r"\b(?:" + "|".join(words) + r")\b", joint, re.I))
