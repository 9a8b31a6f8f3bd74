"""The few shapes our drawing tables speak of, as polygons on the body at hand."""

import numpy as np
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from generate.body.warp import Frame, carry

FAR = 4000.0


def curve(points: list[list[float]], *, closed: bool = False, spacing: float = 2.0) -> np.ndarray:
    """Return a smooth line through points (centripetal Catmull-Rom), densely sampled."""
    nodes = np.array(points, dtype=float)
    if len(nodes) == 2 and not closed:
        return _straight(nodes, spacing)
    if closed:
        padded = np.vstack([nodes[-1], nodes, nodes[0], nodes[1]])
    else:
        padded = np.vstack([2 * nodes[0] - nodes[1], nodes, 2 * nodes[-1] - nodes[-2]])
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        n = max(2, int(np.hypot(*(c - b)) / spacing))
        parts.append(_span(np.stack([a, b, c, d]), np.linspace(0, 1, n, endpoint=False)))
    if not closed:
        parts.append(nodes[-1:])
    return np.vstack(parts)


def _span(four: np.ndarray, share: np.ndarray) -> np.ndarray:
    a, b, c, d = four
    steps = np.maximum(np.hypot(*np.diff(four, axis=0).T) ** 0.5, 1e-6)
    t0, t1, t2, t3 = np.concatenate([[0], np.cumsum(steps)])
    t = (t1 + share * (t2 - t1))[:, None]
    ab = (t1 - t) / (t1 - t0) * a + (t - t0) / (t1 - t0) * b
    bc = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
    cd = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
    abc = (t2 - t) / (t2 - t0) * ab + (t - t0) / (t2 - t0) * bc
    bcd = (t3 - t) / (t3 - t1) * bc + (t - t1) / (t3 - t1) * cd
    return (t2 - t) / (t2 - t1) * abc + (t - t1) / (t2 - t1) * bcd


def _straight(nodes: np.ndarray, spacing: float) -> np.ndarray:
    n = max(2, int(np.hypot(*(nodes[1] - nodes[0])) / spacing) + 1)
    return np.linspace(nodes[0], nodes[1], n)


def polygon(rule: dict, reference: Frame, target: Frame) -> BaseGeometry:
    """Return the shape a rule of a drawing table means on the target body.

    A rule holds one or more of ``above``, ``below``, ``lateral``, ``medial`` (each a curve),
    ``ellipse`` (centre and radii), ``outline`` (a smooth closed line), ``corners`` (a polygon);
    several together mean what they have in common.
    """
    shape: BaseGeometry | None = None
    for kind, value in rule.items():
        part = _SHAPES[kind](value, reference, target)
        shape = part if shape is None else shape.intersection(part)
    if shape is None:
        raise ValueError("a rule of a drawing table is empty")
    return shape


def line(points: list[list[float]], reference: Frame, target: Frame) -> np.ndarray:
    """Return a smooth line of the reference body on the target body."""
    return carry(curve(points), reference, target)


def _above(value: list, reference: Frame, target: Frame) -> Polygon:
    edge = line(sorted(value), reference, target)
    ends = [(FAR, edge[-1][1]), (FAR, FAR), (-FAR, FAR), (-FAR, edge[0][1])]
    return Polygon([*edge, *ends]).buffer(0)


def _below(value: list, reference: Frame, target: Frame) -> Polygon:
    edge = line(sorted(value), reference, target)
    ends = [(FAR, edge[-1][1]), (FAR, -FAR), (-FAR, -FAR), (-FAR, edge[0][1])]
    return Polygon([*edge, *ends]).buffer(0)


def _lateral(value: list, reference: Frame, target: Frame) -> Polygon:
    edge = line(sorted(value, key=lambda p: p[1]), reference, target)
    ends = [(edge[-1][0], FAR), (FAR, FAR), (FAR, -FAR), (edge[0][0], -FAR)]
    return Polygon([*edge, *ends]).buffer(0)


def _medial(value: list, reference: Frame, target: Frame) -> Polygon:
    edge = line(sorted(value, key=lambda p: p[1]), reference, target)
    ends = [(edge[-1][0], FAR), (-FAR, FAR), (-FAR, -FAR), (edge[0][0], -FAR)]
    return Polygon([*edge, *ends]).buffer(0)


def _ellipse(value: list, reference: Frame, target: Frame) -> Polygon:
    x, y, rx, ry = value
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    ring = np.column_stack([x + rx * np.cos(turn), y + ry * np.sin(turn)])
    return Polygon(carry(ring, reference, target)).buffer(0)


def _outline(value: list, reference: Frame, target: Frame) -> Polygon:
    return Polygon(carry(curve(value, closed=True), reference, target)).buffer(0)


def _corners(value: list, reference: Frame, target: Frame) -> Polygon:
    ring = LineString([*value, value[0]]).segmentize(3.0)
    return Polygon(carry(np.array(ring.coords), reference, target)).buffer(0)


_SHAPES = {
    "above": _above,
    "below": _below,
    "lateral": _lateral,
    "medial": _medial,
    "ellipse": _ellipse,
    "outline": _outline,
    "corners": _corners,
}
