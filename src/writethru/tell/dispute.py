"""Disputes: both sides, side by side; and whether two claims that the ledger sets against each other speak of one thing."""

from collections.abc import Mapping, Sequence

from writethru.model import Claim, Ledger, Line
from writethru.tell.choice import TOO_ALIKE, Choice
from writethru.tell.content import content, content_of, same_news

SIDES = 0.95  # two sides of a dispute may share nearly all but the number
HELD = 0.5  # share of the shorter side's content that the other must hold
SHARED = 3  # content words they must share at least
FIGURES = "no value fits both"  # how the ledger words a conflict of figures


def one_thing(a: Claim, b: Claim) -> bool:
    """Whether one of two claims can deny the other: they share half of what the shorter is about, and not a name or two alone."""
    x, y = content_of(a.text), content_of(b.text)
    return len(x & y) >= max(SHARED, HELD * min(len(x), len(y)))


def opponents(c: Claim, of: Mapping[str, Claim]) -> list[Claim]:
    """The claims that stand against one: its other sides."""
    found = [(of[r.other], r.reason) for r in c.relations if r.kind in ("conflicts", "denies")]
    return [o for o, reason in found if FIGURES in reason or (_may_deny(c, o) and ("denied" in (c.stance, o.stance) or _against(c, o)))]


def _against(a: Claim, b: Claim) -> bool:
    """Whether two claims of one thing say the opposite: two that both say what a rule does not cover agree."""
    return one_thing(a, b) and not (content(a.text).denies and content(b.text).denies)


def _may_deny(a: Claim, b: Claim) -> bool:
    """Whether two claims can deny each other at all: a demand is refused, not denied, and an outlet does not contradict its own report."""
    if "asked" in (a.stance, b.stance):
        return False
    told = {x.report for c in (a, b) for x in c.appearances}
    return len(told) > 1 or (a.speaker is not None and b.speaker is not None)


def disputed(ledger: Ledger, choice: Choice, claims: Sequence[Claim], most: int) -> list[Line]:
    """First the figures that conflict, the weightiest first, then who denies whom. One side alone is no dispute."""
    of = {c.id: c for c in ledger.claims}
    groups: list[list[Claim]] = []
    past: set[frozenset[str]] = set()  # conflicts of figures that a later figure, or its own source, has overtaken
    for s in ledger.figures:
        latest = max((p.said or "" for p in s.points), default="")
        points = {p.id: p for p in s.points}
        for p in s.points:
            for other in (points[r.other] for r in p.relations if r.kind == "conflict" and r.other in points):
                pair = [of[q.claim] for q in (other, p) if q.claim in of]
                if latest > max(p.said or "", other.said or "") or any(c.standing == "revised" for c in pair):
                    past.add(frozenset(c.id for c in pair))
                else:
                    groups.append(pair)
    groups.sort(key=lambda g: -max((c.weight for c in g), default=0.0))
    groups += [[c, *(o for o in opponents(c, of) if frozenset((c.id, o.id)) not in past)] for c in claims]
    out: list[Line] = []
    for g in groups:
        if most - len(out) < 2:
            break  # no room for both sides
        sides = [c for c in dict.fromkeys(g) if choice.tellable(c)]
        if len(sides) > 1 and g[0] is sides[0]:  # two who agree against one that cannot be told make no dispute
            likest = SIDES if not out or len(g) == 2 else TOO_ALIKE
            for c in choice.widest(sides):
                if not any(told_again(choice.text(c), x.text) for x in out):
                    out += choice.take([c], most - len(out), "A side of a dispute", likest, sides=True)
    return out


def told_again(a: str, b: str) -> bool:
    """Whether two lines tell the same with the same numbers in digits: one that tells both sides needs no second."""
    return same_news(a, b) and bool(content(a).numbers) and content(a).numbers == content(b).numbers
