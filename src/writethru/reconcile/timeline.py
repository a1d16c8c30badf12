"""What happened when: sentences that name a day or month, one entry an event, in order of the event."""

import re
from collections.abc import Sequence

from writethru.model import Appearance, Happening, Passage, TimeExpression
from writethru.reconcile.likeness import nested, word_likeness
from writethru.reconcile.unit import Telling, Unit

_POSSESSIVE = re.compile(r"['’]s\b")
_ANAPHOR = re.compile(r"\b(?:that|same|earlier|later)\b", re.I)  # "that day" hangs on another sentence
_LOOSE = re.compile(r"(?:He|She|They|It|This|That|“|\")\b")  # so does one that starts with a pronoun
_PAPER = re.compile(
    r"\b(?:e-?mails?|letters?|memos?|notes?|notices?|reports?|statements?|orders?|filings?|minutes|slips?|invoices?|logs?|versions?|editions?)"
    r"(?: of| from|,? dated) (?:the )?$|\bdated (?:the )?$",
    re.I,
)
_NOTHING = re.compile(r"\bno [“\"‘']?(?:record|knowledge|memory|recollection|trace)\b")
_DAY_NAMED = re.compile(r"[A-Z]|\d{4}|\b(?:day|week|month|yesterday|today|tonight|last|this)\b")
ALIKE = 0.55  # two sentences of one day at this likeness tell one event


def timeline(units: Sequence[Unit], idf: Telling) -> tuple[Happening, ...]:
    """Happenings in order of date. The day is the one the sentence names, else none: publication days are no events."""
    days: dict[str, list[tuple[str, Unit]]] = {}
    begins = min((u.day[:10] for u in units if u.day), default="")
    for u in sorted((u for u in units if u.current), key=lambda u: u.order):
        for t in u.statement.times:
            # "the clash began at 05:10, he said", told days after: on which day?
            unsure = u.speaker and u.day[:10] > begins and not _DAY_NAMED.search(t.text)
            found = None if unsure or _names(u, t) or _LOOSE.match(u.report.text, u.statement.sentence[0]) else _day(t)
            if found:
                days.setdefault(found[0], []).append((found[1], u))
                break
    out = []
    for day in sorted(days):
        groups: list[list[tuple[str, Unit]]] = []
        for precision, u in days[day]:
            near = next((g for g in groups if any(word_likeness(u, v, idf) >= ALIKE or nested(u, v) for _, v in g)), None)
            if near is None:
                groups.append([(precision, u)])
            else:
                near.append((precision, u))
        out += [_happening(day, g) for g in groups]
    return tuple(out)


def _names(u: Unit, t: TimeExpression) -> bool:
    """Whether a day only names something ("Tuesday's leak", "an email of 28 September") and says nothing of the day the sentence tells of."""
    if _ANAPHOR.search(t.text) or t.text.endswith(("'s", "’s")):
        return True
    if _NOTHING.search(u.report.text[u.statement.sentence[0] : t.start]):
        return True  # "said it had no record of a warning on Saturday"
    return bool(_POSSESSIVE.match(u.report.text, t.end) or _PAPER.search(u.report.text[max(0, t.start - 30) : t.start]))


def _day(t: TimeExpression) -> tuple[str, str] | None:
    if t.type not in ("DATE", "TIME") or not t.earliest:
        return None
    if t.value.endswith("T24:00"):
        return t.value[:10], "day"  # "shortly before midnight"
    if t.latest and t.earliest[:10] == t.latest[:10]:
        return t.earliest[:10], "day"
    if len(t.value) == 7 and t.value[4] == "-" and t.value[5:].isdigit():
        return t.value, "month"
    return None


def _happening(day: str, group: list[tuple[str, Unit]]) -> Happening:
    precision, first = group[0]
    lo, hi = first.statement.sentence
    shown = {
        u.report.id: Appearance((Passage(u.report.id, *u.statement.sentence),), u.report.text[slice(*u.statement.sentence)], u.id, u.outlet)
        for _, u in reversed(group)
    }
    return Happening(
        day, precision, first.report.text[lo:hi], tuple(shown[r] for r in sorted(shown, key=lambda r: (r != first.report.id, r)))
    )
