"""Drawings are made once, on the reference body; this carries them to every other body.

Heights move piecewise between landmarks; widths move with the width of the body at that
height, on the leg between its two edges.
"""

from functools import cached_property

import numpy as np
from shapely import LineString, Polygon

SPINE = {  # heights as fractions of stature; provenance in tables/landmarks.yaml
    "female": {"crest": 0.607, "t12": 0.683, "t7": 0.752, "t1": 0.827},
    "male": {"crest": 0.621, "t12": 0.698, "t7": 0.766, "t1": 0.841},
}
SPINE["neutral"] = {k: (v + SPINE["male"][k]) / 2 for k, v in SPINE["female"].items()}


class Frame:
    """One view of one body: its skin, its limbs, its landmarks' heights."""

    def __init__(self, figure: dict, view: str, sex: str) -> None:
        self.view = view
        self.joints = figure["joints"]
        drawn = figure["views"][view]
        self.skin = _polygon(drawn["skin"])
        self.arm = _polygon(drawn["arm"]) if "arm" in drawn else Polygon()
        self.torso = _polygon(drawn["torso"]) if "torso" in drawn else self.skin
        stature = figure["stature"]
        self.nodes = self._nodes(stature, SPINE[sex])

    def _nodes(self, stature: float, spine: dict[str, float]) -> list[float]:
        joints = self.joints
        if self.view in ("sole", "foot_top"):
            _, low, _, high = self.skin.bounds
            toes = joints["toe-1-1"][2]
            return [low - 50, low, joints["foot-1"][2], toes, high, high + 50]
        heights = [spine[k] * stature for k in ("crest", "t12", "t7", "t1")]
        up = (joints["neck"][1] + 0.37 * (joints["head"][1] - joints["neck"][1]), stature)
        legs = (0.0, joints["ankle"][1], joints["knee"][1], self.crotch, joints["upper-leg"][1])
        return [-200.0, *legs, *heights, *up, stature + 300]

    @cached_property
    def crotch(self) -> float:
        """Height at which the legs part."""
        if self.view == "side":
            return self.joints["upper-leg"][1] - 74.0
        midline = self.skin.intersection(LineString([(0.5, 0), (0.5, 3000)]))
        return float(midline.bounds[1])

    @cached_property
    def edges(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Heights with the near and far edge of trunk and leg at each."""
        _, low, _, high = self.skin.bounds
        ys = np.arange(low + 1.5, high - 1, 3.0)
        near, far = np.array([self._interval(float(y)) for y in ys]).T
        if self.view in ("front", "back"):
            near, far = self._shoulder(ys, near, far)
        return ys, near, far

    def _interval(self, y: float) -> tuple[float, float]:
        start = 0.0 if self.view in ("front", "back") else -1000.0
        cut = self.torso.intersection(LineString([(start, y), (1000, y)]))
        if cut.is_empty:
            return (np.nan, np.nan)
        west, _, east, _ = cut.bounds
        return (west, east)

    def _shoulder(
        self, ys: np.ndarray, near: np.ndarray, far: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Above the armpit the body's width is that of the shoulder joint, then the neck."""
        shoulder_x, shoulder_y, _ = self.joints["shoulder"]
        neck_y = self.joints["neck"][1] + 15
        armpit = shoulder_y - 90
        between = (ys > armpit) & (ys < neck_y)
        known = ~between & ~np.isnan(far)
        xs = np.append(ys[known], shoulder_y)
        widths = np.append(far[known], shoulder_x)
        order = np.argsort(xs)
        return near, np.interp(ys, xs[order], widths[order])

    def interval(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the near and far edge at some heights; the midline inside the trunk."""
        ys, near, far = self.edges
        good = ~np.isnan(near)
        low = np.interp(y, ys[good], near[good])
        if self.view in ("front", "back"):
            low = np.where(y > self.crotch, 0.0, low)
        return low, np.interp(y, ys[good], far[good])


def carry(points: np.ndarray, source: Frame, target: Frame) -> np.ndarray:
    """Return where points drawn on one body lie on another."""
    if source is target:
        return points
    x, y = points.T
    new_y = np.interp(y, source.nodes, target.nodes)
    low, high = source.interval(y)
    new_low, new_high = target.interval(new_y)
    share = (x - low) / np.maximum(high - low, 1e-6)
    return np.column_stack([new_low + share * (new_high - new_low), new_y])


def _polygon(rings: list) -> Polygon:
    outer, *holes = rings[0]
    return Polygon(outer, holes).buffer(0)
