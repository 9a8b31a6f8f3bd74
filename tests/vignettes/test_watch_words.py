"""What clients write in their own words: what makes screening ask, and what does not."""

import pytest

from ischia.care.intake import ordinary_answers, read
from ischia.care.screening import screen
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.reading import Document
from tests.strategies import DAY

KNOWN = shipped()
WATCHED = [row["asks"] for row in KNOWN.practice_values("watch_words")["watch"]]


def clearance_of(words, *, leave_open):
    answers = {k: v for k, v in ordinary_answers(KNOWN).items() if k not in leave_open}
    document = Document(data={"answers": answers, "words": {"notes": words}})
    return screen(read(document, knowledge=KNOWN, on=DAY), knowledge=KNOWN)


def asked_by_words(words):
    found = clearance_of(words, leave_open=set(WATCHED)).findings
    return {one.open_questions[0] for one in found if one.id.startswith("watch_words.")}


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("I am on a blood thinner since the winter", "blood_thinner"),
        ("Apixaban twice a day", "blood_thinner"),
        ("A bit numb down below since Tuesday", "saddle_numb"),
        ("It feels odd in the saddle", "saddle_numb"),
        ("Can't pee properly", "bladder_change"),
        ("My foot slaps on the stairs", "leg_weak"),
        ("CANCER in 2011, all clear", "cancer_ever"),
        ("I fell on the ice", "fall_recent"),
        ("On prednisolone for my lungs", "steroids_long"),
        ("Sent home from the emergency department", "hospital_then_worse"),
        ("Some nights I want to end it all", "self_harm_thoughts"),
        ("Flew in from Singapore last night, a long flight", "clot_risks"),
        ("They found an aneurysm in my belly", "heart_circulation"),
    ],
)
def test_a_named_danger_is_asked_about(words, asks):
    assert asks in asked_by_words(words)


@pytest.mark.parametrize(
    "words",
    [
        "I like long slow strokes and a warm room",
        "A slipped disc, said my neighbour",
        "I fall asleep on the table, please do not talk",
        "My clothes and a cloth on the table, please",
        "Stiff after the garden, hoping to feel normal by Friday",
        "A fellow runner sent me",
        "Great hospitality last time",
    ],
)
def test_ordinary_words_ask_nothing(words):
    assert asked_by_words(words) == set()


def test_words_never_count_as_an_answer():
    said = "warfarin, cancer, numb down below, fever"
    clearance = clearance_of(said, leave_open=set())
    assert clearance.disposition is Disposition.PROCEED
    open_ = clearance_of(said, leave_open={"blood_thinner"})
    assert open_.disposition is Disposition.ASK_FIRST
    assert "blood_thinner" in open_.unanswered
