"""The stories of a desk's reports as they come in, in whatever order: the result is that of one pass in order of publication.

What each report changed is kept. One that was published before others takes their places back, latest first, takes its own,
and they are placed again: what a report costs grows with what was published after it, not with the desk.
"""

import zlib
from array import array
from collections.abc import Iterable, Sequence

from writethru.model import Judgement, Report
from writethru.relate.memory import GRAIN, Live, Memory, Step
from writethru.relate.rows import COUNT, DOUBT, LINE, MEMBER, PLACE, STEP, STORY, TERM, Fetch, Rows, number, packed, raw, text, unpacked
from writethru.relate.story import Grouper, order


class _Stories(dict[int, Live]):
    """Stories, each read from the rows when it is first asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __missing__(self, n: int) -> Live:
        id, first, size, square, days, titles, ages = unpacked(self._rows.get(STORY, [number(n)])[number(n)])
        self[n] = live = Live(id, first, size, square, set(days), set(titles), set(ages))
        return live


class _Kept(Memory):
    """A memory whose entries are read from rows as they are asked for; `write` puts back what may have changed."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(stories=_Stories(rows))
        self._rows = rows
        self._asked: set[int] = set()
        self.count = int.from_bytes(rows.get(COUNT, [b""]).get(b"", b""), "big")

    def want_terms(self, terms: Iterable[str]) -> None:
        asked = {raw(t): t for t in terms if t not in self.index}
        found = self._rows.get(TERM, asked)
        for key, t in asked.items():
            self.index[t] = _weights(found[key]) if key in found else {}

    def want_lines(self, keys: Iterable[int]) -> None:
        asked = {number(k): k for k in keys if k and k not in self._asked}
        self._asked.update(asked.values())
        self.lines |= {asked[k]: int.from_bytes(v, "big") for k, v in self._rows.get(LINE, asked).items()}

    def write(self, terms: Iterable[str], stories: Iterable[int], lines: Iterable[int]) -> None:
        """Keeps these entries, or drops them where they are no more."""
        rows = self._rows
        rows.put(COUNT, [(b"", number(self.count))])
        terms = list(terms)
        rows.drop(TERM, [raw(t) for t in terms if not self.index[t]])
        rows.put(TERM, ((raw(t), _row_of(self.index[t])) for t in terms if self.index[t]))
        for kind, table in ((STORY, stories), (LINE, lines)):
            known = self.stories if kind == STORY else self.lines
            rows.drop(kind, [number(n) for n in table if n not in known])
        rows.put(STORY, ((number(n), _story(self.stories[n])) for n in stories if n in self.stories))
        rows.put(LINE, ((number(n), self.lines[n].to_bytes(32, "big")) for n in lines if n in self.lines))


def _row_of(weights: dict[int, float]) -> bytes:
    """A term's stories and their weights, in order."""
    return array("I", weights).tobytes() + array("d", weights.values()).tobytes()


def _weights(row: bytes) -> dict[int, float]:
    half = len(row) // 3
    return dict(zip(array("I", row[:half]), array("d", row[half:]), strict=True))


def _story(s: Live) -> bytes:
    return packed([s.id, s.first, s.size, s.square, sorted(s.days), sorted(s.titles), sorted(s.ages)])


class Places:
    """The story of each report, kept in rows. One change at a time: what is read is true until another writes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._memory = _Kept(rows)
        self._grouper = Grouper(memory=self._memory)

    def update(self, fresh: Sequence[Report], fetch: Fetch) -> set[str]:
        """Takes in reports, new ones or with another record; gives the ids of stories' first reports whose doubts have changed."""
        rows = self._rows
        known = {text(k): unpacked(v) for k, v in rows.get(PLACE, [raw(r.id) for r in fresh]).items()}
        new = {r.id: r for r in fresh if r.id not in known or known[r.id][1:] != _basis(r)}
        if not new:
            return set()
        before = rows.since(STEP, min([*(raw(_key(r)) for r in new.values()), *(raw(known[i][1]) for i in new if i in known)]))
        taken = [_step(v) for _, v in before]
        self._take_back([k for k, _ in before], taken)
        again = fetch([s.report for s, _ in taken if s.report not in new])
        placed = [(r, *self._place(r)) for r in sorted([*new.values(), *again], key=order)]
        rows.put(STEP, ((raw(_key(r)), _row(s, doubts)) for r, s, doubts in placed))
        rows.put(PLACE, ((raw(r.id), packed([s.story, *_basis(r)])) for r, s, _ in placed))
        rows.put(MEMBER, ((number(s.story) + raw(_key(r)), raw(r.id)) for r, s, _ in placed))
        rows.put(DOUBT, ((_pair(d), packed([d.score, d.reason])) for *_, doubts in placed for d in doubts))
        steps = [*(s for s, _ in taken), *(s for _, s, _ in placed)]
        self._memory.write({t for s in steps for t in s.vector}, {s.story for s in steps}, {n for s in steps for n in s.lines})
        return {d.left for *_, doubts in placed for d in doubts} | {left for _, pairs in taken for left, _ in pairs}

    def _place(self, report: Report) -> tuple[Step, list[Judgement]]:
        step = self._grouper.place(report)
        doubts = self._grouper.doubts[:]
        self._grouper.doubts.clear()
        return step, doubts

    def _take_back(self, keys: Sequence[bytes], taken: Sequence[tuple[Step, list[tuple[str, str]]]]) -> None:
        rows = self._rows
        rows.drop(STEP, keys)
        rows.drop(PLACE, [raw(s.report) for s, _ in taken])
        rows.drop(MEMBER, [number(s.story) + k for k, (s, _) in zip(keys, taken, strict=True)])
        rows.drop(DOUBT, [raw(f"{left}\n{right}") for _, pairs in taken for left, right in pairs])
        for s, _ in reversed(taken):
            self._memory.take_back(s)


def group_of(rows: Rows, report: str) -> list[str]:
    """The ids of the reports of one story with this one, in order; none when it has no place."""
    found = rows.get(PLACE, [raw(report)])
    return [text(v) for _, v in rows.under(MEMBER, number(unpacked(found[raw(report)])[0]))] if found else []


def groups(rows: Rows) -> list[list[str]]:
    """Those of all stories."""
    out: dict[bytes, list[str]] = {}
    for k, v in rows.under(MEMBER, b""):
        out.setdefault(k[:8], []).append(text(v))
    return list(out.values())


def doubts(rows: Rows, first: str = "") -> list[Judgement]:
    """The places that are unsure, as `Grouper.doubts` has them: all, or those of the story that begins with a report."""
    prefix = f"{first}\n" if first else ""
    out = []
    for k, v in rows.under(DOUBT, raw(prefix)):
        left, right = (prefix + text(k)).split("\n")
        score, reason = unpacked(v)
        out.append(Judgement(left, right, "unsure", score, "machine", "", reason))
    return out


def _key(report: Report) -> str:
    """Text whose order is that of `order`."""
    undated, iso, precise, id = order(report)
    return f"{undated:d}\0{iso}\0{precise}\0{id}"


def _basis(report: Report) -> list[object]:
    """What a report's place rests on: its place in time, and a sum of what is read of it."""
    return [_key(report), zlib.crc32(raw("\0".join((report.outlet, report.language, report.headline, report.text))))]


def _pair(doubt: Judgement) -> bytes:
    return raw(f"{doubt.left}\n{doubt.right}")


def _row(s: Step, doubts: Sequence[Judgement]) -> bytes:
    pairs = [(d.left, d.right) for d in doubts]
    return packed(
        [s.report, s.story, s.square, s.day, s.titles, s.ages, s.lines, list(s.vector), [int(w * GRAIN) for w in s.vector.values()], pairs]
    )


def _step(row: bytes) -> tuple[Step, list[tuple[str, str]]]:
    """A step and, of each doubt it left, the two reports."""
    report, story, square, day, titles, ages, lines, terms, weights, pairs = unpacked(row)
    step = Step(
        report, story, square, day, tuple(titles), tuple(ages), tuple(lines), {t: w / GRAIN for t, w in zip(terms, weights, strict=True)}
    )
    return step, [(left, right) for left, right in pairs]
