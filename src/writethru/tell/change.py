"""What changed since a moment: new, revised, confirmed, denied, withdrawn, corrected. Quiet when nothing real changed."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from writethru.model import Change, ChangeKind, Claim, Ledger, Line, Report, Stamp
from writethru.tell.content import alike, content, content_of, same_news, slight
from writethru.tell.dispute import opponents
from writethru.tell.lists import held
from writethru.tell.manner import fills, foremost, long_said
from writethru.tell.phrase import Phrases
from writethru.tell.roundup import weighty
from writethru.tell.spoken import commented
from writethru.text import fold, sentences
from writethru.words import classes

MOST_NEW = 8
SAME = 0.7  # share of words with which one line tells another
SHARED = 2  # content words that a value and the one it replaces have in common, besides who gives them
_NUMBER = re.compile(r"\d[\d.,]*\d|\d|[A-Za-z]+")
_DEMAND = re.compile(r"\b(?:wants?|wanted|demand(?:s|ed|ing)?|asked|asks|seeks?|sought|called for)\b")
_GOES_ON = re.compile(r"\b(?:still|remain(?:s|ed)?|unchanged|continues? to)\b")  # as it was: nothing new
_AGE = re.compile(r"\b(?:\d{1,3}|[a-z]+)-year-olds?\b|(?<=[A-Za-z.], )\d{1,3}\b(?=[,;.)]| (?:of|and|was|were|is)\b)|\b[Aa]ged? \d{1,3}\b")
_AT_FIRST = re.compile(r"\b(?:[Ii]nitially|[Aa]t first|[Oo]riginally)\b")
_CORRECTION = re.compile(
    r"(?:correction|clarification|editor[’']s note|this (?:article|story|report) (?:has been|was) (?:corrected|amended))\b", re.I
)


def changes(ledger: Ledger, phrases: Phrases, since: str, shown: Sequence[Line] = ()) -> tuple[Change, ...]:
    """Changes after `since` (ISO day or time), weightiest first within each kind; each claim once. `shown`: the lines of the round-up,
    which need no new claim that says what one of them says."""
    of = {c.id: c for c in ledger.claims}
    out: dict[str, Change] = {}
    replaced: set[str] = set()  # claims told as replaced already: one word on each is enough
    for c in weighty(c for c in ledger.claims if _after(c, since)):
        kind, before = _turn(c, of, phrases)
        if kind and not (kind == "revised" and before and before.id in replaced):
            replaced.add(before.id if kind == "revised" and before else "")
            _put(out, phrases, kind, c, before)
    for c in ledger.claims:
        if c.standing == "withdrawn" and moment(_last(c, phrases.reports)) >= moment(since):
            _put(out, phrases, "withdrawn", c, c)
    out = _each_once(out, of)
    told = [x.after.text for x in out.values() if x.after]
    others = {x.claim: x.text for x in shown}
    overtaken = {r.other for c in ledger.claims for r in c.relations if r.kind == "updates"}
    fresh = 0
    for c in weighty(c for c in ledger.claims if _after(c, since) and c.standing != "withdrawn" and c.id not in {*out, *overtaken}):
        line = None if commented(c, phrases) else phrases.line(c)
        again = [*told, *(() if c.id in others else others.values())]
        if (
            line
            and fresh < MOST_NEW
            and not _as_it_was(line.text)
            and not any(alike(line.text, t) >= SAME or same_news(line.text, t) for t in again)
        ):
            out[c.id] = Change("new", c.id, None, line)
            told.append(line.text)
            fresh += 1
    return tuple(sorted(out.values(), key=lambda x: (-of[x.claim].weight - (x.kind == "corrected"), x.claim)))


def _as_it_was(text: str) -> bool:
    """Whether a line opens with a few words on what goes on: "The offer is still on the table." """
    first = text[slice(*sentences(text)[0])]
    return slight(first) and _GOES_ON.search(first) is not None


def _each_once(found: Mapping[str, Change], of: Mapping[str, Claim]) -> dict[str, Change]:
    """The changes less those whose words another tells ("confirmed … a day after denying it" is one), and less values that were
    overtaken again since."""
    out: dict[str, Change] = {}
    for i, x in sorted(found.items(), key=lambda ix: (-of[ix[0]].weight, ix[0])):
        passed = x.kind == "revised" and of[i].standing == "revised"
        text = x.after.text if x.after else ""
        if not passed and not (
            text and any(o.after and (o.after.text.startswith(text) or text.startswith(o.after.text)) for o in out.values())
        ):
            out[i] = x
    return out


def _after(c: Claim, since: str) -> bool:
    return bool(c.first_published) and moment(str(c.first_published)) >= moment(since)


def moment(iso: str) -> tuple[datetime, int]:
    """An ISO day or time as something to compare across zones; "" comes first."""
    if not iso:
        return datetime.min.replace(tzinfo=UTC), 0
    return Stamp(date.fromisoformat(iso) if len(iso) == 10 else datetime.fromisoformat(iso)).order


def _last(c: Claim, reports: Mapping[str, Report]) -> str:
    stamps = [r.updated or r.published for a in c.appearances if (r := reports[a.report])]
    return max((s for s in stamps if s), key=lambda s: s.order).iso if any(stamps) else ""


def _revised(c: Claim, of: Mapping[str, Claim], phrases: Phrases) -> Claim | None:
    """The earlier claim whose value a claim changes: of those the ledger links, one published before, of the same thing (two content
    words besides the speaker, or one fate of people), no demand beside an offer, and not the other side of a dispute; the same voice's, the likest, the last."""
    said = _content(c, phrases)
    older = [of[r.other] for r in c.relations if r.kind == "updates"]
    shared = {o.id: len((said & _content(o, phrases)) - content_of(f"{c.speaker} {o.speaker}")) for o in older}
    fit = [
        o
        for o in older
        if (moment(str(o.first_published or "")) < moment(str(c.first_published or "")) or _told_as_first(o, phrases))
        and (shared[o.id] >= SHARED or _fates(c) & _fates(o))
        and bool(_DEMAND.search(o.text)) == bool(_DEMAND.search(c.text))
        and _moved(c, o, phrases)
        and not (o.standing == c.standing == "disputed" and o.speaker != c.speaker)
    ]
    return max(fit, key=lambda o: (o.speaker == c.speaker, shared[o.id], str(o.first_published), o.id), default=None)


def _told_as_first(c: Claim, phrases: Phrases) -> bool:
    """Whether a claim says itself that it is overtaken: "Initially, the ministry had estimated 3,000"."""
    line = phrases.line(c)
    return line is not None and _AT_FIRST.search(line.text) is not None


def _moved(c: Claim, before: Claim, phrases: Phrases) -> bool:
    """Whether a claim gives a number, ages and dates aside, that the one before it did not: "Orr, 24," for "Orr, 23," changes nothing."""
    now, then = (_numbers(_AGE.sub(" ", line.text if (line := phrases.line(x)) else x.text)) for x in (c, before))
    return bool(now - then) or not (now or then)


def _numbers(text: str) -> set[str]:
    """The numbers of a text, in digits less its dates and in words."""
    return {*content(text).numbers, *(w for m in _NUMBER.finditer(text) if (w := fold(m.group())) in held("numbers"))}


def _fates(c: Claim) -> set[str]:
    """What a claim says became of people: "killed" of "deaths" and of "have died"."""
    return {f for m in _NUMBER.finditer(c.text) if (f := classes("predicates").get(fold(m.group())))}


def _content(c: Claim, phrases: Phrases) -> frozenset[str]:
    line = phrases.line(c)
    return content_of(c.text) | (content_of(line.text) if line else frozenset())


def _turn(c: Claim, of: Mapping[str, Claim], phrases: Phrases) -> tuple[ChangeKind | None, Claim | None]:
    against = opponents(c, of)
    earlier: Sequence[Claim] = [*(of[r.other] for r in c.relations if r.kind in ("confirms", "updates")), *against]
    before = min(earlier, key=lambda e: (e.first_published or "9", e.id)) if earlier else None
    if _CORRECTION.match(c.text):
        return "corrected", None
    if older := _revised(c, of, phrases):
        return "revised", older
    if c.stance == "confirmed":
        return ("confirmed", before) if foremost(c, phrases) and fills(c, phrases) else (None, None)
    if long_said(c, phrases):
        return None, None
    if c.stance == "denied" or any(r.kind == "denies" and any(o.id == r.other for o in against) for r in c.relations):
        return "denied", before
    return None, None


def _put(out: dict[str, Change], phrases: Phrases, kind: ChangeKind, after: Claim, before: Claim | None) -> None:
    if after.id in out:
        return
    new: Line | None = phrases.line(after) if kind != "withdrawn" else None
    old = phrases.line(before) if before else None
    if new and old and before and alike(new.text, old.text) >= SAME and not (kind == "revised" and _moved(after, before, phrases)):
        old = None  # the sentence that told it before tells the new value too
    if new or (old and kind == "withdrawn"):
        out[after.id] = Change(kind, after.id, old, new)
