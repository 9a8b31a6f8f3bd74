import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.reading import Reader, parse_json, parse_yaml


def test_yaml_keeps_the_line_of_every_path():
    document = parse_yaml("a: 1\nb:\n  - {c: 2}\n")
    assert document.data == {"a": 1, "b": [{"c": 2}]}
    assert document.lines["b[0].c"] == 3


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 1\na: 2\n", "this key stands twice"),
        ("a: &x {b: 1}\nc: {<<: *x}\n", "merge keys and nested keys are not read"),
        ("a: [1\n", "this is not YAML"),
        ("a: 2026-13-41\n", "this value cannot be read"),
    ],
)
def test_broken_yaml_is_a_defect_and_not_a_crash(text, what):
    assert what in parse_yaml(text).defects[0].what


@given(st.text())
def test_any_text_is_parsed_or_refused(text):
    for parse in (parse_yaml, parse_json):
        document = parse(text)
        assert document.data is None or document.defects is not None


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": ', "nonsense", "[" * 100_000])
def test_broken_json_is_a_defect_and_not_a_crash(text):
    assert parse_json(text).defects


def test_a_reader_collects_every_defect_in_one_pass():
    defects = []
    reader = Reader({"n": 11, "word": "c", "more": 1, "text": ["x"]}, "top", defects)
    reader.whole("n", 0, 10)
    reader.choice("word", ("a", "b"))
    reader.text("text")
    reader.text("missing")
    reader.close()
    assert [(one.where, one.what) for one in defects] == [
        ("top.n", "a whole number is needed here"),
        ("top.word", "this word is not known here"),
        ("top.text", "a text is needed here"),
        ("top.missing", "this field is missing"),
        ("top.more", "this field is not known here"),
    ]


def test_no_message_holds_the_refused_value():
    defects = []
    Reader({"n": "secret words"}, "", defects).whole("n", 0, 10)
    assert "secret" not in defects[0].sentence() + repr(defects[0])
    assert defects[0].value == "secret words"
