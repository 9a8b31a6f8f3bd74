"""What a person does to their own account: password, and where they are signed in."""

from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from attrs import frozen
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ischia.web.access import Actor
from ischia.web.people.models import OpenSession, Passkey, Person
from ischia.web.services import telling
from ischia.web.services.trail import note_deed

_DEVICES = ("iPad", "iPhone", "Android", "Windows", "Mac", "CrOS", "Linux")
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip


@frozen
class Place:
    """One place a person is signed in at."""

    id: UUID
    device: str
    source: str
    begun_at: datetime
    seen: float
    is_this: bool


def _store(key: str) -> Any:  # noqa: ANN401 -- whichever store the settings name
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def device_of(agent: str) -> str:
    """Return browser and system in two words, from what a browser says of itself."""
    system = next((one for one in _DEVICES if one in agent), "")
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = {"Mac": "macOS", "CrOS": "ChromeOS"}.get(system, system)
    if browser and system:
        return gettext("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or gettext("A browser")


def opened(person: Person, *, key: str, source: str, agent: str, at: datetime) -> UUID:
    """Note where a person signed in; return the id of the note."""
    row = OpenSession.objects.create(
        person=person, session_key=key, begun_at=at, source=source, device=device_of(agent)
    )
    return row.id


def moved(place_id: UUID, *, key: str) -> None:
    """Follow a session to its new id."""
    OpenSession.objects.filter(id=place_id).update(session_key=key)


def places(*, by: Actor, key: str) -> list[Place]:
    """Return where the actor is signed in, this place first; what has ended is swept away."""
    found = []
    for row in OpenSession.objects.filter(person_id=by.person_id).order_by("-begun_at"):
        held = _store(row.session_key).load()
        if not held:
            row.delete()
            continue
        seen = float(held.get("seen", 0))
        is_this = row.session_key == key
        found.append(Place(row.id, row.device, row.source, row.begun_at, seen, is_this))
    return sorted(found, key=lambda one: not one.is_this)


def end_others(*, by: Actor, key: str, at: datetime) -> int:
    """Sign the actor out everywhere but here; return in how many places."""
    with transaction.atomic():
        ended = end_all(by.person_id, but=key)
        note_deed("sessions.ended", by=by, at=at)
    return ended


def end_all(person_id: UUID, *, but: str = "") -> int:
    """End a person's sessions on the server; call it inside a transaction."""
    rows = list(OpenSession.objects.filter(person_id=person_id).exclude(session_key=but))
    for row in rows:
        _store(row.session_key).delete()
        row.delete()
    return len(rows)


def change_password(password: str, *, by: Actor, key: str, at: datetime) -> Person:
    """Set the actor's new password, which was checked, and end every other session."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(id=by.person_id)
        person.set_password(password)
        person.password_at = at
        person.save(update_fields=["password", "password_at"])
        end_all(person.id, but=key)
        note_deed("password.changed", by=by, at=at, object_id=person.id)
        telling.tell(person, gettext("Your password was changed."))
    return person


def has_passkey(person: Person) -> bool:
    """Return whether a person holds a passkey of any name of this practice."""
    return person.passkeys.exists()


def passkeys(*, by: Actor) -> list[Passkey]:
    """Return the actor's passkeys, the newest first."""
    return list(Passkey.objects.filter(person_id=by.person_id).order_by("-made_at"))
