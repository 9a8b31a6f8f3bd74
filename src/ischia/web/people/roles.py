"""What a person of the practice may be."""

from enum import StrEnum

from django.utils.translation import gettext_noop


class Role(StrEnum):
    """A role; what each may open stands in the table of routes."""

    OWNER = "owner"
    THERAPIST = "therapist"
    FRONT_DESK = "front_desk"
    AUDITOR = "auditor"


CLINICAL = frozenset({Role.OWNER, Role.THERAPIST})
BOOKING = CLINICAL | {Role.FRONT_DESK}
TRAIL = frozenset({Role.OWNER, Role.AUDITOR})
EVERYONE = frozenset(Role)

ROLE_WORDS = {
    Role.OWNER: gettext_noop("Owner"),
    Role.THERAPIST: gettext_noop("Therapist"),
    Role.FRONT_DESK: gettext_noop("Front desk"),
    Role.AUDITOR: gettext_noop("Auditor"),
}
