"""Find clients as one types: by the beginnings of their names, through an index."""

from attrs import frozen
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from ischia.web.access import Actor
from ischia.web.queries.folding import terms
from ischia.web.records.models import Client, ClientWord

MOST = 20


@frozen
class Hit:
    """A client as a search shows them."""

    id: str
    name: str
    born_year: int | None
    phone_end: str


def clients(text: str, *, by: Actor) -> list[Hit]:
    """Return at most :data:`MOST` clients whose name has words with these beginnings."""
    asked = terms(text)
    found: QuerySet[Client] = Client.objects.filter(practice_id=by.practice_id)
    if not asked:
        return [_hit(one) for one in found.order_by("-created_at")[:MOST]]
    longest, *rest = sorted(asked, key=len, reverse=True)
    words = ClientWord.objects.filter(_begins(longest), practice_id=by.practice_id)
    found = Client.objects.filter(id__in=words.values("client_id")[: MOST * 25])
    for term in rest:
        other = ClientWord.objects.filter(_begins(term), client_id=OuterRef("pk"))
        found = found.filter(Exists(other))
    return [_hit(one) for one in found.order_by("name")[:MOST]]


def _begins(term: str) -> Q:
    """Return the condition in the form each database answers from its index."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=term)
    return Q(word__gte=term, word__lt=term + "\U0010ffff")


def _hit(one: Client) -> Hit:
    return Hit(
        id=str(one.id),
        name=one.name,
        born_year=one.born_on.year if one.born_on else None,
        phone_end=one.phone[-4:],
    )
