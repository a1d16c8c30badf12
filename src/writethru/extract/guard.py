"""What looks like a figure and is none: dates and times, addresses, names with numbers, labels, scores, identifiers."""

import re
from functools import cache

from writethru.extract.alone import further, in_group, lists, named_before, of_the, stands_alone, tallied
from writethru.extract.counted import Draft
from writethru.extract.lexicon import word
from writethru.extract.number import Token, is_dash
from writethru.extract.quantity import Quantity
from writethru.extract.unit import is_plural, word_set, words
from writethru.model import Span

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d,.]?\d)"
_NO_DAY = r"(?!\s*(?:[a-z]+s|people|million|billion|thousand|hundred|percent|per|%|men|women|children)\b|\s*%)"
_MASK = re.compile(
    r"(?P<address>\bhttps?://\S{1,2000}|\bwww\.\S{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}|(?<!\w)[@#]\w{1,100})"
    rf"|\b{_MONTH}\s{{1,3}}{_DAY}(?:\s?(?:-|–|—|/|to|or|and|through|until)\s?{_DAY}{_NO_DAY}){{0,3}}(?:,?\s(?:19|20)\d\d(?!\d))?"
    rf"|\b{_DAY}(?:\s?(?:-|–|to|or|and)\s?{_DAY})?\s(?:of\s)?{_MONTH}(?:,?\s(?:1[0-9]|20)\d\d(?!\d))?"
    rf"|\b{_MONTH},?\s(?:1[0-9]|20)\d\d(?!\d)"
    r"|\b(?:1[0-9]|20)\d\d(?:-\d\d){2}(?:T[\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\d/.])"
    r"|\b(?:1[5-9]|20)\d\d\s?(?:[-–/])\s?(?:(?:1[5-9]|20)\d\d|\d\d)\b(?![,.]?\d)|\b(?:1[0-9]|20)\d0['’]?s\b|['’]\d0s\b|\b(?:mid|early|late)-(?:19|20)\d\d\b|\b[1-9]0s\b|\b401\(k\)"
    r"|\b(?:[Bb]etween\s(?:1[0-9]|20)\d\d\sand|[Ff]rom\s(?:1[0-9]|20)\d\d\sto)\s(?:1[0-9]|20)\d\d\b(?![,.]?\d|\s(?:[a-z]+s|people|men|women)\b)"
    r"|\b\d{1,3}(?:st|nd|rd|th)\b(?:[-\s]century)?"
    r"|\b(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?m\b\.?)?|\b(?:1[0-2]|0?\d)(?:\.[0-5]\d)?\s?(?:[ap]m\b|[ap]\.m\.)|\b\d{1,2}\s?o['’]clock"
    r"|(?<=\bat )(?<!(?:sed|ned|ded|ing) at )(?<!stood at )(?:[01]?\d|2[0-3])\.[0-5]\d(?=,? (?:(?:on|last|this) \w+day|yesterday|tonight|\w{3,6}day\b|local time))"
    r"|\b[0-2]\d[0-5]\d\s?(?:hrs|GMT|UTC|CET|EST|hours\s(?:local|GMT))\b|\b\d{1,3}:\d\d\b"
    r"|\b(?:9/11|24/7|7/7|50[-/]50|4x4|20/20)(?![\d%])|\b\d+(?:\.\d+){2,}\b(?<!\.\d{3})"
    r"|(?<![\w.])\+\d{1,3}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}|\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\b\d{3} \d{3}-\d{4}\b|(?<=[\w.!?”\"\]])\[\d{1,3}\]|(?<![\w.])(?:\d-)?\d{3}[.-]\d{3}[.-]\d{4}\b|\b1?-?8\d\d-[\dA-Z]{3}-[\dA-Z]{4}\b"
    r"|§\s?\d+(?:\.\d+)*|\b\d+\s?[A-Z]{1,3}\s\d{3,}"
)


def masks(text: str) -> list[Span]:
    """Spans of dates, clock times, ordinals, addresses, telephone and version numbers; in order, apart. Linear."""
    return [m.span() for m in _MASK.finditer(text)]


def is_year(tokens: list[Token], i: int, j: int, counted: bool) -> bool:
    """Whether the bare digits at token i are a year: four digits without a comma, unless what they count follows."""
    text = tokens[i].text
    if len(text) != 4 or not text.isdigit() or not "1000" <= text <= "2100" or j != i + 1:
        return False
    before = tokens[i - 1].lower if i else ""
    if before in ("about", "around", "some", "nearly", "almost", "than", "over", "least", "to") and (counted or text < "1900"):
        return False
    if text >= "1900":
        return not counted or before in word_set("guard", "year_before") or before in ("his", "her", "their", "its", "our")
    return before in word_set("guard", "year_before") and not counted


def is_glued(tokens: list[Token], i: int, j: int) -> bool:
    """Whether a number hangs on letters or on another number: "A8", "COVID-19", "S-300", "2024What", "737-800"."""
    if tokens[i].glued and i:
        before = tokens[i - 1]
        if before.kind != "mark" or before.text in "_#°^=":
            return True
        if is_dash(before) and before.glued and i > 1 and tokens[i - 2].kind != "mark" and before.text in "-‑":
            return tokens[i - 2].lower not in ("sub", "minus", "to", "a", "mid", "pre", "non", "then", "now", "and")
        if before.text in "./:" and before.glued and i > 1 and tokens[i - 2].kind != "mark":
            return True
    if j < len(tokens) and tokens[j].glued:
        after = tokens[j]
        if after.kind != "mark":
            return True
        if is_dash(after) and j + 1 < len(tokens) and tokens[j + 1].glued and tokens[j + 1].kind == "num":
            return True
        if after.text in "/:^_" and j + 1 < len(tokens) and tokens[j + 1].glued and tokens[j + 1].kind == "num":
            return True
        if is_dash(after) and j + 1 < len(tokens) and tokens[j + 1].glued and tokens[j + 1].text.isupper() and len(tokens[j + 1].text) <= 2:
            return True
    return False


def is_label(tokens: list[Token], i: int, j: int, counted: bool) -> bool:
    """Whether the bare number is part of a name or a label: "Leopard 2", "World War II", "Resolution 1701", "Game 2", "top 10"."""
    if not i or "," in tokens[i].text or "." in tokens[i].text:
        return False
    before = tokens[i - 1]
    if before.text in ("#", "№", "&"):
        return True
    if before.lower == "." and i > 1 and tokens[i - 2].lower in ("no", "nos", "art", "sec", "vol", "fig", "ch", "p", "pp"):
        return True
    if before.kind != "word" or before.lower.endswith("'s"):
        return False
    if counted and word(before.lower).may_be("R") and (i == 1 or tokens[i - 2].kind == "mask"):
        return False  # "07:30 Overnight 112 mutineers"
    if before.lower in ("number", "numbers") and i > 1 and is_plural(tokens[i - 2].lower):
        return False  # "aircraft number 14"
    if before.lower in word_set("name", "labels") and not (
        counted and before.lower in ("no", "level", "number", "top", "under", "war", "district", "line", "last", "bottom")
    ):
        return not (counted and before.text.islower())
    if not before.text[:1].isupper() or before.lower in ("u.s.", "i") or _function(before.lower):
        return False
    if i == 1 and _verb(before.lower):
        return False
    if counted and i > 1 and (tokens[i - 2].lower in word_set("name", "ditransitive") or tokens[i - 2].text in "–—:,;"):
        return False
    return not (_verb(before.lower) and (counted or tokens[j : j + 1]) and _titled(tokens, i))


def _function(lower: str) -> bool:
    return (
        lower in word_set("stop", "words")
        or lower in words()["before"]
        or lower in ("some", "nearly", "almost", "and", "or", "just", "only", "another", "additional", "further", "all", "both", "today")
    )


def _verb(lower: str) -> bool:
    return word(lower).may_be("VZDG") and not lower.endswith("ted s")


def _titled(tokens: list[Token], i: int) -> bool:
    """Whether the words round token i are in title case, so that a capital says nothing."""
    near = [t.text for t in tokens[max(0, i - 6) : i + 7] if t.kind == "word" and len(t.text) > 3]
    return len(near) > 2 and sum(w[0].isupper() for w in near) >= 0.75 * len(near)


def is_idiom(tokens: list[Token], i: int) -> bool:
    """Whether "one" or another small word at token i stands in an idiom: "one another", "no one"."""
    pair = [" ".join(t.lower for t in tokens[max(0, a) : a + 2] if t.kind == "word") for a in (i - 1, i)]
    triple = " ".join(t.lower for t in tokens[max(0, i - 2) : i + 1])
    if any(p in _idioms() for p in (*pair, triple)):
        return True
    return i + 2 < len(tokens) and is_dash(tokens[i + 1]) and f"{tokens[i].lower} {tokens[i + 2].lower}" in _idioms()


@cache
def _idioms() -> frozenset[str]:
    return frozenset(p.strip() for p in words()["name"]["one"].replace("\n", "|").split("|") if p.strip())


def is_harm(tokens: list[Token], q: Quantity) -> bool:
    """Whether a number without a noun counts people harmed: "killing 12", "12 dead", "left 30 wounded", "12 were killed"."""
    harm = word_set("state", "harm")
    k = q.end
    while k < len(tokens) and k < q.end + 3 and tokens[k].lower in word_set("guard", "harm_link"):
        k += 1
    b = q.first - 1
    while b >= 0 and b > q.first - 5 and tokens[b].lower in word_set("guard", "harm_before"):
        b -= 1
    return (k < len(tokens) and tokens[k].lower in harm) or (b >= 0 and tokens[b].lower in harm)


def is_figure(tokens: list[Token], d: Draft) -> bool:
    """Whether a drafted quantity is a figure and no name, year, label, list mark or pronoun."""
    q, plural = d.q, d.phrase is not None and d.phrase.plural
    if not q.money and is_glued(tokens, q.at, q.end):
        return False
    if q.number.kind == "vague":
        return tokens[q.at].lower != "scores" or (q.end < len(tokens) and tokens[q.end].lower == "of")
    if q.unit == "second" and tokens[q.end - 1].text == "s" and is_label(tokens, q.first, q.end - 1, False):
        return False  # "63,150 Model 3s"
    if q.unit or q.number.scale > 1:
        return tokens[q.end - 1].text != "G"
    if is_year(tokens, q.at, q.end, plural or d.approx != "="):
        return False
    if q.number.kind == "word":
        return _counting_word(tokens, d)
    if d.approx == "=" and is_label(tokens, q.first, q.end, plural):
        return False
    return q.joined or not (_list_mark(tokens, q) or _address(tokens, d))


def _counting_word(tokens: list[Token], d: Draft) -> bool:
    """Whether a number word counts: it has its noun, or stands in a list, or for people harmed, or is large."""
    q = d.q
    if is_idiom(tokens, q.at) or (d.approx == "=" and _named(tokens, d) and is_label(tokens, q.first, q.end, d.phrase is not None)):
        return False
    if d.phrase is not None or tallied(tokens, q):
        return True
    if q.high <= 1:
        return False
    if in_group(tokens, q) or named_before(tokens, q) or further(tokens, q) or of_the(tokens, q):
        return True
    k = q.end + 2 if [t.lower for t in tokens[q.end : q.end + 2]] in (["or", "more"], ["or", "so"]) else q.end
    if k + 1 < len(tokens) and tokens[k].lower == "of" and tokens[k + 1].lower in ("them", "whom", "which", "these", "those"):
        return True
    listed = q.end + 1 < len(tokens) and is_dash(tokens[q.end]) and lists(tokens, q.end + 1)
    return stands_alone(tokens, q) or listed or q.high >= 13 or d.approx != "=" or q.joined or is_harm(tokens, q)


def _named(tokens: list[Token], d: Draft) -> bool:
    """Whether a number word may be part of a name: not before its own plural ("served Vance eight glasses")."""
    return d.phrase is None or not d.phrase.plural or tokens[d.q.at].text[0].isupper()


def _list_mark(tokens: list[Token], q: Quantity) -> bool:
    """ "1." before an item, "3 of 6 |" under a picture, "(2)" after a name."""
    after = tokens[q.end].text if q.end < len(tokens) else ""
    if q.first == 0 and after in (".", ")", "]") and after:
        return True
    before = [t.lower for t in tokens[max(0, q.first - 2) : q.first]]
    if after == "of" and q.end + 1 < len(tokens) and tokens[q.end + 1].kind == "num" and tokens[q.at].kind == "num":
        return q.end + 2 >= len(tokens) or tokens[q.end + 2].kind == "mark"
    if before[-1:] == ["of"] and q.first > 1 and tokens[q.first - 2].kind == "num" and (not after or tokens[q.end].kind == "mark"):
        return True
    return bool(before and before[-1] in "([" and after and after in ")]" and q.high < 10)


def _address(tokens: list[Token], d: Draft) -> bool:
    """ "49 Harbour Road", after a comma or at the start: a house number."""
    q = d.q
    after = tokens[q.end] if q.end < len(tokens) else None
    before = tokens[q.first - 1].lower if q.first else ","
    named = after is not None and after.kind == "word" and after.text[0].isupper() and "," not in tokens[q.at].text
    return named and d.phrase is None and d.approx == "=" and before in (",", ":", "at", ";", "of", "and", "in")
