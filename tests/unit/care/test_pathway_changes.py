"""``pathway.revise`` and ``pathway.alternatives``: screened first, planned anew, checked."""

from ischia.care import pathway
from ischia.care.planning import Change
from ischia.knowledge import Answer, shipped
from ischia.quantities import Disposition, Truth
from tests.spec.test_patterns import QUIET, at
from tests.strategies import intake_of

KNOWN = shipped()
BACK = {**QUIET, "pain_map": at("lumbar both", strength=6)}
LESS = (Change("less", site="lumbar", pressure=1),)


def test_an_answer_that_changed_is_screened_before_any_change_is_made():
    asked = intake_of(BACK)
    before = pathway.revise(asked, changes=LESS, knowledge=KNOWN)
    assert before.visit.plan is not None
    fever = {"fever_now": Answer(Truth.YES)}
    after = pathway.revise(asked, changes=LESS, answers=fever, knowledge=KNOWN)
    assert after.visit.clearance.disposition > Disposition.ASK_FIRST
    assert after.visit.plan is None
    assert after.cost is None


def test_every_usual_length_has_a_plan_for_an_ordinary_back():
    found = pathway.alternatives(intake_of(BACK), knowledge=KNOWN)
    assert list(found.plans) == [30, 45, 60, 75, 90]
    assert all(plan and plan.minutes <= booked for booked, plan in found.plans.items())
