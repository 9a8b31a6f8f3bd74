"""Fetch an object only through who asks: what is not theirs does not exist for them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from ischia.web.access import Actor
from ischia.web.once import once
from ischia.web.records.models import Client, Visit
from ischia.web.statements import columns, key, record, rows

_CLIENT = f"SELECT {columns(Client)} FROM records_client WHERE practice_id = %s AND id = %s"  # noqa: S608 -- our own words


def client(client_id: UUID, *, by: Actor) -> Client:
    """Return a client of the actor's practice; anything else is not found."""
    found = rows(_CLIENT, [key(by.practice_id), key(client_id)])
    if not found:
        raise Http404
    return record(Client, found[0])


@once
def visit(visit_id: UUID, *, by: Actor) -> Visit:
    """Return a visit of the actor's practice with its client; anything else is not found."""
    return _one(_whole(Visit.objects.all()), visit_id, by)


def held(visit_id: UUID, *, by: Actor) -> Visit:
    """Return a visit as it is now and stays, with its client, until the transaction ends.

    Whatever is decided on a visit is read behind this: what another one writes to it, or says
    of its client, comes wholly before or wholly after.
    """
    return _one(hold(_whole(Visit.objects.all())), visit_id, by)


def hold(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Let others who hold the visit, or another of its client, wait for this transaction.

    PostgreSQL looks at foreign keys when it commits, with the trail's lock in hand; a lock
    that keeps these out (without ``no_key``) would let two transactions wait for each other.
    """
    return rows.select_related("client").select_for_update(no_key=True, of=("self", "client"))


def _whole(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    return rows.select_related("client", "therapist", "practice")


def _one(rows: QuerySet[Visit], visit_id: UUID, by: Actor) -> Visit:
    found = rows.filter(practice_id=by.practice_id, id=visit_id).first()
    if found is None:
        raise Http404
    return found
