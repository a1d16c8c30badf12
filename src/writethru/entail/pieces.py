"""Word pieces: a text as numbers of the encoder's vocabulary (WordPiece, longest first; Wu et al. 2016, Devlin et al. 2019).

The vocabulary, data/en/wordpieces.txt, is that of BERT uncased (Google, Apache-2.0; see NOTICE)."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

CLS, SEP, UNKNOWN = 101, 102, 100
LONGEST = 60  # characters of a word: a longer one is no word
_WORDS = re.compile(r"\w+|[^\w\s]")


@cache
def vocabulary() -> dict[str, int]:
    text = (files("writethru.data") / "en" / "wordpieces.txt").read_text("utf-8")
    return {w: i for i, w in enumerate(text.split("\n"))}


def pieces(text: str, most: int) -> list[int]:
    """The numbers of a text's first `most` pieces, without marks at its ends. Time is linear in the text read."""
    plain = unicodedata.normalize("NFD", text[: 24 * most].lower())
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
    out: list[int] = []
    for m in _WORDS.finditer(plain):
        out += _pieces(m.group())
        if len(out) >= most:
            break
    return out[:most]


@lru_cache(maxsize=32768)
def _pieces(word: str) -> tuple[int, ...]:
    known = vocabulary()
    out: list[int] = []
    at = 0
    if len(word) > LONGEST:
        return (UNKNOWN,)
    while at < len(word):
        end = len(word)
        while end > at and (("##" if at else "") + word[at:end]) not in known:
            end -= 1
        if end == at:
            return (UNKNOWN,)
        out.append(known[("##" if at else "") + word[at:end]])
        at = end
    return tuple(out)
