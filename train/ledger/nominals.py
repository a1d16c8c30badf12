"""Make src/writethru/data/en/nominals.txt: verbs with nouns for the same act whose stems differ ("lose loss", "assure assurance").

    python train/ledger/nominals.py OEWN_GIT_DIR src/writethru/data/en/words.txt src/writethru/data/en/nominals.txt

OEWN_GIT_DIR is a git directory of Open English WordNet (CC BY 4.0). A noun is taken whose first sense is no thing or person and one of
whose first senses WordNet derives from a verb that begins with the same letters. A noun goes with the one verb it is nearest to in letters. Only words that words.txt knows are kept. OWN adds nouns that begin otherwise or that WordNet links
to no verb.
"""

import re
import string
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from writethru.words import stem

THINGS = frozenset(("05", "06", "08", "13", "18", "20", "27"))  # animal, artifact, body, food, person, plant, substance
SENSES = 5  # looked at, commonest first
BEGIN = 3  # letters that verb and noun share at least
OWN = dict(
    pair.split() for pair in ("lose loss", "die death", "steal theft", "sell sale", "choose choice", "respond response", "advise advice")
)


def entries(git_dir: str) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Every lower-case single word with its noun senses: the class of each and the verbs derived from it."""
    for letter in string.ascii_lowercase:
        show = ["git", "--git-dir", git_dir, "show", f"HEAD:src/yaml/entries-{letter}.yaml"]
        text = subprocess.run(show, capture_output=True, text=True, check=True).stdout
        for entry in re.split(r"^(?=\S)", text, flags=re.M):
            lemma = entry.partition(":")[0]
            noun = re.search(r"^  n:\n(.*?)(?=^  \S|\Z)", entry, re.M | re.S)
            if noun and re.fullmatch(r"[a-z]{3,}", lemma):
                senses = []
                for sense in re.split(r"^    - ", noun.group(1), flags=re.M)[1:]:
                    found = re.search(rf"id: '{lemma}%1:(\d\d):", sense)
                    if found:
                        senses.append((found.group(1), re.findall(r"- '([a-z]+)%2:", sense)))
                yield lemma, senses


def main(git_dir: str, known: Path, out: Path) -> None:
    kinds = {line.split("\t")[0]: line for line in known.read_text("utf-8").splitlines()}
    verbs: dict[str, list[str]] = {}
    for noun, senses in entries(git_dir):
        near = [v for _, vs in senses[:SENSES] for v in vs if v != noun and v in kinds and v[:BEGIN] == noun[:BEGIN]]
        if noun not in kinds or not near or senses[0][0] in THINGS:
            continue
        verb = max(sorted(set(near)), key=lambda v: SequenceMatcher(None, v, noun).ratio())
        if stem(verb) != stem(noun) and noun != verb:
            verbs.setdefault(verb, []).append(noun)
    for verb, noun in OWN.items():
        verbs.setdefault(verb, []).append(noun)
    head = "# Verbs, each with nouns for its act whose stems differ. Made by train/ledger/nominals.py from Open English WordNet\n# (https://en-word.net), CC BY 4.0.\n"
    out.write_text(head + "".join(f"{v} {' '.join(sorted(ns))}\n" for v, ns in sorted(verbs.items())), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
