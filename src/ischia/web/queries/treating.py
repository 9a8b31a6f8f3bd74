"""Who treats in a practice, and whose a new visit of a client most likely is."""

from uuid import UUID

from attrs import frozen
from django.db.models import QuerySet

from ischia.web.access import Actor
from ischia.web.people.models import Person
from ischia.web.people.roles import CLINICAL
from ischia.web.records.models import Client, Visit


@frozen
class Choice:
    """One who treats; ``is_likely`` holds for one of them at most."""

    id: UUID
    name: str
    is_likely: bool


def named(person_id: UUID, *, by: Actor) -> Person | None:
    """Return who is named, where they treat in the actor's practice."""
    return _who(by=by).filter(id=person_id).first()


def choices(client: Client, *, by: Actor) -> list[Choice]:
    """Return who may treat a client at a new visit: empty where it can only be the actor.

    Likely is the actor; for one who does not treat, whoever treated the client last.
    """
    people = list(_who(by=by).order_by("name").values_list("id", "name"))
    if by.role in CLINICAL:
        if len(people) == 1:
            return []
        likely: UUID | None = by.person_id
    else:
        past = Visit.objects.filter(client=client).order_by("-starts_at")
        likely = past.values_list("therapist_id", flat=True).first()
    return [Choice(one, name, one == likely) for one, name in people]


def _who(*, by: Actor) -> QuerySet[Person]:
    return Person.objects.filter(practice_id=by.practice_id, role__in=CLINICAL, is_active=True)
