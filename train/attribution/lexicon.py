"""Make src/writethru/data/en/words.txt: word forms with their parts of speech, senses and a cluster of like words.

Usage: python lexicon.py OEWN_GIT_DIR VECTORS_DIR OUT
OEWN_GIT_DIR is a git directory of Open English WordNet (CC BY 4.0); VECTORS_DIR the `vocab` folder of a spaCy model with word vectors
(MIT). Needs spaCy and NumPy, which the project itself does not.

A line is `form<TAB>cluster<TAB>code ...`; a code is form class and sense class ("D:comm+" = past tense of a verb of communication
that takes a that-clause). Only WordNet's first sense of each part of speech is kept.
"""

import re
import string
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

NOUN = "Tops act animal artifact attribute body cognition comm event feeling food group location motive object person phenomenon plant possession process quantity relation shape state substance time"
VERB = "body change cognition comm competition consumption contact creation emotion motion perception possession social stative weather"
SENSES = dict(zip(range(3, 29), NOUN.split(), strict=True)) | dict(zip(range(29, 44), VERB.split(), strict=True))
VOWELS = "aeiou"
FINE, COARSE = 600, 60


def entries(git_dir: str) -> Iterator[tuple[str, str, list[str], str, bool]]:
    """(lemma, part of speech, irregular forms, sense class, takes a that-clause) of every lower-case single word."""
    for letter in string.ascii_lowercase:
        out = subprocess.run(["git", "--git-dir", git_dir, "show", f"HEAD:src/yaml/entries-{letter}.yaml"], capture_output=True, text=True)
        lemma, pos, forms, sense, clause, listing = "", "", [], 0, False, ""
        for line in [*out.stdout.split("\n"), "end:"]:
            head = re.match(r"( *)([^\s:'-][^:]*|'[^']+'):", line)
            depth = len(line) - len(line.lstrip(" "))
            if head and depth <= 2:
                if pos and re.fullmatch(r"[a-z]+(?:-[a-z]+)*", lemma):
                    yield lemma, pos, forms, SENSES.get(sense, "x"), clause
                pos, forms, sense, clause, listing = "", [], 0, False, ""
                if depth == 0:
                    lemma = head.group(2).strip("'")
                else:
                    pos = head.group(2)[0]
            elif depth == 4 and head:
                listing = head.group(2)
            elif listing == "form" and (m := re.match(r" +- '?([a-z-]+)'?$", line)):
                forms.append(m.group(1))
            elif (m := re.search(r"id: '?[^%]+%\d:(\d\d):", line)) and not sense:
                sense = int(m.group(1))
            elif "via-that" in line or "vii-that" in line or "vibar-that" in line or "vtii-that" in line:
                clause = True


def doubled(lemma: str) -> bool:
    """Whether a final consonant doubles before -ed and -ing: one short vowel before it, one syllable."""
    return bool(re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", lemma)) and lemma[-1] not in "wxy"


def verb_forms(lemma: str, irregular: list[str]) -> Iterator[tuple[str, str]]:
    yield lemma, "V"
    yield re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + ("es" if re.search(r"(?:[sxzo]|ch|sh)$", lemma) else "s"), "Z"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    if doubled(lemma):
        stem = lemma + lemma[-1]
    yield (lemma[:-2] + "ying" if lemma.endswith("ie") else stem + "ing"), "G"
    past = [f for f in irregular if not f.endswith("ing")]
    for form in past:
        yield form, "G" if form.endswith("ing") else "D"
    if not past:
        yield (re.sub(r"(?<=[^aeiou])y$", "i", stem) + "ed"), "D"
    for form in irregular:
        if form.endswith("ing"):
            yield form, "G"


def noun_forms(lemma: str, irregular: list[str]) -> Iterator[tuple[str, str]]:
    yield lemma, "N"
    for form in irregular or [
        re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + ("es" if re.search(r"(?:[sxz]|ch|sh)$|(?<=[^aeiou])y$", lemma) else "s")
    ]:
        yield form.replace("iees", "ies"), "S"


def forms(git_dir: str) -> dict[str, dict[str, str]]:
    """form -> {form class: code}"""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for lemma, pos, irregular, sense, clause in entries(git_dir):
        if len(lemma) < 2:
            continue
        made = {"v": verb_forms, "n": noun_forms}.get(pos)
        tag = f":{sense}" + ("+" if clause and pos == "v" else "")
        for form, kind in made(lemma, irregular) if made else [(lemma, {"a": "A", "s": "A", "r": "R"}.get(pos, "X"))]:
            out[form].setdefault(kind, kind + (tag if pos in "vn" else ""))
    return out


def nearest(x: Any, centres: Any) -> Any:
    return np.concatenate([(part @ centres.T).argmax(1) for part in np.array_split(x, max(1, len(x) // 4096))])


def kmeans(x: Any, k: int, rounds: int = 25) -> tuple[Any, Any]:
    """Spherical k-means; (cluster of each row, centres)."""
    rng = np.random.default_rng(7)
    centres = x[rng.choice(len(x), k, replace=False)]
    for _ in range(rounds):
        label = nearest(x, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, label, x)
        empty = ~sums.any(1)
        sums[empty] = x[rng.choice(len(x), int(empty.sum()))]
        centres = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return nearest(x, centres), centres


def main(git_dir: str, vectors_dir: str, out: str) -> None:
    from spacy.vocab import Vocab

    table = forms(git_dir)
    vocab = Vocab().from_disk(vectors_dir)
    rows = {f: r for f in table if (r := vocab.vectors.key2row.get(vocab.strings[f], -1)) >= 0 and vocab.vectors.data[r].any()}
    used = sorted(set(rows.values()))
    x = vocab.vectors.data[used]
    x = x - x.mean(0)  # what all words share says nothing
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    fine, centres = kmeans(x, FINE)
    coarse, _ = kmeans(centres, COARSE)
    at = {r: i for i, r in enumerate(used)}
    with Path(out).open("w", encoding="utf-8") as f:
        for form in sorted(rows):
            k = int(fine[at[rows[form]]])
            f.write(f"{form}\t{int(coarse[k])}.{k}\t{' '.join(sorted(table[form].values()))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
