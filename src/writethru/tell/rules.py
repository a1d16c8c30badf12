"""The word lists that `check` reads by (data/en/check.toml), in the shapes it needs. Loaded once."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from writethru.text import FOLD, fold
from writethru.words import root, stem


@cache
def table() -> dict[str, Any]:
    return tomllib.loads((files("writethru.data") / "en" / "check.toml").read_text("utf-8"))


def flat(text: str) -> str:
    """Lower case with plain marks, one character for one: offsets hold."""
    return _flat(text) if len(text) < 1000 else _flat.__wrapped__(text)  # a sentence is asked for again with every candidate


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    folded = "".join(c if len(c) == 1 else o for o, c in ((o, o.lower().translate(FOLD)) for o in text))
    return folded if len(folded) == len(text) else text


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    return frozenset(table()[section][name].split())


@cache
def _concepts() -> dict[str, str]:
    out: dict[str, str] = {}
    for group in table()["concepts"]:
        forms = group.split()
        for form in forms:
            out.setdefault(_root(fold(form)), _root(fold(forms[0])))
    return out


@lru_cache(maxsize=65536)
def concept(word: str) -> str:
    """The group a folded word belongs to, named by its first stem; else the word's own stem."""
    s = _root(word)
    return _concepts().get(s, s)


@cache
def phrasal() -> dict[tuple[str, str], str]:
    """(concept of a verb, small word) -> concept of what the two mean together."""
    found: dict[tuple[str, str], str] = {}
    for meaning, verbs in table()["phrasal"].items():
        for verb, small in (v.split() for v in verbs.split(",")):
            found.setdefault((concept(verb), small), concept(meaning))
    return found


@cache
def idioms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the phrases that mean one thing, and the concept of each."""
    found = {p.strip(): concept(meaning) for meaning, phrases in table()["idioms"].items() for p in phrases.split("|")}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))) + r")\b"), found


@cache
def _apart() -> dict[str, str]:
    return {form: f"={line.split()[0]}" for line in table()["apart"]["words"] for form in line.split()}


def _root(word: str) -> str:
    """The root, of words that would meet and should not a mark of their own."""
    if word in _apart():
        return _apart()[word]
    return root(word)


@cache
def operators() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern of all operator phrases, longest first, and the classes of each."""
    classes: dict[str, list[str]] = {}
    for kind, phrases in table()["operators"].items():
        for phrase in phrases.split("|"):
            classes.setdefault(" ".join(phrase.split()), []).append(kind)
    plain = frozenset(classes)
    for kind, phrases in table()["veiled"].items():
        for phrase in (" ".join(p.split()) for p in phrases.split("|")):
            if phrase not in plain:
                classes.setdefault(phrase, []).append(kind)
    ordered = sorted(filter(None, classes), key=lambda p: (-len(p), p))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b|n't\b")
    return pattern, {p: tuple(k) for p, k in classes.items()} | {"n't": ("denial",)}


@cache
def answers() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in table()["answers"].items()}


@cache
def veiled() -> frozenset[str]:
    """Phrases that carry a denial, a doubt, a wish or a claim inside them and stand in no list of operators."""
    plain = {" ".join(p.split()) for phrases in table()["operators"].values() for p in phrases.split("|")}
    return frozenset(" ".join(p.split()) for phrases in table()["veiled"].values() for p in phrases.split("|")) - plain


@cache
def weak() -> frozenset[str]:
    """Phrases that make good an operator of the other text and ask for none."""
    return frozenset(" ".join(p.split()) for p in table()["weak"]["words"].split("|")) | veiled()


@cache
def chatter() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table()["chatter"]["patterns"]), re.I)


@cache
def phrases(section: str, name: str) -> re.Pattern[str]:
    """A list of phrases as one pattern of whole words."""
    found = table()[section][name]
    ordered = sorted(found.split() if isinstance(found, str) else found, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")


@cache
def cue_stems() -> frozenset[str]:
    """Stems of the verbs of saying: they carry no content of their own."""
    return frozenset(stem(w) for w in words_of("voices", "cues"))


@cache
def channels() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names under which a government or body is quoted, as a pattern, and the body of each (data/en/channels.toml)."""
    found = tomllib.loads((files("writethru.data") / "en" / "channels.toml").read_text("utf-8"))
    bodies = {fold(alias): body for body, aliases in found.items() for alias in aliases}
    ordered = sorted(bodies, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"), bodies
