"""Which language a text is in, by its script and its function words. Small and quick; "" when nothing tells.

A trained identifier knows more languages but costs 75 MB and half a second at start (see docs/design-notes.md).
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

LEAST = 0.05  # share of function words below which a text is in none of these languages
SAMPLE = 3000  # characters looked at
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _tables() -> tuple[dict[str, list[str]], list[tuple[str, re.Pattern[str]]], dict[str, tuple[str, frozenset[str]]]]:
    t = tomllib.loads((files("writethru.data") / "languages.toml").read_text("utf-8"))
    words: dict[str, list[str]] = {}
    for language, line in t["words"].items():
        for w in line.split():
            words.setdefault(w, []).append(language)
    scripts = [(language, re.compile(f"[{span}]")) for language, span in t["scripts"].items()]
    return words, scripts, {language: (script, frozenset(letters)) for language, (script, letters) in t["letters"].items()}


def language_of(text: str) -> str:
    """ISO 639-1 code of the running text, "" when it shows too little."""
    sample = text[:SAMPLE].lower()
    letters = sum(c.isalpha() for c in sample)
    if not letters:
        return ""
    words, scripts, own_letters = _tables()
    for language, pattern in scripts:
        found = len(pattern.findall(sample))
        # Japanese mixes in Chinese characters, so a little kana decides; other scripts need a third of the letters.
        if found > letters * (0.1 if language == "ja" else 0.34):
            return _by_letters(language, sample, own_letters)
    hits: dict[str, float] = {}
    found_words = _WORD.findall(sample)
    for w in found_words:
        languages = words.get(w, ())
        for language in languages:
            hits[language] = hits.get(language, 0.0) + 1 / len(languages) ** 0.5
    best = min(hits, key=lambda k: (-hits[k], k), default="")
    return best if best and hits[best] >= max(2, LEAST * len(found_words)) else ""


def _by_letters(script: str, sample: str, own_letters: dict[str, tuple[str, frozenset[str]]]) -> str:
    shares = {k: sum(c in letters for c in sample) for k, (s, letters) in own_letters.items() if s == script}
    best = min(shares, key=lambda k: (-shares[k], k), default="")
    return best if best and shares[best] > len(sample) / 400 else script
