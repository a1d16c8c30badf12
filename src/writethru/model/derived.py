"""What is concluded: judgements, the ledger and the round-up. Derived from what was seen, never stored as truth."""

from dataclasses import dataclass, field
from typing import Literal

from writethru.errors import NoSourceError
from writethru.model.seen import Approx, ChangeKind, Modality, Passage, Report, Reuse, Stance, Standing, Story

Verdict = Literal["same", "not", "unsure", "speaker", "withdrawn", "note"]  # the last three are about `left` alone: see `corrections`

# ---- what the reports say together: derived, never stored as truth -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two things: ids of statements, reports or names. A person's outweighs a machine's."""

    left: str
    right: str
    verdict: Verdict
    score: float
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    id: str
    name: str
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a claim or quotation stands in a report, with the words that stand there."""

    passages: tuple[Passage, ...]
    words: str
    statement: str = ""
    outlet: str = ""  # the outlet it counts as
    origin: str = ""  # whose words it rests on

    @property
    def report(self) -> str:
        return self.passages[0].report


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Variant:
    words: str
    difference: str


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """One utterance and every place that carries it."""

    id: str
    speaker: str | None
    words: str
    outlets: tuple[str, ...]
    origins: tuple[str, ...]  # each origin in words a person can read
    appearances: tuple[Appearance, ...]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    text: str
    speaker: str | None
    stance: Stance
    hedges: tuple[str, ...]
    negated: bool
    standing: Standing
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    said: str | None
    first_published: str | None
    appearances: tuple[Appearance, ...]
    relations: tuple[Relation, ...] = ()
    why: str = ""  # how the standing came about, for a person
    quote: str | None = None  # id of the QuoteGroup it belongs to
    weight: float = 0.0  # how much the story turns on it


@dataclass(frozen=True, slots=True)
class FigurePoint:
    id: str
    low: float | None
    high: float | None
    approx: Approx
    text: str
    speaker: str | None
    modality: Modality
    said: str | None
    as_of: str | None
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    relations: tuple[Relation, ...] = ()
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """Figures that count the same thing, in order of time."""

    id: str
    of: str
    unit: str
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the timeline: what a report says happened on a day."""

    date: str  # ISO day, or month "2024-08"
    precision: str
    text: str
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The story's record: everything `tell` may draw on."""

    entities: tuple[Entity, ...]
    quotes: tuple[QuoteGroup, ...]
    claims: tuple[Claim, ...]
    figures: tuple[FigureSeries, ...]
    timeline: tuple[Happening, ...]


# ---- the round-up ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the round-up and the passages it rests on; without one it cannot be made."""

    text: str
    sources: tuple[Passage, ...]
    claim: str | None = None
    why: str = ""  # why it was chosen
    when: str = ""  # ISO day or month of what it tells, in a timeline
    series: str = ""  # id of the figure series it tells
    extract: str = ""  # the reports' own words, where a model worded the line instead
    told: str = ""  # ISO day on which it was told, where it says "yesterday" or the like and was not told on the story's last day

    def __post_init__(self) -> None:
        if not self.sources:
            raise NoSourceError(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    claim: str
    before: Line | None
    after: Line | None


@dataclass(frozen=True, slots=True)
class RoundUp:
    """What is told of one story as of a moment."""

    story: Story
    as_of: str
    need_to_know: tuple[Line, ...]
    sections: tuple[Section, ...]
    changes: tuple[Change, ...] = ()
    writer: str = ""  # the model that worded the lines which have an `extract`


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with everything a renderer shows: the typed context of every format."""

    roundup: RoundUp
    reports: tuple[Report, ...]
    reuse: tuple[Reuse, ...]
    ledger: Ledger
    version_of: dict[str, str] = field(default_factory=dict)
    why: bool = False  # whether a text for reading tells why each line was chosen
