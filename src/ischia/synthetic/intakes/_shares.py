"""How often people answer what: read from data, matched to one invented person."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ischia.knowledge import Question
from ischia.reading import parse_yaml


@cache
def shares() -> Mapping[str, Any]:
    """Return the table of shares."""
    text = files(__package__).joinpath("data/shares.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = parse_yaml(text).data or {}
    return MappingProxyType(dict(data))


def share_of_yes(question: Question, person: Mapping[str, Any]) -> float:
    """Return how often such a person answers yes."""
    table = shares()
    rows = table["yes_no"].get(question.id)
    if rows is None:
        return float(table["groups"].get(question.group, table["by_default"]["yes_no"]))
    return share_among(rows, person)


def share_among(rows: Iterable[Mapping[str, Any]], person: Mapping[str, Any]) -> float:
    """Return the share of the first row that fits such a person."""
    return next(float(row["share"]) for row in rows if _fits(row.get("if", {}), person))


def _fits(wanted: Mapping[str, Any], person: Mapping[str, Any]) -> bool:
    return all(_matches(value, person.get(key)) for key, value in wanted.items())


def _matches(wanted: object, told: object) -> bool:
    if isinstance(wanted, list):
        return isinstance(told, int) and wanted[0] <= told <= wanted[1]
    if wanted is True:
        return told == "yes" or (isinstance(told, Mapping) and told.get("answer") == "yes")
    return told == wanted


def sources() -> frozenset[str]:
    """Return every source id that the table names."""
    return frozenset(_named(shares()))


def _named(part: object) -> Iterable[str]:
    if isinstance(part, Mapping):
        for key, inner in part.items():
            yield from inner if key == "from" else _named(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named(inner)
