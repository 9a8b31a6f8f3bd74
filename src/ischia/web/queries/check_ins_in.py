"""Check-ins that came in by link lately: what Today tells of them."""

from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.once import once
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import course_words
from ischia.web.records.models import CourseEntry
from ischia.web.records.states import CHECK_INS, Due

_DAYS, _MOST = 2, 12


@frozen
class CameIn:
    """One check-in that came in: whose, which, and the next step of the course with it.

    Parameters
    ----------
    was
        The next step before it came, where it is another one now; else empty.
    """

    id: UUID
    client_id: UUID
    client: str
    on: date
    due: str
    step: str
    was: str


@once
def lately(day: date, *, by: Actor) -> tuple[CameIn, ...]:
    """Return what came in by link today and the day before, newest first; one query.

    New signs stand among the notices, so they are left out here until somebody dealt with them.
    """
    if by.role not in CLINICAL:
        return ()
    rows = CourseEntry.objects.select_related("client").filter(
        kind__in=CHECK_INS, link__isnull=False, on__gt=day - timedelta(days=_DAYS), on__lte=day,
        client__practice_id=by.practice_id, link__sent_at__isnull=False, body__has_key="next",
    )  # fmt: skip
    return tuple(
        CameIn(
            row.id, row.client_id, row.client.name, row.on,
            course_words.due(Due(row.body["due"])), row.body["next"], _was(row),
        )
        for row in rows.order_by("-at")[:_MOST]
    )  # fmt: skip


def _was(row: CourseEntry) -> str:
    return row.body["was"] if row.body["was"] != row.body["next"] else ""
