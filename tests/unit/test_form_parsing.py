"""What a page of the form sends, as an intake file would write it."""

import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from ischia.errors import InputError
from ischia.knowledge import Choice, Question, shipped
from ischia.web.pages.intake import parsing
from ischia.web.services.answering import check
from tests.strategies import DAY

KNOWN = shipped().questions
DETAILS = ("since", "course", "examined", "where")
CALF = {"site": "calf", "side": "left"}


def question(kind: str, **parts: object) -> Question:
    return Question(id="x", order=1, group="g", kind=kind, text="?", **parts)


def fields(**sent: object) -> QueryDict:
    found = QueryDict(mutable=True)
    for key, value in sent.items():
        name = "q.x" + (f".{key}" if key != "x" else "")
        found.setlist(name, list(value) if isinstance(value, list) else [value])
    return found


def parsed(kind: str, parts: dict[str, object] | None = None, **sent: object) -> object:
    return parsing.answer(question(kind, **(parts or {})), fields(**sent))


KINDS = ("yes_no", "number", "choice", "choices", "text", "marks", "places")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_chosen_is_no_answer_and_never_a_no(kind: str):
    assert parsed(kind) is None
    assert parsed(kind, x="") is None or kind == "choices"
    assert not parsing.was_touched(question(kind), fields())


@pytest.mark.parametrize("kind", KINDS)
def test_not_sure_beats_whatever_else_was_sent(kind: str):
    assert parsed(kind, x="yes", unsure="yes") == "unknown"


def test_fields_of_a_question_with_a_longer_name_are_not_its_own():
    other = QueryDict(mutable=True)
    other["q.xy"] = "yes"
    assert not parsing.was_touched(question("yes_no"), other)
    assert parsing.was_touched(question("yes_no"), fields(since="3"))


@pytest.mark.parametrize("word", ["yes", "no", "unknown"])
def test_a_bare_yes_or_no_is_the_word(word: str):
    assert parsed("yes_no", x=word) == word


@pytest.mark.parametrize(
    ("unit", "days"), [("days", 3), ("weeks", 21), ("months", 90), ("years", 1095), ("eras", 3)]
)
def test_since_is_counted_in_days(unit: str, days: int):
    told = parsed("yes_no", {"details": DETAILS}, x="yes", since="3", since_unit=unit)
    assert told == {"answer": "yes", "since": days}


def test_since_that_is_no_number_is_passed_on_to_be_refused():
    told = parsed("yes_no", {"details": DETAILS}, x="yes", since="long ago")
    assert told == {"answer": "yes", "since": "long ago"}


def test_a_yes_carries_only_the_details_its_question_asks_for():
    sent = {
        "x": "yes", "since": "2", "course": "worse", "examined": "no",
        "where": json.dumps([CALF]),
    }  # fmt: skip
    assert parsed("yes_no", {"details": DETAILS}, **sent) == {
        "answer": "yes", "since": 2, "course": "worse", "examined": "no", "where": [CALF],
    }  # fmt: skip
    assert parsed("yes_no", {"details": ("course",)}, **sent) == {
        "answer": "yes", "course": "worse",
    }  # fmt: skip
    assert parsed("yes_no", **sent) == "yes"


def test_details_beside_a_no_or_without_an_answer_are_dropped():
    sent = {"since": "2", "course": "worse"}
    assert parsed("yes_no", {"details": DETAILS}, x="no", **sent) == "no"
    assert parsed("yes_no", {"details": DETAILS}, **sent) is None


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), (" 12 ", 12), ("-1", -1), ("4.5", "4.5"), ("a lot", "a lot")]
)
def test_a_number_is_whole_and_anything_else_is_passed_on(text: str, number: object):
    assert parsed("number", x=text) == number


def test_a_choice_is_its_id_and_own_words_lose_their_edges():
    assert parsed("choice", x="over_60") == "over_60"
    assert parsed("text", x="  walk to the shop \n") == "walk to the shop"


def test_choices_are_a_list_and_none_of_these_an_empty_one():
    assert parsed("choices", x=["a", "b"]) == ["a", "b"]
    assert parsed("choices", none="yes") == []
    assert parsed("choices", x=["a"], none="yes") == []


@pytest.mark.parametrize("kind", ["marks", "places"])
def test_marks_come_from_the_chart_or_from_the_list_with_only_what_is_known(kind: str):
    mark = {"site": "lumbar", "side": "left", "intensity": 5, "quality": "ache"}
    sent = [{**mark, "colour": "red"}, "nonsense", {"site": "calf", "side": "", "intensity": None}]
    expected = [mark, {"site": "calf"}]
    assert parsed(kind, x=json.dumps(sent)) == expected
    assert parsed(kind, x=json.dumps({"marks": sent, "drawings": []})) == expected
    assert parsed(kind, x="[]") == []


@pytest.mark.parametrize("text", ["not json", '{"marks": 3}', "7"])
def test_marks_that_cannot_be_read_are_passed_on_and_refused(text: str):
    assert parsed("marks", x=text) == text
    with pytest.raises(InputError):
        check({"pain_map": text}, on=DAY)


@given(st.dictionaries(st.sampled_from(["x", *DETAILS, "none", "since_unit"]), st.text()))
def test_no_page_can_send_what_breaks_the_reader(sent: dict[str, str]):
    for kind in KINDS:
        parts = {"details": DETAILS, "choices": (Choice("a", "A"),), "bounds": (0, 10)}
        parsing.answer(question(kind, **parts), fields(**sent))


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_what_the_page_offers_for_each_question_is_an_answer_the_engine_reads(name: str):
    asked = KNOWN[name]
    sent = QueryDict(mutable=True)
    match asked.kind:
        case "yes_no":
            sent[f"q.{name}"] = "yes"
            sent[f"q.{name}.since"], sent[f"q.{name}.since_unit"] = "2", "weeks"
            sent[f"q.{name}.course"], sent[f"q.{name}.examined"] = "worse", "no"
            sent[f"q.{name}.where"] = json.dumps([CALF])
        case "number":
            sent[f"q.{name}"] = str(asked.bounds[1])
        case "choice":
            sent[f"q.{name}"] = asked.choices[-1].id
        case "choices":
            sent.setlist(f"q.{name}", [one.id for one in asked.choices])
        case "marks":
            sent[f"q.{name}"] = json.dumps({"marks": [{**CALF, "intensity": 3}]})
        case "places":
            sent[f"q.{name}"] = json.dumps([CALF])
        case _:
            sent[f"q.{name}"] = "a few words"
    found = parsing.answer(asked, sent)
    assert found not in (None, "unknown")
    check({name: found}, on=DAY)
