"""The drawn bodies against the list of sites, and against what they were made from."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from generate.body import inputs
from ischia import anatomy
from ischia.quantities import Side

ROOT = Path(__file__).parents[2]
DRAWN_AS = {
    "front": "front",
    "back": "back",
    "left": "side",
    "right": "side",
    "low_back": "back",
    "soles": "sole",
    "foot_tops": "foot_top",
}
CASES = [(body, view) for body in anatomy.BODIES for view in anatomy.VIEWS]


def doubled_area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]))


def covered_area(rings):
    return abs(sum(doubled_area(ring) for ring in rings)) / 2


@pytest.mark.parametrize("body", anatomy.BODIES)
@pytest.mark.parametrize("view", anatomy.VIEWS)
def test_each_leaf_is_drawn_in_exactly_the_views_its_row_names(body, view):
    expected = {
        (site.id, side)
        for site in anatomy.body().leaves()
        if DRAWN_AS[view] in site.views
        for side in site.sides
        if view not in ("left", "right") or side.value in (view, "midline")
    }
    drawn = [(area.site, area.side) for area in anatomy.figure(body).views[view].areas]
    assert Counter(drawn) == Counter(expected)


@pytest.mark.parametrize(("body", "view"), CASES)
def test_sites_cover_the_skin_and_never_overlap(body, view):
    """Neighbours share borders point by point: each border runs once there and once back."""
    drawn = anatomy.figure(body).views[view]
    skin = sum(covered_area([ring]) for ring in drawn.skin)
    sites = sum(covered_area(area.rings) for area in drawn.areas)
    assert sites / skin == pytest.approx(1, abs=1e-5)
    edges = Counter(
        frozenset(edge)
        for area in drawn.areas
        for ring in area.rings
        for edge in pairwise([*ring, ring[0]])
    )
    skin_edges = {frozenset(e) for ring in drawn.skin for e in pairwise([*ring, ring[0]])}
    assert {edge for edge, n in edges.items() if n == 1} == skin_edges
    assert max(edges.values()) == 2


@pytest.mark.parametrize(("body", "view"), CASES)
def test_each_point_of_a_lattice_belongs_to_exactly_one_site(body, view):
    drawn = anatomy.figure(body).views[view]
    left, top, width, height = drawn.box
    step = max(width, height) // 45
    for x in range(left, left + width, step):
        for y in range(top, top + height, step):
            owners = sum(anatomy.is_inside(area.rings, x, y) for area in drawn.areas)
            assert owners <= 1
            if owners == 0:
                assert not all(
                    anatomy.is_inside(drawn.skin, x + dx, y + dy)
                    for dx, dy in ((0, 0), (8, 0), (-8, 0), (0, 8), (0, -8))
                )


@pytest.mark.parametrize(("body", "view"), CASES)
def test_the_left_half_mirrors_the_right(body, view):
    areas = anatomy.figure(body).views[view].areas
    by_side = {(area.site, area.side): area.rings for area in areas}
    for (site, side), rings in by_side.items():
        if side is Side.LEFT and (site, Side.RIGHT) in by_side:
            mirrored = tuple(tuple((-x, y) for x, y in ring) for ring in rings)
            assert mirrored == by_side[site, Side.RIGHT]


@pytest.mark.parametrize("body", anatomy.BODIES)
def test_the_left_of_the_client_lies_where_the_view_says(body):
    """On the right of the reader in front and on the soles, on the left from behind."""
    towards_left = {"front": 1, "back": -1, "low_back": -1, "soles": 1, "foot_tops": -1}
    for view, sign in towards_left.items():
        for area in anatomy.figure(body).views[view].areas:
            if area.side is Side.LEFT:
                assert all(sign * x >= 0 for ring in area.rings for x, _ in ring), area.site


@pytest.mark.parametrize("body", anatomy.BODIES)
def test_bodies_are_made_from_the_tables_and_figures_that_stand_here(body):
    path = ROOT / "src/ischia/anatomy/data/bodies" / f"{body}.json"
    stale = f"{body} is stale: run python -m generate.body"
    assert json.loads(path.read_text())["inputs"] == inputs.digest(body), stale


@pytest.mark.parametrize("body", anatomy.BODIES)
@pytest.mark.parametrize("view", ["front", "back", "right", "soles", "foot_tops"])
def test_the_drawn_outline_follows_the_computed_figure(body, view):
    """By tolerance, without the geometry packages: no point of the skin strays over a mm."""
    figure = json.loads((ROOT / "generate/body/figures" / f"{body}.json").read_text())
    drawing = figure["views"][DRAWN_AS[view]]
    outline = np.array([p for piece in drawing["skin"] for ring in piece for p in ring])
    feet = view in ("soles", "foot_tops")
    top = outline[:, 1].max() if feet else figure["stature"]
    shift = outline[:, 0].min() - 12 if feet else 0
    sign = -1 if view in ("back", "foot_tops") else 1
    skin = np.array([p for r in anatomy.figure(body).views[view].skin for p in r]) / 10
    x, y = sign * skin[:, 0] + shift, top - skin[:, 1]
    keep = np.abs(sign * skin[:, 0]) == sign * skin[:, 0]
    if view == "right":
        keep[:] = True
    ends = np.vstack([outline, outline[:1]])
    for px, py in zip(x[keep], y[keep], strict=True):
        assert distance_to_line((px, py), ends) <= 1.0


def distance_to_line(point, line):
    a, b = line[:-1], line[1:]
    along = b - a
    share = ((np.array(point) - a) * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9)
    foot = a + np.clip(share, 0, 1)[:, None] * along
    return np.sqrt(((np.array(point) - foot) ** 2).sum(axis=1)).min()


def test_codes_belong_to_sites_and_pass_their_check_digit():
    """A SNOMED CT identifier ends in a Verhoeff check digit: a mistyped one fails."""
    assert set(anatomy.codes()) <= {site.id for site in anatomy.body()}
    for code in anatomy.codes().values():
        assert code.system == "snomed"
        assert code.match in ("same", "broader")
        assert verhoeff(code.code) == 0, code.code


def verhoeff(digits):
    check = 0
    for place, digit in enumerate(reversed(digits)):
        permuted = int(digit)
        for _ in range(place % 8):
            permuted = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[permuted]
        check = turned(check, permuted)
    return check


def turned(a, b):
    """Multiply in the dihedral group of the pentagon."""
    if a < 5:
        return (a + b) % 5 + (5 if b >= 5 else 0)
    return (a - b) % 5 + (0 if b >= 5 else 5)


def test_everything_drawn_on_the_figure_has_a_name():
    for body in anatomy.BODIES:
        for view in anatomy.figure(body).views.values():
            assert {s.muscle for s in view.straps} <= set(anatomy.names("muscles"))
            assert {p.id for p in view.zones} <= set(anatomy.names("zones"))
            assert {p.id for p in view.careful} <= set(anatomy.names("careful"))
            assert {name for name, _, _ in view.landmarks} <= set(anatomy.names("landmarks"))


def test_all_that_has_a_name_is_drawn_on_every_body():
    for body in anatomy.BODIES:
        views = anatomy.figure(body).views.values()
        assert {s.muscle for v in views for s in v.straps} == set(anatomy.names("muscles"))
        assert {p.id for v in views for p in v.zones} == set(anatomy.names("zones"))
        assert {p.id for v in views for p in v.careful} == set(anatomy.names("careful"))
        levels = {p.id for v in views for p in v.dermatomes}
        assert levels == {"L1", "L2", "L3", "L4", "L5", "S1", "S2"}
