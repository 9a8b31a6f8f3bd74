"""What clients write in their own words: what makes screening ask, and what does not."""

from pathlib import Path

import pytest
import yaml

from ischia.care.intake import ordinary_answers, read
from ischia.care.screening import dangers_named, screen
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.reading import Document
from tests.strategies import DAY

KNOWN = shipped()
LISTS = {one: entry for one, entry in KNOWN.practice.items() if one.startswith("watch_words")}
WATCHED = {row["asks"] for entry in LISTS.values() for row in entry.values["watch"]}
SAID = yaml.safe_load(Path(__file__).with_name("watched_sentences.yaml").read_text("utf-8"))
NAMED = [
    pytest.param(one["says"], one["asks"], id=f"{language} {n}")
    for language, sentences in {**SAID["names"], "disguised": SAID["disguised"]}.items()
    for n, one in enumerate(sentences, start=1)
]


def clearance_of(words, *, leave_open):
    answers = {k: v for k, v in ordinary_answers(KNOWN).items() if k not in leave_open}
    document = Document(data={"answers": answers, "words": {"notes": words}})
    return screen(read(document, knowledge=KNOWN, on=DAY), knowledge=KNOWN)


def asked_by_words(words):
    found = clearance_of(words, leave_open=WATCHED).findings
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
        ("Some nights I just want to die", "self_harm_thoughts"),
        ("I don't want to live like this", "self_harm_thoughts"),
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
        "I want to diet after the holidays",
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


@pytest.mark.parametrize(("words", "asks"), NAMED)
def test_a_danger_named_in_any_language_is_asked_about(words, asks):
    assert asks in asked_by_words(words)


@pytest.mark.parametrize("words", SAID["ordinary"])
def test_ordinary_words_of_any_language_ask_nothing(words):
    assert asked_by_words(words) == set()


def test_every_language_watches_for_the_same_dangers():
    english = {row["asks"] for row in LISTS["watch_words"].values["watch"]}
    for language, entry in LISTS.items():
        assert {row["asks"] for row in entry.values["watch"]} == english, language


def test_words_drawn_on_the_body_chart_are_read_too():
    marked = {"site": "calf", "side": "left", "intensity": 5, "quality": "dick, Thrombose?"}
    answers = {k: v for k, v in ordinary_answers(KNOWN).items() if k != "clot_ever"}
    document = Document(
        data={"answers": {**answers, "pain_map": [marked], "calf_pain_unlinked": "no"}}
    )
    clearance = screen(read(document, knowledge=KNOWN, on=DAY), knowledge=KNOWN)
    assert "clot_ever" in clearance.unanswered
    assert clearance.disposition is Disposition.ASK_FIRST


def test_a_no_before_the_word_silences_nothing():
    for words in ("no cancer", "never had cancer", "I do not have cancer"):
        assert asked_by_words(words) == {"cancer_ever"}


@pytest.mark.parametrize(("words", "asks"), NAMED)
def test_whoever_reads_the_words_is_told_the_same_whatever_was_answered(words, asks):
    named = dangers_named(words, knowledge=KNOWN)
    assert asks in named
    assert set(named) == asked_by_words(words)
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("words", ["", "  ", *SAID["ordinary"]])
def test_whoever_reads_ordinary_words_is_told_nothing(words):
    assert dangers_named(words, knowledge=KNOWN) == ()
