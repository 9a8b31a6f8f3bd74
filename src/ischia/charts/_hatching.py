"""Patterns as real lines: each quality of pain has its own, readable without colour."""

from collections.abc import Sequence
from functools import cache
from math import ceil, cos, radians, sin

from ischia.anatomy import Point, Ring, is_inside
from ischia.charts import _pen as pen

Segment = tuple[Point, Point]

_ANGLES = {"ache": (45,), "burning": (45, 135), "numb": (0,), "stiff": (90,)}


@cache
def hatch(rings: tuple[Ring, ...], *, angle_deg: float, spacing: int) -> tuple[Segment, ...]:
    """Return parallel lines across a shape, cut at its border."""
    turn = radians(angle_deg)
    c, s = cos(turn), sin(turn)
    levels: dict[int, list[float]] = {}
    for ring in rings:
        turned = [(c * x + s * y, c * y - s * x) for x, y in ring]
        x0, y0 = turned[-1]
        for x1, y1 in turned:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            for k in range(ceil(low / spacing), ceil(high / spacing)):
                level = k * spacing
                levels.setdefault(k, []).append(x0 + (level - y0) * (x1 - x0) / (y1 - y0))
            x0, y0 = x1, y1
    found = []
    for k, crossings in sorted(levels.items()):
        crossings.sort()
        y = k * spacing
        for a, b in zip(crossings[::2], crossings[1::2], strict=False):
            ends = tuple((round(c * x - s * y), round(s * x + c * y)) for x in (a, b))
            found.append((ends[0], ends[1]))
    return tuple(found)


@cache
def pattern(rings: tuple[Ring, ...], quality: str, spacing: int) -> str:
    """Return the path data of a quality's pattern inside a shape; empty for no quality."""
    if quality == "tingling":
        return "".join(f"M{x},{y}h0" for x, y in _dots(rings, spacing))
    if quality == "shooting":
        return "".join(_zigzag(rings, a, b, spacing) for a, b in _rows(rings, spacing))
    angles = _ANGLES.get(quality, ())
    apart = round(spacing * (1.3 if len(angles) > 1 else 1))
    return "".join(pen.segments(hatch(rings, angle_deg=a, spacing=apart)) for a in angles)


def _rows(rings: tuple[Ring, ...], spacing: int) -> Sequence[Segment]:
    return hatch(rings, angle_deg=90, spacing=round(spacing * 1.5))


def _dots(rings: tuple[Ring, ...], spacing: int) -> list[Point]:
    dots = []
    for n, (a, b) in enumerate(hatch(rings, angle_deg=0, spacing=spacing)):
        left, right = sorted((a[0], b[0]))
        start = left + spacing // (2 + 2 * (n % 2))
        dots += [(x, a[1]) for x in range(start, right - spacing // 5, spacing)]
    return dots


def _zigzag(rings: tuple[Ring, ...], a: Point, b: Point, spacing: int) -> str:
    """Return a zigzag down a column, broken where a turn would leave the shape."""
    top, bottom = sorted((a[1], b[1]))
    wide, step = spacing // 3, spacing // 2
    data, sign, drawn = [], 1, False
    for y in range(top + step, bottom - step // 2, step):
        x = a[0] + sign * wide
        sign = -sign
        inside = is_inside(rings, x, y)
        if inside:
            data.append(f"{'L' if drawn else 'M'}{x},{y}")
        drawn = inside
    return "".join(data)
