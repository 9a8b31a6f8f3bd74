"""Add a client; keep what a search finds them by."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.audit.group import together
from ischia.web.audit.once import claim
from ischia.web.folding import beginnings, joined
from ischia.web.queries import own
from ischia.web.records.models import Client
from ischia.web.services import putting_right
from ischia.web.services.trail import note_deed
from ischia.web.statements import add as insert
from ischia.web.statements import each, key

_ADD_WORD = (
    "INSERT INTO records_clientword "
    "(practice_id, client_id, word, begins, name, born_year, phone_end) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def add(
    *,
    name: str,
    born_on: date | None,
    phone: str,
    told_apart: bool = False,
    by: Actor,
    at: datetime,
) -> Client:
    """Add a client; return once it is committed, together with others added meanwhile.

    ``told_apart`` keeps in the trail that a person looked at likely twins and chose none.

    Raises
    ------
    InputError
        When the name is empty or the birthday lies ahead.
    """
    client = _new(name, born_on, phone, by=by, at=at)

    def job() -> None:
        _insert(client, by=by, at=at)
        if told_apart:
            note_deed("client.told_apart", by=by, at=at, client_id=client.id)

    together(job)
    return client


def add_once(
    sent_as: str, *, name: str, born_on: date | None, phone: str, by: Actor, at: datetime
) -> UUID:
    """Add a client under a key of the sender; sent again, it returns the first one's id.

    Raises
    ------
    InputError
        As :func:`add`, and when the key was used with another body.
    """
    client = _new(name, born_on, phone, by=by, at=at)
    body = {"name": name, "born_on": born_on, "phone": phone}

    def job() -> UUID:
        made = claim(sent_as, person_id=by.person_id, body=body, made=client.id, at=at)
        if made == client.id:
            _insert(client, by=by, at=at)
        else:
            note_deed("client.sent_again", by=by, at=at, client_id=made)
        return made

    return together(job)


def _new(name: str, born_on: date | None, phone: str, *, by: Actor, at: datetime) -> Client:
    check(name, born_on, at)
    return Client(
        practice_id=by.practice_id,
        created_at=at,
        **_as_kept(name, born_on, phone),
    )


def _insert(client: Client, *, by: Actor, at: datetime) -> None:
    insert(client)
    _index(client)
    note_deed("client.added", by=by, at=at, client_id=client.id)


def change(
    client_id: UUID,
    *,
    name: str,
    born_on: date | None,
    phone: str,
    version: int,
    by: Actor,
    at: datetime,
) -> Client:
    """Change a client's details; refuse when somebody else changed them meanwhile.

    Raises
    ------
    InputError
        When a detail is not lawful or the form is stale.
    """
    check(name, born_on, at)
    with transaction.atomic():
        client = own.client(client_id, by=by)
        told = _as_kept(name, born_on, phone)
        was = Client.objects.get(id=client.id)
        fresh = Client.objects.filter(id=client.id, version=version).update(
            **told, version=version + 1
        )
        if not fresh:
            defect = Defect(
                gettext("the client"),
                gettext("somebody changed these details meanwhile"),
                gettext("look at both, save again"),
            )
            raise InputError("client", [defect])
        putting_right.keep_client(was, by=by, at=at)
        client.refresh_from_db()
        client.words.all().delete()
        _index(client)
        note_deed("client.changed", by=by, at=at, client_id=client.id)
    return client


def is_so(client: Client, *, name: str, born_on: date | None, phone: str) -> bool:
    """Return whether a client's details are these already, as when a form is sent twice."""
    told = _as_kept(name, born_on, phone)
    return all(getattr(client, field) == value for field, value in told.items())


def _as_kept(name: str, born_on: date | None, phone: str) -> dict[str, Any]:
    return {"name": " ".join(name.split()), "born_on": born_on, "phone": phone.strip()}


def check(name: str, born_on: date | None, at: datetime) -> None:
    """Refuse details that cannot be a client's.

    Raises
    ------
    InputError
        When the name is empty or the birthday lies ahead.
    """
    defects = []
    if not name.strip():
        defects.append(
            Defect(gettext("name"), gettext("it is empty"), gettext("the name the client goes by"))
        )
    if born_on is not None and not date(1900, 1, 1) <= born_on <= timezone.localdate(at):
        defects.append(
            Defect(
                gettext("born"),
                gettext("this day cannot be a birthday"),
                gettext("a day since 1900"),
            )
        )
    if defects:
        raise InputError("client", defects)


def _index(client: Client) -> None:
    begins = sorted(beginnings(client.name))
    born_year = client.born_on.year if client.born_on else None
    ids = (key(client.practice_id), key(client.id))
    shown = (joined(begins), client.name, born_year, client.phone[-4:])
    each(_ADD_WORD, [(*ids, word, *shown) for word in begins])
