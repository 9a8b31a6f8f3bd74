import gzip
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from ischia import anatomy, charts
from ischia.anatomy import Drawing
from ischia.charts import Chart, Hatch, Mark, Stroke, _colours, body_chart
from ischia.charts._strokes import course, home
from ischia.errors import InputError
from ischia.quantities import Side

L, R = Side.LEFT, Side.RIGHT
NS = {"s": "http://www.w3.org/2000/svg"}
EVERYTHING = Chart(
    body="male-large",
    views=anatomy.VIEWS,
    marks=tuple(Mark("calf", L, i, q) for i, q in enumerate(charts.QUALITIES, start=3)),
    earlier=(Mark("lumbar", R, 7, "ache"),),
    drawings=(Drawing("back", ((0, 5000), (900, 9000))),),
    hatches=(Hatch("knee_hollow", L, "vessels"),),
    strokes=tuple(
        Stroke("back_thigh", R, "Gliding", n, d) for n, d in enumerate(charts.DIRECTIONS, start=1)
    ),
    layers=frozenset(charts.LAYERS),
)


def drawn(chart):
    return ET.fromstring(body_chart(chart))  # noqa: S314 -- our own output


def words(svg):
    return [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]


def test_a_chart_is_flat_geometry_only():
    svg = body_chart(EVERYTHING)
    tags = set(re.findall(r"<([a-zA-Z]+)", svg))
    assert tags <= {"svg", "g", "path", "circle", "rect", "text", "title", "desc"}
    assert " style=" not in svg
    assert "url(" not in svg
    assert "href" not in svg


def test_the_same_chart_gives_the_same_bytes():
    assert body_chart(EVERYTHING) == body_chart(EVERYTHING)


@pytest.mark.parametrize("body", anatomy.BODIES)
def test_a_full_sheet_stays_small(body):
    sheet = Chart(body=body, views=anatomy.VIEWS, layers=frozenset(charts.LAYERS))
    assert len(gzip.compress(body_chart(sheet).encode())) < 150_000


@pytest.mark.parametrize("view", ["front", "back", "low_back", "soles", "foot_tops"])
def test_left_and_right_are_printed_on_each_view(view):
    assert {"Left", "Right"} <= set(words(drawn(Chart(views=(view,)))))


@pytest.mark.parametrize(("view", "side"), [("left", "Left side"), ("right", "Right side")])
def test_a_side_view_says_which_side_it_is(view, side):
    assert side in words(drawn(Chart(views=(view,))))


def test_a_mark_is_painted_numbered_patterned_and_spoken():
    plain, marked = (
        Chart(views=("back",)),
        Chart(views=("back",), marks=(Mark("calf", L, 7, "numb"),)),
    )
    svg = drawn(marked)
    assert "7" in words(svg)
    assert "Numb" in words(svg)
    titles = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert "calf, left: pain 7 of 10, numb" in titles
    assert "calf, left: 7 of 10, numb" in svg.find("s:desc", NS).text
    assert len(body_chart(marked)) > len(body_chart(plain))


@pytest.mark.parametrize("quality", charts.QUALITIES)
def test_each_quality_has_a_pattern_of_its_own(quality):
    others = {
        q: body_chart(Chart(views=("back",), key=False, marks=(Mark("calf", L, 5, q),)))
        for q in (*charts.QUALITIES, "")
    }
    lines = {q: svg.replace(q, "") if q else svg for q, svg in others.items()}
    mine = lines.pop(quality)
    assert mine not in lines.values()
    assert len(mine) > len(lines[""])


def test_pain_reads_in_grey_because_each_step_is_darker():
    def grey(colour):
        r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    steps = [grey(colour) for colour in _colours.PAIN]
    assert all(a - b > 4 for a, b in pairwise(steps))


def test_a_mark_on_a_group_paints_every_place_in_it_and_one_number():
    svg = drawn(Chart(views=("back",), key=False, marks=(Mark("thigh", R, 4),)))
    titles = [e.text for e in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert sum("pain 4 of 10" in title for title in titles) == 3
    assert words(svg).count("4") == 1


def test_each_stroke_is_numbered_once_over_all_views():
    strokes = (Stroke("calf", L, "Kneading", 1), Stroke("outer_hip", R, "Hold", 2, "hold"))
    svg = drawn(Chart(views=("front", "back", "right"), strokes=strokes, key=False))
    assert words(svg).count("1") == 1
    assert words(svg).count("2") == 1


def test_zones_are_labelled_as_tradition():
    svg = drawn(Chart(views=("soles",), layers=frozenset({"zones"})))
    assert any("traditional" in line for line in words(svg))


def test_dermatomes_are_labelled_as_approximate():
    svg = drawn(Chart(views=("front",), layers=frozenset({"dermatomes"})))
    assert any("approximate" in line for line in words(svg))


def test_a_reason_with_markup_in_it_stays_words():
    svg = drawn(Chart(hatches=(Hatch("calf", L, "<b>&"),), views=("back",)))
    titles = [e.text for e in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert "calf, left: restricted: <b>&" in titles


def test_all_mistakes_are_named_at_once_and_no_value_is_quoted():
    with pytest.raises(InputError) as refused:
        Chart(body="giant", views=("top",), marks=(Mark("wing", L, 11),), tone="green")
    assert len(refused.value.defects) == 5
    assert "wing" not in str(refused.value)
    assert "giant" not in str(refused.value)


def test_stroke_up_runs_towards_the_head_and_down_away_from_it():
    area = next(a for a in anatomy.figure().views["back"].areas if a.site == "calf")
    up = course(Stroke("calf", L, "", 1, "up"), area.rings, 1)
    down = course(Stroke("calf", L, "", 1, "down"), area.rings, 1)
    assert up[0][1] > up[-1][1]
    assert down == up[::-1]


@pytest.mark.parametrize("side", [L, R])
def test_stroke_out_runs_away_from_the_middle(side):
    area = next(
        a for a in anatomy.figure().views["back"].areas if (a.site, a.side) == ("upper_back", side)
    )
    out = course(Stroke("upper_back", side, "", 1, "out"), area.rings, 1)
    assert abs(out[-1][0]) > abs(out[0][0])


def test_a_stroke_over_a_hatched_place_is_found_before_it_is_printed():
    over = Chart(
        views=("back",),
        hatches=(Hatch("calf", L),),
        strokes=(Stroke("leg", L, "Gliding", 1), Stroke("calf", R, "Gliding", 2)),
    )
    assert {(clash.number, clash.site) for clash in charts.clashes(over)} <= {(1, "calf")}
    same = Chart(views=("back",), hatches=(Hatch("leg", L),), strokes=(Stroke("calf", L, "x", 3),))
    assert [(clash.number, clash.site) for clash in charts.clashes(same)] == [(3, "calf")]


@pytest.mark.parametrize("body", anatomy.BODIES)
def test_a_stroke_up_its_own_site_leaves_the_neighbours_alone(body):
    """Drawn on the site it is planned for, a stroke crosses no restricted neighbour."""
    for site in ("lumbar", "back_thigh", "calf", "upper_buttock", "mid_back", "upper_back"):
        others = tuple(
            Hatch(leaf.id, side)
            for leaf in anatomy.body().leaves()
            for side in leaf.sides
            if leaf.id != site
        )
        for side in (L, R):
            chart = Chart(
                body=body, views=("back",), hatches=others, strokes=(Stroke(site, side, "", 1),)
            )
            assert charts.clashes(chart) == ()


def test_the_close_up_names_its_muscles_and_landmarks():
    layers = frozenset({"muscles", "landmarks", "labels"})
    named = words(drawn(Chart(views=("low_back",), layers=layers)))
    assert {"Piriformis", "Gluteus medius", "Sit bone", "Back dimple", "L4"} <= set(named)


def test_a_stroke_over_a_group_runs_through_its_places_on_both_sides():
    svg = drawn(Chart(views=("back",), key=False, strokes=(Stroke("back", Side.MIDLINE, "x", 4),)))
    assert words(svg).count("4") == 2


def test_a_stroke_over_a_group_keeps_to_what_is_not_hatched():
    chart = Chart(
        views=("back",),
        hatches=(Hatch("knee_hollow", L), Hatch("back_thigh", L)),
        strokes=(Stroke("leg", L, "x", 1),),
    )
    assert charts.clashes(chart) == ()


@pytest.mark.parametrize(
    ("site", "view"), [("foot", "soles"), ("calf", "back"), ("front_thigh", "front")]
)
def test_a_stroke_is_drawn_where_most_of_its_place_is_seen(site, view):
    stroke = Stroke(site, L, "x", 1)
    assert home(Chart(views=anatomy.VIEWS, strokes=(stroke,)), stroke) == view


def test_a_page_that_sets_the_key_itself_has_the_same_rows_and_the_small_numbers_in_words():
    marks = (Mark("outer_hip", R, 3, "burning"),)
    earlier = (Mark("outer_hip", R, 5),)
    chart = Chart(marks=marks, earlier=earlier)
    rows = charts.key_rows(chart)
    shown = re.findall(r">([^<]+)</text>", body_chart(chart))
    with_sign = [words for sign, words in rows if sign]
    assert with_sign == ["Pain, 0 to 10", "Burning", "Earlier visit"]
    assert set(with_sign) <= set(shown)
    assert [words for sign, words in rows if not sign] == [
        "Pain: outer hip, right: 3 of 10, burning.", "Earlier: outer hip, right: 5 of 10.",
    ]  # fmt: skip
    assert all(ET.fromstring(sign).get("viewBox") for sign, _ in rows if sign)  # noqa: S314 -- ours
    bare = re.findall(r">([^<]+)</text>", body_chart(evolve(chart, key=False)))
    assert not set(with_sign) & set(bare)
