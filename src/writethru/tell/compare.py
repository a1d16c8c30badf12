"""One part of a draft against one sentence of a report: its numbers and dates.

Every test gives problems; none is found where the sentence holds what the part says, or says nothing against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from writethru.tell.derived import PEOPLE, PLAIN, elsewhere, follows, listed, told_hour
from writethru.tell.evidence import Evidence
from writethru.tell.measure import PERCENT, Number, apart, core, fit
from writethru.tell.reading import Reading
from writethru.tell.rules import concept
from writethru.tell.when import When, agrees, day_of
from writethru.text import fold
from writethru.verdict import Problem

_PERIOD = re.compile(r"\b(?:week|weekend|month|year|season|term)\b")
_MONTH = re.compile(r"january|february|march|april|may|june|july|august|september|october|november|december")
_AGE_BEFORE = re.compile(r"(?:^|\b)(?:[Aa]t|aged|age of|(?:who|she|he) (?:is|was)|(?:man|woman|boy|girl) of)(?: about)? $")
_AGE_AFTER = re.compile(r"-year-old|[ -]years? old|(?<=[A-Z]\w{2}, \d\d),")
_NAMES_IT = re.compile(
    r" (?!(?:and|or|but|when|as|to|in|on|at|for|by|from|the|a|an|it|he|she|they|after|before|because|with|while|that|which|who)\b)[a-z]{3,}"
)
_SINCE = re.compile(
    r" (?:earlier|later|before|after|ago|behind|ahead|early|late)\b"
)  # counted from one day to another, which may stand in two reports
_EARLIER = re.compile(r"\b(?:from|up from|down from|instead of|rather than|not|compared with|than) (?:the |about |some |around )?$")
_CHANGED = re.compile(r"\bfrom (?:\w+ )?[\d.,]+(?: \w+)? to (?:about |some |around |nearly )?$")  # and what it rose to, in a later one
_THAN_THE = re.compile(r"\bthan the ")
_WHOLE = re.compile(r"\b(?:of|all|than) the (?=\W*(?:\d|\w+$))")  # "200,000 of the 1.4 million": the whole is known
_OVER = re.compile(r"over ", re.I)  # "in three stages over 45 days": in the course of them
_THERE = re.compile(r"There (?:is|are|was|were)\b")
BESIDE = 30  # characters before a number in which a hedge bears on it
_EXACT = re.compile(r"\b(?:exactly|precisely)\b")
HOUR = 0.3  # share of a part that a passage must hold to give it its hour
TIMES = concept("times")  # "called four times": four calls
ANYBODY = frozenset([concept("people"), concept("person")])


def one_thing(d: Number, e: Number, evidence: Evidence) -> float:
    """How far two numbers count the same thing, 0 to 1: their units and the words beside them."""
    if "label" in (d.kind, e.kind) and d.kind != e.kind:
        return 0.0
    other = bool(d.unit and e.unit) and d.unit != e.unit and not (d.unit in PEOPLE and e.unit in PEOPLE) and TIMES not in (d.unit, e.unit)
    if other and d.unit not in e.near and e.unit not in d.near and not (d.kind == e.kind == "length" and fit(d, e)):
        return 0.0
    whole = evidence.weight(d.near)
    held = evidence.weight(d.near & (e.near | {e.unit}))
    share = held / whole if whole else 1.0
    return min(1.0, share + (0.15 if d.unit and d.unit == e.unit else 0.0))


def find(n: Number, r: Reading, evidence: Evidence, beside: Sequence[Number] = ()) -> tuple[Number | None, str]:
    """The number of a sentence (or of the one before it) that n may rest on, and how it fits."""
    best: tuple[float, Number | None, str] = (0.0, None, "")
    for reach, s in enumerate((r, *(x for x in evidence.beside(r) if x is not r))):
        for e in s.numbers:
            how = fit(n, e)
            score = (one_thing(n, e, evidence) + 0.05 - 0.1 * min(reach, 1)) * (1.0 if how == "same" else 0.8) if how else 0.0
            if how and s is r and not apart(n, e):
                score = max(score, 0.02)
            if score > best[0]:
                best = (score, e, how)
    score, found, how = best
    if found is None:
        return None, ""
    rivals = [one_thing(n, e, evidence) for e in r.numbers if not fit(n, e) and not any(fit(m, e) for m in beside)]
    if rivals and max(rivals) > 0.2 and max(rivals) > 1.6 * one_thing(n, found, evidence) + 0.1:
        return None, ""
    if one_thing(n, found, evidence) < 0.08 and len(r.numbers) > 1 and (core(n) < PLAIN or max(rivals, default=0.0) > 0.15):
        return None, ""
    return found, how


def _is_age(n: Number, part: Reading, evidence: Evidence, draft: str) -> bool:
    """Whether a number is given as an age that some report gives as well."""
    shaped = _AGE_AFTER.search(draft, n.start, min(part.end, n.end + 10)) or _AGE_BEFORE.search(
        draft[max(part.start, n.start - 16) : n.start]
    )
    return n.low is not None and shaped is not None and n.low in evidence.cast.ages


def _given_beside(n: Number, part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether the sentence before or after gives a number, in the words of somebody the part speaks of: "the police counted 210"; or for the same."""
    text = evidence.reports[r.report].text
    other = core(n) < PLAIN or any(e.unit == n.unit and core(e) >= PLAIN for e in r.numbers)
    for s in evidence.beside(r):
        met = [e for e in s.numbers if fit(n, e) == "same"] if s is not r else []
        if met and any((v.names & part.forms) or (v.heads & part.concepts) for v in s.voices):
            return True
        if (
            any(e.unit in (n.unit, "") for e in met)
            and (s.leans or _THERE.match(text, s.start))
            and not any(e.unit == n.unit for e in r.numbers)
        ):
            return True  # "There are four in the city."
        if not other and any(one_thing(n, e, evidence) > 0.2 for e in met):
            return True
    return False


def _given_anywhere(n: Number, part: Reading, evidence: Evidence) -> bool:
    """Whether some passage gives a number for the like: what a figure rose from stands in an earlier report."""
    return any(
        fit(n, e) == "same" and (e.unit == n.unit or not n.unit or not e.unit)
        for share, s in evidence.candidates(part)[:12]
        for e in s.numbers
    )


def _from_before(n: Number, part: Reading, draft: str) -> bool:
    """Whether a number, or the one it is compared with, is told as an earlier one, which may stand in another report."""
    return (
        _EARLIER.search(draft, max(part.start, n.start - 24), n.start) is not None
        or _CHANGED.search(draft, max(part.start, n.start - 40), n.start) is not None
        or any(m is not n and _THAN_THE.search(draft, max(part.start, m.start - 10), m.end) for m in part.numbers)
    )


def _comparable(x: Number, n: Number) -> bool:
    """Whether two numbers may be of one measure: not a share and a sum."""
    return not x.unit or not n.unit or (x.unit == PERCENT) == (n.unit == PERCENT)


def _hedged(part: Reading, n: Number) -> bool:
    return any("possible" in o.kinds and n.start - BESIDE < o.start < n.end for o in part.operators)


def _estimated(part: Reading) -> bool:
    return any("possible" in o.kinds for o in part.operators) or any(f.startswith("estimat") for f in part.forms)


def numbers(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    text = evidence.reports[r.report].text
    sure = [m for m in part.numbers if any(fit(m, e) == "same" for e in r.numbers)]
    for n in part.numbers:
        if n.low == 2 and draft[max(part.start, n.start - 4) : n.start].lower() == "the ":
            continue  # "the two": those named before
        found, how = find(n, r, evidence, [m for m in part.numbers if m is not n])
        if found is None and (_is_age(n, part, evidence, draft) or fold(draft[n.start : n.end]) in r.forms):
            continue
        earlier = _from_before(n, part, draft)
        whole = _WHOLE.search(draft, max(part.start, n.start - 10), n.end)
        if found is None and whole and (_given_anywhere(n, part, evidence) or (core(n) >= PLAIN and evidence.giving(n))):
            continue
        if found is None and earlier and _given_anywhere(n, part, evidence):
            continue
        if found is None and (
            _given_beside(n, part, r, evidence)
            or (n.kind == "length" and _SINCE.match(draft, n.end) and not any(x.kind == "length" for x in r.numbers))
        ):
            continue
        if found is None and any(fit(n, m) and m.start > n.start and m in sure for m in part.numbers if m is not n):
            continue  # "nearly half, 46 percent": told twice
        if found is None and (listed(n, part, draft) or follows(n, part, r, evidence, draft) or elsewhere(n, part, r, evidence)):
            continue
        if found is None:
            rivals = sorted((x for x in r.numbers if x.kind == n.kind and _comparable(x, n)), key=lambda x: -one_thing(n, x, evidence))
            rival = rivals[0] if rivals and one_thing(n, rivals[0], evidence) > 0 else None
            if n.low == 1 and (rival is None or rival.unit != n.unit):
                continue  # "one motorist" for "a woman"
            said = f"the report has “{text[rival.start : rival.end]}”" if rival else "no report gives this number for it"
            yield Problem("unsupported-number", said, n.start, n.end, "contradicted" if rival else "unsupported")
        elif (
            n.approx == "="
            and not part.voices
            and not _estimated(part)
            and any(o.form.startswith("estimat") for o in r.operators if o.start < found.start)
        ):
            yield Problem("lost-hedge", "the report gives it as somebody’s estimate", n.start, n.end, "partly")
        elif (
            how == "loose"
            and not (found.kind == "length" and _OVER.match(text, found.start))
            and not _hedged(part, n)
            and not whole
            and not (found.approx == "~" and part.voices and not _EXACT.search(draft, part.start, n.end))
        ):
            yield Problem("lost-hedge", f"the report has “{text[found.start : found.end]}”", n.start, n.end, "partly")


def dates(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    report = evidence.reports[r.report]
    near = [w for s in evidence.neighbours(r) for w in s.whens]
    for d in part.whens:
        met = [e for e in r.whens if not e.relative and agrees(d, e)]
        finer = day_of(d) and not d.clock and met and not any(map(day_of, met)) and any(map(day_of, r.whens))
        if d.relative or (met and not finer):
            continue  # "Monday" is no "Tuesday ... by the end of the month"
        if d.words == "overnight":
            continue  # no day, and no report need say so
        if d.clock and d.dated and _hour_beside(d, part, r, evidence):
            continue
        day = replace(d, clock="", rough=False)
        days = [e for e in r.whens if e.dated and not e.relative] if d.dated else []
        if d.clock and told_hour((d.start, d.end), part, r, evidence, draft) and (not days or any(agrees(day, e) for e in days)):
            continue
        if _MONTH.fullmatch(d.words) and (d.words in r.forms or (_NAMES_IT.match(draft, d.end) and evidence.forms[d.words])):
            continue  # "the April cut": which cut, not when
        if any(d.words == e.words and _PERIOD.search(d.words) for e in r.whens) and _fresh(r, evidence):
            continue
        own = [e for e in r.whens if e.clock] if d.clock else [e for e in r.whens if e.dated]
        if not own and draft[d.end : d.end + 2] in ("'s", "’s"):
            continue  # "Tuesday's ruling": which, not when
        stamp = report.published or report.updated
        if stamp and not d.clock and _is_day(d, stamp.day) and _of_saying(d, part):
            continue  # "said on Wednesday that": the report's own day
        if not own or all(_of_saying(e, r) for e in own):
            if any(agrees(d, e) for e in (*near, *(w for s in evidence.next(r)[:1] for w in s.whens if not w.relative))):
                continue
            if not d.clock and stamp and _is_day(d, stamp.day):
                continue
        said = f"the report has “{report.text[own[0].start : own[0].end]}”" if own else "no report dates it so"
        yield Problem("wrong-date", said, d.start, d.end, "contradicted" if own else "unsupported")


def _hour_beside(d: When, part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether a sentence has the day of a date and names no hour, and another passage has the hour: "six o'clock on Tuesday evening"."""
    day = replace(d, clock="", rough=False)
    if any(e.clock for e in r.whens) or not any(agrees(day, e) for e in r.whens if not e.relative):
        return False
    near = [*evidence.neighbours(r, 1), *evidence.next(r), *(s for share, s in evidence.candidates(part) if share >= HOUR)]
    return any(e.clock and agrees(replace(d, first="", last="", weekday=-1, dated=False), e) for s in near for e in s.whens)


def _fresh(r: Reading, evidence: Evidence) -> bool:
    """Whether a report is so new that its "this week" may still be told in its words."""
    stamp = evidence.stamp(r)
    return stamp is not None and evidence.latest is not None and (evidence.latest - stamp[0]).days < 7


def _is_day(d: When, day: date) -> bool:
    """Whether a draft's date may be the day a report came out."""
    if d.weekday >= 0:
        return day.weekday() == d.weekday
    return bool(d.first) and d.first <= day.isoformat() <= d.last <= (date.fromisoformat(d.first) + timedelta(31)).isoformat()


def _of_saying(e: When, r: Reading) -> bool:
    """Whether a date stands beside the cue rather than in what is said: "said on Tuesday that ..."."""
    told = [c for v in r.voices for c in v.content]
    return bool(told) and not any(a <= e.start < b for a, b in told) and not any(v.start <= e.start < v.end for v in r.voices)
