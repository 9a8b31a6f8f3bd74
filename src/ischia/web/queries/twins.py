"""Who may be the same person as a client about to be added, so that nobody gets two charts.

Asked in one statement, three ways, each by an index: by birthday, by phone, by the very words
of the name. Nothing is merged or decided here; a person looks and chooses.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.utils.translation import gettext, gettext_noop

from ischia.web.access import Actor
from ischia.web.folding import terms
from ischia.web.likeness import alike_words, is_near, name_words, phone_end, swapped
from ischia.web.statements import Row, is_postgres, key, read_key, rows

MOST: Final = 5
_MOST_READ: Final = 200
WHY: Final = {
    "name": gettext_noop("same name"),
    "like_name": gettext_noop("similar name"),
    "birthday": gettext_noop("same birthday"),
    "phone": gettext_noop("same phone"),
}

PHONE_END: Final[Mapping[str, str]] = {
    "sqlite": "substr(replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), "
    "'.', ''), '/', ''), '(', ''), ')', ''), -8)",
    "postgresql": "right(replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', "
    "''), '.', ''), '/', ''), '(', ''), ')', ''), 8)",
}
"""What ``likeness.phone_end`` does, as the index on it has it in the words of each database."""
_SHOWN = "SELECT id, name, born_on, phone FROM records_client"
_BORN = f"SELECT * FROM ({_SHOWN} WHERE practice_id = %s AND born_on IN (%s, %s) LIMIT %s) AS b"  # noqa: S608 -- our own words
_PHONE = f"SELECT * FROM ({_SHOWN} WHERE practice_id = %s AND {{end}} = %s LIMIT %s) AS p"  # noqa: S608 -- as above
_NAMED = (
    "SELECT * FROM (SELECT c.id, c.name, c.born_on, c.phone FROM records_clientword w "
    "JOIN records_client c ON c.id = w.client_id "
    "WHERE w.practice_id = %s AND w.word = %s{further} LIMIT %s) AS n"
)


@frozen
class Twin:
    """A client who may be the same person, as a search shows them, and what is the same.

    ``why`` holds keys of :data:`WHY`.
    """

    id: UUID
    name: str
    born_year: int | None
    phone_end: str
    why: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """Return what is the same, in words."""
        return [gettext(WHY[one]) for one in self.why]


@frozen
class Asked:
    """The details of a client about to be added."""

    name: str
    born_on: date | None
    phone: str


def likely(asked: Asked, *, by: Actor, apart_from: UUID | None = None) -> list[Twin]:
    """Return at most :data:`MOST` clients of the practice who may be the same person.

    A like name and the same birthday or phone; or the very same name, where no birthday says
    otherwise. A changed family name is seen through by the birthday. The likeliest come first.
    ``apart_from`` is the client themselves, where they have a chart already.
    """
    if not asked.name.strip():
        return []
    found = {row[0]: row for row in _candidates(asked, by=by)}
    if apart_from is not None:
        found.pop(key(apart_from), None)
    scored = [(_score(asked, row), row) for row in found.values()]
    best = sorted(((n, row) for n, row in scored if n), key=lambda one: (-one[0], one[1][1]))
    return [_twin(asked, row) for _, row in best[:MOST]]


def _candidates(asked: Asked, *, by: Actor) -> list[Row]:
    practice, parts, given = key(by.practice_id), [], list[Any]()
    if asked.born_on is not None:
        parts.append(_BORN)
        days = (_day(asked.born_on), _day(swapped(asked.born_on)))
        given += [practice, *days, _MOST_READ]
    if end := phone_end(asked.phone):
        parts.append(_PHONE.format(end=PHONE_END["postgresql" if is_postgres() else "sqlite"]))
        given += [practice, end, _MOST_READ]
    first, *rest = sorted(terms(asked.name), key=len, reverse=True)
    holds = " AND strpos(w.begins, %s) > 0" if is_postgres() else " AND instr(w.begins, %s) > 0"
    parts.append(_NAMED.format(further=holds * len(rest)))
    given += [practice, first, *(f" {one}" for one in rest), _MOST_READ]
    return rows(" UNION ALL ".join(parts), given)


def _day(day: date) -> Any:  # noqa: ANN401 -- as each database keeps it
    return day if is_postgres() else day.isoformat()


def _score(asked: Asked, row: Row) -> int:
    """Return how likely a client is the same person; 0 for nobody to ask about."""
    mine, theirs = name_words(asked.name), name_words(row[1])
    n, is_whole = alike_words(mine, theirs), False
    if n:
        is_whole = n == min(len(mine), len(theirs))
    born, phone = read_day(row[2]), phone_end(asked.phone)
    same_phone = bool(phone) and phone_end(row[3]) == phone
    same_day = born is not None and asked.born_on in {born, swapped(born)}
    unknown = born is None or asked.born_on is None
    near = born is None or asked.born_on is None or is_near(born, asked.born_on)
    is_likely = n and (
        same_day
        or (same_phone and (is_whole or unknown))
        or (sorted(mine) == sorted(theirs) and near)
    )
    if not is_likely:
        return 0
    return 4 * same_day + 3 * same_phone + 2 * is_whole + (sorted(mine) == sorted(theirs))


def read_day(held: Any) -> date | None:  # noqa: ANN401 -- as each database keeps it
    """Return a day from what the database gave."""
    return date.fromisoformat(held) if isinstance(held, str) else held


def _twin(asked: Asked, row: Row) -> Twin:
    born, end = read_day(row[2]), phone_end(asked.phone)
    why = []
    if sorted(name_words(asked.name)) == sorted(name_words(row[1])):
        why.append("name")
    else:
        why.append("like_name")
    if born is not None and born == asked.born_on:
        why.append("birthday")
    if end and phone_end(row[3]) == end:
        why.append("phone")
    year = born.year if born else None
    return Twin(read_key(row[0]), row[1], year, row[3][-4:], tuple(why))
