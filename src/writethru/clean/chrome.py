"""The rules of data/chrome_page.toml and chrome_lines.toml as functions: what names of elements and whole lines say of a piece."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from writethru.clean.tree import Node

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")


_STATE = re.compile(r"-(?:has|with|without|no|not|show|supports|enabled?)-[a-z0-9]+(?=-)")  # "has-sidebar" is no sidebar
_SHORT = 120  # characters
_EDGES = " \t.:!?…»«›‹>|•·*–—-'\"()[]“”▶►→↓"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("writethru.data") / name).read_text("utf-8"))


def _rules() -> dict[str, Any]:
    return _table("chrome_page.toml")


def _pattern(words: str) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\*", "[a-z0-9]*") for w in words.split()), key=len, reverse=True))


@cache
def _drop() -> re.Pattern[str]:
    return re.compile("-(?:" + "|".join(f"(?P<r{i}>{_pattern(r['words'])})" for i, r in enumerate(_rules()["drop"])) + ")(?=-)")


@cache
def _named(kind: str) -> re.Pattern[str]:
    return re.compile(f"-(?:{_pattern(_rules()[kind])})(?=-)")


@lru_cache(maxsize=16384)
def _hyphenated(written: str) -> str:
    return _STATE.sub("", "-" + _SEPARATOR.sub("-", _CAMEL.sub("-", written[:400]).lower()).strip("-") + "-")


NAMING = frozenset(("class", "id", "role", "data-testid", "data-component", "data-test-id", "data-qa"))


def hint(node: Node) -> str:
    """Class, id, role and test ids of an element, hyphenated: "-story-body-text-"."""
    names = ""
    for key, value in node.attrs:
        if key in NAMING and value:
            names = f"{names} {value}"
    return _hyphenated(names) if names else ""


@lru_cache(maxsize=16384)
def drop_reason(written: str, large: bool) -> str:
    """The reason to leave an element with this hint out, "" for none; a `large` one that is also named a body stays."""
    m = _drop().search(written) if written else None
    if m is None or not m.lastgroup or (large and is_named("body", written)):
        return ""
    return str(_rules()["drop"][int(m.lastgroup[1:])]["reason"])


@lru_cache(maxsize=16384)
def is_named(kind: str, written: str) -> bool:
    """Whether a hint names a `body`, `lede` or `byline` element."""
    return bool(written) and _named(kind).search(written) is not None


@dataclass(frozen=True, slots=True)
class _Line:
    reason: str
    whole: frozenset[str]
    starts: re.Pattern[str] | None
    limit: int
    linked: float
    needs: re.Pattern[str] | None  # one of these must stand in a line longer than _SHORT


def _entries(text: str) -> list[str]:
    return [e for line in text.splitlines() for e in line.split("|") if e.strip()]


@cache
def _lines() -> list[_Line]:
    out = []
    for rule in _table("chrome_lines.toml")["line"]:
        starts = _entries(rule.get("starts", ""))
        pattern = re.compile("|".join(re.escape(s) for s in starts)) if starts else None
        needs = re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, _entries(rule["needs"]))) + ")") if "needs" in rule else None
        whole = frozenset(e.strip(_EDGES) for e in _entries(rule.get("whole", "")))
        out.append(_Line(rule["reason"], whole, pattern, rule.get("limit", 120), rule.get("linked", 0.0), needs))
    return out


@cache
def _closers() -> frozenset[str]:
    return frozenset(e.strip(_EDGES) for e in _entries(_table("chrome_lines.toml")["closes"]))


def line_reason(text: str, density: float) -> str:
    """Why a whole line is no part of a report by its words, "" when they say nothing; `density` is the share of it in links."""
    low = text[:400].casefold()
    if not low.isascii():
        low = low.translate(_STRAIGHT)
    bare = low.strip(_EDGES)
    for rule in _lines():
        if bare in rule.whole:
            return rule.reason
        fits = rule.starts and len(text) <= rule.limit and density >= rule.linked and rule.starts.match(low)
        if fits and (rule.needs is None or len(text) <= _SHORT or rule.needs.search(low)):
            return rule.reason
    return ""


def closes(text: str) -> bool:
    """Whether a heading or lone line opens a list of other stories, comments or the like."""
    return len(text) < 60 and text.translate(_STRAIGHT).casefold().strip(_EDGES) in _closers()
