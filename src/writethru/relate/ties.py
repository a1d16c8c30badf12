"""Families of reports settled as new facts come in: from what their words say, pair by pair, to how they are related."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from writethru.model import Passage, Report, Reuse
from writethru.relate.given import Fact, fact
from writethru.relate.lineage import Found, Link, settle
from writethru.relate.relation import relation, tied, versions
from writethru.relate.rows import ADDRESS, BODY, PAIR, Rows, packed, raw, text, unpacked

Pairs = set[tuple[str, str]]
NEAR, FAR = b"1", b"0"  # what stands under the greater id of a pair: whether the two are of one family
Load = Callable[[Iterable[str]], Mapping[str, Report]]  # reports by id, those asked for among them


def settled(rows: Rows, load: Load, seeds: Iterable[str], renewed: set[str], compared: Pairs) -> set[str]:
    """Settles the families of the reports `seeds`; gives the ids of all whose links may have changed. `compared` pairs have new
    facts, `renewed` reports a new record."""
    met: set[str] = set()
    out: set[str] = set()
    for i in sorted(seeds):
        if i not in met:
            family = _Family(rows, i)
            met |= family.ids
            out |= family.settle(load, renewed, compared)
    return out


def links(rows: Rows, ids: Iterable[str]) -> list[tuple[Reuse, bool]]:
    """The links of reports with others of greater id, and whether each makes two reports one story (see `relation.tied`)."""
    out = []
    for i in ids:
        for _, value in rows.under(PAIR, raw(f"{i}\n")):
            if not _back(value) and (row := unpacked(value))[2]:
                out.append((_reuse(row[2]), bool(row[3])))
    return out


def partners(rows: Rows, i: str) -> list[str]:
    """The reports that a link makes one story with this one."""
    found = [(text(k), v) for k, v in rows.under(PAIR, raw(f"{i}\n"))]
    back = rows.get(PAIR, [raw(f"{j}\n{i}") for j, v in found if _back(v)])
    forth = [(j, v) for j, v in found if not _back(v)]
    return [j for j, v in [*forth, *((text(k).split("\n")[0], v) for k, v in back.items())] if unpacked(v)[3]]


def _back(value: bytes) -> bool:
    """Whether a row only says that the row of the pair is under the lesser id."""
    return value in (NEAR, FAR)


class _Family:
    """The reports that hang together with one by copies, excerpts or an address; `known` the pairs they are in, lesser id first."""

    def __init__(self, rows: Rows, first: str) -> None:
        self.rows = rows
        self.known: dict[tuple[str, str], list[Any]] = {}
        self.others: Pairs = set()  # pairs with a report of another family, which has the lesser id
        self.mates: Pairs = set()  # of one address
        met, ahead = {first}, [first]
        while ahead:
            near = self._near(ahead.pop()) - met
            met |= near
            ahead += near
        self.ids = met
        self.others = {p for p in self.others if p[0] not in met}

    def _near(self, i: str) -> set[str]:
        out = set()
        for k, v in self.rows.under(PAIR, raw(f"{i}\n")):
            j = text(k)
            if not _back(v):
                row = self.known[i, j] = unpacked(v)
                row[0] = fact(row[0]) if row[0] else None
                near = row[0] is not None and row[0].near
            else:
                self.others.add((j, i))
                near = v == NEAR
            if near:
                out.add(j)
        where = unpacked(self.rows.get(BODY, [raw(i)])[raw(i)])[3]
        mates = {text(k) for k, _ in self.rows.under(ADDRESS, raw(where))} if where else set()
        self.mates |= {(i, j) for j in mates if i < j}
        return out | mates

    def settle(self, load: Load, renewed: set[str], compared: Pairs) -> set[str]:
        """Keeps how the pairs are related; gives the ids of all reports in them."""
        found = self._found()
        new = {p for p in {*self.known, *self.mates, *self.others} if p in compared or not renewed.isdisjoint(p)}
        rows: dict[tuple[str, str], list[Any]] = {}
        for p in {*self.known, *self.mates}:
            before = self.known.get(p) or [None, None, None, False]
            link = found.get(p)
            decided = [link.like.finding, link.like.host] if link else ["versions", 0] if p in self.mates else None
            if p in new or decided != before[1]:
                rows[p] = [before[0], decided, None, False]
        for p in new & self.others:
            row = unpacked(self.rows.get(PAIR, [raw("\n".join(p))])[raw("\n".join(p))])
            row[0] = fact(row[0]) if row[0] else None
            if row[0] and _quoted(row[0]):
                rows[p] = [row[0], [row[0].like.finding, 0], None, False]
                found[p] = Link(row[0].like, row[0].passages)
        self._keep(rows, found, load({i for p, row in rows.items() if row[1] for i in p}))
        return self.ids | {i for p in rows for i in p}

    def _found(self) -> dict[tuple[str, str], Link]:
        """The pairs that say something, settled: see `lineage.settle`."""
        promising: dict[str, set[str]] = {i: set() for i in self.ids}
        for (i, j), (x, *_) in self.known.items():
            if x and x.near:
                promising[i].add(j)
                promising[j].add(i)
        at = {i: n for n, i in enumerate(sorted(self.ids))}
        inside: Found = {}
        out: dict[tuple[str, str], Link] = {}
        for (i, j), (x, *_) in sorted(self.known.items()):
            if not x or not _stands(x, j in at and not promising[i].isdisjoint(promising[j])):
                continue
            link = Link(replace(x.like), x.passages)
            if j in at:
                inside[at[i], at[j]] = link
            elif x.like.finding == "shared-quotes":
                out[i, j] = link
        settle(inside)
        names = sorted(self.ids)
        return out | {(names[i], names[j]): link for (i, j), link in inside.items()}

    def _keep(
        self, rows: Mapping[tuple[str, str], list[Any]], found: Mapping[tuple[str, str], Link], reports: Mapping[str, Report]
    ) -> None:
        put: list[tuple[bytes, bytes]] = []
        drop: list[bytes] = []
        for (i, j), (x, decided, *_) in rows.items():
            keys = raw(f"{i}\n{j}"), raw(f"{j}\n{i}")
            link = found.get((i, j))
            reuse = None
            if decided:
                left, right = reports[i], reports[j]
                reuse = relation(left, right, link.like, link.passages) if link else versions(left, right)
            elif not x:
                drop += keys
                continue
            one = reuse is not None and tied(reuse, reports[reuse.source], reports[reuse.target])
            put.append((keys[0], packed([x.row() if x else None, decided, _row(reuse) if reuse else None, one])))
            put.append((keys[1], NEAR if x and x.near else FAR))
        self.rows.drop(PAIR, drop)
        self.rows.put(PAIR, put)


def _quoted(x: Fact) -> bool:
    """Whether a pair of unlike families says something."""
    return x.like.finding == "shared-quotes" and (x.promising or x.quoting)


def _stands(x: Fact, tied: bool) -> bool:
    """Whether a pair is to be settled: a promising one, or one that a third report ties, or that shares a quotation."""
    return x.promising or tied or (x.quoting and x.like.finding == "shared-quotes")


def _row(r: Reuse) -> list[object]:
    shared = [[p.start, p.end, q.start, q.end] for p, q in r.shared]
    return [r.kind, r.source, r.target, r.score, r.reason, r.directed, shared]


def _reuse(row: list[Any]) -> Reuse:
    kind, source, target, score, reason, directed, shared = row
    return Reuse(
        kind, source, target, score, reason, directed, tuple((Passage(source, a, b), Passage(target, c, d)) for a, b, c, d in shared)
    )
