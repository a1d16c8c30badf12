"""Word knowledge for attribution: parts of speech, senses, clusters of like words, and the cue lexicon. English data.

`word(form)` and `cue(form)` take a lower-case form. Sources: data/en/words.txt (made by train/attribution/lexicon.py from Open
English WordNet, CC BY 4.0, and MIT word vectors), data/en/cues.toml (written by hand).
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.model import Stance
from writethru.words import table


@dataclass(frozen=True, slots=True)
class Word:
    """What a form can be: `kinds` such as "D:comm+" (class, sense, + = takes a clause); clusters "" when unknown."""

    kinds: tuple[str, ...] = ()
    fine: str = ""
    coarse: str = ""

    def may_be(self, classes: str) -> bool:
        """Whether the form has one of the classes: V base, Z -s, D past, G -ing, N noun, S plural, A adjective, R adverb."""
        return any(k[0] in classes for k in self.kinds)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: the stance it lends, what follows it, whether it reports words."""

    stance: Stance
    takes: str  # clause, person, act, as, thing | noun | state | unnamed
    reports: bool
    lemma: str


_UNKNOWN = Word()


@cache
def cues() -> dict[str, Any]:
    """data/en/cues.toml as it is."""
    return table("cues")


@cache
def word_list(name: str) -> frozenset[str]:
    """A word list of cues.toml's [words]."""
    value = cues()["words"][name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def _words() -> dict[str, str]:
    with (files("writethru.data") / "en" / "words.txt").open("r", encoding="utf-8") as f:
        return dict(line.rstrip("\n").split("\t", 1) for line in f)


@cache
def _read(entry: str) -> Word:
    clusters, kinds = entry.split("\t")
    coarse, fine = clusters.split(".")
    return Word(tuple(kinds.split()), fine, coarse)


def word(form: str) -> Word:
    """What is known of a lower-case form; an empty Word when nothing is."""
    entry = _words().get(form)
    return _read(entry) if entry else _UNKNOWN


def inflections(lemma: str) -> list[str]:
    """A verb's forms."""
    irregular = cues()["irregular"].get(lemma)
    if irregular:
        return [lemma, *irregular.split()]
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    if lemma[-1] == "e":
        return [lemma, lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"]
    return [lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"), lemma + "ed", lemma + "ing"]


@cache
def participles() -> frozenset[str]:
    """Past participles that are no past tense too: "shown", "written"."""
    forms = (v.split() for v in cues()["irregular"].values())
    return frozenset(f[2] for f in forms if f[2] != f[1])


def _plural(noun: str) -> str:
    if noun[-1] == "y" and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _cue_table() -> dict[str, Cue]:
    table: dict[str, Cue] = {}
    data = cues()
    for group in data["verbs"]:
        for lemma in group["words"].split():
            for form in inflections(lemma):
                table.setdefault(form, Cue(group["stance"], group["takes"], group.get("reports", False), lemma))
    for kind, takes in (("nouns", "noun"), ("states", "state"), ("unnamed", "unnamed")):
        for group in data[kind]:
            for form in group["words"].split():
                for one in (form, _plural(form)) if takes == "noun" else (form,):
                    table.setdefault(one, Cue(group["stance"], takes, False, form))
    return table


def cue(form: str) -> Cue | None:
    """The cue a lower-case form may be: its first group in cues.toml (verbs before nouns)."""
    return _cue_table().get(form)


@cache
def cue_phrases() -> re.Pattern[str]:
    """What finds a cue that is no verb: "according to"."""
    words = {w for row in cues()["phrases"] for w in row["words"]}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words))) + r")\b", re.I)


@cache
def _takes_table() -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = {}
    data = cues()
    for group in data["verbs"]:
        mark = group["takes"] + ("!" if group.get("reports") else "")
        for lemma in group["words"].split():
            for form in inflections(lemma):
                table.setdefault(form, {})[mark] = None
    for kind in ("nouns", "states", "unnamed"):
        for group in data[kind]:
            for one in group["words"].split():
                for form in (one, _plural(one)) if kind == "nouns" else (one,):
                    table.setdefault(form, {})[kind] = None
    return {form: tuple(marks) for form, marks in table.items()}


def all_takes(form: str) -> tuple[str, ...]:
    """Every (what follows) class of a form, over all groups; "!" marks reporting words."""
    return _takes_table().get(form, ())
