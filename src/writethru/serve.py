"""The web desk: routes and the server. `writethru serve` calls `run_serve`; a test, or another server, takes `app`."""

import argparse
import asyncio
import contextlib
import io
import json
import os
import socket
import tempfile
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from writethru.errors import InputError, StoreError, WritethruError
from writethru.render.page import asset
from writethru.web.acts import ACTS
from writethru.web.events import desk_events, story_events
from writethru.web.follow import Follower
from writethru.web.guard import Access, Guard
from writethru.web.html import ASSETS, Function, Page, as_html, as_json, versions
from writethru.web.kept import Shelf, kept
from writethru.web.pages import PAGES
from writethru.web.room import Room
from writethru.web.settings import opml

if TYPE_CHECKING:
    import uvicorn

STOP_SECONDS = 2  # how long open pages may keep the server from stopping
FEEDS = {
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "jsonld": "application/ld+json",
    "ninjs": "application/json",
    "annotations": "application/ld+json",
    "md": "text/markdown",
}
TABLES = ("ledger", "figures", "quotes", "timeline", "sources")


def app(room: Room, access: Access) -> Starlette:
    """The ASGI application over an open room; closes the room when it stops."""

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(room.watch())
        if room.follower:
            room.follower.start()
        yield
        watching.cancel()
        room.close()

    routes = [Route(f"{path.rstrip('/') or '/index'}.json", _page(f, as_json)) for path, f in PAGES.items() if path != "/index"]
    routes += [Route(f"/story/{{story}}/{name}.csv", _table(name)) for name in TABLES]
    routes += [Route(f"/story/{{story}}.{name}", _feed(name)) for name in FEEDS]
    routes += [
        Route("/events", desk_events),
        Route("/story/{story}/events", story_events),
        Route("/static/{name}", _static),
        Route("/feeds.opml", opml),
        Route("/story/{story}.zip", _site),
    ]
    routes += [Route(path, f, methods=["POST"]) for path, f in ACTS.items()]
    shelf = Shelf()
    routes += [Route(p, _kept(f, shelf) if p.startswith("/story/") else _page(f, as_html)) for p, f in PAGES.items()]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={HTTPException: _failed, WritethruError: _refused},
        lifespan=life,
    )
    made.state.room = room
    return made


def _kept(function: Function, shelf: Shelf) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(kept, function, request, shelf)

    return endpoint


def _page(function: Function, form: Callable[[Page, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(lambda: form(function(request), request))

    return endpoint


def _feed(name: str) -> Callable[[Request], Awaitable[Response]]:
    """A story in one of the formats of `render`."""

    async def endpoint(request: Request) -> Response:
        from writethru.render import renderer
        from writethru.web.html import tale

        found = tale(request).telling
        text = await run_in_threadpool(lambda: renderer(name)([found], []))
        return Response(text.encode("utf-8", "replace"), media_type=f"{FEEDS[name]}; charset=utf-8")

    return endpoint


async def _site(request: Request) -> Response:
    """A story as a static site in a zip file, as `export --format site` writes it for the first time."""
    from writethru.render import renderer
    from writethru.site import files
    from writethru.web.html import tale

    t = tale(request)

    def packed() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, text in files(t.telling, None, lambda form, told: renderer(form)([told], [])).items():
                pack.writestr(
                    zipfile.ZipInfo(f"{t.id}/{name}", (1980, 1, 1, 0, 0, 0)), text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED
                )
        return out.getvalue()

    kept = {"content-disposition": f'attachment; filename="{t.id}.zip"'}
    return Response(await run_in_threadpool(packed), media_type="application/zip", headers=kept)


def _table(name: str) -> Callable[[Request], Awaitable[Response]]:
    """A part of a story as CSV."""

    async def endpoint(request: Request) -> Response:
        from writethru import parts
        from writethru.web.html import tale

        found = tale(request)
        wanted = {k: v[:200] for k in ("text", "speaker", "stance", "standing", "outlet") if (v := request.query_params.get(k, ""))}
        text = await run_in_threadpool(lambda: parts.to_csv(parts.rows(name, found.telling, wanted)))
        kept = {"content-disposition": f'attachment; filename="{found.id}-{name}.csv"'}
        return Response(text.encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=kept)

    return endpoint


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404, "There is no such file.")
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") == versions()[name] else "no-cache"
    return Response(asset(name), media_type=f"{ASSETS[name]}; charset=utf-8", headers={"cache-control": kept})


async def _failed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = str(error.detail) if isinstance(error, HTTPException) else "Something is wrong."
    if request.url.path.endswith(".json") or "text/html" not in request.headers.get("accept", "text/html"):
        return as_json(Page("", "", {}, {"error": words}, status=status), request)
    return as_html(
        Page("failed.html", "Not found" if status == 404 else "Not done", {"words": words, "status": status}, {}, status=status), request
    )


async def _refused(request: Request, error: Exception) -> Response:
    return await _failed(request, HTTPException(503 if isinstance(error, StoreError) else 400, f"{error}."))


def address(access: Access) -> str:
    """The address to open in a browser."""
    host = f"[{access.host}]" if ":" in access.host else access.host
    return f"http://{host}:{access.port}/"


def run_serve(args: argparse.Namespace) -> int:
    """writethru serve: until interrupted. Raises InputError or StoreError when it cannot start."""
    token, reader = args.token or os.environ.get("WRITETHRU_TOKEN", ""), args.reader_token or os.environ.get("WRITETHRU_READER_TOKEN", "")
    access = Access(args.host, args.port, token, reader, tuple(n.lower() for n in args.name))
    with _listening(args.host, args.port) as sock, tempfile.TemporaryDirectory(prefix="writethru-", ignore_cleanup_errors=True) as folder:
        access = replace(access, port=sock.getsockname()[1])
        path = args.desk or os.path.join(folder, "desk.db")
        room = Room(path, bool(args.desk), Follower(path))
        where = address(access)
        kept = args.desk or "a desk that is not kept (give --desk FILE to keep one)"
        words = json.dumps({"address": where, "desk": args.desk}) if args.json else f"writethru serves {kept} at {where}"
        server = _server(room, access, words)
        with contextlib.suppress(KeyboardInterrupt):  # the usual end
            server.run(sockets=[sock])
    return 0 if server.started else 1


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as e:
        raise InputError(f"{host}:{port}", f"cannot be served on: {(e.strerror or str(e)).partition(' (')[0]}") from e


def _server(room: Room, access: Access, words: str) -> "uvicorn.Server":
    """A server that says `words` once it answers, and lets open event streams end when it stops."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(words, flush=True)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            room.end_streams()
            await super().shutdown(sockets)

    return Server(config(app(room, access), access))


def config(made: Starlette, access: Access) -> "uvicorn.Config":
    """How the server runs: quiet, one process, no word about itself in its answers."""
    import uvicorn

    return uvicorn.Config(
        made,
        host=access.host,
        port=access.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        limit_concurrency=2000,
    )
