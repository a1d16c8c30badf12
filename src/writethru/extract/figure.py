"""Figures: every number of a text with its interval, unit, what it counts and how firmly it is said.

Number grammar and tables, no parser; English. The unit of a fraction ("half the condos") is written "% condo", as NewsQuant
(Almasian et al., CQE, EMNLP 2023) does. `of` is what is counted or measured, then after ", " what it is said of: "workforce, the plant".
"""

import re
from functools import cache

from writethru.extract import guard
from writethru.extract.concept import describe
from writethru.extract.counted import Draft, phrase
from writethru.extract.lexicon import word
from writethru.extract.modality import is_subset, modality
from writethru.extract.number import Number, Token, is_dash, lex, starters, table
from writethru.extract.quantity import Quantity, extent
from writethru.extract.unit import is_weight, measure, rate, word_set, words
from writethru.model import Approx, Figure, Span
from writethru.text import sentences

_MORE = frozenset("another additional further extra a an the total record combined".split())
_APPROX: dict[str, Approx] = {"=": "=", "~": "~", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of `text`, in order; spans (characters) cover approximator, number and unit sign or word, not the counted noun.

    Never raises; linear in the text. Dates, clock times, names with numbers, scores and identifiers are no figures."""
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


def _in_sentence(text: str, start: int, end: int, hidden: list[Span]) -> list[Figure]:
    tokens = lex(text, start, end, hidden)
    found: list[Draft] = []
    i = 0
    while i < len(tokens):
        f = _at(tokens, i, text)
        if f is None:
            i += 3 if i + 1 < len(tokens) and tokens[i + 1].text == "^" else 1
            continue
        if f.sure:
            found.append(f)
        i = max(f.q.end, i + 1)
    _share(tokens, found)
    return [_figure(tokens, f, found[n - 1] if n else None, text) for n, f in enumerate(found)]


def _at(tokens: list[Token], i: int, text: str) -> Draft | None:
    """The figure whose quantity starts at token i; `sure` False for one to pass over."""
    t = tokens[i]
    if t.kind == "mask" or (t.kind == "word" and not t.lower[0].isalpha()):
        return None
    times = _times(tokens, i)
    if times:
        return times
    q = extent(tokens, i)
    if q is None:
        return None
    approx, first = _before(tokens, q.first)
    f = Draft(q, first, q.end, approx, q.unit, None)
    share = _share_of(tokens, f, text)
    if share:
        return share
    f.phrase = None if q.unit else phrase(tokens, q.end, text, one=q.high == 1)
    if not _passes(tokens, f):
        f.sure = False
        return f
    _age(tokens, f)
    _counted(tokens, f)
    _after(tokens, f)
    if f.unit == "pound sterling" and not q.money and tokens[q.end - 1].lower.startswith("pound") and _heavy(tokens, q):
        f.unit = "pound-mass"
    return f


def _heavy(tokens: list[Token], q: Quantity) -> bool:
    near = {t.lower for t in tokens[max(0, q.first - 8) : q.end + 6]}
    return q.end < len(tokens) and tokens[q.end].lower == "of" and q.high < 1e6 or is_weight(near)


def _times(tokens: list[Token], i: int) -> Draft | None:
    """ "doubled", "twice the size", "threefold", "three-fold": a multiplier."""
    lower = tokens[i].lower
    value = table("times").get(lower, 0)
    end = i + 1
    if lower == "twice" and end < len(tokens) and tokens[end].lower in ("the", "as", "its", "that", "their", "his", "her", "what"):
        value = 2
    elif lower.endswith("fold"):
        value = table("ones").get(lower[:-4], table("tens").get(lower[:-4], 0))
    if not value or (i and tokens[i - 1].glued and tokens[i].glued):
        return None
    q = Quantity(i, i, end, value, value, "count", False, Number(value, value, end, kind="times"))
    return Draft(q, i, end, "=", "count", None, multiplier=True)


def _before(tokens: list[Token], i: int) -> tuple[Approx, int]:
    """The approximator that ends right before token i, and the token it starts at."""
    if i > 1 and is_dash(tokens[i - 1]) and tokens[i - 1].glued and tokens[i - 2].lower == "sub":
        return "<", i - 2
    for skipped in range(3):
        k = i - skipped
        if skipped and (k < 0 or tokens[k].lower not in _MORE):
            break
        for size in (4, 3, 2, 1):
            if k < size:
                continue
            sign = words()["before"].get(" ".join(t.lower for t in tokens[k - size : k]))
            if sign and not (sign == "<=" and size == 2 and k > size and tokens[k - size - 1].lower in word_set("change", "words")):
                return _APPROX[sign], k - size
    return "=", i


def _after(tokens: list[Token], f: Draft) -> None:
    """An approximator after the number or the counted noun: "50+", "12 or more"."""
    for k in dict.fromkeys((f.q.end, f.phrase.end if f.phrase else f.q.end)):
        for size in (2, 1):
            if k + size > len(tokens) or (f.approx != "=" and f.approx != "~"):
                continue
            sign = words()["after"].get(" ".join(t.lower for t in tokens[k : k + size]))
            if (
                sign
                and not (tokens[k].text == "+" and not tokens[k].glued)
                and not (k + size < len(tokens) and tokens[k + size].kind == "num")
            ):
                f.approx = _APPROX[sign]
                if k == f.q.end:
                    f.last = k + size
                return


def _share_of(tokens: list[Token], f: Draft, text: str) -> Draft | None:
    """Fractions: "half of the city", "one in five Germans", "a third of", with their unit "% city"."""
    q = f.q
    k = q.end
    ratio = 0.0
    if q.bare and not q.joined and q.high == int(q.high) and k + 1 < len(tokens):
        step = 1 if tokens[k].lower == "in" else 2 if tokens[k].lower == "out" and tokens[k + 1].lower == "of" else 0
        other = extent(tokens, k + step) if step and k + step < len(tokens) else None
        if (
            other
            and not other.unit
            and not other.joined
            and other.number.kind != "vague"
            and q.high < other.high <= 1e6
            and tokens[other.at].text not in ("a", "an")
        ):
            if step == 2 or q.high == 1 or other.high in (10, 100):
                ratio = q.high / other.high if not guard.is_year(tokens, other.at, other.end, False) else 0
                f.q = Quantity(q.first, q.at, other.end, ratio, ratio, "", False, q.number)
    if not ratio and not (q.number.kind == "part" and not q.unit):
        return None
    k = f.last = f.q.end
    f.phrase = phrase(tokens, k + (k < len(tokens) and tokens[k].lower in ("the", "its", "their", "his", "her", "all")), text, one=True)
    f.sure = f.phrase is not None or (k < len(tokens) and tokens[k].lower == "of") or bool(ratio)
    if q.number.kind == "part" and q.first and tokens[q.first - 1].lower in ("first", "second", "other", "latter", "better", "-"):
        f.sure = False
    f.unit = "% " + f.phrase.unit if f.phrase else ""
    return f


def _passes(tokens: list[Token], f: Draft) -> bool:
    """Whether the quantity is a figure and no name, year, label, score, list mark or pronoun."""
    q, plural = f.q, f.phrase is not None
    if not q.money and guard.is_glued(tokens, q.at, q.end):
        return False
    if q.number.kind == "vague":
        of = q.end < len(tokens) and tokens[q.end].lower == "of"
        return tokens[q.at].lower != "scores" or of
    if q.unit or q.number.scale > 1:
        return not (q.unit == "gram" or q.unit == "generation") or tokens[q.end - 1].text != "G"
    if guard.is_year(tokens, q.at, q.end, plural or f.approx != "="):
        return False
    if q.joined:
        return plural or f.approx != "=" or not guard.is_label(tokens, q.first, q.end, plural)
    if q.number.kind == "word":
        return _counting_word(tokens, f)
    if f.approx == "=" and guard.is_label(tokens, q.first, q.end, plural):
        return False
    return not _list_mark(tokens, q)


def _counting_word(tokens: list[Token], f: Draft) -> bool:
    """Whether a number word counts: it has its noun, or stands for people harmed, or is large."""
    q = f.q
    if guard.is_idiom(tokens, q.at) or (f.approx == "=" and guard.is_label(tokens, q.first, q.end, f.phrase is not None)):
        return False
    if f.phrase is not None:
        return True
    if q.high == 1 or q.high == 0:
        return False
    return q.high >= 13 or f.approx != "=" or _harmed(tokens, q)


def _list_mark(tokens: list[Token], q: Quantity) -> bool:
    after = tokens[q.end].text if q.end < len(tokens) else ""
    if q.first == 0 and after in (".", ")", "]"):
        return True
    if after == "of" and q.end + 1 < len(tokens) and tokens[q.end + 1].kind == "num":  # "1 of 6" under a picture
        return q.end + 2 >= len(tokens) or tokens[q.end + 2].kind == "mark"
    before = [t.lower for t in tokens[max(0, q.first - 2) : q.first]]
    if before[-1:] == ["of"] and len(tokens) > q.end and tokens[q.end].text == "|":
        return True
    return bool(before and before[-1] in "([" and after in ")]" and after and q.number.kind == "plain" and q.high < 10)


def _age(tokens: list[Token], f: Draft) -> None:
    """ "Maria Lopez, 65, said", "aged 18 to 34", "over the age of 21": years of age."""
    q = f.q
    if not q.bare or q.high > 120 or q.low < 1 or q.low != int(q.low):
        return
    back = [t.lower for t in tokens[max(0, f.first - 3) : f.first]]
    named = back[-1:] == [","] and f.first > 1 and tokens[f.first - 2].text[:1].isupper() and tokens[f.first - 2].kind == "word"
    closed = q.end < len(tokens) and tokens[q.end].text in ",;.)" or q.end == len(tokens)
    aged = any(w in ("aged", "age", "ages") for w in back)
    if (aged and not f.phrase) or (named and closed and f.phrase is None and 5 < q.high and not q.joined and tokens[q.at].kind == "num"):
        f.unit, f.phrase = "year of age", None


def _counted(tokens: list[Token], f: Draft) -> None:
    """The unit from the counted noun; "times" become a count or a multiplier; people harmed when no noun is named."""
    p, q = f.phrase, f.q
    if p is not None:
        f.unit = p.unit
        if p.unit == "time" or (p.unit.endswith(" time") and p.head == q.end):
            f.unit, end = rate(tokens, p.end, "count")
            f.last = end
            f.multiplier = end < len(tokens) and end == p.end and tokens[end].lower in word_set("multiplier", "after")
            f.phrase = None
        else:
            f.unit = rate(tokens, p.end, p.unit)[0]
    elif not f.unit and _harmed(tokens, q):
        f.unit = "people"


def _harmed(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number without a noun counts people harmed: "killing 12", "12 dead", "left 30 wounded", "12 were killed"."""
    harm = word_set("state", "harm")
    k = q.end
    while (
        k < len(tokens) and k < q.end + 3 and tokens[k].lower in ("were", "was", "are", "have", "been", "more", "others", "had", "people")
    ):
        k += 1
    if k < len(tokens) and tokens[k].lower in harm:
        return True
    b = q.first - 1
    while (
        b >= 0
        and b > q.first - 4
        and (
            tokens[b].lower
            in ("at", "least", "more", "than", "some", "about", "another", "nearly", "up", "to", "as", "many", "around", "over")
        )
    ):
        b -= 1
    return b >= 0 and tokens[b].lower in harm


def _share(tokens: list[Token], found: list[Draft]) -> None:
    """Numbers of a list take the unit of the next: "four-, five- and six-cylinder", "2.1 and 2.5 per cent"."""
    for a, b in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        between = tokens[a.q.end : b.first]
        plain = not a.unit and a.phrase is None and a.q.number.kind in ("plain", "word")
        if plain and b.unit and not b.q.money and 0 < len(between) <= 3 and all(t.lower in (",", "and", "or", "-", "&") for t in between):
            a.unit, a.phrase = b.unit, b.phrase


def _figure(tokens: list[Token], f: Draft, previous: Draft | None, text: str) -> Figure:
    q = f.q
    low: float | None = q.low
    high: float | None = q.high
    approx: Approx = "range" if f.approx == "=" and q.low != q.high else f.approx
    if approx in (">", ">="):
        high = None
    elif approx in ("<", "<="):
        low = None
    aside = previous is not None and q.first > 0 and tokens[q.first - 1].text == "(" and previous.q.end >= q.first - 2
    f.of = previous.of if aside and previous is not None else _of(tokens, f, text)
    if not f.unit and not f.phrase:
        _number_of(tokens, f, text)
    start, end = tokens[f.first].start, tokens[f.last - 1].end
    last = f.phrase.end if f.phrase else f.last
    return Figure(
        start,
        end,
        text[start:end],
        low,
        high,
        approx,
        f.unit,
        f.of,
        modality(tokens, f.first, last),
        is_subset(tokens, f.first, last),
        f.multiplier,
    )
