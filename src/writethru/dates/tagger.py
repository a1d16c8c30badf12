"""The tagger: finds time expressions by the rules of a language's table and resolves them against the report's day."""

from collections.abc import Callable
from functools import cache

from writethru.dates import clocks, days, durations, named, offsets, periods
from writethru.dates.hit import Found, Hit
from writethru.dates.lexicon import Rule, lexicon
from writethru.dates.reader import Marks, Reader
from writethru.model import Stamp, TimeExpression

Handler = Callable[[Reader, Hit], days.Handled]
_HANDLERS: dict[str, Handler] = {
    "clock": clocks.on_clock,
    "iso": clocks.on_iso,
    "slash": days.on_slash,
    "day": days.on_day,
    "monthday": days.on_monthday,
    "days": days.two_days,
    "month": days.on_month,
    "weekday": named.on_weekday,
    "dayword": named.on_dayword,
    "partday": named.on_partday,
    "overnight": named.on_overnight,
    "everyday": named.on_everyday,
    "weekof": named.on_week,
    "feast": named.on_feast,
    "quarter": periods.on_quarter,
    "yearago": periods.on_yearago,
    "half": periods.on_half,
    "season": periods.on_season,
    "year": periods.on_year,
    "decade": periods.on_decade,
    "century": periods.on_century,
    "offset": offsets.on_offset,
    "unitrel": offsets.on_unitrel,
    "theunit": offsets.on_theunit,
    "duration": durations.on_duration,
    "aunit": durations.on_aunit,
    "vagueunits": durations.on_vagueunits,
    "bareunits": durations.on_bareunits,
    "set": durations.on_set,
}


@cache
def _marks() -> Marks:
    return Marks(lexicon())


def times(text: str, anchor: Stamp | None = None) -> tuple[TimeExpression, ...]:
    """Time expressions of a text, in order, never overlapping: TIMEX3 types and values, with the days or times they cover.

    `anchor` is the report's own time (updated, else published): relative words reckon from it, a heading that names weekday and date
    dates what follows, words inside a quotation reckon from the day it was spoken. Without an anchor relative words keep unknown
    parts ("XXXX-WXX-1"). `earliest` and `latest` are inclusive ISO days, or times for a TIME; None when open or unknown.
    Method: TIMEX3 of ISO-TimeML (ISO 24617-1) by rules over word classes; measured by the rules of TempEval-3 (UzZaman et al., 2013)."""
    lex = lexicon()
    scan = lex.scan(text)
    reader = Reader(scan, lex, _marks(), anchor)
    out: list[TimeExpression] = []
    at = 0
    while m := lex.any.search(scan.codes, at):
        at = m.start() + 1
        for rule in lex.rules[int((m.lastgroup or "r0")[1:]) :]:
            end, found = _apply(reader, rule, m.start())
            if found is None:
                continue
            while found and out and out[-1].start >= scan.spans[found[0].start][0]:
                out.pop()  # read anew: "at 8.50pm and 11.15pm on Wednesday"
            out += [_expression(reader, f) for f in found]
            at = found[-1].end if found else end
            break
    return tuple(out)


def _apply(reader: Reader, rule: Rule, start: int) -> tuple[int, days.Handled]:
    """Where a rule's match at `start` ends, and what it makes of it: no expressions if it is not to be read as a time, None to try on."""
    m = rule.pattern.match(reader.scan.codes, start)
    if m is None:
        return start, None
    hit = Hit(reader.scan, m)
    if rule.kind == "skip":
        return hit.end, []
    if rule.kind == "ref":
        return hit.end, [reader.reference(hit, rule.args["value"])]
    return hit.end, _HANDLERS[rule.kind](reader, hit)


def _expression(reader: Reader, found: Found) -> TimeExpression:
    start, end = reader.scan.spans[found.start][0], reader.scan.spans[found.end - 1][1]
    return TimeExpression(start, end, reader.scan.text[start:end], found.type, found.value, found.earliest, found.latest)
