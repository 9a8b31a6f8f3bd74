from datetime import date, timedelta

import pytest

from ischia.care.outcome import Dated, Verdict, change, usual_course
from ischia.instruments import instrument
from ischia.knowledge import shipped

DAY = date(2026, 3, 2)


def weekly(*values):
    return [Dated(DAY + timedelta(weeks=n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((6,), Verdict.NOTHING_LATER),
        ((6, 2), Verdict.CANNOT_TELL),  # one rating never decides
        ((6, 5, 5), Verdict.CANNOT_TELL),
        ((6, 4, 4), Verdict.REACHED),  # 2 points and 33 %
        ((9, 7, 7), Verdict.CANNOT_TELL),  # 2 points but 22 %
        ((3, 2, 2), Verdict.CANNOT_TELL),  # 33 % but 1 point
        ((6, 2, 5), Verdict.CANNOT_TELL),  # the last two must both reach it
        ((6, 5, 3, 4), Verdict.REACHED),
        ((4, 6, 7), Verdict.REACHED_WORSE),
        ((0, 2, 3), Verdict.REACHED_WORSE),  # no share of nothing: points decide
        ((5, 3, 8), Verdict.CANNOT_TELL),
    ],
)
def test_a_change_is_past_the_threshold_or_cannot_be_told_from_chance(values, verdict):
    assert change(instrument("pain_average"), values=weekly(*values)).verdict is verdict


def test_more_of_a_chosen_activity_is_better():
    found = change(instrument("activity"), values=weekly(3, 6, 6))
    assert (found.verdict, found.improvement, found.points) == (Verdict.REACHED, 3, 3)


def test_a_measure_without_a_checked_threshold_gets_no_verdict():
    assert change(instrument("sleep"), values=weekly(9, 1, 1)).verdict is Verdict.NO_THRESHOLD


def test_no_values_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="first value"):
        change(instrument("sleep"), values=[])


@pytest.mark.parametrize(
    ("measure", "chronicity", "is_leg_pain", "found"),
    [
        ("pain_average", "acute", False, "acute"),
        ("pain_average", "subacute", False, "persistent"),
        ("pain_average", "unknown", False, "persistent"),
        ("leg_pain", "acute", True, "leg_pain"),
        ("pain_average", "persistent", True, "leg_pain_back"),
        ("sleep", "persistent", False, None),
        ("leg_pain", "persistent", False, None),
    ],
)
def test_the_usual_course_stands_beside_its_own_measure(measure, chronicity, is_leg_pain, found):
    usual = usual_course(measure, chronicity=chronicity, is_leg_pain=is_leg_pain)
    assert (usual.id if usual else None) == found


def test_a_usual_course_shows_only_figures_of_a_checked_source():
    for chronicity, leg in (("acute", False), ("persistent", False), ("persistent", True)):
        usual = usual_course("pain_average", chronicity=chronicity, is_leg_pain=leg)
        assert shipped().sources[usual.source].checked
        assert not usual.also or shipped().sources[usual.also_source].checked
        for n, (lo, hi) in enumerate(zip(usual.lo, usual.hi, strict=True)):
            assert lo <= usual.mean[n] <= hi


def test_the_nearest_follow_up_is_never_the_start():
    usual = usual_course("pain_average", chronicity="acute", is_leg_pain=False)
    assert [usual.weeks[usual.nearest(week)] for week in (0, 4, 12, 20, 70)] == [6, 6, 6, 26, 52]
