"""Fingerprints of a desk's reports in rows: who shares which with whom, as reports come in and go out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from writethru.relate.join import MOST, edges, spread
from writethru.relate.rows import PAIR, PRINT, Rows, raw, text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]

Pairs = set[tuple[str, str]]


class Postings:
    """The fingerprints of all reports. `doubtful`: known pairs that rest on another row of fingerprints than before.

    One that up to MOST reports have joins all of them; a common one, which more have, joins each only with the next by id."""

    def __init__(self, rows: Rows, empty: bool) -> None:
        self.doubtful: Pairs = set()
        self._rows = rows
        self._empty = empty  # whether there was none before
        self._common: dict[int, bool] = {}
        self._next: dict[tuple[int, str], str] = {}  # who has a common one next

    def candidates(self, came: dict[str, list[int]], went: dict[str, list[int]]) -> Pairs:
        """Keeps fingerprints; gives pairs of a changed report and another that share two which not too many have."""
        self._rows.drop(PRINT, [_print(h) + raw(i) for i, row in went.items() for h in row])
        self._rows.put(PRINT, ((_print(h) + raw(i), b"") for i, row in came.items() for h in row))
        having: dict[int, list[str]] = {}
        for i in sorted(came):
            for h in came[i]:
                having.setdefault(h, []).append(i)
        left = Counter(h for row in went.values() for h in row)
        shared: list[list[str]] = []
        chained: list[tuple[str, str]] = []
        for h in [*having, *(left.keys() - having.keys())]:
            mine = having.get(h, [])
            all_of = mine if self._empty else [text(k) for k, _ in self._rows.under(PRINT, _print(h), MOST + 1 + len(mine))]
            before = len(all_of) - len(mine) + left[h]
            self._common[h] = len(all_of) > MOST
            if not self._common[h]:
                if before > MOST:  # fewer have it than before
                    self.doubtful |= set(combinations(all_of, 2))
                if len(all_of) > 1 and mine:
                    shared.append(all_of)
                continue
            if before <= MOST:
                self._crossed(all_of)
            if self._empty:
                self._next |= {((h, a)): b for a, b in pairwise(all_of)}
                chained += pairwise(all_of)
            else:
                chained += self.beside(PRINT, _print(h), mine, [i for i, row in went.items() if h in row])
        return self._sharing(shared, chained, set(came))

    def _crossed(self, ids: Sequence[str]) -> None:
        """A fingerprint joins these no longer: what rests on it is compared again."""
        among = set(ids)
        self.doubtful |= {(i, j) for i in ids for k, v in self._rows.under(PAIR, raw(f"{i}\n")) if (j := text(k)) in among and i < j}

    def beside(self, kind: int, prefix: bytes, came: Iterable[str], went: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of reports that came and those now next to them in a row; who was, or is now, next to each other otherwise is
        compared again."""
        out, new = [], set(came)
        for i in came:
            low, high = (text(k) if k is not None else "" for k in self._rows.beside(kind, prefix, raw(i)))
            out += [(a, b) for a, b in ((low, i), (i, high)) if a and b]
        for i in (*new, *went):
            low, high = i, i
            while (low := self.step(kind, prefix, low, 0)) in new:
                pass
            while (high := self.step(kind, prefix, high, 1)) in new:
                pass
            if low and high:
                self.doubtful.add((low, high))
        return out

    def step(self, kind: int, prefix: bytes, at: str, side: int) -> str:
        """Who is next before (side 0) or behind (1) in a row; "" for nobody."""
        found = self._rows.beside(kind, prefix, raw(at))[side]
        return text(found) if found is not None else ""

    def _sharing(self, shared: Sequence[Sequence[str]], chained: Sequence[tuple[str, str]], changed: set[str]) -> Pairs:
        """Pairs, one of the two changed, that are together in two or more of the lists."""
        import numpy as np

        ids = sorted({*(i for row in shared for i in row), *(i for p in chained for i in p)})
        if not ids:
            return set()
        at = {i: n for n, i in enumerate(ids)}
        size = np.array([len(row) for row in shared], np.int64)
        who = np.array([at[i] for row in shared for i in row], np.int64)
        place = np.arange(len(who))
        behind = np.repeat(np.cumsum(size), size) - place - 1
        left, right = np.repeat(who, behind), who[spread(place + 1, behind)]
        chain = np.array([(at[a], at[b]) for a, b in chained], np.int64).reshape(-1, 2)
        left, right = np.concatenate([left, chain[:, 0]]), np.concatenate([right, chain[:, 1]])
        mine = np.array([i in changed for i in ids])
        kept = mine[left] | mine[right]
        key = np.sort(left[kept] * len(ids) + right[kept])
        new = np.flatnonzero(edges(key))
        twice = key[new[np.diff(new, append=len(key)) >= 2]].tolist()
        return {(ids[k // len(ids)], ids[k % len(ids)]) for k in twice}

    def common(self, hashes: list[int]) -> set[int]:
        """Those of the fingerprints that more than MOST have."""
        for h in hashes:
            if h not in self._common:
                self._common[h] = len(self._rows.under(PRINT, _print(h), MOST + 1)) > MOST
        return {h for h in hashes if self._common[h]}

    def next(self, i: str, h: int) -> str:
        """Who has a common one next behind a report; "" for nobody."""
        if (h, i) not in self._next:
            self._next[h, i] = self.step(PRINT, _print(h), i, 1)
        return self._next[h, i]


def _print(h: int) -> bytes:
    return h.to_bytes(5, "big")
