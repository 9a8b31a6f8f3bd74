"""From a picture to lines: outline, shade bands, the lines inside."""

from itertools import pairwise

import numpy as np
from scipy.ndimage import binary_closing, gaussian_filter, maximum_filter, minimum_filter
from shapely import LineString, MultiPolygon, Polygon, make_valid, unary_union
from skimage.measure import find_contours
from skimage.morphology import skeletonize

from generate.body.mesh import Floats
from generate.body.raster import Picture

BANDS = (0.86, 0.74, 0.60, 0.44)
"""Light below which each of four equally transparent shades is laid on."""


def outline(mask: np.ndarray, picture: Picture, *, blur_mm: float, simplify_mm: float) -> Polygon:
    """Return the border of a mask as one smooth shape, its largest piece."""
    soft = gaussian_filter(mask.astype(float), blur_mm / picture.step)
    shape = _shape(soft - 0.5, picture)
    largest = max(pieces(shape), key=lambda piece: piece.area)
    holes = [ring for ring in largest.interiors if Polygon(ring).area > 40]
    return Polygon(largest.exterior, holes).simplify(simplify_mm)


def bands(picture: Picture, skin: Polygon, *, blur_mm: float, face_above: float | None) -> list:
    """Return the shade: for each level the areas darker than it, clipped to the skin."""
    mask = picture.seen.astype(float)
    light = _inside_blur(picture.light, mask, blur_mm / picture.step)
    if face_above is not None:
        soft = _inside_blur(picture.light, mask, 3 * blur_mm / picture.step)
        height = picture.bottom + picture.step * np.arange(mask.shape[0])
        fade = np.clip((height - face_above) / 40, 0, 1)[:, None]
        light = light * (1 - fade) + soft * fade
    levels = []
    small = 400 * (min(1, picture.step))
    for level in BANDS:
        dark = np.where(picture.seen, level - light, 0.2)
        shape = _shape(dark, picture).simplify(1.6 * max(picture.step, 0.4)).intersection(skin)
        levels.append(MultiPolygon([p for p in pieces(shape) if p.area > small]))
    return levels


def lines(
    picture: Picture, *, jump_mm: float, valley_mm: float, shortest_mm: float
) -> list[LineString]:
    """Return the lines a pencil would draw: steps in depth and the floor of folds."""
    step = picture.step
    mask = picture.seen.astype(float)
    depth = np.where(picture.seen, picture.depth, 0.0)
    fine = _inside_blur(depth, mask, 1.5 / step)
    wide = _inside_blur(depth, mask, 7 / step)
    far = np.where(picture.seen, picture.depth, np.inf)
    near = np.where(picture.seen, picture.depth, -np.inf)
    jump = maximum_filter(near, 3) - minimum_filter(far, 3) > jump_mm
    inner = minimum_filter(mask, int(9 / step) | 1) > 0
    marks = (jump & picture.seen | (fine - wide < -valley_mm)) & inner
    thin = skeletonize(binary_closing(marks, iterations=2))
    found = [_to_mm(path, picture) for path in _walk(thin) if len(path) > 2]
    return [line for line in found if line.length > shortest_mm]


def _inside_blur(values: Floats, mask: Floats, sigma: float) -> Floats:
    weight = gaussian_filter(mask, sigma)
    return gaussian_filter(np.where(mask > 0, values, 0), sigma) / np.maximum(weight, 1e-6)


def _shape(field: Floats, picture: Picture) -> Polygon | MultiPolygon:
    """Return where a field is positive, as polygons in millimetres."""
    rings = [
        Polygon((ring[:, ::-1] - 1) * picture.step + (picture.left, picture.bottom))
        for ring in find_contours(np.pad(field, 1, constant_values=-1.0), 0.0)
        if len(ring) > 3
    ]
    shape = MultiPolygon()
    for ring in sorted((make_valid(r) for r in rings), key=lambda r: -r.area):
        shape = shape.symmetric_difference(ring)  # a ring inside a ring is a hole
    return unary_union(pieces(shape))


def pieces(shape) -> list[Polygon]:  # noqa: ANN001 -- any shapely geometry
    """Return the polygons a shape consists of."""
    if shape.is_empty:
        return []
    parts = getattr(shape, "geoms", [shape])
    return [
        p
        for part in parts
        for p in (
            [part]
            if part.geom_type == "Polygon"
            else pieces(part)
            if hasattr(part, "geoms")
            else []
        )
    ]


def _to_mm(path: list[tuple[int, int]], picture: Picture) -> LineString:
    points = np.array([(c, r) for r, c in path], dtype=float)
    sigma = 4 / picture.step
    if len(points) > 3 * sigma:
        points = np.column_stack(
            [gaussian_filter(points[:, k], sigma, mode="nearest") for k in (0, 1)]
        )
    return LineString(points * picture.step + (picture.left, picture.bottom)).simplify(0.6)


def _walk(thin: np.ndarray) -> list[list[tuple[int, int]]]:
    """Return the strands of a one-pixel skeleton, cut at its forks."""
    left = {(int(r), int(c)) for r, c in np.argwhere(thin)}

    def near(cell: tuple[int, int]) -> list[tuple[int, int]]:
        r, c = cell
        straight = [(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)]
        slant = [(r + 1, c + 1), (r - 1, c - 1), (r + 1, c - 1), (r - 1, c + 1)]
        return [n for n in (*straight, *slant) if n in left]

    strands = []
    ends = sorted(cell for cell in left if len(near(cell)) == 1)
    for start in [*ends, *sorted(left)]:
        if start not in left:
            continue
        strand = [start]
        left.discard(start)
        while following := near(strand[-1]):
            ahead = _straightest(strand, following)
            strand.append(ahead)
            left.discard(ahead)
        strands.append(strand)
    return strands


def _straightest(strand: list[tuple[int, int]], options: list[tuple[int, int]]) -> tuple[int, int]:
    if len(strand) < 2:
        return options[0]
    back = strand[max(0, len(strand) - 6)]
    here = strand[-1]
    heading = (here[0] - back[0], here[1] - back[1])
    return max(options, key=lambda o: (o[0] - here[0]) * heading[0] + (o[1] - here[1]) * heading[1])


def rings_mm(shape: Polygon | MultiPolygon) -> list[list[list[list[float]]]]:
    """Return polygons as rings of points rounded to a tenth of a millimetre."""
    return [
        [_points(ring) for ring in (piece.exterior, *piece.interiors)] for piece in pieces(shape)
    ]


def _points(ring) -> list[list[float]]:  # noqa: ANN001 -- a shapely ring
    points = [[round(x, 1) + 0.0, round(y, 1) + 0.0] for x, y in ring.coords]
    return [a for a, b in pairwise(points) if a != b]


def line_mm(line: LineString) -> list[list[float]]:
    """Return a line's points rounded to a tenth of a millimetre."""
    return [[round(x, 1) + 0.0, round(y, 1) + 0.0] for x, y in line.coords]
