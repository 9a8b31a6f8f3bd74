"""Whose client it is: another therapist's is opened with a reason, one's own without."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ischia.web import once
from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import Client, Visit
from ischia.web.statements import key, moment, record, rows

HOLDS: Final = timedelta(hours=12)
"""How long a reason holds: as long as a signed-in session may."""
NEEDS_REASON: Final = (
    "EXISTS (SELECT 1 FROM records_visit v WHERE v.client_id = c.id) "
    "AND NOT EXISTS (SELECT 1 FROM records_visit v "
    "WHERE v.client_id = c.id AND v.therapist_id = {me}) "
    "AND NOT EXISTS (SELECT 1 FROM records_opening o "
    "WHERE o.client_id = c.id AND o.by_id = {me} AND o.at > {since})"
)
"""Whether client ``c`` is another therapist's, of whom ``me`` told no reason ``since`` then."""
_ALSO = f"CASE WHEN {NEEDS_REASON.format(me='%s', since='%s')} THEN 1 ELSE 0 END"
_BY_CLIENT, _BY_VISIT = own.CLIENT.format(also=_ALSO), own.VISIT.format(also=_ALSO)


def client_of(
    *, by: Actor, at: datetime, client_id: UUID | None = None, visit_id: UUID | None = None
) -> UUID | None:
    """Return the client who needs a reason to be opened; ``None`` where none is needed.

    A client without any visit is nobody's yet. One query; what it finds, :mod:`.own` finds for
    nothing in the same reading.
    """
    me = key(by.person_id)
    given = [me, me, moment(at - HOLDS), key(by.practice_id), key(client_id or visit_id)]
    found = rows(_BY_CLIENT if client_id else _BY_VISIT, given)
    if not found:
        return None
    needs_reason, *row = found[0]
    if client_id is not None:
        once.tell(own.client, record(Client, tuple(row)), client_id, by=by)
        return client_id if needs_reason else None
    visit = own.read_visit(row)
    once.tell(own.visit, visit, visit.id, by=by)
    return visit.client_id if needs_reason else None


def therapists(client_id: UUID, *, by: Actor) -> list[str]:
    """Return the names of those who treat a client."""
    names = Visit.objects.filter(practice_id=by.practice_id, client_id=client_id)
    return list(names.order_by("therapist__name").values_list("therapist__name", flat=True)
                .distinct())  # fmt: skip
