"""The settings page and its acts: feeds with their health, who gets notices, quiet hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from writethru.desk import Desk
from writethru.errors import InputError, NotFoundError
from writethru.notices import Notice
from writethru.notify import SMTP, from_settings, to_settings
from writethru.store.feeds import Feed
from writethru.watch import EVERY, LEAST, PAUSED, Watcher, clock
from writethru.web.act import act, back, name_of, now_iso
from writethru.web.forms import Form
from writethru.web.guard import EDITOR
from writethru.web.html import Page, room

MOST_FEEDS = 2000


@dataclass(frozen=True, slots=True)
class Health:
    """A feed as the page shows it: `state` is a word, `css` the colour beside it."""

    feed: Feed
    name: str
    state: str
    css: str
    reason: str

    @property
    def paused(self) -> bool:
        return self.feed.due == PAUSED


def health(feeds: Sequence[Feed]) -> list[Health]:
    """How feeds are, those that are ill first."""
    out = []
    for f in feeds:
        if f.due == PAUSED:
            state, css, reason = "paused", "withdrawn", "left alone until resumed"
        elif f.failures:
            state, css, reason = "ill", "disputed", f"failed {f.failures} time{'s' if f.failures > 1 else ''} in a row: {f.reason}"
        elif f.ok:
            state, css, reason = "well", "corroborated", ""
        else:
            state, css, reason = "not asked yet", "single", "its first answer comes within a minute"
        parts = urlsplit(f.url)
        out.append(Health(f, f"{parts.netloc}{parts.path if parts.path != '/' else ''}", state, css, reason))
    return sorted(out, key=lambda h: (h.state != "ill", h.feed.url))


def settings(request: Request) -> Page:
    """Feeds with their health, notices, this person's name."""
    found, kept = room(request), room(request).settings
    follower, editor = found.follower, request.state.role == EDITOR
    targets = from_settings(kept)
    rows = health(found.feeds)
    record = {
        "feeds": [
            {
                "url": h.feed.url,
                "state": h.state,
                "reason": h.reason or None,
                "ok": h.feed.ok or None,
                "polled": h.feed.polled or None,
                "due": None if h.paused else h.feed.due or None,
                "failures": h.feed.failures,
            }
            for h in rows
        ],
        "every": kept.get("every") or str(EVERY),
        "notices": {"webhook": bool(targets.webhook), "mail": len(targets.mail), "quiet": kept.get("quiet") or None},
    }
    if editor:  # an address of a webhook is as good as a password
        record["notices"] = {
            "webhook": targets.webhook or None,
            "mail": list(targets.mail),
            "smtp": targets.smtp,
            "quiet": kept.get("quiet") or None,
        }
    context = {
        "feeds": rows,
        "ill": sum(h.state == "ill" for h in rows),
        "every": kept.get("every") or str(EVERY),
        "least": LEAST,
        "targets": targets,
        "values": kept,
        "smtp": SMTP,
        "wrong": follower.wrong if follower else (),
        "follows": follower is not None,
        "tried": found.tried,
        "name": name_of(request),
    }
    return Page("settings.html", "Settings", context, record)


async def opml(request: Request) -> Response:
    """The feeds as a list that any reader of feeds takes (OPML 2.0)."""
    from xml.sax.saxutils import quoteattr

    rows = "".join(f'<outline type="rss" text={quoteattr(f.url)} xmlUrl={quoteattr(f.url)}/>\n' for f in room(request).feeds)
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>writethru</title></head><body>\n{rows}</body></opml>\n'
    )
    kept = {"content-disposition": 'attachment; filename="feeds.opml"'}
    return PlainTextResponse(text, media_type="text/x-opml; charset=utf-8", headers=kept)


# ---- acts ------------------------------------------------------------------------------------------------------------


async def follow_feeds(request: Request, urls: Sequence[str]) -> Response:
    """Subscribes to feeds, resumes those that were paused, and has them asked at once."""
    from writethru.read.web import normal

    found = room(request)
    if found.follower is None:
        raise HTTPException(400, "This desk is held in memory and follows no feeds.")
    try:
        wanted = [normal(u) for u in urls]
    except InputError as e:
        raise HTTPException(400, f"{e}.") from e

    def subscribe(desk: Desk) -> None:
        watcher = Watcher(desk, found.visitor)
        known = {f.url for f in desk.store.feeds()}
        if len(known.union(wanted)) > MOST_FEEDS:
            raise InputError("this desk", f"follows at most {MOST_FEEDS} feeds")
        watcher.subscribe(wanted)
        for url in known.intersection(wanted):
            watcher.pause(url, False)

    await run_in_threadpool(found.change, subscribe)
    found.follower.wake()
    return back("/settings")


@act
async def follow(request: Request, form: Form) -> Response:
    """Follows a feed by address, or those of an uploaded list (OPML)."""
    from writethru.read.feed import subscriptions

    urls = form.get("uri").split()
    for name, content in form.files:
        urls += subscriptions(content, name)
    if not urls:
        raise HTTPException(400, "Give the address of a feed, or a list of feeds (OPML).")
    return await follow_feeds(request, urls)


@act
async def feed(request: Request, form: Form) -> Response:
    """Pauses, resumes or forgets one feed; its reports stay."""
    url, verb, found = form.get("url"), form.get("do"), room(request)
    if verb not in ("pause", "resume", "forget"):
        raise HTTPException(400, "A feed is paused, resumed or forgotten.")

    def done(desk: Desk) -> None:
        if verb == "forget":
            desk.store.drop_feed(url)
        else:
            Watcher(desk, found.visitor).pause(url, verb == "pause")

    try:
        await run_in_threadpool(found.change, done)
    except NotFoundError as e:
        raise HTTPException(404, f"{e}.") from e
    if found.follower:
        found.follower.wake()
    return back("/settings")


@act
async def notices(request: Request, form: Form) -> Response:
    """Keeps who is told of news, and when not. Who is told for the first time is not told what came in before."""
    every = form.get("every").strip() or str(EVERY)
    if not every.isdecimal() or not LEAST <= int(every) <= 100_000:
        raise HTTPException(400, f"Between two polls of a feed lie {LEAST} minutes or more.")
    try:
        values = to_settings(form.get("webhook"), form.get("mail"), form.get("smtp"), form.get("quiet")) | {"every": every}
    except InputError as e:
        raise HTTPException(400, f"{e}.") from e

    def kept(desk: Desk) -> None:
        if not from_settings(desk.store.settings()).any:
            desk.store.tell(desk.store.untold(), clock().isoformat(timespec="seconds"))
        desk.store.keep_settings(values)

    found = room(request)
    await run_in_threadpool(found.change, kept)
    if found.follower:
        found.follower.wake()
    return back("/settings")


@act
async def test(request: Request, form: Form) -> Response:
    """Sends a notice to everybody who gets them, to see whether it arrives."""
    found = room(request)
    targets = from_settings(found.settings)
    if not targets.any:
        raise HTTPException(400, "Nobody is to be told yet: give a webhook or a mail address first.")
    notice = Notice("test", "", "test", "A test", "Notices of this desk arrive here.")
    wrong = await run_in_threadpool(targets.send, [notice], clock(), found.visitor.allow)
    found.tried = f"The test of {now_iso()[11:16]} UTC {'failed: ' + '; '.join(wrong) if wrong else 'was sent'}."
    return back("/settings")
