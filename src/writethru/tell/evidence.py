"""The sentences of a story's reports, found by what they say: an inverted index over concepts, and one over quoted words."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from math import log

from writethru.model import Claim, Extract, Ledger, Passage, Report
from writethru.tell.cast import Cast
from writethru.tell.counts import Counts
from writethru.tell.likeness import kin
from writethru.tell.measure import Number, core, fit
from writethru.tell.reading import Reading, owner, quoted_words, read_document
from writethru.tell.rules import channels, concept, words_of
from writethru.tell.share import KIN, Asked, faint
from writethru.tell.who import Who
from writethru.text import fold
from writethru.words import WORD

POSTINGS = 400  # a concept in more sentences than this is looked up only when nothing rarer is there
KEEP = 20  # sentences looked at closely for each part of a draft
GRAM = 3
_DATE = re.compile(r"\d")
ANCHOR = 5  # a number from here on leads to the sentences that give it
SETTING = 0.6  # a word in this share of the reports is the story's setting


@cache
def _accounts() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("stops", "accounts"))


class Evidence:
    """Everything a draft is held to. Built once; lookups take time by the length of the draft's part, not of the story."""

    def __init__(
        self, reports: Sequence[Report], extracts: Sequence[Extract], ledger: Ledger, amended: frozenset[tuple[str, int]] = frozenset()
    ) -> None:
        self.amended = amended  # report and beginning of the sentences that a person corrected: their words tell less than he does
        self.reports = {r.id: r for r in reports}
        found = {e.report: e for e in extracts}
        self.who = {r.id: Who(r, found[r.id]) for r in reports if r.id in found}
        self.cast = Cast(reports, extracts, ledger)
        self.readings: list[Reading] = [s for r in reports if r.id in found for s in read_document(r, found[r.id])]
        self._place = {(r.report, r.start): i for i, r in enumerate(self.readings)}
        self._wordings = {self._wording(self.reports[r.report].text[r.start : r.end]): r for r in self.readings}
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._figures: dict[float, list[int]] = defaultdict(list)  # value -> sentences that give it
        self._dates: dict[str, list[int]] = defaultdict(list)  # folded words of a date that names a day of a month or a year
        self.forms: Counter[str] = Counter()  # folded word -> reports that hold it
        self.bodies: set[str] = set()  # governments and bodies the story speaks of, under any of their names
        self.pairs: set[tuple[str, ...]] = set()  # folded words that stand side by side
        df: Counter[str] = Counter()
        said_in: dict[str, set[str]] = defaultdict(set)
        for i, r in enumerate(self.readings):
            said_in[r.report] |= r.concepts
            for c in r.concepts:
                self._postings[c].append(i)
                df[c] += 1
            for d in r.whens:
                if _DATE.search(d.words):
                    self._dates[d.words].append(i)
            for e in r.numbers:
                if core(e) >= ANCHOR:
                    self._figures[core(e)].append(i)
            text = self.reports[r.report].text
            for q in r.quotes:
                words = quoted_words(text, q)
                for g in {words[k : k + GRAM] for k in range(max(1, len(words) - GRAM + 1))}:
                    self._grams[g].append(i)
        for report in reports:
            said = [fold(m.group()) for m in WORD.finditer(report.text + " " + report.headline + " " + report.outlet)]
            self.forms.update({x for w in said for x in (w, owner(w))})
            self.pairs.update(pairwise(said))
            pattern, bodies = channels()
            self.bodies.update(bodies[m.group()] for m in pattern.finditer(fold(report.text)))
        self._values = sorted(self._figures)
        n = max(1, len(self.readings))
        self.idf = {c: 0.3 + log(1 + n / k) for c, k in df.items()}
        self.rare = 0.3 + log(1 + n)
        stamps = [t[0] for r in self.readings if (t := self.stamp(r))]
        self.latest = max(stamps, default=None)
        met = Counter(c for found in said_in.values() for c in found)
        self.setting = frozenset(c for c, k in met.items() if k >= max(2, SETTING * len(said_in)))
        self._claims = _by_place(ledger.claims)
        self.counts = Counts(ledger)
        self._asked: dict[int, Asked] = {}
        self._known: dict[tuple[str, int], frozenset[str]] = {}

    @staticmethod
    def _wording(text: str) -> str:
        return fold(text).strip(" .")

    def verbatim(self, words: str) -> Reading | None:
        """The sentence of a report that is these words and no more."""
        return self._wordings.get(self._wording(words))

    def weight(self, concepts: Iterable[str]) -> float:
        return sum(self.idf.get(c, self.rare) for c in concepts)

    def coverage(self, part: Reading, r: Reading, lenient: bool = False) -> float:
        """The share of a part's weight that a sentence holds (`share.Asked`)."""
        return self.asked(part).of(r, lenient)

    def strange(self, part: Reading) -> frozenset[str]:
        """Concepts of a part that stand nowhere in the story, themselves or in a like word; names and words that say little aside."""
        named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)}
        return frozenset(c for c in part.concepts - named - faint() if c not in self.idf and kin(c).isdisjoint(self.idf.keys()))

    def asked(self, part: Reading) -> Asked:
        """A part weighed; the last few are kept."""
        found = self._asked.get(id(part))
        if found is None or found.part is not part:
            if len(self._asked) > 64:
                self._asked.clear()
            found = self._asked[id(part)] = Asked(part, self.idf, self.rare, self.setting, self.cast)
        return found

    def candidates(self, part: Reading) -> list[tuple[float, Reading]]:
        """The sentences that hold most of a part, best first."""
        asked = self.asked(part)
        if asked.found is None:
            asked.found = self._found(part, asked)
        return asked.found

    def _found(self, part: Reading, asked: Asked) -> list[tuple[float, Reading]]:
        votes: dict[int, float] = defaultdict(float)
        terms = {c: 1.0 for c in part.concepts if c in self._postings}
        for c in part.concepts:
            for x in kin(c) & self._postings.keys():
                terms[x] = max(terms.get(x, 0), KIN)
        rows = sorted(terms, key=lambda c: (len(self._postings[c]), c))
        for k, c in enumerate(rows):
            if len(self._postings[c]) > POSTINGS and k >= 3:
                break
            for i in self._postings[c][: 4 * POSTINGS]:
                votes[i] += self.idf[c] * terms[c]
        given = {i for n in part.numbers for i in self.giving(n)} | {i for d in part.whens for i in self._dates.get(d.words, ())[:KEEP]}
        for n in part.numbers:
            for i in self.giving(n):
                votes[i] += self.rare
        for d in part.whens:
            for i in self._dates.get(d.words, ())[:KEEP]:
                votes[i] += self.rare
        best = sorted(votes, key=lambda i: (-votes[i], i))[: 2 * KEEP]
        near = {
            j for i in best[:8] for j in (i + 1, i + 2) if j < len(self.readings) and self.readings[j].report == self.readings[i].report
        }
        given = given & set(best)
        scored = [(asked.of(self.readings[i]), i in given, self.readings[i]) for i in sorted({*best, *near})]
        scored.sort(key=lambda s: (-s[0], s[2].report, s[2].start))
        return [(share, r) for n, (share, gives, r) in enumerate(scored) if n < KEEP or gives]

    def giving(self, n: Number) -> list[int]:
        """Places of the sentences that give a number which another may stand for; none for a small one, which any may give."""
        if core(n) < ANCHOR:
            return []
        lo, hi = bisect_left(self._values, core(n) * 0.92), bisect_right(self._values, core(n) * 1.09)
        found = (i for v in self._values[lo:hi] for i in self._figures[v])
        return list(dict.fromkeys(i for i in found if any(fit(n, e) for e in self.readings[i].numbers)))[:KEEP]

    def holding(self, words: tuple[str, ...]) -> list[Reading]:
        """Sentences with a quotation that shares a run of words with a quoted string."""
        hits: Counter[int] = Counter()
        for k in range(max(1, len(words) - GRAM + 1)):
            hits.update(self._grams.get(words[k : k + GRAM], [])[:200])
        return [self.readings[i] for i, _ in hits.most_common(12)]

    def neighbours(self, r: Reading, reach: int = 2) -> list[Reading]:
        """The sentences before a sentence in its report, nearest first."""
        i = self._place[r.report, r.start]
        return [self.readings[j] for j in range(i - 1, max(-1, i - 1 - reach), -1) if self.readings[j].report == r.report]

    def known(self, r: Reading) -> frozenset[str]:
        """Folded words of a sentence, of the two before it and of the outlet's name: names that may be spoken of there."""
        key = r.report, r.start
        if key not in self._known:
            around = [r, *self.neighbours(r), *self.next(r)[:1]]  # "A scaffolder was brought out alive. Ewan Dray, 33, ..."
            words = {self.cast.same(w) for s in around for w in s.forms | s.heading}
            words |= {n for s in around for v in s.voices for n in self.cast.names_of(v)}
            self._known[key] = frozenset(words | {fold(m.group()) for m in WORD.finditer(self.reports[r.report].outlet)})
        return self._known[key]

    def beside(self, r: Reading) -> list[Reading]:
        """A sentence with the one before and the one after it in its report."""
        i = self._place[r.report, r.start]
        return [x for x in self.readings[max(0, i - 1) : i + 2] if x.report == r.report]

    def denied_after(self, r: Reading) -> list[Reading]:
        """The sentences right after one that only deny it: "Aldane denied that." """
        return [x for x in self.next(r) if any("denial" in o.kinds and (not o.scope or o.scope[0] in _accounts()) for o in x.operators)]

    def next(self, r: Reading, reach: int = 2) -> list[Reading]:
        """The sentences after a sentence in its report."""
        i = self._place[r.report, r.start]
        return [x for x in self.readings[i + 1 : i + 1 + reach] if x.report == r.report]

    def claims(self, r: Reading) -> list[Claim]:
        """Claims that appear in a sentence."""
        rows = self._claims.get(r.report, [])
        at = bisect_right(rows, (r.end, "￿"), key=lambda row: (row[0], row[1].id))
        return [c for start, c in rows[max(0, at - 12) : at] if r.start <= start < r.end]

    def stamp(self, r: Reading | Passage) -> tuple[datetime, int] | None:
        """When a sentence was published: its live-blog post's time, else the report's."""
        report = self.reports[r.report]
        at = next((b.at for b in report.blocks if b.at and b.start <= r.start < b.end), None) or report.published or report.updated
        return at.order if at else None

    def before(self, p: Passage) -> Passage | None:
        """The sentence before a passage in its report."""
        i = self._place.get((p.report, p.start), 0)
        return self.passage(self.readings[i - 1]) if i and self.readings[i - 1].report == p.report else None

    def passage(self, r: Reading) -> Passage:
        return Passage(r.report, r.start, r.end)


def _by_place(claims: Sequence[Claim]) -> dict[str, list[tuple[int, Claim]]]:
    rows: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for c in claims:
        for a in c.appearances:
            rows[a.report].append((a.passages[0].start, c))
    for found in rows.values():
        found.sort(key=lambda row: (row[0], row[1].id))
    return rows
