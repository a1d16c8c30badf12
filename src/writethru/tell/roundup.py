"""Choosing and ordering: the sections of a round-up, in a newsroom's order. No line says what another says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from writethru.model import Claim, Happening, Ledger, Line, Section
from writethru.tell.choice import Choice
from writethru.tell.dispute import disputed
from writethru.tell.ladder import ladders
from writethru.tell.phrase import Phrases
from writethru.tell.unknown import open_questions

LEAD = 0.5  # the lines on top share less
LEDE = 0.95  # of the weightiest claim
REMARKS = 0.6  # what somebody says besides must add more
_NOBODY = re.compile(r"\b(?:he|she|it|they|we|who|also|earlier|later|not)\b", re.I)  # a source that was not read right
PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:due |set |expected |scheduled |likely )?to [a-z]|will [a-z]|would (?!have\b)[a-z]|plans to [a-z])"
)
AHEAD = re.compile(
    r"\b(?:will|would|may|could|might|shall|plan(?:s|ned)?|due|expect(?:s|ed)?|schedul\w+|set|next|upcoming|deadline|until|by|begins?|starts?|ends?"
    r"|runs?|to be|slated|promis\w+|hopes?|aims?|ahead|before|asked|calls?|called|urged|is to|are to|up for|faces?)\b"
)


class Lengths:
    """How many lines each part may have; `own`: of what outlets tell in their own voice, besides."""

    def __init__(self, need: int, each: int, voices: int, per_voice: int, dates: int, own: int, all: bool = False) -> None:
        self.need, self.each, self.voices, self.per_voice, self.dates, self.own, self.all = need, each, voices, per_voice, dates, own, all


LENGTHS = {"brief": Lengths(6, 3, 6, 1, 6, 0), "default": Lengths(6, 8, 12, 2, 14, 0), "full": Lengths(10, 40, 40, 12, 60, 60, True)}


def weighty(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by how much the story turns on them, then by id."""
    return sorted(claims, key=lambda c: (-c.weight, c.id))


def sections(ledger: Ledger, phrases: Phrases, length: str = "default") -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    """What you need to know, and the sections that follow."""
    n = LENGTHS[length]
    choice = Choice(phrases, ledger, n.all)
    live = [c for c in ledger.claims if c.standing != "withdrawn"]
    unknown = open_questions(ledger, phrases)
    asked = {c.id for c in unknown}
    against = [c for c in live if c.standing in ("disputed", "denied")]
    firm = [c for c in live if c.standing == "corroborated" or (c.stance == "confirmed" and phrases.foremost(c))]
    need = choice.take(
        _ledes_up([c for c in live if c.stance != "declined" and c.standing != "revised" and c.id not in asked], phrases),
        n.need,
        "Among what the story turns on most",
        LEAD,
        True,
    )
    made = [
        (
            "Confirmed",
            choice.take(
                weighty(c for c in firm if c.standing not in ("disputed", "denied", "revised")),
                n.each,
                "Confirmed by a source or told by two origins",
            ),
        ),
        ("Disputed", disputed(ledger, choice, weighty(against), n.each)),
        ("What we don't know", choice.take(weighty(unknown), n.each, "Asked or left open, and not answered since", sides=True)),
        ("Timeline", _timeline(ledger, phrases, choice, n.dates)),
        ("Who said what", _voices(choice, live, n)),
        ("Also reported", choice.take(weighty(_own(live)), n.own, "Told by an outlet in its own voice, not told above", REMARKS)),
        ("Figures", ladders(ledger, phrases, n.each)),
    ]
    return tuple(need), tuple(Section(heading, tuple(lines)) for heading, lines in made if lines)


def _own(claims: Iterable[Claim]) -> Iterable[Claim]:
    """What outlets tell in their own voice, not overtaken."""
    return (c for c in claims if not c.speaker and c.standing != "revised")


def _ledes_up(claims: Sequence[Claim], phrases: Phrases) -> list[Claim]:
    """Claims by weight; one that stands in the lede of a report of the newest day weighs LEDE of the weightiest at least: where it is but
    a few words of the lede, its own weight says little of the news told there."""
    most = max((c.weight for c in claims), default=0.0)
    lifted = {c.id for c in claims if phrases.in_lede(c)}
    return sorted(claims, key=lambda c: (-(max(c.weight, LEDE * most) if c.id in lifted else c.weight), c.id))


def _timeline(ledger: Ledger, phrases: Phrases, choice: Choice, most: int) -> list[Line]:
    """The weightiest happenings that are not told yet, in order of their day. What was planned for a day that has passed is left out."""
    weight = {a.statement: c.weight for c in ledger.claims for a in c.appearances}
    ranked = sorted(enumerate(ledger.timeline), key=lambda nh: (-max(weight.get(a.statement, 0.0) for a in nh[1].appearances), nh[0]))
    today = max((s.day.isoformat() for r in phrases.reports.values() if (s := r.stamp)), default="")
    out: list[tuple[int, Line]] = []
    for n, h in ranked:
        line = phrases.event(h) if len(out) < most else None
        if line and choice.fresh(line) and _in_time(h, line, today, phrases):
            line = choice.carried_on(line)
            choice.keep(line)
            out.append((n, line))
    return [line for _, line in sorted(out, key=lambda x: x[0])]


def _in_time(h: Happening, line: Line, today: str, phrases: Phrases) -> bool:
    """Whether a happening fits its day: no plan for one that has passed, and for one to come words that look ahead."""
    if PLANNED.search(line.text):
        return h.date >= today[: len(h.date)]
    said = phrases.reports[h.appearances[0].report].stamp
    return said is None or h.date <= said.day.isoformat()[: len(h.date)] or AHEAD.search(line.text) is not None


def _voices(choice: Choice, claims: Sequence[Claim], n: Lengths) -> list[Line]:
    """The weightiest statements of each speaker not told yet, speaker by speaker; what was overtaken since is left to the full length."""
    by: dict[str, list[Claim]] = defaultdict(list)
    for c in weighty(c for c in claims if c.speaker and c.stance != "declined" and (n.all or c.standing != "revised")):
        if not _NOBODY.search(str(c.speaker)):
            by[str(c.speaker)].append(c)
    out: list[Line] = []
    heard = 0
    for speaker in sorted(by, key=lambda s: (-by[s][0].weight, s)):
        told = choice.take(by[speaker], n.per_voice, f"Said by {speaker}, not told above", REMARKS) if heard < n.voices else []
        heard += bool(told)
        out += told
    return out
