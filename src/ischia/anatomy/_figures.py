"""The drawn bodies: every view with its sites, muscles, dermatomes and zones as plain numbers."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from ischia.anatomy._sites import body
from ischia.quantities import Side

Point = tuple[int, int]
Ring = tuple[Point, ...]

BODIES = tuple(
    f"{sex}-{build}"
    for sex in ("female", "male", "neutral")
    for build in ("slim", "medium", "large")
)
"""Names of the drawn bodies: sex and build."""

VIEWS = ("front", "back", "left", "right", "low_back", "soles", "foot_tops")
"""Names of the views. ``low_back`` is the back, close up; left and right are the client's."""

_DRAWN = {  # view of the chart: drawing in the file, which way its x runs for the client's left
    "front": ("front", 1),
    "back": ("back", -1),
    "left": ("side", -1),
    "right": ("side", 1),
    "low_back": ("back", -1),
    "soles": ("sole", 1),
    "foot_tops": ("foot_top", -1),
}
_CLOSE_UP = (-2060, 4300, 4120, 4600)  # on a body 15931 tall
_CLOSE_UP_STATURE = 15931
_MARGIN = 250
_FOOT_MARGIN = 90


@frozen
class Area:
    """One site as drawn in one view, on one side of the body.

    Parameters
    ----------
    site, side
        Which site; its side is the client's own.
    rings
        Borders, in whole tenths of a millimetre of the view; a point is inside by the
        even-odd rule. Neighbours share their border points exactly.
    """

    site: str
    side: Side
    rings: tuple[Ring, ...]


@frozen
class Strap:
    """One strap of a muscle as drawn: ``kind`` is ``muscle``, ``deep`` or ``tendon``.

    ``fibres`` run from origin to insertion, the way a stroke along the muscle goes.
    """

    muscle: str
    kind: str
    side: Side
    rings: tuple[Ring, ...]
    fibres: tuple[Ring, ...]


@frozen
class Patch:
    """A named shape over the skin: a dermatome, a traditional zone, an always-careful place."""

    id: str
    side: Side
    rings: tuple[Ring, ...]


@frozen
class View:
    """One view of a body, in whole tenths of a millimetre, y downwards.

    ``box`` is left, top, width, height of the paper it needs; ``shade`` holds four levels laid
    over each other; ``lines`` are pencil lines.
    """

    id: str
    box: tuple[int, int, int, int]
    skin: tuple[Ring, ...]
    shade: tuple[tuple[Ring, ...], ...]
    lines: tuple[Ring, ...]
    areas: tuple[Area, ...]
    straps: tuple[Strap, ...]
    dermatomes: tuple[Patch, ...]
    zones: tuple[Patch, ...]
    careful: tuple[Patch, ...]
    landmarks: tuple[tuple[str, Side, Point], ...]


@frozen
class Figure:
    """One drawn body: its views by name."""

    id: str
    provenance: str
    views: dict[str, View]


@cache
def figure(name: str = "neutral-medium") -> Figure:
    """Return a drawn body, read once.

    Raises
    ------
    KeyError
        When ``name`` is not one of :data:`BODIES`.
    """
    if name not in BODIES:
        raise KeyError(name)
    path = files("ischia.anatomy").joinpath(f"data/bodies/{name}.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    views = {view: _view(view, raw) for view in VIEWS}
    return Figure(id=name, provenance=raw["provenance"], views=views)


def _view(view: str, raw: dict[str, Any]) -> View:
    drawing, towards_left = _DRAWN[view]
    layers = raw["views"][drawing]
    hands = _hands(view, towards_left)
    feet = drawing in ("sole", "foot_top")
    single = drawing == "side"
    flips = {sign for _, sign in hands} if feet or not single else {hands[0][1]}
    wholes = flips if feet or single else {1}  # upright skin is stored whole

    def all_of(rings: list[list[int]]) -> tuple[Ring, ...]:
        return tuple(ring for sign in sorted(wholes) for ring in _rings(rings, sign))

    pencil = tuple(r for sign in sorted(flips) for r in _rings(layers.get("lines", []), sign))
    skin = all_of(layers["skin"])
    return View(
        id=view,
        box=_box(view, skin, raw["stature"]),
        skin=skin,
        shade=tuple(all_of(level) for level in layers["shade"]),
        lines=pencil,
        areas=tuple(_areas(layers["sites"], hands)),
        straps=tuple(
            Strap(
                row["id"],
                row["kind"],
                side,
                _rings(row["rings"], sign),
                _rings(row.get("fibres", []), sign),
            )
            for row in layers.get("muscles", [])
            for side, sign in hands
        ),
        dermatomes=_patches(layers.get("dermatomes", {}), hands),
        zones=_patches(layers.get("zones", {}), hands),
        careful=_patches(layers.get("careful", {}), hands),
        landmarks=tuple(_landmarks(layers.get("landmarks", {}), hands)),
    )


def _hands(view: str, towards_left: int) -> tuple[tuple[Side, int], ...]:
    if view == "left":
        return ((Side.LEFT, towards_left),)
    if view == "right":
        return ((Side.RIGHT, towards_left),)
    return ((Side.LEFT, towards_left), (Side.RIGHT, -towards_left))


def _box(view: str, skin: tuple[Ring, ...], stature: int) -> tuple[int, int, int, int]:
    if view == "low_back":
        share = stature / _CLOSE_UP_STATURE
        left, top, width, height = (round(v * share) for v in _CLOSE_UP)
        return left, top, width, height
    margin = _FOOT_MARGIN if view in ("soles", "foot_tops") else _MARGIN
    xs = [x for ring in skin for x, _ in ring]
    ys = [y for ring in skin for _, y in ring]
    left, top = min(xs) - margin, min(ys) - margin
    return left, top, max(xs) + margin - left, max(ys) + margin - top


def _rings(rings: list[list[int]], sign: int) -> tuple[Ring, ...]:
    return tuple(_ring(steps, sign) for steps in rings)


def _ring(steps: list[int], sign: int) -> Ring:
    x = y = 0
    points = []
    for i in range(0, len(steps), 2):
        x += steps[i]
        y += steps[i + 1]
        points.append((sign * x, y))
    return tuple(points)


def _areas(
    sites: dict[str, list[list[int]]], hands: tuple[tuple[Side, int], ...]
) -> Iterator[Area]:
    for site, rings in sites.items():
        if body()[site].paired:
            for side, sign in hands:
                yield Area(site, side, _rings(rings, sign))
        else:
            yield Area(site, Side.MIDLINE, _rings(rings, hands[0][1]))


def _patches(
    shapes: dict[str, list[list[int]]], hands: tuple[tuple[Side, int], ...]
) -> tuple[Patch, ...]:
    patches = []
    for name, rings in shapes.items():
        if name == "spine_line":
            patches.append(Patch(name, Side.MIDLINE, _rings(rings, hands[0][1])))
        else:
            patches += [Patch(name, side, _rings(rings, sign)) for side, sign in hands]
    return tuple(patches)


def _landmarks(
    places: dict[str, list[int]], hands: tuple[tuple[Side, int], ...]
) -> Iterator[tuple[str, Side, Point]]:
    for name, (x, y) in places.items():
        if x == 0:
            yield name, Side.MIDLINE, (0, y)
        else:
            for side, sign in hands:
                yield name, side, (sign * x, y)
