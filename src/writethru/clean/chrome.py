"""The rules of data/chrome_page.toml and chrome_lines.toml as functions: what names of elements and whole lines say of a piece."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from writethru.clean.tags import NAMING, SPEAKING
from writethru.clean.tree import Element, Node

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")
_STATE = frozenset(["has", "with", "without", "no", "not", "show", "supports", "enable", "enabled"])  # "has-sidebar" is no sidebar
_PARTED = "\x1f"  # between attributes
_SHORT = 120  # characters
_LAST = 1000  # behind every rule
_EDGES = " \t.:!?…»«›‹>|•·*–—-'\"()[]“”▶►→↓"
_STRAIGHT = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("writethru.data") / name).read_text("utf-8"))


def _rules() -> dict[str, Any]:
    return _table("chrome_page.toml")


class _Words:
    """Hyphenated words with `*` for letters, looked for between the hyphens of a hint: the leftmost, of the first rule, wins."""

    def __init__(self, rules: list[str]) -> None:
        words = [(word.split("-"), i) for i, rule in enumerate(rules) for word in rule.split()]
        plain: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        starred = [(re.compile(_starred(parts[0])), (tuple(parts[1:]), i)) for parts, i in words if "*" in parts[0]]
        for parts, i in words:
            if "*" not in parts[0]:
                plain.setdefault(parts[0], []).append((tuple(parts[1:]), i))
        any_star = re.compile("|".join({_starred(parts[0]) for parts, _ in words if "*" in parts[0]}) or "(?!)")

        def opened(part: str) -> list[tuple[tuple[str, ...], int]]:
            """What must follow this part to make a word, and the word's rule; the rules in order."""
            more = [word for pattern, word in starred if pattern.fullmatch(part)] if any_star.fullmatch(part) else []
            return sorted([*plain.get(part, ()), *more], key=lambda w: w[1]) if more else plain.get(part, [])

        self.opened = lru_cache(maxsize=65536)(opened)  # most parts of names open no word

    def search(self, written: str) -> int:
        """The number of the rule of the first word found, -1 for none."""
        parts = written[1:-1].split("-")
        for at, part in enumerate(parts, 1):
            for rest, rule in self.opened(part):
                if not rest or (len(rest) <= len(parts) - at and all(map(_fits, rest, parts[at:]))):
                    return rule
        return -1


def _starred(part: str) -> str:
    return re.escape(part).replace(r"\*", "[a-z0-9]*")


def _fits(wanted: str, part: str) -> bool:
    """Whether a part of a name is the wanted one, in which a `*` at the end stands for letters."""
    return part != "" and (part.startswith(wanted[:-1]) if wanted[-1] == "*" else part == wanted)


@cache
def _drop() -> _Words:
    return _Words([r["words"] for r in _rules()["drop"]])


@cache
def _words_of(kind: str) -> _Words:
    return _Words([_rules()[kind]])


def hyphenated(written: str) -> str:
    """The words of several attributes between hyphens, two where one attribute ends: no rule reaches over that."""
    found = (_words(one) for one in written[:400].split(_PARTED))
    return "".join(f"-{'-'.join(words)}-" for words in found if words)


def _words(written: str) -> list[str]:
    if not written.islower():
        written = _CAMEL.sub("-", written).lower()
    found = [w for w in _SEPARATOR.split(written) if w]
    if not _STATE.isdisjoint(found):
        found = [w for i, w in enumerate(found) if w not in _STATE and not (i and found[i - 1] in _STATE)]
    return found


def named(el: Element, speaks: bool) -> str:
    """Class, id, role and test ids of an element as written; one that does not speak (`tags.SPEAKING`) has the first two alone."""
    if speaks:
        return _PARTED.join(filter(None, map(el.attr, NAMING)))
    return f"{el.attr('class') or ''}{_PARTED}{el.attr('id') or ''}"


def hint(node: Node) -> str:
    """The same hyphenated: "-story-body-text-"."""
    if node.hint is None:
        node.hint = names(node.el)
    return node.hint


def names(el: Element) -> str:
    """The same of an element as parsed."""
    return hyphenated(named(el, el.matches(SPEAKING)))


@lru_cache(maxsize=16384)
def drop_reason(written: str, large: bool) -> str:
    """The reason to leave an element with this hint out, "" for none; a `large` one that is also named a body stays."""
    rule = _drop().search(written) if written else -1
    if rule < 0 or (large and is_named("body", written)):
        return ""
    return str(_rules()["drop"][rule]["reason"])


@lru_cache(maxsize=16384)
def judged(names: str) -> tuple[str, str]:
    """The hint of an element with these names, and the reason to leave it out if it is not large."""
    written = hyphenated(names)
    return written, drop_reason(written, False)


@lru_cache(maxsize=16384)
def is_named(kind: str, written: str) -> bool:
    """Whether a hint names a `body`, `lede` or `byline` element."""
    return bool(written) and _words_of(kind).search(written) >= 0


@dataclass(frozen=True, slots=True)
class _Start:
    """A rule on how a line opens; `place` is that of the rule in the file, where the first one wins."""

    place: int
    reason: str
    starts: tuple[str, ...]
    limit: int
    linked: float
    short: int
    needs: re.Pattern[str] | None  # one of these must stand in a line longer than `short`


def _entries(text: str) -> list[str]:
    return [e for line in text.splitlines() for e in line.split("|") if e.strip()]


@cache
def _wholes() -> dict[str, tuple[int, str]]:
    """Whole line -> place and reason of its rule."""
    out: dict[str, tuple[int, str]] = {}
    for place, rule in enumerate(_table("chrome_lines.toml")["line"]):
        for e in _entries(rule.get("whole", "")):
            out.setdefault(e.strip(_EDGES), (place, rule["reason"]))
    return out


@cache
def _longest() -> int:
    """Characters of the longest whole line, and some for the marks at its ends."""
    return max(map(len, _wholes())) + 20


def _needs(entries: list[str]) -> re.Pattern[str]:
    """Words that begin where an entry does; "@" stands for an e-mail address."""
    begun = "|".join(re.escape(e) for e in entries if e != "@")
    return re.compile(rf"(?<![a-z])(?:{begun})" + (r"|\w@\w" if "@" in entries else ""))


@cache
def _starts() -> dict[str, list[_Start]]:
    """The first two characters of a line -> the rules it may fit, in order."""
    out: dict[str, list[_Start]] = {}
    for place, rule in enumerate(_table("chrome_lines.toml")["line"]):
        needs = _needs(_entries(rule["needs"])) if "needs" in rule else None
        parted: dict[str, list[str]] = {}
        for e in _entries(rule.get("starts", "")):
            parted.setdefault(e[:2], []).append(e)
        for two, starts in parted.items():
            given = _Start(
                place, rule["reason"], tuple(starts), rule.get("limit", 120), rule.get("linked", 0.0), rule.get("short", _SHORT), needs
            )
            out.setdefault(two, []).append(given)
    return out


@cache
def _closers() -> frozenset[str]:
    return frozenset(e.strip(_EDGES) for e in _entries(_table("chrome_lines.toml")["closes"]))


def _lowered(text: str) -> str:
    low = text.casefold()
    if not low.isascii():
        for mark, plain in _STRAIGHT:
            low = low.replace(mark, plain)
    return low


def line_reason(text: str, density: float) -> str:
    """Why a whole line is no part of a report by its words, "" when they say nothing; `density` is the share of it in links."""
    rules = _starts().get(_lowered(text[:2])[:2], ())
    if not rules and len(text) > _longest():
        return ""
    low = _lowered(text[:400])
    place, whole = _wholes().get(low.strip(_EDGES), (_LAST, ""))
    for rule in rules:
        if rule.place > place:
            break
        fits = len(text) <= rule.limit and density >= rule.linked and low.startswith(rule.starts)
        if fits and (rule.needs is None or len(text) <= rule.short or rule.needs.search(low)):
            return rule.reason
    return whole


def closes(text: str) -> bool:
    """Whether a heading or lone line opens a list of other stories, comments or the like."""
    return len(text) < 60 and _lowered(text).strip(_EDGES) in _closers()
