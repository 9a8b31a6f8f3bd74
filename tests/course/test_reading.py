from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ischia.care import course
from ischia.errors import InputError
from ischia.quantities import Disposition, Truth

EXAMPLES = Path(__file__).parents[2] / "examples"

GOOD = {
    "ischia": "history/1",
    "patient": "c-7",
    "started_on": "2026-03-02",
    "complaint": {"kind": "low_back", "chronicity": "persistent"},
    "measures": [
        {"on": "2026-03-02", "pain_average": 6},
        {"on": "2026-03-09", "pain_average": 5, "activity": 4},
    ],
    "visits": [{"id": "v1", "on": "2026-03-02"}, {"id": "v2", "on": "2026-03-09"}],
    "check_ins": [
        {"due_on": "2026-03-03", "answered_on": "2026-03-06", "pain_now": 3, "new_signs": False},
        {"due_on": "2026-03-10"},
    ],
    "screens": [{"on": "2026-03-02", "disposition": "proceed"}],
}


def refused(data):
    with pytest.raises(InputError) as error:
        course.read_history(data)
    return {defect.where: defect.what for defect in error.value.defects}


def changed(path, value):
    data = deepcopy(GOOD)
    *way, last = path
    inner = data
    for key in way:
        inner = inner[key]
    inner[last] = value
    return data


def test_measures_and_check_ins_are_merged_by_measure_oldest_first():
    history = course.read_history(GOOD)
    assert [dated.value for dated in history.values["pain_average"]] == [6.0, 5.0]
    assert history.values["pain_now"][0].on == date(2026, 3, 6)
    assert history.screens[0].disposition is Disposition.PROCEED


def test_late_and_missing_check_ins_are_normal():
    late, missing = course.read_history(GOOD).check_ins
    assert late.new_signs is Truth.NO
    assert missing.answered_on is None
    assert missing.new_signs is Truth.UNKNOWN


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("course_*.yaml")), ids=lambda p: p.stem)
def test_every_example_is_read(path):
    assert course.parse_history(path.read_text(encoding="utf-8")).patient


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("measures", 1, "on"), "2026-03-01", "measures[1].pain_average"),
        (("visits", 1, "on"), "2026-02-01", "visits[1]"),
        (("measures", 1, "pain_average"), 11, "measures[1].pain_average"),
        (("measures", 1, "activity"), -1, "measures[1].activity"),
        (("measures", 1, "activity"), True, "measures[1].activity"),
        (("check_ins", 0, "pain_now"), "three", "check_ins[0].pain_now"),
        (("check_ins", 0, "answered_on"), "2026-03-01", "check_ins[0].answered_on"),
        (("visits", 1, "patient"), "c-8", "visits[1].patient"),
        (("visits", 1, "id"), "v1", "visits[1].id"),
        (("visits", 1, "on"), "2026-03-02", "visits[1].on"),
        (("measures", 1, "pian_average"), 5, "measures[1].pian_average"),
        (("complaint", "chronicity"), "old", "complaint.chronicity"),
        (("ischia",), "history/2", "ischia"),
        (("started_on",), "yesterday", "started_on"),
        (("started_on",), None, "started_on"),
        (("goal",), {"measure": "activity", "value": 12}, "goal.value"),
        (("screens", 0, "disposition"), "fine", "screens[0].disposition"),
        (("ended_on",), ["2026-03-01"], "ended_on[0]"),
        (("taken_up_on",), ["2026-03-01"], "taken_up_on[0]"),
        (("approach_changed_on",), ["2026-03-01"], "approach_changed_on[0]"),
        (("ended_on",), ["2026-03-12", "2026-03-11"], "ended_on[1]"),
        (("check_ins", 0, "due_on"), "2026-03-01", "check_ins[0]"),
        (("check_ins", 0, "after"), "v9", "check_ins[0].after"),
        (("started_on",), "1026-03-02", "started_on"),
        (("started_on",), "20260302", "started_on"),
        (("started_on",), "2026-W10-1", "started_on"),
        (("started_on",), "2026-02-31", "started_on"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_place(path, value, where):
    assert where in refused(changed(path, value))


@pytest.mark.parametrize(
    "answer", [{"new_signs": True}, {"new_signs": "no"}, {"pain_now": 4}, {"said": ["too_long"]}]
)
def test_an_answer_without_its_day_is_refused_and_never_passed_over(answer):
    data = changed(("check_ins", 1), {"due_on": "2026-03-10"} | answer)
    assert "no day on which they came" in refused(data)["check_ins[1].answered_on"]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-03-02T10:00:00Z",
        "2026-03-02T23:30:00+09:00",
        datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
        datetime(2026, 3, 2),  # noqa: DTZ001 -- as YAML hands it in
    ],
)
def test_a_moment_is_no_day_whatever_its_zone(moment):
    assert "measures[0].on" in refused(changed(("measures", 0, "on"), moment))


def test_a_moment_in_yaml_is_refused_as_in_json():
    text = "ischia: history/1\npatient: c-1\nstarted_on: 2026-03-02T23:30:00+09:00\n"
    with pytest.raises(InputError, match="a moment, and a day is needed"):
        course.parse_history(text + "complaint: {kind: hip}\n")


@pytest.mark.parametrize("name", ["check_ins", "adverse"])
def test_an_entry_that_stands_twice_is_refused(name):
    entry = {
        "check_ins": GOOD["check_ins"][0],
        "adverse": {"on": "2026-03-03", "what": "sore", "severity": "moderate"},
    }[name]
    assert "first at" in refused(changed((name,), [entry, deepcopy(entry)]))[f"{name}[1]"]


def test_a_screen_and_an_effect_may_come_from_before_the_course():
    data = changed(("screens", 0, "on"), "2026-02-20")
    data["adverse"] = [{"on": "2026-02-21", "what": "sore", "severity": "mild"}]
    assert course.read_history(data).adverse


def test_every_defect_is_found_at_once():
    data = changed(("measures", 0, "pain_average"), 99)
    data["visits"][1] = {"id": "v1", "on": "2026-03-09"}
    data["check_ins"][1]["patient"] = "someone else"
    assert {"measures[0].pain_average", "visits[1].id", "check_ins[1].patient"} <= set(
        refused(data)
    )


def test_two_values_of_one_measure_on_one_day_are_refused():
    data = changed(("measures", 1, "on"), "2026-03-02")
    assert "has another value" in refused(data)["measures[1].pain_average"]


def test_a_list_of_histories_is_refused():
    assert refused([GOOD, GOOD]) == {"the file": "holds a list"}


def test_two_histories_in_one_yaml_file_are_refused_where_the_second_begins():
    with pytest.raises(InputError, match="line 2: another document begins here"):
        course.parse_history("patient: c-1\n---\npatient: c-2\n")


@pytest.mark.parametrize("text", ["", "  \n", "# nothing yet\n", "null"])
def test_an_empty_file_is_called_empty(text):
    with pytest.raises(InputError, match="is empty"):
        course.parse_history(text)


def test_a_message_holds_no_value_of_the_client():
    with pytest.raises(InputError) as error:
        course.read_history(changed(("measures", 1, "pain_average"), 8765))
    assert "8765" not in str(error.value)


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(InputError, match="stands twice"):
        course.parse_history("ischia: history/1\nischia: history/1\n")


def test_json_is_read_as_well():
    text = (
        '{"ischia": "history/1", "patient": "c-1", "started_on": "2026-03-02",'
        ' "complaint": {"kind": "hip"}}'
    )
    assert course.parse_history(text).complaint is course.Complaint.HIP


def test_what_a_client_said_of_a_session_is_read():
    history = course.read_history(changed(("visits", 1, "said"), ["too_long", "tired_after"]))
    assert history.visits[1].said == (course.Said.TOO_LONG, course.Said.TIRED_AFTER)
    history = course.read_history(changed(("check_ins", 0, "said"), ["too_firm"]))
    assert history.check_ins[0].said == (course.Said.TOO_FIRM,)


@pytest.mark.parametrize("said", [["too_long", "too_short"], ["too_firm", "too_light"], ["meh"]])
def test_a_word_and_its_opposite_or_an_unknown_word_is_refused(said):
    assert any(
        where.startswith("visits[1].said")
        for where in refused(changed(("visits", 1, "said"), said))
    )


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("measures", 1, "on"), "measures[1].on"),
        (("visits", 1, "on"), "visits[1].on"),
        (("check_ins", 0, "answered_on"), "check_ins[0].answered_on"),
        (("screens", 0, "on"), "screens[0].on"),
        (("approach_changed_on",), "approach_changed_on[0].on"),
        (("ended_on",), "ended_on[0].on"),
        (("taken_up_on",), "taken_up_on[0].on"),
        (("started_on",), "started_on"),
    ],
)
def test_what_has_not_happened_yet_is_refused(path, where):
    is_list = path[0] in {"approach_changed_on", "ended_on", "taken_up_on"}
    data = changed(path, ["2026-12-24"] if is_list else "2026-12-24")
    with pytest.raises(InputError) as error:
        course.read_history(data, today=date(2026, 3, 12))
    assert {d.where: d.what for d in error.value.defects}[where] == "lies in the future"


def test_a_check_in_may_be_due_later_and_a_client_may_be_a_day_ahead():
    data = changed(("check_ins", 1, "due_on"), "2026-12-24")
    assert course.read_history(data, today=date(2026, 3, 8)).check_ins[1].due_on.year == 2026


@pytest.mark.parametrize("value", [65, 5.5e1, "7/10", "7 of 10", [7], {"of": 100}, -0.5])
def test_a_rating_on_another_scale_is_refused_and_never_rescaled(value):
    assert "measures[1].pain_average" in refused(changed(("measures", 1, "pain_average"), value))
