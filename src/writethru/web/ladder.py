"""A series of figures as a drawing: value against time, broad for a desk and narrow for a phone, from the same points.

Only what was said is drawn: "about" is a broken ring and no margin, "more than" an arrow and no end, what is not counted (planned,
possible, estimated, denied) a hollow mark. Columns are the days (or hours of one day) in order; a broken axis says days are passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, hypot, log10

from writethru.model import FigurePoint, FigureSeries
from writethru.render.view import day_words

MOST = 40  # points drawn; the table has all
SHAPES = ("", "two", "three", "four")  # a speaker's shape as well as colour; the fifth speaker and on share the last
# Where a label may stand beside its point: anchor, offset, and how much of its width lies to the left.
SPOTS = (
    ("", 15, 2, 0.0),
    ("e", -15, 2, -1.0),
    ("m", 0, -32, -0.5),
    ("m", 0, 28, -0.5),
    ("", 12, -26, 0.0),
    ("e", -12, -26, -1.0),
    ("", 12, 26, 0.0),
    ("e", -12, 26, -1.0),
)
LEFT, RIGHT, TOP, WIDE = 66.0, 980.0, 44.0, 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of a drawing: "path" (d), "circle" (x y r), "rect" (x y r: half its side) or "text" (x y, bold and quiet words)."""

    shape: str
    css: str
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0
    d: str = ""
    bold: str = ""
    quiet: str = ""


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
    points = [p for p in series.points if p.low is not None or p.high is not None][-MOST:]
    if len({(p.low, p.high) for p in points}) < 2:
        return None
    points.sort(key=lambda p: _moment(p) or "9")
    scale = _scale([v for p in points for v in (p.low, p.high) if v is not None])
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


def number(value: float) -> str:
    """A value as a reader writes it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


# ---- scales ----------------------------------------------------------------------------------------------------------


def _scale(values: Sequence[float]) -> _Scale:
    low, high = min(values), max(values)
    if low > 0 and high / low > 60:
        a, b = floor(log10(low)), ceil(log10(high) + 1e-9)
        return _Scale(10.0**a, 10.0**b, True, tuple(10.0**e for e in range(a, b + 1)))
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
            low, high = _ends(p)
            at[p.id] = (x + w * (n + 0.5) / len(ps), bottom - (scale(low) + scale(high)) / 2 * (bottom - TOP))
        x, before = x + w, k
    out += _edges(points, at)
    for p in points:
        out += _point(p, at[p.id], shape[p.speaker or "the outlet itself"], lambda v: bottom - scale(v) * (bottom - TOP), upright=True)
    return out + _labels(points, at, numbers, bottom, _crossed(points, at))


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


def _ends(p: FigurePoint) -> tuple[float, float]:
    low = p.low if p.low is not None else p.high
    high = p.high if p.high is not None else p.low
    assert low is not None
    assert high is not None
    return low, high


def _point(p: FigurePoint, at: tuple[float, float], css: str, place: Callable[[float], float], upright: bool) -> list[Mark]:
    x, y = at
    out: list[Mark] = []
    low, high = _ends(p)
    if low != high:
        a, b = place(low), place(high)
        out.append(Mark("path", f"span {css}", d=_bar(x, a, b) if upright else _bar_flat(y, a, b)))
        return out
    if p.low is None or p.high is None:
        sign = -1 if p.high is None else 1
        dx, dy = (0, sign) if upright else (-sign, 0)
        tip = f"M{x + 22 * dx - 5 * dy:.1f} {y + 22 * dy - 5 * dx:.1f}L{x + 31 * dx:.1f} {y + 31 * dy:.1f}L{x + 22 * dx + 5 * dy:.1f} {y + 22 * dy + 5 * dx:.1f}z"
        out += [
            Mark("path", f"span {css}", d=f"M{x:.1f} {y:.1f}L{x + 24 * dx:.1f} {y + 24 * dy:.1f}"),
            Mark("path", f"tip {css}", d=tip),
        ]
    if p.approx == "~":
        out.append(Mark("circle", f"about {css}", x, y, 11))
    look = "dot" if p.modality == "actual" else "hollow"
    if css == "":
        out.append(Mark("circle", look, x, y, 6))
    elif css == "two":
        out.append(Mark("rect", f"{look} two", x, y, 5.5))
    else:
        ends = "M{x} {t}L{r} {b}L{l} {b}z" if css == "three" else "M{x} {t}L{r} {y}L{x} {b}L{l} {y}z"
        d = ends.format(x=f"{x:.1f}", y=f"{y:.1f}", t=f"{y - 7:.1f}", b=f"{y + 7:.1f}", r=f"{x + 7:.1f}", l=f"{x - 7:.1f}")
        out.append(Mark("path", f"{look} {css}", d=d))
    return out


def _bar(x: float, a: float, b: float) -> str:
    return f"M{x:.1f} {a:.1f}V{b:.1f}M{x - 7:.1f} {a:.1f}h14M{x - 7:.1f} {b:.1f}h14"


def _bar_flat(y: float, a: float, b: float) -> str:
    return f"M{a:.1f} {y:.1f}H{b:.1f}M{a:.1f} {y - 7:.1f}v14M{b:.1f} {y - 7:.1f}v14"


def _drawn(points: Sequence[FigurePoint]) -> dict[tuple[str, str], str]:
    """(earlier, later) -> kind: each point's conflicts, and the one earlier value it updates: the same source's, else the latest."""
    order = {p.id: n for n, p in enumerate(points)}
    out: dict[tuple[str, str], str] = {}
    for p in points:
        updates = [r for r in p.relations if r.kind == "update" and r.other in order and r.other != p.id]
        updates.sort(key=lambda r: (not r.reason.startswith("the same source"), -order[r.other]))
        for r in (*(r for r in p.relations if r.kind == "conflict" and r.other in order), *updates[:1]):
            if (p.id, r.other) not in out:
                out.setdefault((r.other, p.id), r.kind)
    return out


def _edges(points: Sequence[FigurePoint], at: dict[str, tuple[float, float]]) -> list[Mark]:
    out: list[Mark] = []
    for (a, b), kind in _drawn(points).items():
        (x1, y1), (x2, y2) = _shortened(at[a], at[b])
        if kind == "conflict":
            out.append(Mark("path", "edge clash", d=_zigzag(x1, y1, x2, y2)))
            out.append(Mark("text", "bad m", (x1 + x2) / 2, (y1 + y2) / 2 - 9, bold="conflict"))
        else:
            out.append(Mark("path", "edge", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"))
            out.append(Mark("path", "head", d=_head(x1, y1, x2, y2)))
    return out


def _shortened(a: tuple[float, float], b: tuple[float, float], by: float = 14) -> tuple[tuple[float, float], tuple[float, float]]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = hypot(dx, dy) or 1.0
    k = min(by, long / 3) / long
    return (a[0] + dx * k, a[1] + dy * k), (b[0] - dx * k, b[1] - dy * k)


def _zigzag(x1: float, y1: float, x2: float, y2: float) -> str:
    long = hypot(x2 - x1, y2 - y1) or 1.0
    n = max(4, min(40, round(long / 9)))
    nx, ny = -(y2 - y1) / long * 5, (x2 - x1) / long * 5
    inner = [(x1 + (x2 - x1) * i / n, y1 + (y2 - y1) * i / n, 1 if i % 2 else -1) for i in range(1, n)]
    return f"M{x1:.1f} {y1:.1f}" + "".join(f"L{x + nx * s:.1f} {y + ny * s:.1f}" for x, y, s in inner) + f"L{x2:.1f} {y2:.1f}"


def _head(x1: float, y1: float, x2: float, y2: float) -> str:
    long = hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / long, (y2 - y1) / long
    a, b = (x2 - 8 * ux - 4 * uy, y2 - 8 * uy + 4 * ux), (x2 - 8 * ux + 4 * uy, y2 - 8 * uy - 4 * ux)
    return f"M{x2:.1f} {y2:.1f}L{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}z"


Box = tuple[float, float, float, float]


def _crossed(points: Sequence[FigurePoint], at: dict[str, tuple[float, float]]) -> list[Box]:
    """Small boxes along the edges, which labels keep off where they can."""
    out: list[Box] = []
    for a, b in _drawn(points):
        (x1, y1), (x2, y2) = at[a], at[b]
        steps = max(2, round(hypot(x2 - x1, y2 - y1) / 12))
        out += [
            (x - 3, y - 3, x + 3, y + 3) for n in range(1, steps) for x, y in [(x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps)]
        ]
    return out


def _labels(
    points: Sequence[FigurePoint], at: dict[str, tuple[float, float]], numbers: dict[str, int], bottom: float, edges: list[Box]
) -> list[Mark]:
    """Words beside each point where they hit nothing, an edge at worst; else only its number in the table."""
    taken: list[Box] = [(x - 10, y - 10, x + 10, y + 10) for x, y in at.values()]
    out: list[Mark] = []
    for p in sorted(points, key=lambda p: -len(p.outlets)):
        x, y = at[p.id]
        bold, quiet = p.text[:28], f"{(p.speaker or 'the outlet itself')[:26]}{'' if p.modality == 'actual' else ', ' + p.modality}"
        wide = max(7.3 * len(bold), 6.6 * len(quiet))
        fits = [
            (any(_hit(box, e) for e in edges), n, css, dx, dy, box)
            for n, (css, dx, dy, left) in enumerate(SPOTS)
            if (box := (x + dx + left * wide, y + dy - 13, x + dx + (left + 1) * wide, y + dy + 21))[0] > 0
            and box[2] < WIDE + 10
            and box[1] > 0
            and box[3] < bottom - 1
            and not any(_hit(box, b) for b in taken)
        ]
        if fits:
            _, _, css, dx, dy, box = min(fits)
            taken.append(box)
            out.append(Mark("text", css, x + dx, y + dy, bold=bold, quiet=quiet))
        else:
            out.append(Mark("text", "q m", x, y - 14, bold=str(numbers[p.id])))
    return out


def _hit(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


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
        low, high = _ends(p)
        out.append(Mark("path", "grid", d=f"M0 {y:.0f}H358"))
        who = f"{(p.speaker or 'the outlet itself')[:26]}{'' if p.modality == 'actual' else ', ' + p.modality}, {_label(_moment(p))}"
        out.append(Mark("text", "", 0, y + 18, bold=p.text[:40], quiet=who))
        at = ((place(low) + place(high)) / 2, y + 56)
        out += _point(p, at, shape[p.speaker or "the outlet itself"], place, upright=False)
        if any(r.kind == "conflict" for r in p.relations):
            out.append(Mark("text", "bad e", 356, y + 18, bold="conflict"))
    return out
