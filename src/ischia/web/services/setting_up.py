"""Begin a practice and take people on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.services.trail import note_deed


def begin(
    *,
    practice: str,
    time_zone: str,
    emergency_number: str,
    owner: tuple[str, str, str],
    is_demo: bool = False,
    at: datetime,
) -> Person:
    """Make a practice with its owner (name, e-mail, password).

    Raises
    ------
    InputError
        When there is a practice already: the first start happens once.
    """
    with transaction.atomic():
        if Practice.objects.exists():
            defect = Defect(
                gettext("the practice"), gettext("it is set up already"), gettext("sign in instead")
            )
            raise InputError("set-up", [defect])
        made = Practice.objects.create(
            name=practice,
            time_zone=time_zone,
            emergency_number=emergency_number,
            is_demo=is_demo,
            created_at=at,
        )
        person = _person(made, *owner, role=Role.OWNER)
        write(Deed("practice.begun", practice_id=made.id, person_id=person.id), at=at)
    return person


def take_on(*, name: str, email: str, password: str, role: Role, by: Actor, at: datetime) -> Person:
    """Take a person on.

    Raises
    ------
    InputError
        When the address is in use.
    """
    with transaction.atomic():
        if Person.objects.filter(email=email.lower()).exists():
            raise InputError(
                "person",
                [
                    Defect(
                        gettext("email"), gettext("this address is in use"), gettext("another one")
                    )
                ],
            )
        practice = Practice.objects.get(id=by.practice_id)
        person = _person(practice, name, email, password, role=role)
        note_deed("person.taken_on", by=by, at=at, object_id=person.id)
    return person


def _person(practice: Practice, name: str, email: str, password: str, *, role: Role) -> Person:
    person = Person(practice=practice, name=name, email=email.lower(), role=role.value)
    person.set_password(password)
    person.save()
    return person
