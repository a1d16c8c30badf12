"""Who can confirm: an authority or body, or a person with an office; not a witness who "confirms he heard shouting"."""

import re
from collections.abc import Collection, Iterable

from writethru.tell.lists import held
from writethru.tell.rules import words_of
from writethru.text import WORD, fold

BESIDE = 70  # characters around a name in which an office stands


def can_confirm(speaker: str | None, texts: Iterable[str], persons: Collection[str]) -> bool:
    """Whether somebody's word confirms: a role ("the ministry", "a spokesman"), a body by its name, a person by an office that one of
    `texts` has beside the name. `persons`: last words of the names of persons."""
    words = [fold(m.group()) for m in WORD.finditer(speaker or "")]
    if not speaker or not words:
        return False
    if any(w in _offices() or w in _bodies() for w in words):
        return True
    if speaker == speaker.lower() or speaker.split()[-1] not in persons:
        return speaker != speaker.lower() or bool(held("collective").intersection(words))
    named = re.compile(rf"(?<!\w){re.escape(speaker)}(?!\w)")
    near = (t[max(0, m.start() - BESIDE) : m.end() + BESIDE] for t in texts for m in named.finditer(t))
    return any(fold(w.group()).removesuffix("s") in _offices() for stretch in near for w in WORD.finditer(stretch))


def _offices() -> frozenset[str]:
    return words_of("voices", "offices") | words_of("voices", "speaks") | held("ranks")


def _bodies() -> frozenset[str]:
    return words_of("voices", "bodies") | words_of("voices", "firm") | held("sayers") | {"officials", "authorities", "investigators"}
