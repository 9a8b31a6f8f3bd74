"""Pieces for a picture that moves: one figure, one place, the line a hand takes through it."""

from functools import cache

from attrs import frozen

from ischia import anatomy
from ischia.anatomy import Ring, View
from ischia.charts import _pen as pen
from ischia.charts._colours import TONE
from ischia.charts._places import areas, worked
from ischia.charts._records import Chart, Stroke
from ischia.charts._strokes import course, home

_SHOWN = tuple(view for view in anatomy.VIEWS if view != "low_back")
_FEET = {"soles": 2.6, "foot_tops": 2.6}  # drawn that much larger, so their lines are finer
_LEAST_SHARE, _ROOM = 0.42, 1.7
_SHAPE = 0.82  # width to height of the window
Box = tuple[int, int, int, int]


@frozen
class FigureDrawn:
    """One view of the body as path data: skin, its shade, pencil lines, and their colours."""

    box: Box
    skin: str
    shade: tuple[str, ...]
    lines: str
    paint: tuple[str, str, str]


@frozen
class StrokeDrawn:
    """One part as drawn: the view that shows it best, a window around it, place and lines.

    Parameters
    ----------
    view
        One of :data:`ischia.anatomy.VIEWS`.
    box
        The window to look through: left, top, width, height in tenths of a millimetre.
    place
        Path data of the worked place.
    lines
        Path data of the lines a hand takes, one for each side that is worked.
    thin
        How much finer than on a whole figure lines are to be drawn.
    way
        One of :data:`ischia.charts.DIRECTIONS`.
    """

    view: str
    box: Box
    place: str
    lines: tuple[str, ...]
    thin: float
    way: str


@cache
def figure_drawn(view: str, *, body: str = "neutral-medium", tone: str = "light") -> FigureDrawn:
    """Return one view of a body as path data."""
    drawn, paint = anatomy.figure(body).views[view], TONE[tone]
    return FigureDrawn(
        box=drawn.box,
        skin=pen.closed(drawn.skin),
        shade=tuple(pen.closed(level) for level in drawn.shade),
        lines="".join(pen.line(line) for line in drawn.lines),
        paint=(paint.skin, paint.shade, paint.ink),
    )


def stroke_drawn(
    stroke: Stroke, *, views: tuple[str, ...] = _SHOWN, body: str = "neutral-medium"
) -> StrokeDrawn | None:
    """Return how one stroke is drawn by itself; none where no view shows its place.

    ``views`` come first where they show it: how the client lies at that moment.
    """
    asked = (Chart(body=body, views=some, strokes=(stroke,)) for some in (views, _SHOWN))
    view_id = next(filter(None, (home(chart, stroke) for chart in asked)), "")
    if not view_id:
        return None
    view = anatomy.figure(body).views[view_id]
    thin = 1 / _FEET.get(view_id, 1.0)
    found = areas(view, stroke.site, stroke.side)
    rings = tuple(ring for area in found for ring in area.rings)
    lines = tuple(pen.line(course(stroke, one, thin)) for one in worked(found, []))
    return StrokeDrawn(
        view_id, _window(view, rings), pen.closed(rings), lines, thin, stroke.direction
    )


def _window(view: View, rings: tuple[Ring, ...]) -> Box:
    """Return a window around a place, wide enough to see where on the body it is."""
    left, top, width, height = view.box
    if view.id in _FEET:
        return view.box
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    needed = max(max(ys) - min(ys), (max(xs) - min(xs)) / _SHAPE)
    tall = round(min(max(needed * _ROOM, height * _LEAST_SHARE), height))
    wide = round(tall * _SHAPE)
    middle_x, middle_y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    at_y = min(max(middle_y - tall // 2, top), top + height - tall)
    at_x = middle_x - wide // 2 if wide < width else left + (width - wide) // 2
    return at_x, at_y, wide, tall
