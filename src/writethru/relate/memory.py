"""What is known of the stories there are, changed by one report at a time; each change can be taken back, the last one first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

GRAIN = float(1 << 24)  # weights are whole parts of this: sums of them are exact, so that taking one back leaves no trace


@dataclass(slots=True)
class Live:
    """A story: its centroid lies in the index, the square of its length here."""

    id: str
    first: str  # its first report
    size: int = 0  # reports
    square: float = 0.0
    days: set[int] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Step:
    """What one report changed: the story's number and square before, its vector, and what was new of the rest."""

    report: str
    story: int
    square: float
    day: int | None
    titles: tuple[str, ...]
    ages: tuple[int, ...]
    lines: tuple[int, ...]
    vector: Mapping[str, float]


@dataclass(slots=True)
class Memory:
    """Stories by number; `index`: term -> story's number -> weight, the story that had it last last; `lines`: see `Furniture`."""

    index: dict[str, dict[int, float]] = field(default_factory=dict)
    stories: dict[int, Live] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    count: int = 0  # stories there are

    def want_terms(self, terms: Iterable[str]) -> None:
        """Told of the terms that are to be looked up in `index` next."""

    def want_lines(self, keys: Iterable[int]) -> None:
        """Told of the keys that are to be looked up in `lines` next."""

    def put(self, step: Step, id: str) -> None:
        """Adds a report to a story; to a new one, which gets the id, if there are no more than `step.story` stories."""
        story = self.stories[step.story] if step.story < self.count else self._begin(step, id)
        for t, w in step.vector.items():
            stories = self.index.setdefault(t, {})
            old = stories.get(step.story, 0.0)
            stories[step.story] = old + w
            story.square += 2 * old * w + w * w
        story.size += 1
        story.titles.update(step.titles)
        story.ages.update(step.ages)
        if step.day is not None:
            story.days.add(step.day)

    def _begin(self, step: Step, id: str) -> Live:
        self.stories[step.story] = story = Live(id, step.report)
        self.count += 1
        return story

    def take_back(self, step: Step) -> None:
        """Undoes the last `put`."""
        self.want_terms(step.vector)
        self.want_lines(step.lines)
        story = self.stories[step.story]
        for t, w in step.vector.items():
            left = self.index[t][step.story] - w
            if left:
                self.index[t][step.story] = left
            else:
                del self.index[t][step.story]
        for line in step.lines:
            self.lines.pop(line, None)
        story.size -= 1
        story.square = step.square
        story.titles.difference_update(step.titles)
        story.ages.difference_update(step.ages)
        if step.day is not None:
            story.days.discard(step.day)
        if not story.size:
            del self.stories[step.story]
            self.count -= 1
