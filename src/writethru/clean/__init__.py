"""Capture -> Report: the report alone, its masthead, and what was left out with the reason.

Raises InputError when the capture holds no report (empty, binary, only chrome) and LimitError when it is over a limit.
Offsets of blocks count characters of the report's text, which is written here and nowhere else.
"""

from datetime import datetime
from urllib.parse import urlsplit

from writethru.clean.draft import Draft
from writethru.errors import InputError, LimitError
from writethru.language import language_of
from writethru.model import Block, Capture, Dating, Report, Stamp, new_id

MAX_BYTES = 20_000_000  # a page or pasted text over this is no report
MIN_WORDS = 20  # less running text than this is no report


def clean(capture: Capture) -> Report:
    """See the module."""
    if len(capture.body) > MAX_BYTES:
        raise LimitError(capture.name, f"larger than {MAX_BYTES // 1_000_000} MB")
    from writethru.clean.charset import decode
    from writethru.dates import parse_stamp

    text, note = decode(capture)
    if not text.strip():
        raise InputError(capture.name, "is empty")
    captured = parse_stamp(capture.captured)
    if capture.media_type == "text/html":
        from writethru.clean.page import read_page

        draft = read_page(text, capture.uri, captured)
    else:
        from writethru.clean.pasted import read_text

        draft = read_text(text, captured)
    if note:
        draft.leave_out(note, "encoding")
    return _report(capture, draft)


def _report(capture: Capture, draft: Draft) -> Report:
    from writethru.clean.masthead import outlet_of_host
    from writethru.dates import parse_stamp

    _first_lines(draft)
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for b in draft.blocks:
        blocks.append(Block(b.part, at, at + len(b.text), b.at))
        parts.append(b.text)
        at += len(b.text) + 1
    text = "\n".join(parts)
    if len(text.split()) < MIN_WORDS and len(text) < 3 * MIN_WORDS:
        raise InputError(capture.name, "holds no report: only page furniture" if draft.left_out else "holds too little text for a report")
    hints = capture.hints
    published = _finer(draft.published, parse_stamp(hints.published))
    updated = _finer(draft.updated, parse_stamp(hints.updated))
    outlet = draft.outlet or hints.outlet or outlet_of_host(_host(capture.uri or draft.canonical))
    headline = draft.headline or hints.headline
    return Report(
        id=new_id("r", outlet, headline, published.iso if published else "", text),
        text=text,
        blocks=tuple(blocks),
        headline=headline,
        outlet=outlet,
        bylines=tuple(draft.bylines) or hints.bylines,
        credits=tuple(draft.credits),
        sign_off=draft.sign_off,
        dateline=draft.dateline,
        published=published,
        updated=updated if updated and (not published or updated.order >= published.order) else None,
        uri=capture.uri or draft.canonical,
        path=capture.path,
        language=draft.language or hints.language or language_of(text),
        left_out=tuple(draft.left_out),
        captured=capture.captured,
        datings=tuple(Dating(*times, tuple(b.open[n] if b.open else None for b in draft.blocks)) for n, times in enumerate(draft.open))
        if published is None
        else (),
    )


def _finer(own: Stamp | None, hint: Stamp | None) -> Stamp | None:
    """The document's own time; the container's where it has none, or names the same day without the hour."""
    if own and hint and not isinstance(own.at, datetime) and isinstance(hint.at, datetime) and hint.day == own.day:
        return hint
    return own or hint


def _host(uri: str) -> str:
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def _first_lines(draft: Draft) -> None:
    """Takes the dateline off the first paragraph and the sign-off off the last, whatever the medium."""
    from writethru.clean import masthead
    from writethru.clean.stamps import day_of_dateline

    for b in draft.blocks[:6]:
        found = masthead.dateline(b.text) if b.part in ("lede", "paragraph") and not draft.dateline else None
        if found:
            draft.dateline, cut = found
            draft.published = draft.published or day_of_dateline(b.text[:cut])
            b.text = b.text[cut:].lstrip()
            if draft.dateline.agency and draft.dateline.agency not in draft.credits:
                draft.credits.append(draft.dateline.agency)
    if draft.blocks and not draft.sign_off:
        last = masthead.sign_off(draft.blocks[-1].text)
        if last:
            draft.leave_out(draft.blocks.pop().text, "sign-off")
            draft.sign_off = last[0]
            draft.credits.extend(c for c in last[1] if c not in draft.credits)
    draft.blocks[:] = [b for b in draft.blocks if b.text]
