from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ischia.care.intake import carry_over, ordinary_answers
from ischia.care.screening import rescreen, screen
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Truth
from tests.strategies import DAY, intake_of, written_answers

KNOWN = shipped()
ORDINARY = ordinary_answers(KNOWN)
QUESTIONS = sorted(KNOWN.questions)
ANEW = {one.id: one.ordinary for one in KNOWN.questions.values() if one.rescreen}
YES_NO = sorted(q.id for q in KNOWN.questions.values() if q.kind == "yes_no")
LATER = st.integers(0, 400)


def later(days, answers, **parts):
    return intake_of(answers, on=DAY + timedelta(days), **parts)


@given(written_answers(), written_answers(), LATER, st.sampled_from(QUESTIONS))
def test_a_carried_answer_never_clears_what_today_leaves_open(before, now, days, question):
    today = later(days, {**now, question: "unknown"})
    merged = carry_over(intake_of(before), today, knowledge=KNOWN)
    assert merged.answer(question) == today.answer(question)


@given(written_answers(), LATER)
def test_what_is_asked_anew_is_unknown_until_it_is_answered_anew(before, days):
    merged = carry_over(intake_of(before), later(days, {}), knowledge=KNOWN)
    assert not [one for one in merged.given_on if KNOWN.questions[one].rescreen]


@given(written_answers(), written_answers(), LATER)
def test_an_answer_older_than_it_lives_is_unknown(before, now, days):
    merged = carry_over(intake_of(before), later(days, now), knowledge=KNOWN)
    for question, on in merged.given_on.items():
        assert (merged.on - on).days < KNOWN.questions[question].lives_days
    for question in merged.expired:
        assert question not in merged.given_on


@given(written_answers(), written_answers(), LATER)
def test_what_is_answered_today_stands(before, now, days):
    today = later(days, now)
    merged = carry_over(intake_of(before), today, knowledge=KNOWN)
    for question in today.given_on:
        assert merged.answer(question) == today.answer(question)


@given(written_answers(), written_answers(), st.integers(0, 30), st.integers(0, 30))
def test_carrying_twice_is_never_bolder_than_carrying_once(before, now, first, second):
    between = carry_over(intake_of(before), later(first, {}), knowledge=KNOWN)
    today = later(first + second, now)
    twice = screen(carry_over(between, today, knowledge=KNOWN), knowledge=KNOWN)
    once = screen(carry_over(intake_of(before), today, knowledge=KNOWN), knowledge=KNOWN)
    assert twice == once


@given(written_answers(), st.sampled_from(YES_NO), st.sampled_from(("yes", "no", "unknown")))
def test_a_danger_observed_before_outlasts_an_answer_while_it_lives(before, question, answered):
    danger = "no" if KNOWN.questions[question].reassuring else "yes"
    seen = intake_of(before, observed={question: danger})
    merged = carry_over(seen, later(0, {question: answered}), knowledge=KNOWN)
    assert merged.answer(question).truth is seen.answer(question).truth
    looked = later(0, {}, observed={question: answered})
    if answered != "unknown":
        again = carry_over(seen, looked, knowledge=KNOWN)
        assert again.answer(question).truth is Truth(answered)


@given(written_answers())
def test_changes_are_told_both_ways(before):
    first = intake_of(before)
    again = rescreen(first, later(1, ANEW), knowledge=KNOWN)
    told = {one.question for one in again.changed}
    for question in again.intake.given_on:
        same = first.answer(question).truth is again.intake.answer(question).truth
        assert same or question in told
    for one in again.changed:
        assert evolve(one.before, days_ago=None) != evolve(one.after, days_ago=None)


def test_an_ordinary_client_answers_the_set_anew_and_proceeds():
    again = rescreen(intake_of(ORDINARY), later(7, ANEW), knowledge=KNOWN)
    assert again.clearance.disposition is Disposition.PROCEED
    assert again.changed == ()
    assert "osteoporosis" in again.carried
    assert not again.after_session


def test_nothing_asked_today_means_asking_first():
    again = rescreen(intake_of(ORDINARY), later(7, {}), knowledge=KNOWN)
    assert again.clearance.disposition is Disposition.ASK_FIRST
    assert {"bladder_change", "fever_now"} <= set(again.to_ask[1].questions) | {
        one for page in again.to_ask for one in page.unanswered
    }


@pytest.mark.parametrize(("days", "soon"), [(0, True), (3, True), (4, False)])
def test_within_72_hours_the_traces_of_the_session_are_asked_first(days, soon):
    again = rescreen(intake_of(ORDINARY), later(days, {}), knowledge=KNOWN)
    assert again.after_session is soon
    asked = [one for page in again.to_ask for one in page.questions]
    assert len(asked) == len(set(asked))
    assert "after_massage" in asked
    assert ("pain_map" in asked[:5]) is not soon


def test_a_sign_that_began_before_the_last_visit_is_older_today():
    thrombosis = {"answer": "yes", "since": 10}
    first = intake_of({**ORDINARY, "clot_ever": thrombosis})
    merged = carry_over(first, later(20, ANEW), knowledge=KNOWN)
    assert merged.answer("clot_ever").days_ago == 30


def test_two_clients_or_two_times_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="same client"):
        carry_over(intake_of({}), intake_of({}, patient="other"), knowledge=KNOWN)
    with pytest.raises(ValueError, match="earlier"):
        carry_over(later(1, {}), intake_of({}), knowledge=KNOWN)
