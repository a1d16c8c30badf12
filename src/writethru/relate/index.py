"""One new report against very many: an index of fingerprints that grows, and what the report shares with those it finds."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from writethru.model import Report, Reuse
from writethru.relate.fingerprint import chunks, grams, packed, winnow, words
from writethru.relate.join import MOST, edges, spread
from writethru.relate.lineage import reuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]
    U64 = NDArray[np.uint64]

BITS = 28  # of a report's number
FEWEST = 2  # fingerprints two reports share before they are compared
LOOKED_AT = 24  # reports compared with a new one, those that share most


class Index:
    """Numbers of reports by their fingerprints, 8 bytes each (some 90 a report). `reports` gives the report of a number."""

    def __init__(self, reports: Callable[[int], Report]) -> None:
        self._reports = reports
        self._rows: list[U64] = []  # each sorted and at least twice as long as the next
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, reports: Sequence[Report]) -> None:
        """Takes in the next reports; they are numbered as they come, from 0."""
        import numpy as np

        texts = [r.text for r in reports]
        made = [(p << np.uint64(BITS)) | (n + np.uint64(self._size + b)) for b, e in chunks(texts) for p, n in [_prints(texts[b:e])]]
        self._size += len(texts)
        self._rows.append(packed(made))
        while len(self._rows) > 1 and len(self._rows[-2]) < 2 * len(self._rows[-1]):
            self._rows.append(packed([self._rows.pop(), self._rows.pop()]))

    def near(self, report: Report) -> list[int]:
        """Numbers of the reports that share most fingerprints with this one, at most LOOKED_AT, the likeliest first."""
        import numpy as np

        wanted = np.unique(_prints([report.text])[0] << np.uint64(BITS))
        found = [np.empty(0, np.int64)]
        for row in self._rows:
            low = np.searchsorted(row, wanted)
            size = np.searchsorted(row, wanted + np.uint64(1 << BITS)) - low
            size[size > MOST] = 0  # what everybody has says nothing
            found.append((row[spread(low, size)] & np.uint64((1 << BITS) - 1)).astype(np.int64))
        number, times = np.unique(np.concatenate(found), return_counts=True)
        kept = np.flatnonzero(times >= FEWEST)
        best = kept[np.lexsort((number[kept], -times[kept]))][:LOOKED_AT]
        return [int(n) for n in number[best]]

    def reuse(self, report: Report) -> tuple[Reuse, ...]:
        """How a report relates to those in the index, as `lineage.reuse` has it; standing text is known by its wording alone."""
        others = [r for r in map(self._reports, self.near(report)) if r.id != report.id]
        return tuple(x for x in reuse([report, *others]) if report.id in (x.source, x.target))


def _prints(texts: Sequence[str]) -> tuple["U64", "U64"]:
    """Fingerprints, less the bits a number takes, each once a text, and the text each is of."""
    import numpy as np

    found = words(texts)
    g = grams(found)
    at = winnow(g)
    text = np.searchsorted(found.first, at, side="right") - 1
    both = np.sort(((g[at] >> np.uint64(BITS)) << np.uint64(BITS)) | text.astype(np.uint64))
    both = both[edges(both)]
    return both >> np.uint64(BITS), both & np.uint64((1 << BITS) - 1)
