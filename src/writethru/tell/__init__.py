"""A story's ledger -> its RoundUp: chosen sentences of the reports, each with the passages it rests on, and what changed.

`Phrases` words the claims of one story, `weighed` says what each is worth to an editor, `tell` chooses and orders."""

from dataclasses import replace
from functools import partial

from writethru.model import Ledger, RoundUp, Story
from writethru.tell.change import changes
from writethru.tell.dated import last_day, told_on
from writethru.tell.introduce import introduced, introduced_changes
from writethru.tell.phrase import Phrases
from writethru.tell.roundup import sections
from writethru.tell.worth import weighed

__all__ = ["Phrases", "tell", "weighed"]


def tell(story: Story, ledger: Ledger, phrases: Phrases, since: str | None = None, length: str = "default") -> RoundUp:
    """`ledger` as `weighed` gives it; `since` defaults to the last day on which something was published."""
    reports = list(phrases.reports.values())
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
