"""Read the trail, newest first, a page at a time."""

from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from attrs import frozen
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language, gettext

from ischia.web import freshness
from ischia.web.access import Actor
from ischia.web.audit.models import COLUMNS, first_break, follows
from ischia.web.queries.trail_words import said
from ischia.web.statements import Row, key, read_key, read_moment, rows

__all__ = ["MOST", "Entry", "Page", "first_break", "newest"]

MOST = 50
_NEWEST = 2**62
_NAMES = "SELECT id, name FROM people_person WHERE practice_id = %s"
_PAGE = (
    f"SELECT {COLUMNS} FROM audit_trailrow "  # noqa: S608 -- our own words
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
    rows: list[Row]

    def first_break(self) -> int | None:
        """Return the id of the first row among these that does not follow from the one before."""
        if not self.rows:
            return None
        newest, oldest = self.rows[0][0], self.rows[-1][0]
        if newest - oldest >= len(self.rows):  # others have rows between
            return first_break(after=oldest, until=newest)
        broken = [row[0] for row, before in pairwise(self.rows)
                  if not follows(row, before=before[-1])]  # fmt: skip
        return broken[-1] if broken else None


def newest(*, by: Actor, before: int | None = None) -> Page:
    """Return the newest rows of the actor's practice, or those before a row; one query.

    Pages are cut at a row's id, so that each takes the same time however long the trail is.
    """
    names = _names(by.practice_id)
    found = rows(_PAGE, [key(by.practice_id), before or _NEWEST])
    shown = found[:MOST]
    told = get_language() or "", str(get_current_timezone())
    nobody = gettext("by link")
    entries = [_entry(row, _who(row, names, nobody), told) for row in shown]
    return Page(entries, entries[-1].id if len(found) > MOST else None, shown)


def _names(practice_id: UUID) -> dict[str, str]:
    """Return the names of people by their ids as text; remembered while none of them changes."""
    if connection.in_atomic_block:  # may see what is never committed
        return _read_names(practice_id)
    return _known_names(practice_id, freshness.names())


def _read_names(practice_id: UUID) -> dict[str, str]:
    return {str(key(read_key(one))): name for one, name in rows(_NAMES, [key(practice_id)])}


@lru_cache(maxsize=64)
def _known_names(practice_id: UUID, _mark: bytes) -> dict[str, str]:
    return _read_names(practice_id)


def _who(row: Row, names: dict[str, str], nobody: str) -> str:
    """Return who did it: a person, somebody with a link, or the program by itself."""
    _, _, _, person, client, *_ = row
    return names.get(person, nobody) if person else nobody if client else "Ischia"


@lru_cache(maxsize=2000)
def _entry(row: Row, who: str, told: tuple[str, str]) -> Entry:
    """Return a row as the practice reads it; remembered, since no row changes.

    ``told`` is the language and the time zone it is for.
    """
    row_id, at, _, _, client, _, source, action, _ = row
    return Entry(
        id=row_id,
        when=_when(read_moment(at).replace(microsecond=0), told),
        who=who,
        action=action,
        what=_what(action, told),
        client=str(read_key(client))[:8] if client else "",
        source=source,
    )


@lru_cache(maxsize=500)
def _when(second: datetime, _told: tuple[str, str]) -> str:
    return date_format(localtime(second), gettext("j M Y H:i:s"))


@lru_cache(maxsize=500)
def _what(action: str, _told: tuple[str, str]) -> str:
    return said(action)
