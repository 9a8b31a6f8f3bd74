"""Which site lies under a point, and which sites a drawing covers.

The same algorithm is written in JavaScript in the chart's web component; shared vectors in
``tests/vectors/touch.json`` hold the two together. Coordinates are whole tenths of a
millimetre, and the arithmetic is ordered alike, so that both give the same answer to the bit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from attrs import frozen

from ischia.anatomy._figures import Area, Point, Ring, figure
from ischia.quantities import Side

LEAST_SHARE: Final = 0.05
"""A site counts as drawn on from this covered share. Source: product rule."""

_STEP: Final = 40
_FOOT_STEP: Final = 15


@frozen
class Drawing:
    """A free-hand line on one view.

    Parameters
    ----------
    view
        One of the views of the chart.
    points
        Where the pen went, in whole tenths of a millimetre of that view.
    width
        Width of the pen, in the same unit.
    """

    view: str
    points: tuple[Point, ...]
    width: int = 100


@frozen
class Covered:
    """How much of a site a drawing covers: ``share`` from 0 to 1."""

    site: str
    side: Side
    share: float


def is_inside(rings: Sequence[Ring], x: int, y: int) -> bool:
    """Return whether a point lies inside by the even-odd rule.

    A point on a border belongs to the shape that begins there, whichever way its ring runs:
    of neighbours that share a border exactly one holds each point.
    """
    inside = False
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y):
                cross = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
                if (cross if y1 > y0 else -cross) > 0:
                    inside = not inside
            x0, y0 = x1, y1
    return inside


def site_at(body: str, view: str, x: int, y: int) -> tuple[str, Side] | None:
    """Return the site under a point of a view, or ``None`` beside the figure."""
    for area in figure(body).views[view].areas:
        if is_inside(area.rings, x, y):
            return area.site, area.side
    return None


def covered(body: str, drawing: Drawing, *, least: float = LEAST_SHARE) -> tuple[Covered, ...]:
    """Return the sites a drawing covers by at least the share ``least``, most covered first.

    The share is counted on a square lattice of 4 mm (1.5 mm on the feet).
    """
    hits = []
    for area, lattice in _lattices(body, drawing.view):
        n = sum(1 for point in _near(lattice, drawing) if _is_under(drawing, point))
        if n and n / len(lattice) >= least:
            hits.append(Covered(area.site, area.side, n / len(lattice)))
    return tuple(sorted(hits, key=lambda hit: (-hit.share, hit.site, hit.side.value)))


def _near(lattice: tuple[Point, ...], drawing: Drawing) -> list[Point]:
    """Return the lattice points in the box around a drawing; lattices run level by level."""
    xs = [x for x, _ in drawing.points]
    ys = [y for _, y in drawing.points]
    left, right = min(xs) - drawing.width, max(xs) + drawing.width
    top, bottom = min(ys) - drawing.width, max(ys) + drawing.width
    first = bisect_left(lattice, top, key=_level)
    last = bisect_right(lattice, bottom, key=_level)
    return [point for point in lattice[first:last] if left <= point[0] <= right]


def _level(point: Point) -> int:
    return point[1]


def _is_under(drawing: Drawing, point: Point) -> bool:
    reach = drawing.width / 2 * (drawing.width / 2)
    points = drawing.points
    if len(points) == 1:
        return _distance(point, points[0], points[0]) <= reach
    return any(_distance(point, a, b) <= reach for a, b in pairwise(points))


def _distance(point: Point, a: Point, b: Point) -> float:
    """Return the squared distance from a point to a stretch of line."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    px, py = point[0] - a[0], point[1] - a[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else (px * dx + py * dy) / length
    share = min(1.0, max(0.0, share))
    ex, ey = px - share * dx, py - share * dy
    return ex * ex + ey * ey


@cache
def _lattices(body: str, view: str) -> tuple[tuple[Area, tuple[Point, ...]], ...]:
    step = _FOOT_STEP if view in ("soles", "foot_tops") else _STEP
    return tuple(
        (area, tuple(_lattice(area.rings, step))) for area in figure(body).views[view].areas
    )


def _lattice(rings: Sequence[Ring], step: int) -> Iterator[Point]:
    ys = [y for ring in rings for _, y in ring]
    for y in range(-(-min(ys) // step) * step, max(ys) + 1, step):
        for left, right in spans(rings, y):
            first = -(-left // step) * step
            for x in range(int(first), int(right) + 1, step):
                if is_inside(rings, x, y):
                    yield x, y


def spans(rings: Sequence[Ring], y: float) -> list[tuple[float, float]]:
    """Return where a level line lies inside a shape, from left to right."""
    crossings = []
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y):
                crossings.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
            x0, y0 = x1, y1
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def filling(area: Area, view: str, *, width: int = 60) -> tuple[Drawing, ...]:
    """Return drawings that cover a site and leave its neighbours: a mark as a drawing."""
    ys = [y for ring in area.rings for _, y in ring]
    half = width // 2
    return tuple(
        Drawing(view, ((round(left) + half, y), (round(right) - half, y)), width)
        for y in range(min(ys) + half, max(ys) - half + 1, width)
        for left, right in spans(area.rings, y + 0.5)
        if right - left > 2 * half
    )
