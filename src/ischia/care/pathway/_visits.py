"""A first visit, changes of its plan, and its plans at other lengths."""

from collections.abc import Mapping

from attrs import evolve, frozen

from ischia.care import assessment, planning, screening
from ischia.care.intake import Intake
from ischia.knowledge import Answer, Knowledge


@frozen
class FirstVisit:
    """What a first visit came to; there is a plan only when the clearance permits one."""

    clearance: screening.Clearance
    assessment: assessment.Assessment
    plan: planning.SessionPlan | None


def first_visit(
    intake: Intake, *, knowledge: Knowledge, lifts: tuple[screening.Lift, ...] = ()
) -> FirstVisit:
    """Screen, assess and, if the clearance permits treatment, plan the session.

    Parameters
    ----------
    intake
        Checked answers with the visit's brief.
    knowledge
        What is known.
    lifts
        Limits that the therapist lifts by name, where knowledge allows it.

    Raises
    ------
    InfeasiblePlan
        When treatment is permitted but the limits leave no lawful session.
    """
    clearance = screening.screen(intake, knowledge=knowledge, lifts=lifts)
    found = assessment.assess(intake, knowledge=knowledge)
    plan = None
    if clearance.permits_treatment:
        plan = planning.plan(intake, clearance, found, knowledge=knowledge)
    return FirstVisit(clearance=clearance, assessment=found, plan=plan)


@frozen
class Revised:
    """A visit after changes; ``cost`` is what they take off the plan's value (0: nothing).

    ``cost`` is ``None`` where there is no plan after the changes or was none before them.
    """

    visit: FirstVisit
    cost: int | None


def revise(
    intake: Intake,
    *,
    changes: tuple[planning.Change, ...],
    answers: Mapping[str, Answer] | None = None,
    lifts: tuple[screening.Lift, ...] = (),
    knowledge: Knowledge,
) -> Revised:
    """Return the visit with changes to its plan: the only way to swap, pin, drop or shorten.

    Everything is planned anew within the limits and checked again. Answers that changed since
    the intake are put in its place and screened first, so that a new danger sign ends the visit
    before any change is made.

    Parameters
    ----------
    intake
        Today's checked intake.
    changes
        All changes so far, in the order they were made; none loosens a limit.
    answers
        What the client or therapist now says otherwise, by question id.
    lifts
        Limits that the therapist lifts by name, where knowledge allows it.

    Raises
    ------
    InfeasiblePlan
        When the changes leave no lawful session.
    """
    now = evolve(intake, answers={**intake.answers, **(answers or {})})
    clearance = screening.screen(now, knowledge=knowledge, lifts=lifts)
    found = assessment.assess(now, knowledge=knowledge)
    if not clearance.permits_treatment:
        return Revised(FirstVisit(clearance=clearance, assessment=found, plan=None), None)
    after = planning.revise(now, clearance, found, changes=changes, knowledge=knowledge)
    visit = FirstVisit(clearance=clearance, assessment=found, plan=after.plan)
    return Revised(visit, after.cost)


@frozen
class Lengths:
    """The plan for each usual length in minutes; ``None`` where no plan is lawful."""

    clearance: screening.Clearance
    assessment: assessment.Assessment
    plans: Mapping[int, planning.SessionPlan | None]


def alternatives(
    intake: Intake,
    *,
    knowledge: Knowledge,
    lifts: tuple[screening.Lift, ...] = (),
    changes: tuple[planning.Change, ...] = (),
) -> Lengths:
    """Return the best plan for 30, 45, 60, 75 and 90 minutes; none if the screen permits none.

    ``changes`` stand in each of them: the answers to what the client said.
    """
    clearance = screening.screen(intake, knowledge=knowledge, lifts=lifts)
    found = assessment.assess(intake, knowledge=knowledge)
    plans: dict[int, planning.SessionPlan | None] = {}
    if clearance.permits_treatment:
        made = planning.alternatives(intake, clearance, found, knowledge=knowledge, changes=changes)
        plans = {minutes: made.get(minutes) for minutes in planning.LENGTHS}
    return Lengths(clearance, found, plans)
