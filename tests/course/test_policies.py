"""Moderate counts; benchmarks/course_policies.py holds the full ones."""

import numpy as np
import pytest

from ischia.synthetic import courses

# In `additive` every session gives the same for ever, so that fewer sessions must cost: it is
# the variant in which the protocol misses 0.2 points, and the docs say so.
MOST_LOST = {"saturating": 0.25, "few_strong": 0.3, "additive": 0.5}


def cohort_of(name, n=50):
    return courses.draw(
        courses.variants()[name],
        population=courses.populations()["trial_persistent"],
        n=n,
        days=courses.HORIZON_DAYS,
        rng=np.random.default_rng(3),
    )


@pytest.mark.parametrize("name", sorted(MOST_LOST))
def test_the_protocol_saves_sessions_and_keeps_nobody_on_who_worsens(name):
    cohort = cohort_of(name)
    base = courses.run(courses.POLICIES["weekly x 10"], cohort)
    found = courses.run(courses.POLICIES["Ischia's protocol"], cohort)
    assert (base.sessions == 10).all()
    assert found.sessions.mean() < 0.75 * base.sessions.mean()
    assert found.kept_on.sum() == 0
    assert (found.pain - base.pain).mean() < MOST_LOST[name]


def test_the_oracle_gives_nothing_to_who_cannot_gain():
    cohort = cohort_of("saturating", n=300)
    found = courses.run_oracle(cohort)
    assert (found.sessions[cohort.most == 0] == 0).all()
    assert found.sessions[cohort.most > 2].mean() > 3


def test_a_fixed_course_has_ten_sessions_at_its_own_pace():
    cohort = cohort_of("noisy", n=5)
    for name in ("weekly x 10", "twice weekly x 5 weeks"):
        assert (courses.run(courses.POLICIES[name], cohort).sessions == 10).all()


def test_coming_until_better_ends_with_a_low_rating():
    better = courses.POLICIES["come until better"]
    assert better(courses.Client(((0, 6.0), (7, 2.0)), (0,))) is courses.STOP
    assert better(courses.Client(((0, 6.0), (7, 3.0)), (0,))) is not courses.STOP
