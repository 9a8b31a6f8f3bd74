"""A client's details for many who ask at once: one statement, and a row in the trail for each."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.audit import group
from ischia.web.audit.models import Deed
from ischia.web.queries import at_once
from ischia.web.queries.at_once import IS_OPEN, Asked
from ischia.web.records.models import Client
from ischia.web.statements import Row, read_key

_FOUND = (
    "SELECT ask.number, c.id, c.name, c.born_on, c.phone, c.barred, c.version "  # noqa: S608 -- our own words
    "FROM ask JOIN records_client c ON c.id = ask.thing_id "
    f"AND c.practice_id = ask.practice_id WHERE {IS_OPEN}"
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
    return group.read(_of_all, Asked(client_id, by, at), lambda _: deed, at=at)


def _of_all(asked: Sequence[Asked]) -> list[Details | None]:
    return [_details(row) if row else None for row in at_once.found(_FOUND, asked)]


def _details(row: Row) -> Details:
    client_id, name, born_on, phone, barred, version = row
    day = date.fromisoformat(born_on) if isinstance(born_on, str) else born_on
    return Details(read_key(client_id), name, day, phone, barred, version)
