"""A draft as handed in, held to the stories of a desk: joins the reading of the draft to `tell.check`."""

from collections.abc import Sequence
from dataclasses import replace

from writethru.corrections import corrected
from writethru.desk import Desk
from writethru.model import Extract, Ledger, Report, Telling
from writethru.tell.check import hold
from writethru.tell.draft import DraftText, strip
from writethru.tell.evidence import Evidence
from writethru.tell.judged import Weighing
from writethru.text import fold
from writethru.verdict import CheckResult
from writethru.words import WORD, stopwords

MAX_CHARS = 20_000_000
ENGLISH = 0.16  # a text with this share of English function words is English


class Against:
    """Stories that drafts are checked against; made once, used for any number of drafts. `weighing`: see `tell.judged`."""

    def __init__(self, desk: Desk, tellings: Sequence[Telling], weighing: Weighing = "both") -> None:
        self.desk = desk
        self.weighing = weighing
        reports = [r for t in tellings for r in t.reports]
        read = desk.extracts(reports)
        extracts = corrected(read, desk.store.judgements())
        self.evidence = Evidence(reports, extracts, _joined([t.ledger for t in tellings]), _amended(read, extracts))
        stamps = sorted((s for r in reports if (s := r.updated or r.published)), key=lambda s: s.order)
        self.latest = stamps[-1] if stamps else None

    def check(self, draft: str, media_type: str = "") -> CheckResult:
        """The verdicts on a draft (text, Markdown or HTML; `media_type` "" looks for itself). Spans are characters of `draft`.

        Days named in the draft ("on Tuesday") are read from the day of the newest report."""
        from writethru.extract import extract

        seen = strip(draft[:MAX_CHARS], media_type)
        report = Report("draft", seen.text, (), published=self.latest, language=_language(seen.text))
        result = hold(report, extract(report), self.evidence, seen.headings, self.weighing)
        return _moved(result, seen)


def _amended(read: Sequence[Extract], corrected: Sequence[Extract]) -> frozenset[tuple[str, int]]:
    """Report and beginning of the sentences whose speaker a person gave."""
    pairs = ((a, b) for a, b in zip(read, corrected, strict=True) if a is not b)
    return frozenset((a.report, x.sentence[0]) for a, b in pairs for x, y in zip(a.statements, b.statements, strict=True) if x is not y)


def _joined(ledgers: Sequence[Ledger]) -> Ledger:
    return Ledger(
        tuple(e for x in ledgers for e in x.entities),
        tuple(q for x in ledgers for q in x.quotes),
        tuple(c for x in ledgers for c in x.claims),
        tuple(s for x in ledgers for s in x.figures),
        tuple(h for x in ledgers for h in x.timeline),
    )


def _language(text: str) -> str:
    """ISO 639-1 code of a draft in another language than English; "" for English and for a text too short to tell."""
    words = [fold(m.group()) for m in WORD.finditer(text[:6000])]
    if len(words) < 12 or sum(w in stopwords() for w in words) >= ENGLISH * len(words):
        return ""
    from writethru.language import language_of

    return language_of(text) or ("und" if len(words) >= 40 else "")


def _moved(result: CheckResult, seen: DraftText) -> CheckResult:
    """The result with its spans in characters of the draft as handed in."""
    sentences = []
    for s in result.sentences:
        start, end = seen.span(s.start, s.end)
        problems = []
        for p in s.problems:
            a, b = seen.span(p.start, p.end)
            problems.append(replace(p, start=a, end=b, within=(max(0, p.start - s.start), min(len(s.text), p.end - s.start))))
        sentences.append(replace(s, start=start, end=end, problems=tuple(problems)))
    return CheckResult(tuple(sentences), result.notes)
