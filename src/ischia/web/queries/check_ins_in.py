"""Check-ins that came in by link lately: what Today tells of them."""

import json
from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.once import once
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import course_words
from ischia.web.records.states import CHECK_INS, Due
from ischia.web.statements import key, read_key, rows

_DAYS, _MOST = 2, 12
_LATELY = (
    'SELECT e.id, e.client_id, c.name, e."on", e.body FROM records_courseentry e '  # noqa: S608 -- our own words
    "JOIN records_client c ON c.id = e.client_id "
    "JOIN records_clientlink k ON k.id = e.link_id "
    f"WHERE e.kind IN ({', '.join(['%s'] * len(CHECK_INS))}) "
    'AND e."on" > %s AND e."on" <= %s AND c.practice_id = %s AND k.sent_at IS NOT NULL '
    f"ORDER BY e.at DESC LIMIT {2 * _MOST}"
)


@frozen
class CameIn:
    """One check-in that came in: whose, which, and the next step of the course with it.

    Parameters
    ----------
    was
        The next step before it came, where it is another one now; else empty.
    named
        The dangers its own words seem to name, each question in few words.
    """

    id: UUID
    client_id: UUID
    client: str
    on: date
    due: str
    step: str
    was: str
    named: tuple[str, ...] = ()


@once
def lately(day: date, *, by: Actor) -> tuple[CameIn, ...]:
    """Return what came in by link today and the day before, newest first; one query.

    New signs stand among the notices, so they are left out here until somebody dealt with them.
    """
    if by.role not in CLINICAL:
        return ()
    kinds = [one.value for one in CHECK_INS]
    given = [*kinds, day - timedelta(days=_DAYS), day, key(by.practice_id)]
    found = [
        (read_key(entry_id), read_key(client_id), name, told_on, json.loads(body))
        for entry_id, client_id, name, told_on, body in rows(_LATELY, given)
    ]
    return tuple(
        CameIn(
            entry_id, client_id, name, told_on,
            course_words.due(Due(body["due"])), body["next"], _was(body),
            tuple(course_words.named(body)),
        )
        for entry_id, client_id, name, told_on, body in found
        if "next" in body
    )[:_MOST]  # fmt: skip


def _was(body: dict[str, str]) -> str:
    return body["was"] if body["was"] != body["next"] else ""
