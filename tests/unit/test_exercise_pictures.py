import re
from xml.etree import ElementTree as ET

import pytest

from ischia import charts
from ischia.knowledge import shipped


def test_each_exercise_of_the_knowledge_has_a_picture_and_the_reverse():
    assert set(charts.pictured_exercises()) == set(shipped().kind("exercises"))


@pytest.mark.parametrize("exercise", charts.pictured_exercises())
def test_an_exercise_is_a_small_flat_picture_with_a_name(exercise):
    svg = charts.exercise_picture(exercise, title="An exercise")
    assert len(svg) < 30_000
    assert set(re.findall(r"<([a-zA-Z]+)", svg)) <= {"svg", "g", "path", "circle", "title"}
    root = ET.fromstring(svg)  # noqa: S314 -- our own output
    assert root.find("{http://www.w3.org/2000/svg}title").text == "An exercise"


@pytest.mark.parametrize("exercise", charts.pictured_exercises())
def test_everyone_stands_on_the_floor_and_not_under_it(exercise):
    svg = charts.exercise_picture(exercise, title="x")
    x, y, width, height = map(int, re.search(r'viewBox="([^"]+)"', svg)[1].split())
    assert y + height >= 0
    for data in re.findall(r' d="M(\S+)l', svg):
        first_x, first_y = map(int, data.split(","))
        assert x <= first_x <= x + width or x <= first_x + width
        assert first_y <= 350


def test_a_tone_changes_the_skin_and_nothing_else():
    light, dark = (charts.exercise_picture("bridge", title="x", tone=t) for t in ("light", "dark"))
    assert light != dark
    assert re.findall(r' d="[^"]+"', light) == re.findall(r' d="[^"]+"', dark)


def test_an_exercise_without_a_picture_is_refused():
    with pytest.raises(KeyError):
        charts.exercise_picture("handstand", title="x")
