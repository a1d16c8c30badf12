"""`writethru watch FEED...`: polls feeds politely, follows teasers to their pages, and tells what changed after each round.

All state lies in the desk's store. A feed's ETag is kept only together with its items, an item's page leaves the list of what
is due only once its report is durable, and a report counts as told only after its notice went out: a round that is cut off
at any point is taken up again by the next.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from writethru.desk import Desk
from writethru.errors import InputError, NotFoundError, WritethruError
from writethru.model import Capture, Hints, Refusal
from writethru.notices import Notice, notices
from writethru.read.polling import MOST_MINUTES, interval
from writethru.read.visit import Visit, Visitor
from writethru.read.web import AnswerError, Page
from writethru.store.feeds import Feed, Item
from writethru.text import address

LEAST = 5  # minutes between two polls of a feed, whatever is asked for
EVERY = 10
LONGEST = timedelta(hours=6)  # that a failing feed or page is left alone
AGAIN = tuple(timedelta(hours=h) for h in (0.5, 2, 8, 24, 72))  # after its n-th answer a page is looked at for silent edits
PAGES = 30
TRIES = 5  # failures in a row after which a page is given up
PAUSED = "9999-12-31T00:00:00+00:00"  # as the time of the next poll: none until a person resumes it
KEPT = timedelta(days=30)  # that an item is remembered after its feed dropped it


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Watcher:
    """Polls feeds into a desk. `every`: minutes between two polls of one feed, at least LEAST."""

    def __init__(self, desk: Desk, visitor: Visitor, every: float = EVERY, now: Callable[[], datetime] = clock) -> None:
        self.desk = desk
        self.store = desk.store
        self._visitor = visitor
        self._every = timedelta(minutes=max(every, LEAST))
        self._now = now
        self._known: set[str] = set()
        self._fresh: set[str] = set()  # reports of the notices last given
        self._notices: list[Notice] = []

    def subscribe(self, urls: Sequence[str]) -> None:
        """Notes feeds that are to be watched. What the desk holds before its first feed gets no notice."""
        have = {f.url for f in self.store.feeds()}
        if not have:
            self.store.tell(self.store.untold(), self._at())
        self.store.keep_feeds([Feed(u, due=self._at()) for u in dict.fromkeys(urls) if u not in have])

    def pause(self, url: str, paused: bool = True) -> None:
        """Leaves a feed alone until it is resumed; what it carried stays. Raises NotFoundError when there is none such."""
        feed = next((f for f in self.store.feeds() if f.url == url), None)
        if feed is None:
            raise NotFoundError(url, "no feed has this address")
        if paused != (feed.due == PAUSED):
            self.store.keep_feeds([replace(feed, due=PAUSED if paused else self._at())])

    def round(self, urls: Sequence[str] = ()) -> list[Notice]:
        """`poll`, and what is new by it; the notices come again until `told` says that they went out."""
        self.poll(urls)
        return self.news()

    def poll(self, urls: Sequence[str] = ()) -> None:
        """Polls those of the feeds that are due (none named: all) and visits the pages that are due."""
        self._known = set(self.store.seen())
        self.desk.refusals.clear()
        feeds = [f for f in self.store.feeds() if f.due <= self._at() and (not urls or f.url in urls)]
        for feed in feeds:  # the next poll is set first: a crash must not lead to polling in a loop
            self.store.keep_feeds([replace(feed, polled=self._at(), due=self._at(self._every))])
        of = {f.url: f for f in feeds}
        for visit, answer in self._visitor.visit([Visit(f.url, (f.etag, f.modified)) for f in feeds]):
            feed = of[visit.url]
            self._polled(replace(feed, polled=self._at()), answer, _rest(feed))
        items = {i.url: i for i in self._pages(urls)}
        for visit, answer in self._visitor.visit([Visit(i.url, (i.etag, i.modified)) for i in items.values()]):
            self.store.keep_feeds((), [self._visited(items[visit.url], answer)])
        self.store.forget(self._at(-KEPT))

    def _pages(self, urls: Sequence[str]) -> list[Item]:
        """The pages to visit now: of one host no more than PAGES, so that a round ends; the rest stays due."""
        count: Counter[str] = Counter()
        out = []
        for i in self.store.due(self._at()):
            host = i.key.partition("/")[0]
            count[host] += 1
            if count[host] <= PAGES and (not urls or i.feed in urls):
                out.append(i)
        return out

    def news(self) -> list[Notice]:
        """Notices of the reports of which none was given so far; nothing changed by them gives none."""
        fresh = set(self.store.untold())
        if fresh != self._fresh:  # else they did not go out last time
            self._fresh, self._notices = fresh, notices(self.desk, fresh)
        return self._notices

    def told(self) -> None:
        """Notes that the last notices went out."""
        self.store.tell(self._fresh, self._at())

    def wait(self, urls: Sequence[str] = ()) -> float:
        """Seconds until something is due."""
        due = [f.due for f in self.store.feeds() if not urls or f.url in urls]
        due += [i.due for i in self.store.due("9") if not urls or i.feed in urls][:1]
        first = datetime.fromisoformat(min(due)) if due else self._now() + self._every
        return max(0.0, (first - self._now()).total_seconds())

    def _at(self, later: timedelta = timedelta()) -> str:
        return (self._now() + later).isoformat(timespec="seconds")

    def _delay(self, failures: int, error: InputError) -> timedelta:
        """How long to leave what failed alone: twice as long each time, and as long as the server asks, to a day."""
        asked = timedelta(seconds=min(error.wait, 86_400) if isinstance(error, AnswerError) else 0)
        return max(self._every, asked, min(self._every * float(2 ** min(failures, 12)), LONGEST))

    # ---- feeds -------------------------------------------------------------------------------------------------------

    def _polled(self, feed: Feed, answer: Page | InputError, rested: timedelta) -> None:
        """Keeps what a feed carried, then the feed's state with it; `rested`: how long it was left alone before."""
        items: list[Item] = []
        if isinstance(answer, Page) and not answer.unchanged:
            try:
                self._items(feed, answer, items)
                feed = replace(feed, etag=answer.etag, modified=answer.modified)
            except InputError as e:
                answer = e
            except WritethruError:
                raise
            except Exception as e:  # one feed must not end the rest
                answer = InputError(feed.url, f"could not be read: a fault of ours ({type(e).__name__}: {e})")
        if isinstance(answer, InputError):
            count = feed.failures + 1
            feed = replace(feed, failures=count, reason=answer.reason, due=self._at(self._delay(count, answer)))
        else:
            asked = rested if answer.unchanged else timedelta(minutes=interval(answer.body))
            feed = replace(feed, ok=self._at(), failures=0, reason="", due=self._at(max(self._every, asked)))
        self._keep_feed(feed, items)

    def _keep_feed(self, feed: Feed, items: Sequence[Item] = ()) -> None:
        """Keeps a feed's state after a poll; one paused or dropped by a person meanwhile stays so."""
        now = next((f for f in self.store.feeds() if f.url == feed.url), None)
        if now:
            self.store.keep_feeds([replace(feed, due=now.due) if now.due == PAUSED else feed], items)

    def _items(self, feed: Feed, page: Page, out: list[Item]) -> None:
        """Puts the items of an answer into `out`; reports that the feed carries are kept on the way. Raises InputError when it is
        no feed, or not the whole of one."""
        from writethru.read import sniff
        from writethru.read.polling import entries, named_feed

        kind = sniff(page.body[:3000], page.media_type, page.uri)
        if kind not in ("feed", "json"):
            named = named_feed(page.body)
            hint = f"; the page names one: {named}" if named else ""
            raise InputError(feed.url, "answers with no feed" + (" but a web page" if kind == "html" else "") + hint)
        refused, count = None, 0
        for x in entries(page.body, kind, feed.url, page.uri, page.charset):
            if isinstance(x, Refusal):
                refused = x
                continue
            count += 1
            if x.whole and not x.synopsis:
                out.append(self._carried(feed, x.capture(), x.hints))
            elif item := self._teaser(feed, x.link, x.hints, x.body):
                out.append(item)
        if refused and (refused.name == feed.url or not count):
            raise InputError(feed.url, refused.reason)

    def _carried(self, feed: Feed, capture: Capture, hints: Hints) -> Item:
        """An item that carries its report."""
        key = f"{feed.url} {hints.id or capture.uri or hints.headline}"
        mark = _mark(capture.body, hints.headline)  # not the date: some feeds give each item the time of the request
        item = self.store.items([key]).get(key)
        if item is None or item.mark != mark:
            reason = self._keep(replace(capture, captured=self._at()))
            item = Item(key, feed.url, mark, "", capture.uri, hints.headline, hints.outlet, hints.published, reason=reason)
        return replace(item, listed=self._at())

    def _teaser(self, feed: Feed, link: str, hints: Hints, body: str) -> Item | None:
        """An item whose report stands on the page that it links to; None when it links nowhere."""
        key = address(link)
        if not key:
            return None
        mark = _mark(body.encode("utf-8", "replace"), f"{hints.headline} {hints.updated}")
        item = self.store.items([key]).get(key) or Item(key, feed.url, "", "", link, hints.headline, hints.outlet, hints.published)
        if item.mark != mark:
            item = replace(item, mark=mark, due=self._at(), failures=0)
        return replace(item, listed=self._at())

    # ---- pages -------------------------------------------------------------------------------------------------------

    def _visited(self, item: Item, answer: Page | InputError) -> Item:
        """The item after a visit of its page; the report is kept before."""
        if isinstance(answer, InputError):
            last = (isinstance(answer, AnswerError) and answer.status in (404, 410)) or item.failures + 1 >= TRIES
            due = "" if last else self._at(self._delay(item.failures + 1, answer))
            return replace(item, failures=item.failures + 1, reason=answer.reason, due=due)
        reason = "" if answer.unchanged else self._page(item, answer)
        visits = item.visits + 1
        due = self._at(AGAIN[visits - 1]) if visits <= len(AGAIN) and not reason else ""
        return replace(item, visits=visits, failures=0, reason=reason, due=due, etag=answer.etag, modified=answer.modified)

    def _page(self, item: Item, page: Page) -> str:
        """Keeps the report of a page; gives the reason when there is none."""
        from writethru.read import sniff

        kind = sniff(page.body[:3000], page.media_type, page.uri)
        if kind not in ("html", "text"):
            return f"is no page ({kind})"
        hints = Hints(headline=item.title, outlet=item.outlet, published=item.published)
        media = "text/html" if kind == "html" else "text/plain"
        return self._keep(Capture(page.body, media, "", page.uri, self._at(), page.charset, hints))

    def _keep(self, capture: Capture) -> str:
        """Keeps the report of a capture; gives the reason when there is none."""
        outcome = self.desk.take(capture, self._known)
        self._known.add(outcome.report)
        return outcome.reason if outcome.status == "quarantined" else ""


def _mark(body: bytes, words: str) -> str:
    return sha256(body + words.encode("utf-8", "replace")).hexdigest()[:16]


def _rest(feed: Feed) -> timedelta:
    """How long a well feed is left alone between two polls, in whole minutes: an answer "not modified" does not say it again."""
    if feed.failures or not (feed.polled and feed.ok and feed.due):
        return timedelta()
    rest = datetime.fromisoformat(feed.due) - datetime.fromisoformat(feed.polled)
    return timedelta(minutes=min(max(0.0, rest // timedelta(minutes=1)), MOST_MINUTES))
