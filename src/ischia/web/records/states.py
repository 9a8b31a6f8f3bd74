"""The closed words of the record."""

from enum import StrEnum


class VisitState(StrEnum):
    """How far a visit has come."""

    BOOKED = "booked"
    IN_SESSION = "in_session"
    STOPPED = "stopped"
    DONE = "done"
    SIGNED = "signed"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({VisitState.BOOKED, VisitState.IN_SESSION})


class SnapshotKind(StrEnum):
    """What a snapshot holds."""

    SCREENING = "screening"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    ADOPTION = "adoption"
    DECISION = "decision"
    NOTE = "note"
    ADDENDUM = "addendum"
    LETTER = "letter"
    LIFT = "lift"


class AnswerSource(StrEnum):
    """Who gave an answer, and how."""

    LINK = "link"
    TABLET = "tablet"
    OBSERVED = "observed"


STOP_REASONS = {
    "done": "Enough for today",
    "pain": "Pain",
    "unwell": "The client felt unwell",
    "new_sign": "A new sign",
    "client_wish": "The client wished to stop",
    "client_behaviour": "Client behaviour",
    "therapist": "The therapist could not go on",
}
BARRING = "client_behaviour"

OPENING_REASONS = {
    "covering": "I cover for a colleague",
    "asked": "The client asked me",
    "safety": "Safety: a notice or an emergency",
    "review": "Review, complaint or audit",
}
