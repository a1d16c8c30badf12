"""Figures: every number of a text with its interval, unit, what it counts and how firmly it is said.

Number grammar and tables, no parser; English. The unit of a fraction ("half the condos") is written "% condo", as NewsQuant
(Almasian et al., "CQE: A Comprehensive Quantity Extractor", EMNLP 2023) writes it. Modules beside it: number (the number grammar),
unit (units), quantity (number with unit, ranges), guard (what is no figure), counted (noun phrases), concept (`of`), modality.
"""

import re
from functools import cache

from writethru.extract import guard
from writethru.extract.alone import in_group, of_the
from writethru.extract.concept import describe
from writethru.extract.counted import Draft, phrase
from writethru.extract.lexicon import word
from writethru.extract.modality import is_subset, modality
from writethru.extract.number import Token, is_dash, lex, starters, table
from writethru.extract.quantity import Quantity, extent
from writethru.extract.special import fraction, multiplier
from writethru.extract.unit import is_weight, rate, sign_starts, word_set, words
from writethru.model import Approx, Figure, Span
from writethru.text import sentences

_AGED = ("oldest", "youngest", "eldest")
_MORE = frozenset(["another", "additional", "further", "extra", "a", "an", "the", "total", "record", "combined"])
_APPROX: dict[str, Approx] = {"=": "=", "~": "~", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of `text`, in order; spans (characters) cover approximator, number and unit sign or word, not the counted noun.

    `unit` is the singular of the counted noun with its common modifiers, or a unit's name; `of` is what is counted or measured, then
    after ", " what it is said of. Never raises; linear. Dates, clock times, names with numbers, scores and identifiers are none."""
    hidden = guard.masks(text)
    out: list[Figure] = []
    at = 0
    for start, end in sentences(text):
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        upto = at
        while upto < len(hidden) and hidden[upto][0] < end:
            upto += 1
        if _may_hold().search(text, start, end):
            out += _in_sentence(text, start, end, hidden[at:upto])
    return tuple(out)


@cache
def _may_hold() -> re.Pattern[str]:
    return re.compile(r"\d|[" + "".join(table("glyphs")) + r"]|\b(?:" + "|".join(sorted(starters())) + r"|twice|\w{3,8}fold)\b", re.I)


@cache
def _openers() -> frozenset[str]:
    """Words a figure can start with."""
    return starters() | {"a", "an", "minus", "twice", "the"}


def _in_sentence(text: str, start: int, end: int, hidden: list[Span]) -> list[Figure]:
    tokens = lex(text, start, end, hidden)
    found: list[Draft] = []
    i = 0
    while i < len(tokens):
        d = _draft(tokens, i, text)
        if d is None:
            i += 3 if i + 1 < len(tokens) and tokens[i + 1].text == "^" else 1
            continue
        if d.sure:
            found.append(d)
        i = max(d.q.end, i + 1)
        if d.sure and d.phrase is not None and any(t.kind == "num" for t in tokens[d.phrase.first : d.phrase.end]):
            i = d.phrase.end  # "two new 737 Max jets": the number of a name
    _share(tokens, found)
    return [_figure(tokens, d, found[n - 1] if n else None, text) for n, d in enumerate(found)]


def _draft(tokens: list[Token], i: int, text: str) -> Draft | None:
    """The figure whose quantity starts at token i; `sure` is False for one to pass over."""
    t = tokens[i]
    if t.kind == "mask" or (t.kind == "word" and not (t.lower in _openers() or t.text in sign_starts() or t.lower.endswith("fold"))):
        return None
    times = multiplier(tokens, i)
    if times:
        return times
    q = extent(tokens, i)
    if q is None:
        return None
    approx, first = _approx_before(tokens, q.first)
    d = Draft(q, first, q.end, approx, q.unit, None)
    if fraction(tokens, d, text):
        return d
    d.phrase = None if q.unit else phrase(tokens, q.end + _plus(tokens, q.end), text, one=q.high == 1)
    if q.bare and q.first and tokens[q.first - 1].lower == "magnitude":
        d.unit, d.phrase = "magnitude", None
        return d
    d.sure = guard.is_figure(tokens, d)
    if d.sure:
        _age(tokens, d)
        _count(tokens, d)
        _approx_after(tokens, d)
        if d.unit == "pound sterling" and not q.money and tokens[q.end - 1].lower.startswith("pound") and _heavy(tokens, q):
            d.unit = "pound-mass"
    return d


def _plus(tokens: list[Token], k: int) -> int:
    """How many tokens "+", "-plus", "-odd" or "or more" between a number and its noun take."""
    if " ".join(t.lower for t in tokens[k : k + 2]) in words()["after"] and k + 2 < len(tokens) and tokens[k + 2].kind == "word":
        return 2
    after = [t.text for t in tokens[k : k + 2] if t.glued]
    return 1 if after[:1] == ["+"] else 2 if after in (["-", "plus"], ["-", "odd"]) else 0


def _heavy(tokens: list[Token], q: Quantity) -> bool:
    near = {t.lower for t in tokens[max(0, q.first - 8) : q.end + 6]}
    return (q.end < len(tokens) and tokens[q.end].lower == "of" and q.high < 1e6) or is_weight(near)


def _approx_before(tokens: list[Token], i: int) -> tuple[Approx, int]:
    """The approximator that ends right before token i, and the token it starts at."""
    if i > 1 and is_dash(tokens[i - 1]) and tokens[i - 1].glued and tokens[i - 2].lower == "sub":
        return "<", i - 2
    for skipped in range(3):
        k = i - skipped
        if k < 1 or (skipped and tokens[k].lower not in _MORE):
            break
        for size in range(min(4, k), 0, -1):
            found = words()["before"].get(" ".join(t.lower for t in tokens[k - size : k]))
            if found and not (
                found == "<=" and tokens[k - 1].lower == "to" and k > size and tokens[k - size - 1].lower in word_set("change", "upward")
            ):
                return _APPROX[found], k - size
    return "=", i


def _approx_after(tokens: list[Token], d: Draft) -> None:
    """An approximator after the number or the counted noun: "50+", "12 or more", "20 people or so"."""
    for k in dict.fromkeys((d.q.end, d.phrase.end if d.phrase else d.q.end)):
        for size in (2, 1):
            found = words()["after"].get(" ".join(t.lower for t in tokens[k : k + size])) if k + size <= len(tokens) else None
            if not found or d.approx not in ("=", "~") or (tokens[k].text == "+" and not tokens[k].glued):
                continue
            if k + size < len(tokens) and tokens[k + size].kind == "num":
                continue
            d.approx = _APPROX[found]
            d.last = k + size if k == d.q.end else d.last
            return


def _age(tokens: list[Token], d: Draft) -> None:
    """ "Maria Lopez, 65, said", "aged 18 to 34", "over the age of 21": years of age."""
    q = d.q
    if not q.bare or q.high > 120 or q.low < 1 or q.low != int(q.low):
        return
    back = [t.lower for t in tokens[max(0, d.first - 3) : d.first]]
    named = back[-1:] == [","] and d.first > 1 and tokens[d.first - 2].text[:1].isupper() and tokens[d.first - 2].kind == "word"
    if back[-1:] == ["at"] and back[-2:-1] and back[-2] in ("dies", "died", "dead") and d.phrase is None:
        d.unit = "year of age"
    last = [t.lower for t in tokens[max(0, d.first - 7) : d.first]]
    if d.phrase is None and q.bare and last[-1:] == ["of"] and last[-2:-1] and _someone(last[-2]):
        d.unit = "year of age"  # "a student of 19"
    if d.phrase is None and q.bare and last[-1:] and last[-1] in ("was", "is", *_AGED) and any(w in _AGED for w in last):
        d.unit = "year of age"  # "the oldest of the dead was 88, the youngest 46"
    closed = q.end == len(tokens) or tokens[q.end].text in ",;.)"
    named = named or (back[-1:] == [","] and d.first > 1 and any(k.endswith(":person") for k in word(tokens[d.first - 2].lower).kinds))
    aged = any(w in ("aged", "age", "ages") for w in back)
    if d.phrase is None and (aged or (named and closed and q.high > 5 and not q.joined and tokens[q.at].kind == "num")):
        d.unit = "year of age"


def _someone(noun: str) -> bool:
    return noun in word_set("guard", "someone") or any(k.startswith("N:person") for k in word(noun).kinds)


def _count(tokens: list[Token], d: Draft) -> None:
    """The unit from the counted noun; "times" become a count or a multiplier; people harmed when no noun is named."""
    p = d.phrase
    if p is None:
        if not d.unit and (guard.is_harm(tokens, d.q) or in_group(tokens, d.q) or of_the(tokens, d.q)):
            d.unit = "people"
        return
    if p.unit != "time":
        d.unit = rate(tokens, p.end, p.unit)[0]
        return
    d.unit, d.last = rate(tokens, p.end, "count")
    d.multiplier = d.last == p.end < len(tokens) and tokens[p.end].lower in word_set("multiplier", "after")
    d.phrase = None


def _share(tokens: list[Token], found: list[Draft]) -> None:
    """Numbers of a list take the unit of the next: "four-, five- and six-cylinder", "2.1, 2.3 and 2.5 per cent"."""
    listed = False
    for a, b in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        between = [t.lower for t in tokens[a.q.end : b.first]]
        joins = 0 < len(between) <= 3 and all(w in (",", "and", "or", "-", "&", "but") for w in between) and (listed or between[-1] != ",")
        joins = joins and (listed or between[:2] != [",", "and"] or _goes_on(tokens, a))  # "it is now 41, and nine officers"
        joins = joins and between[-2:] != [",", "or"]  # "38 million, or two weeks' pay": told again in another unit
        plain = not a.unit and a.phrase is None and a.q.number.kind in ("plain", "word")
        listed = joins and plain and bool(b.unit) and not b.q.money
        if listed:
            a.unit, a.phrase = b.unit, b.phrase


def _goes_on(tokens: list[Token], a: Draft) -> bool:
    """Whether a number is not the first of a list: "2.1, 2.3, and 2.5"."""
    return a.first > 1 and tokens[a.first - 1].text == "," and tokens[a.first - 2].kind == "num"


def _listed_after(tokens: list[Token], a: Draft, b: Draft) -> bool:
    """Whether b follows a's noun with nothing but commas and "and" between: "500 officers and three generals"."""
    between = tokens[a.phrase.end if a.phrase else a.last : b.first]
    return bool(between) and all(t.lower in (",", "and", "as", "well") for t in between)


def _figure(tokens: list[Token], d: Draft, previous: Draft | None, text: str) -> Figure:
    q = d.q
    last = d.phrase.end if d.phrase else d.last
    d.subset = is_subset(tokens, d.first, last) or (previous is not None and previous.subset and _listed_after(tokens, previous, d))
    describe(tokens, d, previous, text)
    start, end = tokens[d.first].start, tokens[d.last - 1].end
    return Figure(
        start,
        end,
        text[start:end],
        None if d.approx in ("<", "<=") else q.low,
        None if d.approx in (">", ">=") else q.high,
        "range" if d.approx == "=" and q.low != q.high else d.approx,
        d.unit,
        d.of,
        "actual" if d.unit == "year of age" else modality(tokens, d.first, last),
        d.subset,
        d.multiplier,
    )
