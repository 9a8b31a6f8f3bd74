"""Planned parts as numbered strokes: where a hand starts, which way it goes."""

from collections import Counter
from functools import cache
from math import atan2, cos, hypot, pi, sin

from ischia import anatomy
from ischia.anatomy import Point, Ring, View
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._places import areas, beam_of, middle, room, spine_of, worked
from ischia.charts._records import Chart, Stroke
from ischia.quantities import Side

_APART = 190
_ONE_DIGIT = 9
_CLARITY = {"soles": 3, "foot_tops": 2.5}  # drawn larger; strokes on a foot go on its sole
_TURNS = 1.6


def strokes(chart: Chart, view: View, thin: float) -> str:
    """Return the strokes that are drawn in a view: see :func:`home`."""
    parts: list[str] = []
    barred = [area for h in chart.hatches for area in areas(view, h.site, h.side)]
    taken: Counter[tuple[str, str]] = Counter()
    for stroke in chart.strokes:
        if home(chart, stroke) != view.id:
            continue
        place = (stroke.site, stroke.side.value)
        shift = _beside(taken[place], thin)
        shapes = worked(areas(view, stroke.site, stroke.side), barred)
        parts += [_one(stroke, rings, shift, thin) for rings in shapes]
        taken[place] += 1
    return pen.group(parts, pointer_events="none")


def home(chart: Chart, stroke: Stroke) -> str:
    """Return the view a stroke is drawn in: the one that shows most of its place, or none.

    Each number so stands in one view; of equals the first view has it.
    """
    return _home(chart.body, chart.views, stroke.site, stroke.side)


@cache
def _home(body: str, shown: tuple[str, ...], site: str, side: Side) -> str:
    views = anatomy.figure(body).views
    best, most = "", 0.0
    for name in shown:
        seen = sum(room(area) for area in areas(views[name], site, side))
        seen *= _CLARITY.get(name, 1)
        if seen > most:
            best, most = name, seen
    return best


def _beside(nth: int, thin: float) -> int:
    """Return how far the nth stroke of one place stands beside the first."""
    return round(((nth + 1) // 2) * (1 if nth % 2 else -1) * _APART * thin)


def _one(stroke: Stroke, rings: tuple[Ring, ...], shift: int, thin: float) -> str:
    path = tuple((x + shift, y) for x, y in course(stroke, rings, thin))
    pieces = [
        pen.path(
            pen.line(path),
            fill="none",
            stroke=colours.PAPER,
            stroke_opacity="0.8",
            stroke_width=round(60 * thin),
        ),
        pen.path(pen.line(path), fill="none", stroke=colours.HAND, stroke_width=round(34 * thin)),
    ]
    if stroke.direction != "hold":
        pieces.append(_arrow(path, thin))
    if stroke.direction == "across":
        pieces.append(_arrow(path[::-1], thin))
    pieces.append(_number(stroke, _badge_at(stroke, path), thin))
    return pen.group(pieces, stroke_linecap="round", stroke_linejoin="round")


def _badge_at(stroke: Stroke, path: tuple[Point, ...]) -> Point:
    if stroke.direction == "across":
        a, b = path[0], path[-1]
        return (a[0] + b[0]) // 2, (a[1] + b[1]) // 2
    if stroke.direction in ("circles", "hold"):
        xs, ys = [x for x, _ in path], [y for _, y in path]
        return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return path[0]


def course(stroke: Stroke, rings: tuple[Ring, ...], thin: float) -> tuple[Point, ...]:
    """Return the line a stroke takes through a shape."""
    match stroke.direction:
        case "up":
            return spine_of(rings)
        case "down":
            return spine_of(rings)[::-1]
        case "circles":
            return _spiral(middle(rings), thin)
        case "hold":
            return _ring(middle(rings), thin)
        case sideways:
            left, right = beam_of(rings)
            outwards = (left, right) if left[0] + right[0] > 0 else (right, left)
            return outwards if sideways in ("out", "across") else outwards[::-1]


def _spiral(centre: Point, thin: float) -> tuple[Point, ...]:
    n = 40
    points = []
    for i in range(n + 1):
        turn = -pi / 2 + 2 * pi * _TURNS * i / n
        radius = thin * (150 + 120 * i / n)
        points.append(
            (round(centre[0] + radius * cos(turn)), round(centre[1] + radius * sin(turn)))
        )
    return tuple(points)


def _ring(centre: Point, thin: float) -> tuple[Point, ...]:
    n = 28
    turn = [2 * pi * i / n for i in range(n + 1)]
    return tuple(
        (round(centre[0] + 190 * thin * cos(t)), round(centre[1] + 190 * thin * sin(t)))
        for t in turn
    )


def _arrow(path: tuple[Point, ...], thin: float) -> str:
    """Return an arrow head: a real polygon at the end of a line."""
    tip = path[-1]
    before = next(
        (p for p in reversed(path) if hypot(tip[0] - p[0], tip[1] - p[1]) > 60 * thin), path[0]
    )
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    long, wide = 165 * thin, 88 * thin
    nose = (tip[0] + 0.35 * long * cos(angle), tip[1] + 0.35 * long * sin(angle))
    along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    shape = ((0.0, 0.0), (long, -wide), (0.72 * long, 0.0), (long, wide))
    corners = [
        (
            nose[0] - back * along[0] + aside * across[0],
            nose[1] - back * along[1] + aside * across[1],
        )
        for back, aside in shape
    ]
    ring = tuple((round(x), round(y)) for x, y in corners)
    return pen.path(
        pen.closed((ring,)), fill=colours.HAND, stroke=colours.PAPER, stroke_width=round(10 * thin)
    )


def _number(stroke: Stroke, at: Point, thin: float) -> str:
    x, y = at
    size = (160 if stroke.number <= _ONE_DIGIT else 128) * thin
    disc = pen.element(
        "circle",
        cx=x,
        cy=y,
        r=round(122 * thin),
        fill=colours.HAND,
        stroke=colours.PAPER,
        stroke_width=round(18 * thin),
    )
    return disc + pen.text(
        str(stroke.number),
        (x, round(y + 0.36 * size)),
        size,
        fill="#ffffff",
        text_anchor="middle",
        font_weight=700,
    )
