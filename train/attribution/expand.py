"""Machine-made variants of annotated reports: other cues of the same kind, other orders of source, cue and content.

`variant(report, rng)` takes and gives a report in the corpus' inline annotation.
"""

import random
import re
import sys
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src")]

from writethru.extract.features import kinds  # noqa: E402
from writethru.extract.lexicon import cues, inflections  # noqa: E402

PLAIN = re.compile(r"(?m)(?:^|(?<=[.!?] ))\{(\d+)s ([^{}\"“”]+)\} \{\1c (said|says|say|announced|reported|confirmed|warned|claimed|added|noted)\} \{\1t (?:that )?([^{}\"“”]+)\}\.")
PREPOSED = re.compile(r"(?m)(?:^|(?<=[.!?] ))\{(\d+)t ([^{}\"“”]+)\}, \{\1s ([^{}\"“”]+)\} \{\1c (said|says|say|announced|reported|confirmed|warned)\}\.")
SAID = "said said said announced reported confirmed warned stated declared stressed argued insisted claimed maintained explained suggested acknowledged admitted predicted estimated noted revealed added concluded conceded".split()
PRONOUNS = {"he", "she", "they", "it", "i", "we", "who", "you"}


@cache
def siblings(form: str) -> tuple[str, ...]:
    """Forms of other verbs of the same group of cues.toml, in the same inflection."""
    for group in cues()["verbs"]:
        lemmas = group["words"].split()
        for lemma in lemmas:
            made = inflections(lemma)
            if form in made[1:]:
                k = made.index(form)
                return tuple(other[k] for x in lemmas if len(other := inflections(x)) > k)
    return ()


def other_cue(m: re.Match[str], rng: random.Random) -> str:
    """A cue with its verb swapped: every second time, when it is one plain verb after auxiliaries."""
    words = m.group(2).split()
    forms = siblings(words[-1].lower())
    if words[-1].lower() in ("said", "says", "say"):
        forms = tuple(w if words[-1] == "said" else w.removesuffix("ed") for w in SAID) if words[-1] == "said" and rng.random() < 0.5 else ()
    if not forms or rng.random() < 0.5:
        return m.group()
    new = rng.choice(forms)
    words[-1] = new.capitalize() if words[-1][0].isupper() else new
    return "{%sc %s}" % (m.group(1), " ".join(words))


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first != "I" and kinds(first)[0] in ("det", "pro", "prep", "joint") else text


def other_order(m: re.Match[str], rng: random.Random) -> str:
    number, source, cue, content = m.groups()
    pronoun = source.lower() in PRONOUNS
    kind = rng.random()
    if kind < 0.5:
        return m.group()
    s = source if source.split()[0] not in ("The", "A", "An", "He", "She", "They", "It", "Two", "Three", "Some", "Several", "His", "Her", "Its", "Their") else lower(source) if source[0] in "TAHSI" else source[:1].lower() + source[1:]
    if kind < 0.68:
        return "{%st %s}, {%ss %s} {%sc %s}." % (number, upper(content), number, s, number, cue)
    if pronoun:
        return m.group()
    if kind < 0.8:
        return "{%st %s}, {%sc %s} {%ss %s}." % (number, upper(content), number, cue, number, s)
    if kind < 0.9:
        return "{%sc According to} {%ss %s}, {%st %s}." % (number, number, s, number, lower(content))
    return "{%st %s}, {%sc according to} {%ss %s}." % (number, upper(content), number, number, s)


def to_front(m: re.Match[str], rng: random.Random) -> str:
    number, content, source, cue = m.groups()
    if rng.random() < 0.5:
        return m.group()
    return "{%ss %s} {%sc %s} {%st %s%s}." % (number, upper(source), number, cue, number, "that " if rng.random() < 0.4 else "", lower(content))


def variant(report: str, rng: random.Random) -> str:
    """One variant of an annotated report."""
    report = PLAIN.sub(lambda m: other_order(m, rng), report)
    report = PREPOSED.sub(lambda m: to_front(m, rng), report)
    return re.sub(r"\{(\d+)c ([^{}]+)\}", lambda m: other_cue(m, rng), report)
