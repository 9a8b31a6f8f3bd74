"""Fetch an object only through who asks: what is not theirs does not exist for them."""

from uuid import UUID

from django.http import Http404

from ischia.web.access import Actor
from ischia.web.records.models import Client, Visit
from ischia.web.statements import key, read_key, read_moment, rows

_COLUMNS = ("id", "practice_id", "name", "born_on", "phone", "barred", "version", "created_at")
_CLIENT = f"SELECT {', '.join(_COLUMNS)} FROM records_client WHERE practice_id = %s AND id = %s"  # noqa: S608 -- our own words


def client(client_id: UUID, *, by: Actor) -> Client:
    """Return a client of the actor's practice; anything else is not found."""
    found = rows(_CLIENT, [key(by.practice_id), key(client_id)])
    if not found:
        raise Http404
    held, practice, *rest, created_at = found[0]
    values = [read_key(held), read_key(practice), *rest, read_moment(created_at)]
    return Client.from_db("default", _COLUMNS, values)


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
