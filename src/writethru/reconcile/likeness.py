"""How alike two statements are: same, not or unsure, with score and reason. Symmetric; no memory."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from writethru.reconcile.scale import disjoint
from writethru.reconcile.unit import Telling, Unit, weight_of
from writethru.reconcile.wording import coverage, same_words

SAME = 0.62
UNSURE = 0.45
SUPPORT = 0.7  # two voices say the same at this likeness
UNREAL = 0.15  # off the likeness of a possibility and a fact
NEAR_DAYS = 2  # one occasion is told within this many days


@dataclass(frozen=True, slots=True)
class Verdict:
    verdict: str  # "same", "not", "unsure"
    score: float
    reason: str


def figures_clash(a: Unit, b: Unit) -> bool:
    """Whether the two count the same thing differently: a shared unit, and no pair of its figures agrees."""
    for f in a.figures:
        rivals = [g for g in b.figures if g.unit == f.unit]
        if rivals and all(disjoint(f, g) for g in rivals):
            return True
    return False


def _one_figure(a: Unit, b: Unit) -> bool:
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
    x, y = (_with_self(a, b), _with_self(b, a)) if named else (a.stems, b.stems)
    both = weight_of(x & y, idf)
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
    shared = a.stems & b.stems
    once = shared & (a.denied ^ b.denied)
    return bool(once) and weight_of(once, idf) >= 0.5 * weight_of(shared, idf)


def quote_likeness(a: Unit, b: Unit) -> float:
    """How much of the shorter quotation stands in the longer; 0 where they cannot be one utterance."""
    return coverage(a.quote, b.quote) if same_words(a.quote, b.quote, strict=days_apart(a.day, b.day) > 0) else 0.0


def same_voice(a: Unit, b: Unit) -> bool:
    """Whether one speaker may have said both: one name, or a body and whoever speaks for it."""
    if a.speaker == b.speaker:
        return a.speaker is None or not a.collective or a.root == b.root or a.report.id == b.report.id
    if a.speaker is None or b.speaker is None or not a.channel or a.channel != b.channel:
        return False
    return a.channel.casefold() in (a.speaker.casefold(), b.speaker.casefold()) or _generic(a) or _generic(b)


def _generic(u: Unit) -> bool:
    from writethru.reconcile.entity import is_channel

    return bool(u.speaker) and is_channel(u.speaker or "")


def judge(a: Unit, b: Unit, idf: Telling) -> Verdict:
    """Whether two statements make one claim. Polarity and figures must agree, and the voice be one."""
    if not same_voice(a, b):
        return Verdict("not", 0.0, "different speakers")
    q, w = quote_likeness(a, b), word_likeness(a, b, idf)
    far = days_apart(a.day, b.day) > NEAR_DAYS
    least = min(len(a.quote), len(b.quote))
    if q >= 0.75 and a.speaker and (least >= 5 or not far):
        return Verdict("same", 0.5 + q / 2, f"the same quotation: {q:.0%} of the shorter stands in the longer")
    if clash(a, b, idf):
        return Verdict("not", 0.0, "one denies what the other says")
    if figures_clash(a, b):
        return Verdict("not", 0.0, "they give different figures")
    x, y = ({w for w in u.words if w.isdigit()} for u in (a, b))
    if x and y and not x & y:
        return Verdict("not", 0.0, "they hold different numbers")
    if a.unreal != b.unreal:
        w -= UNREAL  # what would be is not what is
    if far and w < 0.8:
        return Verdict("not", w, "said days apart in other words")
    if w < SAME and a.speaker and _one_figure(a, b):
        w = min(1.0, w + 0.15)  # the same number of the same thing from the same voice
    if w >= SAME:
        return Verdict(
            "same", w, f"the same speaker and {w:.0%} the same content words" if a.speaker else f"{w:.0%} the same content words"
        )
    if w >= UNSURE:
        return Verdict("unsure", w, f"{w:.0%} the same content words")
    return Verdict("not", w, "little in common")


def supports(a: Unit, b: Unit, idf: Telling) -> float:
    """How far two statements of different voices say the same, from SUPPORT on; 0 when less, when polarity or figures differ, or one
    stands inside the other."""
    if bool(a.figures) != bool(b.figures) or a.unreal != b.unreal or a.speaker in b.passes or b.speaker in a.passes:
        return 0.0  # a statement without the number, or of a possibility, is no witness for it
    like = word_likeness(a, b, idf, named=True)
    if like < SUPPORT or clash(a, b, idf) or _nested(a, b) or figures_clash(a, b) or days_apart(a.day, b.day) > 30:
        return 0.0
    least = min(len(_with_self(a, b)), len(_with_self(b, a)))
    if min(len(a.quote), len(b.quote)) >= 3 and quote_likeness(a, b) >= 0.75:
        return 0.0  # one utterance under two names is no second witness
    enough = least >= 4 or (least == 3 and like >= 0.85) or (least == 2 and like >= 0.99 and bool(a.speaker and b.speaker))
    return like if enough else 0.0  # too few words tell too little


def opposes(a: Unit, b: Unit, idf: Telling) -> float:
    """How far one statement denies what the other says: like content, opposite polarity; nobody does so in one breath."""
    if not clash(a, b, idf) or _nested(a, b) or (a.speaker == b.speaker and a.day == b.day):
        return 0.0
    return word_likeness(a, b, idf, named=True) if len(_with_self(a, b) & _with_self(b, a)) >= 3 else 0.0


def _nested(a: Unit, b: Unit) -> bool:
    """Whether both stand in one sentence of one text: a chain of speakers, not two witnesses."""
    x, y = a.statement.sentence, b.statement.sentence
    return a.report.id == b.report.id and x[0] < y[1] and y[0] < x[1]
