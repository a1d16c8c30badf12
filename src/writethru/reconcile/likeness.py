"""How alike two statements are: whether they make one claim, agree or deny each other. Symmetric; no memory."""

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from writethru.reconcile.again import held, marks
from writethru.reconcile.entity import is_body, is_channel
from writethru.reconcile.scale import disjoint
from writethru.reconcile.unit import ABOUT, NO_COMMENT, Telling, Unit, content_words, numerals
from writethru.reconcile.wording import coverage, same_words
from writethru.words import table

SAME = 0.62
SUPPORT = 0.7  # two voices say the same at this likeness
ANEW = 0.2  # onto the likeness of a report and what another outlet says it had: that one words it anew
UNREAL = 0.15  # off the likeness of a possibility and a fact
HELD = 0.5  # of the shorter statement, in what opposes it: a name or two in common are not yet one thing
MET = 4  # words of a statement that its confirmation holds at least
NEAR_DAYS = 2  # one occasion is told within this many days


_FAILS = frozenset(content_words("fail failed failure broke jammed stalled malfunctioned"))
WORKS = frozenset(content_words("work function operate respond deploy activate"))


class Verdict(NamedTuple):
    """Whether two statements make one claim, and how alike they are."""

    same: bool
    score: float


APART = Verdict(False, 0.0)


def figures_clash(a: Unit, b: Unit) -> bool:
    """Whether the two count the same thing differently: a shared unit, and no pair of its figures agrees."""
    for f in a.figures:
        rivals = [g for g in b.figures if g.unit == f.unit]
        if rivals and all(disjoint(f, g) for g in rivals):
            return True
    return False


def _one_figure(a: Unit, b: Unit) -> bool:
    """Whether both give a same figure, and no number in words that the other lacks: "60 taken" is not "of the 60, nine failed"."""
    if numerals() & set(a.words).symmetric_difference(b.words):
        return False
    return any((f.low, f.high) == (g.low, g.high) and f.low != 1 for f in a.figures for g in b.figures)


def days_apart(a: str, b: str) -> int:
    """Days between two ISO days; 0 when either is unknown."""
    if a == b or len(a) < 10 or len(b) < 10:
        return 0
    return abs(_ordinal(a[:10]) - _ordinal(b[:10]))


@lru_cache(4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def word_likeness(a: Unit, b: Unit, idf: Telling, named: bool = False) -> float:
    """Weighted overlap of content stems: the mean of Jaccard and of the share of the shorter that the longer holds.
    `named`: a source's pronoun for itself counts as its name where the other names it."""
    x, y = (_with_self(a, b), _with_self(b, a)) if named and (a.selves or b.selves) else (a.stems, b.stems)
    both = idf.of(x & y)
    if not both:
        return 0.0
    wx, wy = idf.total(x), idf.total(y)
    least = min(wx, wy)
    held = both / least if min(len(x), len(y)) >= 3 else both / max(wx, wy)
    return (both / (wx + wy - both) + held) / 2


def _with_self(a: Unit, b: Unit) -> frozenset[str]:
    return a.stems | (a.selves & b.stems) if a.selves & b.stems else a.stems


def clash(a: Unit, b: Unit, idf: Telling) -> bool:
    """Whether one says that what the other says is not so: half of what they share is denied by just one of them."""
    if not a.denied and not b.denied:
        return False
    if _FAILS & (a.stems ^ b.stems) and WORKS & (a.denied ^ b.denied):
        return False  # what "failed" did not work
    shared = a.stems & b.stems
    once = shared & (a.denied ^ b.denied)
    return bool(once) and idf.of(once) >= 0.5 * idf.of(shared)


def contrary(a: Unit, b: Unit) -> bool:
    """Whether one has a word and the other its opposite, of which neither is denied: "was acquitted", "was convicted"."""
    only, other = a.stems - b.stems - a.denied, b.stems - a.stems - b.denied
    return any(not _opposites().get(w, frozenset()).isdisjoint(other) for w in only)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Stem -> stems of the words that say the opposite."""
    out: dict[str, set[str]] = {}
    for pair in table("check")["opposites"]["pairs"]:
        x, y = (w for w in content_words(pair)) if len(content_words(pair)) == 2 else ("", "")
        out.setdefault(x, set()).add(y)
        out.setdefault(y, set()).add(x)
    return {w: frozenset(ws) for w, ws in out.items() if w}


def quote_likeness(a: Unit, b: Unit) -> float:
    """How much of the shorter quotation stands in the longer; 0 where they cannot be one utterance."""
    if not a.quote or not b.quote:
        return 0.0
    return coverage(a.quote, b.quote) if same_words(a.quote, b.quote, strict=days_apart(a.day, b.day) > 0) else 0.0


def same_voice(a: Unit, b: Unit) -> bool:
    """Whether one speaker may have said both: one name, a body and whoever speaks for it, or an outlet and who retells it."""
    if retold(a, b):
        return True
    if a.speaker == b.speaker:
        return a.speaker is None or not a.collective or a.root == b.root or a.report.id == b.report.id
    if a.speaker is None or b.speaker is None or not a.channel or a.channel != b.channel:
        return False
    return a.channel.casefold() in (a.speaker.casefold(), b.speaker.casefold()) or _generic(a) or _generic(b)


def retold(a: Unit, b: Unit) -> bool:
    """Whether one names the other's outlet as its source, whoever is named there: "the Post had reported that …"."""
    return bool((a.retells and a.retells == b.outlet) or (b.retells and b.retells == a.outlet))


def _generic(u: Unit) -> bool:
    return bool(u.speaker) and is_channel(u.speaker or "")


def judge(a: Unit, b: Unit, idf: Telling) -> Verdict:
    """Whether two statements make one claim. Polarity and figures must agree, and the voice be one."""
    if not same_voice(a, b):
        return APART
    q = quote_likeness(a, b)
    far = days_apart(a.day, b.day) > NEAR_DAYS
    if q >= 0.75 and a.speaker and (min(len(a.quote), len(b.quote)) >= 5 or not far):
        return Verdict(True, 0.5 + q / 2)  # one quotation
    if clash(a, b, idf) or contrary(a, b) or figures_clash(a, b) or (a.numbers and b.numbers and not a.numbers & b.numbers):
        return APART
    w = word_likeness(a, b, idf)
    if a.unreal != b.unreal:
        w -= UNREAL  # what would be is not what is
    if far and w < 0.8:
        return Verdict(False, w)  # said days apart in other words
    if w < SAME and a.speaker and _one_figure(a, b):
        w = min(1.0, w + 0.15)  # the same number of the same thing from the same voice
    if retold(a, b):
        w = min(1.0, w + ANEW)
    return Verdict(w >= SAME, w)


def supports(a: Unit, b: Unit, idf: Telling) -> float:
    """How far two statements of different voices say the same, from SUPPORT on; 0 when less, when polarity or figures differ, or one
    stands inside the other."""
    if "confirmed" in (a.stance, b.stance) and (_confirms(a, b, idf) or _confirms(b, a, idf)):
        return SUPPORT
    if _one_name(a, b):
        return 0.0
    if bool(a.figures) != bool(b.figures) or a.unreal != b.unreal or a.speaker in b.passes or b.speaker in a.passes:
        return 0.0  # a statement without the number, or of a possibility, is no witness for it
    like = word_likeness(a, b, idf, named=True)
    if like < SUPPORT or clash(a, b, idf) or contrary(a, b) or nested(a, b) or figures_clash(a, b) or days_apart(a.day, b.day) > 30:
        return 0.0
    least = min(len(_with_self(a, b)), len(_with_self(b, a)))
    if a.quote and b.quote and min(len(a.quote), len(b.quote)) >= 3 and quote_likeness(a, b) >= 0.75:
        return 0.0  # one utterance under two names is no second witness
    enough = least >= 4 or (least == 3 and like >= 0.85) or (least == 2 and like >= 0.99 and bool(a.speaker and b.speaker))
    return like if enough else 0.0  # too few words tell too little


def _one_name(a: Unit, b: Unit) -> bool:
    """Whether one report names a body twice, once in short: "Operators' federation" over "the Federation of Tarn Waterworks"."""
    if a.report.id != b.report.id or not (a.speaker and b.speaker) or not (is_body(a.speaker) and is_body(b.speaker)):
        return False
    x, y = (set(content_words(u.speaker or "")) for u in (a, b))
    return bool(x & y)


def _confirms(a: Unit, b: Unit, idf: Telling) -> bool:
    """Whether a is told as the confirmation of what b said before it: it holds enough of b's words, and no number that b lacks."""
    if a.stance != "confirmed" or b.stance in ("confirmed", "denied", "declined", "asked") or not (a.speaker and b.speaker):
        return False
    apart = b.order >= a.order or a.voice == b.voice or nested(a, b) or clash(a, b, idf) or a.unreal != b.unreal
    if apart or not a.numbers <= b.numbers or days_apart(a.day, b.day) > NEAR_DAYS:
        return False
    said = _with_self(a, b)
    share, _ = held(marks(a.text, said), marks(b.text, b.stems), idf, frozenset())
    both = said & b.stems
    return len(both) >= MET and share >= HELD


def opposes(a: Unit, b: Unit, idf: Telling) -> float:
    """How far one statement denies what the other says: like content, opposite polarity; nobody does so in one breath."""
    if not clash(a, b, idf) or nested(a, b) or _one_breath(a, b):
        return 0.0
    if same_voice(a, b) and (figures_clash(a, b) or figures_clash(b, a)):
        return 0.0  # "9 tonnes, not the 2 it gave on Tuesday": its number is another, which its figures tell
    if "asked" in (_stance(a), _stance(b)) or (a.report.id == b.report.id and not (a.speaker and b.speaker)):
        return 0.0  # a demand is refused, not denied; an outlet does not contradict its own report
    if any(_only_about(x, y) or NO_COMMENT.search(x.text) for x, y in ((a, b), (b, a))):
        return 0.0
    shared = a.stems & b.stems
    if len(shared) < 2:
        return 0.0  # names alone are no content
    if "denied" not in (a.stance, b.stance) and not (a.speaker or b.speaker) and shared <= a.denied | b.denied:
        return 0.0  # an outlet's "he had no such trouble": of whom, nothing they share tells
    x, y = _with_self(a, b), _with_self(b, a)
    return word_likeness(a, b, idf, named=True) if len(x & y) >= max(3, HELD * min(len(x), len(y))) else 0.0


def _only_about(a: Unit, b: Unit) -> bool:
    """Whether what two statements share is only the subject of an inquiry or a report that the one tells of: "it looks into a report of sacks"
    is not denied by "there were no sacks"."""
    m = ABOUT.search(a.text) if _stance(a) != "denied" else None
    return m is not None and not frozenset(content_words(a.text[: m.start()])) & b.stems


def _one_breath(a: Unit, b: Unit) -> bool:
    """Whether one voice says both on one day, or one report tells both of it."""
    if a.speaker is None or b.speaker is None:
        return a.speaker == b.speaker and a.day == b.day
    return (a.speaker == b.speaker and a.day == b.day) or (a.voice == b.voice and (a.day == b.day or a.report.id == b.report.id))


def _stance(u: Unit) -> str:
    return u.statement.attribution.stance if u.statement.attribution else ""


def nested(a: Unit, b: Unit) -> bool:
    """Whether both stand in one sentence of one text: a chain of speakers, not two witnesses."""
    x, y = a.statement.sentence, b.statement.sentence
    return a.report.id == b.report.id and x[0] < y[1] and y[0] < x[1]
