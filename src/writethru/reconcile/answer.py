"""Answers that name what they answer by a pronoun ("Molden denied that", "she called it a lie") or right behind it in other words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.reconcile.unit import ABOUT, NEGATION, NO_COMMENT, Unit, content_words
from writethru.text import FOLD, fold
from writethru.words import WORD, kin, stem

BACK = 250  # characters back to the end of what is answered
NEAR = 8  # statements back to the one that "it" stands for
OPENS = 90  # characters in which an answer names what there was not
REPLY = 3  # statements back to the accusation that a denial answers
_IT = r"(?:that|it|this|these|those|so|(?:the|this|that|these|those|any such|all|his|her|their|its) (?:[a-z]+(?:['’]s)? )?(?:accusation|claim|allegation|charge|report|account|suggestion|rumou?r|criticism|assertion|version|finding)s?)"
_WHEN = r"(?: (?:last night|yesterday|today|tonight|(?:late |early )?on [A-Z][a-z]+day(?: (?:night|evening|morning|afternoon))?|in a statement))"
_NAMED = re.compile(rf"{_IT}(?: (?:as|out of hand|at once|outright|flatly))?{_WHEN}?\W*", re.I)
_EARLIER = re.compile(r"\b(?:after|before|despite|since)\b[^,.;]{0,30}$|ing$")
_ACCUSES = re.compile(r"\b(?:complain|accus|alleg|criticis|criticiz|protest|charg|blam)[a-z]*", re.I)
_ELLIPTIC = re.compile(
    r"(?:that )?(?:(?:all|both|none|neither|some|most)(?: of them| [a-z]+)?|it|they|he|she|we)(?: [a-z]+ly)? "
    r"(?:had|has|have|was|were|is|are|did|does|do|would|could|will|can)(n['’]t| not)?",
    re.I,
)
_NONE = re.compile(r"\b(?:none|neither|nobody)\b", re.I)
# "There was no gang", "received no bonus", "never got any such letter": what is denied by name.
_NO_SUCH = re.compile(
    r"\b(?:no(?! confidence\b)|not any|never (?:[a-z]+ )?(?:any|a)|without any|(?:any|no) such|nothing like (?:a|an|the)) ((?:[a-z\-]+ ){0,2}[a-z\-]+)",
    re.I,
)
# "No such permission had been given", "had never been sent such a report": what "such" stands for, whoever told of it.
_SUCH = re.compile(
    r"(?:\bno such|(?:\b(?:not|never|nor|without)\b|n['’]t\b)[\w’' ]{0,40}? (?:such an?|any such)) ((?:[a-z\-]+ )?[a-z\-]+)", re.I
)
_PUT = re.compile(
    r"\b(?:put|puts|showed|read) (?:it|this|that|the [a-z]+) to (?:him|her|them|it)\b", re.I
)  # a reply to what has just been told
_BROKEN = re.compile(r"\w (?:[–—]|--?) |[\w\d]; ")  # "Six rounds were fired – police had denied it": what its own sentence tells
_YET = re.compile(r"\byet\b", re.I)
_LIE = re.compile(
    rf"(?:it|that|this|any such thing|nothing of the (?:kind|sort))(?: had| has)? (?:never|did not|didn['’]t|not) (?:ever )?(?:happen|happened|take place|taken place|took place|occur|occurred)\W*"
    rf"|\W*(?:{_IT}\W+)?(?:(?:as|is|was|were|are|to be) )?\W*(?:an? |all |pure(?:ly)? |plain(?:ly)? |simply |complete(?:ly)? |total(?:ly)? |utter(?:ly)? |outright |flat |blatant |absolute(?:ly)? )*"
    r"(?:lies?|nonsense|false|untrue|rubbish|fabrications?|inventions?|wrong|not true|baseless|groundless|absurd)\W*",
    re.I,
)


def with_answers(units: Sequence[Unit]) -> list[Unit]:
    """The units, those that answer another of their report with its words and its id: a denial denies them all."""
    reports: dict[str, list[Unit]] = {}
    for u in units:
        reports.setdefault(u.report.id, []).append(u)
    found = {u.id: (u, v) for us in reports.values() for u, v in _answers(sorted(us, key=lambda u: u.statement.content[0][0]))}
    return [_answering(*found[u.id]) if u.id in found else u for u in units]


def _answers(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Answers of one report, each with the statement right before it, if somebody else makes it. `units` in order of place."""
    for n, u in enumerate(units):
        a = u.statement.attribution
        if a is None or u.speaker is None or NO_COMMENT.search(u.text):
            continue
        told = _such(u, units[max(0, n - NEAR) : n]) or _asked(u, units[max(0, n - REPLY) : n])
        if told and not _short(u):
            yield u, told
            continue
        if a.negated or not _short(u):
            before = [v for v in reversed(units[max(0, n - REPLY) : n]) if v.speaker and v.voice != u.voice]
            rebutted = [v for v in before if _rebuts(u, v) and not ABOUT.search(v.text, 0, OPENS)] if a.stance != "denied" else []
            blamed = [v for v in before if _accused(u, v)] if u.stance == "denied" and not a.negated else []
            yield from ((u, v) for v in [*rebutted, *blamed][:1])
            continue
        if a.cue is None or a.cue[1] - a.cue[0] < 3 or _EARLIER.search(u.report.text, u.statement.sentence[0], a.cue[1]):
            continue  # "a day after denying it" tells of an earlier answer
        start = u.statement.content[0][0]
        broken = _BROKEN.search(u.report.text, u.statement.sentence[0], a.cue[0])
        near_by = [v for v in units[max(0, n - NEAR) : n] if not broken or v.statement.sentence == u.statement.sentence]
        above = (v for v in reversed(near_by) if v.statement.content[-1][1] <= start)
        v = next((v for v in above if v.stems and not any(_within(v, w) for w in near_by)), u)  # not the two words quoted inside it
        near = 0 < start - v.statement.content[-1][1] <= BACK
        if near and v.speaker is not None and v.voice != u.voice and v.stance != "declined":
            yield u, v


def _such(u: Unit, before: Sequence[Unit]) -> Unit | None:
    """The statement of this paragraph or the one before whose thing a denial takes up: "no such permit had been given"."""
    m = _SUCH.search(u.text)
    if m is None:
        return None
    text = u.report.text
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, u.statement.sentence[0]))) + 1
    thing = frozenset(content_words(m.group(1)))
    near = (
        v for v in reversed(before) if v.statement.sentence[0] >= start and v.voice != u.voice and v.stance not in ("denied", "declined")
    )
    return next((v for v in near if thing & frozenset(content_words(text[slice(*v.statement.sentence)]))), None)


def _asked(u: Unit, before: Sequence[Unit]) -> Unit | None:
    """The statement right before, in its paragraph, that was put to somebody who says no."""
    text = u.report.text
    if not NEGATION.search(u.text) or not _PUT.search(text, *u.statement.sentence):
        return None
    v = next((v for v in reversed(before) if v.voice != u.voice and v.statement.sentence[1] <= u.statement.sentence[0] + 1), None)
    return v if v and "\n" not in text[v.statement.sentence[0] : u.statement.sentence[0]] else None


def _within(v: Unit, w: Unit) -> bool:
    """Whether a statement is part of what another says."""
    (a, b), (c, d) = ((x.statement.content[0][0], x.statement.content[-1][1]) for x in (v, w))
    return v is not w and c <= a and b <= d and (a, b) != (c, d)


def _accused(u: Unit, v: Unit) -> bool:
    """Whether a denial in words of its own follows a complaint or an accusation by somebody else in the same paragraph."""
    cue = v.statement.attribution.cue if v.statement.attribution else None
    text = u.report.text
    start, end = v.statement.content[-1][1], u.statement.content[0][0]
    return bool(cue and _ACCUSES.match(text, *cue)) and 0 < end - start <= BACK and "\n" not in text[start:end]


def _rebuts(u: Unit, v: Unit) -> bool:
    """Whether a statement right after another source's says by name that there is no such thing: "Police insist that there is no gang"."""
    if not 0 <= u.statement.sentence[0] - v.statement.sentence[1] <= 2 or v.stance in ("denied", "declined", "asked") or v.negated:
        return False
    m = _NO_SUCH.search(u.text, 0, OPENS)
    if m is not None and not _alike(m.group(1)).isdisjoint(v.stems | _alike(v.text)):
        return True
    # The one it is about answers: "… that Northmain knew. Northmain said it had not been told."
    about = not frozenset(content_words(u.speaker or "")).isdisjoint(v.stems)
    a = u.statement.attribution
    done = not (u.unreal or v.unreal or _YET.search(u.text))  # who has not yet done a thing denies nothing
    return bool(a and a.negated and about and done and NEGATION.search(u.text, 0, OPENS) and u.denied & v.stems)


def _alike(text: str) -> frozenset[str]:
    """A text's content words and the groups of words for the same that they are in: "gun", "pistol"."""
    words = [stem(fold(m.group())) for m in WORD.finditer(text)]
    return frozenset(content_words(text)).union(*(kin().get(w, frozenset()) for w in words))


def _short(u: Unit) -> bool:
    text = _first(u)
    if u.stance == "said" and _ELLIPTIC.fullmatch(text):
        return True
    return bool((u.stance in ("denied", "confirmed") and _NAMED.fullmatch(text)) or _LIE.fullmatch(text))


def _first(u: Unit) -> str:
    """The first part of what is said, folded: "this is untrue", before the quotation that goes on."""
    return u.report.text[slice(*u.statement.content[0])].translate(FOLD).strip().rstrip(":")


def _answering(u: Unit, v: Unit) -> Unit:
    elliptic = _ELLIPTIC.fullmatch(_first(u)) if u.stance == "said" else None
    if elliptic:  # "Vestline said all three had"
        negated = bool(elliptic.group(1) or _NONE.search(u.text))
        against = negated != v.negated
        words = replace(u, words=v.words, stems=v.stems, denied=v.stems if negated else frozenset(), unreal=v.unreal)
        return replace(words, answers=v.id) if against else words
    if _rebuts(u, v) or _SUCH.search(u.text) or _PUT.search(u.report.text, *u.statement.sentence):
        return replace(u, denied=u.stems, answers=v.id)
    if u.stance == "denied" and _accused(u, v):
        return replace(u, answers=v.id)
    return replace(
        u,
        words=v.words,
        stems=v.stems,
        numbers=v.numbers,
        denied=v.stems if u.stance != "confirmed" else v.denied,
        unreal=v.unreal,
        answers=v.id,
    )
