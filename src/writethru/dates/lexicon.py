"""Words of time: a text becomes a string with one character a token, so that rules are regexes over word classes.

The table data/<language>/dates.toml gives the classes (words), macros and rules. A token's character stands for the set of classes it
belongs to ("second" is a unit and an ordinal); a rule's `<name>` is the set of characters whose tokens have that class.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.model import Span

_PLACE = re.compile(r"<(?:(\w+)=)?([^<>=!]+)>")
_GROUP = re.compile(r"\((\w+):")
_MACRO = re.compile(r"\b[A-Z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    kind: str
    pattern: re.Pattern[str]
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as tokens: `codes[i]` is the class character of the token at `spans[i]`."""

    text: str
    codes: str
    spans: list[Span]

    def word(self, i: int) -> str:
        start, end = self.spans[i]
        return self.text[start:end]


class Lexicon:
    """Word classes, values and rules of one language."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.values: dict[str, dict[str, Any]] = table["values"]
        self.feasts: dict[str, str] = {self.plain(k): v for k, v in table["feasts"].items()}
        self.after_to: dict[str, frozenset[str]] = {k: frozenset(words.split()) for k, words in table["after_to"].items()}
        classes: dict[str, set[str]] = {}
        for name, words in table["classes"].items():
            for w in words.split():
                classes.setdefault(w, set()).add(name)
        for name, words in table["cased"].items():
            for w in words.split():
                for form in (w, w.upper()):
                    classes.setdefault(form, set()).add(name)
        self._codes: dict[frozenset[str], str] = {}
        self._words = {w: self._code(frozenset(c)) for w, c in classes.items()}
        shaped = ("word", "name", "past", "mark", "break", "iso", "slash", "clock", "dec,dotclock", "dec", "frac", "decade", "feast", "int")
        for shape in (*shaped, "int,day,hour", "int,day", "int,hour", "int,year", "ordnum", "ordnum,day"):
            self._code(frozenset(shape.split(",")))
        names = "|".join(sorted((re.escape(k).replace("'", "['’]") for k in table["feasts"]), key=len, reverse=True))
        self.token = re.compile(
            rf"(?=[A-Z])(?:{names})(?!\w)|\d{{4}}-\d\d-\d\d(?![\d-])|\d{{1,4}}/\d{{1,2}}/\d{{2,4}}(?![\d/])|\d+/\d+"
            r"|\d{1,2}[:.]\d\d(?::\d\d)?(?![\d:]|\.\d)|\d+(?:,\d{3})*(?:\.\d+)?(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?"
            r"|[ap]\.\s?m\.|[^\W\d_]+|\n|[^\w\s]",
        )
        self.macros: dict[str, str] = table["macros"]
        self.rules = [self._rule(r) for r in table["rules"]]
        self.tails = {name: self._compile(pattern) for name, pattern in table["tails"].items()}
        self.any = re.compile("|".join(f"(?P<r{i}>{self._plain(r.pattern.pattern)})" for i, r in enumerate(self.rules)))

    @staticmethod
    def plain(name: str) -> str:
        return name.replace("’", "'").lower()

    @staticmethod
    def _plain(pattern: str) -> str:
        return re.sub(r"\(\?P<\w+>", "(?:", pattern)

    def _code(self, classes: frozenset[str]) -> str:
        if classes not in self._codes:
            self._codes[classes] = chr(0x30 + len(self._codes))
        return self._codes[classes]

    def chars(self, *names: str) -> str:
        """The characters whose tokens belong to one of the classes."""
        return "".join(sorted(c for classes, c in self._codes.items() if classes & set(names)))

    def _compile(self, pattern: str) -> re.Pattern[str]:
        for _ in range(3):  # macros may use macros
            pattern = _MACRO.sub(lambda m: self.macros.get(m[0], m[0]), pattern)

        def place(m: re.Match[str]) -> str:
            negated, names = m[2].startswith("^"), m[2].lstrip("^").split(",")
            chars = self.chars(*names)
            if not chars:
                raise ValueError(f"no such class: {m[2]}")
            body = f"[{'^' if negated else ''}{re.escape(chars)}]"
            return f"(?P<{m[1]}>{body})" if m[1] else body

        return re.compile(_GROUP.sub(r"(?P<\1>", _PLACE.sub(place, pattern.replace(" ", ""))))

    def _rule(self, row: dict[str, Any]) -> Rule:
        args = {k: v for k, v in row.items() if k not in ("name", "kind", "match")}
        return Rule(row["name"], row["kind"], self._compile(row["match"]), args)

    def _unlisted(self, token: str) -> str:
        found = self._words.get(token.lower())
        if found is not None:
            return found
        first = token[0]
        if first.isdecimal():
            return self._code(frozenset(_shape(token)))
        if self.plain(token) in self.feasts:
            return self._code(frozenset(["feast"]))
        if first.isalpha():
            low = first.islower()
            return self._code(frozenset(["past" if low and len(token) > 3 and token.endswith("ed") else "word" if low else "name"]))
        return self._code(frozenset(["break" if first == "\n" else "mark"]))

    def scan(self, text: str) -> Scan:
        """The tokens of a text with their class characters. Linear in the text."""
        spans: list[Span] = []
        codes: list[str] = []
        known, words = self._words.get, self._unlisted
        for m in self.token.finditer(text):
            token = m[0]
            spans.append(m.span())
            codes.append(known(token) or words(token))
        return Scan(text, "".join(codes), spans)

    def value(self, table: str, word: str) -> Any:
        """What a word stands for (a month's number, a unit's letter); None if it is not in that table."""
        return self.values[table].get(word.lower().rstrip("."))


def _shape(token: str) -> tuple[str, ...]:
    """The classes of a token that begins with a digit."""
    if "/" in token:
        return ("slash",) if token.count("/") == 2 else ("frac",)
    if token.count("-") == 2:
        return ("iso",)
    if ":" in token:
        return ("clock",)
    if token[-1] == "s":
        return ("decade",) if len(token) in (3, 5) and token[-2] == "0" else ("word",)
    if token[-1].isalpha():
        return ("ordnum", "day") if len(token) <= 4 and 1 <= int(token[:-2].replace(",", "") or 0) <= 31 else ("ordnum",)
    if "." in token:
        return ("dec", "dotclock") if re.fullmatch(r"\d\d?\.\d\d", token) else ("dec",)
    if len(token) > 4 or not token.isascii():
        return ("int",)
    number = int(token)
    if len(token) == 4:
        return ("int", "year") if 1000 <= number <= 2199 else ("int",)
    classes = ["int"]
    if len(token) <= 2:
        classes += ["day"] * (1 <= number <= 31) + ["hour"] * (number <= 23)
    return tuple(classes)


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The table of a language, compiled once."""
    return Lexicon(tomllib.loads(files("writethru").joinpath("data", language, "dates.toml").read_text("utf-8")))
