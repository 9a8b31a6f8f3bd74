"""A stroke by itself: the view that shows it, a window that holds it, a line inside its place."""

import re

import pytest

from ischia import anatomy, charts, documents
from ischia.knowledge import shipped
from ischia.quantities import Position, Side

WORKED = [
    (one.id, side)
    for one in anatomy.body()
    for side in ((Side.LEFT, Side.RIGHT) if one.paired else (Side.MIDLINE,))
]


def points(data: str) -> list[tuple[int, int]]:
    """Return the corners of path data written as a first point and steps."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+),(-?\d+)(?:l([^zhM]*))?", data):
        at = (int(x), int(y))
        found.append(at)
        for dx, dy in re.findall(r"(-?\d+),(-?\d+)", steps):
            at = (at[0] + int(dx), at[1] + int(dy))
            found.append(at)
    return found


@pytest.mark.parametrize("way", ["up", "circles", "hold", "across"])
def test_every_place_is_drawn_whole_in_its_window(way):
    drawn = 0
    for site, side in WORKED:
        found = charts.stroke_drawn(charts.Stroke(site, side, "x", 1, way))
        if found is None:
            continue
        left, top, width, height = found.box
        for x, y in points(found.place):
            assert left <= x <= left + width, site
            assert top <= y <= top + height, site
        assert found.lines
        assert found.way == way
        drawn += 1
    assert drawn > 60


def test_the_window_of_a_small_place_shows_where_on_the_body_it_is():
    found = charts.stroke_drawn(charts.Stroke("sacrum", Side.MIDLINE, "x", 1))
    assert found.view == "back"
    assert found.box[3] >= 0.4 * charts.figure_drawn("back").box[3]


def test_a_foot_is_shown_from_where_its_work_is_seen():
    assert charts.stroke_drawn(charts.Stroke("foot", Side.LEFT, "x", 1)).view == "soles"


def test_a_part_is_drawn_as_its_technique_moves_and_its_position_shows():
    known = shipped().techniques
    kneading = next(one for one in known.values() if "kneading" in one.families)
    stroke = documents.part_stroke(kneading, site="thigh", side=Side.LEFT, position=Position.SUPINE)
    assert (stroke.site, stroke.direction) == ("front_thigh", "circles")


def test_a_place_is_shown_as_the_client_lies_where_that_side_shows_it():
    hip = charts.Stroke("outer_hip", Side.LEFT, "x", 1)
    assert charts.stroke_drawn(hip).view == "left"
    assert charts.stroke_drawn(hip, views=("back",)).view == "back"
    assert charts.stroke_drawn(charts.Stroke("front_hip", Side.LEFT, "x", 1), views=("back",)).view
