from collections import Counter
from pathlib import Path

import pytest
import yaml

import ischia
from ischia.knowledge import shipped

KNOWN = shipped()
GROUPS = [row["id"] for row in KNOWN.practice_values("question_groups")["groups"]]
REFUSED = yaml.safe_load(
    (Path(ischia.__file__).parent / "knowledge/refused.yaml").read_text(encoding="utf-8")
)
ALWAYS_ASKED_DANGERS = 31


def test_every_group_has_its_page_and_every_page_its_questions():
    assert Counter(GROUPS) == Counter({q.group for q in KNOWN.questions.values()})


def test_pages_stand_in_the_order_of_their_first_question():
    first = {
        group: min(q.order for q in KNOWN.questions.values() if q.group == group)
        for group in GROUPS
    }
    client = [group for group in GROUPS if group not in {"tests", "danger_detail"}]
    assert [first[group] for group in client] == sorted(first[group] for group in client)


def test_none_of_these_never_answers_what_reassures_and_a_choice_only_by_name():
    reassuring = [one for one in KNOWN.questions.values() if one.reassuring]
    assert reassuring
    assert not any(one.has_none for one in reassuring)
    named = {one.id: one.none for one in KNOWN.questions.values() if one.none}
    assert named == {"advised_against": "no_one"}


def test_few_dangers_are_always_asked_and_no_page_of_them_is_long():
    always = [
        q for q in KNOWN.questions.values() if q.group.startswith("danger_") and q.branch is None
    ]
    assert len(always) <= ALWAYS_ASKED_DANGERS
    assert max(Counter(q.group for q in always).values()) <= 8  # a page that fits a phone


def test_every_danger_is_asked_again_before_a_later_visit_or_lives_long_on_purpose():
    for question in KNOWN.questions.values():
        if question.group.startswith("danger_") and not question.rescreen:
            assert question.lives_days >= 30, question.id


@pytest.mark.parametrize(
    "row", KNOWN.practice_values("watch_words")["watch"], ids=lambda row: row["asks"]
)
def test_watched_words_ask_a_question_that_stops(row):
    assert row["words"]
    asked = {
        leaf.question
        for entry in KNOWN.safety
        for rule in entry.rules
        for leaf, _ in rule.when.leaves()
    }
    assert row["asks"] in asked


@pytest.mark.parametrize(
    "row", KNOWN.practice_values("looks")["looks"], ids=lambda row: row["question"]
)
def test_what_the_therapist_looks_for_answers_a_question_of_screening(row):
    asked = {
        leaf.question
        for entry in KNOWN.safety
        for rule in entry.rules
        for leaf, _ in rule.when.leaves()
    }
    assert row["question"] in asked
    assert row["look"]


def test_a_refused_red_flag_is_not_carried_and_says_why():
    for row in REFUSED:
        if row["kind"] == "red_flags":
            assert row["id"] not in KNOWN.red_flags
            assert row["reason"].endswith(".")
