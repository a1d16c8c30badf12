"""What a figure is of: the noun it counts or measures, and the subject it is said of. No parser; bounded windows.

`describe` fills a Draft's `of`: "workforce, the plant's owner" is the thing counted, then ", ", then what it is said of."""

from writethru.extract.counted import Draft
from writethru.extract.lexicon import word
from writethru.extract.nounrun import listed, lower_at, noun_run, run_before
from writethru.extract.number import Token, is_dash
from writethru.extract.subject import gapped, holder
from writethru.extract.unit import is_money, singular, word_set
from writethru.text import fold

_TAKEN = {"money": ("of", "worth", "in", "for"), "percentage": ("of", "in"), "": ("of", "worth")}
_BEFORE = ("of", "worth", "with", "at", "to", "by", "from", "is", "on")


def describe(tokens: list[Token], d: Draft, previous: Draft | None, text: str) -> None:
    """Sets `of` and `holder` of a draft; `previous` is the figure before it in the sentence."""
    aside = previous is not None and "(" in (t.text for t in tokens[max(0, d.first - 2) : d.first]) and previous.q.end >= d.first - 3
    if aside and previous is not None:
        d.of, d.holder = previous.of, previous.holder
        return
    if _elliptic(tokens, d) and previous is not None and (previous.phrase or previous.unit):
        d.of, d.holder, d.unit = previous.of, previous.holder, previous.unit
        return
    if not d.unit and not d.phrase and _number_of(tokens, d, text):
        return
    if previous is not None and (_partitive(tokens, d) or _part_of(tokens, d, previous)):
        d.of, d.holder, d.unit = previous.of, previous.holder, d.unit or previous.unit
        return
    parts = _parts(tokens, d, text)
    start = previous.last if previous is not None else 0
    within = (
        d.subset
        and previous is not None
        and (previous.subset or any(t.lower in ("including", "among") for t in tokens[previous.last : d.first]))
    )
    d.holder = previous.holder if within and previous else gapped(tokens, start, d, text) or holder(tokens, d, previous, text)
    if not d.holder and previous is not None and _continues(tokens, start, d.first):
        d.holder = previous.holder or ("" if previous.phrase or "people" in (previous.unit, d.unit) else previous.of)
    kept: list[str] = []
    for part in (d.holder, *parts) if d.multiplier else (*parts, d.holder):
        if part and not any(_within(part, k) for k in kept):
            kept.append(part)
    d.of = ", ".join(kept)


def _within(a: str, b: str) -> bool:
    x, y = set(fold(a).split()), set(fold(b).split())
    return x <= y or y <= x


def _elliptic(tokens: list[Token], d: Draft) -> bool:
    """ "compared with 63", "up from 3,000": a bare number that means the noun of the one before."""
    if d.unit or d.phrase or not d.first:
        return False
    back = " ".join(t.lower for t in tokens[max(0, d.first - 2) : d.first])
    return back in (
        "compared with",
        "compared to",
        "up from",
        "down from",
        "rather than",
        "instead of",
        "just from",
        "from just",
        "from only",
    )


def _partitive(tokens: list[Token], d: Draft) -> bool:
    """ "9 of them", "30 of whom": a part of the figure before."""
    k = d.q.end
    return (
        d.phrase is None
        and not d.unit
        and k + 1 < len(tokens)
        and tokens[k].lower == "of"
        and tokens[k + 1].lower in ("them", "whom", "which", "these", "those")
    )


def _part_of(tokens: list[Token], d: Draft, previous: Draft) -> bool:
    """ "Of the 49 passengers, 12 survived": marks the second as part of the first."""
    led = any(t.lower == "of" for t in tokens[max(0, previous.first - 2) : previous.first])
    if not led or previous.phrase is None or d.phrase is not None or d.unit or previous.first > 3:
        return False
    d.subset = [t.text for t in tokens[previous.phrase.end : d.first]] == [","]
    return d.subset


def _continues(tokens: list[Token], start: int, end: int) -> bool:
    """Whether only marks, small words or a participle part two figures: "12 killed and wounding 30"."""
    between = tokens[start:end]
    return len(between) <= 12 and not any(t.text in ".?!" for t in between)


def _number_of(tokens: list[Token], d: Draft, text: str) -> bool:
    """ "the number of X is 3,000", "the toll rose to 45": the noun a bare number counts stands before it."""
    from writethru.extract.counted import phrase

    for k in range(d.first - 1, max(-1, d.first - 25), -1):
        if tokens[k].text in ";:":
            return False
        if tokens[k].lower in word_set("state", "toll") and k:
            kind = tokens[k - 1].lower
            d.unit, d.of = {"death": "death", "casualty": "casualty"}.get(kind, ""), run_before(tokens, k + 1, text)
            return True
        if tokens[k].lower in word_set("count", "of") and tokens[k + 1].lower == "of":
            p = phrase(tokens, k + 2, text)
            if p is not None and p.end <= d.first:
                d.unit, d.of = p.unit, p.text + state(tokens, p.end)
                return True
    return False


def _parts(tokens: list[Token], d: Draft, text: str) -> list[str]:
    """The nouns beside the figure: what it counts first, then the noun it is "of"."""
    parts: list[str] = []
    if d.phrase is not None and d.phrase.head == d.q.end + 1 and is_dash(tokens[d.q.end]):
        parts.append(noun_run(tokens, d.phrase.head, text, 4))
    elif d.phrase is None and not d.unit and lower_at(tokens, d.q.end) == "-" and lower_at(tokens, d.q.end + 1) == "strong":
        parts.append(noun_run(tokens, d.q.end + 2, text, 4))
    elif d.phrase is not None:
        more = noun_run(tokens, d.phrase.end + 1, text, 4) if lower_at(tokens, d.phrase.end) == "of" else ""
        parts.append(d.phrase.text + (f" of {more}" if more else "") + ("" if d.unit.startswith("%") else state(tokens, d.phrase.end)))
    elif d.unit == "people":
        parts.append("people" + (state(tokens, d.q.end) or _harm_before(tokens, d)))
    elif d.unit == "year of age":
        parts.append(run_before(tokens, d.first - 1, text) if d.q.bare else noun_run(tokens, d.last, text, 4, strict=True))
    elif d.unit or d.multiplier:
        parts.append(_beside(tokens, d, text))
    if d.first > 1 and d.unit != "year of age":
        before = tokens[d.first - 1].lower
        if (
            before == "of"
            or (before in _BEFORE and d.phrase is None and d.unit not in word_set("concept", "duration"))
            or (word(before).may_be("G") and before.endswith("ing") and d.phrase is None)
        ):
            parts.append(run_before(tokens, d.first - 1, text))
        elif d.q.low < 0 and d.q.at == d.q.first + 1:  # "Index -1.3%" in a list of prices
            parts[:] = [run_before(tokens, d.first, text, numbers=True)]
    return parts


def _beside(tokens: list[Token], d: Draft, text: str) -> str:
    """The noun after a measure: "60% of adults", "a $5 fine", "$1bn in aid", "$9 for a ticket"."""
    k = d.last
    if k >= len(tokens):
        return ""
    t = tokens[k]
    if t.text == "(":
        closing = next((a for a in range(k + 1, min(k + 8, len(tokens) - 1)) if tokens[a].text == ")"), 0)
        return (
            noun_run(tokens, closing + 1, text, strict=True)
            if closing and tokens[closing + 1].kind == "word" and d.q.end - d.q.at < 6
            else ""
        )
    if d.multiplier and t.lower in ("its", "the", "their", "his", "her", "that"):
        return noun_run(tokens, k, text)
    kind = "money" if d.q.money or is_money(d.unit) else "percentage" if d.unit == "percentage" else ""
    if t.lower in _TAKEN[kind]:
        return noun_run(tokens, k + 1, text) or ("people" + state(tokens, k + 2) if lower_at(tokens, k + 1) == "those" else "")
    if is_dash(t) and t.glued and k + 1 < len(tokens) and d.unit != "year of age":
        return noun_run(tokens, k + 1, text)
    if t.kind != "word" or t.lower in word_set("stop", "words") or t.lower in listed("compared"):
        return ""
    if d.unit in word_set("concept", "duration") and tokens[d.last - 1].lower.endswith("s"):
        return ""
    known = word(t.lower)
    verbal = known.may_be("VZD") and not t.text[0].isupper() and (lower_at(tokens, k + 1) in listed("object") or not known.may_be("NSA"))
    if not d.multiplier and (verbal or not (known.may_be("NSA") or t.text[0].isupper() or not known.kinds)):
        return ""
    return noun_run(tokens, k, text)


def state(tokens: list[Token], k: int) -> str:
    """ " killed or injured" after counted people at token k, auxiliaries dropped; "" for none."""
    said: list[str] = []
    start = k
    while k < len(tokens) and k < start + 9:
        lower = tokens[k].lower
        if lower in word_set("state", "words") or (
            lower in ("and", "or") and said and lower_at(tokens, k + 1) in word_set("state", "words")
        ):
            said.append(lower)
        elif said or lower not in word_set("state", "auxiliary"):
            break
        k += 1
    return "".join(" " + w for w in said)


def _harm_before(tokens: list[Token], d: Draft) -> str:
    harm = word_set("state", "harm")
    for t in reversed(tokens[max(0, d.first - 4) : d.first]):
        if t.lower in harm:
            stem = singular(t.lower).removesuffix("ing")
            return " " + next((w for w in (stem + "ed", stem + "d", stem) if w in harm), stem)
    return ""
