"""`writethru watch FEED... --desk FILE`: rounds of a Watcher, notices as lines and to a webhook, and the health of the feeds."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence

from writethru.desk import Desk
from writethru.notices import Notice
from writethru.notify import Targets, complain, deliver, from_settings, show
from writethru.read.visit import Visitor
from writethru.read.web import normal
from writethru.store.feeds import Feed
from writethru.text import harmless, squeeze
from writethru.watch import PAUSED, Watcher, clock

NAP = 60.0  # seconds after which what is due is looked up again: another process may add feeds


def run_watch(args: argparse.Namespace, visitor: Visitor | None = None, sleep: Callable[[float], None] = time.sleep) -> int:
    """0 done; 1 a feed fails or a webhook cannot be reached (with --once, --status), or an address is none; 2 usage.

    `visitor` and `sleep` are for tests."""
    urls = [u for name in args.feeds for u in _addresses(name)]
    given = Targets(normal(args.webhook) if args.webhook else "", tuple(args.mail), args.smtp, args.quiet)
    desk = Desk(args.desk, create=bool(urls) and not args.forget and not args.status)
    if args.forget:
        for url in urls:
            desk.store.drop_feed(url)
        return 0
    if args.status:
        return _status([f for f in desk.store.feeds() if not urls or f.url in urls], args.json)
    targets = given if given != Targets() else from_settings(desk.store.settings())
    visitor = visitor or Visitor()
    watcher = Watcher(desk, visitor, args.every)
    watcher.subscribe(urls)
    if not desk.store.feeds():
        print("writethru watch: give at least one FEED; the desk knows none yet", file=sys.stderr)
        return 2
    if sys.stderr.isatty() and not args.once:
        print(f"watching {len(urls) or len(desk.store.feeds())} feeds; Ctrl-C stops it, the next run goes on from there", file=sys.stderr)
    told: set[Notice] = set()
    wrong: list[str] = []
    while True:
        before = {f.url: f.failures for f in desk.store.feeds()}
        notices = watcher.round(urls)
        show([n for n in notices if n not in told], clock(), args.json)
        told = set(notices)
        failed, found = wrong, deliver(watcher, notices, targets, clock(), visitor.allow)
        wrong = found or []
        complain([w for w in wrong if w not in failed])
        if found == []:  # else they are sent with the next round
            told.clear()
        feeds = [f for f in desk.store.feeds() if not urls or f.url in urls]
        _remark(feeds, before)
        if args.once and (wrong or watcher.wait(urls)):
            desk.close()
            return int(bool(wrong) or any(f.failures for f in feeds))
        sleep(min(NAP, watcher.wait(urls)) or 1.0)


def _addresses(name: str) -> list[str]:
    """The addresses a FEED stands for: itself, or those of a file that lists feeds (OPML)."""
    if "://" not in name and os.path.isfile(name):
        from writethru.read.feed import subscriptions

        with open(name, "rb") as f:
            return [normal(u) for u in subscriptions(f.read(20_000_000), name)]
    return [normal(name)]


# ---- health --------------------------------------------------------------------------------------------------------------


def _remark(feeds: Sequence[Feed], before: dict[str, int]) -> None:
    """Says which feeds began to fail and which are well again."""
    for f in feeds:
        if f.failures and not before.get(f.url):
            print(f"feed {f.url}: {harmless(squeeze(f.reason))}", file=sys.stderr)
        elif before.get(f.url) and not f.failures:
            print(f"feed {f.url}: well again", file=sys.stderr)


def _status(feeds: Sequence[Feed], as_json: bool) -> int:
    if as_json:
        keys = ("url", "polled", "ok", "due", "failures", "reason")
        print(json.dumps({"feeds": [{k: getattr(f, k) or (0 if k == "failures" else None) for k in keys} for f in feeds]}, indent=1))
    for f in [] if as_json else feeds:
        state = (
            "paused"
            if f.due == PAUSED
            else f"failed {f.failures} times: {harmless(squeeze(f.reason))}"
            if f.failures
            else "well"
            if f.ok
            else "not asked yet"
        )
        print(f"{f.url}\n    {state}; last answer {f.ok or 'never'}, next {'when resumed' if f.due == PAUSED else f.due}")
    return int(any(f.failures for f in feeds))
