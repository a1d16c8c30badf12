"""What a figure is of: the noun it counts or measures, and the subject it is said of. No parser; bounded windows.

`describe` fills a Draft's `of`: "workforce, the plant's owner" is the thing counted, then ", ", then what it is said of."""

from writethru.extract.counted import Draft, stops
from writethru.extract.lexicon import word
from writethru.extract.number import Token, is_dash
from writethru.extract.unit import is_money, singular, word_set
from writethru.text import fold

_WINDOW = 45  # tokens looked back over for a subject
_BARRIER = frozenset(';:()[]“”"«»—–…|•*?!')
_MODALS = frozenset(["will", "would", "shall", "should", "can", "could", "may", "might", "must", "to"])
_DURATION = frozenset(["second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century", "millisecond"])
_TAKEN = {"money": ("of", "worth", "in", "for"), "percentage": ("of", "in"), "": ("of", "worth")}
_BEFORE = ("of", "worth", "with", "at", "to", "by", "from", "is", "on")


def _words(name: str) -> frozenset[str]:
    return word_set("concept", name)


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
    parts = _parts(tokens, d, text)
    start = previous.last if previous is not None else 0
    d.holder = "" if d.subset else _holder(tokens, d, text)
    if not d.holder and previous is not None and _continues(tokens, start, d.first):
        d.holder = previous.holder or ("" if previous.phrase else previous.of)
    kept: list[str] = []
    for part in (*parts, d.holder):
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


def _continues(tokens: list[Token], start: int, end: int) -> bool:
    """Whether only marks, small words or a participle part two figures: "12 killed and wounding 30"."""
    between = tokens[start:end]
    return len(between) <= 12 and not any(t.text in ".?!" for t in between)


def _number_of(tokens: list[Token], d: Draft, text: str) -> bool:
    """ "the number of X is 3,000", "the toll rose to 45": the noun a bare number counts stands before it."""
    from writethru.extract.counted import phrase

    for k in range(d.first - 1, max(-1, d.first - 25), -1):
        if tokens[k].text in _BARRIER:
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
    if d.phrase is not None:
        more = noun_run(tokens, d.phrase.end + 1, text, 4) if _at(tokens, d.phrase.end) == "of" else ""
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
            or (before in _BEFORE and d.phrase is None and d.unit not in _DURATION)
            or (word(before).may_be("G") and before.endswith("ing") and d.phrase is None)
        ):
            parts.append(run_before(tokens, d.first - 1, text))
        elif d.q.low < 0 and d.q.at == d.q.first + 1:  # "Index -1.3%" in a list of prices
            parts[:] = [run_before(tokens, d.first, text, numbers=True)]
    return parts


def _at(tokens: list[Token], k: int) -> str:
    return tokens[k].lower if 0 <= k < len(tokens) else ""


def _beside(tokens: list[Token], d: Draft, text: str) -> str:
    """The noun after a measure: "60% of adults", "a $5 fine", "$1bn in aid", "$9 for a ticket"."""
    k = d.last
    if k >= len(tokens):
        return ""
    t = tokens[k]
    kind = "money" if d.q.money or is_money(d.unit) else "percentage" if d.unit == "percentage" else ""
    if t.lower in _TAKEN[kind]:
        return noun_run(tokens, k + 1, text)
    if is_dash(t) and t.glued and k + 1 < len(tokens) and d.unit != "year of age":
        return noun_run(tokens, k + 1, text)
    if t.kind != "word" or t.lower in word_set("stop", "words") or t.lower in _words("compared"):
        return ""
    if d.unit in _DURATION and tokens[d.last - 1].lower.endswith("s"):
        return ""
    known = word(t.lower)
    article = _at(tokens, d.first - 1) in ("a", "an", "the", "its", "their", "his", "her", "this", "that") or d.last - d.q.end > 0
    verbal = known.may_be("VZD") and not article and not known.may_be("A") and not t.text[0].isupper()
    if not d.multiplier and (verbal or not (known.may_be("NSA") or t.text[0].isupper() or not known.kinds)):
        return ""
    return noun_run(tokens, k, text)


def state(tokens: list[Token], k: int) -> str:
    """ " killed or injured" after counted people at token k, auxiliaries dropped; "" for none."""
    said: list[str] = []
    start = k
    while k < len(tokens) and k < start + 9:
        lower = tokens[k].lower
        if lower in word_set("state", "words") or (lower in ("and", "or") and said and _at(tokens, k + 1) in word_set("state", "words")):
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


def noun_run(tokens: list[Token], k: int, text: str, most: int = 7, strict: bool = False) -> str:
    """The noun phrase that begins at token k, articles dropped, with one "of" phrase; `strict`: no leading words skipped."""
    while k < len(tokens) and tokens[k].kind == "word" and tokens[k].lower in _words("leading") and not strict:
        k += 1
    first = k
    linked = False
    while k < len(tokens) and k - first < most:
        t = tokens[k]
        known = word(t.lower)
        if t.lower == "of" and k > first and not linked:
            linked = True
            k += k + 1 < len(tokens) and tokens[k + 1].lower in ("the", "a", "its", "their")
        elif (
            (stops(t) and not (t.text in "-’'&" and t.glued))
            or (t.kind == "num" and k > first and not tokens[k - 1].text[0].isupper())
            or (t.text.islower() and known.may_be("DZ") and not known.may_be("NSA") and (k > first or strict))
        ):
            break
        k += 1
    while k > first and (tokens[min(k, len(tokens)) - 1].kind == "mark" or tokens[k - 1].lower in ("of", "the", "a", "its", "their")):
        k -= 1
    return _said(tokens, first, k, text)


def run_before(tokens: list[Token], i: int, text: str, most: int = 5, numbers: bool = False) -> str:
    """The noun phrase that ends right before token i, articles dropped."""
    k = i
    while k > 0 and i - k < most and not stops(tokens[k - 1]) and (numbers or tokens[k - 1].kind != "num") and not _is_verb(tokens, k - 1):
        if word(tokens[k - 1].lower).may_be("RV") and not word(tokens[k - 1].lower).may_be("NSA") and tokens[k - 1].text.islower():
            break
        k -= 1
    return _said(tokens, k, i, text)


def _said(tokens: list[Token], start: int, end: int, text: str) -> str:
    return " ".join(text[tokens[start].start : tokens[end - 1].end].split()) if start < end else ""


# ---- the subject -----------------------------------------------------------------------------------------------------


def _is_verb(tokens: list[Token], k: int) -> bool:
    """Whether token k reads as a finite verb or participle here."""
    t = tokens[k]
    if t.kind != "word":
        return False
    if t.lower in _words("auxiliary"):
        return True
    known = word(t.lower)
    before = tokens[k - 1] if k else None
    if before is None:
        return False
    if known.may_be("V") and before.lower in _MODALS:
        return True
    if not known.may_be("DZ") or (t.text[0].isupper() and not known.may_be("D")) or before.lower in _words("nominal"):
        return False
    if known.may_be("S") and not known.may_be("D"):  # "shares", "plans": a noun after an adjective or before a verb
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if after is None or after.lower in _words("auxiliary") or after.lower in ("of", "in", "on") or word(after.lower).may_be("D"):
            return False
        return not (word(before.lower).may_be("A") and not word(before.lower).may_be("N"))
    return not (known.may_be("A") and before.text == "-")


def _holder(tokens: list[Token], d: Draft, text: str) -> str:
    """The subject the figure is said of; a pronoun is passed over for the subject before it in the sentence."""
    i = d.first
    for _ in range(3):
        found, start = _subject(tokens, i, text)
        if found or start <= 0 or start >= i:
            return found
        i = start
    return ""


def _subject(tokens: list[Token], i: int, text: str) -> tuple[str, int]:
    """The subject of the verb before token i ("" for none or a pronoun), and the token to go on from leftwards."""
    low = max(0, i - _WINDOW)
    k = i - 1
    while k >= low and not _is_verb(tokens, k):
        t = tokens[k]
        if t.text in _BARRIER:
            if t.text in ":(":
                start = _left(tokens, k, low)
                return _trimmed(tokens, start, k, text), 0
            return _trimmed(tokens, k + 1, i, text) if i - k > 2 and t.text not in '”")' else "", k
        if (
            t.lower in ("up", "down")
            and k > low
            and word(tokens[k - 1].lower).may_be("NS") | tokens[k - 1].text[0].isupper() | (tokens[k - 1].kind == "num")
        ):
            start = _left(tokens, k, low)
            return _trimmed(tokens, start, k, text), start
        if t.lower in ("which", "who") and k < i - 1:
            break
        k -= 1
    if k < low:
        start = _left(tokens, i, low)
        return _trimmed(tokens, start, i, text), start if tokens[start - 1].text == "," else 0
    k = _group(tokens, k, low)
    start = _left(tokens, k, low)
    return _trimmed(tokens, start, k, text), start


def _group(tokens: list[Token], k: int, low: int) -> int:
    """The first token of the verb group that ends at token k, a relative pronoun and an aside before it included."""
    while k > low:
        t = tokens[k - 1]
        known = word(t.lower)
        bare = known.may_be("RVG") and not known.may_be("NS") and t.kind == "word"
        if not (t.lower in _words("auxiliary") or t.lower in _words("adverb") or bare or t.lower == "to" or _is_verb(tokens, k - 1)):
            break
        k -= 1
    if k > low and tokens[k - 1].lower in ("which", "who", "that"):
        k -= 1
        return k - 1 if k > low and tokens[k - 1].text == "," else k
    if k > low and tokens[k - 1].text == ",":
        for a in range(k - 2, max(low, k - 14), -1):
            if tokens[a].text == ",":
                return a
            if tokens[a].text in _BARRIER:
                break
    return k


def _left(tokens: list[Token], k: int, low: int) -> int:
    """Where the noun phrase that ends before token k begins: after a mark, a conjunction or a verb."""
    end = k
    while k > low:
        t = tokens[k - 1]
        if t.text in _BARRIER or t.text == "," or t.lower in _words("breaks") or (t.kind == "mask" and k < end):
            break
        if (t.lower in ("and", "or") and _verb_left(tokens, k - 1, low)) or (_is_verb(tokens, k - 1) and k < end):
            break
        k -= 1
    return k


def _verb_left(tokens: list[Token], k: int, low: int) -> bool:
    for a in range(k - 1, max(low, k - 12) - 1, -1):
        if tokens[a].text in _BARRIER or tokens[a].text == ",":
            return False
        if _is_verb(tokens, a):
            return True
    return False


def _trimmed(tokens: list[Token], start: int, end: int, text: str, most: int = 8) -> str:
    """Words of tokens[start:end] without function words at its ends, at most `most`; "" for a pronoun or no noun."""
    leading, trailing = _words("leading"), _words("trailing")
    while start < end and (
        tokens[start].kind in ("mark", "mask") or tokens[start].lower in leading or tokens[start].lower in _words("adverb")
    ):
        start += 1
    while end > start and (
        tokens[end - 1].kind in ("mark", "mask") or tokens[end - 1].lower in leading or tokens[end - 1].lower in trailing
    ):
        end -= 1
    end = min(end, start + most)
    while end > start and (tokens[end - 1].lower in leading or tokens[end - 1].kind == "mark"):
        end -= 1
    if not any(t.text[0].isupper() or not word(t.lower).kinds or word(t.lower).may_be("NS") for t in tokens[start:end] if t.kind == "word"):
        return ""
    return _said(tokens, start, end, text)
