"""Who works here: invite, join by a link, leave, come back, begin the second factor anew."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Invitation, Person
from ischia.web.people.roles import Role
from ischia.web.people.tickets import digest_of, new_token
from ischia.web.services import own_account, telling
from ischia.web.services.trail import note_deed

LIFE = timedelta(days=7)


def invite(*, name: str, email: str, role: Role, by: Actor, at: datetime) -> str:
    """Take a person on who sets their own password by a link; return the link.

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
                        gettext("e-mail"), gettext("this address is in use"), gettext("another one")
                    )
                ],
            )
        person = Person(practice_id=by.practice_id, name=name, email=email.lower(), role=role.value)
        person.set_unusable_password()
        person.save()
        note_deed("person.invited", by=by, at=at, object_id=person.id)
        return _link(person, at)


def invite_again(person_id: UUID, *, by: Actor, at: datetime) -> str:
    """Return a new link for a person to set a password; the links before it are void."""
    with transaction.atomic():
        person = _colleague(person_id, by=by)
        note_deed("person.invited", by=by, at=at, object_id=person.id)
        return _link(person, at)


def _link(person: Person, at: datetime) -> str:
    token = new_token()
    Invitation.objects.filter(person=person, ended_at=None).update(ended_at=at)
    Invitation.objects.create(
        person=person, token_digest=digest_of(token), made_at=at, expires_at=at + LIFE
    )
    return f"{settings.ADDRESS}/join/{token}/"


def followed(token: str, *, at: datetime) -> UUID | None:
    """Return the id of the invitation a link stands for; none when it leads nowhere any more."""
    held = _open(at).filter(token_digest=digest_of(token)).first()
    return held.id if held else None


def invited(invitation_id: UUID, *, at: datetime) -> Person | None:
    """Return whom an invitation is for; none when it is used, replaced or expired."""
    held = _open(at).filter(id=invitation_id).first()
    return held.person if held else None


def _open(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.select_related("person__practice").filter(
        ended_at=None, expires_at__gt=at, person__is_active=True
    )


def join(invitation_id: UUID, *, password: str, source: str, at: datetime) -> Person | None:
    """Set the password, which was checked, of whom a link was made for; the link is used up."""
    with transaction.atomic():
        person = invited(invitation_id, at=at)
        if person is None or not _open(at).filter(id=invitation_id).update(ended_at=at):
            return None
        person.set_password(password)
        person.password_at = at
        person.save(update_fields=["password", "password_at"])
        own_account.end_all(person.id)
        write(Deed("person.joined", person.practice_id, person.id, source), at=at)
        telling.tell(person, gettext("A password was set by the link made for you."))
    return person


def leave(person_id: UUID, *, by: Actor, at: datetime) -> None:
    """Make a person inactive: signed out at once, with no way in; the record keeps the name."""
    with transaction.atomic():
        person = _colleague(person_id, by=by)
        person.is_active = False
        person.sessions_from = at
        person.save(update_fields=["is_active", "sessions_from"])
        Invitation.objects.filter(person=person, ended_at=None).update(ended_at=at)
        own_account.end_all(person.id)
        note_deed("person.left", by=by, at=at, object_id=person.id)


def come_back(person_id: UUID, *, by: Actor, at: datetime) -> None:
    """Let a person who left sign in again, with what they signed in with before."""
    with transaction.atomic():
        person = _colleague(person_id, by=by)
        person.is_active = True
        person.save(update_fields=["is_active"])
        note_deed("person.back", by=by, at=at, object_id=person.id)


def forget_second(person_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take app, passkeys and codes of a lost device away; the person begins them anew."""
    with transaction.atomic():
        person = _colleague(person_id, by=by)
        person.totp_secret, person.sessions_from = "", at
        person.save(update_fields=["totp_secret", "sessions_from"])
        person.passkeys.all().delete()
        person.recovery_codes.all().delete()
        own_account.end_all(person.id)
        note_deed("factors.forgotten", by=by, at=at, object_id=person.id)
        telling.tell(person, gettext("The owner let you begin your second factor anew."))


def _colleague(person_id: UUID, *, by: Actor) -> Person:
    """Return a person of the actor's practice who is not the actor.

    Raises
    ------
    InputError
        When it is the actor: nobody locks themselves out.
    """
    found = (
        Person.objects.select_for_update(no_key=True)
        .filter(practice_id=by.practice_id, id=person_id)
        .first()
    )
    if found is None:
        raise Http404
    if found.id == by.person_id:
        raise InputError(
            "person",
            [Defect(gettext("you"), gettext("this is your own account"), gettext("someone else"))],
        )
    return found
