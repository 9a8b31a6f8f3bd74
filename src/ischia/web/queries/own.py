"""Fetch an object only through who asks: what is not theirs does not exist for them."""

from uuid import UUID

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
    found = (
        Visit.objects.select_related("client", "therapist", "practice")
        .filter(practice_id=by.practice_id, id=visit_id)
        .first()
    )
    if found is None:
        raise Http404
    return found
