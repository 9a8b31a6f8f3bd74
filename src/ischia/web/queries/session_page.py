"""How far a session is."""

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


def event_ids(visit: Visit) -> list[str]:
    """Return the ids of the events that are safely here."""
    rows = SessionEvent.objects.filter(visit=visit).order_by("number")
    return [str(one) for one in rows.values_list("id", flat=True)]


def is_over(visit: Visit) -> bool:
    """Return whether the session has ended."""
    return visit.state in {VisitState.DONE, VisitState.STOPPED, VisitState.SIGNED}
