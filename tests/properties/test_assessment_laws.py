from hypothesis import given
from hypothesis import strategies as st

from ischia.care.assessment import assess
from ischia.knowledge import shipped
from ischia.quantities import Truth
from tests.strategies import intake_of, written_answers

KNOWN = shipped()
QUESTIONS = sorted(KNOWN.questions)


def held(clues, answers):
    return {clue.because for clue in clues if clue.when.evaluate(answers) is Truth.YES}


@given(written_answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(answers, shuffler):
    rows = list(answers.items())
    shuffler.shuffle(rows)
    shuffled = assess(intake_of(dict(rows)), knowledge=KNOWN)
    assert shuffled == assess(intake_of(answers), knowledge=KNOWN)


@given(written_answers(), st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=30))
def test_taking_answers_away_adds_no_clue(answers, dropped):
    fewer = {question: answer for question, answer in answers.items() if question not in dropped}
    full = intake_of(answers).answers
    for match in assess(intake_of(fewer), knowledge=KNOWN).patterns:
        pattern = KNOWN.patterns[match.id]
        assert set(match.clues_for) <= held(pattern.clues_for, full)
        assert set(match.clues_against) <= held(pattern.clues_against, full)


@given(written_answers())
def test_a_pattern_fits_only_on_clues_that_hold(answers):
    intake = intake_of(answers)
    for match in assess(intake, knowledge=KNOWN).patterns:
        pattern = KNOWN.patterns[match.id]
        held = [c for c in pattern.clues_for if c.when.evaluate(intake.answers) is Truth.YES]
        worth = sum(2 if clue.strength == "strong" else 1 for clue in held)
        assert match.clues_for == tuple(clue.because for clue in held)
        assert not match.fits or worth >= pattern.at_least


@given(written_answers())
def test_nerve_signs_left_open_are_bound_at_least_as_tightly_as_none(answers):
    told = assess(intake_of({**answers, "leg_numb_or_tingling": "no"}), knowledge=KNOWN)
    left_open = assess(intake_of({**answers, "leg_numb_or_tingling": "unknown"}), knowledge=KNOWN)
    nerve = {one.id for one in KNOWN.patterns.values() if one.nerve_signs}

    def bound(found):
        return {r.id for r in found.restrictions if r.id.split(".")[0] in nerve}

    assert bound(left_open) >= bound(told)


@given(written_answers())
def test_every_fitting_pattern_binds(answers):
    found = assess(intake_of(answers), knowledge=KNOWN)
    made = {limit.id.split(".")[0] for limit in found.restrictions}
    for match in found.patterns:
        if match.fits and KNOWN.patterns[match.id].restrictions:
            assert match.id in made


@given(written_answers())
def test_every_score_lies_in_the_range_of_its_instrument(answers):
    for score in assess(intake_of(answers), knowledge=KNOWN).scores:
        instrument = KNOWN.instruments[score.instrument]
        assert instrument.low <= score.value <= instrument.high
        assert score.sources


def test_a_blank_intake_fits_no_pattern():
    found = assess(intake_of({}), knowledge=KNOWN)
    assert found.patterns == ()
    assert found.scores == ()
    assert (found.mechanism, found.irritability) == ("unclear", "unknown")
    assert found.chronicity == "unknown"
