"""Begin a practice and take people on."""

import re
import zoneinfo
from datetime import datetime
from typing import Final

from attrs import asdict
from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.services import reaching
from ischia.web.services.reaching import Reach
from ischia.web.services.trail import note_deed

LONGEST_NAME: Final = 120
_NUMBER: Final = re.compile(r"\+?[0-9][0-9 /-]{1,18}")


def is_callable(number: str) -> bool:
    """Return whether a telephone can call this: digits, at most spaces or dashes between."""
    return bool(_NUMBER.fullmatch(number))


def is_zone(name: str) -> bool:
    """Return whether there is a time zone of this name."""
    return name in zoneinfo.available_timezones()


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


def change(
    *, name: str, time_zone: str, emergency_number: str, reach: Reach, by: Actor, at: datetime
) -> None:
    """Change what a practice is called, where its clock is, whom to call and how to reach it.

    Raises
    ------
    InputError
        Names everything that is not lawful.
    """
    told = {"name": name, "time_zone": time_zone, "emergency_number": emergency_number}
    if defects := [*_defects(**told), *reaching.defects(reach)]:
        raise InputError("practice", defects)
    told |= asdict(reach)
    with transaction.atomic():
        practice = Practice.objects.select_for_update(no_key=True).get(id=by.practice_id)
        changed = [field for field, value in told.items() if getattr(practice, field) != value]
        if not changed:
            return
        for field in changed:
            setattr(practice, field, told[field])
        practice.save(update_fields=changed)
        note_deed("practice.changed", by=by, at=at, object_id=practice.id)


def _defects(name: str, time_zone: str, emergency_number: str) -> list[Defect]:
    defects = []
    if not 0 < len(name) <= LONGEST_NAME:
        defects.append(
            Defect(
                gettext("name"),
                gettext("it is empty or too long"),
                gettext("1 to {most} letters").format(most=LONGEST_NAME),
            )
        )
    if not is_zone(time_zone):
        defects.append(
            Defect(
                gettext("time zone"), gettext("there is no such one"), gettext("one of the list")
            )
        )
    if not is_callable(emergency_number):
        defects.append(
            Defect(
                gettext("emergency number"),
                gettext("no telephone can call this"),
                gettext("two digits or more"),
            )
        )
    return defects


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
