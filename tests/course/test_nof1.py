"""Moderate counts; benchmarks/course_nof1.py holds the full ones."""

from datetime import date

import numpy as np
import pytest

from ischia.care import course
from ischia.care.course import Finding
from ischia.errors import InputError

DAY = date(2026, 3, 2)


def trial_of(seed=7, n_blocks=6):
    return course.plan_trial("foot_massage", seed=seed, n_blocks=n_blocks, written_on=DAY)


def rated(trial, effect, rng, noise=1.0):
    given = np.array(trial.order, dtype=float)
    slow = np.cumsum(rng.normal(0, 0.25, len(given)))
    return list(
        np.clip(np.round(5 + slow + effect * given + rng.normal(0, noise, len(given))), 0, 10)
    )


def share(effect, finding, n=400, n_blocks=7):
    rng = np.random.default_rng(1)
    found = [
        course.judge_trial(trial, ratings=rated(trial, effect, rng)).finding
        for trial in (trial_of(seed, n_blocks) for seed in range(n))
    ]
    return sum(one is finding for one in found) / n


def test_each_block_holds_one_session_with_and_one_without():
    order = trial_of(n_blocks=9).order
    assert all(order[n] != order[n + 1] for n in range(0, 18, 2))


def test_anyone_can_draw_the_same_order_from_the_seed():
    assert trial_of(3).order == trial_of(3).order
    assert len({trial_of(seed).order for seed in range(30)}) > 10


def test_where_nothing_helps_at_most_one_trial_in_twenty_claims_something():
    claimed = share(0.0, Finding.HELPS) + share(0.0, Finding.HARMS)
    assert claimed <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_a_large_effect_is_mostly_found_and_never_turned_round():
    assert share(-3.0, Finding.HELPS) > 0.8
    assert share(-3.0, Finding.HARMS) == 0.0


def test_before_the_planned_end_nothing_is_claimed():
    trial = trial_of()
    ratings = [1.0 if given else 9.0 for given in trial.order]
    early = course.judge_trial(trial, ratings=ratings[:8])
    assert (early.finding, early.p) == (Finding.CANNOT_TELL, None)
    assert early.more_sessions > 0
    assert course.judge_trial(trial, ratings=ratings).finding is Finding.HELPS


def test_the_effect_is_shrunk_towards_nothing():
    trial = trial_of()
    found = course.judge_trial(trial, ratings=[4.0 if given else 6.0 for given in trial.order])
    assert -2.0 < found.effect < -0.5
    assert found.low < found.effect < found.high


def test_missing_ratings_are_left_out_and_too_few_tell_nothing():
    trial = trial_of()
    ratings = [2.0 if given else 8.0 for given in trial.order]
    gaps = [None if n % 5 == 4 else value for n, value in enumerate(ratings)]
    assert course.judge_trial(trial, ratings=gaps).n_rated == 10
    nothing = course.judge_trial(trial, ratings=[None] * 12)
    assert nothing.finding is Finding.CANNOT_TELL


def test_what_is_no_trial_is_refused():
    with pytest.raises(InputError, match="n_blocks"):
        trial_of(n_blocks=5)
    with pytest.raises(InputError, match="more than its sessions"):
        course.judge_trial(trial_of(), ratings=[5.0] * 13)
    with pytest.raises(InputError, match=r"ratings\[1\]"):
        course.judge_trial(trial_of(), ratings=[5.0, 11.0])
