"""What stands around an exercise: floor, wall, chair, ball, bicycle, warm pack, arrows."""

from math import atan2, cos, sin
from typing import Any

from ischia.anatomy import Point
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen

_WOOD = "#b9a48e"
_LINE = "#6b5a50"


def props(frame: dict[str, Any]) -> tuple[str, str, str]:
    """Return what stands behind the person, between the legs, and in front."""
    floor = frame.get("floor") or (-430, 620)
    behind = [_stroke([(floor[0], -12), (floor[1], -12)], 36)]
    if "wall" in frame:
        behind.append(_stroke([(frame["wall"], -12), (frame["wall"], 1750)], 60))
    if "chair" in frame:
        behind += _chair(*frame["chair"])
    if "bike" in frame:
        behind += _bike(*frame["bike"])
    between: list[str] = []
    front: list[str] = []
    if "ball" in frame:
        (between if "chair" in frame else behind).append(_ball(*frame["ball"]))
    if "pack" in frame:
        front.append(_pack(*frame["pack"]))
    front += [_arrow(points) for points in frame.get("arrows", ())]
    return "".join(behind), "".join(between), "".join(front)


def _at(x: float, y: float) -> Point:
    return round(x * 10), round(-y * 10)


def _stroke(places: list[tuple[float, float]], width: int, colour: str = _LINE) -> str:
    return pen.path(
        pen.line([_at(x, y) for x, y in places]),
        fill="none",
        stroke=colour,
        stroke_width=width * 2,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _chair(x: float, y: float) -> list[str]:
    seat = y - 36
    return [
        _stroke([(x - 170, seat), (x + 250, seat)], 260, _WOOD),
        _stroke([(x - 165, seat), (x - 200, y + 480)], 130, _WOOD),
        _stroke([(x - 150, seat), (x - 190, 10)], 110, _WOOD),
        _stroke([(x + 230, seat), (x + 250, 10)], 110, _WOOD),
    ]


def _ball(x: float, y: float, r: float) -> str:
    cx, cy = _at(x, y)
    return pen.element(
        "circle", cx=cx, cy=cy, r=round(r * 10), fill="#e0a54a", stroke="#8a5a00", stroke_width=70
    )


def _pack(x: float, y: float) -> str:
    ring = tuple(_at(x + dx, y + dy) for dx, dy in ((-34, -95), (30, -95), (30, 95), (-34, 95)))
    return pen.path(
        pen.closed((ring,)),
        fill="#c34a43",
        stroke="#8e1b1b",
        stroke_width=60,
        stroke_linejoin="round",
    )


def _bike(x: float, y: float) -> list[str]:
    crank, rear, wheel = (x + 190, 270), (x - 300, 300), (x + 760, 300)
    parts = []
    for cx, cy in (rear, wheel):
        px, py = _at(cx, cy)
        parts.append(
            pen.element("circle", cx=px, cy=py, r=2900, fill="none", stroke=_LINE, stroke_width=90)
        )
    bar = (x + 620, y + 160)
    parts += [
        _stroke([rear, crank, (x + 20, y - 90), rear], 70, _WOOD),
        _stroke([crank, (x + 590, y - 60), (x + 30, y - 120)], 70, _WOOD),
        _stroke([wheel, (x + 590, y - 60), bar], 70, _WOOD),
        _stroke([(x - 90, y - 62), (x + 90, y - 62)], 120, _LINE),
    ]
    return parts


def _arrow(points: list[list[float]]) -> str:
    path = [(float(x), float(y)) for x, y in points]
    (x0, y0), (x1, y1) = path[-2:]
    angle = atan2(y1 - y0, x1 - x0)
    along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    shape = ((52, 0), (-52, 52), (-28, 0), (-52, -52))
    ring = tuple(
        _at(x1 + a * along[0] + b * across[0], y1 + a * along[1] + b * across[1]) for a, b in shape
    )
    head = pen.path(pen.closed((ring,)), fill=colours.HAND)
    return _stroke(path, 100, colours.HAND) + head
