"""The subject a figure is said of. No parser; bounded windows over the noun phrases and verbs of nounrun.py."""

from writethru.extract.counted import Draft, stops
from writethru.extract.lexicon import word
from writethru.extract.nounrun import is_verb, listed, said, small
from writethru.extract.number import Token
from writethru.extract.unit import measure, sign, word_set

_WINDOW = 45  # tokens looked back over for a subject
_BARRIER = frozenset(';:()[]“”"«»—–…|•*?!')
_PRONOUN = frozenset(["it", "he", "she", "they", "we"])


def _trimmed(tokens: list[Token], start: int, end: int, text: str, most: int = 8) -> str:
    """Words of tokens[start:end] without function words at its ends, at most `most`; "" for a pronoun or no noun."""
    while start < end and (tokens[start].kind in ("mark", "mask") or small(tokens[start], "leading") or small(tokens[start], "adverb")):
        start += 1
    while end > start and (
        tokens[end - 1].kind in ("mark", "mask") or small(tokens[end - 1], "leading") or small(tokens[end - 1], "trailing")
    ):
        end -= 1
    end = min(end, start + most)
    while end > start and (small(tokens[end - 1], "leading") or tokens[end - 1].kind == "mark"):
        end -= 1
    if start < end and tokens[start].kind == "num" and ((start and tokens[start - 1].text in "$€£¥") or measure(tokens, start + 1)):
        return ""  # another figure
    money = sign(tokens, start) if start < end else None
    if money and money[1] < end and tokens[money[1]].kind == "num":
        return ""
    if end - start == 1 and tokens[start].lower.endswith("ing") and word(tokens[start].lower).may_be("G"):
        return ""
    return said(tokens, start, end, text)


def gapped(tokens: list[Token], start: int, d: Draft, text: str) -> str:
    """ "rose 8% and Sony 3%": a new subject without a verb of its own, between two figures."""
    k = start
    while k < d.first and tokens[k].lower in (",", ";", "and", "while", "but"):
        k += 1
    end = d.first
    while end > k and tokens[end - 1].lower in ("between", "from", "at", "to", "by"):
        end -= 1
    if not 0 < start < k < end or end - k > 5 or d.phrase is not None:
        return ""
    if any(
        (stops(t) and t.lower != "and")
        or t.kind != "word"
        or (is_verb(tokens, n + k) and not (word(t.lower).may_be("S") and d.unit == "percentage"))
        for n, t in enumerate(tokens[k:end])
    ):
        return ""
    return _trimmed(tokens, k, end, text)


def holder(tokens: list[Token], d: Draft, previous: Draft | None, text: str) -> str:
    """The subject the figure is said of; a pronoun is passed over for the subject before it in the sentence."""
    hole = (previous.first, previous.phrase.end if previous.phrase else previous.last) if previous is not None else (-1, -1)
    i = d.first
    if i and tokens[i - 1].lower in word_set("concept", "own_clause"):
        return ""
    for _ in range(3):
        start, end, onward = _subject(tokens, i, hole)
        if (hole[0] <= start and end <= hole[1] + 1 and hole[1] > 0) or (
            previous is not None and not previous.phrase and start < hole[1] < end
        ):
            start = hole[1]
        found = _trimmed(tokens, start, end, text)
        if found or onward <= 0 or onward >= i:
            return found
        i = onward
    return ""


def _subject(tokens: list[Token], i: int, hole: tuple[int, int]) -> tuple[int, int, int]:
    """The subject of the verb before token i as tokens [start, end), and the token to go on from leftwards if it is no noun."""
    low = max(0, i - _WINDOW)
    k = i - 1
    while k >= low:
        if hole[0] <= k < hole[1]:  # the noun phrase of the figure before holds no verb
            k = hole[0] - 1
            continue
        if is_verb(tokens, k):
            break
        t = tokens[k]
        if t.lower == "that" and tokens[i].lower not in _PRONOUN:
            return k, k, 0
        if t.text == ")":
            k = next((a for a in range(k - 1, max(low, k - 14), -1) if tokens[a].text == "("), k) - 1
            continue
        if t.text in _BARRIER:
            if t.text in ":(" and not _verb_left(tokens, k, low):
                return _left(tokens, k, low), k, 0
            if t.text in '"“”‘’' and i - k < 6 and any(a.text in '"“‘' for a in tokens[max(low, k - 6) : k]):
                k -= 1  # a word or two in quotation marks
                continue
            return (
                (k + 1, i, k)
                if i - k > 2 and t.text not in '”")'
                else (k, k, k if t.text in '"“”():' or (i - k == 1 and tokens[i].lower not in _PRONOUN) else 0)
            )
        if (
            t.lower in ("up", "down")
            and k > low
            and (word(tokens[k - 1].lower).may_be("NS") or tokens[k - 1].text[0].isupper())
            and not word(tokens[k - 1].lower).may_be("DG")
        ):
            start = _left(tokens, k, low)
            return start, k, start
        if t.lower in ("which", "who") and k < i - 1:
            k -= tokens[k - 1].text == "," and k > low
            break
        k -= 1
    if k < low:
        start = _left(tokens, i, low)
        return start, i, start - 1 if start and tokens[start - 1].text == "," else 0
    if tokens[k].lower in listed("saying") and i - k <= 4 and tokens[i].lower not in _PRONOUN:
        return k, k, 0  # "said 1.2 million people are": the figure is the subject
    k = _group(tokens, k, low)
    start = _left(tokens, k, low)
    if (
        start < k
        and word(tokens[start].lower).may_be("G")
        and tokens[start].lower.endswith("ing")
        and start
        and tokens[start - 1].text == ","
    ):
        return k, k, start - 1  # "becoming the first firm to": the subject stands before it
    return start, k, start


def _group(tokens: list[Token], k: int, low: int) -> int:
    """The first token of the verb group that ends at token k, a relative pronoun and an aside before it included."""
    while k > low:
        t = tokens[k - 1]
        known = word(t.lower)
        bare = known.may_be("RVG") and not known.may_be("NS") and t.text.islower()
        if not (t.lower in listed("auxiliary") or t.lower in listed("adverb") or bare or t.lower == "to" or is_verb(tokens, k - 1)):
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
        if t.text in _BARRIER or t.text == "," or t.lower in listed("breaks") or (t.kind == "mask" and k < end):
            break
        if (t.lower in ("and", "or") and _verb_left(tokens, k - 1, low)) or (is_verb(tokens, k - 1) and k < end):
            break
        k -= 1
    return k


def _verb_left(tokens: list[Token], k: int, low: int) -> bool:
    for a in range(k - 1, max(low, k - 12) - 1, -1):
        if tokens[a].text in _BARRIER or tokens[a].text == ",":
            return False
        if is_verb(tokens, a):
            return True
    return False
