"""The round-up for a terminal that a person watches: wrapped, standings in words and colour. Piped output is `plain`."""

import io
from collections.abc import Callable, Sequence

from writethru.model import Claim, Line, Refusal, Section, Telling
from writethru.render.plain import MACHINE, label, moment, newly_told, size, standing, told_apart, worded
from writethru.text import harmless, squeeze
from writethru.title import titled

STYLE = {"corroborated": "green", "disputed": "red", "denied": "red", "revised": "yellow", "withdrawn": "dim"}


def to_terminal(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """Round-ups with terminal styling. Control characters of a source never reach the terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, highlight=False)
    width = min(console.width, 100)

    def put(text: str, style: str = "", indent: int = 0) -> None:
        console.print(Padding(Text(harmless(squeeze(text)), style=style), (0, 0, 0, indent)), width=width)

    for t in tellings:
        put(t.roundup.story.headline, "bold")
        put(f"{size(t.reports)} · as of {moment(t.roundup.as_of)}", "dim")
        if t.roundup.writer:
            put(worded(t), "dim")
        claims = {c.id: c for c in t.ledger.claims}
        number = {r.id: n for n, r in enumerate(t.reports, 1)}
        shown, new = told_apart(t)[:8], newly_told(t)
        if shown:
            put("")
            put("What changed", "bold underline")
        for change, line in shown:
            put(f"{change.kind}: {line.text}", "", 2)
        for s in (Section("What you need to know", t.roundup.need_to_know), *t.roundup.sections):
            if s.lines:
                put("")
                put(s.heading, "bold underline")
                for line in s.lines:
                    _line(put, line, claims, number, new)
                    if t.why and line.why:
                        put(f"why: {line.why}", "dim", 4)
        put("")
        put("Sources", "bold underline")
        for r in t.reports:
            put(f"{number[r.id]}. {label(r)}: {titled(r) or squeeze(r.text)[:80]}", "dim", 2)
    for x in refusals:
        put(f"not taken up: {x.name}: {x.reason}", "red")
    return out.getvalue()


def _line(put: Callable[[str, str, int], None], line: Line, claims: dict[str, Claim], number: dict[str, int], new: dict[str, str]) -> None:
    notes = ", ".join(str(n) for n in sorted({number[p.report] for p in line.sources}))
    put(f"• {line.when + ': ' if line.when else ''}{line.text} [{notes}]{MACHINE if line.extract else ''}", "", 2)
    c = claims.get(line.claim or "")
    if c:
        put((f"{new[c.id]} · " if c.id in new else "") + standing(c), STYLE.get(c.standing, "cyan"), 4)
