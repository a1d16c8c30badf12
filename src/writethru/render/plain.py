"""Markdown and plain text of a round-up. What a source wrote is escaped, never markup."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from writethru.model import Change, Claim, Line, Refusal, Report, Section, Telling
from writethru.title import titled

_TAKEN = {"exact": "the same copy as", "syndication": "copy of", "excerpt": "holds part of"}
_PORT = re.compile(r":\d+$")  # of a host that stands for the outlet's name
Writer = Callable[[str], str]
MACHINE = " (machine-worded)"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def to_markdown(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """Round-ups as Markdown: every line with the reports it rests on as numbered notes."""
    return "\n".join([*(_story(t, escape) for t in tellings), *_refused(refusals, escape)]).strip() + "\n"


def to_text(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """The same for a terminal or a pipe, without escapes."""
    return "\n".join([*(_story(t, lambda s: " ".join(s.split())) for t in tellings), *_refused(refusals, str)]).strip() + "\n"


def publisher(r: Report) -> str:
    """Who a report is from, as far as it says: outlet, agency, else the file or address."""
    return _PORT.sub("", r.outlet) or (r.dateline.agency if r.dateline else "") or PurePath(r.path).name or r.uri or r.id


def outlets(reports: Iterable[Report]) -> int:
    """How many outlets some reports are from; one that names none counts by its file."""
    return len({publisher(r) for r in reports})


def size(reports: Sequence[Report]) -> str:
    """ "5 reports · 4 outlets (1 unnamed)": a report that names no outlet may be of one that is named elsewhere."""
    return f"{count(len(reports), 'report')} · {count(outlets(reports), 'outlet')}{nameless(reports)}"


def nameless(reports: Iterable[Report]) -> str:
    """ " (1 unnamed)", behind a number of outlets; "" where each report names its own."""
    n = sum(not (r.outlet or (r.dateline and r.dateline.agency)) for r in reports)
    return f" ({n} unnamed)" if n else ""


def moment(iso: str) -> str:
    """An ISO day or time for reading."""
    return iso.replace("T", " ") or "an unknown time"


def renewed(r: Report) -> bool:
    """Whether a report was updated at another time than the one it is listed under."""
    return r.updated is not None and r.published not in (None, r.updated)


def label(r: Report) -> str:
    """What a report is called in a list: publisher and time."""
    who, when = publisher(r), r.published or r.updated
    return f"{who}, {when.iso.replace('T', ' ')}" if when else who


def standing(c: Claim) -> str:
    """ "repeated · 3 outlets · 1 origin · hedged: could"."""
    words = f"{c.standing} ({len(c.origins)})" if c.standing == "corroborated" else c.standing
    parts = [words, count(len(c.outlets), "outlet"), count(len(c.origins), "origin")]
    if c.hedges:
        parts.append("hedged: " + ", ".join(c.hedges))
    return " · ".join(parts)


TOLD = " · told on "  # of a line that says "yesterday"
_DENIAL = "new, a denial"


def newly_told(t: Telling) -> dict[str, str]:
    """The claims that changed since the moment asked for and are told in the round-up itself, with nothing to show as it was before:
    a line says so there, "new", "confirmed"; of one that denies another, "new, a denial": it is not denied itself."""
    lines = _lines(t)
    claims, texts = {x.claim for x in lines}, [x.text for x in lines]
    return {
        c.claim: _DENIAL if c.kind == "denied" else c.kind
        for c in t.roundup.changes
        if c.after and not c.before and (c.claim in claims or any(x.startswith(c.after.text) for x in texts))
    }


def told_apart(t: Telling) -> list[tuple[Change, Line]]:
    """The changes with the line that tells each, less what is told below anyway with nothing before it."""
    below = newly_told(t)
    return [(c, line) for c in t.roundup.changes if (line := c.after or c.before) and c.claim not in below]


def _lines(t: Telling) -> list[Line]:
    return [*t.roundup.need_to_know, *(x for s in t.roundup.sections for x in s.lines)]


def worded(t: Telling) -> str:
    """ "3 of 40 lines were worded by the model NAME and passed check; they are marked." """
    lines = _lines(t)
    n = sum(bool(x.extract) for x in lines)
    return f"{n} of {count(len(lines), 'line')} worded by the model {t.roundup.writer}, held to the reports by check and marked; the rest in the reports’ own words"


def count(n: int, noun: str) -> str:
    """ "1 outlet", "2 outlets"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _story(t: Telling, write: Writer) -> str:
    claims = {c.id: c for c in t.ledger.claims}
    number = {r.id: n for n, r in enumerate(t.reports, 1)}
    out = [f"# {write(t.roundup.story.headline)}", ""]
    out.append(f"{size(t.reports)} · as of {moment(t.roundup.as_of)}")
    if t.roundup.writer:
        out.append(write(worded(t)))

    new = newly_told(t)

    def tell(x: Line) -> str:
        notes = ", ".join(str(n) for n in sorted({number[p.report] for p in x.sources}))
        c = claims.get(x.claim or "")
        told = f"- {x.when + ': ' if x.when else ''}{write(x.text)} [{notes}]{MACHINE if x.extract else ''}"
        return (
            told
            + (f"\n  {new[c.id] + ' · ' if c.id in new else ''}{standing(c)}{TOLD + x.told if x.told else ''}" if c else "")
            + (f"\n  why: {write(x.why)}" if t.why and x.why else "")
        )

    apart = told_apart(t)
    if apart:
        out += ["", "## What changed", ""]
        for ch, shown in apart:
            was = f"\n  before: {write(ch.before.text)}" if ch.before and ch.after else ""
            out.append(f"- **{ch.kind}** {write(shown.text)}{was}")
    for s in (Section("What you need to know", t.roundup.need_to_know), *t.roundup.sections):
        if s.lines:
            out += ["", f"## {s.heading}", "", *(tell(x) for x in s.lines)]
    out += ["", "## Sources", "", *_sources(t, number, write)]
    return "\n".join(out) + "\n"


def _sources(t: Telling, number: dict[str, int], w: Writer) -> list[str]:
    out = []
    for r in t.reports:
        notes = [f"updated {moment(r.updated.iso)}"] if r.updated and renewed(r) else []
        notes += [f"another version of {number[t.version_of[r.id]]}"] if r.id in t.version_of else []
        for kind, words in _TAKEN.items():
            of = sorted({number[x.source] for x in t.reuse if x.target == r.id and x.directed and x.kind == kind})
            notes += [f"{words} {', '.join(map(str, of))}"] if of else []
        if r.left_out:
            notes.append(f"{count(len(r.left_out), 'piece')} left out")
        out.append(
            f"{number[r.id]}. {w(label(r))}: {w(titled(r) or r.text.splitlines()[0][:80])}" + (f" ({'; '.join(notes)})" if notes else "")
        )
    return out


def _refused(refusals: Sequence[Refusal], w: Writer) -> list[str]:
    return ["", "## Not taken up", "", *(f"- {w(x.name)}: {w(x.reason)}" for x in refusals)] if refusals else []
