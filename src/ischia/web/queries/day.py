"""The day: visits in order, each with what one must know before opening it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from attrs import frozen
from django.utils import timezone

from ischia.web import statements
from ischia.web.access import Actor
from ischia.web.people.roles import CLINICAL
from ischia.web.records.states import VisitState
from ischia.web.statements import key, moment, read_key, read_moment


@frozen
class VisitLine:
    """What a list shows of a visit."""

    id: UUID
    client_id: UUID
    starts_at: datetime
    minutes: int
    place: str
    state: str


@frozen
class Row:
    """One visit of the day.

    ``disposition`` and ``notice`` are empty for people who see no clinical field.
    """

    visit: VisitLine
    client: str
    therapist: str
    disposition: str
    since: str


@frozen
class Notice:
    """Something open that needs a person."""

    words: str
    visit: VisitLine
    client: str


_DAY = (
    "SELECT v.id, v.client_id, v.starts_at, v.minutes, v.place, v.state, c.name, p.name, "
    "v.intake_sent_at IS NOT NULL, v.is_first, "
    "(SELECT s.body ->> 'disposition' FROM records_snapshot s WHERE s.visit_id = v.id "
    "AND s.kind = 'screening' ORDER BY s.number DESC LIMIT 1) "
    "FROM records_visit v JOIN records_client c ON c.id = v.client_id "
    "JOIN people_person p ON p.id = v.therapist_id "
    "WHERE v.practice_id = %s AND v.starts_at >= %s AND v.starts_at < %s "
    "AND v.state <> 'cancelled' ORDER BY v.starts_at"
)
# An order in this statement would walk every visit of the practice by date.
_OPEN = (
    "SELECT v.id, v.client_id, v.starts_at, v.minutes, v.place, v.state, c.name "
    "FROM records_visit v JOIN records_client c ON c.id = v.client_id "
    "WHERE v.practice_id = %s AND v.state IN (%s, %s) LIMIT 50"
)


def rows(day: date, *, by: Actor) -> list[Row]:
    """Return the visits of a day; one query, however many."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time.min, tzinfo=zone)
    found = statements.rows(
        _DAY, [key(by.practice_id), moment(start), moment(start + timedelta(days=1))]
    )
    clinical = by.role in CLINICAL
    return [
        Row(
            visit=_line(one),
            client=one[6],
            therapist=one[7],
            disposition=(one[10] or "") if clinical else "",
            since=_since(one) if clinical else "",
        )
        for one in found
    ]


def _line(row: statements.Row) -> VisitLine:
    visit_id, client_id, starts_at, *rest = row[:6]
    return VisitLine(read_key(visit_id), read_key(client_id), read_moment(starts_at), *rest)


def _since(row: statements.Row) -> str:
    state, has_sent, is_first = row[5], row[8], row[9]
    if state == VisitState.BOOKED and has_sent:
        return "Form sent"
    if is_first:
        return "First visit"
    return ""


def notices(*, by: Actor) -> list[Notice]:
    """Return what is open: notes to sign, sessions stopped early."""
    if by.role not in CLINICAL:
        return []
    words = {
        VisitState.DONE: "The note is not signed yet",
        VisitState.STOPPED: "Stopped early; the note is not signed yet",
    }
    found = statements.rows(_OPEN, [key(by.practice_id), *(state.value for state in words)])
    waiting = [
        Notice(words[VisitState(line.state)], line, row[6])
        for row in found
        for line in [_line(row)]
    ]
    return sorted(waiting, key=lambda one: one.visit.starts_at)[:12]
