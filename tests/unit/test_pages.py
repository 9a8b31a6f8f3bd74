import pytest

from ischia.care.intake import none_of_these, ordinary_answers, pages
from ischia.care.screening import screen
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from tests.strategies import intake_of

KNOWN = shipped()
ORDINARY = ordinary_answers(KNOWN)


def asked(answers, purpose="first"):
    found = pages(intake_of(answers).answers, knowledge=KNOWN, purpose=purpose)
    return [question for page in found for question in page.questions]


def test_pages_come_in_the_order_of_the_form_and_each_question_once():
    found = asked({})
    orders = [KNOWN.questions[one].order for one in found]
    assert orders == sorted(orders)
    assert len(found) == len(set(found))


def test_a_branch_is_asked_while_it_cannot_be_told():
    assert "pregnancy_weeks" in asked({})
    assert "pregnancy_weeks" in asked({"pregnant": "unknown"})
    assert "pregnancy_weeks" not in asked({"pregnant": "no"})


def test_none_of_these_answers_only_what_the_page_shows():
    for page in pages({}, knowledge=KNOWN, purpose="rescreen"):
        assert set(none_of_these(page, knowledge=KNOWN)) == set(page.none_of) <= set(page.questions)
    shown = {one for page in pages({}, knowledge=KNOWN, purpose="door") for one in page.questions}
    assert shown == {one.id for one in KNOWN.questions.values() if one.door}


def test_a_rescreen_asks_its_set_and_what_has_no_answer_and_nothing_else():
    found = set(asked(ORDINARY, "rescreen"))
    assert found == {one for one in asked(ORDINARY) if KNOWN.questions[one].rescreen}
    assert "osteoporosis" not in found
    without = {key: value for key, value in ORDINARY.items() if key != "osteoporosis"}
    assert "osteoporosis" in set(asked(without, "rescreen"))


def test_the_door_form_answered_in_the_ordinary_way_lets_a_session_be_planned():
    answers = {one: ORDINARY[one] for one in asked(ORDINARY, "door") if one in ORDINARY}
    clearance = screen(intake_of(answers), knowledge=KNOWN)
    assert clearance.unanswered == ()
    assert clearance.disposition < Disposition.ASK_FIRST


def test_contact_after_a_session_asks_first_about_what_massage_can_leave_behind():
    assert "after_massage" in asked(ORDINARY, "contact")
    assert "pain_map" not in asked(ORDINARY, "contact")
    assert "urine_dark" in asked({**ORDINARY, "after_massage": "yes"}, "contact")


def test_another_purpose_is_refused():
    with pytest.raises(ValueError, match="rescreen"):
        pages({}, knowledge=KNOWN, purpose="second")


def test_who_answers_keeps_the_pages_apart():
    mine = pages({}, knowledge=KNOWN, asked_by="therapist_asking")
    assert mine
    assert not {q for page in mine for q in page.questions} & set(asked({}))
