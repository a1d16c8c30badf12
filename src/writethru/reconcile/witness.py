"""Whether two sources bear each other out, or are one: somebody and the body spoken for, an official and the state, words of one quotation."""

import re

from writethru.reconcile.again import rumoured
from writethru.reconcile.likeness import quote_likeness, same_voice
from writethru.reconcile.links import proper
from writethru.reconcile.unit import Unit, content_words

BESIDE = 60  # characters from a name in which somebody is introduced
QUOTED = 0.75  # of the shorter quotation, in one utterance
TELLING = 3  # content words, or a figure, without which a statement says too little to be borne out ("missing")
_HEARSAY = re.compile(r"(?:the )?(?:(?:local|foreign|social|state|many|some) )*(?:media|press|newspapers?|tabloids?|reports)\b", re.I)
_OFFICE = r"(?:minist(?:er|ry)|president|government|army|navy|military|armed forces|general staff|state (?:news agency|media|television))"
_STOP = re.compile(r"\n|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})[.!?]['\"”’]? (?=[A-Z])")  # not behind "Lt." and "Gen."
_OFFICIAL = re.compile(rf"\b(?:{_OFFICE}|general|gen|colonel|col|admiral|ambassador|chancellor|envoy)\b", re.I)
_STATE_OF = re.compile(rf"\b([A-Z]\w+(?: [A-Z]\w+)?)['’]s (?:\w+ ){{0,2}}{_OFFICE}\b")


def hearsay(speaker: str) -> bool:
    """Whether a source is "the media" or "reports": what these have is nobody's own word."""
    return _HEARSAY.match(speaker) is not None


def witness(u: Unit) -> bool:
    """Whether a statement's source can bear another out: somebody, or a body, in words of its own."""
    named = proper(u.speaker or "") or " " in (u.speaker or "")
    return named and not hearsay(u.speaker or "") and not (u.inner or u.collective or u.retells or rumoured(u))


def bears_out(u: Unit) -> bool:
    """Whether its source can, and says enough to."""
    return witness(u) and (len(u.stems) >= TELLING or bool(u.figures))


def one_source(a: Unit, b: Unit) -> bool:
    """Whether two sources may be one under two names: what they are called has a word in common, the one is introduced as of the other ("Ada
    Venn, head of the ambulance service") or as an official where the other is the state, or they are quoted in the same words."""
    called = [frozenset(content_words(u.speaker or "")) for u in (a, b)]
    if same_voice(a, b) or called[0] & called[1] or quote_likeness(a, b) >= QUOTED:
        return True
    texts = (a.report.text, b.report.text)
    if any(_introduced(x.speaker or "", y, text) for x, y in ((a, called[1]), (b, called[0])) for text in texts):
        return True
    return _of_state(a.speaker or "", b.speaker or "", texts) or _of_state(b.speaker or "", a.speaker or "", texts)


def _introduced(name: str, body: frozenset[str], text: str) -> bool:
    """Whether a text says who somebody is in the words for a body."""
    return bool(body) and any(body <= set(content_words(around)) for around in _around(name, text))


def _of_state(name: str, state: str, texts: tuple[str, ...]) -> bool:
    """Whether somebody is told as an official, of no other state, and a state has officials: "the deputy defence minister, Ilja Veld", and
    "Orvane's army"."""
    states = {m.group(1) for text in texts for m in _STATE_OF.finditer(text)}
    if state not in states:
        return False
    told = [around for text in texts for around in _around(name, text) if _OFFICIAL.search(around)]
    return bool(told) and not any(other in around for around in told for other in states - {state})


def _around(name: str, text: str) -> list[str]:
    """What stands beside each mention of a capitalised last name in its sentence."""
    last = name.split()[-1] if name else ""
    if not last[:1].isupper():
        return []
    found = re.finditer(rf"\b{re.escape(last)}\b", text)
    return [
        _STOP.split(text[max(0, m.start() - BESIDE) : m.start()])[-1] + _STOP.split(text[m.start() : m.end() + BESIDE])[0] for m in found
    ]
