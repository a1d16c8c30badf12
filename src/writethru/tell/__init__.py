"""A story's ledger -> its RoundUp: chosen sentences of the reports, each with the passages it rests on, and what changed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from writethru.model import Extract, Ledger, Report, RoundUp, Story
from writethru.tell.change import changes
from writethru.tell.dated import last_day, told_on
from writethru.tell.introduce import introduced, introduced_changes
from writethru.tell.phrase import Phrases
from writethru.tell.roundup import sections


def tell(
    story: Story,
    reports: Sequence[Report],
    extracts: Sequence[Extract],
    ledger: Ledger,
    current: set[str],
    since: str | None = None,
    length: str = "default",
) -> RoundUp:
    """`current` holds the ids of latest versions; `since` defaults to the last day on which something was published."""
    phrases = Phrases(reports, extracts, current)
    need, rest = introduced(*sections(ledger, phrases, length), ledger, phrases.reports)
    on = partial(told_on, reports=phrases.reports, today=last_day(reports))
    need, rest = tuple(map(on, need)), tuple(replace(s, lines=tuple(map(on, s.lines))) for s in rest)
    stamps = sorted((s for r in reports if (s := r.updated or r.published)), key=lambda s: s.order)
    as_of = stamps[-1].iso if stamps else ""
    days = sorted({s.day.isoformat() for r in reports if (s := r.published or r.updated)})
    since = since or (days[-1] if len(days) > 1 else None)
    told = [*need, *(x for s in rest if s.heading != "Figures" for x in s.lines)]
    found = changes(ledger, phrases, since, told) if since else ()
    return RoundUp(story, as_of, need, rest, introduced_changes(found, ledger, phrases.reports))
