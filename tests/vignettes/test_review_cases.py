from pathlib import Path

import pytest
import yaml

from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen, second_opinion
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from tests.strategies import intake_of

KNOWN = shipped()
CASES = yaml.safe_load(Path(__file__).with_name("review_cases.yaml").read_text(encoding="utf-8"))
NAMES = [case["name"] for case in CASES]


def clearance_of(case):
    answers = {} if case.get("blank") else ordinary_answers(KNOWN)
    answers |= case["answers"]
    for question in case.get("unanswered", ()):
        del answers[question]
    asked = intake_of(answers)
    return screen(asked, knowledge=KNOWN), second_opinion(asked, knowledge=KNOWN)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_whole_screen_decides_the_case(case):
    clearance, second = clearance_of(case)
    reasons = [(one.id, one.tier.slug) for one in clearance.findings]
    assert clearance.disposition is Disposition.from_slug(case["expect"]), reasons
    assert second.disposition is clearance.disposition


def test_no_ordinary_client_of_the_first_part_is_sent_away():
    for case in CASES[: NAMES.index("Eleven-hour flight, one calf bigger and warm")]:
        assert clearance_of(case)[0].permits_treatment, case["name"]
