"""Put one body together: figure, sites, muscles, dermatomes, zones and places, as whole tenths."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from shapely import MultiPolygon, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from generate.body import cut, drawings, inputs
from generate.body.trace import pieces
from generate.body.warp import Frame
from ischia.anatomy import body as body_sites

HERE = Path(__file__).parent
REFERENCE = "female-medium"
FOOT_GAP_MM = 12.0
MIRRORED = ("front", "back")


@cache
def table(name: str) -> dict | list:
    """Return one of our drawing tables."""
    return yaml.safe_load((HERE / "tables" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def figure(name: str) -> dict:
    """Return a computed figure."""
    return json.loads((HERE / "figures" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def frame(name: str, view: str) -> Frame:
    """Return one view of a body to draw on."""
    return Frame(figure(name), view, name.split("-", maxsplit=1)[0])


def body(name: str) -> dict:
    """Return everything the chart needs to know of one body, in whole tenths of a millimetre."""
    fig = figure(name)
    return {
        "body": name,
        "unit": "tenth of a millimetre; y grows downwards; rings as first point, then steps",
        "provenance": fig["provenance"],
        "inputs": inputs.digest(name),
        "stature": round(fig["stature"] * 10),
        "views": {view: _view(name, view) for view in fig["views"]},
    }


class _Paper:
    """Turns millimetres of the half figure into the view's whole tenths."""

    def __init__(self, target: Frame, stature: float) -> None:
        west, _, _, north = target.skin.bounds
        foot = target.view in ("sole", "foot_top")
        self.x0 = west - FOOT_GAP_MM if foot else 0.0
        self.top = north if foot else stature

    def ring(self, coords: np.ndarray) -> list[int]:
        points = np.asarray(coords, dtype=float)[:, :2]
        tenths = np.round((points - (self.x0, 0)) * (10, -10) + (0, self.top * 10)).astype(int)
        steps = np.diff(tenths, axis=0)
        kept = np.vstack([tenths[:1], steps[np.any(steps != 0, axis=1)]])
        return [int(v) for v in kept.reshape(-1)]

    def rings(self, shape: BaseGeometry) -> list[list[int]]:
        """Return the rings of a shape, each without its repeated last point."""
        rings = [r for p in pieces(shape) for r in (p.exterior, *p.interiors)]
        return [self.ring(np.array(r.coords)[:-1]) for r in rings if len(r.coords) > 3]

    def lines(self, lines: list) -> list[list[int]]:
        return [self.ring(line) for line in lines if len(line) > 1]


def _view(name: str, view: str) -> dict:
    target, reference = frame(name, view), frame(REFERENCE, view)
    frames = (reference, target)
    drawn = figure(name)["views"][view]
    paper = _Paper(target, figure(name)["stature"])
    arm = cut.Arm(drawn, target.arm) if "arm" in drawn else None
    parts = cut.partition(target.skin, table("sites")[view], frames, arm)
    shade = [_multi(level) for level in drawn["shade"]]
    skin: BaseGeometry = unary_union(list(parts.values()))
    if view in MIRRORED:
        skin, shade = cut.whole(skin), [cut.whole(level) for level in shade]
        parts = {k: p if body_sites()[k].paired else cut.whole(p) for k, p in parts.items()}
    result = {
        "skin": paper.rings(skin),
        "shade": [paper.rings(level) for level in shade],
        "lines": paper.lines([*drawn["lines"], *drawings.details(view, frames, figure(name))]),
        "sites": {site: paper.rings(part) for site, part in parts.items()},
    }
    if view in table("dermatomes"):
        levels = cut.partition(target.skin, table("dermatomes")[view], frames, arm)
        result["dermatomes"] = {
            level: paper.rings(shape) for level, shape in levels.items() if level != "none"
        }
    result["muscles"] = [
        {
            "id": strap.muscle,
            "kind": strap.kind,
            "rings": paper.rings(strap.shape),
            "fibres": paper.lines(strap.fibres),
        }
        for strap in drawings.straps(table("muscles"), view, frames)
    ]
    result["zones"] = {
        zone: paper.rings(shape) for zone, shape in drawings.zones(table("zones"), view, target)
    }
    result["careful"] = {
        row["id"]: paper.rings(shape)
        for row, shape in drawings.careful(table("places")["careful"], view, frames)
    }
    result["landmarks"] = {
        place: paper.ring(point)
        for place, point in drawings.landmarks(table("places")["landmarks"], view, frames)
    }
    return {key: value for key, value in result.items() if value}


def _multi(rings: list) -> MultiPolygon:
    solid = [
        Polygon(outer, [hole for hole in holes if len(hole) > 3]).buffer(0)
        for outer, *holes in rings
        if len(outer) > 3
    ]
    return MultiPolygon(pieces(unary_union(solid)))


def text(geometry: dict) -> str:
    """Return a body as JSON, one drawn thing a line, so that a change is seen where it is."""
    views = geometry["views"]
    head = {k: v for k, v in geometry.items() if k != "views"}
    lines = [json.dumps(head)[:-1] + ', "views": {']
    for n, (view, things) in enumerate(views.items()):
        rows = [
            f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in things.items()
        ]
        end = "}" if n == len(views) - 1 else "},"
        lines.append(f'"{view}":{{\n' + ",\n".join(rows) + "\n" + end)
    return "\n".join(lines) + "\n}}\n"
