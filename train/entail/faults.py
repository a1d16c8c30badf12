"""Faults put into faithful sentences by machine: another's name for the speaker's, another figure for the one given."""

import random
import re
from collections.abc import Sequence

SPOKE = (
    r"(?:said|says|told|added|warned|claimed|insisted|denied|argued|accused|confirmed|called|described|announced|promised|admitted|"
    r"rejected|dismissed|replied|conceded|maintained|complained|suggested|put|estimated|acknowledged)"
)
_SPEAKER = re.compile(
    rf"\b([A-Z][a-zà-ÿ'’-]{{2,}})(?:, [^,.;]{{3,60}},)? {SPOKE}\b|\b{SPOKE} (?:[A-Z][a-zà-ÿ'’-]+ )?([A-Z][a-zà-ÿ'’-]{{2,}})"
)
_NUMBER = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w-]|[.,]\d)")
WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
NOBODY = frozenset(
    [
        "The",
        "They",
        "She",
        "But",
        "And",
        "Nobody",
        "Neither",
        "Both",
        "That",
        "This",
        "It",
        "He",
        "Who",
        "Police",
        "Officials",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)
FAR = 0.5  # how far off a figure made up is at most, as a part of it


def faulted(text: str, passages: Sequence[str], rng: random.Random) -> tuple[str, str] | None:
    """A faithful sentence with a fault, and its kind; None where none can be put in. `passages`: those of its file, without outlet and day."""
    made = [_other_speaker(text, passages, rng), _other_figure(text, passages, rng)]
    found = [m for m in made if m and m[0] != text]
    return rng.choice(found) if found else None


def _other_speaker(text: str, passages: Sequence[str], rng: random.Random) -> tuple[str, str] | None:
    names = {a or b for p in passages for a, b in _SPEAKER.findall(p)} - NOBODY
    spoken = [m for m in _SPEAKER.finditer(text) if (m[1] or m[2]) in names]
    others = sorted(n for n in names if n not in text)
    if not spoken or not others:
        return None
    m = rng.choice(spoken)
    a, b = m.span(1 if m[1] else 2)
    return text[:a] + rng.choice(others) + text[b:], "wrong-speaker"


def _other_figure(text: str, passages: Sequence[str], rng: random.Random) -> tuple[str, str] | None:
    found = [*_NUMBER.finditer(text), *_WORD.finditer(text)]
    if not found:
        return None
    m = rng.choice(found)
    given = m.group()
    if given.lower() in WORDS:
        at = WORDS.index(given.lower())
        other = rng.choice([w for w in WORDS[max(0, at - 4) : at + 5] if w != given.lower()])
        other = other.capitalize() if given[0].isupper() else other
    else:
        others = {n for p in passages for n in _NUMBER.findall(p)}
        near = sorted(n for n in others if n not in text and abs(len(n) - len(given)) <= 1 and n.count(".") == given.count("."))
        other = rng.choice(near) if near and rng.random() < 0.6 else _off(given, rng)
    return text[: m.start()] + other + text[m.end() :], "other-fact"


def _off(given: str, rng: random.Random) -> str:
    """Another figure as round as the one given."""
    value, decimals = float(given.replace(",", "")), len(given.partition(".")[2])
    step = 10.0 ** (-decimals if decimals else len(given) - len(given.replace(",", "").rstrip("0")) - given.count(",") if value else 0)
    steps = max(1, round(value / step * rng.uniform(0.05, FAR))) * rng.choice((-1, 1))
    told = f"{abs(value + steps * step) or step:,.{decimals}f}"
    return told if "," in given else told.replace(",", "")
