"""The stages in order: what one visit comes to. Closes the loop of care.

Screening comes first, always; assessment and planning follow only as far as it permits.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, frozen

from ischia import anatomy
from ischia.care import assessment, course, planning, screening
from ischia.care.intake import Intake, Visit
from ischia.errors import Defect, InputError
from ischia.knowledge import Answer, Knowledge
from ischia.reasons import Reason

_RECENT_VISITS: Final = 2
_FOOT_WORK = frozenset({"foot_massage", "foot_reflexology"})
_OTHER_STYLE = {"focused": "relaxation", "relaxation": "focused"}


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

    Raises
    ------
    InfeasiblePlan
        When the changes leave no lawful session.
    """
    now = evolve(intake, answers={**intake.answers, **(answers or {})})
    clearance = screening.screen(now, knowledge=knowledge)
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


def alternatives(intake: Intake, *, knowledge: Knowledge) -> Lengths:
    """Return the best plan for 30, 45, 60, 75 and 90 minutes; none if the screen permits none."""
    clearance = screening.screen(intake, knowledge=knowledge)
    found = assessment.assess(intake, knowledge=knowledge)
    plans: dict[int, planning.SessionPlan | None] = {}
    if clearance.permits_treatment:
        made = planning.alternatives(intake, clearance, found, knowledge=knowledge)
        plans = {minutes: made.get(minutes) for minutes in planning.LENGTHS}
    return Lengths(clearance, found, plans)


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


def next_visit(intake: Intake, history: course.History, *, knowledge: Knowledge) -> NextVisit:
    """Screen again, review the course and, if both permit it, plan the next session.

    What the client disliked is left out, what they liked is asked for, soreness makes the
    work lighter, and a course that must change its approach changes its style. Nothing here
    lifts a limit: the brief only asks, screening and planning decide.

    Parameters
    ----------
    intake
        Today's answers; what is not asked again today is unknown, as ever.
    history
        The course so far; today's screen is added to it.

    Raises
    ------
    InputError
        A history of another client, or a dislike that names nothing known.
    InfeasiblePlan
        When treatment is permitted but the limits leave no lawful session.
    """
    if intake.patient != history.patient:
        accepted = "the intake's patient"
        what = "belongs to another client than the intake"
        raise InputError("history", [Defect("patient", what, accepted, history.patient)])
    clearance = screening.screen(intake, knowledge=knowledge)
    found = assessment.assess(intake, knowledge=knowledge)
    today = course.Screened(intake.on, clearance.disposition)
    review = course.review(evolve(history, screens=(*history.screens, today)), on=intake.on)
    visit, changed = _brief(intake, history, review.decision, knowledge)
    plan = None
    if clearance.permits_treatment and review.decision.gives_session:
        asked = evolve(intake, visit=visit)
        plan = planning.plan(asked, clearance, found, knowledge=knowledge)
    return NextVisit(clearance, found, review, visit, changed, plan)


def _brief(
    intake: Intake, history: course.History, decision: course.Decision, knowledge: Knowledge
) -> tuple[Visit, tuple[Reason, ...]]:
    """Return the visit as the course would have it, and what was changed."""
    visit = evolve(intake.visit, first=False)
    changed = []
    for asked, reason in _wishes(intake, history, decision, knowledge):
        visit = evolve(visit, **asked)
        changed.append(reason)
    return visit, tuple(changed)


def _wishes(
    intake: Intake, history: course.History, decision: course.Decision, knowledge: Knowledge
) -> Iterator[tuple[dict[str, Any], Reason]]:
    visit, agreed = intake.visit, planning.wished(intake)
    recent = [one for one in history.visits if one.on <= intake.on][-_RECENT_VISITS:]
    _known_words(recent, knowledge)
    disliked = {name for one in recent for name in one.disliked}
    liked = {name for one in recent for name in one.liked}
    if sites := sorted(disliked - set(knowledge.techniques)):
        barred = tuple(dict.fromkeys((*visit.not_there, *sites)))
        yield {"not_there": barred}, Reason("next.not_there", {"sites": tuple(sites)})
    if left_out := sorted(disliked & set(knowledge.techniques)):
        known = visit.techniques or tuple(
            name
            for name, one in knowledge.techniques.items()
            if one.skill in {"basic", *visit.skills}
        )
        kept = tuple(name for name in known if name not in left_out)
        yield {"techniques": kept}, Reason("next.left_out", {"techniques": tuple(left_out)})
    if liked & _FOOT_WORK - disliked and agreed.foot_work == "unsaid":
        yield {"foot_work": "yes"}, Reason("next.foot_work", {})
    if _was_sore(history, intake, decision):
        yield {"pressure_wish": "light"}, Reason("next.lighter", {}, ("furlan2015",))
    elif decision.step is course.Step.CHANGE and agreed.style in _OTHER_STYLE:
        style = _OTHER_STYLE[agreed.style]
        yield {"style": style}, Reason("next.style", {"style": style}, ("cherkin2011",))


def _known_words(visits: Sequence[course.Visit], knowledge: Knowledge) -> None:
    """Refuse a dislike that names nothing known: a wish must not be lost in silence."""
    known = {*knowledge.techniques, *anatomy.body().sites}
    defects = [
        Defect(f"visits.{one.id}.disliked", "names no technique and no site", "their ids", name)
        for one in visits
        for name in one.disliked
        if name not in known
    ]
    if defects:
        raise InputError("history", defects)


def _was_sore(history: course.History, intake: Intake, decision: course.Decision) -> bool:
    """Whether more than mild soreness followed the last session, or sessions often."""
    days = [one.on for one in history.visits if one.on <= intake.on]
    return decision.rule == "sore_again" or any(
        one.severity is not course.Severity.MILD and bool(days) and one.on >= days[-1]
        for one in history.adverse
        if one.on <= intake.on
    )
