"""Where on a shape to put a number, and how a stroke runs through it."""

from functools import cache
from itertools import pairwise

from ischia import anatomy
from ischia.anatomy import Area, Point, Ring, View
from ischia.quantities import Side

_LEVELS = 24


def areas(view: View, site: str, side: Side) -> list[Area]:
    """Return the drawn places of a site or of all that lies in a group, on one side.

    A midline site lies on both sides; asking for the midline of a paired site gives both.
    """
    sites = anatomy.body()
    return [
        area
        for area in view.areas
        if sites.within(area.site, site)
        and (area.side is side or Side.MIDLINE in (area.side, side))
    ]


def tallest(found: list[Area]) -> Area:
    """Return the area that reaches over the most height: where a stroke is drawn."""
    return max(found, key=lambda area: _height(area.rings))


def room(area: Area) -> float:
    """Return how much paper an area takes, doubled."""
    return sum(
        abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])))
        for ring in area.rings
    )


def worked(found: list[Area], barred: list[Area]) -> list[tuple[Ring, ...]]:
    """Return the shapes a stroke is drawn through, one for each side of the body.

    A stroke over a group runs through all its places; where one of them is barred, it keeps to
    the tallest that is not.
    """
    paired = [area for area in found if area.side is not Side.MIDLINE] or found
    shapes = []
    for side in dict.fromkeys(area.side for area in paired):
        mine = [area for area in paired if area.side is side]
        free = [area for area in mine if area not in barred]
        if free == mine:
            shapes.append(tuple(ring for area in mine for ring in area.rings))
        else:
            shapes.append(tallest(free or mine).rings)
    return shapes


def _spans(rings: tuple[Ring, ...], y: float) -> list[tuple[float, float]]:
    """Return where a level line lies inside, neighbours that touch joined to one stretch."""
    joined: list[tuple[float, float]] = []
    for left, right in anatomy.spans(rings, y):
        if joined and left - joined[-1][1] < 1:
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _height(rings: tuple[Ring, ...]) -> int:
    ys = [y for ring in rings for _, y in ring]
    return max(ys) - min(ys)


@cache
def middle(rings: tuple[Ring, ...]) -> Point:
    """Return a point well inside a shape: the middle of its most roomy level line."""
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    best, room = (rings[0][0]), -1.0
    for i in range(1, _LEVELS):
        y = low + (high - low) * i / _LEVELS
        for left, right in _spans(rings, y + 0.5):
            space = min((right - left) / 2, 1.4 * (y - low), 1.4 * (high - y))
            if space > room:
                best, room = (round((left + right) / 2), round(y)), space
    return best


@cache
def corner(rings: tuple[Ring, ...]) -> Point:
    """Return a point inside a shape towards its upper outer corner, clear of its middle."""
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    y = low + 0.3 * (high - low)
    left, right = max(anatomy.spans(rings, y + 0.5), key=lambda span: span[1] - span[0])
    outer = right if left + right > 0 else left
    return round((left + right) / 2 * 0.3 + outer * 0.7), round(y)


@cache
def spine_of(rings: tuple[Ring, ...]) -> tuple[Point, ...]:
    """Return the line through a shape from its bottom to its top, a little inside both."""
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    points = []
    for i in range(9):
        y = high - (high - low) * (0.14 + 0.72 * i / 8)
        spans = _spans(rings, y + 0.5)
        if spans:
            left, right = max(spans, key=lambda span: span[1] - span[0])
            points.append((round((left + right) / 2), round(y)))
    return tuple(points)


@cache
def beam_of(rings: tuple[Ring, ...]) -> tuple[Point, Point]:
    """Return the line across a shape at its middle, from left to right, a little inside."""
    x, y = middle(rings)
    spans = [s for s in _spans(rings, y + 0.5) if s[0] <= x <= s[1]]
    left, right = spans[0] if spans else (x - 100, x + 100)
    inset = (right - left) * 0.16
    return (round(left + inset), y), (round(right - inset), y)
