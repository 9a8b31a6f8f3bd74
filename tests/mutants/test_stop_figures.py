"""Every figure of a rule that stops a session is moved by one; an edge must notice each time."""

from pathlib import Path

import pytest
import yaml
from attrs import evolve

from ischia.care.intake import ordinary_answers
from ischia.care.screening import tier_of
from ischia.knowledge import Count, Not, Pain, shipped
from ischia.quantities import Disposition
from tests.strategies import intake_of

KNOWN = shipped()
ORDINARY = ordinary_answers(KNOWN)
EDGES = yaml.safe_load(Path(__file__).with_name("edges.yaml").read_text("utf-8"))
FIGURES = ("at_least", "at_most", "within_days", "beyond_days")
# One day earlier a stricter rule of the same entry holds, so nothing could notice.
UNNOTICED = {
    "cauda_equina rule 8: bladder_change beyond_days 14 - 1",
    "cauda_equina rule 10: legs_both beyond_days 14 - 1",
    "progressive_neuro_deficit rule 4: leg_weak beyond_days 42 - 1",
}


def put(template, number):
    """Return the template with the number in place of each underscore."""
    if isinstance(template, dict):
        return {key: put(value, number) for key, value in template.items()}
    if isinstance(template, list):
        return [put(value, number) for value in template]
    return number if template == "_" else template


ROWS = [
    (row["entry"], intake_of({**ORDINARY, **put(row["answers"], number)}), expected)
    for row in EDGES
    for number, slug in row["at"].items()
    for expected in [Disposition.from_slug(slug)]
]
NAMES = [f"{row['entry']} {n} at {at}" for n, row in enumerate(EDGES, 1) for at in row["at"]]


def moved(criterion):
    """Yield the criterion with one of its figures moved by one, and which."""
    if isinstance(criterion, Not):
        yield from ((name, Not(part)) for name, part in moved(criterion.part))
    elif isinstance(criterion, Count):
        for n, part in enumerate(criterion.parts):
            before, after = criterion.parts[:n], criterion.parts[n + 1 :]
            for name, inner in moved(part):
                yield name, Count(criterion.n, (*before, inner, *after))
    else:
        for figure in FIGURES:
            number = getattr(criterion, figure, None)
            if number is None or (isinstance(criterion, Pain) and number == 1):
                continue
            for sign, step in (("-", -1), ("+", 1)):
                name = f"{criterion.question} {figure} {number} {sign} 1"
                yield name, evolve(criterion, **{figure: number + step})


def mutants():
    for entry in KNOWN.safety:
        for n, rule in enumerate(entry.rules):
            if rule.disposition < Disposition.NOT_TODAY:
                continue
            for name, when in moved(rule.when):
                rules = (*entry.rules[:n], evolve(rule, when=when), *entry.rules[n + 1 :])
                named = f"{entry.id} rule {n + 1}: {name}"
                yield pytest.param(named, evolve(entry, rules=rules), id=named)


MUTANTS = list(mutants())


@pytest.mark.parametrize(("row"), ROWS, ids=NAMES)
def test_an_entry_turns_at_its_edge(row):
    entry_id, asked, expected = row
    entry = next(one for one in KNOWN.safety if one.id == entry_id)
    assert tier_of(entry, asked) is expected


@pytest.mark.parametrize(("name", "mutant"), MUTANTS)
def test_a_moved_figure_is_noticed(name, mutant):
    noticed = any(
        tier_of(mutant, asked) is not expected
        for entry_id, asked, expected in ROWS
        if entry_id == mutant.id
    )
    assert noticed is (name not in UNNOTICED)


def test_what_cannot_be_noticed_is_named_and_there():
    assert {param.id for param in MUTANTS} >= UNNOTICED
