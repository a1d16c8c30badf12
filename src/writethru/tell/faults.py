"""A part of a draft tried against report sentences: everything in which it departs from each, and what another sentence makes good."""

import re
from collections.abc import Sequence

from writethru.tell.compare import dates, find, numbers
from writethru.tell.derived import PLAIN
from writethru.tell.evidence import Evidence
from writethru.tell.firmness import operators
from writethru.tell.measure import apart, core, fit
from writethru.tell.naming import names
from writethru.tell.polarity import opposed, pairs
from writethru.tell.reading import Reading
from writethru.tell.share import faint
from writethru.tell.stance import speakers, told_by
from writethru.tell.tocome import done
from writethru.tell.when import agrees
from writethru.verdict import Problem

ITEMS = ("unsupported-number", "wrong-date", "wrong-place", "unsupported-name")  # faults that another passage may make good
CONFIRMED = 0.6  # a passage that confirms holds this much of what the other does
ALSO = 0.85  # a second passage holds at least this much of what the first does
SOON = 4  # sentences after one in which another may say what to make of it
VOICED = 1.0  # what the same speaker counts beside a number
_DAY = re.compile(r"\d")


class Tried:
    """One part; every sentence is compared with it once."""

    def __init__(self, part: Reading, text: str, evidence: Evidence) -> None:
        self.part, self.text, self.evidence = part, text, evidence
        self._faults: dict[tuple[str, int, int], list[Problem]] = {}

    def faults(self, r: Reading) -> list[Problem]:
        """Everything in which the part departs from a sentence of a report."""
        key = r.report, r.start, r.end
        if key not in self._faults:
            part, text, evidence = self.part, self.text, self.evidence
            turned = list(pairs(part, r))
            self._faults[key] = [
                *speakers(part, r, evidence),
                *numbers(part, r, evidence, text),
                *dates(part, r, evidence, text),
                *names(part, r, evidence, text),
                *operators(part, r, turned, evidence, text),
                *opposed(turned),
                *done(part, r, evidence, text),
            ]
        return self._faults[key]

    def matched(self, r: Reading) -> float:
        """How many of the part's numbers and dates a sentence has as well, and whether it is told by the same voice."""
        found = sum(find(n, r, self.evidence)[0] is not None for n in self.part.numbers)
        return found + sum(any(agrees(d, e) for e in r.whens) for d in self.part.whens) + VOICED * self._voiced(r)

    def anchored(self, r: Reading) -> bool:
        """Whether a sentence itself has every number and date of the part, among them one that hardly stands there by chance: a large
        figure, a day of a month, or two of them."""
        part = self.part
        found = [(n, e) for n in part.numbers for e in r.numbers if fit(n, e) and not apart(n, e)]
        met = {n.start for n, _ in found}
        dated = {d.start for d in part.whens if any(agrees(d, e) for e in r.whens)}
        if len(met) < len(part.numbers) or len(dated) < len(part.whens):
            return False
        sure = sum(core(n) >= PLAIN for n in part.numbers) + sum(bool(_DAY.search(d.words)) for d in part.whens)
        return sure > 0 or len(met) + len(dated) + self._voiced(r) > 2

    def owner(self, r: Reading) -> bool | None:
        """Whether the one named as the part's speaker is named as a sentence's; None where one of them names nobody."""
        names = self.evidence.cast.names_of
        mine, theirs = ([names(v) for v in x.voices if v.sure and v.says and v.names] for x in (self.part, r))
        return any(x & y for x in mine for y in theirs) if mine and theirs else None

    def _voiced(self, r: Reading) -> bool:
        """Whether a sentence is told by a voice that the part is told by."""
        cast = self.evidence.cast
        mine = [v for v in told_by(self.part) if v.says and not cast.vague(v)]
        theirs = [w for w in r.voices if (w.names or w.heads) and w.says and not cast.vague(w)] if mine else []
        return any(cast.may_be(v, w) for v in mine for w in theirs)

    def borrowed(self, r: Reading) -> int:
        """How many of the part's numbers stand not in a sentence but in the one before or after it."""
        found = (find(n, r, self.evidence)[0] for n in self.part.numbers)
        return sum(e is not None and not r.start <= e.start < r.end for e in found)

    def rescued(self, p: Problem, source: Reading, pool: Sequence[tuple[float, Reading]]) -> bool:
        """Whether another sentence, told by a voice that fits, makes good what `source` lacks: a sentence may rest on two."""
        part, evidence = self.part, self.evidence
        share = evidence.coverage(part, source)
        if (
            p.kind == "added-certainty"
            and p.verdict != "contradicted"
            and told_by(part)
            and any("confirm" in o.kinds for o in part.operators)
        ):
            return any(
                any("confirm" in o.kinds and part.shared(o.scope[:3]) for o in r.operators) and not list(speakers(part, r, evidence))
                for s, r in pool
                if s >= CONFIRMED * share
            )
        if p.kind == "lost-negation" and any(o.start == p.start and "denial" in o.kinds for o in part.operators):
            return any(self._denies(r) for s, r in pool if s >= CONFIRMED * share)
        if p.kind not in ITEMS or p.verdict == "contradicted":
            return False
        near = {w.concept for w in part.words if p.start - 60 < w.start < p.end + 60}
        for s, r in pool:
            if r is source or s < ALSO * share or evidence.weight(near & r.concepts) < 0.4 * evidence.weight(near):
                continue
            if not any(q.start == p.start or q.kind not in ITEMS or q.verdict == "contradicted" for q in self.faults(r)):
                return True
        return False

    def said_beside(self, r: Reading) -> Reading | None:
        """The sentence soon after in the report in which the part's speaker says what the sentence lacks of the part: one tells what
        happened, the other what to make of it."""
        spans = [(m.start, m.end) for m in self.part.names] + [(v.start, v.end) for v in self.part.voices]
        named = {w.concept for w in self.part.words if any(a <= w.start < b for a, b in spans)} | faint()
        lacking = self.part.concepts - named - r.shared(self.part.concepts)
        mine = [v for v in told_by(self.part) if v.says]
        cast = self.evidence.cast
        owned = any(v.sure and v.says and (v.names or v.heads) and not cast.vague(v) for v in r.voices)
        given = [n for n in self.part.numbers if core(n) >= PLAIN] if owned else []
        for s in self.evidence.next(r, SOON):
            if not all(any(fit(n, e) for e in s.numbers) for n in given):
                continue  # the figure is another's
            if s.shared(lacking) and any(w.sure and cast.may_be(v, w) and not cast.vague(w) for v in mine for w in s.voices):
                return s
        return None

    def _denies(self, r: Reading) -> bool:
        """Whether a sentence, or the one after it, denies something that the part speaks of, and another says nothing against the part."""
        around = (r, *self.evidence.next(r)[:1])
        return any("denial" in o.kinds and self.part.shared(o.scope[:3]) for s in around for o in s.operators) and not list(
            speakers(self.part, r, self.evidence)
        )
