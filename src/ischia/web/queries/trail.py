"""Read the trail, newest first, a page at a time."""

from functools import lru_cache
from uuid import UUID

from attrs import frozen
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language, gettext

from ischia.web.access import Actor
from ischia.web.audit.models import first_break
from ischia.web.queries.trail_words import said
from ischia.web.statements import Row, key, read_key, read_moment, rows

__all__ = ["MOST", "Entry", "Page", "first_break", "newest"]

MOST = 50
_NEWEST = 2**62
_NAMES = "SELECT id, name FROM people_person WHERE practice_id = %s"
_PAGE = (
    "SELECT id, at, person_id, action, client_id, source FROM audit_trailrow "  # noqa: S608 -- our own words
    f"WHERE practice_id = %s AND id < %s ORDER BY id DESC LIMIT {MOST + 1}"
)


@frozen
class Entry:
    """One row of the trail: who by name, what in words; of the client only the id's beginning."""

    id: int
    when: str
    who: str
    action: str
    what: str
    client: str
    source: str


@frozen
class Page:
    """Some rows of the trail; ``older`` is where the next ones begin, if there are any."""

    entries: list[Entry]
    older: int | None

    def first_break(self) -> int | None:
        """Return the id of the first row among these that does not follow from the one before."""
        if not self.entries:
            return None
        return first_break(after=self.entries[-1].id, until=self.entries[0].id)


def newest(*, by: Actor, before: int | None = None) -> Page:
    """Return the newest rows of the actor's practice, or those before a row; two queries.

    Pages are cut at a row's id, so that each takes the same time however long the trail is.
    """
    names = {read_key(one): name for one, name in rows(_NAMES, [key(by.practice_id)])}
    found = rows(_PAGE, [key(by.practice_id), before or _NEWEST])
    language, zone = get_language() or "", str(get_current_timezone())
    nobody = gettext("by link")
    entries = [
        _entry(tuple(row), _who(row, names, nobody), (language, zone)) for row in found[:MOST]
    ]
    return Page(entries, entries[-1].id if len(found) > MOST else None)


def _who(row: Row, names: dict[UUID, str], nobody: str) -> str:
    """Return who did it: a person, somebody with a link, or the program by itself."""
    _, _, person, _, client, _ = row
    return names.get(read_key(person), nobody) if person else nobody if client else "Ischia"


@lru_cache(maxsize=2000)
def _entry(row: Row, who: str, _told: tuple[str, str]) -> Entry:
    """Return a row as the practice reads it; remembered, since no row changes.

    ``_told`` is the language and the time zone it is for.
    """
    row_id, at, _, action, client, source = row
    return Entry(
        id=row_id,
        when=date_format(localtime(read_moment(at)), gettext("j M Y H:i:s")),
        who=who,
        action=action,
        what=said(action),
        client=str(read_key(client))[:8] if client else "",
        source=source,
    )
