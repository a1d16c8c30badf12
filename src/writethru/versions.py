"""What an outlet changed between two versions of a report: sentences aligned on folded text, each change classed.

Kinds: "fact added", "removal", "figure changed", "date changed", "attribution verb changed", "hedge changed",
"negation changed", "quote changed", "correction", "wording changed" (content words replaced), "style only" (no content word differs).
"""

import re
import tomllib
from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.model import Extract, Report, Span
from writethru.text import FOLD, fold, folded_words, sentences

ALIKE = 0.4  # share of words two sentences have in common to be one sentence edited
TELLING = 6  # rarest words of a sentence by which its other version is looked for
REACH = 4  # sentences looked at on either side of where one stood, among all and among those that hold such a word
_QUOTED = re.compile(r'"([^"\n]{2,600})"')
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENDING = re.compile(r"(?<=\w\w\w)(?:'s|s'|ed|ing|es|s)$")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. A span is characters of its report's text, None where there is none (added, removed, or the headline)."""

    kinds: tuple[str, ...]
    before: str
    after: str
    before_at: Span | None
    after_at: Span | None
    details: tuple[str, ...] = ()
    part: str = "text"  # or "headline"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a run of words says, for comparing."""

    text: str
    words: tuple[str, ...]
    content: Counter[str]
    figures: dict[object, str]  # value -> as printed
    dates: dict[object, str]
    cues: Counter[str]
    hedges: Counter[str]
    negations: Counter[str]
    quoted: tuple[str, ...]


def edits(before: Report, after: Report, old: Extract, new: Extract) -> tuple[Edit, ...]:
    """Changes from one version to the next in the order of the later text, removals where they stood; what is equal is left out."""
    out = list(_headline(before.headline, after.headline))
    a, b = sentences(before.text), sentences(after.text)
    for left, right in _aligned(before.text, after.text, a, b):
        x = _reading(before.text, left, old) if left else None
        y = _reading(after.text, right, new) if right else None
        kinds, details = _classes(x, y)
        if kinds:
            out.append(Edit(kinds, x.text if x else "", y.text if y else "", left, right, details))
    return tuple(out)


def _headline(before: str, after: str) -> Iterable[Edit]:
    if folded_words(before) == folded_words(after):
        return
    none = Extract("", (), (), (), ())
    x, y = (_reading(t, (0, len(t)), none) if t else None for t in (before, after))
    kinds, details = _classes(x, y)
    yield Edit(kinds, before, after, None, None, details, "headline")


# ---- alignment -------------------------------------------------------------------------------------------------------


def _aligned(one: str, two: str, a: list[Span], b: list[Span]) -> list[tuple[Span | None, Span | None]]:
    """Pairs of spans that differ: an edited sentence (or run of them), or one side None. Equal sentences match wherever they moved."""
    at: dict[str, deque[int]] = defaultdict(deque)
    for j, s in enumerate(b):
        at[two[slice(*s)]].append(j)
    took = {i: at[key].popleft() for i, s in enumerate(a) if at.get(key := one[slice(*s)])}
    rest_a = [i for i in range(len(a)) if i not in took]
    gone = set(took.values())
    rest_b = [j for j in range(len(b)) if j not in gone]
    pairs = _likely({i: _bag(one, a[i]) for i in rest_a}, {j: _bag(two, b[j]) for j in rest_b})
    spare_a, spare_b = set(rest_a) - pairs.keys(), set(rest_b) - set(pairs.values())
    out: list[tuple[float, Span | None, Span | None]] = []
    for i, j in pairs.items():
        left = _grown(one, a, i, spare_a, _bag(two, b[j]))
        right = _grown(two, b, j, spare_b, _bag(one, left))
        out.append((j, left, right))
    out += [(j, None, b[j]) for j in spare_b]
    took.update(pairs)
    last = -1.0
    for i in range(len(a)):
        last = took.get(i, last)
        if i in spare_a:
            out.append((last + 0.5, a[i], None))
    return [(left, right) for _, left, right in sorted(out, key=lambda x: (x[0], x[1] or (0, 0)))]


def _bag(text: str, span: Span) -> frozenset[str]:
    return frozenset(folded_words(text[slice(*span)]))


def _likely(a: dict[int, frozenset[str]], b: dict[int, frozenset[str]]) -> dict[int, int]:
    """Index pairs, likest first, each sentence once. Only near places are looked at: all, and those that hold a rare word."""
    list_b, postings = sorted(b), defaultdict[str, list[int]](list)
    for j, words in b.items():
        for w in words:
            postings[w].append(j)
    near = set()
    scale = (max(b, default=0) + 1) / (max(a, default=0) + 1)
    for i, words in a.items():
        rarest = sorted((w for w in words if w in postings), key=lambda w: (len(postings[w]), w))[:TELLING]
        for places in (list_b, *(postings[w] for w in rarest)):
            middle = bisect(places, int(i * scale))
            near |= {(i, j) for j in places[max(0, middle - REACH) : middle + REACH]}
    scored = sorted((-_share(a[i], b[j]), abs(i - j), i, j) for i, j in near)
    out: dict[int, int] = {}
    used: set[int] = set()
    for score, _, i, j in scored:
        if -score >= ALIKE and i not in out and j not in used:
            out[i] = j
            used.add(j)
    return out


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """The mean of Jaccard's likeness and of the share of the shorter that stands in the longer."""
    both, least = len(a & b), min(len(a), len(b))
    return (both / (len(a) + len(b) - both) + both / least) / 2 if least else 0.0


def _grown(text: str, spans: list[Span], at: int, spare: set[int], other: frozenset[str]) -> Span:
    """The sentence with a neighbour that holds the rest of what it was: one sentence made of two, or two of one."""
    start, end = spans[at]
    for k in (at - 1, at + 1):
        if k in spare:
            held = _bag(text, spans[k])
            if len(held & other) >= 0.7 * len(held) and len((held & other) - _bag(text, (start, end))) >= 3:
                spare.discard(k)
                start, end = min(start, spans[k][0]), max(end, spans[k][1])
    return start, end


# ---- classes ---------------------------------------------------------------------------------------------------------


@cache
def _rules() -> dict[str, Any]:
    data = files("writethru.data") / "en"
    words = tomllib.loads((data / "cues.toml").read_text("utf-8"))["words"]
    stop = (data / "stopwords.txt").read_text("utf-8")
    hedges = [*words["hedges"].split(), *words["hedge_phrases"]]
    return {
        "hedge": _any(hedges),
        "negation": _any(words["negations"].split()),
        "correction": _any(tomllib.loads((data / "edits.toml").read_text("utf-8"))["correction"]),
        "stop": frozenset(w for line in stop.splitlines() if not line.startswith("#") for w in line.split()),
    }


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    longest = sorted((fold(p) for p in phrases), key=len, reverse=True)
    return re.compile(r"(?:(?<!\w)|(?=n't))(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def _reading(text: str, span: Span, found: Extract) -> _Reading:
    start, end = span
    words = text[start:end]
    plain = " ".join(fold(words).split())
    rules = _rules()

    def inside(s: int, e: int) -> bool:
        return start <= s and e <= end

    figures: dict[object, str] = {(f.low, f.high, f.approx): f.text for f in found.figures if inside(f.start, f.end)}
    times = [t for t in found.times if inside(t.start, t.end)]
    figures |= {t.value: t.text for t in times if t.type in ("DURATION", "SET")}
    if not found.report:  # a headline has no extract
        figures = {m.group(): m.group() for m in _NUMBER.finditer(words)}
    cues = Counter(fold(text[slice(*c)]) for s in found.statements if s.attribution and (c := s.attribution.cue) and inside(*c))
    hedges = Counter(m.group() for m in rules["hedge"].finditer(plain))
    used = {w for c in (*cues, *hedges, *figures.values()) for w in folded_words(c)}
    content = Counter(_ENDING.sub("", w) for w in folded_words(words) if w not in rules["stop"] and w not in used)
    return _Reading(
        words,
        tuple(folded_words(words)),
        content,
        figures,
        {t.value: t.text for t in times if t.type in ("DATE", "TIME")},
        cues,
        hedges,
        Counter(m.group() for m in rules["negation"].finditer(plain)),
        tuple(" ".join(folded_words(q)) for q in _QUOTED.findall(words.translate(FOLD))),
    )


def _classes(x: _Reading | None, y: _Reading | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    correction = y is not None and _rules()["correction"].search(fold(y.text)) and not (x and _rules()["correction"].search(fold(x.text)))
    first = ["correction"] if correction else []
    if x is None or y is None:
        return tuple(first or ["fact added" if y else "removal"]), ()
    kinds, details = list(first), list[str]()
    cues = {w: w for w in x.cues - y.cues}, {w: w for w in y.cues - x.cues}
    for name, one, two in (
        ("figure changed", x.figures, y.figures),
        ("date changed", x.dates, y.dates),
        ("attribution verb changed", *cues),
    ):
        was, now = _without(one, two), _without(two, one)
        if was and now:
            kinds.append(name)
            details.append(f"{', '.join(was)} → {', '.join(now)}")
    for name, lost, gained in (
        ("hedge changed", x.hedges - y.hedges, y.hedges - x.hedges),
        ("negation changed", x.negations - y.negations, y.negations - x.negations),
    ):
        if lost or gained:
            kinds.append(name)
            details.append("; ".join([*(f"drops {w}" for w in sorted(lost)), *(f"adds {w}" for w in sorted(gained))]))
    if _quotes_differ(x, y):
        kinds.append("quote changed")
    lost_words, gained_words = x.content - y.content, y.content - x.content
    if gained_words and lost_words:
        kinds += ["wording changed"] if kinds == first or len(gained_words) > 1 else []
    elif gained_words:
        kinds.append("fact added")
    elif lost_words:
        kinds.append("removal")
    if not kinds:
        kinds = ["style only"]
    return tuple(kinds), tuple(details)


def _without(a: Mapping[Any, str], b: Mapping[Any, str]) -> list[str]:
    return sorted({text for value, text in a.items() if value not in b})


def _quotes_differ(x: _Reading, y: _Reading) -> bool:
    """Whether words in quotation marks changed, or words already there gained or lost their marks."""
    lost, gained = set(x.quoted) - set(y.quoted), set(y.quoted) - set(x.quoted)
    if lost and gained:
        return True
    one, two = " ".join(x.words), " ".join(y.words)
    return any(q in two for q in lost) or any(q in one for q in gained)
