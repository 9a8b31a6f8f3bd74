from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.care import course
from ischia.care.course import _filter, _normal, _priors
from ischia.errors import InputError

RATINGS = st.lists(st.tuples(st.floats(0.5, 20), st.integers(0, 10)), min_size=0, max_size=8)


def timed(steps):
    days = np.cumsum([gap for gap, _ in steps])
    return [(float(day), float(value)) for day, (_, value) in zip(days, steps, strict=True)]


@given(RATINGS, st.floats(0, 120), st.sampled_from([1, -1]))
def test_a_forecast_is_a_distribution_on_the_scale(steps, horizon, worse):
    found = course.forecast(timed(steps), horizon, {"worse": worse, "unknown": object()})
    low, middle, high = found.quantile(np.array([0.1, 0.5, 0.9]))
    assert 0 <= low <= middle <= high <= 10
    assert 0 <= found.mean <= 10
    assert 0 < found.sd < 6
    assert found.cdf(10.0) == 1.0


@given(RATINGS, st.floats(0, 60))
def test_turning_the_scale_round_turns_the_forecast_round(steps, horizon):
    ratings = timed(steps)
    turned = [(day, 10 - value) for day, value in ratings]
    one = course.forecast(ratings, horizon)
    other = course.forecast(turned, horizon, {"worse": -1})
    assert one.mean == pytest.approx(10 - other.mean, abs=1e-6)


@given(RATINGS, st.floats(0, 60))
def test_stretching_the_scale_stretches_the_forecast(steps, horizon):
    ratings = timed(steps)
    stretched = [(day, 10 * value) for day, value in ratings]
    one = course.forecast(ratings, horizon)
    other = course.forecast(stretched, horizon, {"lo": 0, "hi": 100})
    assert other.mean == pytest.approx(10 * one.mean, abs=1e-5)
    assert other.quantile(0.9) == pytest.approx(10 * one.quantile(0.9), abs=1e-5)


def test_the_filter_agrees_with_conditioning_the_joint_normal():
    """One member, brute force: build the joint covariance of all ratings and condition."""
    bank = _priors.shipped().bank
    days, ratings = np.array([0.0, 3.0, 9.0, 20.0]), np.array([6.0, 4.0, 5.0, 2.0])
    belief = _filter.follow(bank, list(zip(days, ratings, strict=True)))
    _, means, sds = _filter.ahead(bank, belief, 10.0)
    for member in (0, 37, 90, len(bank) - 1):
        every = np.append(days, 30.0)
        fade = np.exp(-every / bank.settling_days[member])
        mean = bank.level_mean[member] + bank.settling_mean[member] * fade
        gap = np.abs(every[:, None] - every[None, :])
        shared = np.minimum(every[:, None], every[None, :])
        cov = (
            bank.level_sd[member] ** 2
            + bank.drift_sd[member] ** 2 * shared
            + bank.settling_sd[member] ** 2 * np.outer(fade, fade)
            + bank.wander_sd[member] ** 2 * np.exp(-gap / bank.wander_days[member])
            + bank.noise_sd[member] ** 2 * np.eye(5)
        )
        solve = np.linalg.solve(cov[:4, :4], np.column_stack([ratings - mean[:4], cov[:4, 4]]))
        expected = mean[4] + cov[4, :4] @ solve[:, 0]
        variance = cov[4, 4] - cov[4, :4] @ solve[:, 1]
        assert means[member] == pytest.approx(expected, abs=1e-8)
        assert sds[member] == pytest.approx(np.sqrt(variance), abs=1e-8)


def test_the_normal_distribution_is_right_to_seven_digits():
    at = np.array([-6.0, -1.96, -0.5, 0.0, 0.5, 1.96, 6.0])
    known = [9.865876e-10, 0.0249978951, 0.3085375387, 0.5, 0.6914624613, 0.9750021049, 1.0]
    assert _normal.cdf(at) == pytest.approx(known, abs=2e-7)


def test_moments_and_quantiles_agree_with_samples():
    found = course.forecast([(0, 9), (7, 10)], 14)
    drawn = found.samples(200_000, np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(found.mean, abs=0.02)
    assert drawn.std() == pytest.approx(found.sd, abs=0.02)
    assert np.quantile(drawn, 0.2) == pytest.approx(found.quantile(0.2), abs=0.05)


def test_the_same_generator_draws_the_same_samples():
    found = course.forecast([(0, 5)], 7)
    one, other = (found.samples(5, np.random.default_rng(3)) for _ in range(2))
    assert (one == other).all()


def test_more_ratings_narrow_the_range():
    one = course.forecast([(0, 5)], 7).sd
    many = course.forecast([(7 * n, 5) for n in range(6)], 7).sd
    assert many < 0.7 * one


def test_further_ahead_is_less_certain():
    ratings = [(0, 6), (7, 5), (14, 6)]
    assert course.forecast(ratings, 84).sd > course.forecast(ratings, 7).sd


def test_one_extreme_rating_is_drawn_towards_the_middle():
    assert 4 < course.forecast([(0, 10)], 28).mean < 9
    assert 1 < course.forecast([(0, 0)], 28).mean < 6


def test_a_sudden_jump_widens_the_range():
    calm = course.forecast([(7 * n, 3) for n in range(5)], 7)
    shaken = course.forecast([(0, 3), (7, 3), (14, 3), (21, 3), (28, 9)], 7)
    assert shaken.sd > 2 * calm.sd


def test_an_average_person_with_recent_pain_is_expected_to_fall_about_as_cohorts_did():
    """costa2012: 5.2 at the start, 2.3 (2.1 to 2.5) at week 6; no better than that."""
    expected = course.forecast([(0, 5.2)], 42, {"chronicity": "acute"}).mean
    assert 2.3 <= expected <= 3.2


def test_lasting_pain_is_not_wished_away():
    expected = course.forecast([(0, 5.1)], 42, {"chronicity": "persistent"}).mean
    assert 4.3 <= expected <= 5.3


def test_pain_of_six_to_twelve_weeks_lies_between_recent_and_lasting_pain():
    """costa2012, beyond six weeks: 5.1 at the start, 3.3 (2.9 to 3.8) at week 6; less than that."""
    acute, subacute, persistent = (
        course.forecast([(0, 5.1)], 42, {"chronicity": word}).mean
        for word in ("acute", "subacute", "persistent")
    )
    assert acute + 0.5 < subacute < persistent - 0.4
    assert subacute > 3.8


def test_planned_sessions_lower_the_expected_rating_a_little():
    ratings = [(0, 7), (7, 7)]
    none = course.forecast(ratings, 28).mean
    four = course.forecast(ratings, 28, {"sessions": [7, 14, 21, 28]}).mean
    assert 0.2 < none - four < 1.2


@pytest.mark.parametrize(
    ("history", "horizon", "context", "where"),
    [
        ([(7, 5), (0, 5)], 7, None, "history[1][0]"),
        ([(0, 11)], 7, None, "history[0][1]"),
        ([(0, float("nan"))], 7, None, "history[0][1]"),
        ([(0, 5)], -1, None, "horizon"),
        ([(0, 5)], float("inf"), None, "horizon"),
        ([(0, 5)], 7, {"lo": 10, "hi": 0}, "context"),
        ([(0, 5)], 7, {"lo": 0, "hi": 1e300}, "context"),
        ([(0, 5)], 7, {"worse": float("nan")}, "context"),
        ([(0, 5)], 7, "measure: rmdq", "context"),
        ([(0, 5)], "28", None, "horizon"),
        ([(0, 5)], np.array([28]), None, "horizon"),
        (None, 7, None, "history"),
        (5, 7, None, "history"),
        ({0: 5}, 7, None, "history[0]"),
    ],
)
def test_what_cannot_be_forecast_from_is_refused(history, horizon, context, where):
    with pytest.raises(InputError) as refused:
        course.forecast(history, horizon, context)
    assert [defect.where for defect in refused.value.defects] == [where]


@pytest.mark.parametrize("p", [1.2, -0.1, float("nan"), "half", None])
def test_what_is_no_probability_is_refused(p):
    with pytest.raises(InputError, match="probabilities"):
        course.forecast([(0, 5)], 7).quantile(p)


def test_a_measure_brings_its_own_scale_and_direction():
    found = course.forecast([(0, 18)], 7, {"measure": "rmdq"})
    assert found.hi == 24


def test_a_new_clinic_starts_from_the_shipped_model():
    ratings = [(0, 6), (7, 5)]
    fitted = course.fit([])
    assert fitted(ratings, 28).mean == pytest.approx(course.forecast(ratings, 28).mean)


def test_a_clinic_of_steady_people_learns_that_they_are_steady():
    rng = np.random.default_rng(5)
    people = [
        [(7.0 * n, float(np.clip(round(level + rng.normal(0, 0.3)), 0, 10))) for n in range(8)]
        for level in rng.uniform(2, 8, 80)
    ]
    ratings = [(0, 7), (7, 7)]
    before, after = course.forecast(ratings, 28), course.fit(people)(ratings, 28)
    assert after.sd < before.sd
    assert abs(after.mean - 7) < abs(before.mean - 7)


def test_few_people_move_the_shipped_model_little():
    odd = [[(0.0, 0.0), (7.0, 10.0), (14.0, 0.0)]]
    ratings = [(0, 6), (7, 5)]
    assert course.fit(odd)(ratings, 28).mean == pytest.approx(
        course.forecast(ratings, 28).mean, abs=0.1
    )


def test_a_person_may_bring_a_context():
    fitted = course.fit([([(0, 60), (7, 55)], {"lo": 0, "hi": 100})])
    assert fitted.population.n_people == 1


def test_a_person_may_come_as_arrays_and_with_no_context():
    plain = [[(0, 6), (7, 5)], [(0, 4), (7, 4), (14, 3)]]
    others = [(np.array(person), None) for person in plain]
    means = [course.fit(people)([(0, 6)], 28).mean for people in (plain, others, map(list, plain))]
    assert means == [means[0]] * 3


def test_what_cannot_be_learnt_from_is_refused_with_whose_it_is():
    people = [
        [(0, 5), (7, float("nan"))],
        [(0, 5)],
        [(7, 5), (0, 4)],
        [(0, 50)],
        ([(0, 5)], {"hi": "ten"}),
        [(0, None)],
    ]
    with pytest.raises(InputError) as refused:
        course.fit(people)
    assert [defect.where for defect in refused.value.defects] == [
        "people[0][1][1]",
        "people[2][1][0]",
        "people[3][0][1]",
        "people[4].context.hi",
        "people[5][0]",
    ]


@pytest.mark.parametrize("people", [None, 5])
def test_people_must_be_a_list(people):
    with pytest.raises(InputError, match="people: is no list"):
        course.fit(people)


@pytest.mark.parametrize("worth", [0, -1, float("nan"), float("inf")])
def test_the_start_must_count_for_somebody(worth):
    with pytest.raises(InputError, match="worth"):
        course.fit([[(0, 5)]], worth=worth)


def test_the_shares_of_the_shipped_priors_add_up_to_one():
    population = _priors.shipped()
    assert population.bank.weight.sum() == pytest.approx(1.0)
    assert population.level_weight.sum() == pytest.approx(1.0)
    assert (population.bank.weight > 0).all()


THREE = [(0, 7), (7, 6), (14, 6)]


@pytest.mark.parametrize(
    "context",
    [
        {"worse": "high"},
        {"worse": 1},
        {"worse": np.int64(1)},
        {"worse": np.float32(1)},
        {"worse": "HIGH"},
        {"worse": True},
        {"measure": "PAIN_average"},
        {"hi": Decimal(10)},
        {"lo": np.int64(0), "hi": np.float64(10)},
        {"lo": None, "hi": None, "worse": None, "sessions": None, "chronicity": None},
        {"measure": "of the moon", "chronicity": "who knows", "age": 41, "sex": "f"},
        {"sessions": []},
        {"sessions": ()},
        {},
        None,
    ],
)
def test_what_a_context_may_leave_out_or_spell_otherwise_changes_nothing(context):
    plain, found = course.forecast(THREE, 28), course.forecast(THREE, 28, context)
    assert (found.mean, found.sd) == (plain.mean, plain.sd)


def test_low_is_worse_in_a_word_or_in_a_number():
    ratings = [(0, 2), (7, 3)]
    found = {course.forecast(ratings, 28, {"worse": w}).mean for w in ("low", "Down", -1, False)}
    assert len(found) == 1
    assert found != {course.forecast(ratings, 28).mean}


def test_chronic_is_another_word_for_persistent():
    one, other = (
        course.forecast(THREE, 28, {"chronicity": w}).mean for w in ("chronic", "persistent")
    )
    assert one == other


@pytest.mark.parametrize(
    ("context", "where"),
    [
        ({"worse": "sideways"}, "context"),
        ({"worse": 0}, "context"),
        ({"lo": "nought"}, "context.lo"),
        ({"hi": float("inf")}, "context.hi"),
        ({"sessions": "daily"}, "context.sessions"),
        ({"sessions": [1, None]}, "context.sessions"),
    ],
)
def test_a_context_that_says_nothing_usable_is_refused(context, where):
    with pytest.raises(InputError) as refused:
        course.forecast(THREE, 28, context)
    assert [defect.where for defect in refused.value.defects] == [where]


@pytest.mark.parametrize(
    "ratings",
    [
        [(0, 0)],
        [(0, 10)],
        [(0, 10), (0, 0), (0, 5)],
        [(0, 10.0000001), (7, -1e-9)],
        [(0, 5), (400, 5)],
        [(-30, 5), (-20, 4)],
        [(738000, 5), (738007, 4)],
        [(n / 2, 5 + n % 2) for n in range(600)],
        [(np.float32(0), np.int64(3)), (np.int32(7), np.float16(4))],
        np.array([[0, 3], [7, 4]]),
        (),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "horizon", [0, 7, np.int64(28), np.array(28), Decimal(28), 84.0, 3650, 1e12, 1e300]
)
def test_odd_but_lawful_diaries_get_a_distribution_on_the_scale(ratings, horizon):
    found = course.forecast(ratings, horizon)
    low, high = found.quantile(np.array([0.1, 0.9]))
    assert 0 <= low < high <= 10
    assert 0 <= found.mean <= 10
    assert 0.1 < found.sd < 5


def test_only_the_last_sixty_ratings_count():
    many = [(n, 2 + n % 3) for n in range(200)]
    assert course.forecast(many, 7).mean == course.forecast(many[-60:], 7).mean
