"""The practice and its people."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from ischia.web.access import Actor
from ischia.web.people.models import Passkey, Person
from ischia.web.practice.models import Practice
from ischia.web.records.models import Visit
from ischia.web.records.states import VisitState


def exists() -> bool:
    """Return whether the practice is set up."""
    return Practice.objects.exists()


def people(*, by: Actor) -> list[Person]:
    """Return the people of the actor's practice, leavers last, and whether they hold a passkey."""
    has_key = Exists(Passkey.objects.filter(person=OuterRef("pk")))
    found = Person.objects.filter(practice_id=by.practice_id).annotate(has_key=has_key)
    return list(found.order_by("-is_active", "name"))


def emergency_number(visit: Visit) -> str:
    """Return the number to call where this practice is."""
    return visit.practice.emergency_number


def is_before_restore(at: datetime, visit: Visit) -> bool:
    """Return whether a backup was brought back since, on a visit that has not begun."""
    restored_at = visit.practice.restored_at
    return restored_at is not None and visit.state == VisitState.BOOKED and at < restored_at
