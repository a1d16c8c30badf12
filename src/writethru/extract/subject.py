"""The subject a figure is said of, and noun phrases before and after a token. No parser; bounded windows.

Verbs are told from nouns by extract/lexicon.py and the words around them; function words are data (figure_words.toml, [concept])."""

from writethru.extract.counted import Draft, stops
from writethru.extract.lexicon import word
from writethru.extract.number import Token, table
from writethru.extract.unit import measure, sign, word_set

_WINDOW = 45  # tokens looked back over for a subject
_BARRIER = frozenset(';:()[]“”"«»—–…|•*?!')
_PRONOUN = frozenset(["it", "he", "she", "they", "we"])


def listed(name: str) -> frozenset[str]:
    return word_set("concept", name)


def lower_at(tokens: list[Token], k: int) -> str:
    return tokens[k].lower if 0 <= k < len(tokens) else ""


def noun_run(tokens: list[Token], k: int, text: str, most: int = 7, strict: bool = False) -> str:
    """The noun phrase that begins at token k, articles dropped, with one "of" phrase; `strict`: no leading words skipped."""
    while k < len(tokens) and _small(tokens[k], "leading") and not strict:
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
            or (k > first and (t.lower in ("next", "last") or (t.text.islower() and known.may_be("R") and not known.may_be("NSA"))))
            or (
                t.text.islower()
                and (k > first or strict)
                and not known.may_be("NS")
                and (_is_verb(tokens, k) or (known.may_be("D") and not known.may_be("A")))
            )
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
    counted = (
        k > 0 and tokens[k - 1].kind == "num" and not numbers and measure(tokens, k) is not None
    )  # "73 percent of": the unit of another figure
    hollow = lower_at(tokens, i - 1) in ("cent", "front", "excess", "terms", "case", "because", "spite")
    hollow = hollow or (i - k == 1 and lower_at(tokens, k - 1) in ("which", "who", "that"))
    return "" if counted or hollow or lower_at(tokens, i - 1) in table("scales") else _said(tokens, k, i, text)


def _small(t: Token, name: str) -> bool:
    """Whether a token is one of the listed function words and no abbreviation ("US", "IT")."""
    return t.lower in listed(name) and not (t.text.isupper() and len(t.text) > 1)


def _has_noun(tokens: list[Token]) -> bool:
    return any(t.text[0].isupper() or not word(t.lower).kinds or word(t.lower).may_be("NS") for t in tokens if t.kind == "word")


def _said(tokens: list[Token], start: int, end: int, text: str) -> str:
    return " ".join(text[tokens[start].start : tokens[end - 1].end].split()) if _has_noun(tokens[start:end]) else ""


def _is_verb(tokens: list[Token], k: int) -> bool:
    """Whether token k reads as a finite verb or participle here."""
    t = tokens[k]
    if t.kind != "word" or t.lower in listed("auxiliary"):
        return t.kind == "word"
    if not k or (k + 1 < len(tokens) and tokens[k + 1].text == ":"):
        return False
    before, known = tokens[k - 1].lower, word(t.lower)
    if known.may_be("V") and (before in word_set("concept", "modal") or _plain_present(tokens, k)):
        return True
    if before in listed("nominal"):
        return False
    if t.lower in listed("invariant") and t.text.islower():
        return not word(before).may_be("A") or word(before).may_be("N")
    if t.lower.endswith("ed") and known.may_be("A") and not known.may_be("ND"):  # "agreed", "burned": listed as adjectives
        return _object_follows(tokens, k)
    if known.may_be("D"):
        return not (known.may_be("A") and before == "-")
    return known.may_be("Z") and _present(tokens, k)


def _object_follows(tokens: list[Token], k: int) -> bool:
    if k + 1 >= len(tokens):
        return False
    t = tokens[k + 1]
    return t.lower not in ("and", ",") and (
        stops(t) or t.kind == "num" or any(t.lower in listed(n) for n in ("nominal", "leading", "adverb"))
    )


def _present(tokens: list[Token], k: int) -> bool:
    """Whether an -s form is a verb: "plans", "shares" are nouns after an adjective or a participle, and before a verb or "of"."""
    numbered = k + 1 < len(tokens) and tokens[k + 1].kind == "num"
    if tokens[k].text[0].isupper() and not numbered:
        return False
    if not word(tokens[k].lower).may_be("S"):
        return True
    after = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    if not after or after in listed("auxiliary") or after in ("of", "in", "on") or word(after).may_be("D"):
        return False
    before, was = tokens[k - 1].lower, word(tokens[k - 1].lower)
    led = (was.may_be("A") and not was.may_be("ND")) or ((was.may_be("D") or before.endswith("ed")) and not was.may_be("N"))
    return numbered or not led


def _plain_present(tokens: list[Token], k: int) -> bool:
    """Whether the base form at token k is the verb of a plural noun: "homes cost about", "diamonds typically score"."""
    b = k - 1
    while b > 0 and tokens[b].lower.endswith("ly"):
        b -= 1
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return (
        word(tokens[b].lower).may_be("S")
        and after is not None
        and (after.kind == "num" or (stops(after) and after.kind == "word" and after.lower not in ("of", "and", "or")))
    )


def _trimmed(tokens: list[Token], start: int, end: int, text: str, most: int = 8) -> str:
    """Words of tokens[start:end] without function words at its ends, at most `most`; "" for a pronoun or no noun."""
    while start < end and (tokens[start].kind in ("mark", "mask") or _small(tokens[start], "leading") or _small(tokens[start], "adverb")):
        start += 1
    while end > start and (
        tokens[end - 1].kind in ("mark", "mask") or _small(tokens[end - 1], "leading") or _small(tokens[end - 1], "trailing")
    ):
        end -= 1
    end = min(end, start + most)
    while end > start and (_small(tokens[end - 1], "leading") or tokens[end - 1].kind == "mark"):
        end -= 1
    if start < end and tokens[start].kind == "num" and ((start and tokens[start - 1].text in "$€£¥") or measure(tokens, start + 1)):
        return ""  # another figure
    money = sign(tokens, start) if start < end else None
    if money and money[1] < end and tokens[money[1]].kind == "num":
        return ""
    if end - start == 1 and tokens[start].lower.endswith("ing") and word(tokens[start].lower).may_be("G"):
        return ""
    return _said(tokens, start, end, text)


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
        or (_is_verb(tokens, n + k) and not (word(t.lower).may_be("S") and d.unit == "percentage"))
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
        if _is_verb(tokens, k):
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
        if not (t.lower in listed("auxiliary") or t.lower in listed("adverb") or bare or t.lower == "to" or _is_verb(tokens, k - 1)):
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
