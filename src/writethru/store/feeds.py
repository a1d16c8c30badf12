"""What a desk remembers of the feeds it watches. Times are ISO 8601 in UTC to the second, so that they sort as text; "" = never."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its health. `etag` and `modified` are set only once every item of that answer is kept."""

    url: str
    etag: str = ""
    modified: str = ""
    polled: str = ""
    ok: str = ""  # last answer that was a feed
    due: str = ""
    failures: int = 0  # since then
    reason: str = ""  # of the last failure


@dataclass(frozen=True, slots=True)
class Item:
    """An item met in a feed. `mark` tells whether the feed changed it; a teaser's page is visited when `due`."""

    key: str
    feed: str
    mark: str
    listed: str  # when a feed last carried it
    url: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    due: str = ""
    visits: int = 0  # answers that were a page
    failures: int = 0  # since the last such answer
    reason: str = ""  # why there is no report of it
    etag: str = ""
    modified: str = ""
