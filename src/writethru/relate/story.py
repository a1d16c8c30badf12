"""Reports -> stories, one report at a time (`Grouper`) or all at once (`group`).

Single pass over sparse vectors, after Miranda et al. (2018) in outline: the stories that share a report's heaviest terms
are looked up in an inverted index, a logistic decision from few features says whether it joins the likeliest. How rare
a term is counts stories, not reports: a victim's name is rare however often one story prints it.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp, log, log1p, sqrt

from writethru.model import Report, new_id
from writethru.relate.features import Furniture, ages, common, counts, headline, stems_of

FEW = 3  # stories a name may be in and still be called rare
NO_DAY = 1.0  # days assumed between a report without a date and any other


@dataclass(frozen=True, slots=True)
class Settings:
    """The weights and limits of story_weights.toml."""

    join: float
    unsure: tuple[float, float]
    bias: float
    likeness: float
    margin: float
    rare: float
    title: float
    gap: float
    size: float
    bridge: float
    age: float
    tbridge: float
    words: int
    terms: int
    prior: int
    common: int
    postings: int
    candidates: int


@cache
def settings() -> Settings:
    data = tomllib.loads((files("writethru.data") / "story_weights.toml").read_text(encoding="utf-8"))
    low, high = data["unsure"]
    return Settings(join=data["join"], unsure=(low, high), **data["weights"], **data["vector"])


@dataclass(slots=True)
class _Story:
    id: str
    size: int = 0
    square: float = 0.0  # of the centroid's length
    days: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A report that may belong to a story it was not put into, or may not belong to its own: for a person to judge."""

    report: str
    story: str
    probability: float


class Grouper:
    """Gives each report a story at once. Not thread-safe. Memory: some 5 kB a report."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []
        self._set = settings()
        self._stories: list[_Story] = []
        self._furniture = Furniture()
        self._index: dict[str, dict[int, float]] = {}
        self._of: dict[str, int] = {}
        self._revised: list[tuple[str, str]] = []

    def add(self, report: Report) -> str:
        """The id of the report's story: "s" and a hash of the story's first report. A report met before keeps its story."""
        if report.id in self._of:
            return self._stories[self._of[report.id]].id
        vector, title = self._vector(report)
        day = report.published or report.updated
        number = self._choose(report.id, vector, title, day.day.toordinal() if day else None)
        if number is None:
            number = len(self._stories)
            self._stories.append(_Story(new_id("s", report.id)))
        self._put(number, vector, title, day.day.toordinal() if day else None)
        self._of[report.id] = number
        return self._stories[number].id

    def revisions(self) -> list[tuple[str, str]]:
        """(report id, story id) of earlier reports whose story has changed since the last call."""
        out, self._revised = self._revised, []
        return out

    def _rarity(self, term: str) -> float:
        known = self._set.common if term in common() else 1
        return log((len(self._stories) + self._set.prior) / (len(self._index.get(term, ())) + known))

    def _vector(self, report: Report) -> tuple[dict[str, float], set[str]]:
        """The heaviest terms, as a vector of length 1, and the headline's stems."""
        title = headline(report)
        body = self._furniture.body(report, stems_of(title))
        self._ages = ages(title + "\n" + body[:600])
        tf, stems = counts(title, body, self._set.words)
        weighed = sorted(((w * self._rarity(t), t) for t, w in tf.items()), key=lambda x: (-x[0], x[1]))
        kept = [(w, t) for w, t in weighed[: self._set.terms] if w > 0]
        length = sqrt(sum(w * w for w, _ in kept)) or 1.0
        return {t: w / length for w, t in kept}, stems

    def _choose(self, report: str, vector: dict[str, float], title: set[str], day: int | None) -> int | None:
        dot: dict[int, float] = {}
        rare: dict[int, int] = {}
        names: dict[int, float] = {}
        for t, w in vector.items():
            found = self._index.get(t)
            if not found:
                continue
            for number, weight in islice(reversed(found.items()), self._set.postings):
                dot[number] = dot.get(number, 0.0) + w * weight
            if len(found) <= FEW and t not in common():
                for number in found:
                    if len(found) == 1:
                        rare[number] = rare.get(number, 0) + 1
                    if "_" in t or (self._set.tbridge and t in title and t in self._stories[number].titles):
                        names[number] = names.get(number, 0.0) + self._rarity(t)
        likeness = {n: d / sqrt(self._stories[n].square) for n, d in dot.items()}
        best = sorted(likeness, key=lambda n: (-likeness[n], n))[: self._set.candidates]
        judged = []
        for n in best:
            other = next((likeness[m] for m in best if m != n), 0.0)
            z = self._score(n, likeness[n], likeness[n] - other, rare.get(n, 0), names.get(n, 0.0), title, day)
            judged.append((1 / (1 + exp(-max(-50.0, min(50.0, z)))), -n))
        return self._decide(report, sorted(judged, reverse=True))

    def _score(self, n: int, likeness: float, margin: float, rare: int, names: float, title: set[str], day: int | None) -> float:
        s, story = self._set, self._stories[n]
        weight = {t: self._rarity(t) for t in title}
        shared = sum(w for t, w in weight.items() if t in story.titles) / (sum(weight.values()) or 1.0)
        gap = log1p(min((abs(day - d) for d in story.days), default=NO_DAY) if day is not None else NO_DAY)
        return (
            s.bias
            + s.likeness * likeness
            + s.margin * margin
            + s.rare * log1p(rare)
            + s.title * shared
            + s.gap * gap
            + s.size * log(story.size)
            + s.age * (bool(self._ages) and bool(story.ages) and not self._ages & story.ages)
            + s.bridge * gap * log1p(names)
        )

    def _decide(self, report: str, judged: list[tuple[float, int]]) -> int | None:
        low, high = self._set.unsure
        for p, n in judged[:2]:
            if low <= p < high:
                self.doubts.append(Doubt(report, self._stories[-n].id, p))
        return -judged[0][1] if judged and judged[0][0] >= self._set.join else None

    def _put(self, number: int, vector: dict[str, float], title: set[str], day: int | None) -> None:
        story = self._stories[number]
        for t, w in vector.items():
            found = self._index.setdefault(t, {})
            old = found.pop(number, 0.0)
            found[number] = old + w  # taken out and put back: the index runs from the stalest story to the freshest
            story.square += 2 * old * w + w * w
        story.size += 1
        story.titles |= title
        story.ages |= self._ages
        if day is not None and day not in story.days:
            story.days.append(day)


def group(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports by story, each story in order of time, stories in order of their first report. The order given does not matter."""
    grouper = Grouper()
    rows = sorted(reports, key=_order)
    out: dict[str, list[Report]] = {}
    for r in rows:
        out.setdefault(grouper.add(r), []).append(r)
    return list(out.values())


def _order(report: Report) -> tuple[bool, str, int, str]:
    at = report.published or report.updated
    return (at is None, at.order[0].isoformat() if at else "", at.order[1] if at else 0, report.id)
