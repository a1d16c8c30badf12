"""What a person's judgements change of what was read: who said a statement, and what no longer holds.

The verdicts of `Judgement` that are about one side only: "speaker" (`left` statements are said by the name `right`, "" for the
outlet itself), "withdrawn" (`left` statements hold no more) and "note" (words about `left`). `left` may name several, parted by
spaces. Of two judgements on one statement the later counts. "same" and "not" are read by the stages that join.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from writethru.errors import NotFoundError
from writethru.model import Attribution, Claim, Extract, Judgement, Ledger, Statement, Verdict

ONE_SIDED = ("speaker", "withdrawn", "note")
VERDICTS: dict[str, Verdict] = {"same": "same", "not": "not", "speaker": "speaker", "withdrawn": "withdrawn", "note": "note"}


def sides(judgement: Judgement) -> tuple[str, ...]:
    """Every single thing a judgement names."""
    left = tuple(judgement.left.split()) if judgement.verdict in ONE_SIDED else (judgement.left,)
    return (*left, judgement.right) if judgement.right else left


def statements_of(name: str, claims: Iterable[Claim]) -> str:
    """The statements that a claim's id stands for, or the named ones themselves, as `left` holds them. Raises NotFoundError."""
    known = set[str]()
    for c in claims:
        own = [a.statement for a in c.appearances if a.statement]
        if c.id == name:
            return " ".join(dict.fromkeys(own))
        known.update(own)
    if not name.split() or not known.issuperset(name.split()):
        raise NotFoundError(name, "no claim or statement has this id")
    return " ".join(dict.fromkeys(name.split()))


def corrected(extracts: Sequence[Extract], judgements: Sequence[Judgement]) -> list[Extract]:
    """The extracts with the speakers that a person gave; all else as it was read."""
    said = {i: j.right for j in judgements if j.verdict == "speaker" for i in j.left.split()}
    if not said:
        return list(extracts)
    return [
        replace(e, statements=tuple(_said_by(s, said[s.id]) if s.id in said else s for s in e.statements))
        if any(s.id in said for s in e.statements)
        else e
        for e in extracts
    ]


def _said_by(s: Statement, name: str) -> Statement:
    if not name:
        return replace(s, attribution=None)
    known = s.attribution or Attribution(s.content, None, None, None, "indirect")
    return replace(s, attribution=replace(known, speaker=name, via=(), collective=False))


def withdrawn(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    """Statement id -> the judgement that marks it as no longer held."""
    return {i: j for j in judgements if j.verdict == "withdrawn" for i in j.left.split()}


def reasoned(ledger: Ledger, judgements: Sequence[Judgement]) -> Ledger:
    """The ledger with the reason of each claim that a person withdrew or gave another speaker."""
    marked = withdrawn(judgements)
    given = {i: j for j in judgements if j.verdict == "speaker" for i in j.left.split()}
    if not marked and not given:
        return ledger
    claims = []
    for c in ledger.claims:
        own = [a.statement for a in c.appearances]
        by = next((marked[i] for i in own if i in marked), None)
        if by and c.standing == "withdrawn":
            c = replace(c, why=_words("Marked as withdrawn", by))
        elif turned := next((given[i] for i in own if i in given), None):
            who = f"given to {turned.right}" if turned.right else "given to the outlet itself"
            c = replace(c, why=f"{c.why} {_words(f'Its speaker was {who}', turned)}".strip())
        claims.append(c)
    return replace(ledger, claims=tuple(claims))


def _words(what: str, j: Judgement) -> str:
    by = "a person" if j.by == "person" else j.by
    return f"{what} by {by} on {j.at[:10]}{f': {j.reason}' if j.reason else ''}."
