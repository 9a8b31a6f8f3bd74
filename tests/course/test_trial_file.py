"""A trial from the command line: written down, rated, judged, and not changed in between."""

import json
from datetime import date
from pathlib import Path

import pytest

from ischia.care import course
from ischia.cli import main
from ischia.errors import InputError

EXAMPLE = Path(__file__).parents[2] / "examples" / "trials" / "foot_massage.yaml"
PLAN = ["trial", "plan", "foot_massage", "--seed", "20260302", "--on", "2026-03-02"]


def written(tmp_path, ratings="[]", **others):
    path = tmp_path / "trial.yaml"
    assert main([*PLAN, "-o", str(path)]) == 0
    lines = path.read_text(encoding="utf-8").replace("ratings: []", f"ratings: {ratings}")
    for name, value in others.items():
        lines = "\n".join(
            f"{name}: {value}" if line.startswith(f"{name}:") else line
            for line in lines.splitlines()
        )
    path.write_text(lines, encoding="utf-8")
    return path


def told(path, capsys):
    capsys.readouterr()
    assert main(["trial", "judge", str(path)]) == 0
    return capsys.readouterr().out


def test_what_is_written_down_is_read_back_and_draws_the_same_order(tmp_path):
    trial, ratings = course.parse_trial(written(tmp_path).read_text(encoding="utf-8"))
    assert trial == course.plan_trial(
        "foot_massage", seed=20260302, n_blocks=7, written_on=date(2026, 3, 2)
    )
    assert ratings == ()


def test_the_example_cannot_tell_yet_and_says_what_the_next_session_is(capsys):
    text = told(EXAMPLE, capsys)
    assert "Rated: 5 of 14 sessions" in text
    assert "Cannot tell yet: nothing is claimed before the planned end." in text
    assert "Next session: without foot massage." in text
    assert "more rated sessions would tell a difference of one point" in text


@pytest.mark.parametrize(
    ("given", "other", "says"),
    [(2, 7, "It helps this client"), (7, 2, "It makes it worse"), (5, 5, "Cannot tell: what")],
)
def test_at_the_end_it_says_what_came_out(given, other, says, tmp_path, capsys):
    trial, _ = course.parse_trial(EXAMPLE.read_text(encoding="utf-8"))
    ratings = [given if one else other for one in trial.order]
    text = told(written(tmp_path, ratings), capsys)
    assert says in text
    assert "Next session" not in text
    assert ("more rated sessions" in text) is says.startswith("Cannot tell")


def test_a_judged_trial_as_data(tmp_path, capsys):
    path = written(tmp_path, "[5, null]")
    capsys.readouterr()
    assert main(["trial", "judge", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["finding"], found["n_rated"], found["p"]) == ("cannot_tell_yet", 1, None)
    assert len(found["order"]) == 14


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("order", "[with, without]", "order"),
        ("seed", "20260303", "order"),
        ("seed", "-1", "seed"),
        ("seed", "open", "seed"),
        ("pairs", "5", "pairs"),
        ("pairs", "15", "pairs"),
        ("written_on", "2030-01-01", "written_on"),
        ("technique", "", "technique"),
        ("ischia", "history/1", "ischia"),
        ("ratings", "5", "ratings"),
        ("ratings", "[5, 11]", "ratings[1]"),
        ("ratings", "[5, .nan]", "ratings[1]"),
        ("ratings", "[five]", "ratings[0]"),
        ("ratings", "[yes]", "ratings[0]"),
        ("ratings", [5] * 15, "ratings"),
    ],
)
def test_what_is_no_trial_or_another_one_is_refused_at_its_place(field, value, where, tmp_path):
    text = written(tmp_path, **{field: value}).read_text(encoding="utf-8")
    with pytest.raises(InputError) as refused:
        course.parse_trial(text, today=date(2026, 3, 10))
    assert [defect.where for defect in refused.value.defects] == [where]


@pytest.mark.parametrize("text", ["", "[]", "ischia: trial/1\n"])
def test_what_is_missing_is_named(text):
    with pytest.raises(InputError) as refused:
        course.parse_trial(text)
    assert {"technique", "seed", "pairs", "written_on"} <= {
        defect.where for defect in refused.value.defects
    }


def test_a_trial_is_written_down_once(tmp_path, capsys):
    path = written(tmp_path, "[5]")
    assert main([*PLAN, "-o", str(path)]) == 2
    assert "written down once" in capsys.readouterr().err
    assert "ratings: [5]" in path.read_text(encoding="utf-8")


def test_everything_wrong_with_a_plan_is_said_at_once(capsys):
    assert main(["trial", "plan", "moonlight", "--pairs", "3"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in ("TECHNIQUE", "--seed", "--pairs"))
