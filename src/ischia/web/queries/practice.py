"""The practice and its people."""

from ischia.web.access import Actor
from ischia.web.people.models import Person
from ischia.web.practice.models import Practice
from ischia.web.records.models import Visit


def exists() -> bool:
    """Return whether the practice is set up."""
    return Practice.objects.exists()


def people(*, by: Actor) -> list[Person]:
    """Return the people of the actor's practice."""
    return list(Person.objects.filter(practice_id=by.practice_id).order_by("name"))


def emergency_number(visit: Visit) -> str:
    """Return the number to call where this practice is."""
    return Practice.objects.get(id=visit.practice_id).emergency_number
