"""A statement with what reconciling it needs: canonical speaker, content words, numbers, outlet, origin of its words."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from writethru.model import Attribution, Figure, Report, Span, Stance, Statement
from writethru.reconcile.scale import listed
from writethru.reconcile.wording import plain_words
from writethru.text import QUOTES, fold
from writethru.words import WORD, bases, root, stem, stopwords

__all__ = ["Unit", "content_words", "quoted", "stem", "stopwords", "unit", "weights"]

_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
STEPS = 2.0**24
LONG = 60  # characters of a source that tells more than who speaks
DENIED = 120  # characters behind a negation that may be its clause
RARE = 1.5  # weight of a stem that the story does not know
_OPEN, _CLOSE = '“„«"', '”“»"'
# "Not only", "not just the mayor", "no later than" deny nothing.
NEGATION = re.compile(
    r"(?:\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot)\b|n['’]t\b)"
    r"(?!-confidence| (?:only|just|merely|simply|solely|alone|least|later than|more than|less than|fewer than|guilty|confidence)\b)",
    re.I,
)
# "It looks into a report of sacks": what stands behind is only the subject of an inquiry or a report.
ABOUT = re.compile(
    r"\b(?:inquiry|investigation|probe|reports?|allegations?|accusations?|claims?|rumou?rs?|complaints?) (?:into|about|of|on|over)\b", re.I
)
NO_COMMENT = re.compile(r"\b(?:(?:do|does|did|would|will|could) not|[a-z]+n['’]t) comment\b|\bno comment\b", re.I)
_RELATIVE = re.compile(r"\b(?:who|whose|whom|which|where|that)\b")  # "a list of people whose families could not reach them" is a list
_VERBAL = re.compile(r"\b(?:had|has|have|was|were|is|are|did|does|do|would|will|could|can)(?:n['’]t| not| never)$", re.I)
_FALSE = re.compile(
    r"\b(?:false|untrue|not true|no truth in (?:the |a )?(?:claim|report|suggestion|rumou?r)s?|a lie"
    r"|(?:there (?:is|was|has been|had been) )?no (?:sign|signs|evidence|indication|indications|proof|suggestion|trace|reason to (?:think|believe))(?:, [^,.;]{1,40},)?)\s+that\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:I|[Ii]t|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Hh]is|[Hh]er|[Hh]im|[Tt]heir|[Oo]ur|[Mm]y|[Ii]ts|[Tt]hem|me|us)\b")
_GERUND = re.compile(r"(?:ever |having )?[a-z]{2,}ing\b")  # "denied firing first": who denies is who fired
_UNREAL = re.compile(r"\b(?:would|could|might|may|if|unless)\b")
_FINITE = re.compile(r"\b(?:was|were|is|are|had|has|have|will|would|may|might|could|can|did|does|do|should|must|[a-z]+ed)\b")
_CLAUSE_END = re.compile(r"[.;:!?,—]|\b(?:and|but|that|which|who|because|while|although|until|unless|without)\b", re.I)


@cache
def _bases() -> dict[str, str]:
    """Irregular forms of verbs, and nouns of their acts with another stem ("loss"), each with the verb."""
    return {**bases("nominals"), **bases("irregular")}


def base(word: str) -> str:
    """The stem of a folded word, of irregular verbs by their base."""
    return stem(_bases().get(word, word))


def content_words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order, irregular verbs by their base; numbers keep their digits."""
    words = (fold(m.group()) for m in WORD.finditer(_COMMA.sub("", text)))
    return tuple(root(_bases().get(w, w)) for w in words if w not in stopwords())


@cache
def numerals() -> frozenset[str]:
    """Stems of the number words that are too small to be figures of their own."""
    return frozenset(content_words(" ".join(sorted(listed("spelled", "words")))))


def quoted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans inside double quotation marks within `spans`; a mark without partner reaches to the span's end."""
    out = []
    for start, end in spans:
        at, inside = start, None
        while at < end:
            c = text[at]
            if inside is None and QUOTES.get(c, c) == '"' and c in _OPEN:
                inside = at + 1
            elif inside is not None and QUOTES.get(c, c) == '"' and c in _CLOSE:
                if inside < at:
                    out.append((inside, at))
                inside = None
            at += 1
        if inside is not None and inside < end:
            out.append((inside, end))
    return out


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement made comparable. `speaker` is canonical; `channel` is the body it speaks for; `root` is the report its words come from."""

    statement: Statement
    report: Report
    speaker: str | None
    channel: str
    collective: bool
    words: tuple[str, ...]
    quote: tuple[str, ...]  # folded words inside quotation marks
    figures: tuple[Figure, ...]
    unreal: bool  # would, could, if: a possibility, no fact
    denied: frozenset[str]  # stems of what it says is not so
    outlet: str
    root: str  # report id
    home: str  # outlet or agency of that report
    day: str  # when said, else published; "" unknown
    latest: str  # id of the latest version of its report
    lead: float  # 1 at the top of the report, falling to 0
    stems: frozenset[str]  # of `words`
    numbers: frozenset[str]  # those of them that are digits
    selves: frozenset[str]  # stems of the source's name and office where the content means it: "she had never", "firing first"
    passes: frozenset[str] = frozenset()  # canonical speakers whose words it passes on
    retells: str = ""  # the outlet of the story that it names as its source: "the Post had reported"
    answers: str = ""  # id of the statement it answers: "he denied that"
    repeats: str = ""  # id of another outlet's statement that it tells again
    inner: bool = False  # whether it stands in what somebody else says
    beside: tuple[Figure, ...] = ()  # figures of its sentence that stand in no statement's content

    @property
    def current(self) -> bool:
        """Whether it stands in the latest version of its report."""
        return self.latest == self.report.id

    @property
    def negated(self) -> bool:
        """Whether it mainly says that something is not so."""
        return len(self.denied) * 2 > len(self.stems)

    @property
    def voice(self) -> str:
        """Who answers for it: the body a speaker stands for, the speaker, else the outlet."""
        return self.channel or self.speaker or f"outlet {self.home}"

    @property
    def id(self) -> str:
        return self.statement.id

    @property
    def stance(self) -> Stance:
        """How it was said. A denial that is itself negated ("did not rule out") leaves the question open: declined."""
        a = self.statement.attribution
        if a is None:
            return "said"
        return "declined" if a.stance == "denied" and a.negated else a.stance

    @property
    def text(self) -> str:
        return " ".join(self.report.text[a:b] for a, b in self.statement.content)

    @property
    def told(self) -> str:
        """Its text; where that is no clause, with who says it and how: "Prosecutors have asked for 12 years in prison"."""
        a = self.statement.attribution
        if a is None or a.source is None or a.cue is None or self.inner or self.quote or _FINITE.search(self.text):
            return self.text
        if any(fold(m.group()) in bases("irregular") for m in WORD.finditer(self.text)) or a.source[1] - a.source[0] > LONG:
            return self.text
        spans = (a.source, a.cue, *self.statement.content)
        return self.report.text[min(x for x, _ in spans) : max(y for _, y in spans)]

    @property
    def order(self) -> tuple[str, str, int, str]:
        start = self.statement.content[0][0]
        stamp = self.report.moment(start)
        return (stamp.order[0].isoformat() if stamp else "9", self.report.id, start, self.id)


def unit(s: Statement, report: Report, speaker: str | None, channel: str, outlet: str, root: str, home: str, latest: str, day: str) -> Unit:
    """The unit of a statement; `speaker` is canonical already."""
    text = " ".join(report.text[a:b] for a, b in s.content)
    marks = quoted(report.text, s.content)
    if s.attribution and s.attribution.kind == "direct" and not marks:
        marks = list(s.content)
    a = s.attribution
    frame = _FALSE.search(text)
    stems = content_words(text[: frame.start()] + text[frame.end() :] if frame else text)
    return Unit(
        statement=s,
        report=report,
        speaker=speaker,
        channel=channel,
        collective=bool(a and a.collective),
        words=stems,
        quote=tuple(w for x, y in marks for w in plain_words(report.text[x:y])),
        figures=s.figures,
        denied=denied_words(a, text),
        unreal=bool(_UNREAL.search(text)),
        outlet=outlet,
        root=root,
        home=home,
        day=day,
        latest=latest,
        stems=frozenset(stems),
        numbers=frozenset(w for w in stems if w.isdigit()),
        selves=_selves(a, report, text),
        lead=max(0.0, 1 - s.sentence[0] / max(1, min(len(report.text), 3000))),
    )


def _selves(a: Attribution | None, report: Report, text: str) -> frozenset[str]:
    if a is None or a.source is None or not (_PRONOUN.search(text) or _GERUND.match(text)):
        return frozenset()
    return frozenset(content_words(f"{report.text[slice(*a.source)]} {a.speaker or ''}"))


def denied_words(a: Attribution | None, text: str) -> frozenset[str]:
    """Stems of what a statement says is not so: all of it under a denying cue, else what follows a negation in its clause."""
    if a and a.stance == "denied" and not a.negated:
        return frozenset(content_words(text))
    out: set[str] = set()
    for m in _FALSE.finditer(text):
        out.update(content_words(text[m.end() : m.end() + 200].split(".")[0]))
    for m in NEGATION.finditer(text):
        if _VERBAL.search(text, 0, m.end()):  # "the diary had never been shredded" says it of the diary too
            ends = (c.end() for rule in (_CLAUSE_END, _RELATIVE) for c in rule.finditer(text, 0, m.start()))
            start = max(ends, default=0)
            out.update(content_words(text[start : m.start()]))
        out.update(_denied_after(text[m.end() : m.end() + DENIED]))
    return frozenset(out)


def _denied_after(text: str) -> tuple[str, ...]:
    """What follows a negation in its clause; past a phrase set in commas where nothing stands before it: "has not been, one soldier"."""
    end = _CLAUSE_END.search(text)
    while end and end.group() == "," and not content_words(text[: end.start()]):
        end = _CLAUSE_END.search(text, end.end())
    return content_words(text[: end.start()] if end else text)


class Telling(dict[str, float]):
    """Stem -> how telling it is inside a story; an unknown stem counts as rare. Sums over statements are kept."""

    def __init__(self, found: Mapping[str, float]) -> None:
        # In steps of a power of two, so that sums are exact and never hang on the order of a set.
        super().__init__({w: round(x * STEPS) / STEPS for w, x in found.items()})
        self._sums: dict[frozenset[str], float] = {}

    def __missing__(self, stem: str) -> float:
        return RARE

    def of(self, stems: Collection[str]) -> float:
        """Their summed weight."""
        return sum(map(self.__getitem__, stems))

    def total(self, stems: frozenset[str]) -> float:
        known = self._sums.get(stems)
        if known is None:
            known = self._sums[stems] = self.of(stems)
        return known


def weights(units: Sequence[Unit]) -> Telling:
    """How telling each stem is inside this story: smoothed inverse document frequency over reports."""
    reports: dict[str, set[str]] = {}
    for u in units:
        reports.setdefault(u.report.id, set()).update(u.words)
    df = Counter(w for ws in reports.values() for w in ws)
    n = len(reports)
    return Telling({w: 0.35 + log(1 + n / c) for w, c in df.items()})
