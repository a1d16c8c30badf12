"""The plain records of which a page's view of a story is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage in its context: `mark` stands between `before` and `after`."""

    outlet: str
    time: str
    iso: str
    before: str
    mark: str
    after: str
    note: str
    report: str
    href: str  # at the outlet, with a text fragment; "" when the outlet's address is not known


@dataclass(frozen=True, slots=True)
class OriginView:
    name: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    id: str
    text: str
    flag: str
    was: str
    standing: str
    css: str
    outlets: int
    origins: int
    hedges: str
    when: str
    iso: str
    rests: int
    groups: tuple[OriginView, ...]
    why: str
    extract: str  # the reports' words for a line that a model worded, else ""
    told: str = ""  # the day on which it was told, where it says "yesterday"


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    heading: str
    lines: tuple[LineView, ...]
    timed: bool = False


@dataclass(frozen=True, slots=True)
class SourceView:
    id: str
    outlet: str
    time: str
    iso: str
    headline: str
    notes: tuple[str, ...]
    href: str
    paragraphs: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    credits: str
