"""A client's details for many who ask at once: one statement, and a row in the trail for each.

It says the same as :mod:`ischia.web.queries.own` behind :mod:`ischia.web.queries.foreign`: a
client of another practice is not found, one of another therapist is not given without a reason.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.audit import group
from ischia.web.audit.models import Deed
from ischia.web.people.roles import CLINICAL
from ischia.web.queries.foreign import HOLDS, NEEDS_REASON
from ischia.web.records.models import Client
from ischia.web.statements import Row, is_postgres, key, moment, read_key, rows

# Who books but does not treat is asked for no reason: "me" is empty for them.
_NEEDS_REASON = f"ask.me IS NOT NULL AND {NEEDS_REASON.format(me='ask.me', since='ask.since')}"
_FOUND = (
    "WITH ask(number, client_id, practice_id, me, since) AS (VALUES {asked}) "
    "SELECT ask.number, c.id, c.name, c.born_on, c.phone, c.barred, c.version "
    "FROM ask JOIN records_client c ON c.id = ask.client_id "
    "AND c.practice_id = ask.practice_id WHERE NOT ({needs_reason})"
)


@frozen
class Details:
    """What the bare data says of a client."""

    id: UUID
    name: str
    born_on: date | None
    phone: str
    barred: str
    version: int


@frozen
class _Asked:
    """Whose details one request asks for, who asks, and since when a reason holds."""

    client_id: UUID
    by: Actor
    since: datetime


def of(client: Client) -> Details:
    """Return the details of a client that was fetched by itself."""
    return Details(
        client.id, client.name, client.born_on, client.phone, client.barred, client.version
    )


def read(client_id: UUID, *, by: Actor, at: datetime) -> Details | None:
    """Return a client's details once it is in the trail that they were read.

    ``None``, and no row, where it is not the actor's to open as it stands.
    """
    deed = Deed("client.read", by.practice_id, by.person_id, by.source, client_id)
    return group.read(_of_all, _Asked(client_id, by, at - HOLDS), deed, at=at)


def _of_all(asked: Sequence[_Asked]) -> list[Details | None]:
    given: list[object] = []
    for number, one in enumerate(asked):
        me = one.by.person_id if one.by.role in CLINICAL else None
        given += number, key(one.client_id), key(one.by.practice_id), key(me), moment(one.since)
    found: list[Details | None] = [None] * len(asked)
    for number, *row in rows(_statement(len(asked), on_postgres=is_postgres()), given):
        found[number] = _details(row)
    return found


def _details(row: Row | list[object]) -> Details:
    client_id, name, born_on, phone, barred, version = row
    day = date.fromisoformat(born_on) if isinstance(born_on, str) else born_on
    return Details(read_key(client_id), name, day, phone, barred, version)  # type: ignore[arg-type]  # as the table has them


@lru_cache(maxsize=512)
def _statement(count: int, *, on_postgres: bool) -> str:
    asked = "(%s, %s, %s, %s, %s)"
    if on_postgres:
        asked = "(%s::int, %s::uuid, %s::uuid, %s::uuid, %s::timestamptz)"
    return _FOUND.format(asked=", ".join([asked] * count), needs_reason=_NEEDS_REASON)
