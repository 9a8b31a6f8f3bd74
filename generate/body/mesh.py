"""The body's surface: a CC0 base mesh blended to a sex and a build, in millimetres."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MM_PER_UNIT = 100.0
"""The mesh is drawn in decimetres."""

AGES = {"young": 0.7, "old": 0.3}
ORIGINS = ("african", "asian", "caucasian")
BUILDS: dict[str, dict[str, float]] = {
    "slim": {"averageweight": 0.2, "minweight": 0.8},
    "medium": {"averageweight": 0.85, "maxweight": 0.15},
    "large": {"averageweight": -0.2, "maxweight": 1.2},
}
"""Shares of the weight targets; a negative share goes a little beyond the mesh's own range."""

SEXES: dict[str, dict[str, float]] = {
    "female": {"female": 1.0},
    "male": {"male": 1.0},
    "neutral": {"female": 0.5, "male": 0.5},
}
IDEAL = 0.4
"""Share of the package's ideal proportions: a little longer in the leg than its mean."""

ARM = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")
FOREARM = ("lowerarm", "wrist", "metacarpal", "finger")
LEG = ("upperleg", "lowerleg", "foot", "toe")
FOOT = ("foot", "toe")


@frozen(eq=False)
class Mesh:
    """A surface of quads with its joints and the limbs each vertex belongs to.

    Millimetres; X to the person's left, Y up from the floor, Z forward.
    """

    vertices: Floats
    quads: Ints
    joints: dict[str, Floats]
    limbs: dict[str, Floats]


def read(folder: Path, *, sex: str, build: str) -> Mesh:
    """Read the base mesh in ``folder`` and blend it to a sex and a build."""
    vertices, quads, cubes = _base(folder / "3dobjs" / "base.obj")
    for name, weight in _targets(sex, build):
        _add(vertices, folder / "targets" / "macrodetails" / f"{name}.target.gz", weight)
    limbs = _limbs(folder / "rigs" / "standard" / "weights.default.json", len(vertices), quads)
    points = vertices * MM_PER_UNIT
    points[:, 1] -= points[np.unique(quads), 1].min()
    joints = {name: points[index].mean(axis=0) for name, index in cubes.items()}
    return Mesh(points, quads, joints, limbs)


def _base(path: Path) -> tuple[Floats, Ints, dict[str, Ints]]:
    """Read vertices, the quads of the skin and the vertices of each joint's cube."""
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *fields = line.split() or [""]
        if kind == "v":
            vertices.append([float(field) for field in fields])
        elif kind == "g":
            group = fields[0]
        elif kind == "f":
            corner = [int(field.split("/")[0]) - 1 for field in fields]
            groups.setdefault(group, []).append(corner)
    cubes = {
        name.removeprefix("joint-"): np.unique(np.array(faces))
        for name, faces in groups.items()
        if name.startswith("joint-")
    }
    return np.array(vertices), np.array(groups["body"]), cubes


def _targets(sex: str, build: str) -> Iterable[tuple[str, float]]:
    for of_sex, sex_share in SEXES[sex].items():
        for age, age_share in AGES.items():
            share = sex_share * age_share
            for origin in ORIGINS:
                yield f"{origin}-{of_sex}-{age}", share / len(ORIGINS)
            for weight, weight_share in BUILDS[build].items():
                stem = f"{of_sex}-{age}-averagemuscle-{weight}"
                yield f"universal-{stem}", share * weight_share
                yield f"proportions/{stem}-idealproportions", share * weight_share * IDEAL


def _add(vertices: Floats, path: Path, weight: float) -> None:
    text = gzip.decompress(path.read_bytes()).decode()
    rows = np.array([line.split() for line in text.splitlines() if line[:1].isdigit()], float)
    if len(rows):  # the mean of a trait is the base mesh itself: an empty file
        vertices[rows[:, 0].astype(int)] += weight * rows[:, 1:4]


def _limbs(path: Path, n_vertices: int, quads: Ints) -> dict[str, Floats]:
    """Return each vertex's share in the arm, forearm, leg and foot, smoothed over the surface."""
    weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
    limbs = {}
    for limb, bones in {"arm": ARM, "forearm": FOREARM, "leg": LEG, "foot": FOOT}.items():
        share = np.zeros(n_vertices)
        for bone, pairs in weights.items():
            if bone.startswith(bones):
                index, value = np.array(pairs).T
                share[index.astype(int)] += value
        limbs[limb] = smooth(np.clip(share, 0, 1), quads, rounds=12)
    return limbs


def smooth(values: Floats, quads: Ints, *, rounds: int) -> Floats:
    """Return values averaged over the edges of the surface, some rounds long."""
    edges = np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)])
    edges = np.concatenate([edges, edges[:, ::-1]])
    degree = np.bincount(edges[:, 0], minlength=len(values))
    for _ in range(rounds):
        total = np.bincount(edges[:, 0], weights=values[edges[:, 1]], minlength=len(values))
        values = np.where(degree > 0, 0.5 * values + 0.5 * total / np.maximum(degree, 1), values)
    return values


def subdivide(points: Floats, quads: Ints) -> tuple[Floats, Ints]:
    """Return the surface after one Catmull-Clark step.

    ``points`` may carry further columns (weights); they are blended like the coordinates.
    """
    n = len(points)
    centres = points[quads].mean(axis=1)
    edges = np.sort(np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
    unique, inverse, count = np.unique(edges, axis=0, return_inverse=True, return_counts=True)
    inverse = inverse.reshape(-1)
    face_of_edge = np.tile(np.arange(len(quads)), 4)
    middle = points[unique].mean(axis=1)
    around = _mean_by(inverse, centres[face_of_edge], len(unique))
    inner = (count == 2)[:, None]
    edge_points = np.where(inner, (middle + around) / 2, middle)
    faces_mean = _mean_by(quads.reshape(-1), np.repeat(centres, 4, axis=0), n)
    ends = unique.reshape(-1)
    edges_mean = _mean_by(ends, np.repeat(middle, 2, axis=0), n)
    valence = np.maximum(np.bincount(ends, minlength=n), 3)[:, None]
    moved = (faces_mean + 2 * edges_mean + (valence - 3) * points) / valence
    border = np.unique(unique[count == 1])
    moved[border] = points[border]
    used = np.bincount(ends, minlength=n) > 0
    moved[~used] = points[~used]
    first = n + np.arange(len(quads))
    mids = n + len(quads) + inverse.reshape(4, -1).T
    fine = [np.stack([quads[:, i], mids[:, i], first, mids[:, i - 1]], axis=1) for i in range(4)]
    return np.concatenate([moved, centres, edge_points]), np.concatenate(fine)


def _mean_by(key: Ints, rows: Floats, n: int) -> Floats:
    total = np.stack([np.bincount(key, weights=column, minlength=n) for column in rows.T], axis=1)
    return total / np.maximum(np.bincount(key, minlength=n), 1)[:, None]
