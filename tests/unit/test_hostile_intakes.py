"""What nobody should hand in: one clear message each, or the cautious reading of it."""

import json
from pathlib import Path

import pytest
import yaml

from ischia.care.intake import ordinary_answers, read
from ischia.care.screening import screen, second_opinion
from ischia.cli import main
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.reading import Document, parse_json, parse_yaml
from tests.strategies import DAY

KNOWN = shipped()
TABLE = yaml.safe_load(Path(__file__).with_name("hostile_intakes.yaml").read_text("utf-8"))
HEAD = "ischia: intake/1\npatient: test\n"


def named(rows):
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("row", named(TABLE["refused"]))
def test_one_clear_message_says_what_and_where(row):
    document = parse_yaml(HEAD + row["intake"])
    with pytest.raises(InputError) as refused:
        read(document, knowledge=KNOWN, on=DAY)
    (defect,) = refused.value.defects
    assert defect.sentence().startswith(row["at"])
    assert row["what"] in defect.what
    assert defect.accepted


@pytest.mark.parametrize("row", named(TABLE["comes_to"]))
def test_what_can_be_read_is_read_cautiously(row):
    data = parse_yaml(HEAD + row["intake"]).data
    if not row.get("blank"):
        data["answers"] = {**ordinary_answers(KNOWN), **data.get("answers", {})}
    asked = read(Document(data), knowledge=KNOWN, on=DAY)
    clearance = screen(asked, knowledge=KNOWN)
    reasons = [(one.id, one.tier.slug) for one in clearance.findings]
    assert clearance.disposition is Disposition.from_slug(row["disposition"]), reasons
    if not row.get("blank"):  # trying every completion of a blank intake takes seconds
        assert second_opinion(asked, knowledge=KNOWN).disposition is clearance.disposition
    assert row.get("open", "calf_signs") in clearance.unanswered or "open" not in row
    assert row.get("closed") not in clearance.unanswered


LONG = "a" * 10_001
MANY = ", ".join(f"{{site: lumbar, side: left, intensity: {n % 10}}}" for n in range(201))
FILES = [
    ("nested lists", "x.yaml", "a: " + "[" * 100_000 + "]" * 100_000, "nested too deep"),
    ("lists never closed", "x.yaml", "a: " + "[" * 100_000, "nested too deep"),
    ("nested maps", "x.yaml", "a: " + "{a: " * 5000 + "1" + "}" * 5000, "nested too deep"),
    ("nested dashes", "x.yaml", "- " * 50_000 + "a", "nested too deep"),
    ("nested questions", "x.yaml", "? " * 50_000 + "a", "nested too deep"),
    ("nested lines", "x.yaml", "".join(" " * n + "a:\n" for n in range(300)), "nested too deep"),
    ("nested JSON", "x.json", '{"answers": ' + "[" * 100_000, "this is not JSON"),
    ("a number without end in JSON", "x.json", '{"a": ' + "9" * 5000 + "}", "this is not JSON"),
    ("a number without end", "x.yaml", f"answers: {{age: {'9' * 5000}}}", "cannot be read"),
    ("laughs", "x.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "an alias is not read"),
    ("an alias of itself", "x.yaml", "answers: &a\n  x: *a\n", "an alias is not read"),
    ("two documents", "x.yaml", f"{HEAD}---\n{HEAD}", "another document"),
    ("nothing", "x.yaml", "# nothing\n", "it is empty"),
    ("a list", "x.yaml", "- a\n", "a group of fields is needed here"),
    ("NaN in JSON", "x.json", '{"answers": {"age": NaN}}', "a whole number is needed here"),
    ("half a sign in JSON", "x.json", '{"patient": "\\ud800"}', "a sign stands in it"),
    ("a NUL in JSON", "x.json", '{"words": {"note": "a\\u0000b"}}', "a sign stands in it"),
    ("a NUL byte", "x.yaml", "words: {note: 'a\0b'}", "this is not YAML"),
    ("words without end", "x.yaml", f"words: {{note: {LONG}}}", "this text is too long"),
    ("a client's name without end", "x.yaml", f"patient: {LONG}", "this text is too long"),
    ("marks without end", "x.yaml", f"answers: {{pain_map: [{MANY}]}}", "too many marks"),
]


@pytest.mark.parametrize("row", FILES, ids=[row[0] for row in FILES])
def test_a_file_is_refused_and_never_ends_the_program(row, tmp_path, capsys):
    name, file, text, what = row
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    assert main(["screen", str(path), "--on", DAY.isoformat()]) == 2, name
    told = capsys.readouterr()
    assert what in told.err
    assert told.out == ""
    assert len(told.err) < 20_000


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "latin-1", "cp1252", "euc-kr", "shift-jis"]
)
def test_another_encoding_is_named_as_such(encoding, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    words = {"euc-kr": "허리", "shift-jis": "腰"}.get(encoding, "Müller")
    path.write_bytes(f"{HEAD}words: {{note: '{words}'}}\n".encode(encoding))
    assert main(["screen", str(path)]) == 2
    assert "it is not UTF-8 text" in capsys.readouterr().err


def test_a_mark_of_byte_order_is_no_matter(tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}answers: {{age: 40}}\n".encode())
    assert main(["screen", str(path)]) == 3
    assert capsys.readouterr().out.startswith("ASK FIRST")


def test_of_very_many_defects_the_first_are_told_and_the_rest_counted():
    rows = ", ".join(f"question_{n}: yes" for n in range(5000))
    with pytest.raises(InputError) as refused:
        read(parse_yaml(f"{HEAD}answers: {{{rows}}}"), knowledge=KNOWN, on=DAY)
    assert len(refused.value.defects) == 5000
    assert len(str(refused.value).splitlines()) == 52
    assert str(refused.value).endswith("and 4950 more of this file")


def test_an_endless_key_is_told_short():
    with pytest.raises(InputError) as refused:
        read(parse_json(json.dumps({"answers": {"a" * 5000: "yes"}})), knowledge=KNOWN, on=DAY)
    assert len(str(refused.value)) < 500


def test_brackets_in_words_are_no_nesting():
    words = "[" * 100 + " { " * 100
    document = parse_yaml(f"{HEAD}words: {{note: '{words}'}}\n")
    assert document.defects == ()
    assert document.data["words"]["note"] == words


def test_a_plan_of_forty_levels_is_read_and_one_more_refused():
    assert parse_yaml("[" * 40 + "]" * 40).defects == ()
    assert parse_yaml("[" * 41 + "]" * 41).defects
