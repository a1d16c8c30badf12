"""Train data/en/pos.crfsuite, the part-of-speech tagger of writethru.extract.pos, on the tagged Manually Annotated Sub-Corpus.

Usage: python train.py MASC_ZIP [--out FILE] [--held N]     MASC_ZIP is masc_tagged.zip of NLTK's data (see README.md)
With --held N every Nth sentence is kept out and the tagger's accuracy on it printed.
"""

import argparse
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "src"))

from writethru.extract.pos import rows  # noqa: E402
from writethru.extract.reading import read  # noqa: E402

# Left out: newspapers' and agencies' own copy (their rights are not the corpus's to give) and text unlike a report's.
SKIP = re.compile(r"nyt|NYT|apw|wsj|jokes|tweets|lists-|JurassicPark|spoken")
COARSE = {
    "NNPS": "NNP", "NP": "NNP", "PRP$": "PRS", "WP$": "WP", "PDT": "DT", "JJR": "JJ", "JJS": "JJ", "RBR": "RB", "RBS": "RB",
    "UH": "RB", "FW": "NN", "SYM": "NN", "LS": "CD",
}  # fmt: skip
TITLED = 14  # every so many sentences in title case, as headlines are
Tagged = tuple[list[str], list[str]]


def plain(line: str) -> tuple[str, list[tuple[int, str]]]:
    """A line of word_TAG as text, with (offset, tag) of each word."""
    text, at = "", []
    for word, tag in (t.rsplit("_", 1) for t in line.split() if "_" in t):
        word = word.replace("``", "“").replace("''", "”")
        glued = not text or word in ".,;:?!)%”" or word.startswith("'") or word in ("n't", "n’t") or text[-1] in "(“$"
        text += "" if glued else " "
        at.append((len(text), tag))
        text += word
    return text, at


def sentences(path: str) -> Iterator[Tagged]:
    """(words, tags) of each sentence, cut as `read` cuts words; a word of two tokens has the first one's tag."""
    with zipfile.ZipFile(path) as folder:
        for name in sorted(folder.namelist()):
            if not name.endswith(".txt") or name.endswith("categories.txt") or SKIP.search(name):
                continue
            for line in folder.read(name).decode("utf-8", "replace").splitlines():
                text, at = plain(line)
                if len(at) < 3:
                    continue
                reading = read(text)
                tags, k = [], 0
                for start in reading.starts:
                    while k + 1 < len(at) and at[k + 1][0] <= start:
                        k += 1
                    tag = at[k][1]
                    tags.append(COARSE.get(tag, tag) if tag[0].isalpha() else "P")
                if reading.words:
                    yield reading.words, tags


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("masc")
    parser.add_argument("--out", default=str(HERE.parents[1] / "src/writethru/data/en/pos.crfsuite"))
    parser.add_argument("--held", type=int, default=0)
    a = parser.parse_args()
    found = list(sentences(a.masc))
    random.Random(1).shuffle(found)
    held = found[:: a.held] if a.held else []
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.5, "c2": 0.05, "max_iterations": 70, "feature.minfreq": 2})
    for n, (words, tags) in enumerate(found):
        if not a.held or n % a.held:
            trainer.append(rows([w[0].upper() + w[1:] for w in words] if n % TITLED == 1 else words), tags)
    trainer.train(a.out)
    print(len(found), "sentences,", sum(len(w) for w, _ in found), "words")
    if held:
        tagger = pycrfsuite.Tagger()
        tagger.open(a.out)
        right = [x == y for words, tags in held for x, y in zip(tagger.tag(rows(words)), tags, strict=True)]
        print("accuracy on", len(held), "sentences kept out:", round(sum(right) / len(right), 4))


if __name__ == "__main__":
    main()
