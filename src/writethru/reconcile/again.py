"""Statements that name another outlet's report, in order to tell it again or to report its denial ("Ms Oday denied the Post's report that
…", "The Post reports that …. 'Never,' she said"): which of that outlet's statements is meant, and who answers it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from writethru.model import Span
from writethru.reconcile.entity import initials
from writethru.reconcile.unit import NEGATION, Telling, Unit, content_words, weights
from writethru.text import fold
from writethru.words import WORD, kin, root, stem

MEANT = 0.27  # of the weight of the words of either, in what is taken for what the other outlet said
SPOKEN = 0.2  # more where both name one source
LEAST = 2  # words in common that are no names
SURE, MANY = 0.5, 3  # the same where neither the outlet nor the source it quotes is told as saying it
NAME = 0.5  # of a word's weight: whom a story is about tells less than what they did
WHOLE = 8  # content words at most of what calls a report untrue as a whole
KEPT = 1 << 14  # statements whose words are remembered
DOER = 5  # letters of a word that may be named after what somebody does
REPLY = 3  # statements on from what is told again, in which it is answered
_REPORT = (
    r"(?:report|story|claim|article|account|allegation|piece|front page|exclusive|version|suggestion|item|post|page|tale|"
    r"accusation|interview|headline|revelation|coverage)s?"
)
_BEFORE = re.compile(
    rf"\b(?:{_REPORT}(?: [a-z]+)? (?:in|by|from|of|on)|told|to|by|in|as|which|according to) (?:the )?"
    r"(?:(?:[a-z]+ )?(?:newspaper|paper|daily|weekly|tabloid|magazine|website|broadcaster|station|channel|agency) (?:the )?)?$",
    re.I,
)
_AFTER = re.compile(
    rf"(?:(?:['’]s?)? (?:[\w’'\-]+ ){{0,2}}{_REPORT}\b"
    r"|(?:,? (?:which|has|had|first|also|on [A-Z][a-z]+))* (?:report|claim|said|say|alleg|wrote|publish|reveal|broke|carried|ran|disclos|told|put|ha[sd] it)[a-z]*)"
)
# Reports that name no outlet: "denied press reports that …", "dismissed as nonsense a newspaper's claim that …".
RUMOUR = re.compile(
    r"\b(?:(?:media|press|newspaper|tabloid|television|radio|online|social media|local|earlier|recent|these|the|any|all|widespread|persistent) )*"
    rf"(?:reports|rumou?rs?|speculation|suggestions?|claims?|allegations?|{_REPORT}(?: in (?:the|a) (?:press|media|papers?|newspapers?|tabloids?)))"
    r" (?:that|of|about)\b|\b(?:an?|the) (?:newspaper|paper|tabloid|website|magazine|broadcaster|station)['’]s (?:[a-z]+ )?(?:report|claim|story)\b",
    re.I,
)
UNTRUE = re.compile(
    r"\b(?:false|untrue|not true|nonsense|fiction|fabricat(?:ion|ed)|lies?|wrong|baseless|groundless|invent(?:ion|ed)|rubbish|fantasy|absurd"
    r"|no truth)\b",
    re.I,
)
_DENIES = re.compile(rf"\b(?:den(?:y|ies|ied|ying)|reject|dismiss|disput|contradict|rebut|refut)[a-z]*\b|{UNTRUE.pattern}", re.I)
_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
_END = re.compile(r"[.!?][\"”’']?(?=\s+[\"“‘']?[A-Z])|\n")
_FRAME = frozenset(
    content_words("report story claim article account allegation denied deny rejects rejected dismissed true untrue false told says said")
)


Marks = Mapping[str, frozenset[str]]  # content stems, each with the groups of words for the same that it is in


@dataclass(frozen=True, slots=True)
class _Told:
    """Words that name another outlet's report: their content stems with their groups of kin, and which of them are names."""

    marks: Marks
    names: frozenset[str]
    speaker: str | None
    denies: bool


def with_named(units: Sequence[Unit]) -> list[Unit]:
    """The units: those that tell another outlet's statement again with its id and outlet, those that deny it as answers to it."""
    full = {u.report.outlet: u.outlet for u in units if u.report.outlet}
    outlets = {n: o for name, o in full.items() for n in [re.sub(r"^[Tt]he ", "", name)] if len(n) > 2}
    outlets = {**{n: full[name] for n, name in initials(full).items()}, **outlets}
    if len(set(outlets.values())) < 2:
        return list(units)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(outlets, key=lambda n: (-len(n), n)))) + r")\b")
    idf = weights(units)
    by_outlet: dict[str, list[Unit]] = defaultdict(list)
    reports: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        by_outlet[u.outlet].append(u)
        reports[u.report.id].append(u)
    found: dict[str, Unit] = {}
    for us in reports.values():
        rows = sorted(us, key=lambda u: u.statement.content[0])
        for span, outlet in _named(rows, pattern, outlets):
            inside = [u for u in rows if u.statement.sentence[0] < span[1] and span[0] < u.statement.sentence[1]]
            for u in _linked(rows, inside, span, by_outlet[outlet], idf):
                found.setdefault(u.id, u)
        for u in rows:
            if u.stance == "denied" and not u.answers and u.id not in found and RUMOUR.search(u.report.text, *u.statement.sentence):
                told = [v for v in units if v.outlet != u.outlet and v.voice != u.voice and v.stance != "denied"]
                v = _meant(_Told(marks(u.text, u.stems), names(u.text), u.speaker, False), u, told, idf)
                if v:
                    found[u.id] = replace(u, answers=v.id, denied=u.stems, retells=v.outlet)
    return [found.get(u.id, u) for u in units]


def rumoured(u: Unit) -> bool:
    """Whether its sentence names a report of nobody: "in reply to a tabloid's claim that …"; who answers it does not say so too."""
    return bool(RUMOUR.search(u.report.text, *u.statement.sentence))


def _named(rows: Sequence[Unit], pattern: re.Pattern[str], outlets: Mapping[str, str]) -> list[tuple[Span, str]]:
    """Sentences of a report that name the report of another outlet of the story, with that outlet."""
    text, own = rows[0].report.text, rows[0].outlet
    out: dict[tuple[Span, str], None] = {}
    for u in rows:
        if u.retells:
            out[u.statement.sentence, u.retells] = None
    for m in pattern.finditer(text):
        outlet = outlets[m.group()]
        if outlet != own and (_AFTER.match(text, m.end()) or _BEFORE.search(text, max(0, m.start() - 60), m.start())):
            held = next((u.statement.sentence for u in rows if u.statement.sentence[0] <= m.start() < u.statement.sentence[1]), None)
            out[held or _sentence(text, m.start()), outlet] = None
    return sorted(out)


def _sentence(text: str, at: int) -> Span:
    line = text.rfind("\n", 0, at) + 1
    start = max((m.end() for m in _END.finditer(text, line, at)), default=line)
    end = _END.search(text, at)
    return start, end.end() if end else len(text)


def _linked(rows: Sequence[Unit], inside: Sequence[Unit], span: Span, told: Sequence[Unit], idf: Telling) -> Iterator[Unit]:
    """The units of a sentence that names an outlet's report, and those after it, each with what it tells again or answers. `told` are the
    statements of that outlet."""
    report = rows[0].report
    for u in inside:
        v = _meant(_Told(marks(u.text, u.stems), names(u.text), u.speaker, _against(u)), u, told, idf)
        if v is None:
            yield from (replace(u, answers=w.id, denied=u.stems) for w in _opening(u, told))
            continue
        if _against(u):
            yield replace(u, answers=v.id, denied=u.stems, retells=v.outlet)
        elif u.stance == "confirmed" and u.speaker and not u.retells:
            yield replace(u, answers=v.id)
        else:
            yield replace(u, repeats=v.id)
            yield from _replies(u, v, [w for w in rows if w.statement.content[0][0] >= u.statement.content[-1][1]], False)
        return
    after = [w for w in rows if w.statement.content[-1][1] > span[0] and w.speaker]
    words = report.text[slice(*span)]
    stems = frozenset(content_words(words))
    denied = bool(_DENIES.search(words))
    v = _meant(_Told(marks(words, stems), names(words), None, denied), after[0], told, idf) if after else None
    if v:
        yield from (replace(w, retells=v.outlet) for w in _replies(after[0], v, after, denied))


def _against(u: Unit) -> bool:
    """Whether a statement says that something reported is not so."""
    return u.stance == "denied" or (u.stance == "said" and not u.retells and bool(UNTRUE.search(u.text)))


def _meant(t: _Told, u: Unit, told: Sequence[Unit], idf: Telling) -> Unit | None:
    """The earlier statement of the outlet that holds most of what is said of its report; u is the unit that says it."""
    best: tuple[float, Unit | None] = (0.0, None)
    for v in told:
        if v.order >= u.order or v.report.id == u.report.id or not v.stems or v.stance in ("declined", "asked"):
            continue
        if t.marks.keys().isdisjoint(v.stems):
            continue  # in words for the same alone nobody would know it again
        theirs, known = marks(v.text, v.stems), t.names | names(v.text)
        left, right = (held(x, y, idf, known) for x, y in ((t.marks, theirs), (theirs, t.marks)))
        if min(left[1], right[1]) < LEAST:
            continue
        score = max(left[0], right[0]) + (SPOKEN if t.speaker and t.speaker == v.speaker else 0.0)
        cited = t.denies or u.retells or (t.speaker and t.speaker == v.speaker)
        if score >= (MEANT if cited else SURE) and (cited or min(left[1], right[1]) >= MANY) and score > best[0]:
            best = score, v
    return best[1]


def _opening(u: Unit, told: Sequence[Unit]) -> Iterator[Unit]:
    """What the outlet's last report opens with, where somebody calls the report as a whole untrue."""
    before = [v for v in told if v.order < u.order and v.report.id != u.report.id]
    if u.speaker and before and UNTRUE.search(u.text) and len(u.stems) <= WHOLE:
        last = max(before, key=lambda v: v.order).report.id
        yield min((v for v in before if v.report.id == last), key=lambda v: v.statement.content[0])


def held(x: Marks, y: Marks, idf: Telling, known: frozenset[str]) -> tuple[float, int]:
    """The share of the weight of x's words that y holds, in those words or in others for the same, and how many of them are no names."""
    other = frozenset().union(*y.values()) if y else frozenset()
    met = [w for w, kind in x.items() if w in y or not kind.isdisjoint(other)]
    whole, both = (sum(idf[w] * (NAME if w in known else 1.0) for w in ws) for ws in (x, met))
    return both / max(1e-9, whole), sum(w not in known for w in met)


@lru_cache(KEPT)
def marks(text: str, stems: frozenset[str]) -> Marks:
    """Content stems, each with the groups of words for the same that it is in."""
    groups = {root(w): kin().get(stem(w), frozenset()) | {f"~{_doing(root(w))}"} for m in WORD.finditer(text) for w in [fold(m.group())]}
    return {w: groups.get(w, frozenset()) for w in sorted(stems - _FRAME)}


def _doing(word: str) -> str:
    """The root of what a doer does: "looter", "loot"."""
    return word[:-2] if word.endswith(("er", "or")) and len(word) > DOER else word


@lru_cache(KEPT)
def names(text: str) -> frozenset[str]:
    return frozenset(root(fold(m.group())) for m in _NAME.finditer(text))


def _replies(u: Unit, v: Unit, after: Sequence[Unit], denied: bool) -> Iterator[Unit]:
    """The first of the statements right after what is told again, in its paragraph, by which somebody else says that it is not so.
    `denied`: the sentence has said already that it is denied."""
    text = u.report.text
    for w in after[:REPLY]:
        if "\n" in text[u.statement.content[-1][1] : w.statement.content[0][0]] or (w.answers and not denied):
            return
        apart = denied or (w.voice not in (u.voice, v.voice) and w.speaker != v.speaker)
        if w.speaker is None or not apart or w.stance in ("declined", "asked"):
            continue
        if denied or w.stance == "denied" or NEGATION.search(w.text) or UNTRUE.search(w.text):
            yield replace(w, answers=v.id if denied else u.id, denied=w.stems)
            return
