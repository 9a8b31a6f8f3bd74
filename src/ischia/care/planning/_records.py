"""A session plan and everything that explains it."""

from datetime import date
from enum import Enum

from attrs import frozen

from ischia.knowledge import Restriction, Statement
from ischia.quantities import Position, Side
from ischia.reasons import Reason


class Kind(Enum):
    """What a part of a session is; only ``HANDS_ON`` has a technique."""

    ARRIVE = "arrive"
    POSITION = "position"
    HANDS_ON = "hands_on"
    TURN = "turn"
    WASH = "wash"
    WIPE = "wipe"
    REST = "rest"
    TEACH = "teach"
    RISE = "rise"


@frozen
class Segment:
    """One part of a session.

    Parameters
    ----------
    start_min, minutes
        Whole minutes from the start of the visit; length in whole minutes.
    kind
        What it is.
    technique, site, side, pressure
        Only when hands are on: ids, the client's own side, 1 to 4.
    position
        How the client lies or sits; the new one for ``POSITION`` and ``TURN``.
    why
        Reasons as codes; the phrases stand in practice ``phrases``.
    evidence
        Ids of claims that say how sure the use of this technique is.
    measures
        Ids of measures (practice ``measures``) that belong to this part.
    """

    start_min: int
    minutes: int
    kind: Kind
    technique: str | None = None
    site: str | None = None
    side: Side | None = None
    position: Position | None = None
    pressure: int | None = None
    why: tuple[Reason, ...] = ()
    evidence: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@frozen
class LeftOut:
    """Something that was asked for or would suit, and why it is not in the plan."""

    site: str | None
    side: Side | None
    technique: str | None
    why: tuple[Reason, ...]


@frozen
class Caution:
    """A limit or a measure the therapist keeps in mind, in words.

    Parameters
    ----------
    id
        Id of the restriction it comes from.
    measure
        Id of the measure to take; empty for a limit.
    text
        What to do, or what not to do: one sentence.
    because
        Why, with basis and sources.
    limit
        The limit that the sentence words; none for a measure.
    """

    id: str
    measure: str
    text: str
    because: tuple[Statement, ...]
    limit: Restriction | None = None


@frozen
class Optimality:
    """How good the plan is for the named weights.

    Parameters
    ----------
    status
        ``optimal``: proved best for these weights.
    objective, bound
        Value of the plan, and the most any lawful plan can have; equal when optimal.
    """

    status: str
    objective: int
    bound: int


@frozen
class HomeCare:
    """An exercise or a piece of advice to take home.

    Parameters
    ----------
    exercise
        Id of the exercise; ``None`` for advice.
    label, how, dose, stop
        In words.
    why
        Reasons.
    because
        What it rests on.
    """

    exercise: str | None
    label: str
    how: str
    dose: str
    stop: str
    why: tuple[Reason, ...]
    because: Statement


@frozen
class CourseProposal:
    """How often, and when to look back.

    Parameters
    ----------
    frequency
        ``weekly``, ``single`` or another word of practice ``course_dose``.
    sessions
        Fewest and most sessions of a course.
    review_after_sessions, review_after_weeks
        Whichever comes first.
    why
        Reasons with sources.
    """

    frequency: str
    sessions: tuple[int, int]
    review_after_sessions: int
    review_after_weeks: int
    why: tuple[Reason, ...]


@frozen
class Weight:
    """One named weight of ours, shown with each plan: what counts for how much."""

    id: str
    value: int
    means: str


@frozen
class SessionPlan:
    """The best lawful session for one visit. Only :func:`~ischia.care.planning.plan` makes one.

    Parameters
    ----------
    patient, on, knowledge_version
        Whose, for which day, by what knowledge.
    booked_minutes, minutes, hands_on_minutes
        Asked for; planned in all (never more); with hands on.
    style
        ``focused``, ``relaxation`` or ``comfort`` (nerve signs).
    cautions
        Measures first, then limits.
    segments
        The parts in order, without gaps.
    left_out, notes
        What is not in it and why; what the client should hear (feet, ending early, referral).
    limits
        Which limits bound the plan.
    optimality, weights
        How good it is, and by which weights.
    home_care
        One exercise or two, and advice to stay active.
    course
        First proposal for a course.
    """

    patient: str
    on: date
    knowledge_version: str
    booked_minutes: int
    minutes: int
    hands_on_minutes: int
    style: str
    cautions: tuple[Caution, ...]
    segments: tuple[Segment, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Reason, ...]
    limits: tuple[Reason, ...]
    optimality: Optimality
    weights: tuple[Weight, ...]
    home_care: tuple[HomeCare, ...]
    course: CourseProposal
