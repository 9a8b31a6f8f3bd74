"""Writes the vectors that hold Python's and JavaScript's hit-testing together.

Run ``python -m generate.touch_vectors`` after the bodies or the algorithm changed.
"""

import json
from pathlib import Path

import numpy as np

from ischia import anatomy

PATH = Path(__file__).parents[1] / "tests" / "vectors" / "touch.json"
BODIES = ("female-medium", "male-large", "neutral-slim")
N_POINTS, N_LINES = 30, 6


def vectors() -> dict:
    """Return points with their site and drawings with what they cover."""
    rng = np.random.default_rng(20261121)
    points, lines = [], []
    for body in BODIES:
        for view, drawn in anatomy.figure(body).views.items():
            left, top, width, height = drawn.box
            corners = [p for area in drawn.areas for p in area.rings[0][:2]]
            places = rng.integers((left, top), (left + width, top + height), (N_POINTS, 2))
            for x, y in [*places.tolist(), *corners[::5]]:
                points.append([body, view, x, y, _named(anatomy.site_at(body, view, x, y))])
            for _ in range(N_LINES):
                n = int(rng.integers(1, 9))
                path = rng.integers((left, top), (left + width, top + height), (n, 2)).tolist()
                pen = int(rng.integers(40, 300))
                drawing = anatomy.Drawing(view, tuple((x, y) for x, y in path), pen)
                hits = anatomy.covered(body, drawing, least=0.0)
                lines.append(
                    [body, view, path, pen, [[h.site, h.side.value, h.share] for h in hits]]
                )
    return {"points": points, "lines": lines}


def _named(found: tuple | None) -> list[str] | None:
    return [found[0], found[1].value] if found else None


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(json.dumps(vectors(), separators=(",", ":")) + "\n", encoding="utf-8")
