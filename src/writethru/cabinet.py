"""Cabinet: a desk's reports by story, kept up to date report by report.

How reports hang together (`relate`) is derived as they come in and kept in the store's shelf, so that a new one costs no more than
itself and a story is put together without the others. A person's judgements are applied when a folder is made.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from writethru.clock import dated, zoned
from writethru.folder import Folder, joined, newest_of, place, still_open, story_of
from writethru.model import Judgement, Report, Reuse, new_id
from writethru.store import Store
from writethru.store.memory import MemoryStore

if TYPE_CHECKING:
    from writethru.relate.places import Places
    from writethru.store.shelf import Shelf

T = TypeVar("T")
AT_ONCE = 2_000  # reports taken in by one change of the shelf, so that another process can add in between
NAMED = 100  # the shelf's kind of the report that a story's id is made of
DAMAGE = (ValueError, KeyError, TypeError, IndexError)  # what rows that cannot be read lead to
Link = tuple[Reuse, bool]  # how two reports are related, and whether that makes them one story


class Cabinet:
    """The folders of a store's reports. `maker` tells this version of the code from another: what that derived is not used."""

    def __init__(self, store: Store, maker: str) -> None:
        self._store = store
        self._maker = maker
        self._turn = b""
        self._forget()

    def _forget(self) -> None:
        self._places: Places | None = None
        self._reports: dict[str, Report] = {}
        self._links: dict[str, list[Link]] = {}
        self._folders: dict[tuple[str, ...], Folder] = {}
        self._touched: set[str] = set()

    # ---- keeping up ----------------------------------------------------------------------------------------------------

    def _caught_up(self) -> None:
        """Takes in what came in since; all anew where what was kept is damaged or a report of a known id has another text."""
        fresh = self._store.fresh(self._maker)
        if not fresh:
            return
        try:
            self._take(fresh)
        except DAMAGE:
            self._begin()
            self._take(self._store.fresh(self._maker))

    def _begin(self) -> None:
        """Drops what is kept."""
        self._forget()
        with self._store.deriving(""):
            pass

    def _take(self, fresh: Sequence[str]) -> None:
        from writethru.relate.kin import Kin
        from writethru.relate.places import Places
        from writethru.relate.story import order

        reports = sorted(self._store.some(fresh), key=order)
        for n in range(0, len(reports), AT_ONCE):
            ids = [r.id for r in reports[n : n + AT_ONCE]]
            with self._store.deriving(self._maker, ids) as shelf:
                self._same(shelf)
                self._places = self._places or Places(shelf)
                some = self._store.some(ids)
                try:
                    touched = {*ids, *self._places.update(some, self._store.some), *Kin(shelf).update(some, self._store.some)}
                    shelf.put(NAMED, ((new_id("s", i).encode(), i.encode("utf-8", "surrogatepass")) for i in ids))
                    self._turn = shelf.renew()
                except BaseException:
                    self._forget()
                    raise
            self._drop(touched)

    def _same(self, shelf: "Shelf") -> None:
        """Forgets what is remembered when another process has changed the shelf."""
        if shelf.turn != self._turn:
            self._forget()
            self._turn = shelf.turn

    def _drop(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        for i in gone:
            self._reports.pop(i, None)
            self._links.pop(i, None)
        self._folders = {k: f for k, f in self._folders.items() if gone.isdisjoint(k)}

    @contextmanager
    def _open(self) -> Iterator["Shelf"]:
        with self._store.derived_rows() as shelf:
            self._same(shelf)
            yield shelf

    def _asked(self, question: Callable[["Shelf"], T]) -> T:
        """An answer from the shelf as it now is."""
        self._caught_up()
        try:
            with self._open() as shelf:
                return question(shelf)
        except DAMAGE:
            self._begin()
            self._caught_up()
            with self._open() as shelf:
                return question(shelf)

    # ---- folders -------------------------------------------------------------------------------------------------------

    def folders(self) -> list[Folder]:
        """Every story with its reports, the one with most reports first."""
        from writethru.relate.places import groups

        found = self._asked(lambda shelf: self._made(shelf, groups(shelf)))
        return sorted(found, key=_size)

    def around(self, reports: Iterable[str]) -> list[Folder]:
        """The stories in which these reports stand, without a look at the others."""
        wanted = set(reports)
        found = self._asked(lambda shelf: self._made(shelf, self._region(shelf, wanted)))
        return sorted((f for f in found if not wanted.isdisjoint(f.story.reports)), key=_size)

    def story(self, name: str) -> list[Folder]:
        """The story of this id, or of one that it had before more reports came in; none when there is none."""
        found = self._asked(lambda shelf: shelf.get(NAMED, [name.encode()]))
        return self.around(v.decode("utf-8", "surrogatepass") for v in found.values())

    def _region(self, shelf: "Shelf", ids: Collection[str]) -> list[list[str]]:
        """The groups that links or judgements may tie to these reports: no other has a part in their stories."""
        from writethru.relate.places import group_of
        from writethru.relate.ties import partners

        said: dict[str, set[str]] = {}
        for j in self._store.judgements():
            if j.verdict == "same":
                said.setdefault(j.left, set()).add(j.right)
                said.setdefault(j.right, set()).add(j.left)
        met: set[str] = set()
        ahead, out = list(ids), []
        while ahead:
            i = ahead.pop()
            if i not in met and (group := group_of(shelf, i)):
                out.append(group)
                met.update(group)
                ahead += [x for m in group for x in (*partners(shelf, m), *said.get(m, ())) if x not in met]
        return out

    def _made(self, shelf: "Shelf", groups: Sequence[Sequence[str]]) -> list[Folder]:
        """The folders of whole groups and of all that is tied to them."""
        ids = sorted(i for g in groups for i in g)
        links = [x for i in ids for x in self._links_of(shelf, i)]
        copied = [(r.source, r.target) for r, tie in links if tie]
        stories = joined(groups, copied, self._store.judgements())
        of = {i: n for n, story in enumerate(stories) for i in story}
        own: list[list[Reuse]] = [[] for _ in stories]
        for r, _ in links:
            if of.get(r.source, -1) == of.get(r.target, -2):
                own[of[r.source]].append(r)
        open_ = still_open(self._doubts(shelf, groups), {i: n for n, g in enumerate(groups) for i in g}, copied, of)
        return [self._folder(story, own[n], open_[n]) for n, story in enumerate(stories)]

    def _links_of(self, shelf: "Shelf", i: str) -> list[Link]:
        from writethru.relate.ties import links

        if i not in self._links:
            self._links[i] = links(shelf, [i])
        return self._links[i]

    def _doubts(self, shelf: "Shelf", groups: Sequence[Sequence[str]]) -> list[Judgement]:
        from writethru.relate.places import doubts

        return [d for g in groups for d in doubts(shelf, g[0])]

    def _folder(self, ids: Sequence[str], links: Sequence[Reuse], doubts: Sequence[Judgement]) -> Folder:
        from writethru.reconcile import version_chains

        key = tuple(ids)
        known = self._folders.get(key)
        if known is None or known.doubts != tuple(doubts):
            self._reports |= {r.id: r for r in self._store.some(i for i in ids if i not in self._reports)}
            ordered = sorted(zoned(dated(self._reports[i] for i in ids)), key=place)
            links = sorted(links, key=lambda r: (r.source, r.target))
            chains = version_chains(ordered, links)
            later = {i for chain in chains.values() for i in chain[1:]}
            ordered = [replace(r, rewritten=True) if r.id in later and r.updated else r for r in ordered]
            story = story_of(ordered, newest_of(ordered, chains))
            known = self._folders[key] = Folder(story, tuple(ordered), tuple(links), chains, tuple(doubts))
        return known


def _size(folder: Folder) -> tuple[int, str]:
    return -len(folder.reports), folder.story.id


def cabinet_of(reports: Iterable[Report], judgements: Iterable[Judgement]) -> Cabinet:
    """One of some reports only, which lasts as long as it is used."""
    store = MemoryStore()
    for r in reports:
        store.add_report(r)
    for j in judgements:
        store.add_judgement(j)
    return Cabinet(store, "passing")
