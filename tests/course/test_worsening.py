from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.care import course
from ischia.care.course import _filter, _priors
from ischia.care.course._situation import situation
from ischia.care.course._worsening import chance_of_worse

DAY = date(2026, 3, 2)


def chance(ratings, *, measure="pain_average", points=1.0, sessions=()):
    days = [DAY + timedelta(weeks=n) for n in range(len(ratings))]
    history = course.read_history(
        {
            "ischia": "history/1",
            "patient": "c-1",
            "started_on": DAY,
            "complaint": {"kind": "low_back", "chronicity": "persistent"},
            "measures": [{"on": day, measure: v} for day, v in zip(days, ratings, strict=True)],
            "visits": [{"id": f"v{n}", "on": days[n]} for n in sessions],
        }
    )
    now = situation(history, on=days[-1], numbers=course.protocol().numbers)
    return chance_of_worse(now, measure, points=points)


def test_the_rise_agrees_with_conditioning_the_joint_normal():
    """One member, brute force: the true rating now less the true rating at the start."""
    bank = _priors.shipped().bank
    days, ratings = np.array([0.0, 3.0, 9.0, 20.0]), np.array([4.0, 6.0, 5.0, 7.0])
    belief = _filter.follow(bank, list(zip(days, ratings, strict=True)), is_start_kept=True)
    _, means, sds = _filter.risen(belief)
    for member in (0, 37, 90, len(bank) - 1):
        fade = np.exp(-days / bank.settling_days[member])
        mean = bank.level_mean[member] + bank.settling_mean[member] * fade
        gap = np.abs(days[:, None] - days[None, :])
        true = (
            bank.level_sd[member] ** 2
            + bank.drift_sd[member] ** 2 * np.minimum(days[:, None], days[None, :])
            + bank.settling_sd[member] ** 2 * np.outer(fade, fade)
            + bank.wander_sd[member] ** 2 * np.exp(-gap / bank.wander_days[member])
        )
        along = np.array([-1.0, 0.0, 0.0, 1.0])
        gain = np.linalg.solve(true + bank.noise_sd[member] ** 2 * np.eye(4), true @ along)
        assert means[member] == pytest.approx(along @ mean + gain @ (ratings - mean), abs=1e-8)
        variance = along @ true @ along - gain @ true @ along
        assert sds[member] == pytest.approx(np.sqrt(variance), abs=1e-8)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=9), st.floats(0, 4))
def test_a_chance_lies_between_nought_and_one_and_falls_with_the_points(ratings, points):
    assert 0.0 <= chance(ratings, points=points + 1) <= chance(ratings, points=points) <= 1.0


def test_one_rating_says_nothing_of_worsening():
    assert chance([5]) == 0.0


def test_the_same_worse_rating_again_makes_it_likelier():
    assert chance([4, 7]) < chance([4, 7, 7, 7])


def test_two_points_once_may_be_chance_and_eight_points_again_and_again_are_not():
    assert chance([5, 5, 7]) < 0.7
    assert chance([1, 9, 9, 9, 9]) > 0.8


def test_an_activity_that_is_lower_is_worse():
    assert chance([8, 3, 3, 3], measure="activity") > 0.7
    assert chance([3, 8, 8, 8], measure="activity") < 0.05


def test_worse_in_spite_of_sessions_is_no_less_likely_than_without():
    assert chance([4, 6, 7, 7], sessions=(0, 1, 2)) == pytest.approx(chance([4, 6, 7, 7]), abs=0.1)
