"""Noun phrases at a token, and whether a token is a verb. No parser; verbs are told from nouns by extract/lexicon.py and the words
around them; function words are data (figure_words.toml, [concept])."""

from writethru.extract.counted import stops
from writethru.extract.lexicon import word
from writethru.extract.number import Token, table
from writethru.extract.unit import measure, word_set


def listed(name: str) -> frozenset[str]:
    return word_set("concept", name)


def lower_at(tokens: list[Token], k: int) -> str:
    return tokens[k].lower if 0 <= k < len(tokens) else ""


def noun_run(tokens: list[Token], k: int, text: str, most: int = 7, strict: bool = False) -> str:
    """The noun phrase that begins at token k, articles dropped, with one "of" phrase; `strict`: no leading words skipped."""
    while k < len(tokens) and small(tokens[k], "leading") and not strict:
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
                and (is_verb(tokens, k) or (known.may_be("D") and not known.may_be("A")))
            )
        ):
            break
        k += 1
    while k > first and (tokens[min(k, len(tokens)) - 1].kind == "mark" or tokens[k - 1].lower in ("of", "the", "a", "its", "their")):
        k -= 1
    return said(tokens, first, k, text)


def run_before(tokens: list[Token], i: int, text: str, most: int = 5, numbers: bool = False) -> str:
    """The noun phrase that ends right before token i, articles dropped."""
    k = i
    while k > 0 and i - k < most and not stops(tokens[k - 1]) and (numbers or tokens[k - 1].kind != "num") and not is_verb(tokens, k - 1):
        if word(tokens[k - 1].lower).may_be("RV") and not word(tokens[k - 1].lower).may_be("NSA") and tokens[k - 1].text.islower():
            break
        k -= 1
    counted = (
        k > 0 and tokens[k - 1].kind == "num" and not numbers and measure(tokens, k) is not None
    )  # "73 percent of": the unit of another figure
    hollow = lower_at(tokens, i - 1) in ("cent", "front", "excess", "terms", "case", "because", "spite")
    hollow = hollow or (i - k == 1 and lower_at(tokens, k - 1) in ("which", "who", "that"))
    return "" if counted or hollow or lower_at(tokens, i - 1) in table("scales") else said(tokens, k, i, text)


def small(t: Token, name: str) -> bool:
    """Whether a token is one of the listed function words and no abbreviation ("US", "IT")."""
    return t.lower in listed(name) and not (t.text.isupper() and len(t.text) > 1)


def _has_noun(tokens: list[Token]) -> bool:
    return any(t.text[0].isupper() or not word(t.lower).kinds or word(t.lower).may_be("NS") for t in tokens if t.kind == "word")


def said(tokens: list[Token], start: int, end: int, text: str) -> str:
    return " ".join(text[tokens[start].start : tokens[end - 1].end].split()) if _has_noun(tokens[start:end]) else ""


def is_verb(tokens: list[Token], k: int) -> bool:
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
