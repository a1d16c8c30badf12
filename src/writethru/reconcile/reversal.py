"""Denials that a source takes back in so many words ("admitted on Tuesday, a day after denying it") or by owning up to what it had denied,
and words of which it says that another now stands in their place ("rather than the 48 hours she gave on Monday")."""

import re
from collections.abc import Iterator, Sequence

from writethru.reconcile.answer import BACK
from writethru.reconcile.unit import Unit, content_words

OWNED = 2  # content words shared, amounts aside, where it only owns up to something
_AMOUNTS = frozenset(content_words("hundred thousand million billion percent year years day days last first number figure"))
SHARED = 0.2  # of the words of a denial and of what takes it back, where the sentence itself says that it does
_TURN = re.compile(
    r"\b(?:after|having|despite|reversing|reverses|reversed)\b(?: [\w’']+){0,4} (?:deny|deni|reject|dismiss|insist)[a-z]*\b"
    r"|\b(?:had|has) (?:earlier |previously |first |at first |long )?denied\b|\bdrops? (?:its|his|her|their) (?:claim|denial)",
    re.I,
)
_OWNS_UP = re.compile(r"\b(?:admit|acknowledg|conced|confess|own(?:s|ed) up)[a-z]*", re.I)
_TOOK_BACK = re.compile(
    r"\bapologi[sz][a-z]+ for (?:having )?(?:sa(?:id|ying)|den(?:ied|ying)|claim(?:ed|ing)|insist(?:ed|ing)|suggest(?:ed|ing))\b"
    r"|\bhad (?:said|claimed|insisted|denied|maintained|told)\b.*\bapologi[sz]ed\b|\bwas wrong to (?:say|deny|claim|insist)\b"
    r"|\b(?:took|takes|taken) back (?:his|her|its|their|the)\b|\b(?:retract|withdr[ae]w)[a-z]* (?:his|her|its|their|the) (?:[a-z]+ )?(?:claim|denial|statement|assertion)\b",
    re.I,
)
# "Rather than the 48 hours she gave on Monday", "not the number that the police had given": the word that this one takes the place of.
_INSTEAD = re.compile(
    r"\b(?:rather than|instead of|not|no longer) (?:the|its|his|her|their) ([^,.;]{2,40}?) (?:that |which )?(it|he|she|they|(?:the )?[a-z]+) (?:had )?"
    r"(?:first )?(?:gave|given|named|announced|promised|reported|estimated|forecast|spoke|spoken|put|cited)\b",
    re.I,
)


def turned(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Statements that take back an earlier denial of their source, each with that denial and with what the source said beside it: they own
    up to it ("the ministry acknowledged that it had been told"), or their sentence says that the source had denied it or was wrong."""
    denials = [u for u in units if u.denied and (u.stance == "denied" or u.negated)]
    for u in units:
        if not u.speaker or u.stance in ("denied", "declined"):
            continue
        back = _TOOK_BACK.search(u.report.text, *u.statement.sentence)
        told = back or _TURN.search(u.report.text, *u.statement.sentence)  # that it is another word than before
        if not back and (u.negated or not (told or _owns_up(u))):
            continue
        near = [
            (len(u.stems & d.stems) / min(len(u.stems), len(d.stems)), d.id, d)
            for d in denials
            if d.voice == u.voice and d.order < u.order and u.stems and u.statement.sentence != d.statement.sentence
            if d.stance == "denied" or d.report.id != u.report.id
            if told or len((u.stems & d.stems) - _AMOUNTS) >= OWNED
        ]
        share, _, best = max(near, default=(0.0, "", u))
        if share >= SHARED:
            yield u, best
            yield from ((u, v) for v in units if _bears_out(v, best))


def replaced(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Statements that say whose earlier word they take the place of, each with the statement that gave it."""
    for u in units:
        m = _INSTEAD.search(u.report.text, *u.statement.sentence)
        if m is None or u.stance == "denied":
            continue
        own = m.group(2).lower() in ("it", "he", "she", "they")
        who = frozenset(content_words(m.group(2)))
        said = [v for v in units if v.order < u.order and v.report.id != u.report.id and v.speaker and not v.answers]
        said = [v for v in said if (v.voice == u.voice if own else who & frozenset(content_words(v.speaker or "")))]
        numbers = frozenset(w for w in content_words(m.group(1)) if w.isdigit())
        given = [v for v in said if (numbers & v.numbers if numbers else v.figures)]
        near = [(len(u.stems & v.stems), v.id, v) for v in given if (u.stems & v.stems) - numbers]
        if near:
            yield u, max(near)[2]


def _owns_up(u: Unit) -> bool:
    cue = u.statement.attribution.cue if u.statement.attribution else None
    return bool(u.stance == "confirmed" and cue and _OWNS_UP.match(u.report.text, *cue))


def _bears_out(v: Unit, denial: Unit) -> bool:
    """Whether a statement stands right after a denial of the same source, in its paragraph, and goes with it: "The alarm was not late. 'Our
    network was working'"."""
    if v.report.id != denial.report.id or v.voice != denial.voice or v.id == denial.id or v.statement.attribution is None:
        return False
    text, end, start = v.report.text, denial.statement.sentence[1], v.statement.sentence[0]
    beside = 0 <= start - end <= 3 or (0 <= start - denial.statement.content[-1][1] <= BACK and bool(denial.answers))
    return beside and "\n" not in text[min(end, start) : start] and (v.statement.attribution.kind == "direct" or bool(v.denied))
