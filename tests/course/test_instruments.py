import pytest

from ischia import instruments
from ischia.errors import InputError
from ischia.knowledge import shipped


def test_every_source_of_an_instrument_is_a_checked_source():
    known = shipped().sources
    for entry in instruments.catalogue().values():
        for source in entry.sources:
            assert known[source].checked


def test_every_threshold_names_a_source():
    with_threshold = [e for e in instruments.catalogue().values() if e.threshold]
    assert with_threshold
    assert all(entry.sources for entry in with_threshold)


def test_an_open_item_is_never_counted_as_no():
    assert instruments.score("rmdq", answers=[0] * 23 + [None]).value is None
    assert instruments.score("rmdq", answers=[0] * 24).value == 0.0


@pytest.mark.parametrize(
    ("instrument", "answers", "value"),
    [
        ("psfs", [4, 6], 5.0),
        ("peg", [6, 5, 4], 5.0),
        ("peg", [6, 5, None], None),
        ("rmdq", [1, 0] * 12, 12.0),
        ("odi", [5] * 10, 100.0),
        ("odi", [1] * 8 + [None, None], 20.0),
        ("odi", [1] * 7 + [None] * 3, None),
        ("pain_now", [7], 7.0),
    ],
)
def test_scores_follow_the_published_rule(instrument, answers, value):
    assert instruments.score(instrument, answers=answers).value == value


def test_every_answer_out_of_range_is_named_and_none_is_quoted():
    with pytest.raises(InputError) as refused:
        instruments.score("odi", answers=[77, 1, -8])
    assert [defect.where for defect in refused.value.defects] == ["odi[0]", "odi[2]"]
    assert "77" not in str(refused.value)


def test_more_answers_than_items_are_refused():
    with pytest.raises(InputError, match="too many answers"):
        instruments.score("peg", answers=[1, 2, 3, 4])


FHIR = """{"resourceType": "Questionnaire", "title": "P", "item": [
  {"linkId": "0", "type": "display", "text": "Think of the last week."},
  {"linkId": "g", "type": "group", "text": "Rate", "item": [
    {"linkId": "1", "type": "integer", "text": "one"},
    {"linkId": "2", "type": "integer", "text": "two"}]},
  {"linkId": "3", "type": "integer", "text": "three"}]}"""


def test_the_wording_of_a_licensed_form_is_brought_by_its_user():
    assert instruments.read_wording(FHIR, instrument="peg").items == ("one", "two", "three")


@pytest.mark.parametrize("text", [f"\ufeff{FHIR}", "\ufefftitle: P\nitems: [one, two, three]"])
def test_a_mark_at_the_start_of_a_file_is_no_part_of_it(text):
    assert len(instruments.read_wording(text, instrument="peg").items) == 3


@pytest.mark.parametrize(
    ("text", "instrument", "says"),
    [
        (FHIR, "rmdq", "another number of items than the instrument: 3 with words. Accepted: 24"),
        (FHIR.replace('"one"', '" "'), "peg", "2 with words"),
        (FHIR, "moon", "no instrument of that id"),
        ("items: 3", "peg", "items: a list of words"),
        ("items: [one, two, 3]", "peg", "items: a list of words"),
        ("items: [one, two, '']", "peg", r"items\[2\]: holds no words"),
        ("titel: P\nitems: [one, two, three]", "peg", "titel: this field is not known"),
        ('{"resourceType": "QuestionnaireResponse"}', "peg", "another FHIR resource"),
        ('{"resourceType": "Bundle", "entry": []}', "peg", "another FHIR resource"),
        ("[one, two, three]", "peg", "holds no questionnaire"),
        ("[", "peg", "not YAML"),
        ("", "peg", "holds no questionnaire"),
    ],
)
def test_a_form_that_is_not_the_instrument_is_refused(text, instrument, says):
    with pytest.raises(InputError, match=says):
        instruments.read_wording(text, instrument=instrument)
