import numpy as np
import pytest

from ischia.knowledge import shipped
from ischia.synthetic import courses
from tests.cohorts import cohort_of

ARMS = [
    pytest.param(variant, trial, id=f"{name}-{trial.id}")
    for name, variant in courses.variants().items()
    for trial in courses.trials()
]


@pytest.mark.parametrize(("variant", "trial"), ARMS)
def test_every_variant_reproduces_the_published_arm_means(variant, trial):
    rng = np.random.default_rng(11)
    outside = [
        (found.figure.arm, found.figure.week, found.figure.unit, round(found.simulated, 2))
        for found in courses.reproduce(trial, variant=variant, n=4000, rng=rng)
        if not found.is_inside
    ]
    assert outside == []


def test_every_trial_is_a_checked_source():
    for trial in courses.trials():
        assert trial.source in shipped().sources


def test_an_interval_holds_its_mean():
    for trial in courses.trials():
        for figure in trial.figures:
            assert figure.lo <= figure.mean <= figure.hi


def test_the_same_seed_draws_the_same_clients():
    one, other = (cohort_of(population="persistent", n=5, days=10, seed=2) for _ in range(2))
    assert (one.natural == other.natural).all()
    assert (one.noise == other.noise).all()


def test_who_worsens_gains_nothing_lasting_from_sessions():
    cohort = cohort_of("saturating", population="persistent", n=500, days=84, seed=2)
    assert cohort.is_worsening.any()
    assert (cohort.most[cohort.is_worsening] == 0).all()


def test_a_session_lowers_pain_and_time_takes_part_of_it_back():
    cohort = cohort_of("additive", population="persistent", n=400, days=30, seed=4)
    given = courses.Given(cohort)
    before = given.pain().mean()
    given.treat(np.ones(400, dtype=bool))
    right_after = given.pain().mean()
    assert right_after < before
    lasting = given.lasting.copy()
    for _ in range(30):
        given.sleep()
    assert (given.relief < 0.01).all()
    assert (given.lasting <= lasting).all()


def test_the_chosen_activity_grows_as_pain_goes_and_stays_on_its_scale():
    cohort = cohort_of("saturating", population="acute", n=500, days=84, seed=8)
    given = courses.Given(cohort)
    first = given.activity()
    for _ in range(84):
        given.sleep()
    last = given.activity()
    assert last.mean() - first.mean() > 1.5
    assert min(first.min(), last.min()) >= 0
    assert max(first.max(), last.max()) <= 10
    assert (last == np.round(last)).all()
