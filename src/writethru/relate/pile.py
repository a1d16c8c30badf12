"""Very many reports in order of id, their texts in a file: memory holds some hundred bytes of each."""

import os
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import overload

from writethru.model import Report


class Pile(Sequence[Report]):
    """Add all reports, then read: of reports of one id the last counts. The file goes when the pile does."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the pile)
        self._bare: list[Report] = []
        self._ends = array("Q", [0])
        self._order: list[int] | None = None

    def add(self, report: Report) -> None:
        text = report.text.encode("utf-8", "surrogatepass")
        self._file.write(text)
        self._ends.append(self._ends[-1] + len(text))
        self._bare.append(_with(report, ""))
        self._order = None

    def _places(self) -> list[int]:
        if self._order is None:
            self._file.flush()
            self._order = sorted({r.id: k for k, r in enumerate(self._bare)}.values(), key=lambda k: self._bare[k].id)
        return self._order

    def __len__(self) -> int:
        return len(self._places())

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: slice) -> list[Report]: ...
    def __getitem__(self, at: int | slice) -> Report | list[Report]:
        if isinstance(at, slice):
            return [self._whole(k) for k in self._places()[at]]
        return self._whole(self._places()[at])

    def bare(self, at: int) -> Report:
        """The report of this place without its text."""
        return self._bare[self._places()[at]]

    def texts(self, places: Iterable[int]) -> list[str]:
        """The texts of the reports of these places."""
        order = self._places()
        return [self._text(order[at]) for at in places]

    def _text(self, k: int) -> str:
        begin, end = self._ends[k], self._ends[k + 1]
        return os.pread(self._file.fileno(), end - begin, begin).decode("utf-8", "surrogatepass")

    def _whole(self, k: int) -> Report:
        return _with(self._bare[k], self._text(k))


def texts(rows: Sequence[Report], places: Iterable[int]) -> list[str]:
    """The texts of some of the reports, of a pile or any other row of them."""
    return rows.texts(places) if isinstance(rows, Pile) else [rows[at].text for at in places]


def bare(rows: Sequence[Report], at: int) -> Report:
    """A report, without its text if that would have to be read."""
    return rows.bare(at) if isinstance(rows, Pile) else rows[at]


_NAMES = [f.name for f in fields(Report)]
_TEXT = _NAMES.index("text")
_VALUES = attrgetter(*_NAMES)


def _with(report: Report, text: str) -> Report:
    """`dataclasses.replace` of the text at a quarter of its cost."""
    values = list(_VALUES(report))
    values[_TEXT] = text
    return Report(*values)
