"""A statement with what reconciling it needs: canonical speaker, content words, numbers, outlet, origin of its words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from writethru.model import Attribution, Figure, Report, Span, Statement
from writethru.text import QUOTES, fold

ONE_CLAUSE = 12  # content words; a longer statement has clauses of either polarity
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\d")
_OPEN, _CLOSE = '“„«"', '”“»"'
NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "cannot",
        "denied",
        "denies",
        "deny",
        "n't",
        "unable",
        "refused",
    ]
)


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no content of a claim."""
    text = (files("writethru.data") / "en" / "stopwords.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def stem(word: str) -> str:
    """A light English stem: possessive, plural and verb endings off; enough to match "deployed" with "deployment"."""
    w = re.sub(r"'s?$", "", word)
    for end, least in (
        ("ments", 4),
        ("ment", 4),
        ("ings", 4),
        ("ing", 4),
        ("ions", 4),
        ("ion", 4),
        ("ed", 3),
        ("ies", 3),
        ("es", 4),
        ("s", 3),
        ("ly", 4),
        ("e", 4),
        ("y", 4),
    ):
        if w.endswith(end) and len(w) - len(end) >= least and not w.endswith("ss"):
            return w[: -len(end)]
    return w


def content_words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order; numbers keep their digits."""
    out = []
    for m in _WORD.finditer(text.replace(",", "") if _DIGITS.search(text) else text):
        w = fold(m.group())
        if w not in stopwords():
            out.append(stem(w))
    return tuple(out)


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
    negated: bool
    outlet: str
    root: str  # report id
    day: str  # when said, else published; "" unknown
    current: bool  # stands in the latest version of its report
    lead: float  # 1 at the top of the report, falling to 0

    @property
    def id(self) -> str:
        return self.statement.id

    @property
    def text(self) -> str:
        return " ".join(self.report.text[a:b] for a, b in self.statement.content)

    @property
    def order(self) -> tuple[str, str, int, str]:
        stamp = self.report.published or self.report.updated
        return (stamp.order[0].isoformat() if stamp else "9", self.report.id, self.statement.content[0][0], self.id)


def unit(s: Statement, report: Report, speaker: str | None, channel: str, outlet: str, root: str, current: bool) -> Unit:
    """The unit of a statement; `speaker` is canonical already."""
    text = " ".join(report.text[a:b] for a, b in s.content)
    marks = quoted(report.text, s.content)
    if s.attribution and s.attribution.kind == "direct" and not marks:
        marks = list(s.content)
    a = s.attribution
    stems = content_words(text)
    return Unit(
        statement=s,
        report=report,
        speaker=speaker,
        channel=channel,
        collective=bool(a and a.collective),
        words=stems,
        quote=tuple(fold(w) for x, y in marks for w in _WORD.findall(report.text[x:y])),
        figures=s.figures,
        negated=_negated(a, text, len(stems)),
        outlet=outlet,
        root=root,
        day=s.said or "",
        current=current,
        lead=max(0.0, 1 - s.sentence[0] / max(1, min(len(report.text), 3000))),
    )


def _negated(a: Attribution | None, text: str, n: int) -> bool:
    """Whether the statement as a whole denies: by its cue, or by a negation in a content short enough to have one clause."""
    if a and a.stance in ("denied", "declined"):
        return a.stance == "denied"
    return n <= ONE_CLAUSE and any(fold(w.strip('.,;:"“”')) in NEGATIONS or w.endswith(("n't", "n’t")) for w in text.split())


def weights(units: Sequence[Unit]) -> dict[str, float]:
    """How telling each stem is inside this story: smoothed inverse document frequency over reports."""
    reports: dict[str, set[str]] = {}
    for u in units:
        reports.setdefault(u.report.id, set()).update(u.words)
    df = Counter(w for ws in reports.values() for w in ws)
    n = len(reports)
    return {w: 0.35 + log(1 + n / c) for w, c in df.items()}


def weight_of(words: set[str], idf: Mapping[str, float]) -> float:
    """Summed weight; an unknown stem counts as rare."""
    return sum(idf.get(w, 1.5) for w in words)
