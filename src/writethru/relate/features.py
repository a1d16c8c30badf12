"""What a report is about, as weighted terms: stems, pairs of name words, numbers. English endings and stopwords of our own."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from math import log
from zlib import crc32

from writethru.model import Report
from writethru.relate.memory import Memory
from writethru.text import UNSPACED
from writethru.words import english, first_names, places

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
OUTLET = re.compile(r" [-|–—•·:»] [^-|–—•·:»]{2,60}$")
TITLE_WEIGHT = 2
TITLE_WORDS = 40
LINES = 24  # first lines in which an outlet's furniture is looked for
SHORTEST = 24  # characters of a line that may be furniture
LEDE = 600  # characters of the body in which the people of an incident are named
AGE = re.compile(r"\b(\d{1,3})[- ](?:year|month)s?[- ]old|, (\d{1,2})[,.]")
UNLISTED = "·"  # marks a lower-case word of another language than English
YEARS = range(1990, 2051)  # a year dates a text, it does not tell its story
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", "e"), ("s", ""))


@dataclass(frozen=True, slots=True)
class Features:
    """Damped counts of terms; the headline's stems; ages of people named at the beginning; stems of names that are neither English
    words nor places nor first names."""

    terms: dict[str, float]
    title: frozenset[str]
    ages: frozenset[int]
    names: frozenset[str]


@cache
def _listed(name: str) -> frozenset[str]:
    lines = (files("writethru.data") / name).read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


@cache
def common() -> frozenset[str]:
    """Stems of words that any news report may hold: a list for English, other languages' function words, small numbers."""
    tables = tomllib.loads((files("writethru.data") / "languages.toml").read_text(encoding="utf-8"))
    function = (w for line in tables["words"].values() for w in line.split())
    return frozenset(term(w) for w in (*_listed("story_common.txt"), *function, *map(str, range(100)))) - {""}


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The stem of a lower-case word, "" for one that tells nothing."""
    if len(word) < 2 or word in _listed("story_stopwords.txt") or (word.isdecimal() and int(word[:6]) in YEARS):
        return ""
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4:
        for ending, instead in ENDINGS:
            if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
                word = word[: -len(ending)] + instead
                break
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aels":
            word = word[:-1]
        if len(word) > 3:
            word = word.removesuffix("e")
    return word


def ordinary(term: str) -> bool:
    """Whether any news report may hold the term: one of `common`, or a lower-case word of a language there is no list for."""
    return term[0] == UNLISTED or term in common()


@lru_cache(maxsize=200_000)
def _read(word: str) -> tuple[str, bool, bool]:
    """A printed word's stem, whether it begins with a capital and whether it is of a script without blanks."""
    return term(word.lower()), word[0].isupper(), len(word) > 2 and not word.isascii() and bool(UNSPACED.match(word))


@lru_cache(maxsize=200_000)
def own_name(word: str) -> bool:
    """Whether a printed word is a name that few stories can share: capitalised, and neither an English word nor a place nor a first name."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return (
        len(low) > 2
        and word[0].isupper()
        and not (low in english() or low in places() or low in first_names() or ordinary(term(low) or "the"))
    )


def _pieces(text: str, limit: int, foreign: bool, names: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """(stem, "") for each telling word and (stem, pair) where it and the word before are capitalised; own names go to `names`."""
    before, end = "", -2
    for m in WORD.finditer(text):
        word = m.group()
        stem, name, unspaced = _read(word)
        if not stem:
            before = ""
            continue
        if unspaced:
            for k in range(len(word) - 1):
                yield word[k : k + 2], ""
            continue
        if foreign and word[0].islower():
            stem = UNLISTED + stem
        if name and names is not None and not foreign and own_name(word):
            names.add(stem)
        yield stem, f"{before}_{stem}" if name and before and m.start() - end <= 2 else ""
        before, end = stem if name else "", m.end()
        limit -= 1
        if not limit:
            return


def headline(report: Report) -> str:
    """The headline without the outlet's name behind it."""
    title = report.headline or report.text.split("\n", 1)[0][:200]
    return OUTLET.sub("", title) if len(title) > 40 else title


@lru_cache(maxsize=200_000)
def _bit(stem: str) -> int:
    """One of 256 bits, the same in every run."""
    return 1 << crc32(stem.encode("utf-8", "surrogatepass")) % 256


class Furniture:
    """Lines that an outlet prints under unlike headlines ("Sign up ..."): they belong to the page, not to the report. What was
    met is kept in a `Memory`; `fresh` are the keys there of the lines that the last report had first."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.fresh: list[int] = []

    def body(self, report: Report, stems: set[str]) -> str:
        """The report's text without its headline and without lines met before under a headline that has no stem of `stems`."""
        text = report.text[len(report.headline) :] if report.headline and report.text.startswith(report.headline) else report.text
        mine = 0
        for stem in stems:
            mine |= _bit(stem)
        lines = text.split("\n", LINES)
        keys = [_key(report.outlet, line) if len(line) >= SHORTEST else 0 for line in lines[:LINES]]
        self._memory.want_lines(keys)
        seen, kept, self.fresh = self._memory.lines, [], []
        for line, key in zip(lines, keys, strict=False):
            if key and key not in seen:
                seen[key] = mine
                self.fresh.append(key)
            elif key and not seen[key] & mine and mine:
                continue
            kept.append(line)
        return "\n".join(kept + lines[LINES:])


def _key(outlet: str, line: str) -> int:
    """A number of 63 bits, not 0, the same in every run."""
    return int.from_bytes(blake2b(f"{outlet}\n{line}".encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1 or 1


def _ages(text: str) -> frozenset[int]:
    return frozenset(int(m.group(1) or m.group(2)) for m in AGE.finditer(text))


def features(report: Report, furniture: Furniture, words: int) -> Features:
    """What the report is about: terms of its headline and of the first `words` telling words of its body."""
    title = headline(report)
    foreign = report.language[:2] not in ("", "en")
    body = furniture.body(report, {stem for stem, _ in _pieces(title, TITLE_WORDS, foreign)})
    own: set[str] = set()
    terms, stems = _counts(title, body, words, foreign, own)
    return Features(terms, frozenset(stems), _ages(title + "\n" + body[:LEDE]), frozenset(own))


def _counts(title: str, body: str, words: int, foreign: bool, own: set[str]) -> tuple[dict[str, float], set[str]]:
    """Damped counts of the terms of headline and first `words` telling words of the body, and the headline's stems; own names go to `own`."""
    found: Counter[str] = Counter()
    names: set[str] = set()
    stems: set[str] = set()
    for stem, pair in _pieces(title, TITLE_WORDS, foreign):
        found[stem] += TITLE_WEIGHT
        stems.add(stem)
        if pair:
            names.add(pair)
    for stem, pair in _pieces(body[: words * 20], words, foreign, own):
        found[stem] += 1
        if pair:
            names.add(pair)
    out = {t: 1 + log(n) for t, n in found.items()}
    for pair in names:
        out[pair] = 1.0
    return out, stems
