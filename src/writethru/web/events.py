"""Server-sent events (WHATWG HTML, 9.2): a line to every open page when what it shows has changed.

An event says only that, and what to ask for; the page fetches itself again. Its id is the story's mark, so a page that lost the
line is told at once when it comes back.
"""

import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from writethru.web.html import room, snapshot
from writethru.web.room import Room

BEAT = 15.0  # seconds between signs of life
MOST = 1000  # open streams


async def desk_events(request: Request) -> Response:
    """Changes anywhere on the desk."""
    return _stream(request, "")


async def story_events(request: Request) -> Response:
    """Changes of one story, under any id it had or gets."""
    name = request.path_params["story"]
    if snapshot(request).tale(name) is None:
        return PlainTextResponse("No story has this id.\n", 404)
    return _stream(request, name)


def _stream(request: Request, name: str) -> Response:
    if room(request).streams >= MOST:
        return PlainTextResponse("Too many open pages.\n", 503, {"retry-after": "30"})
    # An id of ours sent back after a break counts more than the address, which is as old as the page.
    known = request.headers.get("last-event-id") or request.query_params.get("mark", "")
    return StreamingResponse(_lines(room(request), name, known), media_type="text/event-stream", headers={"cache-control": "no-store"})


async def _lines(found: Room, name: str, known: str) -> AsyncIterator[str]:
    found.streams += 1
    working = False
    try:
        yield "retry: 3000\n\n"
        while not found.closing:
            if working != found.working:  # telling a long story again takes a while: an open page says so meanwhile
                working = found.working
                yield f"event: {'working' if working else 'rested'}\ndata: {{}}\n\n"
            now = found.now
            tale = now.tale(name) if name else None
            mark = (tale.mark if tale else "") if name else now.mark
            if mark and mark != known:
                known = mark
                word = json.dumps({"mark": mark, "story": tale.id if tale else None})
                yield f"id: {mark}\nevent: update\ndata: {word}\n\n"
            if not await found.next(now, BEAT):
                yield ": still here\n\n"
    finally:
        found.streams -= 1
