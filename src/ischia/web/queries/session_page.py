"""How far a session is."""

from typing import Any
from uuid import UUID

from ischia.web.queries import snapshots
from ischia.web.records.models import SessionEvent, Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState


def adopted_plan(visit: Visit) -> Snapshot | None:
    """Return the plan that a person adopted for this visit."""
    adopted = snapshots.last(visit, SnapshotKind.ADOPTION)
    if adopted is None:
        return None
    return Snapshot.objects.filter(visit=visit, id=UUID(adopted.body["plan"])).first()


HOLDS = "hold"


def events(visit: Visit) -> list[dict[str, Any]]:
    """Return the events that are safely here, as a tablet tells them."""
    rows = SessionEvent.objects.filter(visit=visit).exclude(kind=HOLDS)
    return [
        {
            "id": str(row.id),
            "number": row.number,
            "kind": row.kind,
            "elapsed_s": row.elapsed_s,
            "told_at": row.told_at.isoformat(),
            "body": row.body,
        }
        for row in rows.order_by("number", "told_at")
    ]


def holder(visit_id: UUID) -> str:
    """Return the name of the tablet that runs the session; empty when none does."""
    rows = SessionEvent.objects.filter(visit_id=visit_id, kind=HOLDS).order_by("-number")
    last = rows.first()
    return str(last.body["tablet"]) if last else ""


def is_over(visit: Visit) -> bool:
    """Return whether the session has ended."""
    return visit.state in {VisitState.DONE, VisitState.STOPPED, VisitState.SIGNED}
