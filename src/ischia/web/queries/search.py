"""Find clients as one types: by the beginnings of their names, through one index.

The index holds all that a hit shows, so that a search reads a page or two of it and no table.
"""

from typing import Any

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.folding import terms
from ischia.web.statements import Row, is_postgres, key, read_key, rows

MOST = 20
_SPARE = 4  # a client may stand under several beginnings; the first MOST clients are shown
_NEWEST = (
    "SELECT id, name, born_on, phone FROM records_client WHERE practice_id = %s "
    "ORDER BY created_at DESC LIMIT %s"
)
_SHOWN = "SELECT client_id, name, born_year, phone_end FROM records_clientword"
# Beginnings are compared byte by byte in both databases, whatever the language of the server.
_SQLITE = (
    " WHERE practice_id = %s AND word >= %s AND word < %s{further} ORDER BY word, name LIMIT %s"
)
_SQLITE_FURTHER = " AND instr(begins, %s) > 0"
_POSTGRES = (
    " WHERE practice_id = %s AND word ~>=~ %s AND word ~<~ %s{further} "
    "ORDER BY word USING ~<~, name USING ~<~ LIMIT %s"
)
_POSTGRES_FURTHER = " AND strpos(begins, %s) > 0"
_LAST = "\U0010ffff"


@frozen
class Hit:
    """A client as a search shows them."""

    id: str
    name: str
    born_year: int | None
    phone_end: str


def clients(text: str, *, by: Actor) -> list[Hit]:
    """Return at most :data:`MOST` clients whose name has words with these beginnings.

    The longest term leads: hits come in the order of the words that begin with it. Without a
    term the newest clients are shown.
    """
    asked = sorted(terms(text), key=len, reverse=True)
    if not asked:
        return [_newest(row) for row in rows(_NEWEST, [key(by.practice_id), MOST])]
    longest, *rest = asked
    if is_postgres():
        statement = _SHOWN + _POSTGRES.format(further=_POSTGRES_FURTHER * len(rest))
    else:
        statement = _SHOWN + _SQLITE.format(further=_SQLITE_FURTHER * len(rest))
    given: list[Any] = [key(by.practice_id), longest, longest + _LAST]
    found = rows(statement, [*given, *(f" {term}" for term in rest), MOST * _SPARE])
    first: dict[object, Row] = {}
    for row in found:
        first.setdefault(row[0], row)
    return [_hit(row) for row in list(first.values())[:MOST]]


def _hit(row: Row) -> Hit:
    return Hit(str(read_key(row[0])), row[1], row[2], row[3])


def _newest(row: Row) -> Hit:
    return Hit(str(read_key(row[0])), row[1], row[2].year if row[2] else None, row[3][-4:])
