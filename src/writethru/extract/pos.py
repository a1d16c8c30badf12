"""Parts of speech: a Penn tag for every token of a Reading, few and coarse (TAGS), from a linear-chain tagger.

Model: data/en/pos.crfsuite, made by train/pos/train.py from the Manually Annotated Sub-Corpus (Ide et al. 2010). Linear in the text.
"""

from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from writethru.extract.forms import kinds, shape
from writethru.extract.lexicon import word
from writethru.extract.reading import Reading

CHUNK = 300  # tokens tagged at once; a longer sentence is cut
VERBS = frozenset({"VB", "VBD", "VBZ", "VBP", "VBG", "VBN"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP"})


@cache
def _model() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("writethru.data") / "en" / "pos.crfsuite") as path:
        tagger.open(str(path))
    return tagger


def tags(reading: Reading) -> list[str]:
    """A tag for each token: Penn's, with NNPS as NNP, JJR and JJS as JJ, RBR and RBS as RB, PRP$ as PRS, PDT as DT, "P" for marks.
    Kept in the reading, so asking again costs nothing."""
    if not reading.pos:
        tagger = _model()
        for first, last in reading.sentences:
            for a in range(first, last, CHUNK):
                reading.pos += tagger.tag(rows(reading.words[a : min(a + CHUNK, last)]))
    return reading.pos


@lru_cache(maxsize=60000)
def _own(raw: str) -> tuple[tuple[str, ...], str]:
    """(features of a form, its first word class)"""
    low = raw.lower().replace("’", "'")
    out = ["w=" + low, "s=" + shape(raw)]
    if raw[0].isalpha():
        out += ["x3=" + low[-3:], "x2=" + low[-2:], "x4=" + low[-4:]]
    classes = kinds(raw)
    out += ["k=" + k for k in classes]
    known = word(low.removesuffix("'s"))
    if known.fine:
        out += ["f=" + known.fine, "c=" + known.coarse]
    return tuple(out), classes[0]


@lru_cache(maxsize=200000)
def _beside(raw: str, offset: int) -> tuple[str, ...]:
    own, kind = _own(raw)
    mark = f"{offset:+d}"
    if abs(offset) == 1:
        return tuple(mark + x for x in own if x[0] in "wskc" or x.startswith("x3"))
    return (mark + own[0], mark + "k=" + kind)


def rows(words: list[str]) -> list[list[str]]:
    """The features of each word of a sentence."""
    out = []
    own = [_own(w) for w in words]
    last = len(words) - 1
    for i, raw in enumerate(words):
        row = list(own[i][0])
        for offset in (-2, -1, 1, 2):
            if 0 <= i + offset <= last:
                row += _beside(words[i + offset], offset)
            elif abs(offset) == 1:
                row.append(f"{offset:+d}edge")
        row.append(f"k3={own[i - 1][1] if i else '^'},{own[i][1]},{own[i + 1][1] if i < last else '$'}")
        row.append("w2=" + words[i - 1].lower() + "," + raw.lower() if i else "first")
        out.append(row)
    return out
