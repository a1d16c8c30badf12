"""Choosing and ordering: the sections of a round-up, in a newsroom's order. No line says what another says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from writethru.model import Claim, Ledger, Line, Section
from writethru.tell.choice import Choice
from writethru.tell.content import same_news
from writethru.tell.dated import astray, background, in_time, last_day
from writethru.tell.dispute import disputed
from writethru.tell.ladder import ladders
from writethru.tell.manner import foremost, of_itself
from writethru.tell.pair import bare_subject
from writethru.tell.passing import passed, passes, scene
from writethru.tell.phrase import Phrases
from writethru.tell.spoken import commented, remark, spoken
from writethru.tell.unknown import open_questions
from writethru.tell.worth import MARKS
from writethru.text import fold

LEAD = 0.5  # the lines on top share less
ARGUED = ("claimed", "accused", "expected")  # two who argue alike confirm nothing
LEAST, LEAST_SAID = 0.33, 0.46  # of the weightiest claim: what a round-up tells at all, and of what was said and when; all at full length
WORTH = 0.4  # and of what a round-up of usual length tells of an outlet's own words besides
ROOM = 60  # claims that a round-up has room to choose among
SAME_DAY = 0.55  # of two entries of one day in the timeline
_WHEN = re.compile(r"The (?:[a-z\-]+ )?([a-z]+) (?:happened|occurred|took place|began|started)\b")
REMARKS = 0.6  # what somebody says besides must add more
_NOBODY = re.compile(r"\b(?:he|she|it|they|we|who|also|earlier|later|not)\b", re.I)  # a source that was not read right


class Lengths:
    """How many lines each part may have; `own`: of what is reported besides."""

    def __init__(self, need: int, each: int, voices: int, per_voice: int, dates: int, own: int, all: bool = False) -> None:
        self.need, self.each, self.voices, self.per_voice, self.dates, self.own, self.all = need, each, voices, per_voice, dates, own, all


LENGTHS = {"brief": Lengths(6, 3, 6, 1, 6, 0), "default": Lengths(6, 8, 12, 2, 14, 4), "full": Lengths(10, 40, 40, 12, 60, 60, True)}


def weighty(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by how much the story turns on them, then by id."""
    return sorted(claims, key=lambda c: (-c.weight, c.id))


def sections(ledger: Ledger, phrases: Phrases, length: str = "default") -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    """What you need to know, and the sections that follow."""
    n = LENGTHS[length]
    choice = Choice(phrases, ledger, n.all)
    most = 0.0 if n.all else _weightiest(ledger, phrases)
    live = [
        c
        for c in ledger.claims
        if c.standing != "withdrawn" and c.weight >= LEAST * most and (n.all or not ((line := phrases.line(c)) and scene(line.text)))
    ]
    stale = set() if n.all else {c.id for c in live if passed(c, phrases)}
    news = [c for c in live if c.id not in stale and not commented(c, phrases)]
    unknown = [c for c in open_questions(ledger, phrases) if c.weight >= LEAST * most]
    asked = {c.id for c in unknown}
    said = [c for c in live if c.id not in stale and c.speaker and c.weight >= LEAST_SAID * most and spoken(c, phrases)]
    against = [c for c in live if c.standing in ("disputed", "denied")]
    firm = [
        c
        for c in news
        if (c.standing == "corroborated" and c.stance not in ARGUED and not _background(c, phrases) and not of_itself(c))
        or (c.stance == "confirmed" and foremost(c, phrases) and phrases.authority(c))
    ]
    need = choice.take(
        weighty(c for c in news if c.stance != "declined" and c.standing != "revised" and c.id not in asked),
        n.need,
        "Among what the story turns on most",
        LEAD,
        True,
    )
    need = _news_first(need, phrases, ledger)
    made = [
        (
            "Confirmed",
            choice.take(
                weighty(c for c in firm if c.standing not in ("disputed", "denied", "revised") and not _quotation(c, phrases)),
                n.each,
                "Confirmed by a source or told by two origins",
            ),
        ),
        ("Disputed", disputed(ledger, choice, weighty(against), n.each)),
        (
            "What we don't know",
            choice.take(_once(weighty(unknown), phrases), n.each, "Asked or left open, and not answered since", sides=True),
        ),
        ("Timeline", _timeline(ledger, phrases, choice, n.dates, LEAST_SAID * most)),
        ("Who said what", _voices(choice, said, n)),
        ("Also reported", choice.take(_besides(live if n.all else news, said, n.all), n.own, "Not told above", REMARKS, besides=True)),
        ("Figures", ladders(ledger, phrases, n.each)),
    ]
    return tuple(need), tuple(Section(heading, tuple(lines)) for heading, lines in made if lines)


def _weightiest(ledger: Ledger, phrases: Phrases) -> float:
    """The weight that others are held against: of the weightiest claim, but that a story of few claims has room for all."""
    told = sorted((c.weight for c in ledger.claims if phrases.line(c)), reverse=True)
    return min(told[0], told[ROOM] / LEAST_SAID) if len(told) > ROOM else 0.0


def _background(c: Claim, phrases: Phrases) -> bool:
    """Whether a claim is of a time long gone: what nobody doubts is not what is confirmed."""
    s = phrases.statements[c.appearances[0].statement]
    return background(s, phrases.reports[s.report])


def _quotation(c: Claim, phrases: Phrases) -> bool:
    """Whether a claim would be told by a line that opens with somebody's words: these are what was said, not what is confirmed."""
    line = phrases.line(c)
    return line is not None and line.text[:1] in MARKS


def _once(claims: Sequence[Claim], phrases: Phrases) -> list[Claim]:
    """Questions less those that the same source left open before in other words; what two sources keep silent on is told of both."""
    out: list[tuple[Claim, str]] = []
    for c in claims:
        line = phrases.line(c)
        if line and not any(o.speaker == c.speaker and same_news(line.text, text) for o, text in out):
            out.append((c, line.text))
    return [c for c, _ in out]


def _besides(claims: Sequence[Claim], said: Iterable[Claim], all: bool) -> list[Claim]:
    """What outlets tell in their own voice, or by the way from somebody, not overtaken, weightiest first; unless `all` is asked for, only
    what weighs WORTH of the weightiest."""
    quoted = {c.id for c in said if all or c.quote}
    least = 0.0 if all else WORTH * max((c.weight for c in claims), default=0.0)
    return weighty(c for c in claims if c.id not in quoted and c.weight >= least and c.stance != "declined" and c.standing != "revised")


def _news_first(lines: Sequence[Line], phrases: Phrases, ledger: Ledger) -> list[Line]:
    """The lines on top with the news first: the weightiest that opens a report of the newest day, if it weighs as much as most lines
    there; else the first that is no quotation and does not open with a bare "The shooting happened"."""
    of = {c.id: c for c in ledger.claims}
    told = sorted((of[x.claim].weight for x in lines if x.claim), reverse=True)
    sound = [x for x in lines if x.text[:1] not in MARKS and not bare_subject(x.text)]
    opens = [x for x in sound if x.claim and phrases.opens(of[x.claim])]
    first = max(opens, key=lambda x: of[str(x.claim)].weight, default=None)
    if first is None or of[str(first.claim)].weight < told[len(told) // 2]:
        first = next(iter(sound), None)
    return [first, *(x for x in lines if x is not first)] if first else list(lines)


def _timeline(ledger: Ledger, phrases: Phrases, choice: Choice, most: int, least: float) -> list[Line]:
    """The weightiest happenings that are not told yet, of `least` weight, in order of their day. What was planned for a day that has passed is left out."""
    weight = {a.statement: c.weight for c in ledger.claims for a in c.appearances}
    weights = [max(weight.get(a.statement, 0.0) for a in h.appearances) for h in ledger.timeline]
    ranked = [(n, ledger.timeline[n]) for n in sorted(range(len(weights)), key=lambda n: (-weights[n], n)) if weights[n] >= least]
    today = last_day(phrases.reports.values())
    out: list[tuple[int, Line]] = []
    days: set[str] = set()
    bare: set[str] = set()  # "The shooting happened": told once
    for n, h in ranked:
        line = phrases.event(h) if len(out) < most else None
        first = h.appearances[0]
        when = _WHEN.match(line.text) if line else None
        if (
            line
            and not (when and fold(when.group(1)) in bare)
            and (choice.fresh(line, SAME_DAY, besides=True) if h.date in days else choice.fresh(line))
            and not remark(phrases.statements[first.statement], line.text, phrases)
            and not (passes(line.text) and not phrases.newest(first.report))
            and not (line.text[:1] in MARKS or scene(line.text))  # said, or going on
            and in_time(h.date, line.text, today, phrases.reports[first.report])
            and not astray(line.text, h.date, phrases.said(line))
        ):
            line = choice.carried_on(line)
            choice.keep(line)
            out.append((n, line))
            days.add(h.date)
            bare |= {fold(when.group(1))} if when else set()
    return [line for _, line in sorted(out, key=lambda x: x[0])]


def _voices(choice: Choice, claims: Sequence[Claim], n: Lengths) -> list[Line]:
    """The weightiest statements of each speaker not told yet, speaker by speaker; what was overtaken since is left to the full length."""
    by: dict[str, list[Claim]] = defaultdict(list)
    for c in weighty(c for c in claims if c.speaker and c.stance != "declined" and (n.all or c.standing != "revised")):
        if not _NOBODY.search(str(c.speaker)):
            by[str(c.speaker)].append(c)
    out: list[Line] = []
    heard = 0
    # A speaker counts as much for what is told of them already as for what they add.
    adds = {s: next((c.weight for c in said if not choice.told(c)), 0.0) for s, said in by.items()}
    for speaker in sorted(by, key=lambda s: (-by[s][0].weight - adds[s], s)):
        told = choice.take(by[speaker], n.per_voice, f"Said by {speaker}, not told above", REMARKS) if heard < n.voices else []
        heard += bool(told)
        out += told
    return out
