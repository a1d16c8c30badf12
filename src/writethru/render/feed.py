"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1. Ids are stable; an entry's `updated` is the claim's own time."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from writethru.model import Change, Claim, Line, Refusal, Telling

NAMESPACE = "tag:writethru.example,2026:"  # an opaque prefix; ids need no host (RFC 4151)


def entries(t: Telling) -> list[tuple[str, str, str, Line, Line | None]]:
    """(id, kind, time, line, line before) of each change, and of what is needed to know where nothing changed."""
    claims = {c.id: c for c in t.ledger.claims}
    out = [_of_change(c, claims) for c in t.roundup.changes if c.after or c.before]
    if not out:
        out = [(x.claim or "", "new", _time(claims.get(x.claim or ""), t), x, None) for x in t.roundup.need_to_know]
    return [(f"{NAMESPACE}{t.roundup.story.id}/{i}/{kind}", kind, when or rfc3339(t.roundup.as_of), a, b) for i, kind, when, a, b in out]


def _of_change(c: Change, claims: dict[str, Claim]) -> tuple[str, str, str, Line, Line | None]:
    line = c.after or c.before
    assert line is not None
    claim = claims.get(c.claim)
    return c.claim, c.kind, rfc3339(claim.first_published or "") if claim else "", line, c.before if c.after else None


def _time(claim: Claim | None, t: Telling) -> str:
    return rfc3339((claim.first_published if claim else "") or t.roundup.as_of)


def rfc3339(iso: str) -> str:
    """A full time for a feed: a bare day is its start, an unknown zone counts as UTC; "" stays ""."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def clip(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def to_atom(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """All stories as one Atom feed; each change is an entry with the change inside. Refusals are no part of a feed."""
    stories = [(t, entries(t)) for t in tellings]
    times = sorted(when for _, es in stories for _, _, when, _, _ in es if when)
    latest = times[-1] if times else "1970-01-01T00:00:00+00:00"  # the standard asks for one even where no report has a date
    title = tellings[0].roundup.story.headline if len(tellings) == 1 else "writethru"
    name = tellings[0].roundup.story.id if len(tellings) == 1 else "desk"
    out = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(title)}</title>",
        f"<id>{NAMESPACE}{name}</id>",
        f"<updated>{latest}</updated>",
        "<author><name>writethru</name></author>",
    ]
    for t, es in stories:
        outlets = {r.id: r.outlet or r.path for r in t.reports}
        for ident, kind, when, line, before in es:
            who = ", ".join(sorted({outlets[p.report] for p in line.sources}))
            body = (f"Before: {before.text}\n" if before else "") + f"{line.text}\nRests on: {who}"
            out += [
                "<entry>",
                f"<id>{_text(ident)}</id>",
                f"<title>{_text(clip(f'{kind.capitalize()}: {line.text}', 160))}</title>",
                f"<updated>{when or latest}</updated>",
                f"<category term={quoteattr(kind)}/>",
                f'<content type="text">{_text(body)}</content>',
                "</entry>",
            ]
    return "\n".join([*out, "</feed>"]) + "\n"


def _text(text: str) -> str:
    """Text safe in XML 1.0: escaped, characters the standard forbids dropped."""
    return escape("".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"))


def to_jsonfeed(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """The same as JSON Feed 1.1."""
    items: list[dict[str, Any]] = []
    for t in tellings:
        for ident, kind, when, line, before in entries(t):
            text = (f"Before: {before.text}\n" if before else "") + line.text
            items.append(
                {
                    "id": ident,
                    "title": clip(f"{kind.capitalize()}: {line.text}", 160),
                    "content_text": text,
                    **({"date_modified": when} if when else {}),
                    "tags": [kind],
                }
            )
    title = tellings[0].roundup.story.headline if len(tellings) == 1 else "writethru"
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
