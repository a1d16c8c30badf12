"""Where a content that follows its cue ends: every place it could, ranked by what a linear model learnt of the words on both sides.

The tagger decides word by word and cannot see whether what it cut is a whole clause; this sees the whole span. A log-linear choice among
candidates (weights: data/en/ends.txt, made by train/attribution/train.py). Works on token indices of a `Reading`; linear in the sentence.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from writethru.extract.clause import sense
from writethru.extract.lexicon import cue
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading

_REACH = 90  # tokens a content is looked through
_INSIDE = frozenset({"NN", "NNS", "NNP", "POS", "CD"})  # tags that rarely open anything after a content
_WH = frozenset({"WDT", "WP", "WRB"})
_LOOK = 12


@dataclass(slots=True)
class Case:
    """A content to be ended: its first token, the cue's, where its sentence ends, and how sure the tagger is that each token is content."""

    first: int
    cue: list[int]
    stop: int
    inside: dict[int, float]
    end: int  # the tagger's own end
    others: frozenset[int]  # where other cues start


def candidates(reading: Reading, case: Case) -> list[int]:
    """The tokens before which the content may end, in order."""
    pos, quote, words = reading.pos, reading.quote, reading.words
    out = []
    for e in range(case.first + 1, min(case.stop, case.first + _REACH) + 1):
        if e == case.end or e == case.stop:
            out.append(e)
            continue
        if quote[e] >= 0 and quote[e] == quote[e - 1]:
            continue
        if pos[e] in _INSIDE and not (pos[e] == "NNP" and pos[e - 1] not in ("NNP", "DT", "JJ", "IN", "POS")):
            continue
        if words[e - 1] in ",;:—–(-" or pos[e - 1] in ("DT", "PRS", "TO", "POS"):
            continue
        out.append(e)
    return out


def _bucket(p: float) -> str:
    return str(max(-8, round(log(max(p, 1e-4)))))


def _open(reading: Reading, i: int, stop: int) -> str:
    """What opens at token i: a closed-class word itself, else its tag."""
    if i >= stop:
        return "$"
    return reading.lower[i] if reading.pos[i] in ("IN", "CC", "TO", "WDT", "WP", "WRB", "DT", "PRP", "MD", "RB", "P") else reading.pos[i]


def _verb_ahead(reading: Reading, i: int, stop: int) -> str:
    """How the next finite verb after token i stands: at once, after a subject, or none."""
    named = ""
    for k in range(i, min(stop, i + _LOOK)):
        tag = reading.pos[k]
        if tag in FINITE:
            return f"{tag}{named}"
        if tag in NOUNS or tag in ("PRP", "EX"):
            named = "s"
        elif tag in _WH:
            return "wh"
    return "-" + named


def features(reading: Reading, case: Case, e: int) -> list[str]:
    """What is seen of the content first..e."""
    pos, first, stop = reading.pos, case.first, case.stop
    entry = cue(reading.lower[case.cue[-1]]) or cue(reading.lower[case.cue[0]])
    takes = entry.takes if entry else "?"
    opens = _open(reading, first, stop)
    begins = opens if opens in ("that", "to", "if", "whether", "what", "how", "why", "who", "which", "as", "for", "of") else pos[first]
    verbs = [i for i in range(first, e) if pos[i] in FINITE and reading.quote[i] < 0]
    finite = min(len(verbs), 3)
    wh = any(pos[i] in _WH for i in range(first + 1, e))
    commas = min(sum(reading.words[i] == "," and reading.quote[i] < 0 for i in range(first, e)), 3)
    mark = reading.words[e] if e < stop and not reading.words[e][0].isalnum() else ""
    k = e + bool(mark) if mark in (",", ";", ":", "—", "–", "-") else e
    after, then = _open(reading, k, stop), _open(reading, k + 1, stop)
    tag = pos[k] if k < stop else "$"
    ahead = _verb_ahead(reading, k, stop)
    tense = pos[case.cue[-1]]
    inside = case.inside
    last, following = inside.get(e - 1, 1.0), inside.get(e, 0.0) if e < stop else 0.0
    quoted = f"{int(reading.quote[e - 1] >= 0)}{int(e < stop and reading.quote[e] >= 0)}"
    shape = f"{begins},{finite}"
    length = min((e - first), 40) // 5
    out = [
        "own" if e == case.end else "other", "l=" + _bucket(last), "f=" + _bucket(1 - following), f"lf={_bucket(last)},{_bucket(1 - following)}",
        f"p={pos[e - 1]}", f"pn={pos[e - 1]},{mark}{tag}", f"a={mark}{after}", f"aa={mark}{after},{then}", f"t={takes},{mark}{after}",
        f"sh={shape}", f"sha={shape},{mark}{after}", f"shm={shape},{mark},{commas}", f"tsh={takes},{shape}", f"q={quoted},{mark}",
        f"ah={mark}{after},{ahead}", f"ten={mark}{after},{ahead},{tense}", f"tah={takes},{shape},{ahead},{mark}", f"wh={int(wh)},{mark}{after}",
        f"len={length}", f"tl={takes},{length},{mark}", f"end={int(e == stop)},{finite}", f"rest={min((stop - e + 4) // 5, 6)},{mark}",
        f"b={begins},{mark}{after},{ahead}", f"c={commas},{mark}{after},{ahead}",
    ]  # fmt: skip
    if pos[first] in ("VB", "TO") or finite == 0:
        out.append(f"nf={mark}{after},{ahead},{takes}")
    if k < stop and tag[:2] in ("VB", "NN"):
        out.append(f"sn={mark}{sense(reading.lower[k], tag)}")
    if any(o in case.others for o in range(e, min(e + 4, stop))):
        out += [f"cue={mark}{after}", "cue"]
    if any(first < o < e for o in case.others):
        out.append("over")
    if verbs and any(pos[i] == "PRP" or pos[i] in NOUNS for i in range(first, verbs[0])):
        out.append(f"clause={mark}{after}")
    return out


@cache
def _weights() -> dict[str, float]:
    text = (files("writethru.data") / "en" / "ends.txt").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in (line.split("\t") for line in text.splitlines())}


def best(reading: Reading, case: Case, weights: dict[str, float] | None = None) -> int:
    """The most likely end."""
    known = weights or _weights()
    return max(candidates(reading, case), key=lambda e: sum(known.get(x, 0.0) for x in features(reading, case, e)))
