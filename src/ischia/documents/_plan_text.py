"""The plan as a therapist reads it: cautions first, then the timeline, then home care."""

from collections.abc import Iterable, Iterator

from ischia.care.pathway import FirstVisit
from ischia.care.planning import Kind, Segment, SessionPlan
from ischia.documents._limit_lines import limit_lines
from ischia.documents._plan_why import claims, left_out, place_reasons
from ischia.documents._reasons import reason_text
from ischia.documents._screening_text import screening_text, sure_words, wrapped
from ischia.documents._words import (
    DISPOSITION_WORDS,
    POSITION_WORDS,
    course_words,
    listing,
    place_words,
    readable,
)
from ischia.knowledge import Knowledge
from ischia.quantities import Disposition, Truth
from ischia.reasons import Reason

PART_WORDS = {
    Kind.ARRIVE: "Arrive, check, agree",
    Kind.POSITION: "Settle",
    Kind.TURN: "Turn",
    Kind.WASH: "Wash hands",
    Kind.WIPE: "Wipe the soles",
    Kind.REST: "Rest",
    Kind.TEACH: "Teach the exercise",
    Kind.RISE: "Rise slowly, ask how it was",
}


def visit_text(visit: FirstVisit, *, knowledge: Knowledge) -> str:
    """Return what a visit came to: the plan, or why there is none and what to do."""
    if visit.plan is None:
        head = screening_text(visit.clearance, knowledge=knowledge)
        return f"{head}\n\nThere is no session plan from here on."
    lines = [_headline(visit)]
    adjusted = list(_why_adjusted(visit))
    lines += ["", *adjusted] if adjusted else []
    lines += _cautions(visit.plan, knowledge)
    lines += ["", "Session", *_timeline(visit.plan, knowledge)]
    lines += _said(visit.plan.notes, "To tell the client", knowledge)
    lines += ["", "Home care", *_home_care(visit.plan)]
    lines += ["", "Course", *_course(visit.plan, knowledge)]
    lines += ["", "Why", *_why(visit, knowledge)]
    lines += _left_out(visit.plan, knowledge)
    lines += ["", *_closing(visit.plan)]
    return "\n".join(lines)


def _headline(visit: FirstVisit) -> str:
    plan = visit.plan
    assert plan is not None  # noqa: S101 -- asked by the caller
    word = DISPOSITION_WORDS[visit.clearance.disposition].upper()
    return f"{word} -- {plan.minutes} minutes, {plan.hands_on_minutes} with hands on ({plan.style})"


def _why_adjusted(visit: FirstVisit) -> Iterator[str]:
    shown = [one for one in visit.clearance.findings if one.tier > Disposition.PROCEED]
    for finding in shown:
        if finding.truth is Truth.YES:
            statement = finding.because[0]
            yield wrapped(f"* {finding.label}: {statement.text} {sure_words(statement)}", 0, 2)
            if finding.meanwhile:
                yield wrapped(f"May be done: {finding.meanwhile}", 4, 0)
    open_ = [finding for finding in shown if finding.truth is not Truth.YES]
    if open_:
        told = "; ".join(f"{one.label} ({', '.join(one.open_questions)})" for one in open_)
        yield wrapped(f"* Not answered, so limited as if yes: {told}", 0, 2)


def _cautions(plan: SessionPlan, knowledge: Knowledge) -> Iterator[str]:
    measures = dict.fromkeys(one.text for one in plan.cautions if one.limit is None)
    limits = [one.limit for one in plan.cautions if one.limit is not None]
    for title, told in (
        ("Mind today", tuple(measures)),
        ("Limits today", limit_lines(limits, knowledge=knowledge)),
    ):
        if told:
            yield from ("", title, *(wrapped(f"- {text}", 2, 2) for text in told))


def _timeline(plan: SessionPlan, knowledge: Knowledge) -> Iterator[str]:
    for segment in plan.segments:
        span = f"{segment.start_min:3d}-{segment.start_min + segment.minutes:<3d}"
        yield wrapped(f"  {span} {segment.minutes:2d} min  {_part(segment, knowledge)}", 0, 18)


def _part(segment: Segment, knowledge: Knowledge) -> str:
    if segment.kind is not Kind.HANDS_ON:
        words = PART_WORDS[segment.kind]
        lying = POSITION_WORDS[segment.position] if segment.position else ""
        return f"{words} {lying}".strip() if segment.kind in {Kind.POSITION, Kind.TURN} else words
    if segment.technique is None or segment.site is None or segment.side is None:
        return readable(segment.kind.value)
    technique = knowledge.techniques[segment.technique].label
    return f"{place_words(segment.site, segment.side)}: {technique}, pressure {segment.pressure}"


def _said(reasons: Iterable[Reason], title: str, knowledge: Knowledge) -> Iterator[str]:
    told = [reason_text(one, knowledge=knowledge) for one in reasons]
    if told:
        yield from ("", title, *(wrapped(f"- {text}", 2, 2) for text in dict.fromkeys(told)))


def _home_care(plan: SessionPlan) -> Iterator[str]:
    for one in plan.home_care:
        yield wrapped(f"- {one.label}: {one.how} {one.dose} {sure_words(one.because)}", 2, 2)
        if one.stop:
            yield wrapped(f"Stop if: {one.stop}", 4)


def _course(plan: SessionPlan, knowledge: Knowledge) -> Iterator[str]:
    course = plan.course
    yield wrapped(course_words(course), 2)
    for reason in course.why:
        told = f" [{', '.join(reason.sources)}]" if reason.sources else " [our default]"
        yield wrapped(f"- {reason_text(reason, knowledge=knowledge)}{told}", 2, 2)


def _why(visit: FirstVisit, knowledge: Knowledge) -> Iterator[str]:
    plan = visit.plan
    assert plan is not None  # noqa: S101 -- asked by the caller
    leading = visit.assessment.leading
    if leading is not None:
        yield wrapped(f"The pain behaves like: {leading.label} (clues, not a diagnosis).", 2)
    for place, told in place_reasons(plan, knowledge=knowledge):
        yield wrapped(f"- {place}: {told} [our defaults]", 2, 2)
    for claim in claims(plan, knowledge=knowledge):
        told = "Our reading" if claim.default else "Evidence"
        named = f" [{', '.join(claim.sources)}]" if claim.sources else ""
        yield wrapped(f"- {told}: {claim.text}{named}", 2, 2)


def _left_out(plan: SessionPlan, knowledge: Knowledge) -> Iterator[str]:
    if plan.left_out:
        yield from ("", "Left out, and why")
    for why, things in left_out(plan.left_out, knowledge=knowledge):
        yield wrapped(f"- {why.rstrip('.')}: {listing(list(things))}.", 2, 2)


def _closing(plan: SessionPlan) -> Iterator[str]:
    sure = "proved best" if plan.optimality.status == "optimal" else plan.optimality.status
    yield wrapped(
        f"This plan is {sure} for our weights (objective {plan.optimality.objective}, bound "
        f"{plan.optimality.bound}); the weights are ours, not evidence. You adopt it or change it."
    )
    yield f"Knowledge {plan.knowledge_version}."
