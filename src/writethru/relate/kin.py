"""Who copied whom among a desk's reports as they come in, one by one or many at once: the result is a function of the set of reports.

Fingerprints and edge lines are kept in rows. A new report is compared with those that share two fingerprints with it; where it
makes a line standing text, or a fingerprint one that very many have, the reports that have it are looked at again. What the
pairs are to each other is then settled family by family (`ties`), by the rules of `lineage`.
"""

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writethru.model import Report
from writethru.relate.align import read
from writethru.relate.given import Fact, facts, prints
from writethru.relate.lineage import same_words
from writethru.relate.parts import short
from writethru.relate.postings import Pairs, Postings
from writethru.relate.rows import ADDRESS, BODY, EDGE, PAIR, SHORT, Fetch, Rows, digest, packed, raw, text, unpacked
from writethru.relate.standing import body, is_standing, opening, outer
from writethru.relate.ties import FAR, NEAR, settled
from writethru.text import address

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]

SKETCH = 64  # reports that have a line, the first by id, by which it is told whether it is standing text
AT_ONCE = 2_000  # reports taken in at once


class Rewritten(ValueError):
    """A report of a known id has another text: all must be worked out anew."""


class Kin:
    """The relations of a desk's reports, kept in rows."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def update(self, fresh: Sequence[Report], fetch: Fetch) -> set[str]:
        """Takes in reports, new ones or with another record; gives the ids of all whose links may have changed."""
        return _Update(self._rows, fresh, fetch).run()


class _Update:
    """The work on some fresh reports."""

    def __init__(self, rows: Rows, fresh: Sequence[Report], fetch: Fetch) -> None:
        self.rows = rows
        self.fetch = fetch
        self.reports = {r.id: r for r in fresh}
        self.renewed = set(self.reports)
        self.cuts: dict[str, tuple[int, int]] = {}
        self.empty = not rows.under(BODY, b"", 1)
        self.postings = Postings(rows, self.empty)
        self.standing: dict[str, bool] = {}

    def run(self) -> set[str]:
        known = {text(k): unpacked(v) for k, v in self.rows.get(BODY, [raw(i) for i in self.reports]).items()}
        if any(zlib.crc32(raw(self.reports[i].text)) != row[2] for i, row in known.items()):
            raise Rewritten
        new = sorted(i for i in self.reports if i not in known)
        self._addresses({i: row[3] for i, row in known.items()})
        again = self._again(self._lines(new), new)
        changed = sorted([*new, *again])
        gone = self._printed(again)
        self._leave(again)
        for i in changed:
            self.cuts[i] = self._cut(self.reports[i])
        moved = self._forget(again)
        self._bodies([*changed, *known])
        pairs = self.postings.candidates(self._printed(changed), gone)
        pairs |= self._shorts(changed) | self.postings.doubtful
        found = self._facts(pairs)
        moved |= {i for p in self.postings.doubtful for i in p}
        self._keep(pairs, found)
        return settled(self.rows, self._reports, {*self.renewed, *changed, *moved}, self.renewed, pairs)

    # ---- standing text -----------------------------------------------------------------------------------------------

    def _lines(self, new: Iterable[str]) -> set[str]:
        """Keeps the edge lines of new reports; gives the lines that became standing text by them, or are so no more."""
        having: dict[str, list[str]] = {}
        for i in new:
            for line in outer(self.reports[i].text):
                having.setdefault(line, []).append(i)
        before = {line: not self.empty and self._is_standing(line) for line in having}
        opened = {i: digest(opening(self.reports[i].text)) for i in {i for ids in having.values() for i in ids}}
        self.rows.put(EDGE, ((digest(line) + raw(i), opened[i]) for line, ids in having.items() for i in ids))
        self.standing = {line: self._is_standing(line) if not self.empty or len(ids) > 1 else False for line, ids in having.items()}
        return {line for line, was in before.items() if was != self.standing[line]}

    def _is_standing(self, line: str) -> bool:
        return is_standing([v for _, v in self.rows.under(EDGE, digest(line), SKETCH)])

    def _again(self, lines: Iterable[str], new: Iterable[str]) -> list[str]:
        """Other reports that have one of the lines and whose bodies now are others; their old bodies are in `cuts`."""
        having = {text(k) for line in lines for k, _ in self.rows.under(EDGE, digest(line))} - set(new)
        self._fetch(having)
        self._fetch_cuts(having)
        return sorted(i for i in having if self._cut(self.reports[i]) != self.cuts[i])

    def _cut(self, report: Report) -> tuple[int, int]:
        lines = outer(report.text)
        for line in lines - self.standing.keys():
            self.standing[line] = self._is_standing(line)
        return body(report.text, {hash(line) for line in lines if self.standing[line]})

    # ---- what is kept of a report ------------------------------------------------------------------------------------

    def _fetch(self, ids: Iterable[str]) -> None:
        self.reports |= {r.id: r for r in self.fetch(sorted(set(ids) - self.reports.keys()))}

    def _reports(self, ids: Iterable[str]) -> dict[str, Report]:
        self._fetch(ids)
        return self.reports

    def _fetch_cuts(self, ids: Iterable[str]) -> None:
        found = self.rows.get(BODY, [raw(i) for i in ids if i not in self.cuts])
        self.cuts |= {text(k): (row[0], row[1]) for k, v in found.items() for row in [unpacked(v)]}

    def _bodies(self, ids: Iterable[str]) -> None:
        self._fetch_cuts(ids)
        made = ((i, self.reports[i]) for i in ids)
        self.rows.put(BODY, ((raw(i), packed([*self.cuts[i], zlib.crc32(raw(r.text)), place(r)])) for i, r in made))

    def _addresses(self, before: dict[str, str]) -> None:
        where = {i: place(self.reports[i]) for i in self.renewed}
        left = [(i, old) for i, old in before.items() if old and old != where[i]]
        self.postings.doubtful |= {_pair(i, text(k)) for i, old in left for k, _ in self.rows.under(ADDRESS, raw(old)) if text(k) != i}
        self.rows.drop(ADDRESS, [raw(old + i) for i, old in left])
        self.rows.put(ADDRESS, ((raw(at + i), b"") for i, at in where.items() if at))

    def _forget(self, ids: Iterable[str]) -> set[str]:
        """Drops what is known of pairs of these reports; gives the others in them."""
        partners = {(i, text(k)) for i in ids for k, _ in self.rows.under(PAIR, raw(f"{i}\n"))}
        self.rows.drop(PAIR, [raw(x) for i, j in partners for x in (f"{i}\n{j}", f"{j}\n{i}")])
        return {j for _, j in partners}

    # ---- who is compared with whom -----------------------------------------------------------------------------------

    def _leave(self, ids: Iterable[str]) -> None:
        """Takes short texts, as they were cut before, from among their like."""
        for i in ids:
            if same := self._short(i):
                self.rows.drop(SHORT, [raw(same + i)])
                self.postings.beside(SHORT, raw(same), [], [i])

    def _printed(self, ids: Sequence[str]) -> dict[str, list[int]]:
        """The fingerprints of bodies, by report."""
        import numpy as np

        if not ids:
            return {}
        which, hashes, _ = prints(read([self.reports[i].text[slice(*self.cuts[i])] for i in ids]))
        ends = np.searchsorted(which, np.arange(len(ids) + 1)).tolist()
        return {i: np.unique(hashes[a:b]).tolist() for i, (a, b) in zip(ids, pairwise(ends), strict=True)}

    def _shorts(self, changed: Sequence[str]) -> Pairs:
        """Texts too short for fingerprints: each with the next that is the same."""
        keys = {i: same for i in changed if (same := self._short(i))}
        self.rows.put(SHORT, ((raw(at + i), b"") for i, at in keys.items()))
        return {p for i, at in keys.items() for p in self.postings.beside(SHORT, raw(at), [i], [])}

    def _short(self, i: str) -> str:
        same = short(self.reports[i].text[slice(*self.cuts[i])])
        return digest(same).hex() if same else ""

    # ---- what the words say ------------------------------------------------------------------------------------------

    def _facts(self, pairs: Pairs) -> dict[tuple[str, str], Fact]:
        """What the words of the pairs say, where they say anything."""
        ids = sorted({i for p in pairs for i in p})
        self._fetch(ids)
        self._fetch_cuts(ids)
        at = {i: n for n, i in enumerate(ids)}
        numbered = sorted((at[a], at[b]) for a, b in pairs)
        found = facts(
            [self.reports[i] for i in ids],
            [self.cuts[i] for i in ids],
            numbered,
            self.postings.common,
            lambda a, b, h: self.postings.next(ids[a], h) == ids[b],
        )
        out = {(ids[a], ids[b]): x for (a, b), x in found.items()}
        for a, b in pairs - out.keys():
            if (same := self._short(a)) and same == self._short(b) and self.postings.step(SHORT, raw(same), a, 1) == b:
                out[a, b] = Fact(True, False, *same_words(*((self.reports[i].text, self.cuts[i]) for i in (a, b))))
        return out

    def _keep(self, pairs: Pairs, found: dict[tuple[str, str], Fact]) -> None:
        self.rows.drop(PAIR, [raw(x) for i, j in pairs - found.keys() for x in (f"{i}\n{j}", f"{j}\n{i}")])
        self.rows.put(PAIR, ((raw(f"{i}\n{j}"), packed([x.row(), None, None, False])) for (i, j), x in found.items()))
        self.rows.put(PAIR, ((raw(f"{j}\n{i}"), NEAR if x.near else FAR) for (i, j), x in found.items()))


def _pair(i: str, j: str) -> tuple[str, str]:
    return (i, j) if i < j else (j, i)


def place(report: Report) -> str:
    """What stands for a report's address; "" for none."""
    return digest(where).hex() if report.uri and (where := address(report.uri)) else ""
