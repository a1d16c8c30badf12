"""Pages of a story kept as they were made for the first who asked: they are the same for everybody to whom the same is new."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from writethru.web import look as looking
from writethru.web.frame import counted_from
from writethru.web.html import Function, Page, answer, render, snapshot, surroundings
from writethru.web.room import now_ms

MOST = 48_000_000  # characters kept


class Shelf:
    """Texts by key, those least lately asked for dropped first. Of many who ask for one at once the first makes it."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock, self._making = Lock(), Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The text under a key, made when it is missing."""
        found = self._found(key)
        if found is None:
            with self._making:  # making is all computing: two at once would take as long
                found = self._found(key)
                if found is None:
                    found = make()
                    self._put(key, found)
        return found

    def _found(self, key: Hashable) -> str | None:
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def _put(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._texts[key] = text
            self._size += len(text)
            while self._size > self._most and len(self._texts) > 1:
                self._size -= len(self._texts.popitem(last=False)[1])


def kept(function: Function, request: Request, shelf: Shelf) -> Response:
    """The page of a story that `function` makes, as HTML; from the shelf when it was made for the same news before."""
    now = snapshot(request)
    t = now.tale(request.path_params["story"])
    if t is None:
        return answer(render(page := function(request), request), page, request)
    since, seen, known = counted_from(request, t, now)
    key = (
        request.url.path,
        request.url.query,
        now.mark,
        looking.fresh(t, now, since),
        since is None,
        *surroundings(request).values(),
    )
    text = shelf.get(key, lambda: render(function(request), request))
    shown = request.url.path.count("/") == 2 and "live" not in request.query_params  # the round-up itself, before a reader
    looks = known | {t.id: looking.looked(seen, now, now_ms())} if shown else None
    return answer(text, Page("", "", {}, {}, looks=looks), request)
