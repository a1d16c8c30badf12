"""What we don't know: questions that a source declined or a report leaves open, less those that were answered since."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from writethru.model import Claim, Ledger, Stamp, Statement, TimeExpression
from writethru.tell.content import content_of
from writethru.tell.lists import held, listed
from writethru.tell.phrase import Phrases
from writethru.tell.rules import concept
from writethru.text import fold, squeeze
from writethru.words import WORD, stem

ANSWERED = 0.6  # a later statement that holds this share of a "whether" question settles it
ELSEWHERE = 0.85  # and one of other voices, however firm
COMMON = 0.2  # words in this share of the statements tell nothing apart: sharing them alone settles nothing
OFFENCE = frozenset(["suspected", "alleged", "allegedly"])  # hedges on a charge, not on whether it happens
_UNTIL = re.compile(r"\buntil (?:after |early |late |about |around )?$")
_HAD = re.compile(r"\b(?:had|having)(?: \w+)?(?: \w+ly)? ?$")
_ASKS = re.compile(r"^(?:to say |say |saying |on )?(when|where|who|whom|whose|why|how|what|which)\b")
_ASKING = re.compile(r"\b(?:whether|if|when|where|who|whom|whose|why|how|what|which)\b")
ASKED = 8  # words of a content in which its question begins
_OWN = re.compile(r"\b(?:confirm|say|rul|exclud)\w*\b")


def open_questions(ledger: Ledger, phrases: Phrases) -> list[Claim]:
    """The claims that a round-up may list as unknown, in the ledger's order."""
    live = [c for c in ledger.claims if c.standing != "withdrawn"]
    firm = [
        (c, content_of(_told(c, phrases)))
        for c in live
        if c.stance != "declined" and set(c.hedges) <= OFFENCE and not _left_open(c, phrases)
    ]
    seen = Counter(w for _, words in firm for w in words)
    common = frozenset(w for w, n in seen.items() if n > max(2, COMMON * len(firm)))
    return [c for c in live if (asked := _asked(c, phrases)) and not _late(c, phrases) and not _answered(c, asked, firm, common, phrases)]


def _statement(c: Claim, phrases: Phrases) -> Statement:
    return phrases.statements[c.appearances[0].statement]


def _told(c: Claim, phrases: Phrases) -> str:
    """The sentence a claim stands in."""
    s = _statement(c, phrases)
    return squeeze(phrases.reports[s.report].text[slice(*s.sentence)])


def _left_open(c: Claim, phrases: Phrases) -> bool:
    """Whether a report says in its own voice that something is not known: "It is not clear where the packs went"."""
    nobody = c.speaker is None or fold(c.speaker).startswith(("neither", "nobody", "no one"))
    return nobody and any(fold(_told(c, phrases)).find(p) >= 0 for p in listed("unknown"))


def _asked(c: Claim, phrases: Phrases) -> frozenset[str]:
    """What a question is about, as concepts; empty for one that is none."""
    if c.stance == "declined" and _withheld(c, phrases):
        found = content_of(c.text)
    elif _left_open(c, phrases):
        found = content_of(_told(c, phrases)) - content_of(" ".join(listed("unknown")))
    else:
        return frozenset()
    return found - {concept(w) for w in listed("empty")}


def _withheld(c: Claim, phrases: Phrases) -> bool:
    """Whether what is refused is an answer: a question ("did not say when"), or something that could be named or granted ("gave no
    details", "did not rule out a strike"). Who "did not say it was wrong" or "refused to resign" leaves nothing open, and who will not
    speak of an opinion neither."""
    s = _statement(c, phrases)
    if not s.attribution or not s.attribution.cue:
        return True
    refusal = phrases.reports[s.report].text[slice(*s.attribution.cue)].partition(" by ")[0].split()
    content = fold(c.text).split()
    if content[:1] == ["to"]:  # "declined" "to give a date"
        refusal, content = [*refusal, *content[:2]], content[2:]
    verbs = {stem(fold(m.group())) for w in refusal for m in WORD.finditer(w)}
    if not verbs & held("telling"):
        return False
    if _ASKING.search(" ".join(content[:ASKED])):
        return True
    if verbs & held("opening"):
        return True
    return bool(verbs & held("speaking")) and not any(stem(w.strip(".,")) in _opinions() for w in content)


@cache
def _opinions() -> frozenset[str]:
    return frozenset(map(stem, held("opinions")))


def _late(c: Claim, phrases: Phrases) -> bool:
    """Whether the sentence itself tells that the answer came: "did not say which tank until 05:40", "said Merl, who had declined on
    Tuesday". "Until" before a time that had come when the report was published is the end of the silence; before one to come it is
    part of the question ("did not say if it stays shut until May")."""
    for a in c.appearances:
        s = phrases.statements[a.statement]
        report = phrases.reports[s.report]
        text, cue = report.text, s.attribution.cue if s.attribution else None
        if cue and _HAD.search(text[max(s.sentence[0], cue[0] - 24) : cue[0]]) and _also_told(s, phrases):
            return True
        stamp = report.published or report.updated
        for t in s.times:
            if _UNTIL.search(text[max(s.sentence[0], t.start - 24) : t.start]) and stamp and _come(t, stamp):
                return True
    return False


def _also_told(s: Statement, phrases: Phrases) -> bool:
    """Whether the sentence of a refusal gives a statement besides."""
    others = (
        o for o in phrases.statements.values() if o.report == s.report and o.sentence[0] < s.sentence[1] and o.sentence[1] > s.sentence[0]
    )
    return any(o.id != s.id and o.attribution and o.attribution.stance != "declined" for o in others)


def _come(t: TimeExpression, stamp: Stamp) -> bool:
    """Whether a time had come when a report was published."""
    if not t.latest or t.type not in ("DATE", "TIME"):
        return False
    if t.latest[:10] != stamp.day.isoformat():
        return t.latest[:10] < stamp.day.isoformat()
    return t.type == "TIME" and (len(stamp.iso) == 10 or t.latest[11:16] <= stamp.iso[11:16])


def _answered(
    c: Claim, asked: frozenset[str], firm: Sequence[tuple[Claim, frozenset[str]]], common: frozenset[str], phrases: Phrases
) -> bool:
    """Whether something published later settles the question: all it is about for one that asks who, when or how; most of it for one
    that asks whether; told by the one who declined, by an outlet in its own voice, by two origins, or as confirmed. One that somebody
    stopped short of confirming only that source can settle, and so one about a single thing."""
    mine = _when(c, phrases)
    who = frozenset(w for w in content_of(c.speaker or "") if w not in asked)
    s = _statement(c, phrases)
    cue = phrases.reports[s.report].text[slice(*s.attribution.cue)] if s.attribution and s.attribution.cue else ""
    own = bool(_OWN.search(cue.partition(" of ")[2] or (cue if "rul" in cue or "exclud" in cue else "")))
    asks = _ASKS.match(fold(c.text)) is not None or c.stance != "declined"
    for other, words in firm:
        held = asked & words
        same = bool(who & (words | content_of(other.speaker or "")))
        if not held - common or mine is None or (theirs := _when(other, phrases)) is None or theirs <= mine:
            continue
        told = other.speaker is None  # in the outlet's own voice
        firmly = told or other.stance == "confirmed" or other.standing == "corroborated"
        if not same and (own or len(asked) == 1 or not firmly):
            continue
        if len(held) >= (1.0 if asks else ANSWERED if same or told else ELSEWHERE) * len(asked):
            return True
    return False


def _when(c: Claim, phrases: Phrases) -> tuple[datetime, int] | None:
    """The moment a claim was first published, as something to compare; None when it is not known."""
    stamps = (r.published or r.updated for a in c.appearances if (r := phrases.reports[a.report]))
    return min((s.order for s in stamps if s), default=None)
