"""Whose client it is: another therapist's is opened with a reason, one's own without."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ischia.web.access import Actor
from ischia.web.records.models import Visit
from ischia.web.statements import key, moment, read_key, rows

HOLDS: Final = timedelta(hours=12)
"""How long a reason holds: as long as a signed-in session may."""
_ASK = (
    "SELECT c.id FROM records_client c {join} "
    "WHERE c.practice_id = %s AND {which} = %s "
    "AND EXISTS (SELECT 1 FROM records_visit v WHERE v.client_id = c.id) "
    "AND NOT EXISTS (SELECT 1 FROM records_visit v "
    "WHERE v.client_id = c.id AND v.therapist_id = %s) "
    "AND NOT EXISTS (SELECT 1 FROM records_opening o "
    "WHERE o.client_id = c.id AND o.by_id = %s AND o.at > %s)"
)
_BY_CLIENT = _ASK.format(join="", which="c.id")
_BY_VISIT = _ASK.format(join="JOIN records_visit w ON w.client_id = c.id", which="w.id")


def client_of(
    *, by: Actor, at: datetime, client_id: UUID | None = None, visit_id: UUID | None = None
) -> UUID | None:
    """Return the client who needs a reason to be opened; ``None`` where none is needed.

    A client without any visit is nobody's yet. One query.
    """
    statement, named = (_BY_CLIENT, client_id) if client_id else (_BY_VISIT, visit_id)
    me = key(by.person_id)
    found = rows(statement, [key(by.practice_id), key(named), me, me, moment(at - HOLDS)])
    return read_key(found[0][0]) if found else None


def therapists(client_id: UUID, *, by: Actor) -> list[str]:
    """Return the names of those who treat a client."""
    names = Visit.objects.filter(practice_id=by.practice_id, client_id=client_id)
    return list(names.order_by("therapist__name").values_list("therapist__name", flat=True)
                .distinct())  # fmt: skip
