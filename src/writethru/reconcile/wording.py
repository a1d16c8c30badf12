"""Two wordings of a quotation: whether they can be one utterance, told full, in part or slightly altered."""

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from writethru.text import fold
from writethru.words import kin, stem, stopwords

Wording = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NEGATIONS = frozenset(("not", "no", "never", "none", "nobody", "nothing", "neither", "nor"))
COMMON = 3  # content words two wordings share before another of theirs may be exchanged for its like
_ANYBODY = frozenset(("people", "persons", "those", "folk", "folks", "ones", "everybody", "everyone"))
SHORT = 12  # words; in a shorter quotation every content word counts
KEPT = 1 << 15  # comparisons remembered: many reports carry the same wordings
ALTERED = 0.12  # share of a longer quotation's words that an outlet may have changed


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("writethru.data") / "en" / "spelling.toml").read_text("utf-8"))


def plain_words(text: str) -> Wording:
    """Words for comparing quotations: folded, contractions written out, one spelling, small numbers as digits."""
    t = _table()
    out: list[str] = []
    for m in _WORD.finditer(text):
        w = fold(m.group())
        whole = t["contractions"].get(w)
        if whole is None:
            end = next((e for e in t["endings"] if w.endswith(e) and len(w) > len(e)), None)
            whole = w[: -len(end)] + t["endings"][end] if end else w
        out += [t["numbers"].get(x, t["spellings"].get(x, x)) for x in whole.split()]
    return tuple(out)


@lru_cache(KEPT)
def coverage(a: Wording, b: Wording) -> float:
    """The share of the shorter that stands in the longer in runs of three words or more (two, for short ones)."""
    least = min(len(a), len(b))
    if least < 2:
        return 0.0
    run = min(3 if least >= SHORT else 2, least)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(m.size for m in blocks if m.size >= run) / least


def _in_words_of(said: Wording, other: Wording) -> Wording:
    """A wording with those words exchanged that the other has in words for the same ("people" for "those", "figure" for "number"), where
    they have more in common. Another form of a word ("asked", "ask") is no word for the same."""
    if len(set(said) & set(other) - stopwords()) < COMMON:
        return said
    instead: dict[str, str] = {}
    for w in (w for w in dict.fromkeys(other) if w not in said):
        near = _meanings(w)
        found = (x for x in said if x not in other and x not in instead and stem(x) != stem(w) and not near.isdisjoint(_meanings(x)))
        if x := next(found, None):
            instead[x] = w
    return tuple(instead.get(w, w) for w in said)


@lru_cache(KEPT)
def _meanings(word: str) -> frozenset[str]:
    """What a word may stand for: its groups of kin words; anybody at all."""
    return _ANYBODY if word in _ANYBODY else kin().get(stem(word), frozenset())


@lru_cache(KEPT)
def same_words(a: Wording, b: Wording, strict: bool) -> bool:
    """Whether two wordings are one utterance. A negation gained or lost makes two; so does an exchanged content word, unless the
    quotation is long and little changed. `strict`: said on different days, so nothing at all may be exchanged."""
    short, long = sorted((a, b), key=len)
    long = _in_words_of(long, short)
    held = set(long)
    if not short or sum(w in held for w in short) < 0.7 * len(short) or coverage(short, long) < (0.7 if len(short) >= 8 else 0.8):
        return False
    ops = SequenceMatcher(None, short, long, autojunk=False).get_opcodes()
    inner = ops[1 if ops[0][0] == "insert" else 0 : -1 if ops[-1][0] == "insert" else None]
    changed = 0
    for tag, i, j, k, m in inner:
        if tag == "equal":
            continue
        mine, theirs = short[i:j], long[k:m]
        if bool(NEGATIONS & set(mine)) != bool(NEGATIONS & set(theirs)) and not (tag == "insert" and m - k > 4):
            return False
        if tag == "replace" and strict:
            return False
        if tag != "insert":
            lost = [w for w in mine if w not in stopwords()]
            gained = [w for w in theirs if w not in stopwords()]
            changed += max(len(lost), len(gained) if tag == "replace" and m - k <= 4 else 0)
    return changed == 0 or (len(short) >= SHORT and changed <= ALTERED * len(short))
