"""Word pieces: a text as numbers of the encoder's vocabulary (WordPiece, longest first; Wu et al. 2016, Devlin et al. 2019).

The vocabulary, data/en/wordpieces.txt, is that of BERT uncased (Google, Apache-2.0; see NOTICE)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

Span = tuple[int, int]  # characters
CLS, SEP, UNKNOWN = 101, 102, 100
LONGEST = 60  # characters of a word: a longer one is no word
_WORDS = re.compile(r"\w+|[^\w\s]")


@cache
def vocabulary() -> dict[str, int]:
    text = (files("writethru.data") / "en" / "wordpieces.txt").read_text("utf-8")
    return {w: i for i, w in enumerate(text.split("\n"))}


def pieces(text: str, most: int) -> list[int]:
    """The numbers of a text's first `most` pieces, without marks at its ends. Time is linear in the text read."""
    return [i for word, _ in _words(text, most) for i in word][:most]


def word_spans(text: str, most: int) -> list[Span]:
    """Where in a text the word stands that each of its first `most` pieces is of."""
    return [span for word, span in _words(text, most) for _ in word][:most]


def _words(text: str, most: int) -> list[tuple[tuple[int, ...], Span]]:
    """The pieces of each word and its place."""
    plain, at = _plain(text[: 24 * most])
    out: list[tuple[tuple[int, ...], Span]] = []
    held = 0
    for m in _WORDS.finditer(plain):
        out.append((_pieces(m.group()), (at[m.start()], at[m.end() - 1] + 1)))
        held += len(out[-1][0])
        if held >= most:
            break
    return out


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """A text in small letters without accents, and where each of its characters comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    found = [(c, i) for i, t in enumerate(text) for c in unicodedata.normalize("NFD", t.lower()) if unicodedata.category(c) != "Mn"]
    return "".join(c for c, _ in found), [i for _, i in found]


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
