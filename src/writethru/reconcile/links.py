"""Chains of speakers inside one report: who only passes on whose words, whom an outlet cites, which figures stand beside the words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from writethru.match import overlap
from writethru.model import Extract, Figure, Report, Statement, Via
from writethru.reconcile.entity import key

_CITING = re.compile(r",? (?:citing|quoting) (?:an? |the )?([^,.;:]{3,60})")
_NAMED = re.compile(r"(?:[A-Z][\w’'\-]+ ?){2,}$")
_APPOSED = re.compile(r"[^,]{3,40}, (?:the )?([A-Z][\w’'&\-]*(?: (?:(?:of|and) )?[A-Z][\w’'&\-]*)*),?")
_SORT = r"(?:newspaper|paper|daily|weekly|tabloid|broadsheet|magazine|website|news site|broadcaster|television|radio|station|channel|(?:news )?agency)"
_CALLED = re.compile(rf"(?:the )?(?:(?:[a-z]+ )?{_SORT} (?:the )?(.+)|(.+?)(?:['’]s)? (?:[a-z]+ )?{_SORT})", re.I)
_TOLD_TO = re.compile(r"(?:told|tells|telling) (?:the |a )?((?:[\w’'&.\-]+ ){1,7})")
_SEEN = re.compile(r"\b(?:found|find|finds|discovered|saw|seen|detected|identified|learned|noticed)\b")
_SOURCED = re.compile(
    r"[a-z](?:['’]s|s['’]) (?:\w+ ){0,2}(?:tally|tallies|count|toll|figures?|numbers?|estimates?|logs?|statements?|reports?|records?|documents?|papers?|letters?|data)\b"
    r"|\b(?:reports?|reported|reportedly|according to|(?:is|are|was|were) (?:said|reported|understood|believed|thought) to|(?:seen|obtained|published|revealed) by)\b",
    re.I,
)


def neighbours(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Statement id -> the others whose sentence overlaps its own: only those can hold or pass on its words."""
    order = sorted(statements, key=lambda s: s.sentence)
    out: dict[str, list[Statement]] = {s.id: [] for s in statements}
    for n, s in enumerate(order):
        for t in order[n + 1 :]:
            if t.sentence[0] >= s.sentence[1]:
                break
            out[s.id].append(t)
            out[t.id].append(s)
    return out


def outlet_of(name: str, outlets: Mapping[str, str]) -> str:
    """The outlet of the story that a speaker's name means, with its sort or without: "the tabloid Rocket", "Stenholter newspaper"; "" none.
    `outlets`: by the keys of their names."""
    called = _CALLED.fullmatch(name)
    names = (name, called.group(1) or called.group(2)) if called else (name,)
    return next((outlets[key(n)] for n in names if key(n) in outlets), "")


def sourced(text: str) -> bool:
    """Whether an outlet's own words tell whose they are: "the board's tally", "a log first reported by CD", "is said to have"."""
    return bool(_SOURCED.search(text))


def proper(speaker: str) -> bool:
    """Whether a source has a name: "Ann Lee", "Orvane", not "one of the rescued", "Passenger"."""
    words = speaker.split()
    return any(w[:1].isupper() for w in words[1:]) or (len(words) == 1 and words[0][:1].isupper())


def told_to(s: Statement, report: Report, outlets: Mapping[str, str]) -> str:
    """The outlet of the story to which a source without a name spoke: "A passenger told the news agency Kestwire that"; "" for none, or the
    report's own."""
    a = s.attribution
    m = _TOLD_TO.match(report.text, a.cue[0], s.sentence[1]) if a and a.cue and not proper(a.speaker or "") else None
    words = m.group(1).split() if m else []
    found = next((o for n in range(len(words), 0, -1) if (o := outlet_of(" ".join(words[:n]), outlets))), "")
    return "" if found == report.outlet else found


def cited(s: Statement, others: Sequence[Statement], report: Report, outlets: Mapping[str, str]) -> Iterator[Statement]:
    """The statement as the one an outlet cites makes it: "the Herald reports that P, citing a palace aide" is the aide's word. Nothing
    for a "statement" that is no more than the cited name."""
    a = s.attribution
    if a is None:
        yield s
        return
    m = _CITING.search(report.text, *s.sentence)
    if m is None or not outlet_of(a.speaker or "", outlets):
        named = m is not None and all(m.start() <= x and y <= m.end() for x, y in s.content)
        if not named:
            yield s
    elif s.content[0][0] < m.start():
        if any(t.attribution and t.attribution.speaker != a.speaker and _same_words(s, t) for t in others):
            yield s  # the tagger has found the cited source itself
            return
        name = _NAMED.search(m.group(1))
        via = (*a.via, Via(a.source, a.speaker or "")) if a.source else a.via
        who = name.group() if name else m.group(1)
        many = name is None and who.endswith("s")
        yield replace(s, attribution=replace(a, speaker=who, source=m.span(1), via=via, collective=many))


def apposed(s: Statement, report: Report) -> Statement:
    """The statement under the name that its source gives beside the office: "the company, Castor Mining," is Castor Mining."""
    a = s.attribution
    if a is None or a.source is None or a.collective or not a.speaker or not a.speaker.islower():
        return s
    m = _APPOSED.fullmatch(report.text, *a.source)
    return replace(s, attribution=replace(a, speaker=m.group(1))) if m else s


def beside(e: Extract) -> dict[str, tuple[Figure, ...]]:
    """Statement id -> figures of its sentence that stand in no content: "$12 million, up from $7.5 million a day earlier, X said"."""
    starts = sorted(f.start for f in e.figures)
    inside = {x for s in e.statements for a, b in s.content for x in starts[bisect_left(starts, a) : bisect_left(starts, b)]}
    stray = sorted((f for f in e.figures if f.start not in inside), key=lambda f: f.start)
    at = [f.start for f in stray]
    best: dict[int, tuple[int, str]] = {}
    for s in e.statements:
        if s.attribution and s.attribution.speaker and not any(c.isalpha() for c in s.attribution.speaker):
            continue
        for n in range(bisect_left(at, s.sentence[0]), bisect_left(at, s.sentence[1])):
            gap = min(min(abs(at[n] - b), abs(a - stray[n].end)) for a, b in s.content)
            best[n] = min(best.get(n, (gap, s.id)), (gap, s.id))
    out: dict[str, tuple[Figure, ...]] = {}
    for n, (_, i) in sorted(best.items()):
        out[i] = (*out.get(i, ()), stray[n])
    return out


def ends(statements: Sequence[Statement], report: Report, outlets: Mapping[str, str]) -> list[tuple[Statement, str]]:
    """Statements less the outer links of chains, each with the outlet of the story it came through ("" if none).

    "X quoted Y as saying Z" and "Z, X reported, citing Y" say Z once, and Y says it; X is whom it came through."""
    out = []
    near = neighbours(statements)
    for s in statements:
        a = s.attribution
        inner = [t for t in near[s.id] if t.attribution and a and _same_words(s, t)]
        if a and (
            any(_outer(s, t, outlets) and not _silent(t, report) for t in inner)
            or (_silent(s, report) and any(_outer(t, s, outlets) for t in inner))
        ):
            continue
        links = [v.speaker for v in a.via] if a else []
        links += [t.attribution.speaker or "" for t in inner if t.attribution and _outer(t, s, outlets)]
        out.append((s, next((o for x in links if (o := outlet_of(x, outlets))), "")))
    return out


def holds(s: Statement, t: Statement) -> bool:
    """Whether the content of s holds that of t and who says it: "three aides said the minister had told them he would go"."""
    if t.attribution is None or not t.attribution.source:
        return False
    spans = (*t.content, t.attribution.source)
    return all(any(a <= x and y <= b for a, b in s.content) for x, y in spans)


def _silent(s: Statement, report: Report) -> bool:
    """Whether a statement tells what somebody wants or has found rather than says: then it is told by who says so, not by them."""
    a = s.attribution
    found = a is not None and a.cue is not None and bool(_SEEN.search(report.text, *a.cue))
    return a is not None and (a.stance in ("asked", "promised", "expected") or found)


def _same_words(s: Statement, t: Statement) -> bool:
    shared = sum(overlap(x, y) for x in s.content for y in t.content)
    return shared >= 0.6 * max(sum(b - a for a, b in s.content), sum(b - a for a, b in t.content))


def _outer(s: Statement, t: Statement, outlets: Mapping[str, str]) -> bool:
    """Whether s only passes on what t says: it is named in t's chain, or it is an outlet of the story and t is not."""
    a, b = s.attribution, t.attribution
    if a is None or b is None:
        return False
    if any(v.source == a.source for v in b.via):
        return True
    return bool(outlet_of(a.speaker or "", outlets)) and not outlet_of(b.speaker or "", outlets)
