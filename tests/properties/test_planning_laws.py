"""Laws that hold for every plan, on generated briefs."""

from itertools import product

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ischia.care.planning import plan
from ischia.care.planning._brief import brief
from ischia.care.planning._cpsat import best_value
from ischia.care.planning._exact import solve
from ischia.care.planning._figures import figures
from ischia.care.planning._problem import Item, Layout, Problem, problem
from ischia.care.planning._prune import Option
from ischia.errors import InfeasiblePlan
from ischia.quantities import Position
from tests.planning_strategies import (
    KNOWN,
    assessment,
    both,
    cases,
    clearance,
    intake,
    limit,
    limits,
)

PROFILE = settings()
QUICK = settings(
    max_examples=max(40, PROFILE.max_examples // 5),
    deadline=None,
    derandomize=PROFILE.derandomize,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def posed(case, *, whole=False):
    intake, clearance, assessment = case
    asked = brief(intake, clearance, assessment, knowledge=KNOWN)
    return problem(asked, figures(KNOWN), KNOWN, whole=whole)


def objective(case):
    found = solve(posed(case))
    return found.value if found is not None and found.options else None


@QUICK
@given(cases())
def test_every_plan_passes_its_check_and_is_the_same_twice(case):
    intake, clearance, assessment = case
    try:
        made = plan(intake, clearance, assessment, knowledge=KNOWN)
    except InfeasiblePlan:
        assert objective(case) is None
        return
    assert made == plan(intake, clearance, assessment, knowledge=KNOWN)
    assert sum(segment.minutes for segment in made.segments) == made.minutes
    assert made.minutes <= made.booked_minutes
    assert made.optimality.objective == made.optimality.bound


@QUICK
@given(cases())
def test_both_solvers_agree_on_the_best_value_with_nothing_dropped_for_quickness(case):
    found = solve(posed(case))
    assert (found.value if found else None) == best_value(posed(case, whole=True))


def test_the_second_solver_says_when_its_proof_is_not_done_in_time():
    asked = posed((intake(both("lumbar", 6)), clearance(), assessment()))
    with pytest.raises(TimeoutError, match="no proof in time"):
        best_value(asked, seconds=0)


@QUICK
@given(cases(), limits())
def test_a_further_limit_never_raises_the_objective(case, further):
    intake, clearance, assessment = case
    before = objective(case)
    stricter = evolve(clearance, restrictions=(*clearance.restrictions, further))
    after = objective((intake, stricter, assessment))
    if after is not None:
        assert before is not None
        assert after <= before


def options():
    small = st.integers(0, 4)
    uses = st.tuples(small, small)
    return st.builds(Option, st.integers(-5, 30), st.integers(1, 6), uses, st.just(()))


@st.composite
def tiny(draw):
    layouts = [
        Layout(
            index,
            (Position.PRONE,),
            "none",
            draw(st.integers(1, 12)),
            -draw(st.integers(0, 10)),
            tuple(
                Item(str(n), tuple(draw(st.lists(options(), min_size=1, max_size=3))))
                for n in range(draw(st.integers(1, 4)))
            ),
        )
        for index in range(draw(st.integers(1, 3)))
    ]
    return Problem(tuple(layouts), (draw(st.integers(0, 8)), draw(st.integers(0, 8))), ())


def by_trying_all(asked):
    values = []
    for layout in asked.layouts:
        for choice in product(*[(None, *item.options) for item in layout.items]):
            taken = [option for option in choice if option]
            used = [sum(o.uses[n] for o in taken) for n in range(len(asked.capacities))]
            fits = sum(o.minutes for o in taken) <= layout.minutes
            if fits and all(u <= c for u, c in zip(used, asked.capacities, strict=True)):
                values.append(sum(o.value for o in taken) + layout.fixed)
    return max(values)


@settings(max_examples=max(150, PROFILE.max_examples), deadline=None)
@given(tiny())
def test_the_programme_finds_what_trying_everything_finds(asked):
    found = solve(asked)
    assert found is not None
    assert found.value == by_trying_all(asked)
    assert found.value == sum(option.value for option in found.options) + found.layout.fixed


@pytest.mark.parametrize("seed", [0, 1])
def test_order_of_limits_changes_nothing(seed):
    one = limit("forbid", id="a.1", techniques=("petrissage",))
    two = limit("cap", id="b.1", sites=("lumbar",), minutes=9)
    held = (one, two) if seed else (two, one)
    case = (intake(both("lumbar", 6), first=False), clearance(*held), assessment())
    swapped = (case[0], clearance(*reversed(held)), case[2])
    made, other = plan(*case, knowledge=KNOWN), plan(*swapped, knowledge=KNOWN)
    assert made.segments == other.segments
