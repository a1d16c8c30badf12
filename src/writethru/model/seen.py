"""What was seen: captures, reports, their relations, and what each report says. Ids are hashes of identity fields."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

Span = tuple[int, int]
Part = Literal["headline", "keypoint", "lede", "paragraph", "crosshead", "caption", "list"]
Stance = Literal["said", "claimed", "confirmed", "denied", "declined", "estimated", "expected", "warned", "accused", "asked", "promised"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Approx = Literal["=", "~", ">", ">=", "<", "<=", "range"]
Modality = Literal["actual", "planned", "possible", "estimated", "denied"]
Standing = Literal["single origin", "repeated", "corroborated", "disputed", "denied", "revised", "withdrawn"]
ReuseKind = Literal["exact", "revision", "syndication", "excerpt", "shared-quotes"]
ChangeKind = Literal["new", "revised", "confirmed", "denied", "withdrawn", "corrected"]


def new_id(prefix: str, *parts: object) -> str:
    """A stable id: prefix and 12 hex digits of SHA-256 over the parts."""
    return prefix + hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


# ---- what came in ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as precisely as it was given: a day, or a minute with or without a known zone."""

    at: datetime | date
    # Minutes east of UTC that a time without a zone is taken at for ordering, from the reports beside it; never shown.
    assumed: int | None = field(default=None, compare=False, repr=False)

    @property
    def iso(self) -> str:
        if isinstance(self.at, datetime):
            return self.at.isoformat(timespec="seconds" if self.at.second else "minutes")
        return self.at.isoformat()

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at

    @property
    def order(self) -> tuple[datetime, int]:
        """Sorts any two stamps: a day sorts before its hours, an unknown zone counts as the assumed one, else as UTC."""
        if isinstance(self.at, datetime):
            zone = timezone(timedelta(minutes=self.assumed or 0))
            return (self.at if self.at.tzinfo else self.at.replace(tzinfo=zone)).astimezone(UTC), 1
        return datetime.combine(self.at, time(), UTC), 0


@dataclass(frozen=True, slots=True)
class Hints:
    """What the container (feed item, JSONL line, WARC header) says about a document; weaker than the document itself."""

    id: str = ""
    headline: str = ""
    outlet: str = ""
    bylines: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as it was met: raw bytes, its media type, where from and when."""

    body: bytes
    media_type: str  # "text/html", "text/plain"
    path: str = ""  # file it lay in, "" if none
    uri: str = ""  # where the outlet publishes it, "" if unknown
    captured: str = ""  # ISO 8601
    charset: str = ""  # as declared outside the body
    hints: Hints = Hints()

    @property
    def name(self) -> str:
        return self.path or self.uri or "pasted text"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or part of one, that was not taken up, and why."""

    name: str
    reason: str
    uri: str = ""
    report: str | None = None
    text: str | None = None


# ---- a clean report --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A part of `Report.text`. `at` is the block's own time (a live-blog post), else None."""

    part: Part
    start: int
    end: int
    at: Stamp | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the input that is not in the report, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """The times of a page if it is of one of the days that it may be of: it gives no year, or month and day in numbers of either order."""

    published: Stamp | None
    updated: Stamp | None
    posts: tuple[Stamp | None, ...]  # the times of the report's blocks


MENDED = 2  # days after publication on which an update still tells news


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one outlet's report. `text` holds paragraphs and crossheads, one a line, parted by a newline;
    the headline is not in it. Written once by `clean`; all offsets everywhere refer to this text."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    headline: str = ""
    outlet: str = ""  # "" when unknown: never a guess
    bylines: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()  # agencies: "AP", "Reuters"
    sign_off: str = ""  # desk initials, "kb/dj"
    dateline: Dateline | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    uri: str = ""
    path: str = ""
    language: str = ""
    left_out: tuple[LeftOut, ...] = ()
    captured: str = ""
    # An earlier version is in its story too: its words are of its update, however late that came.
    rewritten: bool = field(default=False, compare=False)
    datings: tuple[Dating, ...] = ()  # of an undated report: one of them holds; which, the other reports of its story tell

    @property
    def stamp(self) -> Stamp | None:
        return self.updated or self.published

    @property
    def day(self) -> str:
        """The ISO day of its last update, else of publication; "" for none known."""
        return self.stamp.day.isoformat() if self.stamp else ""

    @property
    def told(self) -> Stamp | None:
        """When its words are of: as published, but where an update came on one of the next days, of that."""
        if self.published is None or self.updated is None:
            return self.published or self.updated
        return self.updated if self.rewritten or 0 < (self.updated.day - self.published.day).days <= MENDED else self.published

    def moment(self, at: int) -> Stamp | None:
        """When the words at an offset are of: of a page of posts their post's time, or the page's last for what stands over the posts."""
        if not any(b.at for b in self.blocks):
            return self.told
        return next((b.at for b in self.blocks if b.start <= at < b.end), None) or self.stamp


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report: text[start:end]. Never empty."""

    report: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative passage {self.start}-{self.end} of {self.report}")


# ---- relations between reports ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reuse:
    """`target` takes words from `source`. When the direction is not known, `directed` is False and the ids are in order."""

    kind: ReuseKind
    source: str
    target: str
    score: float
    reason: str
    directed: bool = True
    shared: tuple[tuple[Passage, Passage], ...] = ()  # (in source, in target)


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    slug: str
    headline: str
    reports: tuple[str, ...]  # ids, in order of time


# ---- what a report says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Via:
    """One link of the chain from a speaker outward to the outlet: "Yonhap quoted Yoon" -> Yonhap."""

    source: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, inside one text. `content` may be several spans (a quotation with its cue in the middle)."""

    content: tuple[Span, ...]
    source: Span | None
    speaker: str | None  # resolved inside the report: "Mark Rutte" for "he"
    cue: Span | None
    kind: AttributionKind
    stance: Stance = "said"
    hedges: tuple[str, ...] = ()
    negated: bool = False
    via: tuple[Via, ...] = ()
    collective: bool = False  # "Western officials": no single speaker


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, time, duration or set (ISO-TimeML TIMEX3). `earliest`/`latest` are ISO days or times, None when unbounded."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. low = high for a plain number; an open side is None ("more than 600,000": high None)."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    approx: Approx
    unit: str  # "troop", "percentage", "dollar"; "" for none
    of: str  # what is counted, with its modifiers: "North Korean troops"
    modality: Modality = "actual"
    subset: bool = False  # "including 500 officers"
    multiplier: bool = False  # "three times"


@dataclass(frozen=True, slots=True)
class Mention:
    name: str
    start: int
    end: int
    kind: Literal["person", "organisation", "place", "other"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a report says: an attributed content, or a sentence in the outlet's own voice (attribution None)."""

    id: str
    report: str
    content: tuple[Span, ...]
    sentence: Span  # the sentence(s) it stands in, attribution included
    attribution: Attribution | None
    figures: tuple[Figure, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    section: str = ""  # the crosshead it stands under
    said: str | None = None  # ISO day or time when it was said, if known


@dataclass(frozen=True, slots=True)
class Extract:
    """All that `extract` found in one report; spans are characters of its text."""

    report: str
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    figures: tuple[Figure, ...]


def passages(report: str, spans: Sequence[Span]) -> tuple[Passage, ...]:
    """Spans of one report as passages."""
    return tuple(Passage(report, start, end) for start, end in spans)
