"""What stood before it was put right, as pages show it."""

from datetime import date, datetime
from uuid import UUID

from attrs import frozen
from django.db.models import QuerySet

from ischia.web.records.models import Earlier


@frozen
class Stood:
    """Details that stood until somebody changed them; what does not apply is empty."""

    until: datetime
    by: str
    name: str = ""
    born_on: date | None = None
    phone: str = ""
    starts_at: datetime | None = None
    therapist: str = ""


def of_client(client_id: UUID) -> list[Stood]:
    """Return a client's own details as they stood before, the newest first."""
    return [
        Stood(
            one.at,
            one.by.name,
            name=one.body["name"],
            born_on=date.fromisoformat(one.body["born_on"]) if one.body["born_on"] else None,
            phone=one.body["phone"],
        )
        for one in _rows(client_id).filter(visit=None)
    ]


def of_visit(client_id: UUID, visit_id: UUID) -> list[Stood]:
    """Return when a visit was to be before and with whom, the newest first."""
    return [
        Stood(
            one.at,
            one.by.name,
            starts_at=datetime.fromisoformat(one.body["starts_at"]),
            therapist=one.body["therapist_name"],
        )
        for one in _rows(client_id).filter(visit_id=visit_id)
    ]


def _rows(client_id: UUID) -> QuerySet[Earlier]:
    return Earlier.objects.filter(client_id=client_id).select_related("by").order_by("-at", "id")
