"""Keep what stood before a detail of a client or a visit is put right."""

from datetime import datetime

from ischia.web.access import Actor
from ischia.web.records.models import Client, Earlier, Visit


def keep_client(client: Client, *, by: Actor, at: datetime) -> None:
    """Keep a client's details as they stand; called before they change."""
    born_on = client.born_on.isoformat() if client.born_on else None
    body = {"name": client.name, "born_on": born_on, "phone": client.phone}
    Earlier.objects.create(client_id=client.id, body=body, by_id=by.person_id, at=at)


def keep_visit(visit: Visit, *, by: Actor, at: datetime) -> None:
    """Keep when a visit was to be and with whom; called before it is moved."""
    body = {
        "starts_at": visit.starts_at.isoformat(),
        "therapist": str(visit.therapist_id),
        "therapist_name": visit.therapist.name,
    }
    Earlier.objects.create(
        client_id=visit.client_id, visit_id=visit.id, body=body, by_id=by.person_id, at=at
    )
