"""The stages in order: what one visit comes to. Closes the loop of care.

Screening comes first, always; assessment and planning follow only as far as it permits.
"""

from attrs import frozen

from ischia.care import assessment, planning, screening
from ischia.care.intake import Intake
from ischia.knowledge import Knowledge


@frozen
class FirstVisit:
    """What a first visit came to; there is a plan only when the clearance permits one."""

    clearance: screening.Clearance
    assessment: assessment.Assessment
    plan: planning.SessionPlan | None


def first_visit(intake: Intake, *, knowledge: Knowledge) -> FirstVisit:
    """Screen, assess and, if the clearance permits treatment, plan the session.

    Parameters
    ----------
    intake
        Checked answers with the visit's brief.
    knowledge
        What is known.

    Raises
    ------
    InfeasiblePlan
        When treatment is permitted but the limits leave no lawful session.
    """
    clearance = screening.screen(intake, knowledge=knowledge)
    found = assessment.assess(intake, knowledge=knowledge)
    plan = None
    if clearance.permits_treatment:
        plan = planning.plan(intake, clearance, found, knowledge=knowledge)
    return FirstVisit(clearance=clearance, assessment=found, plan=plan)
