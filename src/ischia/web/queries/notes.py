"""The note of a visit with everything that was added to it."""

from attrs import frozen

from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind


@frozen
class Signed:
    """A signed note and its addenda, oldest first."""

    note: Snapshot
    addenda: list[Snapshot]


def signed(visit: Visit) -> Signed | None:
    """Return the signed note of a visit, if it is signed."""
    rows = list(
        Snapshot.objects.select_related("by")
        .filter(visit=visit, kind__in=[SnapshotKind.NOTE, SnapshotKind.ADDENDUM])
        .order_by("number")
    )
    note = next((row for row in rows if row.kind == SnapshotKind.NOTE), None)
    if note is None:
        return None
    return Signed(note, [row for row in rows if row.kind == SnapshotKind.ADDENDUM])
