import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen, second_opinion
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Truth
from tests.strategies import intake_of, own_words, written_answers

KNOWN = shipped()
DANGERS = sorted(q.id for q in KNOWN.questions.values() if q.kind == "yes_no" and not q.reassuring)
YES_NO = sorted(q.id for q in KNOWN.questions.values() if q.kind == "yes_no")

ORDINARY = ordinary_answers(KNOWN)


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
    stricter = second.could_reach > max(first.disposition, Disposition.ASK_FIRST)
    assert bool(first.could_worsen) is stricter
    for entry in KNOWN.safety:
        for n, rule in enumerate(entry.rules, start=1):
            slow = second.rules.get(f"{entry.id}.{n}", Truth.NO)
            assert rule.when.evaluate(intake.answers) is slow, f"{entry.id} rule {n}"


LISTED = sorted(
    word
    for entry in KNOWN.practice.values()
    if entry.id.startswith("watch_words")
    for row in entry.values["watch"]
    for how in ("words", "whole", "anywhere")
    for word in row.get(how, ())
)
SAID = st.lists(
    st.one_of(
        st.sampled_from(LISTED),
        st.sampled_from(LISTED).map(str.upper),
        st.sampled_from(LISTED).map(lambda word: word[:-1]),
        own_words(12),
        st.sampled_from(("\n", " ", "-", ", ", "no ", "\u200b", "\u202a", "x")),
    ),
    max_size=6,
).map("".join)


@example("cơn sốa bad fall", {"fall_recent"})
@given(SAID, st.sets(st.sampled_from(sorted(KNOWN.questions)), max_size=40))
def test_both_readings_of_free_text_agree(words, left_open):
    answers = {k: v for k, v in ORDINARY.items() if k not in left_open}
    intake = intake_of(answers, words={"note": f"; {words}"})
    asked = {
        one.open_questions[0]
        for one in screen(intake, knowledge=KNOWN).findings
        if one.kind == "practice"
    }
    assert asked == second_opinion(intake, knowledge=KNOWN).words_ask


@given(written_answers(), SAID)
def test_free_text_only_ever_makes_screening_ask(answers, words):
    silent = screen(intake_of(answers), knowledge=KNOWN)
    told = screen(intake_of(answers, words={"note": f"; {words}"}), knowledge=KNOWN)
    assert told.restrictions == silent.restrictions
    assert told.disposition in {silent.disposition, Disposition.ASK_FIRST}
    assert told.disposition >= silent.disposition


@given(written_answers())
def test_everything_open_that_stops_is_to_be_asked(answers):
    clearance = screen(intake_of(answers), knowledge=KNOWN)
    told = set(clearance.unanswered)
    assert set(clearance.could_worsen) <= told
    for found in clearance.findings:
        if found.tier is Disposition.ASK_FIRST:
            assert told & set(found.open_questions)
    assert bool(told) or clearance.disposition is not Disposition.ASK_FIRST


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
