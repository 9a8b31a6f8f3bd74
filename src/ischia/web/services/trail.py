"""Write what an actor did into the trail."""

from datetime import datetime
from uuid import UUID

from ischia.web.access import Actor
from ischia.web.audit.group import note
from ischia.web.audit.models import Deed
from ischia.web.records.models import Visit


def note_deed(
    action: str,
    *,
    by: Actor,
    at: datetime,
    client_id: UUID | None = None,
    object_id: UUID | None = None,
) -> None:
    """Append one row for what ``by`` did."""
    deed = Deed(
        action=action,
        practice_id=by.practice_id,
        person_id=by.person_id,
        source=by.source,
        client_id=client_id,
        object_id=object_id,
    )
    note(deed, at=at)


def note_link_deed(
    action: str, visit: Visit, *, source: str, at: datetime, object_id: UUID | None = None
) -> None:
    """Append one row for what somebody holding a client's link did."""
    deed = Deed(
        action=action,
        practice_id=visit.practice_id,
        source=source,
        client_id=visit.client_id,
        object_id=object_id or visit.id,
    )
    note(deed, at=at)
