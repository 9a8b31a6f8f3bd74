"""Who looked at one client's record, in words that can be handed to the client."""

from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.utils.translation import gettext

from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow
from ischia.web.people.models import Person
from ischia.web.queries.trail_words import said
from ischia.web.words import role_words

MOST = 200
"""Rows of one page: what prints on a few sheets."""
_NEWEST = 2**62


@frozen
class Look:
    """One row of the trail: when, who by name and by their role of today, what they did."""

    id: int
    at: datetime
    who: str
    role: str
    what: str


@frozen
class Page:
    """Some of the rows, newest first; ``older`` is where the next ones begin, if there are any."""

    looks: list[Look]
    older: int | None


def of_client(client_id: UUID, *, by: Actor, before: int | None = None) -> Page:
    """Return who did what with a client's record, newest first; two queries.

    Nothing is left out or put together: each row of the trail that names the client is one
    here. Cut at a row's id, and found by the index on the client, however long the trail is.
    """
    found = TrailRow.objects.filter(
        practice_id=by.practice_id, client_id=client_id, id__lt=before or _NEWEST
    )
    rows = list(found.order_by("-id")[: MOST + 1])
    shown = rows[:MOST]
    people = Person.objects.filter(practice_id=by.practice_id)
    known: dict[UUID | None, tuple[str, str]] = {
        person_id: (name, role_words(role))
        for person_id, name, role in people.values_list("id", "name", "role")
    }
    by_link = gettext("By the client's link"), ""
    looks = [Look(row.pk, row.at, *known.get(row.person_id, by_link), said(row.action))
             for row in shown]  # fmt: skip
    return Page(looks, shown[-1].pk if len(rows) > MOST else None)
