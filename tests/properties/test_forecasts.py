"""Whatever diary a person kept, a forecast of it is a distribution on its scale."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.care import course
from ischia.errors import InputError

P = np.array([0.0, 1e-9, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - 1e-9, 1.0])
ENDS = st.sampled_from([(0, 10), (0, 100), (1, 5), (-10, 10), (0, 24), (0.0, 1e-3), (-1e6, 1e6)])
SHARES = st.one_of(
    st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 10).map(lambda n: n / 10)
)
GAPS = st.one_of(st.just(0.0), st.floats(0, 1), st.floats(0, 60), st.sampled_from([1.0, 7.0]))
HORIZONS = st.one_of(st.integers(0, 400), st.floats(0, 400))


@st.composite
def diaries(draw):
    """Draw a diary on some scale, its context, and how far ahead."""
    lo, hi = draw(ENDS)
    steps = draw(st.lists(st.tuples(GAPS, SHARES), max_size=12))
    days = draw(st.floats(-1e4, 1e6)) + np.cumsum([gap for gap, _ in steps])
    values = [lo + share * (hi - lo) for _, share in steps]
    context = {"lo": lo, "hi": hi, "worse": draw(st.sampled_from([1, -1, "high", "low", None]))}
    if draw(st.booleans()):
        context["sessions"] = draw(st.lists(st.floats(-1e3, 1e6), max_size=4))
    if draw(st.booleans()):
        context["chronicity"] = draw(st.sampled_from(["acute", "subacute", "chronic", "", None]))
    history = [(float(d), float(v)) for d, v in zip(days, values, strict=True)]
    return history, draw(HORIZONS), context


@given(diaries())
def test_any_diary_gets_a_distribution_on_its_scale(diary):
    history, horizon, context = diary
    lo, hi = context["lo"], context["hi"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = course.forecast(history, horizon, context)
        quantiles = np.asarray(found.quantile(P))
        drawn = found.samples(64, np.random.default_rng(1))
        mean, sd = found.mean, found.sd
        under = found.cdf(np.linspace(lo, hi, 21))
    slack = 1e-9 * (hi - lo)
    assert (np.diff(quantiles) >= 0).all()
    assert lo <= quantiles[0]
    assert quantiles[-1] <= hi
    assert ((drawn >= lo) & (drawn <= hi)).all()
    assert lo - slack <= mean <= hi + slack
    assert 0 < sd <= (hi - lo) / 2
    assert (np.diff(under) >= -1e-12).all()
    assert ((under >= 0) & (under <= 1 + 1e-9)).all()


@given(diaries(), st.integers(0, 2**31))
def test_the_same_diary_and_seed_give_the_same_forecast(diary, seed):
    history, horizon, context = diary
    one, other = (course.forecast(history, horizon, dict(context)) for _ in range(2))
    assert (one.mean, one.sd) == (other.mean, other.sd)
    drawn = (x.samples(5, np.random.default_rng(seed)) for x in (one, other))
    assert np.array_equal(*drawn)


@given(diaries(), st.floats(-1e4, 1e4))
def test_only_the_days_between_ratings_count_not_the_clock(diary, shift):
    history, horizon, context = diary
    whole = [(round(day), value) for day, value in history]
    context = {**context, "sessions": [whole[0][0]] if whole else []}
    moved = [(day + round(shift), value) for day, value in whole]
    later = {**context, "sessions": [day + round(shift) for day in context["sessions"]]}
    one, other = course.forecast(whole, horizon, context), course.forecast(moved, horizon, later)
    width = context["hi"] - context["lo"]
    assert one.mean == pytest.approx(other.mean, abs=1e-9 * width)


@given(diaries())
def test_a_quantile_and_the_distribution_undo_each_other(diary):
    found = course.forecast(*diary)
    at = np.asarray(found.quantile(P[2:-2]))
    inside = (at > found.lo) & (at < found.hi)
    assert np.abs(found.cdf(at) - P[2:-2])[inside].max(initial=0.0) < 1e-6


@pytest.mark.parametrize("horizon", ["soon", None, [7, 28], np.array([7, 28]), float("nan")])
def test_a_horizon_that_is_no_single_number_is_refused_in_words(horizon):
    with pytest.raises(InputError, match="number of days ahead"):
        course.forecast([(0, 5)], horizon)


@pytest.mark.parametrize(
    "history", [[(0, None)], [(0, "high")], [5, 6], [(0,)], [(0, 5, 1)], [{}], [None]]
)
def test_a_history_that_is_no_list_of_days_and_values_is_refused_in_words(history):
    with pytest.raises(InputError, match="history"):
        course.forecast(history, 7)
