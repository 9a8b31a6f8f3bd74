"""Who opened very many charts within an hour: read from the trail where the owner looks.

Opening a chart costs nothing for it. The trail is walked from the last look on, one hour further
back, so that an hour is seen whole however the looks fall into it.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen
from django.db import connection

from ischia.web.access import Actor
from ischia.web.people.roles import Role
from ischia.web.statements import key, moment, read_key, read_moment, rows

MANY = 100
"""Different charts that one person opens within an hour before the owner is told (S48)."""
WITHIN = timedelta(hours=1)
_OPENED = (
    "FROM audit_trailrow WHERE practice_id = %s AND at > %s AND at <= %s "
    "AND client_id IS NOT NULL AND person_id IS NOT NULL "
    "AND action NOT IN ('client.added', 'client.sent_again')"
)
# Within any sixty minutes lie parts of two hours of the clock: one of them has half of many.
_BUSY = (
    f"SELECT person_id, MIN(at) {_OPENED} "
    f"GROUP BY person_id, {{hour}} HAVING COUNT(DISTINCT client_id) >= {MANY // 2}"
)
_HOUR = {"sqlite": "substr(at, 1, 13)", "postgresql": "date_trunc('hour', at)"}
_WHICH = f"SELECT id, at, client_id {_OPENED} AND person_id = %s ORDER BY at, id"
_TOLD = "SELECT person_id, MAX(began_at) FROM audit_burst WHERE practice_id = %s GROUP BY person_id"
_OPEN = (
    "SELECT b.id, p.name, b.n_charts, b.began_at, b.trail_row FROM audit_burst b "
    "JOIN people_person p ON p.id = b.person_id "
    "WHERE b.practice_id = %s AND b.seen_at IS NULL ORDER BY b.trail_row LIMIT 20"
)


@frozen
class Opened:
    """One row of the trail by which a person opened a chart."""

    row: int
    at: datetime
    client_id: UUID


@frozen
class Found:
    """Many charts within an hour: by whom, how many of them, when the hour began.

    ``row`` is the one that made them many.
    """

    person_id: UUID
    row: int
    n_charts: int
    began_at: datetime


@frozen
class Told:
    """A notice that the owner has not looked into yet."""

    id: UUID
    who: str
    n_charts: int
    began_at: datetime
    before: int
    """Where the page of the trail begins that ends with it."""


def not_looked_into(*, by: Actor) -> tuple[Told, ...]:
    """Return the notices that are open, oldest first; the owner alone has any."""
    if by.role is not Role.OWNER:
        return ()
    return tuple(
        Told(read_key(burst), name, n_charts, read_moment(began_at), row + 1)
        for burst, name, n_charts, began_at, row in rows(_OPEN, [key(by.practice_id)])
    )


def between(begin: datetime, end: datetime, *, by: Actor) -> list[Found]:
    """Return what was opened in bursts in this time and was not told yet.

    One statement where nobody had a busy hour; else one more, and one for each hour about it.
    """
    practice = key(by.practice_id)
    statement = _BUSY.format(hour=_HOUR[connection.vendor])
    hours: dict[object, set[datetime]] = {}
    for person, at in rows(statement, [practice, moment(begin), moment(end)]):
        hour = read_moment(at).replace(minute=0, second=0, microsecond=0)
        hours.setdefault(person, set()).update(hour + n * WITHIN for n in (-1, 0, 1))
    told = {person: read_moment(at) for person, at in rows(_TOLD, [practice])} if hours else {}
    found: list[Found] = []
    for person, about in hours.items():
        first = max(begin, told[person] + WITHIN) if person in told else begin
        spans = [(max(hour, first), min(hour + WITHIN, end)) for hour in sorted(about)]
        found += in_bursts(_opened(practice, person, spans), of=read_key(person))
    return found


def _opened(
    practice: object, person: object, spans: Iterable[tuple[datetime, datetime]]
) -> Iterator[Opened]:
    """Give what one person opened, oldest first; an hour at a time, however much it is."""
    for begin, until in spans:
        if begin < until:
            for row, at, client in rows(_WHICH, [practice, moment(begin), moment(until), person]):
                yield Opened(row, read_moment(at), read_key(client))


def in_bursts(opened: Iterable[Opened], *, of: UUID) -> Iterator[Found]:
    """Find the hours in which one person opened many different charts, one for each such hour.

    What is opened in the rest of an hour that is told belongs to it; the next one begins after.
    """
    hour, charts = deque[Opened](), Counter[UUID]()
    row = 0
    for one in opened:
        if row and one.at - hour[0].at > WITHIN:
            yield Found(of, row, len(charts), hour[0].at)
            hour.clear()
            charts.clear()
            row = 0
        if not row:
            hour.append(one)
        charts[one.client_id] += 1
        while one.at - hour[0].at > WITHIN:
            gone = hour.popleft().client_id
            charts[gone] -= 1
            if not charts[gone]:
                del charts[gone]
        if not row and len(charts) >= MANY:
            row = one.row
    if row:
        yield Found(of, row, len(charts), hour[0].at)
