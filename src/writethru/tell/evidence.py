"""The sentences of a story's reports, found by what they say: an inverted index over concepts, and one over quoted words."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from math import log

from writethru.model import Claim, Extract, Ledger, Passage, Report
from writethru.tell.cast import Cast
from writethru.tell.reading import Reading, owner, quoted_words, read_document
from writethru.tell.rules import channels, concept, kin, kin_of, words_of
from writethru.text import fold
from writethru.words import WORD

POSTINGS = 400  # a concept in more sentences than this is looked up only when nothing rarer is there
KEEP = 32  # sentences looked at closely for each part of a draft
GRAM = 3
LEANING = 0.7  # what a word of the sentence before counts for one that leans on it
NAMED = 0.7  # what a name weighs in the choice of a passage: it is tested besides
ANYONE = 0.55  # and what "people" counts
KIN = 0.6  # what a like word counts
LIKE = 0.85  # and where the question is only whether a passage speaks of the same
FAINT = 0.3  # what a word weighs, missing, that says little or that any sentence of the story may have
SETTING = 0.6  # a word in this share of the reports is the story's setting
CONTEXT = 0.2  # and for one that does not


@cache
def _faint() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("light", "faint"))


@cache
def _anybody() -> frozenset[str]:
    return frozenset([concept("people"), concept("person")])


class Evidence:
    """Everything a draft is held to. Built once; lookups take time by the length of the draft's part, not of the story."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], ledger: Ledger) -> None:
        self.reports = {r.id: r for r in reports}
        found = {e.report: e for e in extracts}
        self.cast = Cast(reports, extracts, ledger)
        self.readings: list[Reading] = [s for r in reports if r.id in found for s in read_document(r, found[r.id])]
        self._place = {(r.report, r.start): i for i, r in enumerate(self.readings)}
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.forms: Counter[str] = Counter()  # folded word -> reports that hold it
        self.bodies: set[str] = set()  # governments and bodies the story speaks of, under any of their names
        self.pairs: set[tuple[str, ...]] = set()  # folded words that stand side by side
        df: Counter[str] = Counter()
        said_in: dict[str, set[str]] = defaultdict(set)
        for i, r in enumerate(self.readings):
            said_in[r.report] |= r.concepts
            for c in (*r.concepts, *kin_of(r.concepts)):
                self._postings[c].append(i)
                df[c] += 1
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
        n = max(1, len(self.readings))
        self.idf = {c: 0.3 + log(1 + n / k) for c, k in df.items()}
        self.rare = 0.3 + log(1 + n)
        stamps = [t[0] for r in self.readings if (t := self.stamp(r))]
        self.latest = max(stamps, default=None)
        met = Counter(c for found in said_in.values() for c in found)
        self.setting = frozenset(c for c, k in met.items() if k >= max(2, SETTING * len(said_in)))
        self._claims = _by_place(ledger.claims)

    def weight(self, concepts: Iterable[str]) -> float:
        return sum(self.idf.get(c, self.rare) for c in concepts)

    def coverage(self, part: Reading, r: Reading, lenient: bool = False) -> float:
        """The share of a part's weight that a sentence holds; the sentence before it lends no more than it holds itself. `lenient`:
        what any sentence of the story may have besides weighs little."""
        whole = held = lent = 0.0
        said = {w.concept for w in part.words if any(v.start <= w.start < v.end for v in part.voices)}
        meant = self._meant(part, r)
        voices = {c for v in r.voices for c in (*v.heads, *v.names)}
        like = kin_of(r.concepts | frozenset(concept(o.form) for o in r.operators))
        faint = _faint()
        named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)} if not lenient else ()
        for c in part.concepts:
            w = self.idf.get(c, self.rare) * (
                0.25 if c in said and len(said) < len(part.concepts) else ANYONE if c in _anybody() else NAMED if c in named else 1.0
            )
            whole += w
            if c in r.concepts or c in meant:
                held += w
            elif c in voices:
                held += w * 0.8
            elif not like.isdisjoint(kin(c)):
                held += w * (LIKE if lenient else KIN)
            else:
                if lenient and (c in faint or c in self.setting):
                    whole -= w * (1 - FAINT)
                if c in r.context:
                    lent += w * (LEANING if r.leans else CONTEXT)
        return min(1.0, (held + min(lent, held)) / whole) if whole > 0 else 0.0

    def _meant(self, part: Reading, r: Reading) -> set[str]:
        """Concepts of names that a sentence has in short or as "the company": all of a name counts where its last word stands."""
        out: set[str] = set()
        for m in part.names:
            words = [concept(fold(w)) for w in WORD.findall(m.name)]
            if m.kind == "place" or fold(m.name) in self.cast.places or (len(words) == 1 and m.kind != "organisation"):
                continue
            firm = concept("company") in r.concepts and not self.cast.surname(map(fold, m.name.split())) and self.cast.is_firm(words)
            if words[-1] in r.concepts or firm:
                out.update(words)
        return out

    def candidates(self, part: Reading) -> list[tuple[float, Reading]]:
        """The sentences that hold most of a part, best first."""
        votes: dict[int, float] = defaultdict(float)
        rows = sorted(
            (c for c in (*part.concepts, *kin_of(part.concepts)) if c in self._postings), key=lambda c: (len(self._postings[c]), c)
        )
        for n, c in enumerate(rows):
            if len(self._postings[c]) > POSTINGS and n >= 3:
                break
            for i in self._postings[c][: 4 * POSTINGS]:
                votes[i] += self.idf[c]
        best = sorted(votes, key=lambda i: (-votes[i], i))[: 2 * KEEP]
        near = {
            j for i in best[:8] for j in (i + 1, i + 2) if j < len(self.readings) and self.readings[j].report == self.readings[i].report
        }
        scored = [(self.coverage(part, self.readings[i]), self.readings[i]) for i in sorted({*best, *near})]
        scored.sort(key=lambda s: (-s[0], s[1].report, s[1].start))
        return scored[:KEEP]

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

    def beside(self, r: Reading) -> list[Reading]:
        """A sentence with the one before and the one after it in its report."""
        i = self._place[r.report, r.start]
        return [x for x in self.readings[max(0, i - 1) : i + 2] if x.report == r.report]

    def denied_after(self, r: Reading) -> list[Reading]:
        """The sentences right after one that only deny it: "Aldane denied that." """
        return [x for x in self.next(r) if any("denial" in o.kinds and not o.scope for o in x.operators)]

    def next(self, r: Reading) -> list[Reading]:
        """The two sentences after a sentence in its report."""
        i = self._place[r.report, r.start]
        return [x for x in self.readings[i + 1 : i + 3] if x.report == r.report]

    def claims(self, r: Reading) -> list[Claim]:
        """Claims that appear in a sentence."""
        rows = self._claims.get(r.report, [])
        at = bisect_right(rows, (r.end, "￿"), key=lambda row: (row[0], row[1].id))
        return [c for start, c in rows[max(0, at - 12) : at] if r.start <= start < r.end]

    def stamp(self, r: Reading) -> tuple[datetime, int] | None:
        """When a sentence was published: its live-blog post's time, else the report's."""
        report = self.reports[r.report]
        at = next((b.at for b in report.blocks if b.at and b.start <= r.start < b.end), None) or report.published or report.updated
        return at.order if at else None

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
