"""Whether a sentence may stand in the timeline under a day: it tells what happened then, and the day is surely meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from writethru.model import Line, Report, Statement, TimeExpression
from writethru.tell.lists import held
from writethru.text import fold

NEAR = 2500  # characters before a clock time in which a day long gone, told by its date, sets the scene
NEARER = 1200  # and before a weekday
LAST = timedelta(days=1)  # a weekday so near the day of publication is surely meant
LONG = timedelta(days=60)  # what is longer gone is background
_IN = re.compile(r"\b(?:in|since|between|until|of|by|from) (?:\w+ )?$", re.I)
GONE = timedelta(days=7)  # a weekday or "in the evening" is read as within these
_OUTSIDE = re.compile(
    r"\b(?:since|until)\b[^,.;]*$|, not [^,.;]*$|\b(?:[Ii]f|should|unless)\b[^,.]*$|, (?:who|which|whose|where|noting|citing|recalling|referring) [^,]*$"
    r"|\bincluding [^.;]*$|\b(?:up|down|rose|risen|fell|fallen) from [^,.;]*$"
    r"|\b(?:use|sell|best)[- ](?:by|before)\b[^.;]*$|\bdates? (?:of|up to|to|from|between) [^,.;]*$|\bup to $|\bexpir\w+ [^,.;]*$"  # what is on a label
    r"|\bthat (?:became|was|were|had|has|have|is|are|came|took|went|began|started|ended) [^,.;]*$"  # "snippets that became public on Friday"
)
_NAMED_BY = re.compile(r"\bthe (?:[\w’'\-]+ ){1,3}(?:of|on) $")  # "the fire of 3 March": an event named by its day
_OF_ANOTHER = re.compile(
    r"\b(?:next|following|same|previous|that|later) (?:day|morning|afternoon|evening|night|hours?)\b|\b(?:before|after|earlier|later)$",
    re.I,
)
_BY_DATE = re.compile(r"\d(?!\d*[:.]\d\d)")  # "14 September", "Sept. 14", "2012": not "4:20 p.m."
_MONTHS = r"Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec"
_MONTH = re.compile(rf"\b(?:{_MONTHS})[a-z]*\b")
_PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:now |still )?(?:due |set |expected |scheduled |likely )?to [a-z]|will [a-z]|would (?!have\b)[a-z]|plans to [a-z]"
    r"|(?:is|are|been) (?:up|set|due|scheduled|slated|planned|running) (?:for|in|on|against)\b"
    r"|(?:is|are|was|were) (?:expected|due|awaited) (?:back |home )?(?:in|at|on|from)\b)"
)
_NEAR_DAY = re.compile(r"\b(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b", re.I)
_SHIFTED = frozenset({"yesterday", "tomorrow", "last night"})
_TO_COME = re.compile(r"\b(?:tomorrow|tonight)\b|\b(?:hopes?|expects?|aims?|plans?|intends?) to\b")
_WORDS = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
_AHEAD = re.compile(
    r"\b(?:will|would|may|could|might|shall|plan(?:s|ned)?|due|expect(?:s|ed)?|(?<!\ba )(?<!\bthe )schedul\w+|set|upcoming|deadline|until|by|begins?|starts?"
    r"|ends?|runs?|to be|slated|promis\w+|hopes?|aims?|ahead|before|asked|calls?|called|urged|is to|are to|up for|faces?)\b"
)


def happens(s: Statement, day: str, report: Report, times: Iterable[TimeExpression]) -> bool:
    """Whether something is told of a day (ISO day or month), and not what goes on since or until then, or what if. `times`: all of the
    report, for what sets the scene before."""
    text = report.text
    named = [t for t in s.times if day in ((t.earliest or "")[: len(day)], t.value) and fold(t.text) not in held("present")]
    outside = (
        _OUTSIDE.search(text[max(s.sentence[0], t.start - 80) : t.start])
        or (text[: t.start].endswith("the ") and re.match(r",? [A-Za-z]", text[t.end : t.end + 3]))  # "the June 2024 summit"
        or text[t.end : t.end + 1] in ("”", '"')  # "Lorne News Sunday"
        or _NAMED_BY.search(text[max(s.sentence[0], t.start - 60) : t.start])
        or (len(day) < len("2026-01-01") and t.text.endswith("ago"))  # "a month ago" names no month
        or _quoted(text, s.sentence[0], t.start)
        or _elsewhere(t, day, report, times)
        for t in named
    )
    return not all(outside)


def background(s: Statement, report: Report) -> bool:
    """Whether a sentence tells only of a time long gone: "In 2024 it was fined", "which opened in 2021"; not "the 1998 murder"."""
    told = [t for t in s.times if t.type == "DATE" and t.earliest]
    if not told or not report.stamp:
        return False
    before = (report.stamp.day - LONG).isoformat()
    gone = all(str(t.latest or t.earliest)[:10] < before for t in told)
    return gone and any(_IN.search(report.text[max(0, t.start - 12) : t.start]) for t in told)


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether a place of a sentence is inside quotation marks: "today" there is the speaker's word."""
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _elsewhere(t: TimeExpression, day: str, report: Report, times: Iterable[TimeExpression]) -> bool:
    """Whether words that name no date ("at 6:41 p.m.", "on Sunday", "the next day") stand in a scene of another time: the last day told
    by its date before them is more than a week from the day they were read as, or they tell a day by another and were read as to come."""
    if len(day) < len("2026-01-01") or _MONTH.search(t.text):
        return False
    told, said = date.fromisoformat(day), report.stamp.day if report.stamp else None
    if _OF_ANOTHER.search(t.text) and said and told > said:
        return True
    clock = any(c.isdigit() for c in t.text) or not any(c.isalpha() and c.isupper() for c in t.text)
    if not clock and said and abs(said - told) <= LAST:
        return False
    before = [x for x in times if t.start - (NEAR if clock else NEARER) < x.start < t.start and _dated(x)]
    if not before:
        return False
    scene = date.fromisoformat(str(max(before, key=lambda x: x.start).earliest)[:10])
    return abs(told - scene) > GONE


def _dated(t: TimeExpression) -> bool:
    """Whether a time is a past day told by its date: "Sept. 14", "14 September 2012"."""
    return (
        t.type in ("DATE", "TIME")
        and bool(t.earliest)
        and len(str(t.earliest)) >= 10
        and bool(_MONTH.search(t.text))
        and bool(_BY_DATE.search(t.text))
    )


def misdated(text: str) -> bool:
    """Whether a line, quotations aside, tells its day by the day of its report: "yesterday", "this morning"."""
    return _NEAR_DAY.search(_WORDS.sub("“”", text)) is not None


def astray(text: str, day: str, said: str) -> bool:
    """Whether a line under a day tells its own by the day of its report, `said`, so that a reader takes it for another: "2 March: The mayor
    said yesterday", and "today" of a report of 3 March."""
    words = {fold(m.group()) for m in _NEAR_DAY.finditer(_WORDS.sub("“”", text))}
    return bool(words & _SHIFTED) or (bool(words) and said[: len(day)] != day)


def last_day(reports: Iterable[Report]) -> str:
    """The last day on which one of a story's reports was published or updated, "" where none is dated."""
    return max((r.day for r in reports), default="")


def told_on(line: Line, reports: Mapping[str, Report], today: str) -> Line:
    """A line with the day on which it was told, where it tells its own by "yesterday" or the like and that day was not the story's last."""
    first = line.sources[0]
    stamp = reports[first.report].moment(first.start) if not line.when and misdated(line.text) else None
    day = stamp.day.isoformat() if stamp else ""
    return replace(line, told=day) if day and day != today else line


def gone_by(s: Statement, report: Report, newest: str) -> bool:
    """Whether a sentence tells a plan for a day that has passed on the newest day of the story: the last day it names behind the words
    that look ahead, not before its report's own."""
    said, text = report.stamp, _WORDS.sub(lambda m: " " * len(m.group()), report.text[slice(*s.sentence)])
    plan = _PLANNED.search(text) or _TO_COME.search(text)
    if said is None or plan is None:
        return False
    after = [
        t for t in s.times if t.type in ("DATE", "TIME") and t.start >= s.sentence[0] + plan.start()
    ]  # not "On Monday he said he will"
    days = [t.latest[:10] for t in after if t.latest and len(t.latest) >= len("2026-01-01")]
    ends = any(not t.latest for t in after)
    return bool(days) and not ends and said.day.isoformat() <= max(days) < newest


def in_time(day: str, text: str, today: str, report: Report) -> bool:
    """Whether a line fits its day: nothing foretold of one that has passed, and for one to come words that look ahead."""
    if _PLANNED.search(text):
        return day >= today[: len(day)]
    said = report.stamp
    if said and said.day.isoformat()[: len(day)] < day < today[: len(day)]:
        return False  # foretold, and passed since
    return said is None or day <= said.day.isoformat()[: len(day)] or _AHEAD.search(text) is not None
