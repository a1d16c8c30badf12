"""How much a story turns on a claim: what its headlines are about, how high it stands, who carries it, how new it is.

Headlines, and what reports begin with, are the outlets' own answer to what matters; a claim that covers the words they share is central
(centroid-based selection after Radev et al. 2004, with headlines and first statements for the centroid).
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log2

from writethru.reconcile.unit import Telling, Unit, content_words

FIRST = 6  # statements that a report begins with
HEADED, LED = 6.0, 8.0  # points of a claim that covers a whole headline, of one all of whose words every report begins with
OLD, NEW = 0.3, 0.7  # what a claim of the first day keeps, and what the newest has more
STANCE = {"confirmed": 1.0, "denied": 0.8, "accused": 0.4, "warned": 0.3, "declined": -0.5}


class Weights:
    """Weighs claims of one story."""

    def __init__(self, units: Sequence[Unit], idf: Telling) -> None:
        reports = {u.report.id: u.report for u in units}
        days = sorted({r.day for r in reports.values()} - {""})
        place = {d: (n + 1) / len(days) for n, d in enumerate(days)}
        self.newness = {i: place.get(r.day, place[days[0]] if days else 1.0) for i, r in reports.items()}
        heads = [(set(content_words(r.headline)), self.newness[i]) for i, r in sorted(reports.items()) if r.headline]
        self._total = sum(n for _, n in heads)
        self._share: dict[str, float] = defaultdict(float)  # stem -> what covering it covers of all headlines
        self._led = self._begun_with(units)
        for words, n in heads:
            whole = max(1e-9, idf.of(words))
            for w in sorted(words):
                self._share[w] += n * idf.of({w}) / whole

    def of(self, members: Sequence[Unit], outlets: int, origins: int, stance: str) -> float:
        """The weight of a claim made of `members`."""
        words = set(max(members, key=lambda u: len(u.words)).words)
        newest = max(self.newness[u.report.id] for u in members)
        lead = max(u.lead * self.newness[u.report.id] for u in members)
        reach = log2(1 + outlets) + log2(1 + origins) / 2
        led = sum(self._led.get(w, 0.0) for w in sorted(words)) / (len(words) + 3)
        central = HEADED * self._central(words) + LED * led
        plain = central + 1.5 * lead + reach + 0.5 * any(u.figures for u in members) + STANCE.get(stance, 0.0)
        return plain * (OLD + NEW * newest) * min(1.0, (len(words) + 2) / 5)

    def _begun_with(self, units: Sequence[Unit]) -> dict[str, float]:
        """Stem -> the share of the reports, newer ones counting more, that begin with it."""
        of: dict[str, list[Unit]] = defaultdict(list)
        for u in units:
            of[u.report.id].append(u)
        total = sum(self.newness[i] for i in sorted(of)) or 1.0
        out: dict[str, float] = defaultdict(float)
        for i, mine in sorted(of.items()):
            first = sorted(mine, key=lambda u: u.statement.content[0][0])[:FIRST]
            for w in sorted({w for u in first for w in u.words}):
                out[w] += self.newness[i] / total
        return out

    def _central(self, words: set[str]) -> float:
        """Mean share of a headline's weight that the claim covers; newer headlines count more."""
        return sum(self._share.get(w, 0.0) for w in sorted(words)) / self._total if self._total else 0.0
