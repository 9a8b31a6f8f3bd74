"""The page that holds our minutes beside those of trials: complete, reasoned, and of today."""

import re

from benchmarks import trial_sessions

PAGE = trial_sessions.DOC.read_text(encoding="utf-8")
ROWS = [row for row, _ in trial_sessions.rows()]


def test_the_page_says_what_the_planner_does_today():
    """If the planner was meant to change: python benchmarks/trial_sessions.py --write."""
    assert trial_sessions.page() == PAGE


def test_every_trial_that_published_minutes_is_compared_or_says_why_not():
    told = trial_sessions.briefs()
    named = [*told["compared"], *told["not_compared"]]
    assert sorted(named) == sorted(trial_sessions.protocols())
    assert all(told["not_compared"].values())


def test_what_differs_says_why_and_what_does_not_says_nothing():
    for row in ROWS:
        assert row.is_alike is not bool(row.because), (row.trial, row.named)


def test_no_trial_is_compared_with_a_plan_for_nerve_signs():
    assert all(plan.style in {"focused", "relaxation"} for _, plan in trial_sessions.rows())


def test_published_minutes_are_read_as_they_stand_in_the_knowledge():
    known = trial_sessions.protocols()
    shown = {(row.least, row.most) for row in ROWS}
    for name in trial_sessions.briefs()["compared"]:
        told = known[name].get("minutes_by_area", {"": known[name].get("session_minutes")})
        for words in told.values():
            figures = [float(one) for one in re.findall(r"[\d.]+", str(words))]
            assert (figures[0], figures[-1]) in shown, name
