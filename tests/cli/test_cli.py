import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from ischia import __version__, documents
from ischia.care import pathway
from ischia.cli import main
from ischia.errors import InternalError
from ischia.knowledge import KINDS, shipped

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/intakes").glob("*.yaml"))
ON = ["--on", "2026-11-20"]


def example(number: int) -> str:
    return str(next(path for path in EXAMPLES if path.name.startswith(f"{number:02d}_")))


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_version_is_printed(capsys):
    assert run(capsys, "--version") == (0, f"ischia {__version__}\n", "")


def test_without_a_command_the_help_is_shown(capsys):
    status, out, _ = run(capsys)
    assert status == 2
    assert "screen" in out


@pytest.mark.parametrize(("number", "status"), [(1, 0), (4, 3), (6, 3), (9, 0), (10, 3)])
@pytest.mark.parametrize("verb", ["screen", "plan"])
def test_the_exit_status_says_whether_massage_may_be_given(capsys, verb, number, status):
    assert run(capsys, verb, example(number), *ON)[0] == status


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("verb", ["screen", "assess", "plan"])
def test_json_follows_its_published_schema(capsys, verb, path):
    _, out, _ = run(capsys, verb, str(path), "--format", "json", *ON)
    jsonschema.validate(json.loads(out), documents.schema(verb, knowledge=shipped()))


def test_the_same_input_gives_the_same_bytes(capsys):
    first = run(capsys, "plan", example(9), "--format", "json", *ON)
    assert run(capsys, "plan", example(9), "--format", "json", *ON) == first


def test_minutes_on_the_command_line_override_the_file(capsys):
    _, out, _ = run(capsys, "plan", example(9), "--minutes", "30", "--format", "json", *ON)
    assert json.loads(out)["session"]["booked_minutes"] == 30


@pytest.mark.parametrize("minutes", ["5", "200"])
def test_minutes_out_of_range_are_refused(capsys, minutes):
    status, _, err = run(capsys, "plan", example(9), "--minutes", minutes, *ON)
    assert status == 2
    assert "15 to 120 whole minutes" in err


def untouchable(tmp_path):
    text = Path(example(9)).read_text(encoding="utf-8")
    path = tmp_path / "x.yaml"
    path.write_text(text.replace("visit: {", "visit: {not_there: [body], "), encoding="utf-8")
    return str(path)


def test_where_no_lawful_plan_exists_the_clash_is_named(capsys, tmp_path):
    status, out, _ = run(capsys, "plan", untouchable(tmp_path), *ON)
    assert status == 4
    assert "No lawful session fits this visit." in out
    assert len(out.splitlines()) > 1
    status, out, _ = run(capsys, "plan", untouchable(tmp_path), "--format", "json", *ON)
    assert json.loads(out)["error"]["code"] == "infeasible"


def test_the_chart_is_drawn_also_where_no_plan_exists(capsys, tmp_path):
    for path in (example(9), example(4), untouchable(tmp_path)):
        status, out, _ = run(capsys, "chart", path, *ON)
        assert status == 0
        assert out.startswith("<svg")


def test_a_fault_of_ours_is_told_as_ours(capsys, monkeypatch):
    def broken(*_, **__):
        raise InternalError("A plan failed its check and was not handed out.")

    monkeypatch.setattr(pathway, "first_visit", broken)
    status, out, err = run(capsys, "plan", example(9), *ON)
    assert (status, out) == (1, "")
    assert "failed its check" in err


def test_standard_input_is_read(capsys, monkeypatch):
    text = Path(example(9)).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run(capsys, "screen", "-", *ON)[0] == 0


def test_many_lines_give_one_result_a_line_and_the_worst_decides(capsys, tmp_path):
    lines = ['{"answers": {"fever_now": "yes"}}', '{"answers": {"age": 900}}', "", "{"]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    status, out, _ = run(capsys, "screen", str(path), "--format", "json", *ON)
    results = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert results[0]["disposition"] == "not_today"
    assert results[1]["error"]["defects"][0]["where"] == "answers.age"
    assert results[2]["error"]["source"].endswith("line 4")


def test_a_result_can_be_written_to_a_file(capsys, tmp_path):
    path = tmp_path / "plan.txt"
    assert run(capsys, "plan", example(9), "-o", str(path), *ON)[1] == ""
    assert "pressure" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["plan", "nowhere.yaml"], "nowhere.yaml"),
        (["plan", str(Path(__file__).parent)], "it cannot be read"),
        (["screen", example(9), "-o", "/nowhere/x.txt"], "it cannot be written"),
        (["knowledge", "list", "kittens"], "there is no such kind"),
        (["knowledge", "show", "kittens"], "there is no such entry"),
    ],
)
def test_what_cannot_be_done_is_told_plainly(capsys, arguments, part):
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert part in err
    assert "Traceback" not in err


def test_a_file_that_is_not_text_is_refused(capsys, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "it is not UTF-8 text" in run(capsys, "screen", str(path))[2]


@pytest.mark.parametrize("kind", KINDS)
def test_knowledge_is_listed_one_id_a_line(capsys, kind):
    status, out, _ = run(capsys, "knowledge", "list", kind)
    assert status == 0
    assert out.split() == sorted(shipped().kind(kind))


def test_knowledge_is_checked_and_shown(capsys):
    assert run(capsys, "knowledge", "check")[0] == 0
    status, out, _ = run(capsys, "knowledge", "show", "cauda_equina")
    assert status == 0
    assert json.loads(out)["kind"] == "red_flags"


@pytest.mark.parametrize("name", ["intake", "screen", "assess", "plan"])
def test_schemas_are_schemas(capsys, name):
    _, out, _ = run(capsys, "schema", name)
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_timings_stay_out_of_the_result(capsys):
    _, out, err = run(capsys, "screen", example(9), "--timing", *ON)
    assert "knowledge" in err
    assert " s," not in out


def test_no_client_value_reaches_a_message(capsys, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "patient: [Kim Invented]\n"
        "answers: {age: 812, fever_now: Kim Invented, pain_map: [{site: Kim Invented}]}\n"
        "visit: {place: Kim Invented, minutes: 812}\n",
        encoding="utf-8",
    )
    status, out, err = run(capsys, "plan", str(path), *ON)
    assert status == 2
    assert "Kim" not in out + err
    assert "812" not in out + err
