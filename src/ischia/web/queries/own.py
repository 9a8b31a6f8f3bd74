"""Fetch an object only through who asks: what is not theirs does not exist for them."""

from uuid import UUID

from django.http import Http404

from ischia.web.access import Actor
from ischia.web.records.models import Client, Visit


def client(client_id: UUID, *, by: Actor) -> Client:
    """Return a client of the actor's practice; anything else is not found."""
    found = Client.objects.filter(practice_id=by.practice_id, id=client_id).first()
    if found is None:
        raise Http404
    return found


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
