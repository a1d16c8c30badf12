"""The lines told so far, and the refusal of one that says what another says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.model import Claim, Ledger, Line, Statement
from writethru.tell.alone import quote_points
from writethru.tell.content import HELD, SHARED, alike, content_of, same_news, slight
from writethru.tell.dated import background, gone_by, misdated
from writethru.tell.phrase import Phrases
from writethru.tell.spoken import remark
from writethru.tell.worth import MARKS, carried

TOO_ALIKE = 0.7
FEWEST = 3  # with fewer other claims a quotation may stand on top
ON_TOP = 2  # lines of one speaker among the first
CONTENT = 0.75  # a claim that shares this much of its content with one told adds nothing
BESIDES = (0.45, 0.25)  # what a line told besides may share with one told: of the shorter, of all
FEW = 4  # of fewer content words nothing can be said


class Choice:
    """Lines told so far; refuses one that says what another says. `all`: leave out only what is told word for word."""

    def __init__(self, phrases: Phrases, ledger: Ledger, all: bool = False) -> None:
        self._phrases = phrases
        self._all = all
        self._told: list[Line] = []
        self._claims: set[str] = set()
        self._point = {a.statement: p.id for s in ledger.figures for p in s.points for a in p.appearances if len(p.appearances) > 1}
        self._points: set[str] = set()
        self._claim_of = {a.statement: c for c in ledger.claims for a in c.appearances}
        self._claims_by_id = {c.id: c for c in ledger.claims}
        self._overtaken = frozenset(overtaken(ledger))
        self._contents: list[tuple[frozenset[str], frozenset[float | None]]] = []  # what each claim told says, its numbers apart

    def take(
        self,
        claims: Sequence[Claim],
        most: int,
        because: str,
        likest: float = TOO_ALIKE,
        top: bool = False,
        sides: bool = False,
        besides: bool = False,
    ) -> list[Line]:
        """The first `most` claims that can be told and are not told yet, as lines that say why they were chosen: `because`, the claim's
        weight, its standing. `top`: nor what another told says in other words, no speaker more than twice, no quotation where there is other news, and no line that is not for the
        top. `sides`: two sides of a
        dispute may say nearly the same. `besides`: what is told besides must add more."""
        if top:
            claims = self._sober(claims)
        out: list[Line] = []
        heard: Counter[str] = Counter()
        for c in claims:
            if len(out) >= most:
                break
            if top and c.speaker and heard[c.speaker] >= ON_TOP:
                continue
            # One voice giving one number twice is one thing to tell, however it words it.
            points = {self._point[a.statement] for a in c.appearances if a.statement in self._point}
            says = content_of(c.text), self._numbers(c)
            known = c.id in self._claims or points & self._points or (top and any(_same(says, t) for t in self._contents))
            line = None if known else self._phrases.line(c)
            if line and ((top and self._below(line)) or (besides and self._remark(c, line))):
                continue
            if line and (top or not self._all) and self._stale(line):
                continue
            if line and self.fresh(line, likest, sides, besides):
                line = self.carried_on(line)
                self.keep(line)
                self._points |= points
                self._contents.append(says)
                heard[str(c.speaker)] += 1
                out.append(replace(line, why=f"{because} (weight {c.weight:.1f}). {line.why}"))
        return out

    def _gone_by(self, s: Statement) -> bool:
        report = self._phrases.reports[s.report]
        return not self._phrases.newest(s.report) and gone_by(s, report, self._phrases.today)

    def _sober(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """Claims less those told by a quotation, but for figures that an authority gives so; with these behind where few others are."""
        quoted = {
            c.id for c in claims if (line := self._phrases.line(c)) and line.text[:1] in MARKS and not self._counted(c) and not carried(c)
        }
        others = [c for c in claims if c.id not in quoted]
        return others if len(others) >= FEWEST else [*others, *(c for c in claims if c.id in quoted)]

    def _counted(self, c: Claim) -> bool:
        return self._phrases.authority(c) and any(f.unit == "people" for f in self._phrases.statements[c.appearances[0].statement].figures)

    def _remark(self, c: Claim, line: Line) -> bool:
        """Whether the line, with what it is told after, is comment."""
        return remark(self._phrases.statements[c.appearances[0].statement], line.text, self._phrases)

    def _below(self, line: Line) -> bool:
        """Whether a line is not for the top: it tells of a time long gone, points back or says little, tells a day by "yesterday" of a report that is not of the newest
        day, or is told with a sentence that a later report has overtaken."""
        first = line.sources[0]
        if any(background(s, self._phrases.reports[s.report]) for s in self._phrases.within(first)):
            return True
        if quote_points(line.text) or slight(line.text) or (misdated(line.text) and not self._phrases.newest(first.report)):
            return True
        told = (
            s for s in self._phrases.within(first) if (c := self._claim_of.get(s.id)) and c.standing == "revised" and c.id != line.claim
        )
        own = {self._phrases.statements[a.statement].sentence for a in self._claims_by_id[line.claim].appearances} if line.claim else set()
        return any(s.sentence not in own for s in told)

    def _stale(self, line: Line) -> bool:
        """Whether a line tells a plan for a day that has passed, or a count of people that a later day's has replaced."""
        within = self._phrases.within(line.sources[0])
        return any(self._gone_by(s) or (s.id in self._overtaken and not self._phrases.newest(s.report)) for s in within)

    def _numbers(self, c: Claim) -> frozenset[float | None]:
        return frozenset(f.low for f in self._phrases.statements[c.appearances[0].statement].figures)

    def told(self, claim: Claim) -> bool:
        """Whether a line tells a claim already."""
        return claim.id in self._claims

    def tellable(self, claim: Claim) -> bool:
        """Whether a claim is told or can be."""
        return claim.id in self._claims or self._phrases.line(claim) is not None

    def text(self, claim: Claim) -> str:
        """The words of a claim's line; "" when it cannot be told."""
        line = self._phrases.line(claim)
        return line.text if line else ""

    def widest(self, sides: Sequence[Claim]) -> list[Claim]:
        """The sides of a dispute; where the line of one tells another's too ("… 164. The ministry's count was 131."), that one first."""
        lines = {c.id: self._phrases.line(c) for c in sides}
        return sorted(sides, key=lambda c: -sum(a.text in b.text for a in lines.values() if a and (b := lines[c.id])))

    def carried_on(self, line: Line) -> Line:
        """A line with the sentence after it, where that one leans on it and would not be told alone: "Both armies are to withdraw"."""
        for s in self._phrases.following(line.sources[0]):
            c = None if self._gone_by(s) else self._claim_of.get(s.id)
            more = self._phrases.line(c) if c and c.id not in self._claims and c.standing not in ("revised", "withdrawn") else None
            if c and more and more.text.startswith(line.text + " ") and not any(alike(more.text, t.text) >= TOO_ALIKE for t in self._told):
                self._claims.add(c.id)
                return replace(line, text=more.text, sources=tuple(dict.fromkeys([*more.sources, *line.sources[1:]])))
        return line

    def fresh(self, line: Line, likest: float = TOO_ALIKE, sides: bool = False, besides: bool = False) -> bool:
        """Whether no line told says what this one says."""
        if any(alike(line.text, t.text) >= likest for t in self._told):
            return False
        share = BESIDES if besides else (HELD, SHARED)
        return sides or self._all or not any(same_news(line.text, t.text, *share) for t in self._told)

    def keep(self, line: Line) -> None:
        self._told.append(line)
        if line.claim:
            self._claims.add(line.claim)


def overtaken(ledger: Ledger) -> Iterator[str]:
    """Ids of statements that give a count of people which a later day's has replaced: "eleven dead" once a report of another day has 19."""
    for series in ledger.figures:
        last = max((p.said or "" for p in series.points), default="")
        newest = [p for p in series.points if p.said == last]
        moved = {r.other for p in newest for r in p.relations if r.kind == "update"}
        values = {p.low for p in newest}
        if series.of.split()[:1] == ["people"] and moved & {p.id for p in series.points}:
            yield from (a.statement for p in series.points if (p.said or "") < last and p.low not in values for a in p.appearances)


def _same(a: tuple[frozenset[str], frozenset[float | None]], b: tuple[frozenset[str], frozenset[float | None]]) -> bool:
    """Whether two claims say the same in other words, whoever says it: one holds most of the other's content, and no number differs."""
    least = min(len(a[0]), len(b[0]))
    return least >= FEW and len(a[0] & b[0]) >= CONTENT * least and not (a[1] and b[1] and a[1].isdisjoint(b[1]))
