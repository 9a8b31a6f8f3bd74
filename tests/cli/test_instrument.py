from pathlib import Path

import pytest

from ischia.cli import main
from ischia.instruments import catalogue

QUESTIONNAIRES = Path(__file__).parents[2] / "examples" / "questionnaires"
FHIR, OURS = (str(QUESTIONNAIRES / f"my_activities.{end}") for end in ("json", "yaml"))


def printed(capsys, *words):
    status = main(["instrument", *words])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_every_instrument_is_listed_with_its_range_and_licence(capsys):
    status, text = printed(capsys, "list")
    assert status == 0
    assert [line.split(":")[0] for line in text.splitlines()] == list(catalogue())
    assert "odi: " in text
    assert "higher is better" in text


def test_a_fhir_questionnaire_and_our_yaml_are_read_alike(capsys):
    assert printed(capsys, "check", "psfs", FHIR) == printed(capsys, "check", "psfs", OURS)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("peg", "6", "5", "4"), "peg: 5.00 of 0 to 10, 3 of 3 items answered."),
        (("psfs", "3", "-"), "psfs: 3.00 of 0 to 10, 1 of 5 items answered."),
        (("rmdq", *["yes"] * 5, *["no"] * 19), "rmdq: 5.00 of 0 to 24"),
        (("odi", *["2"] * 8, "-", "open"), "odi: 40.00 of 0 to 100, 8 of 10 items"),
        (("peg", "6", "5"), "no score, 2 of 3 items answered; at least 3 are needed"),
    ],
)
def test_answers_are_scored_and_what_is_left_open_is_never_no(words, shown, capsys):
    status, text = printed(capsys, "score", *words)
    assert status == 0
    assert shown in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("score", "peg", "6", "5", "11"), "peg[2]: is out of range"),
        (("score", "peg", "six", "5", "4"), "peg[0]: is no answer"),
        (("score", "peg", "1", "2", "3", "4"), "too many answers"),
        (("score", "peg"), "none were given"),
        (("score", "pog", "1"), "no instrument of that id"),
        (("check", "peg"), "one file is needed"),
        (("check", "peg", "nowhere.yaml"), "cannot be read"),
        (("check", "rmdq", OURS), "another number of items"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_its_place(words, told, capsys):
    status, text = printed(capsys, *words)
    assert status == 2
    assert told in text


def test_a_refusal_holds_no_answer(capsys):
    assert "8765" not in printed(capsys, "score", "peg", "8765", "1", "1")[1]
