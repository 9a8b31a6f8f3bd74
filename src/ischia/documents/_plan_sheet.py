"""A visit's plan as plain words in reading order: what the page and the paper both set."""

from collections.abc import Iterable, Iterator
from typing import Final

from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.care.planning import Kind, Segment, SessionPlan
from ischia.documents._asking import asked_pages, asked_words
from ischia.documents._home_pictures import is_pictured, limits_of
from ischia.documents._limit_lines import limit_lines
from ischia.documents._plan_records import Finding, Home, Part, Session, Sheet, Told
from ischia.documents._plan_text import PART_WORDS
from ischia.documents._plan_why import claims, left_out, place_reasons, sentences
from ischia.documents._reasons import reason_text
from ischia.documents._screening_text import WHAT_NOW
from ischia.documents._words import (
    DISPOSITION_WORDS,
    POSITION_WORDS,
    course_words,
    place_words,
    readable,
)
from ischia.knowledge import Basis, Knowledge, Statement
from ischia.quantities import Disposition, Position, Truth

_NOT_ON: Final = "No session today: the course does not go on"
_WITH_POSITION: Final = frozenset({Kind.POSITION, Kind.TURN})
_STYLE_WORDS: Final = {
    "focused": "focused work",
    "relaxation": "whole-body relaxation",
    "comfort": "comfort work",
}


def plan_sheet(
    intake: Intake, visit: FirstVisit, *, knowledge: Knowledge, said: tuple[str, ...] = ()
) -> Sheet:
    """Return what a visit came to, in words and in reading order, after what was ``said``."""
    clearance = visit.clearance
    disposition = clearance.disposition
    shown = [one for one in clearance.findings if one.tier > Disposition.PROCEED]
    certain = [one for one in shown if one.truth is Truth.YES]
    asks = disposition <= Disposition.ASK_FIRST
    is_stopped = visit.plan is None and clearance.permits_treatment
    return Sheet(
        patient=intake.patient,
        on=intake.on,
        knowledge_version=knowledge.version,
        disposition=disposition,
        headline=_NOT_ON if is_stopped else DISPOSITION_WORDS[disposition],
        what_now=WHAT_NOW.get(disposition, ""),
        wish=intake.words.get("goal", ""),
        findings=tuple(
            Finding(
                one.label,
                tuple(_told(because) for because in one.because[: 1 if visit.plan else 2]),
                one.meanwhile if disposition < Disposition.ASK_FIRST else "",
            )
            for one in certain
        ),
        open_findings=tuple(one.label for one in shown if one.truth is not Truth.YES),
        questions=tuple(_questions(clearance.unanswered, knowledge)) if asks else (),
        n_unanswered=len(clearance.unanswered),
        session=_session(visit, visit.plan, knowledge) if visit.plan else None,
        said=said,
    )


def _told(statement: Statement) -> Told:
    if statement.basis is Basis.SOURCE:
        return Told(statement.text, statement.sources)
    default = "practice default" if statement.basis is Basis.PRACTICE else "our default"
    return Told(statement.text, default=default)


def _questions(ids: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    for page in asked_pages(ids, knowledge=knowledge):
        yield from (asked_words(asked, aloud=True) for asked in page.questions)


def _session(visit: FirstVisit, plan: SessionPlan, knowledge: Knowledge) -> Session:
    leading = visit.assessment.leading
    limits = [one.limit for one in plan.cautions if one.limit is not None]
    measures = [one.text for one in plan.cautions if one.limit is None]
    return Session(
        minutes=plan.minutes,
        booked_minutes=plan.booked_minutes,
        hands_on_minutes=plan.hands_on_minutes,
        style=_STYLE_WORDS.get(plan.style, readable(plan.style)),
        measures=tuple(dict.fromkeys(measures)),
        limits=limit_lines(limits, knowledge=knowledge),
        parts=timeline(plan, knowledge=knowledge),
        tell=sentences(plan.notes, knowledge=knowledge),
        home=tuple(
            Home(
                (one.exercise or "")
                if is_pictured(one.exercise, limits_of(plan), knowledge=knowledge)
                else "",
                one.label,
                one.how,
                one.dose,
                one.stop,
                _told(one.because),
            )
            for one in plan.home_care
        ),
        course=course_words(plan.course),
        course_why=tuple(
            Told(
                reason_text(one, knowledge=knowledge),
                one.sources,
                "" if one.sources else "our default",
            )
            for one in plan.course.why
        ),
        pattern=leading.label if leading else "",
        why=tuple(place_reasons(plan, knowledge=knowledge)),
        claims=tuple(claims(plan, knowledge=knowledge)),
        left_out=tuple(left_out(plan.left_out, knowledge=knowledge)),
        sources=tuple(_sources(plan, knowledge)),
        proof=_proof(plan),
        weights=tuple(f"{one.means}: {one.value}" for one in plan.weights),
    )


def timeline(plan: SessionPlan, *, knowledge: Knowledge) -> tuple[Part, ...]:
    """Return the rows of the timeline, places numbered as on the body picture."""
    return tuple(_parts(plan.segments, knowledge))


def _parts(segments: Iterable[Segment], knowledge: Knowledge) -> Iterator[Part]:
    numbers: dict[tuple[str, str], int] = {}
    lying: Position | None = None
    for one in segments:
        lying = one.position or lying
        words, technique, number = PART_WORDS.get(one.kind, readable(one.kind.value)), "", 0
        if one.technique and one.site and one.side:
            words = place_words(one.site, one.side).capitalize()
            technique = knowledge.techniques[one.technique].label
            number = numbers.setdefault((one.site, one.side.value), len(numbers) + 1)
        elif one.kind in _WITH_POSITION and lying:
            words = f"{words} {POSITION_WORDS[lying]}"
        yield Part(one.start_min, one.minutes, words, technique, lying, one.pressure or 0, number)


def _sources(plan: SessionPlan, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield each source named on the sheet with its title."""
    named = [name for one in plan.course.why for name in one.sources]
    named += [name for one in plan.home_care for name in one.because.sources]
    for segment in plan.segments:
        named += [name for one in segment.evidence for name in knowledge.claims[one].sources]
    for name in sorted(set(named) & set(knowledge.sources)):
        yield name, knowledge.sources[name].label


def _proof(plan: SessionPlan) -> str:
    found = plan.optimality
    sure = "proved best" if found.status == "optimal" else found.status
    return (
        f"This plan is {sure} for our weights (objective {found.objective}, bound {found.bound}); "
        "the weights are ours, not evidence. You adopt it or change it."
    )
