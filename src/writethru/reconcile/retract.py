"""Statements that somebody has taken back: an outlet its own ("Scrap that", "we withdraw our 10:40 post", "the Post withdraws its report
that …"), an outlet as another one tells it ("took the article down and apologised"), a source its word ("he had been wrong to say that")."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from writethru.reconcile.entity import key
from writethru.reconcile.likeness import figures_clash
from writethru.reconcile.tidy import outlet_speaks
from writethru.reconcile.unit import Unit, content_words

HELD = 0.5  # of the words of what was taken back, in the statement that goes
LIKE = 0.4  # of the weight of what an outlet takes back days later, or a source takes back, in the words that do so
PART = 0.7  # of the best match's weight: it goes with it
AGAIN = 0.8  # of a statement's words in its copy
_PIECE = r"(?:post|report|story|line|claim|item|entry|article|account|alert|piece|update)s?"
_THING = rf"(?:that|this|it|(?:the|our|that|this|its|an?) (?:[\w:.\-]+ ){{0,5}}?{_PIECE})"
_BACK = (
    rf"(?:(?:retract|withdr[ae]w|remov|delet|pull|correct|drop)[a-z]* {_THING}|t(?:ake|akes|aken|aking|ook) {_THING} (?:back|down)"
    rf"|t(?:ake|akes|aken|aking|ook) (?:back|down) {_THING})"
)
_WRONG = r"(?:wrong|mistaken|incorrect|false|untrue|in error|an error|a mistake|not (?:right|true|correct|so|the case))"
_SLIP = r"mis(?:heard|read|reported|quoted|stated|identified|spoke|understood|took|translated)"
_WE = r"(?:we|i)(?:['’](?:ve|re|m))?(?: (?:must|have|has|are|am|to|now|had|were|hereby|therefore|also|since)){0,3}"
_OWN = re.compile(
    rf"\b(?:(?:scrap|strike|ignore|forget) (?:that|the last)|{_WE} (?:{_BACK}|{_SLIP}|retracted|withdrawn)|{_WE} spoke too soon"
    rf"|we (?:were |got (?:[\w’']+ ){{1,6}}?)(?:wrong|mistaken)\b|we (?:wrongly|mistakenly|incorrectly) (?:reported|said)|our (?:mistake|error)"
    rf"|(?:our|the|an) (?:earlier |previous |last |\d{{1,2}}[:.]\d{{2}} )+{_PIECE}\b[^.\n]{{0,60}}? (?:was|were|is|proved|turns out to be|said|wrongly) {_WRONG}"
    rf"|that (?:{_PIECE} )?(?:was|turns out to be) {_WRONG} and we|(?:please )?disregard {_THING}|correction:(?=[^.\n]*\bnot\b)"
    # "We reported on Monday that a third plant would close. That was wrong", "our opening post gave the wrong number of injured"
    rf"|we (?:had )?(?:also )?(?:reported|said|wrote|told|published|stated)\b[^\n]{{0,250}}?\. (?:that|this|it) (?:was|is|proved|turns out to be) {_WRONG}"
    rf"|our (?:[\w:.\-]+ ){{0,3}}?{_PIECE} (?:gave|had|carried|put|stated|used|named) (?:the|a|an) (?:wrong|incorrect)) ?",
    re.I,
)
_ITS_OWN = re.compile(rf"(?: (?:has|now|newspaper|hereby|today|since))* {_BACK}", re.I)
_TAKEN_DOWN = re.compile(
    r"\b(?:took|taken|pulled) (?:it|(?:the|its|that) (?:[a-z]+ ){0,2}[a-z]+) (?:down|offline)\b|\bapologi[sz]ed\b|\b(?:has|have) apologi[sz]ed\b"
    r"|\b(?:retract|withdr[ae]w|deleted|pulled|removed)[a-z]* (?:it|(?:the|its|that) (?:[a-z]+ )?(?:article|story|report|piece|post|claim|item))\b",
    re.I,
)
_WORD = r"(?:claim|remark|statement|allegation|accusation|assertion|comment|account|charge|story|words?)s?"
_OWN_WORD = rf"(?:his|her|its|their|the|that|my|our) (?:[a-z]+ )?{_WORD}"
RECANTS = re.compile(
    r"\b(?:he|she|they|i|we)(?:['’]d)?(?: (?:had|has|have))?(?: (?:been|was|were|is|are|am))(?: [a-z]+ly)? (?:wrong|mistaken|misinformed|misled|in error)\b"
    r"|\b(?:been|was|were) (?:wrong|mistaken) (?:to (?:say|speak|claim|suggest|report|announce)|in saying|when)\b"
    r"|\b(?:he|she|they|i|we)(?: (?:had|has|have))? mis(?:spoken?|counted|heard|read|remembered|understood)\b"
    r"|\b(?:he|she|they|i|we)(?: (?:had|has|have))? (?:got|gotten) (?:it|that|this) wrong\b|\bcorrect(?:ed|s|ing) (?:him|her|my)self\b"
    rf"|\b(?:his|her|its|their|my|our) (?:[\w’']+ ){{0,2}}{_WORD} (?:had been|was|were|is|are) {_WRONG}"
    rf"|\b(?:retract|withdr[ae]w)[a-z]* {_OWN_WORD}\b"
    rf"|\bt(?:akes?|aken|aking|ook) (?:(?:it|that|{_OWN_WORD}) back|back {_OWN_WORD})\b"
    r"|\bapologi[sz]e[ds]? (?:[a-z]+ ){0,4}for (?:having )?(?:said|saying|claim(?:ed|ing)|suggest(?:ed|ing)|report(?:ed|ing)|alleg(?:ed|ing)) that\b",
    re.I,
)
_STAMP = re.compile(r"^\W{0,3}(\d{1,2})[:.](\d{2})\b", re.M)
_FIRST_POST = re.compile(r"\b(?:opening|first) (?:post|entry)\b", re.I)
_BARE = re.compile(r"\b(?:that|it|this|last|soon)\b", re.I)
_FRAME = frozenset(
    content_words(
        "post report story got get wrong mistaken mistake error take took taken back withdraw retract remove delete correct correction apologise "
        "apology sorry misheard misread earlier reported report said say page line item"
    )
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\b")


def with_retractions(units: Sequence[Unit]) -> list[Unit]:
    """The units, those taken back as no longer current; who restates its own report in order to withdraw it only tells it again."""
    by_report: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        by_report[u.report.id].append(u)
    restated: set[str] = set()
    gone: dict[str, Unit] = {}
    for us in by_report.values():
        told = [u for u in us if _withdraws(u)]
        restated.update(u.id for u in told)
        gone.update((u.id, u) for u in (*told, *_own(us), *(v for u in told for v in _earlier(u, units))))
    gone.update((v.id, v) for u in units for v in _recanted(u, units))
    gone.update((u.id, u) for u in _told(units))
    originals = [u for u in gone.values() if u.root == u.report.id]
    lost = {*gone, *(v.id for v in units for u in originals if v.root == u.report.id and _copy(u, v))}
    lost.update(v.id for v in units if v.repeats in lost)
    return [replace(u, latest="", retells=u.outlet if u.id in restated else u.retells) if u.id in lost else u for u in units]


def _copy(u: Unit, v: Unit) -> bool:
    return len(u.stems & v.stems) >= AGAIN * len(u.stems | v.stems) > 0


def _own(us: Sequence[Unit]) -> Iterator[Unit]:
    """What a post of a page takes back of the posts above it: of the one whose time it names, else of the one whose telling words it
    shares, else the last statement of the one right before it."""
    text = us[0].report.text
    spread = Counter(w for u in us for w in u.stems)
    rows = sorted(us, key=lambda u: u.statement.content[0])
    for m in _OWN.finditer(text):
        if any(a <= m.start() < b for u in rows if u.speaker and u.quote for a, b in u.statement.content):
            continue  # a source's "we"
        start, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
        end = end if end > 0 else len(text)
        restated = [u for u in rows if _in(u, start, end) and outlet_speaks(u.statement, u.report) and u.stance != "asked"]
        above = [u for u in rows if u.statement.sentence[0] < start]
        if restated:
            yield from restated
            yield from (v for u in restated for v in above if len(u.stems & v.stems) >= HELD * len(u.stems) and v.speaker is None)
            yield from (v for u in restated for v in above if len(u.stems & v.stems) >= PART * len(u.stems) and v.speaker)
            continue
        named = frozenset(content_words(_CLOCK.sub(" ", text[start:end]))) - _FRAME
        at = _post_at(text, start, m, end)
        before = text.rfind("\n", 0, max(0, start - 1)) + 1
        if at is not None:
            stop = text.find("\n", at)
            told = [u for u in above if at <= u.statement.sentence[0] < stop]
            yield from [u for u in told if u.stems & named] or told
            continue
        score = {u.id: sum(1 / spread[w] for w in u.stems & named) for u in above if len(u.stems & named) > 1 or _in(u, before, start)}
        best = max(above, key=lambda u: (score.get(u.id, 0.0), u.statement.content[0]), default=None)
        if best is None or not score.get(best.id):
            yield from [u for u in above if _in(u, before, start) and _BARE.search(m.group())][-1:]
            continue
        first = text.rfind("\n", 0, best.statement.sentence[0]) + 1
        stop = text.find("\n", first)
        yield from (u for u in above if _in(u, first, stop) and sum(1 / spread[w] for w in u.stems & named) >= PART * score[best.id])


def _in(u: Unit, start: int, end: int) -> bool:
    return start <= u.statement.sentence[0] < end


def _post_at(text: str, start: int, m: re.Match[str], end: int) -> int | None:
    """Where the earlier post begins whose time the post of a retraction names: "we withdraw our 10:40 post"."""
    own = _STAMP.match(text, start, end)
    if _FIRST_POST.search(text, m.start(), m.end()):
        return next((s.start() for s in _STAMP.finditer(text, 0, start)), None)
    times = {(int(c.group(1)), c.group(2)) for c in _CLOCK.finditer(text, own.end() if own else start, end)}
    return next((s.start() for s in _STAMP.finditer(text, 0, start) if (int(s.group(1)), s.group(2)) in times), None)


def _withdraws(u: Unit) -> bool:
    """Whether an outlet says by its own name what it takes back: "the Post withdraws its report of Monday that four had died"."""
    a = u.statement.attribution
    if a is None or a.source is None or not u.speaker or key(u.speaker) != key(u.report.outlet or ""):
        return False
    return bool(_ITS_OWN.match(u.report.text, a.source[1]))


def _earlier(u: Unit, units: Sequence[Unit]) -> Iterator[Unit]:
    """The statements of an outlet's earlier reports that hold most of what it takes back."""
    for v in units:
        if v.outlet == u.outlet and v.order < u.order and u.stems and len(u.stems & v.stems) >= HELD * len(u.stems):
            yield v


def _recanted(u: Unit, units: Sequence[Unit]) -> Iterator[Unit]:
    """What a source said before of which it now says, or is said to say, that it was wrong. A number put right is its figures' matter, a
    denial taken back turns round (`reversal.turned`)."""
    text = u.report.text
    m = RECANTS.search(text, *u.statement.sentence) if u.statement.attribution or not u.speaker else None
    who = (u.speaker and u) or (m and _subject(u, m.start(), units))
    if m is None or not who:
        return
    if m.group().lower().startswith("apolog") and u.statement.content[0][0] > m.start():
        yield u  # what it tells again in order to take it back
    end = text.find("\n", m.end())
    named = frozenset(content_words(text[m.end() : end if end > 0 else len(text)])) - frozenset(content_words(who.speaker or ""))
    for v in units:
        if v.voice != who.voice or v.order >= u.order or v.negated or v.statement.sentence == u.statement.sentence or figures_clash(u, v):
            continue
        if u.speaker and v.report.id == u.report.id and v.day == u.day:
            continue  # what it takes back was said before, and not in the same breath
        shared = len(v.stems & named)
        if shared >= LIKE * min(len(v.stems), len(named)) and (shared > 1 or (shared and not u.speaker)):
            yield v


def _subject(u: Unit, at: int, units: Sequence[Unit]) -> Unit | None:
    """The last statement before an outlet's own sentence of the source that this is about: "Prell has since withdrawn the remark"."""
    said = re.split(r"\W+", u.report.text[u.statement.sentence[0] : at])
    spoken = [v for v in units if v.speaker and not v.collective and v.order < u.order]
    by_name = [v for v in spoken if (v.speaker or "").split()[-1] in said]
    near = [v for v in spoken if v.report.id == u.report.id] if said[0] in ("He", "She", "They") else []
    return max(by_name or near, key=lambda v: v.order, default=None)


def _told(units: Sequence[Unit]) -> Iterator[Unit]:
    """What another outlet says that an outlet had reported and has taken back: there, and wherever it is retold."""
    for u in units:
        back = _TAKEN_DOWN.search(u.report.text, *u.statement.sentence) if u.retells and u.stems else None
        if back is None or u.statement.content[0][0] > back.start():
            continue  # "apologised, saying that …" tells what is so
        yield u
        for v in units:
            if u.retells in (v.outlet, v.retells) and v.order < u.order and len(u.stems & v.stems) >= HELD * len(u.stems):
                yield v
