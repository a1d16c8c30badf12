"""The rules' findings weighed by what the network makes of the sentence: some are taken back, and a fault that no rule sees is added.

A sentence is faulty when the network's log-odds, with what the rules' finding adds, are above MARGIN. The weights are a logistic
regression's over sentences of files that neither the rules nor the network had seen (train/entail/weigh.py)."""

from collections.abc import Mapping, Sequence
from math import log
from typing import Literal

from writethru.entail.judge import Weighed, headed, weigh
from writethru.model import Passage, Span
from writethru.tell.evidence import Evidence
from writethru.tell.ground import ACCUSE, LOW
from writethru.tell.reading import Reading
from writethru.tell.rules import table
from writethru.tell.standing import dated
from writethru.text import folded_words, trim
from writethru.verdict import Problem

# "both": the network takes back and adds; "rules": it is not asked; "strict": it only adds, for lines that no person reads before they go out.
Weighing = Literal["both", "rules", "strict"]
SOURCES = 2  # passages that the rules rest the sentence on, and
PASSAGES = 4  # with those that hold most of it
LOOKED = 8  # candidates looked at for these
COPY = 0.8  # share of words in common that makes one sentence a copy of another
MARGIN = 0.8  # above nothing, since a false accusation is worse than a miss
VERBATIM = 0.75  # share of a sentence that a passage holds nearly word for word
SURELY = 0.6  # the part of its chance from which the network's kind of fault is named beside that of the rules
EXACT = ("number-found", "date-found", "name-found")
TOGETHER = 0.6  # of the characters from the first to the last word amiss are of words amiss
SURE = 1e-6  # no chance is nearer to none or to all


def judged(
    r: Reading, text: str, found: Sequence[Problem], sources: Sequence[Passage], evidence: Evidence, weighing: Weighing
) -> tuple[Problem, ...]:
    """The problems of a sentence: those found, those that remain, or the one that the network sees."""
    near = evidence.candidates(r)  # where no passage holds LOW of it, the rules stand alone
    faults = [p for p in found if p.verdict != "supported"]
    stands = standing([p.kind for p in faults], near[0][0] if near else 0.0) or any(
        (p.report, p.start) in evidence.amended for p in sources
    )
    if weighing == "rules" or stands or not near or near[0][0] < LOW or (faults and weighing == "strict"):
        return tuple(found)
    seen = weigh(text[r.start : r.end], beside(r, sources, evidence))
    if amiss(signs(seen, [p.kind for p in faults], near[0][0])) <= MARGIN:
        return tuple(p for p in found if p not in faults)
    kind, chance = _likeliest(seen, r)
    if faults and (chance < SURELY or any(p.kind in (kind, "no-source") for p in faults)):
        return tuple(found)  # what no passage says is nobody else's either
    if kind == "stale-figure" and not faults and "had" in r.forms and dated(r, text):
        return tuple(found)  # told as past, it is not overtaken
    if near[0][0] < ACCUSE:
        kind = "no-source"
    a, b = _words(seen, text, r)
    return (*found, Problem(kind, table()["judged"]["details"][kind], a, b))  # type: ignore[arg-type]


def standing(found: Sequence[str], share: float) -> bool:
    """Whether what the rules found is not weighed: it rests on the ledger or the very words, or gives somebody another's words as the
    report has them."""
    return any(k in table()["judged"]["stands"].split() for k in found) or ("wrong-speaker" in found and share >= VERBATIM)


def _words(seen: Weighed, text: str, r: Reading) -> Span:
    """The words that the network finds amiss, where they stand together; else the whole sentence."""
    if not seen.words or sum(b - a + 1 for a, b in seen.words) < TOGETHER * (seen.words[-1][1] - seen.words[0][0]):
        return trim(text, r.start, r.end)
    return r.start + seen.words[0][0], r.start + seen.words[-1][1]


def signs(seen: Weighed, found: Sequence[str], share: float) -> dict[str, float]:
    """What speaks for a fault: the network's log-odds of one, the share of the sentence that the nearest passage holds, and the group of
    the gravest kind that the rules found, by itself and with the share."""
    groups = table()["judged"]["groups"]
    group = next((g for g, kinds in groups.items() if any(k in kinds.split() for k in found)), "none")
    ending = "" if group == "none" else "-exact" if group in EXACT else "-else"
    odds = log(max(seen.amiss, SURE)) - log(max(1 - seen.amiss, SURE))
    return {"bias": 1.0, group: 1.0, "share" + ending: share, "odds": odds}


def amiss(signs: Mapping[str, float]) -> float:
    """Log-odds that a sentence is faulty."""
    weights = table()["judged"]["weights"]
    return float(sum(weights[k] * v for k, v in signs.items()))


def _likeliest(seen: Weighed, r: Reading) -> tuple[str, float]:
    """The likeliest kind of fault that the sentence can have, and its part in the chance of any."""
    lacking = {k for k, held in (("altered-quote", r.quotes), ("stale-figure", r.numbers), ("disputed-figure", r.numbers)) if not held}
    told = ((k, c / seen.amiss) for k, c in seen.kinds if k in table()["judged"]["details"] and k not in lacking)
    return next(told, ("no-source", 0.0))


def beside(r: Reading, sources: Sequence[Passage], evidence: Evidence) -> list[str]:
    """The passages a sentence is held to, the earliest first, each with its outlet and day; with them the sentence before the nearest one,
    which tells who "he" is."""
    found = picked(r, sources, evidence)
    rows = [(minute(p, evidence), 1, p) for p in found]
    if found and (before := evidence.before(found[0])):
        rows.append((minute(before, evidence), 0, before))
    rows.sort(key=lambda row: row[:2])
    return [told(p, evidence) for _, _, p in rows]


def picked(r: Reading, sources: Sequence[Passage], evidence: Evidence, most: int = PASSAGES) -> list[Passage]:
    """The passages that the rules rest a sentence on and those that hold most of it, the nearest first."""
    found: list[Passage] = []
    said: list[frozenset[str]] = []  # copies of one agency's sentence would take the others' places
    for p in (*sources[:SOURCES], *(evidence.passage(s) for _, s in evidence.candidates(r)[:LOOKED])):
        words = frozenset(folded_words(evidence.reports[p.report].text[p.start : p.end]))
        within = any(q.report == p.report and q.start < p.end and p.start < q.end for q in found)
        if len(found) < most and not within and not any(len(words & w) >= COPY * max(len(words), len(w)) for w in said):
            found.append(p)
            said.append(words)
    return found


def told(p: Passage, evidence: Evidence) -> str:
    """A passage as the network reads it."""
    report, stamp = evidence.reports[p.report], evidence.stamp(p)
    return headed(report.outlet, stamp[0].date() if stamp else None, evidence.who[p.report].named(p.start, p.end))


def minute(p: Passage, evidence: Evidence) -> str:
    stamp = evidence.stamp(p)
    return stamp[0].isoformat()[:16] if stamp else ""
