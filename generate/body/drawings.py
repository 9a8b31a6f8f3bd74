"""Our own drawings on a body: muscles, zones, careful places, landmarks, nails and tendons."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from shapely import LineString, Polygon, ops
from shapely.geometry.base import BaseGeometry

from generate.body import cut, shapes
from generate.body.trace import pieces
from generate.body.warp import Frame, carry

N_FIBRES = 5
INSIDE_SKIN_MM = 3.0


@frozen(eq=False)
class Strap:
    """One strap of a muscle: its shape and the fibres drawn in it, origin to insertion."""

    muscle: str
    kind: str
    shape: BaseGeometry
    fibres: list[np.ndarray]


def straps(rows: list[dict], view: str, frames: tuple[Frame, Frame]) -> Iterator[Strap]:
    """Yield the straps of every muscle seen in a view."""
    for row in rows:
        for strap in row["straps"]:
            if strap["view"] == view:
                kind = (
                    "deep" if strap.get("deep") else "tendon" if strap.get("tendon") else "muscle"
                )
                yield _strap(row["id"], kind, strap["fibres"], frames)


def _strap(muscle: str, kind: str, fibres: list, frames: tuple[Frame, Frame]) -> Strap:
    reference, target = frames
    keys = [_even(shapes.line(fibre, reference, target)) for fibre in fibres]
    start, end = [k[0] for k in keys], [k[-1] for k in keys]
    rim = np.vstack([keys[0], *end[1:-1], keys[-1][::-1], *start[-2:0:-1]])
    shape = Polygon(rim).buffer(0).buffer(-1.2).buffer(2.4).buffer(-1.2)
    shape = shape.intersection(target.skin.buffer(-INSIDE_SKIN_MM))
    shape = max(pieces(shape), key=lambda piece: piece.area).simplify(0.35)
    inner = shape.buffer(-1.0)
    drawn = []
    for share in np.linspace(0, len(keys) - 1, N_FIBRES + 2)[1:-1]:
        low = min(int(share), len(keys) - 2)
        blend = keys[low] * (1 - (share - low)) + keys[low + 1] * (share - low)
        part = LineString(blend).intersection(inner)
        longest = max(getattr(part, "geoms", [part]), key=lambda g: g.length)
        if longest.length > 5:
            drawn.append(np.array(longest.simplify(0.5).coords))
    return Strap(muscle, kind, shape, drawn)


def _even(points: np.ndarray, n: int = 40) -> np.ndarray:
    line = LineString(points)
    return np.array([line.interpolate(s, normalized=True).coords[0] for s in np.linspace(0, 1, n)])


def zones(rows: dict, view: str, target: Frame) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the traditional zones of a foot view."""
    for row in rows.get(view, ()):
        outline = (
            _box(*row["box"])
            if "box" in row
            else shapes.curve(row["path"], closed=True, spacing=0.01)
        )
        shape = Polygon(_on_foot(outline, target)).buffer(0)
        if "box" in row:
            shape = shape.buffer(-2.2).buffer(2.2)
        yield row["id"], shape.intersection(target.skin.buffer(-0.6)).simplify(0.12)


def _box(u0: float, u1: float, v0: float, v1: float) -> np.ndarray:
    ring = LineString([(u0, v0), (u1, v0), (u1, v1), (u0, v1), (u0, v0)])
    return np.array(ring.segmentize(0.02).coords)


def _on_foot(uv: np.ndarray, target: Frame) -> np.ndarray:
    _, south, _, north = target.skin.bounds
    y = south + uv[:, 1] * (north - south)
    low, high = target.interval(y)
    return np.column_stack([low + uv[:, 0] * (high - low), y])


def careful(
    rows: list[dict], view: str, frames: tuple[Frame, Frame]
) -> Iterator[tuple[dict, BaseGeometry]]:
    """Yield the always-careful places of a view."""
    for row in rows:
        if row["view"] == view:
            rule = {k: v for k, v in row.items() if k in ("corners", "outline", "ellipse")}
            shape = shapes.polygon(rule, *frames)
            if row.get("midline"):
                shape = cut.whole(shape)
            yield row, shape.simplify(0.3)


def landmarks(
    rows: dict, view: str, frames: tuple[Frame, Frame]
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the landmarks of a view."""
    for name, point in rows.get(view, {}).items():
        yield name, carry(np.array([point], dtype=float), *frames)


def details(view: str, frames: tuple[Frame, Frame], figure: dict) -> list[np.ndarray]:
    """Return the pencil lines of our own: nails and tendons, the ankle from above, toe creases."""
    joints = figure["joints"]
    if view == "foot_top":
        section = np.array(figure["views"][view]["ankle"][0][0])
        return [*_nails(frames[1], joints), *_tendons(joints), *_dashes(_oval(section))]
    return []


def _toes(joints: dict) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield each toe's root and tip, seen from above."""
    for toe, last in ((1, 3), (2, 4), (3, 4), (4, 4), (5, 4)):
        root, tip = joints[f"toe-{toe}-1"], joints[f"toe-{toe}-{last}"]
        yield np.array([root[0], root[2]]), np.array([tip[0], tip[2]])


def _nails(target: Frame, joints: dict) -> list[np.ndarray]:
    nails = []
    for n, (root, tip) in enumerate(_toes(joints)):
        wide, long = (5.6, 8.5) if n == 0 else (3.4 - 0.3 * n, 5.6 - 0.6 * n)
        along = (tip - root) / np.hypot(*(tip - root))
        across = np.array([along[1], -along[0]])
        end = _tip(target, root, along)
        base = end - along * (long + (3.2 if n == 0 else 2.2))
        outline = [
            base + across * wide * 0.82 + along * long * 0.25,
            base + across * wide * 0.5,
            base - across * wide * 0.5,
            base - across * wide * 0.82 + along * long * 0.25,
            base - across * wide + along * long,
            base + along * (long + 0.9),
            base + across * wide + along * long,
        ]
        ring = shapes.curve(outline, closed=True, spacing=0.6)
        nails.append(np.vstack([ring, ring[:1]]))
    return nails


def _tip(target: Frame, root: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Return where the toe's axis leaves the skin."""
    ray = LineString([root, root + 90 * along]).intersection(target.skin)
    first = max(getattr(ray, "geoms", [ray]), key=lambda g: g.length)
    return np.array(first.coords[-1])


def _tendons(joints: dict) -> list[np.ndarray]:
    """Return the extensor tendons as short strokes that fade towards the ankle."""
    ankle = np.array([joints["ankle"][0], joints["ankle"][2] + 40])
    lines = []
    for n, (root, _) in enumerate(_toes(joints)):
        start, end = root - (0, 6), root + (ankle - root) * (0.62 if n else 0.72)
        bow = (start + end) / 2 + (1.5 - 0.8 * n, 0)
        lines.append(shapes.curve([start, bow, end]))
    return lines


def _oval(section: np.ndarray) -> np.ndarray:
    """Return the oval that stands for a section through the leg."""
    (west, south), (east, north) = section.min(axis=0), section.max(axis=0)
    turn = np.linspace(0, 2 * np.pi, 90)
    return np.column_stack(
        [
            (west + east) / 2 + 0.44 * (east - west) * np.cos(turn),
            (south + north) / 2 + 0.47 * (north - south) * np.sin(turn),
        ]
    )


def _dashes(line: np.ndarray, dash: float = 4.0) -> list[np.ndarray]:
    path = LineString(line)
    starts = np.arange(0, path.length, 2 * dash)
    parts = [ops.substring(path, s, s + dash) for s in starts]
    return [np.array(part.coords) for part in parts if part.length > 1]
