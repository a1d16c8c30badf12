"""Choosing and ordering: the sections of a round-up, in a newsroom's order. No line says what another says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from writethru.model import Claim, FigurePoint, FigureSeries, Ledger, Line, Passage, Section
from writethru.tell.phrase import Phrases, alike, open_question

TOO_ALIKE = 0.7


class Lengths:
    """How many lines each part may have."""

    def __init__(self, need: int, each: int, voices: int, per_voice: int, dates: int) -> None:
        self.need, self.each, self.voices, self.per_voice, self.dates = need, each, voices, per_voice, dates


LENGTHS = {"brief": Lengths(4, 3, 4, 1, 6), "default": Lengths(6, 8, 8, 3, 14), "full": Lengths(10, 40, 40, 12, 60)}


class Choice:
    """Lines told so far; refuses one that says what another says."""

    def __init__(self, phrases: Phrases, ledger: Ledger) -> None:
        self._phrases = phrases
        self._told: list[Line] = []
        self._claims: set[str] = set()
        self._point = {a.statement: p.id for s in ledger.figures for p in s.points for a in p.appearances if len(p.appearances) > 1}
        self._points: set[str] = set()

    def take(self, claims: Iterable[Claim], most: int, likest: float = TOO_ALIKE) -> list[Line]:
        """The first `most` claims that can be told and are not told yet, as lines."""
        out: list[Line] = []
        for c in claims:
            if len(out) >= most:
                break
            # One voice giving one number twice is one thing to tell, however it words it.
            points = {self._point[a.statement] for a in c.appearances if a.statement in self._point}
            line = None if c.id in self._claims or points & self._points else self._phrases.line(c)
            if line and self.fresh(line, likest):
                self._keep(line)
                self._points |= points
                out.append(line)
        return out

    def fresh(self, line: Line, likest: float = TOO_ALIKE) -> bool:
        return all(alike(line.text, t.text) < likest for t in self._told)

    def _keep(self, line: Line) -> None:
        self._told.append(line)
        if line.claim:
            self._claims.add(line.claim)


def weighty(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by how much the story turns on them, then by id."""
    return sorted(claims, key=lambda c: (-c.weight, c.id))


def sections(ledger: Ledger, phrases: Phrases, length: str = "default") -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    """What you need to know, and the sections that follow."""
    n, choice = LENGTHS[length], Choice(phrases, ledger)
    live = [c for c in ledger.claims if c.standing != "withdrawn"]
    open_questions = [c for c in live if open_question(c)]
    against = [c for c in live if c.standing in ("disputed", "denied")]
    firm = [c for c in live if c.standing == "corroborated" or c.stance == "confirmed"]
    need = choice.take(weighty(c for c in live if c.stance != "declined" and c.standing != "revised"), n.need, 0.5)
    made = [
        ("Confirmed", choice.take(weighty(c for c in firm if c.standing not in ("disputed", "denied", "revised")), n.each)),
        ("Disputed", _disputed(ledger, choice, weighty(against), n.each)),
        ("What we don't know", choice.take(weighty(open_questions), n.each)),
        ("Timeline", _timeline(ledger, phrases, n.dates)),
        ("Who said what", _voices(choice, live, n)),
        ("Figures", _figures(ledger, phrases, n.each)),
    ]
    return tuple(need), tuple(Section(heading, tuple(lines)) for heading, lines in made if lines)


def _disputed(ledger: Ledger, choice: Choice, claims: Sequence[Claim], most: int) -> list[Line]:
    """Both sides of each dispute, side by side; first the figures that conflict."""
    of = {c.id: c for c in ledger.claims}
    pairs: list[Claim] = []
    points = {p.id: p for s in ledger.figures for p in s.points}
    for p in points.values():
        for r in p.relations:
            if r.kind == "conflict":
                pairs += [of[q.claim] for q in (points[r.other], p) if q.claim in of]
    for c in claims:
        pairs += [c, *(of[r.other] for r in c.relations if r.kind in ("conflicts", "denies"))]
    return choice.take(dict.fromkeys(pairs), most)


def _timeline(ledger: Ledger, phrases: Phrases, most: int) -> list[Line]:
    """The weightiest happenings, in order of their day; each told once."""
    weight = {a.statement: c.weight for c in ledger.claims for a in c.appearances}
    ranked = sorted(enumerate(ledger.timeline), key=lambda nh: (-max(weight.get(a.statement, 0.0) for a in nh[1].appearances), nh[0]))
    out: list[tuple[int, Line]] = []
    for n, h in ranked:
        line = phrases.event(h) if len(out) < most else None
        if line and all(alike(line.text, other.text) < TOO_ALIKE for _, other in out):
            out.append((n, line))
    return [line for _, line in sorted(out, key=lambda x: x[0])]


def _voices(choice: Choice, claims: Sequence[Claim], n: Lengths) -> list[Line]:
    """The weightiest statements of each speaker not told yet, speaker by speaker."""
    by: dict[str, list[Claim]] = defaultdict(list)
    for c in weighty(c for c in claims if c.speaker and c.stance != "declined"):
        by[str(c.speaker)].append(c)
    out: list[Line] = []
    for speaker in sorted(by, key=lambda s: (-by[s][0].weight, s))[: n.voices]:
        out += choice.take(by[speaker], n.per_voice)
    return out


def _figures(ledger: Ledger, phrases: Phrases, most: int) -> list[Line]:
    """One line a series that moves or is contested, then the plain ones with a speaker."""
    moving = [
        s
        for s in ledger.figures
        if len({(p.low, p.high) for p in s.points}) > 1 and len({p.appearances[0].statement for p in s.points}) > 1
    ]
    return [line for line in (_ladder(s, phrases) for s in moving[:most]) if line]


def _ladder(series: FigureSeries, phrases: Phrases) -> Line | None:
    """ "people told to leave: about 2,400 (ministry); 5,100 (Koritsky)": words and numbers as printed, in order of time."""
    shown: list[str] = []
    used: list[Passage] = []
    for p in series.points:
        text, where = _rung(p, phrases)
        if text not in shown:
            shown.append(text)
            used += where
    of, at = _counted(series, phrases)
    if len(shown) < 2 or at is None:
        return None
    return Line(f"{of}: {'; '.join(shown)}", tuple(dict.fromkeys([at, *used])), None, "figures that count the same thing, in order of time")


def _rung(p: FigurePoint, phrases: Phrases) -> tuple[str, list[Passage]]:
    s = phrases.statements[p.appearances[0].statement]
    report = phrases.reports[s.report]
    used = [Passage(report.id, *s.sentence)]
    who = phrases.named(report, s.attribution.speaker) if s.attribution and s.attribution.speaker else None
    if who:
        used.append(who[1])
    notes = [*([who[0]] if who else []), *([p.modality] if p.modality != "actual" else [])]
    return p.text + (f" ({', '.join(notes)})" if notes else ""), used


def _counted(series: FigureSeries, phrases: Phrases) -> tuple[str, Passage | None]:
    for p in series.points:
        s = phrases.statements[p.appearances[0].statement]
        text = phrases.reports[s.report].text
        at = text.find(series.of, *s.sentence)
        if at >= 0 and series.of:
            return series.of[:1].upper() + series.of[1:], Passage(s.report, at, at + len(series.of))
    return series.of, None
