"""Read the trail."""

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow, first_break
from ischia.web.people.models import Person

__all__ = ["Entry", "first_break", "newest"]


@frozen
class Entry:
    """One row of the trail with the name of who did it; of the client only the id."""

    row: TrailRow
    who: str


def newest(*, by: Actor) -> list[Entry]:
    """Return the newest 200 rows of the actor's practice; two queries."""
    names: dict[object, str] = dict(
        Person.objects.filter(practice_id=by.practice_id).values_list("id", "name")
    )
    rows = TrailRow.objects.filter(practice_id=by.practice_id).order_by("-id")[:200]
    return [Entry(row, names.get(row.person_id, "by link")) for row in rows]
