"""The verb: from an intake that was cleared to the best lawful session."""

from collections import Counter

from attrs import evolve

from ischia.care.assessment import Assessment
from ischia.care.intake import Intake
from ischia.care.planning._assemble import pieces
from ischia.care.planning._brief import Brief, Change, brief
from ischia.care.planning._cautions import cautions
from ischia.care.planning._changes import changed, rebooked, undone
from ischia.care.planning._check import faults
from ischia.care.planning._clash import clashes, has_plan
from ischia.care.planning._exact import Solution, solve
from ischia.care.planning._explain import Explainer
from ischia.care.planning._figures import Figures, figures
from ischia.care.planning._home_care import course, home_care
from ischia.care.planning._problem import Problem, problem
from ischia.care.planning._records import Optimality, SessionPlan, Weight
from ischia.care.planning._ways import FOOT
from ischia.care.screening import Clearance
from ischia.errors import InfeasiblePlan, InternalError
from ischia.knowledge import Knowledge


def plan(
    intake: Intake,
    clearance: Clearance,
    assessment: Assessment,
    *,
    knowledge: Knowledge,
    changes: tuple[Change, ...] = (),
) -> SessionPlan:
    """Return the best lawful session for the visit, explained and checked.

    Parameters
    ----------
    intake
        The checked intake with the brief of the visit.
    clearance
        The result of screening this same intake; it must permit treatment.
    assessment
        Which pattern the answers behave like; without one the marks alone count.
    knowledge
        What is known.
    changes
        What therapist or client want otherwise; planned anew within the same limits.

    Returns
    -------
    SessionPlan
        Optimal for the named weights; the same input gives the same bytes.

    Raises
    ------
    InfeasiblePlan
        When the limits leave no lawful session; names them and what would free them.
    InternalError
        When the clearance does not permit treatment or is of another day, or when the plan
        fails its own check. No plan is handed out.
    """
    _refuse_uncleared(intake, clearance)
    intake = rebooked(intake, changes)
    asked, known = brief(intake, clearance, assessment, knowledge=knowledge), figures(knowledge)
    asked = changed(asked, changes, knowledge=knowledge)
    posed = problem(asked, known, knowledge)
    solution = solve(posed)
    if solution is None or not solution.options:
        is_ours = changes and has_plan(intake, clearance, assessment, knowledge=knowledge)
        if is_ours and (found := undone(changes)):
            raise InfeasiblePlan(found)
        raise clashes(intake, clearance, assessment, knowledge=knowledge)
    made = _described(intake, (asked, posed, solution), known, knowledge)
    if wrong := faults(made, asked.restrictions, intake.visit, knowledge=knowledge):
        raise InternalError("A plan failed its check and was not handed out: " + "; ".join(wrong))
    return made


def _refuse_uncleared(intake: Intake, clearance: Clearance) -> None:
    if not clearance.permits_treatment:
        raise InternalError("A session was asked for without a clearance that permits treatment.")
    if clearance.on != intake.on:
        raise InternalError("The clearance belongs to another day than the intake.")


def _described(
    intake: Intake,
    solved: tuple[Brief, Problem, Solution],
    known: Figures,
    knowledge: Knowledge,
) -> SessionPlan:
    asked, posed, solution = solved
    explainer = Explainer(asked, known, knowledge)
    works = [work for option in solution.options for work in option.works]
    totals: Counter[str] = Counter()
    for work in works:
        totals[work.site] += work.recipe.minutes
    timed = pieces(solution.layout, works, asked, known)
    segments = explainer.segments(timed, totals)
    minutes = sum(segment.minutes for segment in segments)
    held = explainer.limits(posed, solution)
    is_bent = any(one.code == "limit.bent" for one in held)
    without = _without_feet(asked, known, knowledge) if totals[FOOT] else 0
    return SessionPlan(
        patient=intake.patient,
        on=intake.on,
        knowledge_version=knowledge.version,
        booked_minutes=asked.booked,
        minutes=minutes,
        hands_on_minutes=sum(work.recipe.minutes for work in works),
        style=asked.style,
        cautions=cautions(asked, segments, knowledge=knowledge),
        segments=segments,
        left_out=explainer.left_out(works, is_bent=is_bent),
        notes=explainer.notes(totals, without, minutes, is_bent=is_bent),
        limits=held,
        optimality=Optimality("optimal", solution.value, solution.value),
        weights=tuple(
            Weight(name, value, known.weight_meanings[name])
            for name, value in known.weights.items()
        ),
        home_care=home_care(asked, knowledge=knowledge),
        course=course(asked, intake.visit, knowledge=knowledge),
    )


def _without_feet(asked: Brief, known: Figures, knowledge: Knowledge) -> int:
    """Return the hands-on minutes that body and hips would get without foot work."""
    targets = tuple(target for target in asked.targets if target.site != FOOT)
    solution = solve(problem(evolve(asked, targets=targets), known, knowledge))
    return sum(option.minutes for option in solution.options) if solution else 0
