from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given

from ischia import documents
from ischia.care import screening
from ischia.knowledge import shipped
from tests.strategies import intake_of, written_answers

KNOWN = shipped()
INTAKE = jsonschema.Draft202012Validator(documents.schema("intake", knowledge=KNOWN))
SCREEN = jsonschema.Draft202012Validator(documents.schema("screen", knowledge=KNOWN))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples/intakes").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_follow_the_intake_schema(path):
    INTAKE.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@given(written_answers())
def test_what_the_reader_accepts_the_schema_accepts(answers):
    INTAKE.validate({"answers": answers})
    clearance = screening.screen(intake_of(answers), knowledge=KNOWN)
    SCREEN.validate(documents.screening_json(clearance))


@pytest.mark.parametrize(
    "broken",
    [{"answers": {"age": 900}}, {"answers": {"fewer": "no"}}, {"visit": {"minutes": 3}}, {"x": 1}],
)
def test_what_the_reader_refuses_the_schema_refuses(broken):
    assert not INTAKE.is_valid(broken)
