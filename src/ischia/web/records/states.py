"""The closed words of the record."""

from enum import StrEnum

from django.utils.translation import gettext_noop


class VisitState(StrEnum):
    """How far a visit has come."""

    BOOKED = "booked"
    IN_SESSION = "in_session"
    STOPPED = "stopped"
    DONE = "done"
    SIGNED = "signed"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({VisitState.BOOKED, VisitState.IN_SESSION})


DONE_STATES = frozenset({VisitState.DONE, VisitState.STOPPED, VisitState.SIGNED})
"""A session took place."""


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
    FINDING = "finding"
    OUTDATED = "outdated"


class CourseKind(StrEnum):
    """What a row of a client's course tells: what the client said, or what a person decided.

    ``NEW_SIGNS`` is a check-in that told of new signs: a notice until it is dealt with.
    """

    SAID = "said"
    CHECK_IN = "check_in"
    NEW_SIGNS = "new_signs"
    CHANGED = "changed"
    ENDED = "ended"
    TAKEN_UP = "taken_up"
    TAKEN_BACK = "taken_back"
    DEALT_WITH = "dealt_with"


DECISIONS = (CourseKind.CHANGED, CourseKind.ENDED, CourseKind.TAKEN_UP)
CHECK_INS = (CourseKind.CHECK_IN, CourseKind.NEW_SIGNS)


class LinkPurpose(StrEnum):
    """What a client's link opens: one form, and no other."""

    INTAKE = "intake"
    CHECK_IN = "check_in"


class Due(StrEnum):
    """Which check-in: after a session, each week, or months after the course ended."""

    DAY = "day"
    THREE_DAYS = "three_days"
    WEEK = "week"
    MONTHS_3 = "months_3"
    MONTHS_6 = "months_6"
    MONTHS_12 = "months_12"


MONTHS = {Due.MONTHS_3: 3, Due.MONTHS_6: 6, Due.MONTHS_12: 12}
"""After how many months without massage the later ones ask."""


class AnswerSource(StrEnum):
    """Who gave an answer, and how."""

    LINK = "link"
    TABLET = "tablet"
    OBSERVED = "observed"


STOP_REASONS = {
    "done": gettext_noop("Enough for today"),
    "pain": gettext_noop("Pain"),
    "unwell": gettext_noop("The client felt unwell"),
    "new_sign": gettext_noop("A new sign"),
    "client_wish": gettext_noop("The client wished to stop"),
    "client_behaviour": gettext_noop("Client behaviour"),
    "therapist": gettext_noop("The therapist could not go on"),
}
BARRING = "client_behaviour"

OPENING_REASONS = {
    "covering": gettext_noop("I cover for a colleague"),
    "asked": gettext_noop("The client asked me"),
    "safety": gettext_noop("Safety: a notice or an emergency"),
    "review": gettext_noop("Review, complaint or audit"),
}
