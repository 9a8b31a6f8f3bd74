from xml.etree import ElementTree as ET

import pytest

from ischia.care import intake, pathway
from ischia.documents import visit_chart
from ischia.knowledge import shipped
from tests.strategies import intake_of

KNOWN = shipped()


def chart(*, visit=None, **answers):
    told = {**intake.ordinary_answers(KNOWN), **answers}
    asked = intake_of(told, visit=visit or {"minutes": 60})
    svg = visit_chart(asked, pathway.first_visit(asked, knowledge=KNOWN), knowledge=KNOWN)
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 -- our own SVG


def test_the_chart_of_a_visit_names_what_is_planned():
    told = chart(visit={"minutes": 60, "foot_work": True})
    assert "low back beside the spine" in told
    assert "Soles" in told
    assert "Left" in told


def test_a_refused_visit_is_drawn_without_strokes():
    told = chart(saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    assert "pain" in told.lower()
    assert "kneading" not in told


@pytest.mark.parametrize("site", ["front_hip", "front_thigh", "knee"])
def test_pain_at_the_front_is_shown_at_the_front(site):
    assert "Front" in chart(pain_map=[{"site": site, "side": "left", "intensity": 5}])


def test_places_that_are_barred_are_hatched():
    where = [{"site": "mid_back", "side": "left"}]
    plain = chart().count("hands stay away")
    told = chart(skin_problem={"answer": "yes", "where": where})
    assert told.count("hands stay away") > plain
