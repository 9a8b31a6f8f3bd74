from datetime import date, timedelta

import pytest

from ischia.care import intake
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.quantities import Side, Truth
from ischia.reading import Document, parse_yaml
from tests.strategies import DAY, intake_of

KNOWN = shipped()


def refused(text: str) -> str:
    with pytest.raises(InputError) as error:
        intake.read(parse_yaml(text), knowledge=KNOWN, on=DAY, source="x.yaml")
    return str(error.value)


def test_both_sides_become_left_and_right():
    mark = {"site": "lumbar", "side": "both", "intensity": 5}
    asked = intake_of({"pain_map": [mark]})
    assert [mark.side for mark in asked.answer("pain_map").value] == [Side.LEFT, Side.RIGHT]


def test_what_is_left_out_or_unknown_is_unknown():
    assert intake_of({}).answer("fever_now").truth is Truth.UNKNOWN
    assert intake_of({"fever_now": "unknown"}).answer("fever_now").truth is Truth.UNKNOWN


def test_none_of_these_is_an_explicit_no_to_each_item():
    group = KNOWN.questions["fever_now"].group
    asked = intake_of({}, none_of=[group])
    for question in KNOWN.questions.values():
        if question.group == group and question.kind == "yes_no":
            assert asked.answer(question.id).truth is Truth.NO, question.id


def test_what_a_therapist_observes_beats_the_answer():
    asked = intake_of({"fever_now": "no"}, observed={"fever_now": "yes"})
    assert asked.answer("fever_now").truth is Truth.YES
    asked = intake_of({"fever_now": "yes"}, observed={"fever_now": "unknown"})
    assert asked.answer("fever_now").truth is Truth.YES


def test_an_answer_older_than_it_lives_is_unknown_again():
    life = KNOWN.questions["fever_now"].lives_days
    data = {"answered_on": DAY.isoformat(), "answers": {"fever_now": "no"}}
    fresh = intake.read(Document(data), knowledge=KNOWN, on=DAY + timedelta(life - 1))
    stale = intake.read(Document(data), knowledge=KNOWN, on=DAY + timedelta(life))
    assert fresh.answer("fever_now").truth is Truth.NO
    assert stale.answer("fever_now").truth is Truth.UNKNOWN
    assert stale.expired == ("fever_now",)


def test_all_defects_are_told_at_once_with_line_and_what_is_accepted():
    message = refused(
        "answers:\n"
        "  age: 400\n"
        "  fever_now: perhaps\n"
        "  fewer_now: yes\n"
        "  pain_map:\n"
        "    - {site: lumber, side: left, intensity: 4}\n"
        "visit: {minutes: 5, place: boat}\n"
        "vist: {}\n"
    )
    for part in (
        "x.yaml: 7 things to put right.",
        "answers.age (line 2): a whole number is needed here",
        "answers.fever_now (line 3)",
        "Accepted: yes, no, unknown.",
        "answers.fewer_now (line 4): there is no such question. Accepted: fever_now",
        "answers.pain_map[0].site (line 6): this is not a site of the body. Accepted: lumbar",
        "visit.minutes (line 7): a whole number is needed here. Accepted: 15 to 120.",
        "visit.place (line 7)",
        "vist (line 8): this field is not known here",
    ):
        assert part in message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "it is empty"),
        ("- 1\n", "a group of fields is needed here"),
        ("answered_on: 2026-11-21\n", "this date lies after the day of screening"),
        ("answered_on: yesterday\n", "this is not a date"),
        ("answers: {pain_map: [{site: lumbar, intensity: 4}]}\n", "side"),
        ("answers: {pain_map: [{site: sacrum, side: left, intensity: 4}]}\n", "midline"),
        ("answers: {pain_map: [{site: lumbar, side: left}]}\n", "0 (none) to 10 (worst)"),
        ("none_of: [everything]\n", "a word is not known here"),
    ],
)
def test_each_kind_of_bad_input_has_its_message(text, part):
    assert part in refused(text)


@pytest.mark.parametrize(("said", "kept"), [("yes", Truth.YES), ("unknown", Truth.UNKNOWN)])
def test_none_of_these_never_overrides_an_answer(said, kept):
    group = KNOWN.questions["fever_now"].group
    assert intake_of({"fever_now": said}, none_of=[group]).answer("fever_now").truth is kept


def test_days_since_are_counted_to_the_day_of_screening():
    dated = next(q for q in KNOWN.questions.values() if "since" in q.details and q.lives_days > 3)
    answers = {dated.id: {"answer": "yes", "since": 10}}
    data = {"answered_on": date(2026, 11, 18), "answers": answers}
    asked = intake.read(Document(data), knowledge=KNOWN, on=DAY)
    assert asked.answer(dated.id).days_ago == 12
    answers = {dated.id: {"answer": "yes", "since": "2026-11-01"}}
    assert intake_of(answers).answer(dated.id).days_ago == 19
