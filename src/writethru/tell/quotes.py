"""The quoted words of a draft sentence against what the reports quote: do they occur, in quotation marks, by that speaker?"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from writethru.model import Passage, Span
from writethru.tell.evidence import Evidence
from writethru.tell.reading import Reading, quoted_words
from writethru.tell.stance import told_by
from writethru.verdict import Problem

SHORT = 2  # fewer quoted words are a term
LIKE = 0.5  # a quotation this like another is that one, altered
MANY = 120  # of a longer quotation only this many words are compared


@dataclass(frozen=True, slots=True)
class Said:
    """What became of the quotations of a sentence. `speaker` is True when they settle who says it."""

    problems: tuple[Problem, ...]
    sources: tuple[Passage, ...]
    speaker: bool


def quotes(r: Reading, text: str, evidence: Evidence) -> Said:
    """Problems and passages of every quotation of two words or more in a draft sentence."""
    problems: list[Problem] = []
    sources: list[Passage] = []
    settled = False
    for a, b in r.quotes:
        q = max(a, r.start), min(b, r.end)
        words = quoted_words(text, q)[:MANY]
        if len(words) < SHORT:
            continue
        for piece in _pieces(text, q):
            if len(piece) < SHORT:
                continue
            problem, passage, sure = _quote(piece, q, r, evidence)
            if problem:
                problems.append(problem)
            if passage:
                sources.append(passage)
            settled = settled or sure
            if problem:
                break
    return Said(tuple(problems), tuple(dict.fromkeys(sources)), settled)


def _pieces(text: str, q: Span) -> list[tuple[str, ...]]:
    """A quotation cut at its ellipses and square brackets."""
    out, at = [], q[0]
    for i in range(q[0], q[1]):
        if text[i] in "…[" or text[i : i + 3] == "...":
            out.append(quoted_words(text, (at, i))[:MANY])
            at = text.find("]", i, q[1]) + 1 or i + 1 if text[i] == "[" else i + 1
    out.append(quoted_words(text, (min(at, q[1]), q[1]))[:MANY])
    return [p for p in out if p]


def _quote(words: tuple[str, ...], q: Span, r: Reading, evidence: Evidence) -> tuple[Problem | None, Passage | None, bool]:
    held = [(s, span, theirs) for s in evidence.holding(words) for span, theirs in _spoken(s, evidence)]
    exact = [(s, span) for s, span, theirs in held if _within(words, theirs)]
    mine = [v for v in told_by(r) if v.says and not evidence.cast.mistaken(v)]
    if exact:
        fits = [(s, span) for s, span in exact if _fits(mine, s, evidence)]
        s, span = (fits or exact)[0]
        passage = Passage(s.report, *span)
        if fits:
            return None, passage, True
        who = next((v.phrase for v in s.voices if v.sure), "") or next((v.phrase for v in s.voices), "another speaker")
        v = mine[0]
        return Problem("wrong-speaker", f"the report gives these words to {who}", v.start, v.end, "contradicted"), passage, True
    best = max(((_likeness(words, theirs), s, span) for s, span, theirs in held), key=lambda x: x[0], default=None)
    if best and best[0] >= LIKE:
        s, span = best[1:]
        real = evidence.reports[s.report].text[slice(*span)]
        two = _two_halves(words, held)
        if two:
            return Problem("merged-claims", "two quotations run together as one", *q), Passage(s.report, *span), False
        return Problem("altered-quote", f"the report has “{real[:300]}”", *q, "contradicted"), Passage(s.report, *span), False
    if len(words) == SHORT and words in evidence.pairs:
        return None, None, False
    two = _two_halves(words, held)
    kind = "merged-claims" if two else "altered-quote"
    return Problem(kind, "two quotations run together as one" if two else "nobody is quoted so in the reports", *q), None, False  # type: ignore[arg-type]


def _spoken(s: Reading, evidence: Evidence) -> list[tuple[Span, tuple[str, ...]]]:
    """Quotations of a source sentence, and each joined with the one after it in the sentence."""
    text = evidence.reports[s.report].text
    own = [(q, quoted_words(text, q)) for q in s.quotes]
    joined = [((a[0], b[1]), x + y) for (a, x), (b, y) in pairwise(own)]
    return own + joined


def _within(words: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    n = len(words)
    return any(theirs[i : i + n] == words for i in range(len(theirs) - n + 1))


def _likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of the quoted words that stand in the other, in order."""
    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(m.size for m in found) / len(a)


def _two_halves(words: tuple[str, ...], held: list[tuple[Reading, Span, tuple[str, ...]]]) -> bool:
    """Whether the words are the start of one quotation and the end of another."""
    for i in range(3, len(words) - 2):
        a = next((s for s, _, theirs in held if _within(words[:i], theirs)), None)
        b = next((s for s, _, theirs in held if _within(words[i:], theirs)), None)
        if a and b:
            return True
    return False


def _fits(mine: list, s: Reading, evidence: Evidence) -> bool:  # type: ignore[type-arg]
    theirs = [v for v in s.voices if not evidence.cast.mistaken(v)] or [v for p in evidence.neighbours(s, 2) for v in p.voices]
    if all(v.resolved for v in theirs if v.sure):  # "she said": whom that means was worked out, and the sentence before may tell better
        theirs += [v for p in evidence.neighbours(s, 1) for v in p.voices]
    theirs = [v for v in theirs if not evidence.cast.mistaken(v)]
    if not mine or not theirs or any(evidence.cast.may_be(a, b) for a in mine for b in theirs):
        return True
    if not all(v.resolved or not (v.names or v.heads) for v in s.voices):
        return False
    just = {f for p in (s, *evidence.neighbours(s, 1)) for f in p.forms}
    return any(evidence.cast.names_of(v) <= just for v in mine if v.names)
