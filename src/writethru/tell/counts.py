"""The ledger's figures, found by where they stand: which later figure took the place of one, and which another source sets against it."""

from collections import defaultdict
from collections.abc import Iterator

from writethru.model import FigurePoint, Ledger

_COUNTED = ("actual", "estimated")


class Counts:
    """The series of a ledger. `at` takes characters of a report."""

    def __init__(self, ledger: Ledger) -> None:
        self._at: dict[str, list[tuple[int, int, FigurePoint]]] = defaultdict(list)
        self._after: dict[str, list[FigurePoint]] = defaultdict(list)
        self._against: dict[str, list[FigurePoint]] = defaultdict(list)
        points = {p.id: p for s in ledger.figures for p in s.points}
        for p in points.values():
            for a in p.appearances:
                self._at[a.report].extend((q.start, q.end, p) for q in a.passages)
            for r in p.relations:
                other = points.get(r.other)
                if other is None or p.modality not in _COUNTED or other.modality not in _COUNTED:
                    continue
                if r.kind == "update" and p.speaker == other.speaker and p.speaker:
                    self._after[other.id].append(p)
                elif r.kind == "conflict" and p.speaker and other.speaker:
                    self._against[other.id].append(p)
                    self._against[p.id].append(other)

    def at(self, report: str, start: int, end: int) -> Iterator[FigurePoint]:
        """The points given at a place."""
        return (p for a, b, p in self._at.get(report, ()) if a < end and start < b)

    def after(self, point: FigurePoint) -> list[FigurePoint]:
        """The points that took the place of one, the last of them last."""
        out: list[FigurePoint] = []
        todo = [point]
        while todo:
            for p in self._after.get(todo.pop().id, ()):
                if p is not point and p not in out:
                    out.append(p)
                    todo.append(p)
        return out

    def against(self, point: FigurePoint) -> list[FigurePoint]:
        """The points that other sources set against one."""
        return self._against.get(point.id, [])
