"""Break each pattern in every small way; the tables of people must notice."""

from collections import defaultdict

import pytest
from attrs import evolve

from ischia.care.assessment._match import match_pattern
from tests.spec import test_pattern_edges as edges
from tests.spec import test_patterns as table
from tests.strategies import intake_of

KNOWN = table.KNOWN

EXPLAIN_ONLY = {
    ("back_strain", "It began with a fall or a blow"),
    ("back_strain", "It came slowly"),
    ("fibromyalgia", "Other parts of the body do not hurt"),
    ("pelvic_girdle", "Neither pregnant nor a recent birth"),
    ("spondylolisthesis", "Nobody has found a slipped vertebra"),
}
"""Clues against that can only hold where too little speaks for the pattern anyway."""


def people():
    """Return, by pattern, answers and whether the pattern must fit them."""
    found = defaultdict(list)

    def add(pattern, answers, *, fits):
        found[pattern].append((intake_of(answers).answers, fits))

    for pattern, typical, near_miss in table.TABLE:
        add(pattern, {**table.QUIET, **typical}, fits=True)
        add(pattern, {**table.QUIET, **near_miss}, fits=False)
    for pattern, answers in edges.LEAST:
        add(pattern, answers, fits=True)
        for dropped in answers:
            add(pattern, {q: a for q, a in answers.items() if q != dropped}, fits=False)
    for pattern, answers in edges.AGAINST:
        add(pattern, {**table.QUIET, **answers}, fits=False)
    for pattern, typical in edges.BARRED_BY_NERVE.items():
        places = [*typical.get("pain_map", edges.BACK), *edges.SHIN]
        below = {**table.QUIET, **typical, "pain_map": places, **edges.NERVE}
        add(pattern, below, fits=False)
    for pattern, typical in edges.BARRED_BY_CONSTANT_PAIN.items():
        add(pattern, {**table.QUIET, **typical, "pain_constant": "yes"}, fits=False)
    return found


PEOPLE = people()


def mutants():
    """Yield each pattern with one clue left out or its threshold moved by one."""
    for pattern in KNOWN.patterns.values():
        for step in (-1, 1):
            yield pattern.id, f"needs {step:+}", evolve(pattern, at_least=pattern.at_least + step)
        for n, clue in enumerate(pattern.clues_for):
            rest = pattern.clues_for[:n] + pattern.clues_for[n + 1 :]
            yield pattern.id, clue.because.text, evolve(pattern, clues_for=rest)
        for n, clue in enumerate(pattern.clues_against):
            if clue.strength == "strong":
                rest = pattern.clues_against[:n] + pattern.clues_against[n + 1 :]
                yield pattern.id, clue.because.text, evolve(pattern, clues_against=rest)


def goes_unnoticed(broken):
    return all(
        match_pattern(broken, answers).match.fits is fits for answers, fits in PEOPLE[broken.id]
    )


@pytest.mark.parametrize("pattern", sorted(KNOWN.patterns))
def test_every_broken_pattern_is_noticed(pattern):
    survivors = {
        (name, what)
        for name, what, broken in mutants()
        if name == pattern
        if goes_unnoticed(broken)
    }
    assert survivors == {pair for pair in EXPLAIN_ONLY if pair[0] == pattern}
