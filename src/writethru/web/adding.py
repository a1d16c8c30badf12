"""What a reader adds: an address, pasted text, files, a feed to follow."""

import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from writethru.errors import InputError
from writethru.model import Capture, Refusal, Report
from writethru.web.act import act, back, now_iso
from writethru.web.forms import Form
from writethru.web.html import room, snapshot
from writethru.web.settings import follow_feeds

MAX_TEXT = 2_000_000  # characters of a pasted report
_URL = re.compile(r"https?://\S+", re.I)
_SUFFIX = re.compile(r"(?:\.[a-z]{1,6}){1,2}$", re.I)


@act
async def add(request: Request, form: Form) -> Response:
    """Adds an address, pasted text and files; leads to the story when one report came in, else to what became of each."""
    uri, text = form.get("uri").strip(), form.get("text")
    if uri and form.get("follow"):
        return await follow_feeds(request, [uri])
    if not uri and not text.strip() and not form.files:
        raise HTTPException(400, "Give an address, the text of a report, or a file.")
    reports, refused = await run_in_threadpool(_reports, uri, text, form)
    outcomes = await run_in_threadpool(room(request).keep, reports, refused)
    found = snapshot(request).tale(outcomes[0].report) if len(outcomes) == 1 and outcomes[0].status in ("added", "version") else None
    many = uri if len(outcomes) > 1 and not form.files and not text.strip() else ""
    return back(f"/story/{found.id}" if found else f"/added/{room(request).note(outcomes, many)}")


def _reports(uri: str, text: str, form: Form) -> tuple[list[Report], list[Refusal]]:
    from writethru.clean import clean

    reports: list[Report] = []
    refused: list[Refusal] = []
    for found in _captures(uri, text, form):
        if isinstance(found, Refusal):
            refused.append(found)
            continue
        try:
            reports.append(clean(found))
        except InputError as e:
            refused.append(Refusal(found.name, e.reason, found.uri))
    return reports, refused


def _captures(uri: str, text: str, form: Form) -> Iterable[Capture | Refusal]:
    from writethru.read import read

    if uri and not _URL.fullmatch(uri):  # anything else `read` would take for a file of this machine
        yield Refusal(uri[:300], "is not an http or https address", uri[:300])
    elif uri:
        yield from read(uri)
    if len(text) > MAX_TEXT:
        yield Refusal("pasted text", f"longer than {MAX_TEXT:,} characters")
    elif text.strip():
        kind = "text/html" if re.match(r"\s*<(?:!doctype|html)", text, re.I) else "text/plain"
        yield Capture(text.replace("\r\n", "\n").encode("utf-8", "replace"), kind, captured=now_iso(), charset="utf-8")
    for name, content in form.files:
        yield from _of_file(name, content)


def _of_file(name: str, content: bytes) -> Iterable[Capture | Refusal]:
    """An uploaded file is read as one on disk would be, under the name the reader gave it."""
    from writethru.read import read

    suffix = _SUFFIX.search(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "upload" + (suffix.group().lower() if suffix else ""))
        path.write_bytes(content)
        for found in read(str(path)):
            if isinstance(found, Refusal):
                yield replace(found, name=found.name.replace(str(path), name))
            else:
                yield replace(found, path=found.path.replace(str(path), name))
