from copy import deepcopy

import jsonschema
import pytest
import yaml

from ischia import documents
from ischia.care import course
from ischia.errors import InputError
from ischia.knowledge import shipped
from tests.course.test_reading import EXAMPLES, GOOD

SCHEMA = documents.schema("history", knowledge=shipped())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("course_*.yaml")), ids=lambda p: p.stem)
def test_the_examples_follow_the_schema(path):
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- texts only
    assert [e.message for e in VALIDATOR.iter_errors(as_json(data))] == []


def as_json(value):
    """Give numbers back to a tree of texts, and leave dates as JSON has them."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return int(value) if value.isdigit() else value


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("measures", "pain_average", 11),
        ("measures", "unheard_of", 1),
        ("visits", "minutes", 900),
        ("check_ins", "due_on", "soon"),
        ("check_ins", "answered_on", None),
        ("screens", "disposition", "fine"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(part, key, value):
    broken = deepcopy(GOOD)
    broken[part][0][key] = value
    assert not VALIDATOR.is_valid(broken)
    with pytest.raises(InputError):
        course.read_history(broken)


def test_a_good_history_follows_the_schema():
    assert VALIDATOR.is_valid(GOOD)
