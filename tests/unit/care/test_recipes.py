"""The programme at one place against every row of strokes tried one by one."""

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ischia.care.planning import _sides
from ischia.care.planning._brief import brief
from ischia.care.planning._figures import figures
from ischia.care.planning._problem import problem
from ischia.care.planning._recipes import STAGES, Choice, Question, best_recipes
from ischia.care.planning._trying import every_recipe
from tests.planning_strategies import KNOWN, assessment, both, clearance, intake, limit

PLAIN = Choice(
    technique="stroke",
    pressure=2,
    stages=("work",),
    quality=90,
    first=10,
    minutes=(2, 4),
    oil=False,
    thumbs=False,
    deep=False,
    heavy=False,
    cold=True,
    warms=True,
    rows=(),
)
ASKED = Question(
    choices=(),
    warmed=0,
    closed=False,
    most_minutes=9,
    most_parts=3,
    thumbs_in_a_row=4,
    warm_before_deepen=2,
    warm_before_deep=4,
    warm_at_least=0,
    n_rows=1,
)


def use(recipe):
    return (recipe.minutes, recipe.parts, recipe.deep, *recipe.rows)


def within(one, other):
    return one[0] == other[0] and all(a <= b for a, b in zip(one, other, strict=True))


def lost(question):
    """Return each use at which some row of strokes is worth more than any recipe found."""
    found = best_recipes(question)
    return [
        use(tried)
        for tried in every_recipe(question)
        if not any(within(use(one), use(tried)) and one.quality >= tried.quality for one in found)
    ]


def unlawful(question):
    """Return each recipe found that no row of strokes bears out."""
    tried = {use(one): one.quality for one in every_recipe(question)}
    return [one for one in best_recipes(question) if tried.get(use(one), -1) < one.quality]


def choices():
    stages = st.lists(st.sampled_from(STAGES), min_size=1, max_size=2, unique=True)
    return st.builds(
        Choice,
        technique=st.sampled_from("abcd"),
        pressure=st.integers(1, 4),
        stages=stages.map(tuple),
        quality=st.integers(40, 100),
        first=st.integers(-20, 20),
        minutes=st.tuples(st.integers(1, 2), st.integers(2, 4)),
        oil=st.booleans(),
        thumbs=st.booleans(),
        deep=st.booleans(),
        heavy=st.booleans(),
        cold=st.booleans(),
        warms=st.booleans(),
        rows=st.sampled_from([(), (0,)]),
    )


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    st.lists(choices(), min_size=1, max_size=5),
    st.sampled_from([0, 3]),
    st.booleans(),
    st.booleans(),
)
def test_no_row_of_strokes_is_worth_more_than_the_recipes_found(some, warmed, closed, oiled):
    question = evolve(ASKED, choices=tuple(some), warmed=warmed, closed=closed, oiled=oiled)
    assert not lost(question)
    assert not unlawful(question)


def test_a_worse_first_stroke_is_kept_where_the_better_one_must_not_repeat():
    better = evolve(PLAIN, technique="better", stages=("dry_work", "work"), quality=95)
    worse = evolve(PLAIN, technique="worse", stages=("dry_work",), quality=90)
    question = evolve(ASKED, choices=(better, worse))
    rows = {one.minutes: [each.technique for each in one.strokes] for one in best_recipes(question)}
    assert rows[8] == ["worse", "better"]
    assert not lost(question)


def test_opening_strokes_do_not_warm_for_dry_strokes_that_are_moved_ahead_of_them():
    press = evolve(PLAIN, technique="press", stages=("dry_work",), minutes=(2, 2))
    rub = evolve(
        PLAIN, technique="rub", stages=("dry_deepen",), heavy=True, cold=False, warms=False
    )
    question = evolve(ASKED, choices=(press, rub), warmed=4, closed=True, warm_before_deepen=4)
    assert {one.parts for one in best_recipes(question)} == {1}
    later = evolve(question, choices=(press, evolve(rub, stages=("deepen",))))
    assert {one.parts for one in best_recipes(later)} == {1, 2}


@pytest.mark.parametrize("support", ["table", "bed", "chair"])
@pytest.mark.parametrize("style", ["focused", "relaxation"])
def test_at_every_place_of_a_real_brief_nothing_is_lost(support, style, monkeypatch):
    asked = []
    monkeypatch.setattr(_sides, "best_recipes", lambda one: asked.append(one) or best_recipes(one))
    marks = [*both("lumbar", 6), *both("upper_buttock", 7), *both("calf", 3)]
    told = intake(marks, support=support, style=style, foot_work="yes", pressure_wish="firm")
    held = clearance(limit("cap", sites=("pelvis",), minutes=9))
    visit = brief(told, held, assessment(), knowledge=KNOWN)
    problem(visit, figures(KNOWN), KNOWN)
    assert len(asked) > 5
    assert [one for one in asked if lost(one) or unlawful(one)] == []
