import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

from knowledge_words import answer_words, in_words

from ischia.knowledge import Count, Is, Not, Value, shipped

KNOWN = shipped()


@pytest.mark.parametrize("entry", KNOWN.safety, ids=lambda entry: entry.id)
def test_every_rule_and_case_of_an_entry_reads_as_words(entry):
    for rule in entry.rules:
        lines = list(in_words(rule.when, KNOWN))
        leaves = [leaf for leaf, _ in rule.when.leaves()]
        assert len([line for line in lines if not line.endswith(":")]) == len(leaves)
        assert not any("_" in line for line in lines), lines
    for vignette in entry.vignettes:
        for question, value in vignette.answers.items():
            told = answer_words(question, value)
            assert told
            assert "{" not in told


def test_times_courses_and_counts_are_told():
    lately = Is("leg_weak", course=("new", "worse"), within_days=14, examined=False)
    age = Value("age", at_least=60)
    lines = list(in_words(Count(2, (lately, age, Not(Is("leak_on_strain_only")))), KNOWN))
    assert lines[0] == "- at least 2 of these:"
    assert lines[1].endswith(
        "new or worse, begun within the last 14 days, not examined by a doctor"
    )
    assert lines[2] == "  - age 60 or more"
    assert lines[3].startswith("  - but not: yes to")
