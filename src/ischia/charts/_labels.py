"""Names beside the close-up, joined to what they name by a thin line."""

from collections.abc import Iterator

from attrs import frozen

from ischia import anatomy
from ischia.anatomy import Point, View
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._records import Chart
from ischia.quantities import Side

MARGIN = 3400
_SIZE = 250
_APART = 400


@frozen
class _Name:
    words: str
    at: Point
    on_left: bool


def callouts(chart: Chart, view: View, origin: Point, scale: float) -> str:
    """Return the names of a view's muscles and landmarks, placed in its margins.

    Muscles on the surface stand on the left, deep ones and landmarks on the right.
    """
    left, top, width, _ = view.box
    edge = (origin[0] - 120, origin[0] + round(width * scale) + 120)
    parts = []
    for on_left in (True, False):
        names = [name for name in _names(chart, view) if name.on_left is on_left]
        floor = origin[1] + 150
        for name in sorted(names, key=lambda name: name.at[1]):
            x = origin[0] + round((name.at[0] - left) * scale)
            y = origin[1] + round((name.at[1] - top) * scale)
            line_y = max(y, floor)
            floor = line_y + _APART
            parts.append(_callout(name, (x, y), (edge[0 if on_left else 1], line_y)))
    return pen.group(parts)


def _callout(name: _Name, at: Point, end: Point) -> str:
    leader = pen.path(pen.line((at, end)), fill="none", stroke=colours.INK_SOFT, stroke_width=12)
    dot = pen.element("circle", cx=at[0], cy=at[1], r=42, fill=colours.INK)
    anchor = "end" if name.on_left else "start"
    beside = end[0] + (-70 if name.on_left else 70)
    words = pen.text(name.words, (beside, end[1] + 88), _SIZE, text_anchor=anchor)
    return leader + dot + words


def _names(chart: Chart, view: View) -> Iterator[_Name]:
    left, top, width, height = view.box
    seen: set[str] = set()
    for strap in view.straps if "muscles" in chart.layers else ():
        on_left = strap.kind != "deep"
        outer = Side.LEFT if on_left else Side.RIGHT
        if strap.side is not outer or strap.muscle in seen or not strap.fibres:
            continue
        if chart.only and strap.muscle not in chart.only:
            continue
        inside = [
            point
            for point in strap.fibres[len(strap.fibres) // 2]
            if left < point[0] < left + width and top < point[1] < top + height - 250
        ]
        if inside:
            seen.add(strap.muscle)
            words = chart.speech.known(anatomy.names("muscles")[strap.muscle])
            yield _Name(words, inside[len(inside) // 2], on_left)
    for name, side, point in view.landmarks if "landmarks" in chart.layers else ():
        if side is Side.RIGHT and top < point[1] < top + height:
            words = chart.speech.known(anatomy.names("landmarks")[name])
            yield _Name(words[:1].upper() + words[1:], point, on_left=False)
