"""The protocols tried beside the shipped one: same guard rails, decided by the same engine."""

import numpy as np
import pytest
from attrs import evolve

from benchmarks import course_frontier
from ischia.care import course
from ischia.care.course import _facts, _filter
from ischia.care.course._priors import shipped
from ischia.synthetic import courses
from tests.cohorts import cohort_of

SHIPPED = course.protocol()
OTHERS = [name for name in course_frontier.PROTOCOLS if name != "as shipped"]


def test_what_is_kept_between_visits_is_what_the_engine_would_believe():
    bank = shipped().bank_for("persistent")
    ratings = [(0.0, 6.0), (7.0, 5.0), (14.0, 7.0), (21.0, 3.0), (28.0, 3.0)]
    for n in range(1, len(ratings) + 1):
        for is_start_kept in (False, True):
            one, other = (
                how(bank, ratings[:n], [0.0, 7.0, 14.0, 24.0], is_start_kept=is_start_kept)
                for how in (course_frontier.follow, _filter.follow)
            )
            assert np.allclose(one.mean, other.mean)
            assert np.allclose(one.cov, other.cov)
            assert np.allclose(one.weights(), other.weights())


def test_the_shipped_protocol_runs_there_as_everywhere():
    cohort = cohort_of(n=6)
    mine = courses.run(course_frontier.by(SHIPPED), cohort)
    assert (mine.treated == courses.run(courses.ours, cohort).treated).all()


@pytest.mark.parametrize("name", OTHERS)
def test_no_protocol_that_was_tried_weakens_a_guard_rail(name):
    tried = course_frontier.PROTOCOLS[name]
    ids = [rule.id for rule in SHIPPED.rules]
    guards = ids[: ids.index("own_wish")]
    assert [rule.id for rule in tried.rules][: len(guards)] == guards
    assert {rule.id for rule in SHIPPED.rules} <= {rule.id for rule in tried.rules}
    changed = {"taper_sessions", "benefit_sessions", "little_gain_points"}
    assert {key: tried.numbers[key] for key in tried.numbers if key not in changed} == {
        key: value for key, value in SHIPPED.numbers.items() if key not in changed
    }


def test_a_way_back_needs_two_ratings_and_sessions_left(monkeypatch):
    facts = {**_facts.ASK, "little_to_gain": lambda _: False}
    monkeypatch.setattr(_facts, "ASK", facts)
    monkeypatch.setitem(facts, "slipped_back", course_frontier.has_slipped_back)
    pain = (6.0, 3.0, 1.0, 1.0, 3.0, 2.0)
    ended = courses.Client(
        tuple((7 * n, value) for n, value in enumerate(pain)),
        (0, 7, 14),
        activity=tuple((7 * n, 5.0) for n in range(6)),
        ended=(21,),
        is_visit=False,
    )
    sooner = course_frontier.by(course_frontier.PROTOCOLS["and a way back sooner"])
    monkeypatch.setattr("ischia.care.course._decision.ASK", facts)
    assert sooner(ended).is_session
    assert course_frontier.by(SHIPPED)(ended).has_ended
    once = evolve(ended, ratings=ended.ratings[:5], activity=ended.activity[:5])
    assert sooner(once).has_ended
