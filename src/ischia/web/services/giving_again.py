"""A kept page of a record, for many who ask at once: one statement, and a row in the trail each.

The statement says whose client it is, whether they are open to who asks, and how often any
record has changed; all three of one moment. Only a page that holds at that count is given.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final, Generic, TypeVar
from uuid import UUID

from attrs import frozen
from django.db import connection

from ischia.web.access import Actor
from ischia.web.audit import group
from ischia.web.audit.models import Deed
from ischia.web.queries import at_once
from ischia.web.queries.at_once import IS_OPEN, Asked
from ischia.web.records.changes import NUMBER
from ischia.web.statements import read_key

Page = TypeVar("Page")
_CLIENT: Final = (
    f"SELECT ask.number, c.id, ({NUMBER}) FROM ask "  # noqa: S608 -- our own words
    "JOIN records_client c ON c.id = ask.thing_id AND c.practice_id = ask.practice_id "
    f"WHERE {IS_OPEN}"
)
_VISIT: Final = (
    f"SELECT ask.number, c.id, ({NUMBER}) FROM ask "  # noqa: S608 -- as above
    "JOIN records_visit w ON w.id = ask.thing_id AND w.practice_id = ask.practice_id "
    f"JOIN records_client c ON c.id = w.client_id WHERE {IS_OPEN}"
)


@frozen
class _Wanted(Generic[Page]):
    """What one request asks for, and what gives its page at a count of changes."""

    asked: Asked
    page_at: Callable[[int], Page | None]


@frozen
class _Given(Generic[Page]):
    """A page that holds, and whose it is."""

    client_id: UUID
    page: Page


class OfVisit(StrEnum):
    """A page of a visit, as the trail calls it."""

    VISIT = "visit"
    RESULT = "screening"
    PLAN = "plan"
    NOTE = "note"


def of_client(
    client_id: UUID, page_at: Callable[[int], Page | None], *, by: Actor, at: datetime
) -> Page | None:
    """Return the page of a client, once it is in the trail that it was read.

    ``None``, and no row, where it is not the actor's to open as it stands or no page holds.

    Parameters
    ----------
    page_at
        Gives the page that holds at a count of changes. It is asked in the thread of the trail.
    """

    def deed(_: _Given[Page]) -> Deed:
        return Deed("client.read", by.practice_id, by.person_id, by.source, client_id)

    return _given(_of_clients, Asked(client_id, by, at), page_at, deed)


def of_visit(
    visit_id: UUID,
    page: OfVisit,
    page_at: Callable[[int], Page | None],
    *,
    by: Actor,
    at: datetime,
) -> Page | None:
    """Return a page of a visit; as :func:`of_client` does of a client."""

    def deed(given: _Given[Page]) -> Deed:
        done = f"{page.value}.read"
        return Deed(done, by.practice_id, by.person_id, by.source, given.client_id, visit_id)

    return _given(_of_visits, Asked(visit_id, by, at), page_at, deed)


def _given(
    reader: group.Reader[_Wanted[Page], _Given[Page]],
    asked: Asked,
    page_at: Callable[[int], Page | None],
    deed: Callable[[_Given[Page]], Deed],
) -> Page | None:
    if connection.in_atomic_block:
        return None  # the count seen inside a transaction is not what others see
    found = group.read(reader, _Wanted(asked, page_at), deed, at=asked.at)
    return found.page if found else None


def _of_all(statement: str, wanted: Sequence[_Wanted[Page]]) -> list[_Given[Page] | None]:
    rows = at_once.found(statement, [one.asked for one in wanted])
    given: list[_Given[Page] | None] = []
    for one, row in zip(wanted, rows, strict=True):
        page = one.page_at(row[1]) if row else None
        given.append(_Given(read_key(row[0]), page) if row and page is not None else None)
    return given


_of_clients, _of_visits = partial(_of_all, _CLIENT), partial(_of_all, _VISIT)
