"""Has what is committed gone stale? Compares by tolerance: machines round differently."""

from collections.abc import Iterator

from shapely import MultiLineString, hausdorff_distance

TOLERANCE_MM = 1.5
"""Borders may move this far between versions of the image and geometry packages."""

Numbers = list[float] | list[list[float]]


def figure_differences(name: str, kept: dict, fresh: dict) -> list[str]:
    """Return one line for each outline of a figure that moved further than the tolerance."""
    found = []
    for view, things in fresh["views"].items():
        for part in ("skin", "arm"):
            if part in things:
                old = [ring for piece in kept["views"][view][part] for ring in piece]
                new = [ring for piece in things[part] for ring in piece]
                found += _moved(f"{name} {view} {part}", old, new)
    return found


def body_differences(name: str, kept: dict, fresh: dict) -> list[str]:
    """Return one line for each drawn thing that is missing, new or moved too far."""
    old, new = dict(_things(kept)), dict(_things(fresh))
    found = [f"{name} {place}: only in one of the two" for place in sorted(set(old) ^ set(new))]
    for place in sorted(set(old) & set(new)):
        found += _moved(f"{name} {place}", old[place], new[place])
    return found


def _things(geometry: dict) -> Iterator[tuple[str, list[list[list[float]]]]]:
    for view, layers in geometry["views"].items():
        yield f"{view} skin", [_points(ring) for ring in layers["skin"]]
        for layer in ("sites", "dermatomes", "zones", "careful"):
            for key, rings in layers.get(layer, {}).items():
                yield f"{view} {layer} {key}", [_points(ring) for ring in rings]
        for n, strap in enumerate(layers.get("muscles", ())):
            yield f"{view} muscle {strap['id']} {n}", [_points(ring) for ring in strap["rings"]]


def _points(steps: list[int]) -> list[list[float]]:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append([x / 10, y / 10])
    return [*points, points[0]]


def _moved(place: str, old: list, new: list) -> list[str]:
    distance = hausdorff_distance(MultiLineString(old), MultiLineString(new), densify=0.2)
    if distance <= TOLERANCE_MM:
        return []
    return [f"{place}: moved by {distance:.1f} mm, {TOLERANCE_MM} mm are allowed"]
