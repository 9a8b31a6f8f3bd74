"""Snapshots of a visit as they were added, each with who added it."""

from ischia.web.once import once
from ischia.web.people.models import Person
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.statements import columns, key, record, rows

_OF_KIND = (
    f"SELECT {columns(Snapshot, of='s')}, {columns(Person, of='p')} "  # noqa: S608 -- our own words
    "FROM records_snapshot s LEFT JOIN people_person p ON p.id = s.by_id "
    "WHERE s.visit_id = %s AND s.kind = %s ORDER BY s.number"
)
_N_COLUMNS = len(Snapshot._meta.concrete_fields)  # noqa: SLF001 -- documented API


@once
def of_kind(visit: Visit, kind: SnapshotKind) -> tuple[Snapshot, ...]:
    """Return every snapshot of a kind, oldest first; one query, with the people."""
    found = []
    for row in rows(_OF_KIND, [key(visit.id), kind]):
        one = record(Snapshot, row[:_N_COLUMNS])
        one.by = record(Person, row[_N_COLUMNS:]) if one.by_id else None
        found.append(one)
    return tuple(found)
