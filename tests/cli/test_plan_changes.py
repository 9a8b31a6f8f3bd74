"""``ischia plan`` with ``--change`` and ``--alternatives``."""

import json

import jsonschema
import pytest

from ischia import documents
from ischia.knowledge import shipped
from tests.cli.test_cli import ON, example, run


def test_a_change_is_planned_and_its_cost_told(capsys):
    status, out, _ = run(capsys, "plan", example(1), *ON, "--change", "not_there:upper_buttock")
    assert status == 0
    assert out.startswith("After the changes, which cost ")
    timeline = out[out.index("Session") : out.index("To tell")]
    assert "upper buttock" not in timeline


def test_changes_are_data_too_and_follow_the_schema(capsys):
    words = ["less:lumbar.left:1", "shorten:mid_back:4"]
    status, out, _ = run(capsys, "plan", example(1), *ON, "--format", "json", "--change", *words)
    data = json.loads(out)
    assert status == 0
    assert data["cost"] > 0
    jsonschema.validate(data, documents.schema("plan", knowledge=shipped()))
    left = [
        part["pressure"]
        for part in data["session"]["segments"]
        if (part["site"], part["side"]) == ("lumbar", "left")
    ]
    assert set(left) <= {1}


def test_every_usual_length_is_shown(capsys):
    status, out, _ = run(capsys, "plan", example(1), *ON, "--alternatives")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines() if " with hands on, value" in line] == [
        "30", "45", "60", "75", "90",
    ]  # fmt: skip
    _, out, _ = run(capsys, "plan", example(1), *ON, "--alternatives", "--format", "json")
    data = json.loads(out)
    assert [one["booked_minutes"] for one in data["alternatives"]] == [30, 45, 60, 75, 90]
    jsonschema.validate(data, documents.schema("plan", knowledge=shipped()))


@pytest.mark.parametrize("flag", [["--alternatives"], ["--change", "less:lumbar"]])
def test_whoever_needs_a_doctor_first_gets_no_plan_this_way_either(capsys, flag):
    status, out, _ = run(capsys, "plan", example(4), *ON, *flag)
    assert status == 3
    assert "Session\n" not in out


@pytest.mark.parametrize(
    "word",
    ["more:lumbar", "less", "less:nowhere", "less:lumbar.up", "less:lumbar:9", "minutes:5",
     "drop:lumbar:magic", "pin:lumbar", "pin:lumbar:x", "swap:lumbar"],
)  # fmt: skip
def test_a_word_that_cannot_be_read_is_refused_with_what_is_accepted(capsys, word):
    status, _, err = run(capsys, "plan", example(1), *ON, "--change", "reorder:lumbar", word)
    assert status == 2
    assert "--change 2" in err
    assert "is no change of a plan" in err


@pytest.mark.parametrize("kind", ["lengthen", "pin"])
def test_minutes_for_the_strokes_over_the_whole_back_are_refused_and_not_passed_over(capsys, kind):
    status, out, err = run(capsys, "plan", example(1), *ON, "--change", f"{kind}:back:20")
    assert status == 2
    assert not out
    assert "--change 1: asks for minutes at a place that has none of its own" in err
    assert "Accepted: head, " in err
    assert "lumbar" in err


def test_two_results_at_once_are_refused(capsys):
    status, _, err = run(
        capsys, "plan", example(1), *ON, "--alternatives", "--change", "less:lumbar"
    )
    assert status == 2
    assert "one of them at a time" in err
