"""A small depth buffer: what of the surface is seen, how deep, how it is lit."""

import numpy as np
from attrs import frozen

from generate.body.mesh import Floats, Ints

LIGHT = np.array([0.0, 0.38, 0.925])
"""Towards the light in view space: a little from above, the same for left and right."""


@frozen(eq=False)
class Picture:
    """What is seen: per pixel the depth (mm, nearest largest), the light and a label.

    Row 0 is the lowest; pixel ``[r, c]`` covers ``left + c * step, bottom + r * step``.
    """

    seen: np.ndarray
    depth: Floats
    light: Floats
    label: Floats
    left: float
    bottom: float
    step: float


def draw(points: Floats, quads: Ints, label: Floats, *, step: float, margin: float) -> Picture:
    """Draw the surface as seen along -z: x to the right, y up."""
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    normals = _normals(points, triangles)
    normals *= np.where(normals[:, 2:] < 0, -1, 1)  # what is seen faces the eye in a mirror too
    light = np.clip(normals @ LIGHT, 0, 1)
    used = points[np.unique(quads), :2]
    left, bottom = np.floor((used.min(axis=0) - margin) / step) * step  # so that x = 0 is a column
    right, top = used.max(axis=0) + margin
    width, height = int((right - left) / step) + 1, int((top - bottom) / step) + 1
    pixels = (points[:, :2] - (left, bottom)) / step
    depth = np.full(width * height, -np.inf)
    found: list[tuple[Ints, Floats, Floats, Floats]] = []
    for index, bary, owner in _samples(pixels, triangles, width):
        corner = triangles[owner]
        z, lit, lab = ((bary * v[corner]).sum(axis=1) for v in (points[:, 2], light, label))
        np.maximum.at(depth, index, z)
        found.append((index, z, lit, lab))
    planes = np.ones((2, width * height))
    for index, z, lit, lab in found:
        top_most = z >= depth[index]
        planes[0, index[top_most]] = lit[top_most]
        planes[1, index[top_most]] = lab[top_most]
    shape = (height, width)
    seen = np.isfinite(depth).reshape(shape)
    return Picture(
        seen,
        depth.reshape(shape),
        planes[0].reshape(shape),
        planes[1].reshape(shape),
        float(left),
        float(bottom),
        step,
    )


def _normals(points: Floats, triangles: Ints) -> Floats:
    a, b, c = (points[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    total = np.stack(
        [
            sum(
                np.bincount(triangles[:, i], weights=face[:, k], minlength=len(points))
                for i in range(3)
            )
            for k in range(3)
        ],
        axis=1,
    )
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)


def _samples(pixels: Floats, triangles: Ints, width: int):  # noqa: ANN202 -- a generator of arrays
    """Yield the pixel centres inside each triangle with their barycentric weights."""
    corners = pixels[triangles]
    low = np.ceil(corners.min(axis=1)).astype(int)
    span = (np.floor(corners.max(axis=1)).astype(int) - low + 1).max(axis=1)
    for size in (2, 4, 8, 16, 32, 64, 128):
        chosen = np.flatnonzero((span <= size) & (span > (size // 2 if size > 2 else 0)))
        for part in np.array_split(chosen, max(1, len(chosen) * size * size // 2_000_000)):
            if not len(part):
                continue
            gy, gx = np.mgrid[0:size, 0:size].reshape(2, -1)
            place = low[part][:, None, :] + np.stack([gx, gy], axis=1)[None]
            a, b, c = (corners[part, i][:, None, :] for i in range(3))
            area = _cross(b - a, c - a)
            with np.errstate(divide="ignore", invalid="ignore"):
                w1 = _cross(place - a, c - a) / area
                w2 = _cross(b - a, place - a) / area
            inside = (w1 >= -1e-9) & (w2 >= -1e-9) & (w1 + w2 <= 1 + 1e-9)
            owner, which = np.nonzero(inside)
            bary = np.stack([1 - w1 - w2, w1, w2], axis=2)[owner, which]
            spot = place[owner, which]
            yield spot[:, 1] * width + spot[:, 0], bary, part[owner]


def _cross(a: Floats, b: Floats) -> Floats:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
