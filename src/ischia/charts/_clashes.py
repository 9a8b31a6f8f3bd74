"""Does a drawn stroke run over a place hands stay away from? Asked before a sheet is printed."""

from itertools import pairwise

from attrs import frozen

from ischia import anatomy
from ischia.anatomy import Area, Point, View
from ischia.charts._places import areas, worked
from ischia.charts._records import Chart, Stroke
from ischia.charts._strokes import course, home

_STEP = 40


@frozen
class Clash:
    """A stroke by its number and the restricted site its line runs over."""

    number: int
    site: str


def clashes(chart: Chart) -> tuple[Clash, ...]:
    """Return where planned strokes, as drawn, run over restricted sites of the same chart.

    The planner keeps strokes lawful by site; this looks at the picture itself, so that no
    arrow on a sheet points across a hatched place.
    """
    drawn = anatomy.figure(chart.body).views
    found: set[Clash] = set()
    for stroke in chart.strokes:
        if name := home(chart, stroke):
            view = drawn[name]
            found |= _over(chart, view, stroke, areas(view, stroke.site, stroke.side))
    return tuple(sorted(found, key=lambda clash: (clash.number, clash.site)))


def _over(chart: Chart, view: View, stroke: Stroke, places: list[Area]) -> set[Clash]:
    barred = [area for hatch in chart.hatches for area in areas(view, hatch.site, hatch.side)]
    return {
        Clash(stroke.number, area.site)
        for rings in worked(places, barred)
        for a, b in pairwise(course(stroke, rings, 1))
        for x, y in _along(a, b)
        for area in barred
        if anatomy.is_inside(area.rings, x, y)
    }


def _along(a: Point, b: Point) -> list[Point]:
    n = max(1, int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / _STEP))
    return [
        (round(a[0] + (b[0] - a[0]) * i / n), round(a[1] + (b[1] - a[1]) * i / n))
        for i in range(n + 1)
    ]
