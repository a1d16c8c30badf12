"""A series of figures as a drawing: value against time, broad for a desk and narrow for a phone, from the same points.

Only what was said is drawn: "about" is a broken ring and no margin, "more than" an arrow and no end, what is not counted (planned,
possible, estimated, denied) a hollow mark. Columns are the days (or hours of one day) in order; a broken axis says days are passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from writethru.model import FigurePoint, FigureSeries
from writethru.render.view import day_words
from writethru.web.marks import AXIS, Mark, crossed, edges, ends, labels, point

MOST = 40  # points drawn; the table has all
SHAPES = ("", "two", "three", "four")  # a speaker's shape as well as colour; the fifth speaker and on share the last
LEFT, RIGHT, TOP = AXIS, 980.0, 44.0


@dataclass(frozen=True, slots=True)
class Ladder:
    """A series with both drawings; `numbers` gives each point's number in the table, `key` the shapes and their speakers."""

    series: FigureSeries
    broad: tuple[Mark, ...]
    narrow: tuple[Mark, ...]
    height: float
    narrow_height: float
    key: tuple[tuple[str, str], ...]
    words: str  # the drawing in a sentence, for those who do not see it
    contested: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """The share of the way from low to high."""
        if self.log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)


def ladder(series: FigureSeries) -> Ladder | None:
    """The drawing of a series; None when fewer than two values can be placed."""
    points = [p for p in series.points if _drawable(p)][-MOST:]
    values = [v for p in points for v in (p.low, p.high) if v is not None]
    if len({(p.low, p.high) for p in points}) < 2 or max(values) - min(values) <= 1e-9 * max(map(abs, values)):
        return None
    points.sort(key=lambda p: _moment(p) or "9")
    scale = _scale(values)
    speakers = list(dict.fromkeys(p.speaker or "the outlet itself" for p in points))
    shape = {s: SHAPES[min(n, len(SHAPES) - 1)] for n, s in enumerate(speakers)}
    numbers = {p.id: n for n, p in enumerate(series.points, 1)}
    height = 300.0 + 6 * min(len(points), 20)
    said = "; ".join(f"{p.text}, {p.speaker or 'the outlet itself'}, {_label(_moment(p))}" for p in points[:8])
    more = f"; and {len(points) - 8} more" if len(points) > 8 else ""
    return Ladder(
        series,
        tuple(_broad(points, scale, shape, numbers, height)),
        tuple(_narrow(points, scale, shape)),
        height,
        30 + 78.0 * len(points),
        tuple((shape[s], s) for s in speakers[: len(SHAPES)]),
        f"{len(points)} statements in order of time: {said}{more}. The table below gives the same.",
        any(r.kind == "conflict" for p in points for r in p.relations),
    )


def _drawable(p: FigurePoint) -> bool:
    """Whether a figure has an end, and none beyond what a drawing can tell apart."""
    found = [abs(v) for v in (p.low, p.high) if v is not None]
    return bool(found) and all(v == 0 or 1e-9 <= v <= 1e15 for v in found)


def number(value: float) -> str:
    """A value as a reader writes it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


# ---- scales ----------------------------------------------------------------------------------------------------------


def _scale(values: Sequence[float]) -> _Scale:
    low, high = min(values), max(values)
    if low > 0 and high / low > 60:
        a, b = floor(log10(low)), ceil(log10(high) + 1e-9)
        return _Scale(10.0**a, 10.0**b, True, tuple(10.0**e for e in range(a, b + 1, 1 + (b - a) // 8)))
    start = 0.0 if 0 <= low < 0.4 * high or low == high else low
    step = _step((high - start) / 4 or abs(high) or 1.0)
    first, last = floor(start / step), ceil(high / step - 1e-9)
    last += first == last
    ticks = tuple(round(step * n, 10) for n in range(first, last + 1))
    return _Scale(ticks[0], ticks[-1], False, ticks)


def _step(rough: float) -> float:
    size = 10.0 ** floor(log10(rough))
    return next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough * 0.999)


def _moment(p: FigurePoint) -> str:
    """When a figure held: the end of its own time, else when it was said."""
    return (p.as_of or p.said or "").split("/")[-1]


def _label(iso: str) -> str:
    try:
        return f"{day_words(iso[:10])}{', ' + iso[11:16] if len(iso) > 10 else ''}" if iso else "no date"
    except ValueError:
        return iso


# ---- the broad drawing -----------------------------------------------------------------------------------------------


def _broad(points: Sequence[FigurePoint], scale: _Scale, shape: dict[str, str], numbers: dict[str, int], height: float) -> list[Mark]:
    bottom = height - 44
    columns: dict[str, list[FigurePoint]] = {}
    days = {_moment(p)[:10] for p in points}
    for p in points:
        columns.setdefault(_moment(p)[: 16 if len(days) == 1 else 10], []).append(p)
    # A column is never so narrow that its label runs into the next.
    widths = {k: max(len(ps), 1.6) for k, ps in columns.items()}
    unit = (RIGHT - LEFT) / sum(widths.values())
    out: list[Mark] = []
    for tick in scale.ticks:
        y = bottom - scale(tick) * (bottom - TOP)
        out += [Mark("path", "grid", d=f"M{LEFT:.0f} {y:.1f}H{RIGHT:.0f}"), Mark("text", "q e", LEFT - 8, y + 4, bold=number(tick))]
    at: dict[str, tuple[float, float]] = {}
    x, before = LEFT, ""
    for k, ps in columns.items():
        w = widths[k] * unit
        out.append(Mark("text", "q m", x + w / 2, bottom + 24, bold=_label(k) if len(k) <= 10 else k[11:16]))
        out.append(Mark("path", "axis", d=_axis(x, x + w, bottom, _gap(before, k))))
        for n, p in enumerate(ps):
            low, high = ends(p)
            at[p.id] = (x + w * (n + 0.5) / len(ps), bottom - (scale(low) + scale(high)) / 2 * (bottom - TOP))
        x, before = x + w, k
    out += edges(points, at)
    for p in points:
        out += point(p, at[p.id], shape[p.speaker or "the outlet itself"], lambda v: bottom - scale(v) * (bottom - TOP), upright=True)
    return out + labels(points, at, numbers, bottom, crossed(points, at))


def _axis(start: float, end: float, y: float, broken: bool) -> str:
    if not broken:
        return f"M{start:.1f} {y:.1f}H{end:.1f}"
    return f"M{start + 8:.1f} {y:.1f}H{end:.1f}M{start - 2:.1f} {y + 6:.1f}l6 -12M{start + 5:.1f} {y + 6:.1f}l6 -12"


def _gap(before: str, after: str) -> bool:
    """Whether days are passed over between two columns."""
    try:
        return bool(before and after) and (date.fromisoformat(after[:10]) - date.fromisoformat(before[:10])).days > 1
    except ValueError:
        return False


# ---- the narrow drawing ----------------------------------------------------------------------------------------------


def _narrow(points: Sequence[FigurePoint], scale: _Scale, shape: dict[str, str]) -> list[Mark]:
    """One rung a statement, time downwards."""

    def place(v: float) -> float:
        return 16 + scale(v) * 322

    out: list[Mark] = []
    bottom = 26 + 78.0 * len(points)
    for tick in scale.ticks[:: 2 if len(scale.ticks) > 5 else 1]:
        out.append(Mark("path", "grid", d=f"M{place(tick):.1f} 22V{bottom:.0f}"))
        out.append(Mark("text", "q m", place(tick), 14, bold=number(tick)))
    for n, p in enumerate(points):
        y = 32 + 78.0 * n
        low, high = ends(p)
        out.append(Mark("path", "grid", d=f"M0 {y:.0f}H358"))
        who = f"{(p.speaker or 'the outlet itself')[:26]}{'' if p.modality == 'actual' else ', ' + p.modality}, {_label(_moment(p))}"
        out.append(Mark("text", "", 0, y + 18, bold=p.text[:40], quiet=who))
        at = ((place(low) + place(high)) / 2, y + 56)
        out += point(p, at, shape[p.speaker or "the outlet itself"], place, upright=False)
        if any(r.kind == "conflict" for r in p.relations):
            out.append(Mark("text", "bad e", 356, y + 18, bold="conflict"))
    return out
