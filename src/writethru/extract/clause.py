"""Shallow syntax from parts of speech: the head a verb has on its left, what opens on its right, finite verbs on the way to a word.

All look a bounded number of tokens to each side; nothing here is a parse, only evidence for the taggers of `tagger.py`.
"""

from functools import lru_cache

from writethru.extract.lexicon import word
from writethru.extract.pos import FINITE, NOUNS, VERBS
from writethru.extract.reading import Reading

_REACH = 14  # tokens a subject's head may stand before its verb, prepositional phrases and an apposition passed over
_PHRASE = NOUNS | {"DT", "JJ", "CD", "PRS", "POS", "PRP", "VBG", "VBN", "RB"}
_RUN = NOUNS | {"JJ", "DT", "CD", "PRS", "POS"}
_HEADS = NOUNS | {"PRP", "WP", "WDT", "CD", "DT", "PRS", "EX"}
_CLOSED = frozenset({"PRP", "PRS", "WP", "WDT", "EX", "DT"})
_LINKS = frozenset({"of", "for", "in", "at", "from", "with"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_AUXILIARIES = _BE | {"has", "have", "had", "having", "do", "does", "did", "'s", "'re"}
_SUBORDINATORS = frozenset({"because", "while", "although", "though", "if", "when", "after", "before", "as", "since", "unless", "until"})


@lru_cache(maxsize=60000)
def _noun_class(low: str, tag: str) -> str:
    """What a head noun stands for: the word itself for closed classes, NNP, CD, or its sense ("person", "comm")."""
    if tag in _CLOSED:
        return low
    if tag in ("NNP", "CD"):
        return tag
    for kind in word(low.removesuffix("'s")).kinds:
        if kind[0] in "NS" and len(kind) > 1:
            return kind[2:].rstrip("+")
    return tag


@lru_cache(maxsize=60000)
def sense(low: str, tag: str) -> str:
    """The sense class of a form under its tag ("comm+"), else its coarse cluster."""
    known = word(low)
    classes = "VDZG" if tag[0] == "V" else "NS" if tag[0] == "N" else "A"
    return next((k[2:] for k in known.kinds if len(k) > 1 and k[0] in classes), known.coarse)


def left_head(reading: Reading, i: int, begin: int) -> int:
    """The token that heads the noun phrase before token i, auxiliaries, adverbs and an apposition passed over; -1 for none."""
    pos, low = reading.pos, reading.lower
    j = i - 1
    for _ in range(_REACH):
        if j < begin:
            break
        tag = pos[j]
        if tag in ("RB", "MD", "TO") or (tag[:2] == "VB" and low[j] in _AUXILIARIES):
            j -= 1
        elif tag in _HEADS:
            k = j
            while k >= begin and pos[k] in _RUN:
                k -= 1
            if not (k - 1 >= begin and low[k] in _LINKS and pos[k - 1] in NOUNS):
                return j
            j = k - 1
        elif reading.words[j] == ",":
            k = next((k for k in range(j - 1, max(begin, j - 13), -1) if reading.words[k] == ","), begin)
            if k <= begin:
                break
            j = k - 1
        else:
            break
    return -1


def head_run(reading: Reading, head: int, begin: int) -> range:
    """The tokens of the noun phrase that ends with its head."""
    k = head
    while k - 1 >= begin and reading.pos[k - 1] in _RUN:
        k -= 1
    return range(k, head + 1) if head >= 0 else range(0)


def _right(reading: Reading, i: int, end: int) -> tuple[str, str]:
    """(what opens after token i: a tag or a small word, class of the head noun there)"""
    pos, low = reading.pos, reading.lower
    j = i + 1
    while j < end and pos[j] in ("RB", "RP"):
        j += 1
    if j >= end:
        return "$", "-"
    opening = low[j] if pos[j] in ("IN", "TO", "WDT", "WP", "WRB", "CC", "DT") else pos[j]
    k, head = j + (pos[j] in ("IN", "TO")), -1
    while k < end and pos[k] in _PHRASE:
        if pos[k] in NOUNS or pos[k] in ("PRP", "CD"):
            head = k
        k += 1
    return opening, _noun_class(low[head], pos[head]) if head >= 0 else "-"


def frame(reading: Reading, i: int, begin: int, end: int, takes: str) -> list[str]:
    """Features of a verb, noun or adjective with what stands round it in its sentence (tokens begin to end)."""
    tag, low = reading.pos[i], reading.lower
    meaning = sense(low[i], tag)
    if tag in VERBS or tag == "JJ":
        head = left_head(reading, i, begin)
        subject = _noun_class(low[head], reading.pos[head]) if head >= 0 else "-"
        opening, thing = _right(reading, i, end)
        if tag == "JJ":
            return [f"ja={subject},{low[i]},{opening}", f"jo={meaning},{subject},{opening}"]
        be = "b" if tag in ("VBN", "VBD") and any(w in _BE for w in low[max(begin, i - 3) : i]) else ""
        form = ("V" if tag != "VBG" else "G") + be
        return [
            f"sv={subject},{meaning}{be}", f"sj={subject},{form}", f"vo={meaning},{opening}{be}", f"vh={meaning},{thing}{be}",
            f"svo={subject},{meaning},{opening}{be}", f"svt={subject},{takes},{opening}{be}", f"svh={subject},{meaning},{thing}{be}",
            f"wo={low[i]},{opening}", f"wh={low[i]},{thing}", f"ws={low[i]},{subject}",
        ]  # fmt: skip
    if tag in ("NN", "NNS"):
        opening, thing = _right(reading, i, end)
        k = i - 1
        while k > begin and reading.pos[k] in ("JJ", "NN"):
            k -= 1
        lead = reading.pos[k] if k >= begin else "^"
        return [f"nd={lead},{meaning},{opening}", f"no={low[i]},{opening}", f"nh={meaning},{opening},{thing}", f"nd={low[i]},{lead}"]
    return []


def way(reading: Reading, tokens: list[int], first: int, last: int) -> list[str]:
    """For each of `tokens`: finite verbs between it and a cue (tokens first to last), and what joined the last clause."""
    pos = reading.pos
    out = [""] * len(tokens)
    for step in (-1, 1):
        finite, joined = 0, ""
        for n in [n for n, i in enumerate(tokens) if (i < first if step < 0 else i > last)][::step]:
            i = tokens[n]
            out[n] = f"F{min(finite, 3)}{joined}"
            if reading.quote[i] >= 0:
                continue
            finite += pos[i] in FINITE
            if pos[i] in ("WP", "WDT", "WRB"):
                joined = "w"
            elif reading.words[i] == ",":
                joined = ","
            elif pos[i] == "CC":
                joined = "c"
            elif pos[i] == "IN" and reading.lower[i] in _SUBORDINATORS:
                joined = "s"
    return out
