"""The client's own answers fill the brief where the visit says nothing."""

import pytest

from ischia.care.planning import Kind, plan, wished
from ischia.errors import InfeasiblePlan
from ischia.knowledge import Answer, Place
from ischia.quantities import Side, Truth
from tests.planning_strategies import KNOWN, assessment, both, clearance, intake

BACK = both("lumbar", 6)


def told(value):
    return Answer(Truth.YES, value)


def parts(answers, marks=BACK, **visit):
    asked = intake(marks, answers=answers, **{"first": False, **visit})
    made = plan(asked, clearance(), assessment(), knowledge=KNOWN)
    return [one for one in made.segments if one.kind is Kind.HANDS_ON]


@pytest.mark.parametrize(
    ("question", "answer", "field", "agreed", "other"),
    [
        ("pressure_wish", "light", "pressure_wish", "light", "firm"),
        ("foot_work_wish", "wanted", "foot_work", "yes", "no"),
        ("foot_work_wish", "not_wanted", "foot_work", "no", "yes"),
        ("foot_work_wish", "either", "foot_work", "unsaid", "yes"),
        ("style_wish", "relaxation", "style", "relaxation", "focused"),
        ("style_wish", "either", "style", "focused", "relaxation"),
    ],
)
def test_an_answer_counts_until_the_visit_says_otherwise(question, answer, field, agreed, other):
    answers = {question: told(answer)}
    assert getattr(wished(intake(BACK, answers=answers)), field) == agreed
    assert getattr(wished(intake(BACK, answers=answers, **{field: other})), field) == other


@pytest.mark.parametrize(
    ("hopes", "marks", "style"),
    [
        ({"relax"}, (), "relaxation"),
        ({"relax", "less_pain"}, (), "focused"),
        ({"relax"}, BACK, "focused"),
        ({"own_wish"}, (), "focused"),
    ],
)
def test_only_a_hope_for_calm_without_pain_makes_the_session_one_of_relaxation(hopes, marks, style):
    asked = intake(marks, answers={"goals": told(frozenset(hopes))})
    assert wished(asked).style == style


def test_a_place_marked_not_to_be_touched_is_left_alone_on_that_side():
    barred = Answer(Truth.YES, where=(Place("upper_buttock", Side.LEFT),))
    marks = [*BACK, *both("upper_buttock", 5)]
    done = {(one.site, one.side) for one in parts({"not_there": barred}, marks)}
    assert ("upper_buttock", Side.LEFT) not in done
    assert ("upper_buttock", Side.RIGHT) in done


def test_where_nothing_may_be_touched_the_smallest_change_is_to_ask_again():
    barred = Answer(Truth.YES, where=(Place("body", Side.MIDLINE),))
    with pytest.raises(InfeasiblePlan) as refused:
        parts({"not_there": barred})
    assert "ask again which places may be touched" in refused.value.clashes[-1]


@pytest.mark.parametrize(("wish", "warm"), [("wanted", True), ("not_wanted", False)])
def test_warmth_is_used_where_it_is_liked_and_at_hand(wish, warm):
    found = parts({"warmth_wish": told(wish)}, equipment=("oil", "warm_pack"))
    assert any(KNOWN.techniques[one.technique].heat for one in found) is warm


def exercises(answers, **visit):
    asked = intake(BACK, answers=answers, **visit)
    made = plan(asked, clearance(), assessment(), knowledge=KNOWN)
    return [one.exercise for one in made.home_care if one.exercise]


@pytest.mark.parametrize(
    ("wish", "first", "most"),
    [("wanted", True, 1), ("wanted", False, 2), ("short", False, 1), ("not_wanted", False, 0)],
)
def test_home_exercises_are_one_at_first_two_later_and_none_against_the_wish(wish, first, most):
    found = exercises({"home_exercise_wish": told(wish)}, first=first)
    assert len(found) == most


def test_a_pregnant_client_without_a_pattern_gets_more_than_walking():
    found = exercises({"pregnant": told(None)}, first=False)
    assert found == ["pelvic_tilt", "ball_squeeze"]


def test_relaxation_works_the_legs_and_offers_the_feet():
    asked = intake(BACK, answers={"style_wish": told("relaxation")}, first=False)
    made = plan(asked, clearance(), assessment(), knowledge=KNOWN)
    legs = {"calf", "back_thigh", "thigh", "lower_leg"}
    assert legs & {one.site for one in made.segments}
    assert "feet.ask" in {note.code for note in made.notes}
