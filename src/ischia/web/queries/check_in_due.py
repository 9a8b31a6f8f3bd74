"""Which check-in is due for whom: after a session, each week, and long after a course ended.

Late and missing ones are normal: a check-in that nobody answered gives way to the next.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from attrs import frozen
from django.utils import timezone
from django.utils.translation import gettext

from ischia.web import statements
from ischia.web.access import Actor
from ischia.web.once import once
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import course_log, course_words, happened
from ischia.web.queries.course_log import Entry
from ischia.web.records.models import Client, ClientLink, Visit
from ischia.web.records.states import (
    CHECK_INS,
    DONE_STATES,
    MONTHS,
    CourseKind,
    Due,
    LinkPurpose,
)
from ischia.web.statements import key, moment, read_key, read_moment

_AFTER = ((1, Due.DAY), (3, Due.THREE_DAYS), *((7 * week, Due.WEEK) for week in range(1, 5)))
"""From which day after a session which check-in is due, until the next one is."""
_LAST_DAY = 34
"""Days after a session from which none is due any more: the fourth weekly one is over."""
_OPEN_DAYS = 28
"""Days for which one of the months is due."""
_MOST = 12

# The last session of each client of one therapist, of the days that a check-in may follow.
_LAST = (
    "SELECT v.client_id, v.starts_at, c.name FROM records_visit v "
    "JOIN records_client c ON c.id = v.client_id "
    "WHERE v.practice_id = %s AND v.therapist_id = %s AND v.starts_at >= %s AND v.starts_at < %s "
    "AND v.state IN ('done', 'stopped', 'signed') AND c.barred = '' AND NOT EXISTS "
    "(SELECT 1 FROM records_visit w WHERE w.client_id = v.client_id "
    "AND w.starts_at > v.starts_at AND w.state IN ('done', 'stopped', 'signed')) "
    "ORDER BY v.starts_at DESC LIMIT 100"
)

_IN_TIME = " OR ".join(['(e."on" > %s AND e."on" <= %s)'] * len(MONTHS))
_ENDED = (
    "SELECT e.client_id, c.name FROM records_courseentry e "  # noqa: S608 -- our own words
    "JOIN records_client c ON c.id = e.client_id "
    f"WHERE e.kind = %s AND c.practice_id = %s AND c.barred = '' AND e.by_id = %s "
    f"AND ({_IN_TIME}) LIMIT 100"
)
_STANDING = (
    'SELECT e.client_id, e.kind, e."on" FROM records_courseentry e '
    "WHERE e.kind IN ({kinds}) AND e.client_id IN ({clients}) AND NOT EXISTS "
    "(SELECT 1 FROM records_courseentry t WHERE t.answers_id = e.id AND t.kind = 'taken_back') "
    "ORDER BY e.number"
)
# The state of the links is written out for the index of those that live.
_LIVING = (
    "SELECT v.client_id, k.due, CASE WHEN EXISTS "
    "(SELECT 1 FROM records_checkinanswer a WHERE a.link_id = k.id) THEN 1 ELSE 0 END "
    "FROM records_clientlink k JOIN records_visit v ON v.id = k.visit_id "
    "WHERE k.purpose = %s AND k.ended_at IS NULL AND k.expires_at > %s AND v.practice_id = %s"
)


@frozen
class Open:
    """A check-in that is due.

    Parameters
    ----------
    since
        The day from which it is due.
    link
        ``""`` where no link to it lives, else ``"made"``, or ``"begun"`` once it was answered.
    """

    client_id: UUID
    client: str
    due: Due
    since: date
    link: str = ""

    @property
    def words(self) -> str:
        """Return which check-in it is."""
        return course_words.due(self.due)

    @property
    def state(self) -> str:
        """Return how far its link has come, in words."""
        told = {"made": gettext("link made, not begun"), "begun": gettext("begun, not sent")}
        return told.get(self.link, "")


def which(
    *, session_on: date | None, ended_on: date | None, told_on: Collection[date], on: date
) -> tuple[Due, date] | None:
    """Return which check-in is due on a day, and since when; nothing where it came in.

    Parameters
    ----------
    ended_on
        The day the course ended, where it stands ended: then only the months count.
    told_on
        The days of the check-ins that came in, by link or by phone.
    """
    found = None
    if ended_on is not None:
        for due, months in MONTHS.items():
            since = _months_after(ended_on, months)
            if since <= on < since + timedelta(days=_OPEN_DAYS):
                found = due, since
    elif session_on is not None and (on - session_on).days <= _LAST_DAY:
        for days, due in _AFTER:
            if session_on + timedelta(days=days) <= on:
                found = due, session_on + timedelta(days=days)
    if found is None or any(day >= found[1] for day in told_on):
        return None
    return found


def _of_told(
    told: Sequence[tuple[str, date]], *, session_on: date | None, on: date
) -> tuple[Due, date] | None:
    """Return :func:`which` for kind and day of each entry that stands, oldest first."""
    days = [told_on for kind, told_on in told if kind in CHECK_INS]
    ended = course_log.last_ended(told)
    return which(session_on=session_on, ended_on=ended, told_on=days, on=on)


def _months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def of_client(client: Client, log: Iterable[Entry], *, on: date) -> Open | None:
    """Return the check-in of a client that is due; ``None`` where none is."""
    last = happened.last_visit(client)
    if last is None:
        return None
    standing = sorted((one for one in log if one.stands), key=lambda one: one.number)
    told = [(str(one.kind), one.on) for one in standing]
    found = _of_told(told, session_on=timezone.localdate(last.starts_at), on=on)
    if found is None:
        return None
    living = ClientLink.objects.filter(
        visit__client=client, purpose=LinkPurpose.CHECK_IN, due=found[0], ended_at=None,
        expires_at__gt=_start(on),
    )  # fmt: skip
    return Open(client.id, client.name, *found, link=_link(living.first()))


def has_session(client: Client) -> bool:
    """Return whether there is a session that a check-in can ask about."""
    return Visit.objects.filter(client=client, state__in=DONE_STATES).exists()


def _link(link: ClientLink | None) -> str:
    if link is None:
        return ""
    return "begun" if link.answers.exists() else "made"


def _start(day: date) -> datetime:
    zone = timezone.get_current_timezone()
    return datetime(day.year, day.month, day.day, tzinfo=zone)


@once
def of_practice(day: date, *, by: Actor) -> tuple[Open, ...]:
    """Return the check-ins due for the actor's own clients, longest due first; a few queries."""
    if by.role not in CLINICAL:
        return ()
    sessions = _sessions(day, by=by)
    sessions |= _ended_long_ago(day, by=by)
    if not sessions:
        return ()
    entries = _entries(sessions)
    living = _living(day, by=by)
    found = []
    for client_id, (session_on, name) in sessions.items():
        held = entries.get(client_id, [])
        open_ = _of_told(held, session_on=session_on, on=day)
        if open_:
            found.append(Open(client_id, name, *open_, link=living.get((client_id, open_[0]), "")))
    return tuple(sorted(found, key=lambda one: (bool(one.link), one.since, one.client))[:_MOST])


def _sessions(day: date, *, by: Actor) -> dict[UUID, tuple[date | None, str]]:
    first, end = _start(day - timedelta(days=_LAST_DAY)), _start(day)
    given = [key(by.practice_id), key(by.person_id), moment(first), moment(end)]
    return {
        read_key(client_id): (timezone.localdate(read_moment(at)), name)
        for client_id, at, name in statements.rows(_LAST, given)
    }


def _ended_long_ago(day: date, *, by: Actor) -> dict[UUID, tuple[date | None, str]]:
    """Return those whose course ended so long ago that one of the months is due."""
    given: list[object] = [CourseKind.ENDED.value, key(by.practice_id), key(by.person_id)]
    for months in MONTHS.values():
        end = _months_after(day, -months)  # months differ by as many as three days
        given += [end - timedelta(days=_OPEN_DAYS + 3), end + timedelta(days=3)]
    found = statements.rows(_ENDED, given)
    return {read_key(client_id): (None, name) for client_id, name in found}


def _entries(clients: Iterable[UUID]) -> dict[UUID, list[tuple[str, date]]]:
    """Return kind and day of the check-ins and ends of some clients that were not taken back."""
    kinds = [one.value for one in (*CHECK_INS, CourseKind.ENDED, CourseKind.TAKEN_UP)]
    keys = [key(one) for one in clients]
    statement = _STANDING.format(kinds=_marks(kinds), clients=_marks(keys))
    found: dict[UUID, list[tuple[str, date]]] = {}
    for client_id, kind, told_on in statements.rows(statement, [*kinds, *keys]):
        found.setdefault(read_key(client_id), []).append((kind, told_on))
    return found


def _living(day: date, *, by: Actor) -> dict[tuple[UUID, Due], str]:
    given = [LinkPurpose.CHECK_IN.value, moment(_start(day)), key(by.practice_id)]
    return {
        (read_key(client_id), Due(due)): "begun" if is_begun else "made"
        for client_id, due, is_begun in statements.rows(_LIVING, given)
    }


def _marks(given: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(given))
