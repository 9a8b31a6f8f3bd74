"""Read the trail, newest first, a page at a time."""

from attrs import frozen
from django.utils.translation import gettext

from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow, first_break
from ischia.web.people.models import Person

__all__ = ["MOST", "Entry", "Page", "first_break", "newest"]

MOST = 50
_NEWEST = 2**62


@frozen
class Entry:
    """One row of the trail with the name of who did it; of the client only the id."""

    row: TrailRow
    who: str


@frozen
class Page:
    """Some rows of the trail; ``older`` is where the next ones begin, if there are any."""

    entries: list[Entry]
    older: int | None

    def first_break(self) -> int | None:
        """Return the id of the first row among these that does not follow from the one before."""
        if not self.entries:
            return None
        return first_break(after=self.entries[-1].row.pk, until=self.entries[0].row.pk)


def newest(*, by: Actor, before: int | None = None) -> Page:
    """Return the newest rows of the actor's practice, or those before a row; two queries.

    Pages are cut at a row's id, so that each takes the same time however long the trail is.
    """
    names: dict[object, str] = dict(
        Person.objects.filter(practice_id=by.practice_id).values_list("id", "name")
    )
    found = TrailRow.objects.filter(practice_id=by.practice_id, id__lt=before or _NEWEST)
    rows = list(found.order_by("-id")[: MOST + 1])
    entries = [Entry(row, names.get(row.person_id, gettext("by link"))) for row in rows[:MOST]]
    return Page(entries, rows[MOST - 1].pk if len(rows) > MOST else None)
