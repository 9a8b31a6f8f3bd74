import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.care.screening import screen, second_opinion
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Truth
from tests.strategies import intake_of, written_answers

KNOWN = shipped()
DANGERS = sorted(q.id for q in KNOWN.questions.values() if q.kind == "yes_no" and not q.reassuring)
YES_NO = sorted(q.id for q in KNOWN.questions.values() if q.kind == "yes_no")


def limits(clearance):
    return {
        (r.kind, r.techniques, r.sites, r.positions, r.pressure, r.minutes, r.heat, r.measure)
        for r in clearance.restrictions
    }


@given(written_answers(), st.sampled_from(DANGERS))
def test_adding_a_danger_never_relaxes(answers, danger):
    without = screen(intake_of({**answers, danger: "no"}), knowledge=KNOWN)
    with_it = screen(intake_of({**answers, danger: "yes"}), knowledge=KNOWN)
    assert with_it.disposition >= without.disposition
    assert {r.id.split(".")[0] for r in with_it.restrictions} >= {
        r.id.split(".")[0] for r in without.restrictions
    }


@given(written_answers(), st.sampled_from(YES_NO))
def test_unknown_is_never_bolder_than_the_milder_answer(answers, question):
    unknown = screen(intake_of({**answers, question: "unknown"}), knowledge=KNOWN)
    milder = "yes" if KNOWN.questions[question].reassuring else "no"
    answered = screen(intake_of({**answers, question: milder}), knowledge=KNOWN)
    assert unknown.disposition >= answered.disposition
    assert limits(unknown) >= limits(answered)


@given(written_answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(answers, shuffler):
    rows = list(answers.items())
    shuffler.shuffle(rows)
    assert screen(intake_of(dict(rows)), knowledge=KNOWN) == screen(
        intake_of(answers), knowledge=KNOWN
    )


@given(written_answers())
def test_both_evaluators_agree(answers):
    intake = intake_of(answers)
    first = screen(intake, knowledge=KNOWN)
    second = second_opinion(intake, knowledge=KNOWN)
    assert second.disposition == first.disposition
    for entry in KNOWN.safety:
        for n, rule in enumerate(entry.rules, start=1):
            slow = second.rules.get(f"{entry.id}.{n}", Truth.NO)
            assert rule.when.evaluate(intake.answers) is slow, f"{entry.id} rule {n}"


def test_a_blank_intake_is_asked_about_and_gets_every_open_limit():
    clearance = screen(intake_of({}), knowledge=KNOWN)
    assert clearance.disposition is Disposition.ASK_FIRST
    assert clearance.unanswered


def test_an_ordinary_sore_back_is_not_sent_away():
    ordinary = {q.id: q.ordinary for q in KNOWN.questions.values() if q.ordinary is not None}
    clearance = screen(intake_of(ordinary), knowledge=KNOWN)
    assert clearance.disposition is Disposition.PROCEED
    assert clearance.findings == ()


@pytest.mark.parametrize("entry", KNOWN.safety, ids=lambda entry: entry.id)
def test_every_rule_can_be_brought_to_fire(entry):
    fired = {v.expect for v in entry.vignettes}
    assert max(rule.disposition for rule in entry.rules) in fired
