"""A later visit: screen again, review the course, and plan by what the client said."""

from attrs import evolve, frozen

from ischia.care import assessment, course, planning, screening
from ischia.care.intake import Intake, Visit
from ischia.care.pathway._answered import answered
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge
from ischia.reasons import Reason


@frozen
class NextVisit:
    """What a later visit came to.

    Parameters
    ----------
    review
        The course up to today, with today's screen in it, and the decision.
    visit
        The brief after what helped and what the client said.
    changed
        What the course changed in the brief, and why.
    plan
        None where the screen permits none, or the course pauses, ends or refers.
    """

    clearance: screening.Clearance
    assessment: assessment.Assessment
    review: course.Review
    visit: Visit
    changed: tuple[Reason, ...]
    plan: planning.SessionPlan | None


@frozen
class NextBrief:
    """What a later visit is planned from.

    Parameters
    ----------
    intake
        Today's intake with the brief as the course and the client's words would have it.
    changed
        What was changed in the brief, and why.
    favours
        What helped and what was too hard, as changes every plan of the visit begins with.
    """

    intake: Intake
    review: course.Review
    changed: tuple[Reason, ...]
    favours: tuple[planning.Change, ...]


def next_brief(
    intake: Intake,
    history: course.History,
    *,
    knowledge: Knowledge,
    are_minutes_set: bool = False,
) -> NextBrief:
    """Review the course and answer what the client said, without planning yet.

    For callers who screened today already: the history holds that screen. Parameters and
    errors are those of :func:`next_visit`.
    """
    if intake.patient != history.patient:
        accepted = "the intake's patient"
        what = "belongs to another client than the intake"
        raise InputError("history", [Defect("patient", what, accepted, history.patient)])
    review = course.review(history, on=intake.on)
    asked = answered(
        intake, history, review.decision, knowledge=knowledge, are_minutes_set=are_minutes_set
    )
    return NextBrief(evolve(intake, visit=asked.visit), review, asked.changed, asked.favours)


def next_visit(
    intake: Intake,
    history: course.History,
    *,
    knowledge: Knowledge,
    are_minutes_set: bool = False,
) -> NextVisit:
    """Screen again, review the course and, if both permit it, plan the next session.

    What the client disliked is left out, what helped or was liked is favoured; a session that
    was too long, too short, too firm, too light or tiring changes minutes and pressure;
    soreness makes the work lighter, and a course that must change its approach changes its
    style. Nothing here lifts a limit: the brief only asks, screening and planning decide.

    Parameters
    ----------
    intake
        Today's answers; what is not asked again today is unknown, as ever.
    history
        The course so far; today's screen is added to it.
    are_minutes_set
        Whether today's minutes were set by hand; then the course leaves them as they are.

    Raises
    ------
    InputError
        A history of another client, or a word of theirs that names nothing known.
    InfeasiblePlan
        When treatment is permitted but the limits leave no lawful session.
    """
    clearance = screening.screen(intake, knowledge=knowledge)
    found = assessment.assess(intake, knowledge=knowledge)
    today = course.Screened(intake.on, clearance.disposition)
    asked = next_brief(
        intake,
        evolve(history, screens=(*history.screens, today)),
        knowledge=knowledge,
        are_minutes_set=are_minutes_set,
    )
    return NextVisit(
        clearance=clearance,
        assessment=found,
        review=asked.review,
        visit=asked.intake.visit,
        changed=asked.changed,
        plan=_plan(asked, clearance, found, knowledge),
    )


def _plan(
    asked: NextBrief,
    clearance: screening.Clearance,
    found: assessment.Assessment,
    knowledge: Knowledge,
) -> planning.SessionPlan | None:
    if not (clearance.permits_treatment and asked.review.decision.gives_session):
        return None
    return planning.plan(asked.intake, clearance, found, knowledge=knowledge, changes=asked.favours)
