"""Choosing and ordering: the sections of a round-up, in a newsroom's order. No line says what another says."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from writethru.model import Claim, Ledger, Line, Section
from writethru.tell.ladder import ladders
from writethru.tell.phrase import Phrases, alike
from writethru.tell.unknown import content_of, open_questions

TOO_ALIKE = 0.7
SIDES = 0.95  # two sides of a dispute may share nearly all but the number
ON_TOP = 2  # lines of one speaker among the first
LEAD = 0.5  # the lines on top share less
REMARKS = 0.6  # what somebody says besides must add more
_NOBODY = re.compile(r"\b(?:he|she|it|they|we|who|also|earlier|later|not)\b", re.I)  # a source that was not read right
CONTENT = 0.75  # a claim that shares this much of its content with one told adds nothing
FEW = 4  # of fewer content words nothing can be said
PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:due |set |expected |scheduled |likely )?to [a-z]|will [a-z]|would (?!have\b)[a-z]|plans to [a-z])"
)


class Lengths:
    """How many lines each part may have."""

    def __init__(self, need: int, each: int, voices: int, per_voice: int, dates: int, all: bool = False) -> None:
        self.need, self.each, self.voices, self.per_voice, self.dates, self.all = need, each, voices, per_voice, dates, all


LENGTHS = {"brief": Lengths(4, 3, 4, 1, 6), "default": Lengths(6, 8, 8, 3, 14), "full": Lengths(10, 40, 40, 12, 60, True)}


class Choice:
    """Lines told so far; refuses one that says what another says."""

    def __init__(self, phrases: Phrases, ledger: Ledger) -> None:
        self._phrases = phrases
        self._told: list[Line] = []
        self._claims: set[str] = set()
        self._point = {a.statement: p.id for s in ledger.figures for p in s.points for a in p.appearances if len(p.appearances) > 1}
        self._points: set[str] = set()
        self._contents: list[tuple[frozenset[str], frozenset[float | None]]] = []  # what each claim told says, its numbers apart

    def take(self, claims: Iterable[Claim], most: int, because: str, likest: float = TOO_ALIKE, content: bool = False) -> list[Line]:
        """The first `most` claims that can be told and are not told yet, as lines that say why they were chosen: `because`, the claim's
        weight, its standing. `content`: nor what another told says in other words, and
        no speaker more than twice."""
        out: list[Line] = []
        heard: Counter[str] = Counter()
        for c in claims:
            if len(out) >= most:
                break
            if content and c.speaker and heard[c.speaker] >= ON_TOP:
                continue
            # One voice giving one number twice is one thing to tell, however it words it.
            points = {self._point[a.statement] for a in c.appearances if a.statement in self._point}
            says = content_of(c.text), self._numbers(c)
            known = c.id in self._claims or points & self._points or (content and any(_same(says, t) for t in self._contents))
            line = None if known else self._phrases.line(c)
            if line and self.fresh(line, likest):
                self.keep(line)
                self._points |= points
                self._contents.append(says)
                heard[str(c.speaker)] += 1
                out.append(replace(line, why=f"{because} (weight {c.weight:.1f}). {line.why}"))
        return out

    def _numbers(self, c: Claim) -> frozenset[float | None]:
        return frozenset(f.low for f in self._phrases.statements[c.appearances[0].statement].figures)

    def tellable(self, claim: Claim) -> bool:
        """Whether a claim is told or can be."""
        return claim.id in self._claims or self._phrases.line(claim) is not None

    def widest(self, sides: Sequence[Claim]) -> list[Claim]:
        """The sides of a dispute; where the line of one tells another's too ("… 164. The ministry's count was 131."), that one first."""
        lines = {c.id: self._phrases.line(c) for c in sides}
        return sorted(sides, key=lambda c: -sum(a.text in b.text for a in lines.values() if a and (b := lines[c.id])))

    def fresh(self, line: Line, likest: float = TOO_ALIKE) -> bool:
        return all(alike(line.text, t.text) < likest for t in self._told)

    def keep(self, line: Line) -> None:
        self._told.append(line)
        if line.claim:
            self._claims.add(line.claim)


def _same(a: tuple[frozenset[str], frozenset[float | None]], b: tuple[frozenset[str], frozenset[float | None]]) -> bool:
    """Whether two claims say the same in other words, whoever says it: one holds most of the other's content, and no number differs."""
    least = min(len(a[0]), len(b[0]))
    return least >= FEW and len(a[0] & b[0]) >= CONTENT * least and not (a[1] and b[1] and a[1].isdisjoint(b[1]))


def weighty(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by how much the story turns on them, then by id."""
    return sorted(claims, key=lambda c: (-c.weight, c.id))


def sections(ledger: Ledger, phrases: Phrases, length: str = "default") -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    """What you need to know, and the sections that follow."""
    n, choice = LENGTHS[length], Choice(phrases, ledger)
    live = [c for c in ledger.claims if c.standing != "withdrawn"]
    unknown = open_questions(ledger, phrases)
    asked = {c.id for c in unknown}
    against = [c for c in live if c.standing in ("disputed", "denied")]
    firm = [c for c in live if c.standing == "corroborated" or c.stance == "confirmed"]
    need = choice.take(
        weighty(c for c in live if c.stance != "declined" and c.standing != "revised" and c.id not in asked),
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
        ("Disputed", _disputed(ledger, choice, weighty(against), n.each)),
        ("What we don't know", choice.take(weighty(unknown), n.each, "Asked or left open, and not answered since")),
        ("Timeline", _timeline(ledger, phrases, choice, n.dates)),
        ("Who said what", _voices(choice, live, n)),
        ("Figures", ladders(ledger, phrases, n.each)),
    ]
    return tuple(need), tuple(Section(heading, tuple(lines)) for heading, lines in made if lines)


def _disputed(ledger: Ledger, choice: Choice, claims: Sequence[Claim], most: int) -> list[Line]:
    """Both sides of each dispute, side by side; first the figures that conflict. One side alone is no dispute."""
    of = {c.id: c for c in ledger.claims}
    groups: list[list[Claim]] = []
    past: set[frozenset[str]] = set()  # conflicts of figures that a later figure has overtaken
    for s in ledger.figures:
        latest = max((p.said or "" for p in s.points), default="")
        points = {p.id: p for p in s.points}
        for p in s.points:
            for other in (points[r.other] for r in p.relations if r.kind == "conflict" and r.other in points):
                pair = [of[q.claim] for q in (other, p) if q.claim in of]
                if latest > max(p.said or "", other.said or ""):
                    past.add(frozenset(c.id for c in pair))
                else:
                    groups.append(pair)
    for c in claims:
        groups.append(
            [c, *(of[r.other] for r in c.relations if r.kind in ("conflicts", "denies") and frozenset((c.id, r.other)) not in past)]
        )
    out: list[Line] = []
    for g in groups:
        sides = [c for c in dict.fromkeys(g) if choice.tellable(c)]
        if len(sides) > 1:
            sides = choice.widest(sides)
            out += choice.take(sides, most - len(out), "A side of a dispute", SIDES if not out or len(g) == 2 else TOO_ALIKE)
    return out


def _timeline(ledger: Ledger, phrases: Phrases, choice: Choice, most: int) -> list[Line]:
    """The weightiest happenings that are not told yet, in order of their day. What was planned for a day that has passed is left out."""
    weight = {a.statement: c.weight for c in ledger.claims for a in c.appearances}
    ranked = sorted(enumerate(ledger.timeline), key=lambda nh: (-max(weight.get(a.statement, 0.0) for a in nh[1].appearances), nh[0]))
    today = max((s.day.isoformat() for r in phrases.reports.values() if (s := r.stamp)), default="")
    out: list[tuple[int, Line]] = []
    for n, h in ranked:
        line = phrases.event(h) if len(out) < most else None
        if line and choice.fresh(line) and not (h.date < today[: len(h.date)] and PLANNED.search(line.text)):
            choice.keep(line)
            out.append((n, line))
    return [line for _, line in sorted(out, key=lambda x: x[0])]


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
