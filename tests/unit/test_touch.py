import json
from pathlib import Path

import pytest

from ischia import anatomy
from ischia.anatomy import Drawing
from ischia.quantities import Side

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/touch.json").read_text())


def test_points_lie_in_the_sites_the_shared_vectors_say():
    for body, view, x, y, expected in VECTORS["points"]:
        found = anatomy.site_at(body, view, x, y)
        assert (found and [found[0], found[1].value]) == expected


def test_drawings_cover_what_the_shared_vectors_say():
    for body, view, path, width, expected in VECTORS["lines"]:
        drawing = Drawing(view, tuple((x, y) for x, y in path), width)
        hits = anatomy.covered(body, drawing, least=0.0)
        assert [[h.site, h.side.value, h.share] for h in hits] == expected


def test_the_vectors_are_worth_having():
    assert sum(expected is not None for *_, expected in VECTORS["points"]) > 300
    assert sum(len(expected) for *_, expected in VECTORS["lines"]) > 300


@pytest.mark.parametrize(("x", "side"), [(-400, Side.LEFT), (400, Side.RIGHT)])
def test_low_back_from_behind_has_its_left_on_the_left(x, side):
    assert anatomy.site_at("female-medium", "back", x, 5700) == ("lumbar", side)


def test_beside_the_body_lies_no_site():
    assert anatomy.site_at("female-medium", "back", 3000, 100) is None


def test_a_line_down_the_leg_marks_the_leg_and_not_the_other_one():
    line = Drawing("back", ((700, 8000), (1000, 10000), (1000, 13500)), 160)
    hits = anatomy.covered("female-medium", line)
    assert {hit.side for hit in hits} == {Side.RIGHT}
    assert {hit.site for hit in hits} >= {"back_thigh", "knee_hollow", "calf"}


def test_a_single_dot_covers_what_lies_under_it():
    hits = anatomy.covered("female-medium", Drawing("back", ((-400, 5700),), 300))
    assert [(hit.site, hit.side) for hit in hits] == [("lumbar", Side.LEFT)]
