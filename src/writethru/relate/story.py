"""Reports -> stories, one report at a time (`Grouper`) or all at once (`group`).

Single pass over sparse vectors, after Miranda et al. (2018) in outline: the stories that share a report's terms are
looked up in an inverted index, a logistic decision from few features says whether it joins the likeliest. How rare a
term is counts stories, not reports: a victim's name stays rare however many reports of one story print it.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import nlargest
from importlib.resources import files
from itertools import islice
from math import exp, log, log1p, sqrt

from writethru.errors import NotFoundError
from writethru.model import Judgement, Report, new_id
from writethru.relate.features import UNLISTED, WORD, Features, Furniture, features, ordinary, term

FEW = 3  # stories a name may be in and still be called rare
NO_DAY = 1.0  # days assumed between a report without a date and any other
TOLD = 5  # shared terms that a reason names
NOMINATED = 24  # stories whose likeness is worked out in full


WEIGHTS = ("bias", "likeness", "margin", "rare", "new", "title", "gap", "size", "bridge", "age", "stranger")


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
    stranger: float
    lead: float
    doubtful: float
    new: float
    words: int
    terms: int
    prior: int
    common: int
    narrow: int
    latest: int
    candidates: int


@cache
def settings() -> Settings:
    """The settings as shipped."""
    data = tomllib.loads((files("writethru.data") / "story_weights.toml").read_text(encoding="utf-8"))
    low, high = data["unsure"]
    return Settings(join=data["join"], unsure=(low, high), **data["weights"], **data["vector"])


@dataclass(slots=True)
class _Story:
    """What is known of a story: its centroid lies in the index, the square of its length here."""

    id: str
    reports: list[str] = field(default_factory=list)
    square: float = 0.0
    days: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Evidence:
    """What a report shares with one story."""

    likeness: float = 0.0  # cosine with the centroid
    few: int = 0  # telling terms that at most FEW stories have
    rare: int = 0  # those of them that no other story has
    names: float = 0.0  # information of rare names and rare headline words


class Grouper:
    """Gives each report a story at once. Not thread-safe; some 10 kB a report.

    `doubts` lists, for a person to settle, the places that are unsure: left the story's first report, right the report that
    may belong there, score the probability, reason what speaks for it. `merge` is for what a person says; what it changes is
    told by `revisions`."""

    def __init__(self, chosen: Settings | None = None) -> None:
        self.doubts: list[Judgement] = []
        self.settings = chosen or settings()
        self._weights: list[float] = [getattr(self.settings, w) for w in WEIGHTS]
        self._furniture = Furniture()
        self._stories: list[_Story] = []
        self._index: dict[str, dict[int, float]] = {}  # term -> story number -> weight, the story last added to last
        self._of: dict[str, int] = {}
        self._revised: list[tuple[str, str]] = []

    def add(self, report: Report) -> str:
        """The id of the report's story: "s" and a hash of the story's first report. A report met before keeps its story."""
        if report.id in self._of:
            return self._stories[self._of[report.id]].id
        found = features(report, self._furniture, self.settings.words)
        vector = self._vector(found.terms)
        at = report.published or report.updated
        day = at.day.toordinal() if at else None
        number = self._choose(report, found, vector, day)
        if number is None:
            number = len(self._stories)
            self._stories.append(_Story(new_id("s", report.id)))
        self._put(number, report.id, found, vector, day)
        return self._stories[number].id

    def revisions(self) -> list[tuple[str, str]]:
        """(report id, story id) of earlier reports whose story has changed since the last call."""
        out, self._revised = self._revised, []
        return out

    def merge(self, left: str, right: str) -> str:
        """Makes two stories one, which keeps the id of the one begun first; raises NotFoundError for an unknown id."""
        numbers = sorted(self._number(s) for s in (left, right))
        kept, gone = (self._stories[n] for n in numbers)
        if kept is gone:
            return kept.id
        for weights in self._index.values():
            if numbers[1] in weights:
                weights[numbers[0]] = weights.get(numbers[0], 0.0) + weights.pop(numbers[1])
        kept.square = sum(w[numbers[0]] ** 2 for w in self._index.values() if numbers[0] in w)
        kept.titles |= gone.titles
        kept.ages |= gone.ages
        kept.days = sorted({*kept.days, *gone.days})
        for report in gone.reports:
            self._of[report] = numbers[0]
            self._revised.append((report, kept.id))
        kept.reports += gone.reports
        gone.reports = []
        return kept.id

    def _number(self, story: str) -> int:
        for n, s in enumerate(self._stories):
            if s.id == story and s.reports:
                return n
        raise NotFoundError(story)

    def _rarity(self, term: str) -> float:
        known = self.settings.common if ordinary(term) else 1
        return log((len(self._stories) + self.settings.prior) / (len(self._index.get(term, ())) + known))

    def _vector(self, terms: dict[str, float]) -> dict[str, float]:
        """The heaviest terms, as a vector of length 1."""
        ranked = sorted([(-w * self._rarity(t), t) for t, w in terms.items()])
        kept = [(-w, t) for w, t in ranked[: self.settings.terms] if w < 0]
        length = sqrt(sum(w * w for w, _ in kept)) or 1.0
        return {t: w / length for w, t in kept}

    def _evidence(self, found: Features, vector: dict[str, float]) -> dict[int, _Evidence]:
        """What the report shares with each story worth a look. Terms of many stories only nominate the latest of them."""
        dot: dict[int, float] = {}
        near: dict[int, float] = {}
        broad, telling = [], []
        for t, w in vector.items():
            stories = self._index.get(t)
            if not stories:
                continue
            if len(stories) > self.settings.narrow:
                broad.append((stories, w))
                for n in islice(reversed(stories), self.settings.latest):
                    near[n] = near.get(n, 0.0) + w * stories[n]
                continue
            for n, weight in stories.items():
                dot[n] = dot.get(n, 0.0) + w * weight
            if len(stories) <= FEW and not ordinary(t):
                telling.append((t, stories))
        for n, d in dot.items():
            near[n] = near.get(n, 0.0) + d
        out = {n: _Evidence(dot.get(n, 0.0)) for n in nlargest(NOMINATED, near, key=lambda n: (near[n], -n))}
        nominated = set(out)
        for stories, w in broad:
            for n in stories.keys() & nominated:
                out[n].likeness += w * stories[n]
        for n, e in out.items():
            e.likeness /= sqrt(self._stories[n].square)
        for t, stories in telling:
            self._note(t, stories, found.title, out)
        return out

    def _note(self, term: str, stories: dict[int, float], title: frozenset[str], out: dict[int, _Evidence]) -> None:
        """Counts a term of few stories for those of them that are looked at."""
        for n in stories:
            if n in out:
                out[n].few += 1
                out[n].rare += len(stories) == 1
                if "_" in term or (term in title and term in self._stories[n].titles):
                    out[n].names += self._rarity(term)

    def _choose(self, report: Report, found: Features, vector: dict[str, float], day: int | None) -> int | None:
        """The number of the story the report joins, None for a new one."""
        evidence = self._evidence(found, vector)
        best = sorted(evidence, key=lambda n: (-evidence[n].likeness, n))[: self.settings.candidates]
        judged = []
        for n in best:
            other = next((evidence[m].likeness for m in best if m != n), 0.0)
            z = self._score(self._stories[n], evidence[n], other, found, day)
            judged.append((-1 / (1 + exp(-max(-50.0, min(50.0, z)))), n))
        judged.sort()
        low, high = self.settings.unsure
        for p, n in judged[:2]:
            if low <= -p < high:
                reason = self._reason(report, n, vector, day)
                self.doubts.append(Judgement(self._stories[n].reports[0], report.id, "unsure", -p, "machine", "", reason))
        return judged[0][1] if judged and -judged[0][0] >= self.settings.join else None

    def _score(self, story: _Story, shared: _Evidence, other: float, found: Features, day: int | None) -> float:
        return sum(w * x for w, x in zip(self._weights, self._signs(story, shared, other, found, day), strict=True))

    def _signs(self, story: _Story, shared: _Evidence, other: float, found: Features, day: int | None) -> tuple[float, ...]:
        """What speaks for the report's belonging to the story, in order of WEIGHTS; `other` is its likeness to the next story."""
        s, known = self.settings, len(self._stories)
        weight = {t: self._rarity(t) for t in found.title}
        gap = log1p(min((abs(day - d) for d in story.days), default=NO_DAY) if day is not None else NO_DAY)
        fresh = s.prior / (s.prior + known)
        return (
            1.0,
            shared.likeness,
            min(shared.likeness - other, s.lead),
            log1p(shared.rare * known / (known + s.doubtful)),
            fresh,
            sum(w for t, w in weight.items() if t in story.titles) / (sum(weight.values()) or 1.0),
            gap,
            log(len(story.reports)),
            gap * log1p(shared.names),
            float(bool(found.ages) and bool(story.ages) and not found.ages & story.ages),
            (shared.few == 0) * (1 + fresh),
        )

    def _reason(self, report: Report, number: int, vector: dict[str, float], day: int | None) -> str:
        """What the report shares with the story, the heaviest terms first, in the report's words, and how far apart they are."""
        shared = sorted((-w * self._index[t][number], t) for t, w in vector.items() if number in self._index.get(t, ()))
        printed = {term(w.lower()): w for w in reversed(WORD.findall(f"{report.headline} {report.text}"))}
        words = [" ".join(printed.get(part, part) for part in t.strip(UNLISTED).split("_")) for _, t in shared[:TOLD]]
        days = min((abs(day - d) for d in self._stories[number].days), default=None) if day is not None else None
        apart = "no date to go by" if days is None else "the same day" if not days else f"{days} day{'s' * (days > 1)} apart"
        return f"both have {', '.join(words)}; {apart}"

    def _put(self, number: int, report: str, found: Features, vector: dict[str, float], day: int | None) -> None:
        story = self._stories[number]
        for t, w in vector.items():
            stories = self._index.setdefault(t, {})
            old = stories.pop(number, 0.0)
            stories[number] = old + w
            story.square += 2 * old * w + w * w
        self._of[report] = number
        story.reports.append(report)
        story.titles |= found.title
        story.ages |= found.ages
        if day is not None and day not in story.days:
            story.days.append(day)


def group(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports by story, each story in order of time, stories in order of their first report. The order given does not matter."""
    return grouping(reports)[0]


def grouping(reports: Sequence[Report]) -> tuple[list[list[Report]], list[Judgement]]:
    """The same, and the places that are unsure, as `Grouper.doubts` has them."""
    grouper = Grouper()
    out: dict[str, list[Report]] = {}
    for r in sorted(reports, key=_order):
        out.setdefault(grouper.add(r), []).append(r)
    return list(out.values()), grouper.doubts


def _order(report: Report) -> tuple[bool, str, int, str]:
    at = report.published or report.updated
    return (at is None, at.order[0].isoformat() if at else "", at.order[1] if at else 0, report.id)
