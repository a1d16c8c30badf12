"""Make src/writethru/data/en/person_nouns.txt: nouns that count people ("docker", "apprentice"), for the ledger's figures.

    python train/ledger/people.py OEWN_GIT_DIR src/writethru/data/en/words.txt src/writethru/data/en/person_nouns.txt

OEWN_GIT_DIR is a git directory of Open English WordNet (CC BY 4.0). A noun is taken whose first sense is a person and none of whose
senses is a thing that is counted too: a "tanker" or a "party" is left out. Only words that words.txt knows are kept.
"""

import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PERSON = "18"
COUNTED = frozenset(("05", "06", "08", "13", "14", "20", "21", "27"))  # animal, artifact, body, food, group, plant, possession, substance


def nouns(git_dir: str) -> Iterator[tuple[str, list[str]]]:
    """Every lower-case single word with the classes of its noun senses, commonest first."""
    for letter in string.ascii_lowercase:
        show = ["git", "--git-dir", git_dir, "show", f"HEAD:src/yaml/entries-{letter}.yaml"]
        text = subprocess.run(show, capture_output=True, text=True, check=True).stdout
        for entry in re.split(r"^(?=\S)", text, flags=re.M):
            lemma = entry.partition(":")[0]
            if re.fullmatch(r"[a-z]{3,}(?:-[a-z]+)*", lemma):
                yield lemma, re.findall(rf"id: '{re.escape(lemma)}%1:(\d\d):", entry)


def main(git_dir: str, known: Path, out: Path) -> None:
    words = {line.partition("\t")[0] for line in known.read_text("utf-8").splitlines()}
    found = {lemma for lemma, senses in nouns(git_dir) if lemma in words and senses[:1] == [PERSON] and not COUNTED & set(senses)}
    head = "# Nouns that count people. Made by train/ledger/people.py from Open English WordNet (https://en-word.net), CC BY 4.0.\n"
    out.write_text(head + "".join(f"{w}\n" for w in sorted(found)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
