"""Cut a figure into pieces that share their borders exactly."""

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from generate.body import shapes
from generate.body.trace import pieces
from generate.body.warp import Frame

GRID_MM = 0.1
SLIVER_MM2 = 120.0


def partition(
    skin: Polygon, rules: list[dict], frames: tuple[Frame, Frame], arm: "Arm | None" = None
) -> dict[str, BaseGeometry]:
    """Return the pieces a list of rules cuts the skin into, by name.

    Each rule takes its shape from what is left; the last takes the rest. Borders are noded on
    a common grid, so neighbours share each point of them: nothing is left over or counted twice.
    """
    left: BaseGeometry = skin
    taken: dict[str, BaseGeometry] = {}
    for rule in rules:
        shape = dict(rule)
        name = shape.pop("site")
        part = arm.part(*shape.pop("arm")) if arm and "arm" in shape else left
        if shape:
            part = part.intersection(shapes.polygon(shape, *frames))
        part = unary_union(pieces(part.intersection(left)))
        taken[name] = taken.get(name, Polygon()).union(part)
        left = left.difference(part)
    if left.area > SLIVER_MM2:
        raise ValueError(f"{left.area:.0f} square millimetres belong to no site")
    return _shared(skin, taken)


def _shared(skin: Polygon, taken: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Node all borders on one grid, give slivers to a neighbour, drop needless points."""
    borders = unary_union([skin.boundary, *(p.boundary for p in taken.values())], grid_size=GRID_MM)
    inside = skin.buffer(0.2)
    cells = [
        c for c in shapely.polygonize([borders]).geoms if inside.contains(c.point_on_surface())
    ]
    names = list(taken)
    owners = []
    for cell in cells:
        shared = [taken[name].intersection(cell).area for name in names]
        owners.append(names[int(np.argmax(shared))])
    cells, owners = _without_slivers(cells, owners, small=SLIVER_MM2 * min(1, skin.area / 1e5))
    merged = {
        name: unary_union([c for c, o in zip(cells, owners, strict=True) if o == name])
        for name in dict.fromkeys(owners)
    }
    tolerance = 0.45 if skin.area > 5e4 else 0.15
    simple = shapely.coverage_simplify(list(merged.values()), tolerance)
    return dict(zip(merged, simple, strict=True))


def _without_slivers(
    cells: list[Polygon], owners: list[str], *, small: float
) -> tuple[list[Polygon], list[str]]:
    """Give each small stray piece to the neighbour with the longest common border."""
    size: dict[str, float] = {}
    for cell, owner in zip(cells, owners, strict=True):
        size[owner] = max(size.get(owner, 0), cell.area)
    fixed = list(owners)
    for i, cell in enumerate(cells):
        if cell.area >= small or cell.area == size[owners[i]]:
            continue
        common = [
            cell.boundary.intersection(other.boundary).length if j != i else 0.0
            for j, other in enumerate(cells)
        ]
        fixed[i] = owners[int(np.argmax(common))]
    return cells, fixed


class Arm:
    """The arm of a view, cut across its axis."""

    def __init__(self, drawn: dict, shape: Polygon) -> None:
        self.shape = shape
        self.axis = np.array(drawn["arm_axis"], dtype=float)

    def part(self, start: str, end: str) -> BaseGeometry:
        """Return the stretch of the arm between two places on its axis."""
        part: BaseGeometry = self.shape
        if start != "start":
            part = part.intersection(self._beyond(start))
        return part if end == "end" else part.difference(self._beyond(end))

    def _beyond(self, place: str) -> Polygon:
        shoulder, elbow, wrist = self.axis
        upper, lower = elbow - shoulder, wrist - elbow
        centre, along = {
            "cap": (shoulder + 0.36 * upper, upper),
            "elbow": (elbow, upper + lower),
            "wrist": (wrist, lower),
        }[place]
        along = along / np.hypot(*along)
        across = np.array([-along[1], along[0]])
        near = [centre + 600 * across, centre - 600 * across]
        return Polygon([*near, near[1] + 900 * along, near[0] + 900 * along])


def whole(half: BaseGeometry) -> BaseGeometry:
    """Return a half of a midline site together with its mirror image."""
    mirror = shapely.transform(half, lambda p: p * (-1, 1))
    joined = unary_union([half, mirror])
    return MultiPolygon(
        [
            Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > 4])
            for p in pieces(joined)
        ]
    )
