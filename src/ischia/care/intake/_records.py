"""What was asked and answered, and what this visit is to be."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from ischia.knowledge import UNANSWERED, Answer, Answers
from ischia.quantities import Position


@frozen
class Visit:
    """The brief of one visit: where, how long, with what, by whom.

    Parameters
    ----------
    place
        ``clinic``, ``home``, ``hotel`` or ``office``.
    minutes
        Whole minutes booked, 15 to 120, door to door.
    support
        ``table``, ``bed`` or ``chair``: what the client lies or sits on.
    equipment
        What is at hand, for example ``oil``, ``pillows``, ``warm_pack``.
    techniques
        What the therapist can do; empty means every technique of basic skill.
    skills
        Trainings beyond ``basic``.
    first
        Whether it is the first visit.
    foot_work
        The client's wish: ``yes``, ``no`` or ``unsaid``.
    style
        ``focused`` on the complaint, ``relaxation`` of the whole body, or ``unsaid``: then the
        client's answers decide.
    pressure_wish
        ``light``, ``medium``, ``firm`` or ``unsaid``.
    not_there
        Sites the client does not want touched.
    positions_tolerated
        Positions the client can lie or sit in; empty means not said, all tried with care.
    deep_minutes_today
        Minutes at pressure 4 the therapist has already given today.
    """

    place: str = "clinic"
    minutes: int = 60
    support: str = "table"
    equipment: tuple[str, ...] = ("oil", "pillows")
    techniques: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    first: bool = True
    foot_work: str = "unsaid"
    style: str = "unsaid"
    pressure_wish: str = "unsaid"
    not_there: tuple[str, ...] = ()
    positions_tolerated: tuple[Position, ...] = ()
    deep_minutes_today: int = 0


@frozen
class Intake:
    """A checked intake: answers by question id, unknown staying unknown.

    Parameters
    ----------
    patient
        The practice's own reference; never a name that the engine needs.
    on
        The day of the screening.
    answers
        One :class:`~ischia.knowledge.Answer` a question; absent means unknown. What a
        therapist observed stands here in place of what the client answered, and answers
        older than they live are unknown again.
    expired
        Ids of questions whose answer was too old to count.
    words
        Free text by question id: kept and shown, never read as an answer.
    visit
        The brief.
    given_on
        The day each answer was given, by question id; answers that only follow from a
        branch not taken have none.
    observed
        Ids of questions whose answer a therapist observed.
    unsure
        Ids of questions that were asked and expressly left open.
    """

    patient: str
    on: date
    answers: Answers
    visit: Visit = field(factory=Visit)
    words: Mapping[str, str] = field(factory=dict)
    expired: tuple[str, ...] = ()
    given_on: Mapping[str, date] = field(factory=dict)
    observed: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def answer(self, question_id: str) -> Answer:
        """Return the answer to a question, :data:`~ischia.knowledge.UNANSWERED` if none."""
        return self.answers.get(question_id, UNANSWERED)
