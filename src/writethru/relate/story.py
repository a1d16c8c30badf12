"""Reports -> stories, one report at a time (`Grouper`) or all at once (`group`).

Single pass over sparse vectors, after Miranda et al. (2018) in outline: the stories that share a report's terms are
looked up in an inverted index, a logistic decision from few features says whether it joins the likeliest. How rare a
term is counts stories, not reports: a victim's name stays rare however many reports of one story print it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp, log, log1p, sqrt

from writethru.errors import NotFoundError
from writethru.model import Judgement, Report, new_id
from writethru.relate.features import UNLISTED, WORD, Features, Furniture, common, features, ordinary, term
from writethru.relate.memory import GRAIN, Live, Memory, Step
from writethru.relate.weights import WEIGHTS, Settings, settings

FEW = 3  # stories a name may be in and still be called rare
NO_DAY = 1.0  # days assumed between a report without a date and any other
TOLD = 5  # shared terms that a reason names
NOMINATED = 24  # stories whose likeness is worked out in full
NEW_DESK = 5  # times more that a lack of telling terms says at a desk that is new


@dataclass(slots=True)
class _Evidence:
    """What a report shares with one story."""

    likeness: float = 0.0  # cosine with the centroid
    few: int = 0  # telling terms that at most FEW stories have
    rare: int = 0  # those of them that no other story has
    own: int = 0  # those of them that are names of this story alone or nearly so
    names: float = 0.0  # information of rare names and rare headline words


class Grouper:
    """Gives each report a story at once. Not thread-safe; some 10 kB a report.

    `doubts` lists, for a person to settle, the places that are unsure: left the story's first report, right the report that
    may belong there, score the probability, reason what speaks for it. `merge` is for what a person says; what it changes is
    told by `revisions`. `memory` is what it knows of the stories; `steps` are what the reports changed there, in order."""

    def __init__(self, chosen: Settings | None = None, memory: Memory | None = None) -> None:
        self.doubts: list[Judgement] = []
        self.settings = chosen or settings()
        self.memory = memory or Memory()
        self._weights: list[float] = [getattr(self.settings, w) for w in WEIGHTS]
        self._furniture = Furniture(self.memory)
        self._of: dict[str, int] = {}
        self._revised: list[tuple[str, str]] = []

    def add(self, report: Report) -> str:
        """The id of the report's story: "s" and a hash of the story's first report. A report met before keeps its story."""
        if report.id not in self._of:
            self._of[report.id] = self.place(report).story
        return self.memory.stories[self._of[report.id]].id

    def place(self, report: Report) -> Step:
        """Gives a report that is not known yet its story; what that changed."""
        found = features(report, self._furniture, self.settings.words)
        vector = self._vector(found.terms)
        at = report.published or report.updated
        day = at.day.toordinal() if at else None
        number = self._choose(report, found, vector, day)
        live = self.memory.stories[number] if number is not None else Live("", "")
        step = Step(
            report.id,
            self.memory.count if number is None else number,
            live.square,
            day if day not in live.days else None,
            tuple(sorted(found.title - live.titles)),
            tuple(sorted(found.ages - live.ages)),
            tuple(self._furniture.fresh),
            vector,
        )
        self.memory.put(step, new_id("s", report.id))
        return step

    def revisions(self) -> list[tuple[str, str]]:
        """(report id, story id) of earlier reports whose story has changed since the last call."""
        out, self._revised = self._revised, []
        return out

    def merge(self, left: str, right: str) -> str:
        """Makes two stories one, which keeps the id of the one begun first; raises NotFoundError for an unknown id."""
        numbers = sorted(self._number(s) for s in (left, right))
        kept, gone = (self.memory.stories[n] for n in numbers)
        if kept is gone:
            return kept.id
        for weights in self.memory.index.values():
            if numbers[1] in weights:
                weights[numbers[0]] = weights.get(numbers[0], 0.0) + weights.pop(numbers[1])
        kept.square = sum(w[numbers[0]] ** 2 for w in self.memory.index.values() if numbers[0] in w)
        kept.titles |= gone.titles
        kept.ages |= gone.ages
        kept.days |= gone.days
        moved = [r for r, n in self._of.items() if n == numbers[1]]
        self._of |= dict.fromkeys(moved, numbers[0])
        self._revised += [(r, kept.id) for r in moved]
        kept.size, gone.size = kept.size + gone.size, 0
        return kept.id

    def _number(self, story: str) -> int:
        for n, s in self.memory.stories.items():
            if s.id == story and s.size:
                return n
        raise NotFoundError(story)

    def _rarity(self, term: str) -> float:
        known = self.settings.common if ordinary(term) else 1
        return log((self.memory.count + self.settings.prior) / (len(self.memory.index.get(term, ())) + known))

    def _vector(self, terms: dict[str, float]) -> dict[str, float]:
        """The heaviest terms, as a vector of length 1."""
        self.memory.want_terms(terms)
        having, words, s = self.memory.index.get, common(), self.settings
        top = self.memory.count + s.prior
        ranked = sorted(  # `_rarity`, written out: it is asked for every term
            [(-w * log(top / (len(having(t, ())) + (s.common if t in words or t[0] == UNLISTED else 1))), t) for t, w in terms.items()]
        )
        kept = [(-w, t) for w, t in ranked[: s.terms] if w < 0]
        grains = GRAIN / (sqrt(sum(w * w for w, _ in kept)) or 1.0)
        return {t: whole / GRAIN for w, t in kept if (whole := int(w * grains))}

    def _evidence(self, found: Features, vector: dict[str, float]) -> dict[int, _Evidence]:
        """What the report shares with each story worth a look. Terms of many stories only nominate the latest of them."""
        dot: dict[int, float] = {}
        broad, telling = [], []
        for t, w in vector.items():
            stories = self.memory.index.get(t)
            if not stories:
                continue
            if len(stories) > self.settings.narrow:
                broad.append((stories, w))
                continue
            for n, weight in stories.items():
                dot[n] = dot.get(n, 0.0) + w * weight
            if len(stories) <= FEW and not ordinary(t):
                telling.append((t, stories))
        near = dot.copy()
        for stories, w in broad:
            for n in islice(reversed(stories), self.settings.latest):
                near[n] = near.get(n, 0.0) + w * stories[n]
        least = sorted(near.values())[-NOMINATED:][:1]
        likeliest = sorted((-x, n) for n, x in near.items() if x >= least[0])[:NOMINATED]
        out = {n: _Evidence(dot.get(n, 0.0)) for _, n in likeliest}
        nominated = set(out)
        for stories, w in broad:
            for n in stories.keys() & nominated:
                out[n].likeness += w * stories[n]
        for n, e in out.items():
            e.likeness /= sqrt(self.memory.stories[n].square)
        for t, stories in telling:
            self._note(t, stories, found, out)
        return out

    def _note(self, term: str, stories: dict[int, float], found: Features, out: dict[int, _Evidence]) -> None:
        """Counts a term of few stories for those of them that are looked at."""
        for n in stories:
            if n in out:
                out[n].few += 1
                out[n].rare += len(stories) == 1
                out[n].own += term in found.names
                if "_" in term or (term in found.title and term in self.memory.stories[n].titles):
                    out[n].names += self._rarity(term)

    def _choose(self, report: Report, found: Features, vector: dict[str, float], day: int | None) -> int | None:
        """The number of the story the report joins, None for a new one."""
        evidence = self._evidence(found, vector)
        best = sorted(evidence, key=lambda n: (-evidence[n].likeness, n))[: self.settings.candidates]
        titled = {t: self._rarity(t) for t in sorted(found.title)}
        judged = []
        for n in best:
            other = next((evidence[m].likeness for m in best if m != n), 0.0)
            signs = self._signs(self.memory.stories[n], evidence[n], other, found.ages, titled, day)
            z = sum(w * x for w, x in zip(self._weights, signs, strict=True))
            judged.append((-1 / (1 + exp(-max(-50.0, min(50.0, z)))), n))
        judged.sort()
        low, high = self.settings.unsure
        for p, n in judged[:2]:
            if low <= -p < high:
                reason = self._reason(report, n, vector, day)
                self.doubts.append(Judgement(self.memory.stories[n].first, report.id, "unsure", -p, "machine", "", reason))
        return judged[0][1] if judged and -judged[0][0] >= self.settings.join else None

    def _signs(
        self, story: Live, shared: _Evidence, other: float, ages: frozenset[int], titled: Mapping[str, float], day: int | None
    ) -> tuple[float, ...]:
        """What speaks for the report's belonging to the story, in order of WEIGHTS; `other` is its likeness to the next story,
        `titled` its headline's terms with their rarity."""
        s, known = self.settings, self.memory.count
        gap = log1p(min((abs(day - d) for d in story.days), default=NO_DAY) if day is not None else NO_DAY)
        fresh = s.prior / (s.prior + known)
        return (
            1.0,
            shared.likeness,
            min(shared.likeness - other, s.lead),
            log1p(shared.rare * known / (known + s.doubtful)),
            fresh,
            sum(w for t, w in titled.items() if t in story.titles) / (sum(titled.values()) or 1.0),
            gap,
            log(story.size),
            gap * log1p(shared.names),
            float(bool(ages) and bool(story.ages) and not ages & story.ages),
            (shared.few == 0) * (1 + NEW_DESK * fresh),
            log1p(shared.own),
        )

    def _reason(self, report: Report, number: int, vector: dict[str, float], day: int | None) -> str:
        """What the report shares with the story, the heaviest terms first, in the report's words, and how far apart they are."""
        shared = sorted((-w * self.memory.index[t][number], t) for t, w in vector.items() if number in self.memory.index.get(t, ()))
        printed = {term(w.lower()): w for w in reversed(WORD.findall(f"{report.headline} {report.text}"))}
        words = [" ".join(printed.get(part, part) for part in t.strip(UNLISTED).split("_")) for _, t in shared[:TOLD]]
        days = min((abs(day - d) for d in self.memory.stories[number].days), default=None) if day is not None else None
        apart = "no date to go by" if days is None else "the same day" if not days else f"{days} day{'s' * (days > 1)} apart"
        return f"both have {', '.join(words)}; {apart}"


def group(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports by story, each story in order of time, stories in order of their first report. The order given does not matter."""
    return grouping(reports)[0]


def grouping(reports: Sequence[Report]) -> tuple[list[list[Report]], list[Judgement]]:
    """The same, and the places that are unsure, as `Grouper.doubts` has them."""
    grouper = Grouper()
    out: dict[str, list[Report]] = {}
    for r in sorted(reports, key=order):
        out.setdefault(grouper.add(r), []).append(r)
    return list(out.values()), grouper.doubts


def order(report: Report) -> tuple[bool, str, int, str]:
    at = report.published or report.updated
    return (at is None, at.order[0].isoformat() if at else "", at.order[1] if at else 0, report.id)
