"""What was decided, as it was."""

from collections.abc import Iterable

from django.utils.translation import gettext

from ischia.knowledge import shipped
from ischia.web.once import once
from ischia.web.queries import basis, course_log, practice
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.statements import columns, key, record, rows

_LAST = (
    f"SELECT {columns(Snapshot)} FROM records_snapshot "  # noqa: S608 -- our own words
    "WHERE visit_id = %s AND kind = %s ORDER BY number DESC LIMIT 1"
)


@once
def last(visit: Visit, kind: SnapshotKind) -> Snapshot | None:
    """Return the newest snapshot of a kind."""
    found = rows(_LAST, [key(visit.id), kind])
    return record(Snapshot, found[0]) if found else None


def last_of_each(visits: Iterable[Visit], kind: SnapshotKind) -> dict[object, Snapshot]:
    """Return the newest snapshot of a kind for each visit, in one query."""
    found = Snapshot.objects.filter(visit__in=list(visits), kind=kind).order_by("number")
    return {row.visit_id: row for row in found}


def is_current(snapshot: Snapshot | None, visit: Visit) -> bool:
    """Return whether nothing it rests on has changed since.

    A plan rests on what the client said of earlier sessions too, until its session begins.
    What was decided before a backup was brought back is void: later words may be lost.
    """
    if snapshot is None or practice.is_before_restore(snapshot.at, visit):
        return False
    if snapshot.kind == SnapshotKind.PLAN and visit.state == VisitState.BOOKED:
        heard = snapshot.body.get("heard", 0)
        if course_log.last_number(visit.client_id) > heard:
            return False
    return snapshot.answers_digest == basis.of(visit).digest


def void_because(snapshot: Snapshot, visit: Visit) -> str:
    """Return in a sentence why a snapshot that is not current is void."""
    if practice.is_before_restore(snapshot.at, visit):
        return gettext("A backup was brought back since.")
    if snapshot.knowledge_version not in {"", shipped().version}:
        return gettext("The rules and knowledge of Ischia were renewed since.")
    if snapshot.answers_digest == basis.of(visit).digest:
        return gettext("Something was told or decided on the course since.")
    return gettext("An answer changed since.")
