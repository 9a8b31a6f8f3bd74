"""Pairs of people who differ in what matters, through the whole screen and both evaluators."""

from pathlib import Path

import pytest
import yaml

from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen, second_opinion
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from tests.strategies import intake_of

KNOWN = shipped()
CASES = yaml.safe_load(Path(__file__).with_name("sceptic_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_matters_decides(case):
    answers = {**ordinary_answers(KNOWN), **case["answers"]}
    for question in case.get("unanswered", ()):
        del answers[question]
    asked = intake_of(answers)
    clearance = screen(asked, knowledge=KNOWN)
    reasons = [(one.id, one.tier.slug) for one in clearance.findings]
    assert clearance.disposition is Disposition.from_slug(case["expect"]), reasons
    assert second_opinion(asked, knowledge=KNOWN).disposition is clearance.disposition
