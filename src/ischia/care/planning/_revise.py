"""Changes and other lengths, each planned anew, checked, and with what it costs."""

from attrs import frozen

from ischia.care.assessment import Assessment
from ischia.care.intake import Intake
from ischia.care.planning._brief import Change
from ischia.care.planning._plan import plan
from ischia.care.planning._records import SessionPlan
from ischia.care.screening import Clearance
from ischia.errors import InfeasiblePlan
from ischia.knowledge import Knowledge

LENGTHS = (30, 45, 60, 75, 90)
"""Booked minutes that a practice offers; our default."""


@frozen
class Revision:
    """A plan after changes, and what they cost in the value of the plan (0: nothing)."""

    plan: SessionPlan
    cost: int


def revise(
    intake: Intake,
    clearance: Clearance,
    assessment: Assessment,
    *,
    changes: tuple[Change, ...],
    knowledge: Knowledge,
) -> Revision:
    """Return the best lawful plan with the changes in it, and what they cost.

    Answers to what the client said of earlier sessions cost nothing: the plan before the
    changes has them too.

    Raises
    ------
    InfeasiblePlan
        When the changes leave nothing lawful.
    """
    given = tuple(one for one in changes if one.is_answer)
    before = plan(intake, clearance, assessment, knowledge=knowledge, changes=given)
    after = plan(intake, clearance, assessment, knowledge=knowledge, changes=changes)
    return Revision(after, before.optimality.objective - after.optimality.objective)


def alternatives(
    intake: Intake,
    clearance: Clearance,
    assessment: Assessment,
    *,
    knowledge: Knowledge,
    changes: tuple[Change, ...] = (),
) -> dict[int, SessionPlan]:
    """Return the best plan for each usual length for which there is one."""
    found = {}
    for minutes in LENGTHS:
        booked = (*changes, Change("minutes", minutes=minutes))
        try:
            found[minutes] = plan(
                intake, clearance, assessment, knowledge=knowledge, changes=booked
            )
        except InfeasiblePlan:
            continue
    return found
