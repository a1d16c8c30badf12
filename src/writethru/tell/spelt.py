"""Numbers told in words that `extract` leaves: "half a million", "a year and a half", "a fortnight", "twice"."""

import re
from collections.abc import Iterator

from writethru.model import Span

_COUNT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_LARGE = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_EVERY = {w: n for n, w in enumerate(["three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"], 3)} | {
    "twelve": 12,
    "twenty": 20,
}
_SHARES = {w: n for n, w in enumerate(["third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 3)}
_AFTER_SHARE = "of|on|in|since|last|this|to|from|after|when|and|at|over|during|less|more|lower|higher|off|compared|for|between|by|but"
_SPELT = re.compile(
    r"\b(?:(?P<part>half|a quarter of|three quarters of) an? (?P<large>dozen|million|billion)(?: (?P<unit>[a-z]+))?"
    rf"|(?P<count>{'|'.join(_COUNT)}) (?P<length>year|month|week|day|hour|million|billion)s? and a half"
    rf"|(?P<halves>{'|'.join(_COUNT)}) and a half (?P<lengths>year|month|week|day|hour|million|billion)s?"
    r"|(?P<half>half an? (?:year|hour|day))"
    rf"|(?P<hours>an|{'|'.join(_COUNT)}) hours? and (?P<quarters>a quarter|three quarters)"
    r"|(?P<most>three quarters|a quarter) of an hour"
    rf"|(?P<decades>{'|'.join(_COUNT)}) decades?"
    r"|(?P<fortnight>fortnight)"
    rf"|one (?:(?P<of>[a-z]+) )?in (?:every )?(?P<every>{'|'.join(_EVERY)})(?! (?:hundred|thousand|million))"
    rf"|(?:(?<=by )|(?<=nearly )|(?<=almost )|(?<=about )|(?<=than ))(?P<some>{'|'.join(_COUNT)}) (?P<share>{'|'.join(_SHARES)})s?\b(?! (?!(?:{_AFTER_SHARE})\b)[a-z])"
    rf"|(?P<parts>{'|'.join(_COUNT)}) (?P<portion>{'|'.join(_SHARES)})s? (?=(?:less|more|lower|higher|fewer|cheaper|smaller|larger|off)\b)"
    r"|(?P<times>once|twice|thrice)(?! (?:as|the|again)\b))\b"
)
_PART = {"half": 0.5, "a quarter of": 0.25, "three quarters of": 0.75}
_QUARTERS = {"a quarter": 15.0, "three quarters": 45.0}
LENGTHS = frozenset(["minute", "year", "month", "week", "day", "hour"])


def spelt(plain: str, span: Span) -> Iterator[tuple[int, int, float, str]]:
    """(start, end, value, unit) of the numbers told so in a stretch of lower-case text."""
    for m in _SPELT.finditer(plain, *span):
        if m["part"]:
            yield *m.span(), _PART[m["part"]] * _LARGE[m["large"]], m["unit"] or ""
        elif count := m["count"] or m["halves"]:
            unit = m["length"] or m["lengths"]
            large = _LARGE.get(unit, 1.0)
            yield *m.span(), (_COUNT[count] + 0.5) * large, unit if unit in LENGTHS else ""
        elif m["hours"]:
            yield *m.span(), 60.0 * _COUNT.get(m["hours"], 1) + _QUARTERS[m["quarters"]], "minute"
        elif m["most"]:
            yield *m.span(), _QUARTERS[m["most"]], "minute"
        elif m["half"]:
            yield *m.span(), 0.5, m["half"].split()[-1]
        elif m["decades"]:
            yield *m.span(), 10.0 * _COUNT[m["decades"]], "year"
        elif m["every"]:  # "one city in three"
            yield *m.span(), 1 / _EVERY[m["every"]], m["of"] or ""
        elif m["share"]:  # "nearly a fifth"
            yield *m.span(), _COUNT[m["some"]] / _SHARES[m["share"]], ""
        elif m["portion"]:  # "a fifth less"
            yield m.start(), m.end() - 1, _COUNT[m["parts"]] / _SHARES[m["portion"]], ""
        elif m["fortnight"]:
            yield *m.span(), 2.0, "week"
        elif m["times"] != "once":
            yield *m.span(), _TIMES[m["times"]], "time"
