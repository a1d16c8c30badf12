"""The elements of a drawing: a point as it was said, the edges between points, and labels that keep off both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from writethru.model import FigurePoint

WIDE = 1000
AXIS = 66.0  # where the drawing begins; left of it stand the axis's own numbers
CLASHES = 3  # drawn from one point, to the latest it clashes with: more make a thicket; the table has all
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
Spot = tuple[float, float]
Box = tuple[float, float, float, float]


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


def ends(p: FigurePoint) -> tuple[float, float]:
    """The low and high end of what is drawn of a figure; for an open one both are the end it has."""
    low = p.low if p.low is not None else p.high
    high = p.high if p.high is not None else p.low
    assert low is not None
    assert high is not None
    return low, high


def point(p: FigurePoint, at: Spot, css: str, place: Callable[[float], float], upright: bool) -> list[Mark]:
    """A figure where it stands: its shape, and what says that it is open, about or a range. `place` turns a value into a coordinate."""
    x, y = at
    out: list[Mark] = []
    low, high = ends(p)
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
        outline = "M{x} {t}L{r} {b}L{l} {b}z" if css == "three" else "M{x} {t}L{r} {y}L{x} {b}L{l} {y}z"
        d = outline.format(x=f"{x:.1f}", y=f"{y:.1f}", t=f"{y - 7:.1f}", b=f"{y + 7:.1f}", r=f"{x + 7:.1f}", l=f"{x - 7:.1f}")
        out.append(Mark("path", f"{look} {css}", d=d))
    return out


def _bar(x: float, a: float, b: float) -> str:
    return f"M{x:.1f} {a:.1f}V{b:.1f}M{x - 7:.1f} {a:.1f}h14M{x - 7:.1f} {b:.1f}h14"


def _bar_flat(y: float, a: float, b: float) -> str:
    return f"M{a:.1f} {y:.1f}H{b:.1f}M{a:.1f} {y - 7:.1f}v14M{b:.1f} {y - 7:.1f}v14"


def _drawn(points: Sequence[FigurePoint]) -> dict[tuple[str, str], str]:
    """(earlier, later) -> kind: each point's latest conflicts, and the one earlier value it updates: the same source's, else the latest."""
    order = {p.id: n for n, p in enumerate(points)}
    out: dict[tuple[str, str], str] = {}
    for p in points:
        updates = [r for r in p.relations if r.kind == "update" and r.other in order and r.other != p.id]
        updates.sort(key=lambda r: (not r.reason.startswith("the same source"), -order[r.other]))
        clashes = sorted((r for r in p.relations if r.kind == "conflict" and r.other in order), key=lambda r: -order[r.other])
        for r in (*clashes[:CLASHES], *updates[:1]):
            if (p.id, r.other) not in out:
                out.setdefault((r.other, p.id), r.kind)
    return out


def edges(points: Sequence[FigurePoint], at: Mapping[str, Spot]) -> list[Mark]:
    """Arrows from what was updated, zigzags between what conflicts."""
    out: list[Mark] = []
    for (a, b), kind in _drawn(points).items():
        (x1, y1), (x2, y2) = shortened(at[a], at[b])
        if kind == "conflict":
            out.append(Mark("path", "edge clash", d=_zigzag(x1, y1, x2, y2)))
            out.append(Mark("text", "bad m", (x1 + x2) / 2, (y1 + y2) / 2 - 9, bold="conflict"))
        else:
            out.append(Mark("path", "edge", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"))
            out.append(Mark("path", "head", d=head(x1, y1, x2, y2)))
    return out


def shortened(a: Spot, b: Spot, by: float = 14) -> tuple[Spot, Spot]:
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


def head(x1: float, y1: float, x2: float, y2: float) -> str:
    long = hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / long, (y2 - y1) / long
    a, b = (x2 - 8 * ux - 4 * uy, y2 - 8 * uy + 4 * ux), (x2 - 8 * ux + 4 * uy, y2 - 8 * uy - 4 * ux)
    return f"M{x2:.1f} {y2:.1f}L{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}z"


def crossed(points: Sequence[FigurePoint], at: Mapping[str, Spot]) -> list[Box]:
    """Small boxes along the edges, which labels keep off where they can."""
    out: list[Box] = []
    for a, b in _drawn(points):
        (x1, y1), (x2, y2) = at[a], at[b]
        steps = max(2, round(hypot(x2 - x1, y2 - y1) / 12))
        out += [
            (x - 3, y - 3, x + 3, y + 3) for n in range(1, steps) for x, y in [(x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps)]
        ]
    return out


def labels(
    points: Sequence[FigurePoint], at: Mapping[str, Spot], numbers: Mapping[str, int], bottom: float, edges: list[Box]
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
            if (box := (x + dx + left * wide, y + dy - 13, x + dx + (left + 1) * wide, y + dy + 21))[0] > AXIS
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
