"""Number words that count without a noun: what has been named before, or people told by what became of them."""

from writethru.extract.lexicon import word
from writethru.extract.number import Token, starters
from writethru.extract.quantity import Quantity
from writethru.extract.unit import word_set


def in_group(tokens: list[Token], q: Quantity) -> bool:
    """ "a team of nine": a number alone that tells how many people a group has."""
    if q.first < 2 or tokens[q.first - 1].lower != "of" or tokens[q.first - 2].lower not in word_set("guard", "groups"):
        return False
    return q.end == len(tokens) or tokens[q.end].kind == "mark" or tokens[q.end].lower in word_set("stop", "words")


def further(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number word counts more of what has been named: "five more have come out", "and nine others fled"; not "two more or less"."""
    if q.end + 1 >= len(tokens) or tokens[q.end].lower not in ("more", "others"):
        return False
    after = tokens[q.end + 1]
    return after.lower not in ("than", "or", "like") and (after.lower in word_set("guard", "finite") or word(after.lower).may_be("VDZ"))


def of_the(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number word counts some of people told by what became of them: "six of the freed", "one of the wounded"."""
    if q.end + 3 >= len(tokens) or tokens[q.end].lower != "of" or tokens[q.end + 1].lower not in ("the", "these", "those"):
        return False
    told = tokens[q.end + 2].lower
    return (told in word_set("state", "harm") or told.endswith("ed")) and _ends(tokens, q.end + 3)


def _ends(tokens: list[Token], k: int) -> bool:
    """Whether a noun phrase is over before the token at k."""
    t = tokens[k]
    return t.kind == "mark" or t.lower in word_set("stop", "words") or (word(t.lower).may_be("D") and not word(t.lower).may_be("NS"))


def named_before(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number word alone counts what has been named before: "including six in intensive care", "and that four had turned back"."""
    before = [t.lower for t in tokens[max(0, q.first - 2) : q.first]]
    after = tokens[q.end] if q.end < len(tokens) else None
    if after is None or after.kind != "word":
        return False
    if before[-1:] == ["including"] or before == ["among", "them"]:
        return after.lower in word_set("stop", "words")
    if before[-1:] == [","] and after.lower in ("with", "without"):
        return True
    if (
        before[-1:] == [","]
        and tokens[0].lower in ("of", "among")
        and (after.lower.endswith("ed") or after.lower in word_set("guard", "finite"))
    ):
        return True  # "Of the seven who died, four worked for a contractor"  # "taken to hospital, three with severe burns"
    opens = not before or before[-1] in word_set("guard", "opens")
    return opens and after.lower in word_set("guard", "finite")


def stands_alone(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number word fills a noun's place: "it is five", "shortened the list to six", "only three survived", "leaving seven in hospital"."""
    before = [t.lower for t in tokens[max(0, q.first - 8) : q.first]]
    after = tokens[q.end] if q.end < len(tokens) else None
    ends = after is None or after.kind == "mark" or after.lower in word_set("guard", "alone_after")
    while before and before[-1] in word_set("guard", "alone_skips"):
        before.pop()
    if not before or not ends:
        return False
    if before[-1] == "it" and before[-2:-1] and before[-2] in word_set("guard", "makes"):
        return True  # "nine more, making it 12"
    if before[-1] in word_set("guard", "be"):
        idle = after is None or after.lower != "in"  # "it is six in the morning"
        return idle and bool({"it", "this", "that"} & set(before[-2:-1]) or set(before) & word_set("guard", "tally"))
    if before[-1] == "to":
        return any(word(w).may_be("DZ") and w in word_set("guard", "to_change") for w in before)
    return before[-1] in word_set("guard", "leaves")


def tallied(tokens: list[Token], q: Quantity) -> bool:
    """Whether a bare number word ends a tally: "the number of missing climbers from nine to seven", "the toll stood at eight"."""
    before = [t.lower for t in tokens[max(0, q.first - 16) : q.first]]
    there = before[-2:] in (["there", "were"], ["there", "are"]) and (
        q.end == len(tokens) or tokens[q.end].kind == "mark" or tokens[q.end].lower in ("on", "in", "aboard", "inside")
    )
    told = before[-1:] in (["to"], ["at"], ["from"]) and any(w in word_set("guard", "tally") for w in before)
    spoke = before[-1:] == ["of"] and before[-2:-1] and before[-2] in ("spoke", "spoken", "speaks", "speak", "talks", "talked")
    counted = before[-1:] in (["counted"], ["tallied"]) and (q.end == len(tokens) or tokens[q.end].kind == "mark")
    if (spoke or counted) and q.high > 1:
        return True
    return told or (there and q.high > 1)


def lists(tokens: list[Token], k: int) -> bool:
    """Whether a list of numbers goes on at token k: "four-, five- and six-cylinder"."""
    if tokens[k].lower == ",":
        return True
    return (
        tokens[k].lower in ("and", "or", "to")
        and k + 1 < len(tokens)
        and (tokens[k + 1].kind == "num" or tokens[k + 1].lower in starters())
    )
