"""What a claim is worth to an editor at the end of the story: 3 for the top of a round-up, 2 for its body, 1 for colour, 0 for nothing.

A linear estimate from a few features (after Kupiec et al. 1995, a trainable summarizer), fitted by train/tell to grades that editors gave to
the lines of our own stories; the weights are data/en/worth.toml."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import log

from writethru.model import Claim, Ledger, Line
from writethru.tell.clear import Headlines
from writethru.tell.content import content_of
from writethru.tell.phrase import Phrases
from writethru.words import table

UNCLEAR = 0.75
BRIEF, LONG = 10, 40  # words: a line of fewer says little, one of more says no more
MOST = 3.0
MARKS = "\"“‘'«„"
CARRIED = 3  # outlets


def weighed(ledger: Ledger, phrases: Phrases) -> Ledger:
    """The ledger with what each claim is worth, 0 to 3, for its weight; UNCLEAR less if its line is nothing to one who knows the headlines
    alone."""
    features = Features(ledger, phrases)
    heads = Headlines(r.headline for r in phrases.reports.values())

    def of(c: Claim) -> float:
        line = phrases.line(c)
        unclear = 1 - heads.clear(line.text) if line and not carried(c) else 0.0
        return round(max(0.0, _worth(features.of(c)) - UNCLEAR * unclear), 3)  # the same on every machine

    return replace(ledger, claims=tuple(replace(c, weight=of(c)) for c in ledger.claims))


class Features:
    """What the claims of one story have that tells their worth."""

    def __init__(self, ledger: Ledger, phrases: Phrases) -> None:
        self._phrases = phrases
        lines = {line.text for c in ledger.claims if (line := phrases.line(c))}
        self._lines = Counter(w for text in sorted(lines) for w in content_of(text))  # in how many lines a word stands
        self._most = max((c.weight for c in ledger.claims), default=0.0) or 1.0
        days = sorted({d for r in phrases.reports.values() if (d := r.day)})
        self._place = {d: (n + 1) / len(days) for n, d in enumerate(days)}

    def of(self, claim: Claim) -> Mapping[str, float]:
        """The features of a claim by name; of one that cannot be told the weight alone."""
        line = self._phrases.line(claim)
        found = {"weight": claim.weight / self._most}
        return found | self._told(claim, line) if line else found

    def _told(self, claim: Claim, line: Line) -> dict[str, float]:
        words, about = len(line.text.split()), content_of(line.text)
        reports = [self._phrases.reports[a.report] for a in claim.appearances]
        return {
            "origins": log(len(claim.origins) or 1),
            "newest": float(any(self._phrases.newest(r.id) for r in reports)),
            "day": max(self._place.get(r.day, 0.5) for r in reports),
            "authority": float(self._phrases.authority(claim)),
            "quotation": float(line.text[0] in MARKS and not carried(claim)),
            "words": min(words, LONG) / 30,
            "brief": float(words < BRIEF),
            "shared": sum(log(self._lines[w]) for w in sorted(about)) / max(1, len(about)),  # words that many lines have
            "declined": float(claim.stance == "declined"),
        }


def carried(c: Claim) -> bool:
    """Whether a quotation is news by itself: several outlets carry it, and other origins bear it out."""
    return c.standing == "corroborated" and len(c.outlets) >= CARRIED


def _worth(features: Mapping[str, float]) -> float:
    w = _weights()
    return min(MOST, max(0.0, w["none"] + sum(w[k] * x for k, x in features.items())))


@cache
def _weights() -> Mapping[str, float]:
    found: Mapping[str, float] = table("worth")["weights"]
    return found
