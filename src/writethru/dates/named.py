"""Handlers for days that have a name: weekdays, "today", "Monday morning", feasts, "the week of March 6"."""

from datetime import date

from writethru.dates.calendar import DAY, feast, step, week
from writethru.dates.days import Handled, calendar_day, part_of, ref_day, rel_year, relation
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader


def on_weekday(r: Reader, hit: Hit) -> Handled:
    number = r.lex.value("weekday", hit.word("w"))
    rel = relation(r, hit)
    if hit.word("r") == "following" and hit.m.start("r") == hit.start:  # "Following Monday's debate": a preposition
        hit.start, rel = hit.m.start("w"), "back"
    day = r.weekday(number, rel, hit.start, hit.end)
    part = hit.word("P")
    value = day.isoformat() if day else f"XXXX-WXX-{number}"
    if part:
        return [part_of(r, hit.start, hit.end, value, r.lex.value("part", part))]
    if day:
        r.name_day(day, hit.start)
    return [r.dated(hit.start, hit.end, value)]


def on_dayword(r: Reader, hit: Hit) -> Handled:
    """today, yesterday, tomorrow, tonight; "yesterday evening"."""
    word = hit.word("t")
    if r.scan.word(hit.start)[0].isupper() and r.is_a(hit.start - 1, r.marks.name):
        return None  # a title: "Velm Today"
    if word == "tomorrow" and (r.is_a(hit.start - 1, r.marks.a) or r.is_a(hit.start - 2, r.marks.a)):
        return None  # "a better tomorrow"
    base = r.spoken_day(hit.start, hit.end)
    day = step(base, {"yesterday": -1, "tomorrow": 1}.get(word, 0), "D") if base else None
    part = hit.word("P") or ("night" if word == "tonight" else "")
    if part:
        value = day.isoformat() if day else "XXXX-XX-XX"
        return [part_of(r, hit.start, hit.end, value, r.lex.value("part", part))]
    if day is None:
        ref = {"yesterday": "PAST_REF", "tomorrow": "FUTURE_REF"}.get(word, "PRESENT_REF")
        return [Found(hit.start, hit.end, "DATE", ref)]
    return [r.dated(hit.start, hit.end, day.isoformat())]


def on_partday(r: Reader, hit: Hit) -> Handled:
    """ "this morning", "last night", "the next morning", "that evening", "in the afternoon"."""
    rel = relation(r, hit)
    word = hit.word("r")
    part = r.lex.value("part", hit.word("P"))
    base = r.base
    if rel in ("that", "fwd") or (rel == "back" and word != "last"):
        base = ref_day(r)
    elif rel == "":
        base = ref_day(r) or r.base
    if base is None:
        return None if rel != "here" else [Found(hit.start, hit.end, "TIME", f"XXXX-XX-XXT{part}")]
    day = step(base, -1 if rel == "back" and (word != "last" or part == "NI") else 1 if rel == "fwd" else 0, "D")
    return [part_of(r, hit.start, hit.end, day.isoformat(), part)] if day else None


def on_overnight(r: Reader, hit: Hit) -> Handled:
    """The night before the base day, or after it when the tense looks ahead."""
    base = r.base
    ahead = r.direction(hit.start, hit.end) > 0
    night = step(base, 0 if ahead else -1, "D") if base else None
    if night is None or night == date.max:
        return [Found(hit.start, hit.end, "TIME", "XXXX-XX-XXTNI")]
    return [Found(hit.start, hit.end, "TIME", f"{night}TNI", f"{night}T18:00", f"{night + DAY}T09:00")]


def on_feast(r: Reader, hit: Hit) -> Handled:
    rule = r.lex.feasts[r.lex.plain(hit.word("feast"))]
    year, rel = rel_year(r, hit), relation(r, hit)
    if year:
        day = feast(rule, year)
    elif r.base is None:
        return None
    else:
        base = r.base
        options = [d for y in (base.year - 1, base.year, base.year + 1) if (d := feast(rule, y))]
        if rel in ("back", "fwd"):
            options = [d for d in options if (d < base if rel == "back" else d > base)]
        sign = r.direction(hit.start, hit.end)
        day = min(options, key=lambda d: abs((d - base).days) * (12 if (d - base).days * sign < 0 else 1), default=None)
    return [r.dated(hit.start, hit.end, day.isoformat())] if day else None


def on_everyday(r: Reader, hit: Hit) -> Handled:
    number = r.lex.value("weekday", hit.word("w", "w1").removesuffix("s"))
    part = hit.word("P") or r.scan.word(hit.end - 1).lower().removesuffix("s")
    code = r.lex.value("part", part)
    return [Found(hit.start, hit.end, "SET", f"XXXX-WXX-{number}" + (f"T{code}" if code else ""))]


def on_week(r: Reader, hit: Hit) -> Handled:
    """ "the week of March 6"."""
    found = calendar_day(r, hit)
    return [r.dated(hit.start, hit.end, week(found[1]))] if found and found[1] else None
