"""What `check` finds: for every sentence of a draft a verdict, the problems, and the passages it rests on."""

from dataclasses import dataclass
from typing import Literal

from writethru.model import Passage, Span

Verdict = Literal["supported", "partly", "unsupported", "contradicted", "not-a-claim"]
ProblemKind = Literal[
    "unsupported-number",
    "stale-figure",
    "disputed-figure",
    "wrong-speaker",
    "lost-hedge",
    "lost-negation",
    "added-certainty",
    "altered-quote",
    "unsupported-name",
    "wrong-date",
    "wrong-place",
    "merged-claims",
    "single-origin",
    "no-source",
]
FAILS = ("unsupported", "contradicted")
_ORDER: dict[str, int] = {"supported": 0, "partly": 1, "unsupported": 2, "contradicted": 3}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `detail` says in words what the reports have instead; the span is in characters of the draft's text."""

    kind: ProblemKind
    detail: str
    start: int
    end: int
    verdict: Verdict = "unsupported"  # what this fault alone makes of the sentence
    within: Span = (0, 0)  # the same span in characters of `Checked.text`, where marks of Markdown or HTML are gone


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence of the draft."""

    text: str
    start: int
    end: int
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    sources: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A whole draft. `notes` say what is true of all of it: empty, in another language, about another story."""

    sentences: tuple[Checked, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return bool(self.notes) or any(s.verdict in FAILS for s in self.sentences)


def worst(problems: tuple[Problem, ...]) -> Verdict:
    """The verdict that the gravest problem calls for; remarks alone leave a sentence supported."""
    return max((p.verdict for p in problems), key=lambda v: _ORDER[v], default="supported")
