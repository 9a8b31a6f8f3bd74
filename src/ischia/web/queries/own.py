"""Fetch an object only through who asks: what is not theirs does not exist for them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from ischia.web.access import Actor
from ischia.web.once import forget, once
from ischia.web.people.models import Person
from ischia.web.practice.models import Practice
from ischia.web.records.models import Client, Visit
from ischia.web.statements import Record, columns, key, record, rows

CLIENT = (
    f"SELECT {{also}}, {columns(Client, of='c')} FROM records_client c "  # noqa: S608 -- our own words
    "WHERE c.practice_id = %s AND c.id = %s"
)
"""A client of a practice; ``also`` is what else is asked of client ``c``, before."""
VISIT = (
    f"SELECT {{also}}, {columns(Visit, of='v')}, {columns(Client, of='c')}, "  # noqa: S608 -- as above
    f"{columns(Practice, of='p')}, {columns(Person, of='t')} "
    "FROM records_visit v JOIN records_client c ON c.id = v.client_id "
    "JOIN practice_practice p ON p.id = v.practice_id "
    "JOIN people_person t ON t.id = v.therapist_id "
    "WHERE v.practice_id = %s AND v.id = %s"
)
"""A visit of a practice with its client ``c``, practice and therapist; ``also`` as above."""
_CLIENT, _VISIT = CLIENT.format(also="0"), VISIT.format(also="0")


@once
def client(client_id: UUID, *, by: Actor) -> Client:
    """Return a client of the actor's practice; anything else is not found."""
    found = rows(_CLIENT, [key(by.practice_id), key(client_id)])
    if not found:
        raise Http404
    return record(Client, found[0][1:])


@once
def visit(visit_id: UUID, *, by: Actor) -> Visit:
    """Return a visit of the actor's practice with its client; anything else is not found."""
    found = rows(_VISIT, [key(by.practice_id), key(visit_id)])
    if not found:
        raise Http404
    return read_visit(found[0][1:])


def read_visit(row: Iterable[Any]) -> Visit:
    """Return a visit from the columns of :data:`VISIT`."""
    rest = iter(row)
    one = _next(Visit, rest)
    one.client, one.practice = _next(Client, rest), _next(Practice, rest)
    one.therapist = _next(Person, rest)
    return one


def held(visit_id: UUID, *, by: Actor) -> Visit:
    """Return a visit as it is now and stays, with its client, until the transaction ends.

    Whatever is decided on a visit is read behind this: what another one writes to it, or says
    of its client, comes wholly before or wholly after.
    """
    whole = Visit.objects.select_related("client", "therapist", "practice")
    found = hold(whole).filter(practice_id=by.practice_id, id=visit_id).first()
    forget()  # what was read before the lock may be old; a lock of PostgreSQL is a SELECT
    if found is None:
        raise Http404
    return found


def hold(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Let others who hold the visit, or another of its client, wait for this transaction.

    PostgreSQL looks at foreign keys when it commits, with the trail's lock in hand; a lock
    that keeps these out (without ``no_key``) would let two transactions wait for each other.
    """
    return rows.select_related("client").select_for_update(no_key=True, of=("self", "client"))


def _next(model: type[Record], rest: Iterator[Any]) -> Record:
    return record(model, tuple(islice(rest, len(model._meta.concrete_fields))))  # noqa: SLF001 -- documented API
