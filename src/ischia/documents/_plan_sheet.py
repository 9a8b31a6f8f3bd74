"""A visit's plan as plain words in reading order: what the page and the paper both set."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import frozen

from ischia import anatomy
from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.care.planning import Caution, Kind, LeftOut, Segment, SessionPlan
from ischia.documents._asking import asked_pages, asked_words
from ischia.documents._plan_text import PART_WORDS
from ischia.documents._reasons import reason_text
from ischia.documents._screening_text import WHAT_NOW
from ischia.documents._words import DISPOSITION_WORDS, POSITION_WORDS, place_words, readable
from ischia.knowledge import Basis, Knowledge, Statement
from ischia.quantities import Disposition, Position, Truth
from ischia.reasons import Reason

_WITH_POSITION: Final = frozenset({Kind.POSITION, Kind.TURN})
_STANDING_CARE: Final = "care_parts."
_STYLE_WORDS: Final = {
    "focused": "focused work",
    "relaxation": "whole-body relaxation",
    "comfort": "comfort work",
}


@frozen
class Told:
    """A sentence and what it rests on.

    Parameters
    ----------
    text
        The sentence.
    sources
        Ids of sources read for it; empty where it is a default.
    default
        What to call the default; empty where there are sources.
    """

    text: str
    sources: tuple[str, ...] = ()
    default: str = ""


@frozen
class Part:
    """One row of the timeline.

    Parameters
    ----------
    start_min, minutes
        Whole minutes from the start of the visit, and its length.
    words, technique
        What or where; with which technique, empty without hands on.
    position
        How the client lies by now; ``None`` before the first settling.
    pressure
        1 to 4 with hands on, else 0.
    number
        Number of the place on the body picture, 0 where nothing is drawn.
    """

    start_min: int
    minutes: int
    words: str
    technique: str
    position: Position | None
    pressure: int
    number: int


@frozen
class Finding:
    """Why the visit is adjusted or cannot be: label, reasons, what may be done meanwhile."""

    label: str
    told: tuple[Told, ...]
    meanwhile: str


@frozen
class Home:
    """One thing to do at home."""

    exercise: str
    label: str
    how: str
    dose: str
    stop: str
    told: Told


@frozen
class Session:
    """What stands on the sheet only where there is a plan."""

    minutes: int
    booked_minutes: int
    hands_on_minutes: int
    style: str
    measures: tuple[str, ...]
    limits: tuple[str, ...]
    parts: tuple[Part, ...]
    tell: tuple[str, ...]
    home: tuple[Home, ...]
    course: str
    course_why: tuple[Told, ...]
    pattern: str
    why: tuple[tuple[str, str], ...]
    claims: tuple[Told, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[tuple[str, str], ...]
    proof: str
    weights: tuple[str, ...]


@frozen
class Sheet:
    """Everything the page or the paper says; ``session`` is None where there is no plan."""

    patient: str
    on: date
    knowledge_version: str
    disposition: Disposition
    headline: str
    what_now: str
    wish: str
    findings: tuple[Finding, ...]
    open_findings: tuple[str, ...]
    questions: tuple[str, ...]
    n_unanswered: int
    session: Session | None


def plan_sheet(intake: Intake, visit: FirstVisit, *, knowledge: Knowledge) -> Sheet:
    """Return what a visit came to, in words and in reading order."""
    clearance = visit.clearance
    disposition = clearance.disposition
    shown = [one for one in clearance.findings if one.tier > Disposition.PROCEED]
    certain = [one for one in shown if one.truth is Truth.YES]
    asks = disposition <= Disposition.ASK_FIRST
    return Sheet(
        patient=intake.patient,
        on=intake.on,
        knowledge_version=knowledge.version,
        disposition=disposition,
        headline=DISPOSITION_WORDS[disposition],
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
    limits = [one.text for one in plan.cautions if _is_limit(one)]
    measures = [one.text for one in plan.cautions if not _is_limit(one)]
    return Session(
        minutes=plan.minutes,
        booked_minutes=plan.booked_minutes,
        hands_on_minutes=plan.hands_on_minutes,
        style=_STYLE_WORDS.get(plan.style, readable(plan.style)),
        measures=tuple(dict.fromkeys(measures)),
        limits=tuple(dict.fromkeys(limits)),
        parts=tuple(_parts(plan.segments, knowledge)),
        tell=_sentences(plan.notes, knowledge),
        home=tuple(
            Home(one.exercise or "", one.label, one.how, one.dose, one.stop, _told(one.because))
            for one in plan.home_care
        ),
        course=_course(plan),
        course_why=tuple(
            Told(
                reason_text(one, knowledge=knowledge),
                one.sources,
                "" if one.sources else "our default",
            )
            for one in plan.course.why
        ),
        pattern=leading.label if leading else "",
        why=tuple(_why(plan, knowledge)),
        claims=tuple(_claims(plan, knowledge)),
        left_out=tuple(_left_out(plan.left_out, knowledge)),
        sources=tuple(_sources(plan, knowledge)),
        proof=_proof(plan),
        weights=tuple(f"{one.means}: {one.value}" for one in plan.weights),
    )


def _is_limit(caution: Caution) -> bool:
    """Return whether a caution bars something, rather than naming something to do."""
    return not caution.measure and not caution.id.startswith(_STANDING_CARE)


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


def _sentences(reasons: Iterable[Reason], knowledge: Knowledge) -> tuple[str, ...]:
    told = (reason_text(one, knowledge=knowledge) for one in reasons)
    return tuple(dict.fromkeys(told))


def _course(plan: SessionPlan) -> str:
    course = plan.course
    low, high = course.sessions
    span = f"{low} to {high} sessions" if high > low else f"{low} session{'s' if low > 1 else ''}"
    review = f"after {course.review_after_sessions} sessions or {course.review_after_weeks} weeks"
    return f"{readable(course.frequency).capitalize()}, {span}; look back {review}."


def _why(plan: SessionPlan, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield each place once with the reasons of all its parts."""
    reasons: dict[str, dict[str, None]] = {}
    for one in plan.segments:
        if one.site is not None:
            told = dict.fromkeys(_sentences(one.why, knowledge))
            reasons.setdefault(anatomy.body()[one.site].label.capitalize(), {}).update(told)
    for place, told in reasons.items():
        yield place, " ".join(told)


def _claims(plan: SessionPlan, knowledge: Knowledge) -> Iterator[Told]:
    for claim_id in dict.fromkeys(name for one in plan.segments for name in one.evidence):
        claim = knowledge.claims[claim_id]
        text = f"{claim.wording} ({claim.verdict}, {claim.certainty} certainty)"
        is_read = claim.basis is Basis.SOURCE
        yield Told(text, claim.sources) if is_read else Told(text, default="our reading")


def _left_out(
    left: Iterable[LeftOut], knowledge: Knowledge
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each reason once with all that was left out for it."""
    things: dict[str, dict[str, None]] = {}
    for one in left:
        parts = [knowledge.techniques[one.technique].label.lower()] if one.technique else []
        if one.site is not None:
            label = anatomy.body()[one.site].label
            parts.append(place_words(one.site, one.side) if one.side else label)
        why = " ".join(_sentences(one.why, knowledge))
        things.setdefault(why, {})[", ".join(parts)] = None
    for why, names in things.items():
        yield why.removeprefix("Left out: ").capitalize(), tuple(names)


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
