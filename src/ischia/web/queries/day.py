"""The day: visits in order, each with what one must know before opening it."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ischia.web import statements
from ischia.web.access import Actor
from ischia.web.once import once
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import decisions, overlapping, run_out
from ischia.web.queries.overlapping import STILL_TO_BE, Span
from ischia.web.records.states import VisitState
from ischia.web.statements import key, moment, read_key, read_moment
from ischia.web.words import disposition_short


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

    ``disposition``, ``since`` and ``day_changed`` are empty for people who see no clinical field.
    ``day_changed`` says that the day has changed since somebody answered or screened.
    ``overlaps`` says when the therapist has other visits in the time of this one.
    """

    visit: VisitLine
    client: str
    therapist: str
    disposition: str
    since: str
    day_changed: str = ""
    overlaps: str = ""


@frozen
class Notice:
    """Something open that needs a person."""

    words: str
    visit: VisitLine
    client: str


# Besides the visit: its newest result and body chart, and those of the visit before. A result from
# before a backup came back is void until the visit is screened again.
_DAY = (
    "SELECT v.id, v.client_id, v.starts_at, v.minutes, v.place, v.state, c.name, p.name, "
    "v.intake_sent_at IS NOT NULL, v.is_first, "
    "(SELECT s.body ->> 'disposition' FROM records_snapshot s WHERE s.visit_id = v.id "
    "AND s.kind = 'screening' "
    "AND (v.state <> 'booked' OR pr.restored_at IS NULL OR s.at >= pr.restored_at) "
    "ORDER BY s.number DESC LIMIT 1), "
    "(SELECT s.inputs -> 'answers' -> 'pain_map' ->> 'answer' FROM records_visit w "
    "JOIN records_snapshot s ON s.visit_id = w.id AND s.kind = 'screening' "
    "WHERE w.client_id = v.client_id AND w.id = v.id "
    "ORDER BY w.starts_at DESC, s.number DESC LIMIT 1), "
    "(SELECT s.inputs -> 'answers' -> 'pain_map' ->> 'answer' FROM records_visit w "
    "JOIN records_snapshot s ON s.visit_id = w.id AND s.kind = 'screening' "
    "WHERE w.client_id = v.client_id AND w.starts_at < v.starts_at "
    "ORDER BY w.starts_at DESC, s.number DESC LIMIT 1), "
    "(SELECT MAX(w.starts_at) FROM records_visit w WHERE w.client_id = v.client_id "
    "AND w.starts_at < v.starts_at AND w.state IN ('done', 'stopped', 'signed')), "
    "(SELECT s.body ->> 'disposition' FROM records_visit w JOIN records_snapshot s "
    "ON s.visit_id = w.id AND s.kind = 'screening' WHERE w.client_id = v.client_id "
    "AND w.starts_at < v.starts_at ORDER BY w.starts_at DESC, s.number DESC LIMIT 1), "
    "(SELECT s.body FROM records_snapshot s WHERE s.visit_id = v.id "
    "AND s.kind = 'decision' ORDER BY s.number DESC LIMIT 1), "
    "(SELECT s.body ->> 'on' || ' ' || COALESCE(s.body ->> 'answered_before', '') "
    "FROM records_snapshot s WHERE s.visit_id = v.id AND s.kind = 'screening' "
    "ORDER BY s.number DESC LIMIT 1), v.therapist_id "
    "FROM records_visit v JOIN records_client c ON c.id = v.client_id "
    "JOIN people_person p ON p.id = v.therapist_id "
    "JOIN practice_practice pr ON pr.id = v.practice_id "
    "WHERE v.practice_id = %s AND v.starts_at >= %s AND v.starts_at < %s "
    "AND v.state <> 'cancelled' ORDER BY v.starts_at"
)
MOST_NOTICES: Final = 50
"""Unsigned notes that a day tells of at once; a practice that has more signs these first."""
# An order in this statement would walk every visit of the practice by date; states that are not
# written out would have PostgreSQL plan for any state, and walk them all.
_LINE = "v.id, v.client_id, v.starts_at, v.minutes, v.place, v.state, c.name"
_OPEN = (
    f"SELECT * FROM (SELECT {_LINE}, 0 "  # noqa: S608 -- our own words
    "FROM records_visit v JOIN records_client c ON c.id = v.client_id "
    "WHERE v.practice_id = %s AND v.state IN ('done', 'stopped') "
    f"LIMIT {MOST_NOTICES}) AS unsigned "
    f"UNION SELECT {_LINE}, 1 "
    "FROM records_snapshot s JOIN records_visit v ON v.id = s.visit_id "
    "JOIN records_client c ON c.id = v.client_id "
    "WHERE s.kind = 'outdated' AND v.practice_id = %s AND v.state <> 'signed'"
)


_ANY = "SELECT 1 FROM records_visit WHERE practice_id = %s LIMIT 1"


@once
def found(day: date, *, by: Actor) -> tuple[statements.Row, ...]:
    """Return what the lines of a day are made from, as it is in the tables; one query."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time.min, tzinfo=zone)
    end = start + timedelta(days=1)
    return tuple(statements.rows(_DAY, [key(by.practice_id), moment(start), moment(end)]))


@once
def waiting(*, by: Actor) -> tuple[statements.Row, ...]:
    """Return what the notices of a practice are made from, as it is in the tables."""
    if by.role not in CLINICAL:
        return ()
    return tuple(statements.rows(_OPEN, [key(by.practice_id)] * 2))


def has_none(*, by: Actor) -> bool:
    """Return whether no visit was ever booked in the actor's practice."""
    return not statements.rows(_ANY, [key(by.practice_id)])


def rows(day: date, *, on: date | None = None, by: Actor) -> list[Row]:
    """Return the visits of a day, as they stand ``on`` (that day itself if left out).

    One query, however many there are.
    """
    clinical = by.role in CLINICAL
    lines = [(one, _line(one)) for one in found(day, by=by)]
    overlaps = overlapping.among(
        Span(line.id, read_key(one[17]), line.starts_at, line.minutes)
        for one, line in lines
        if line.state in STILL_TO_BE
    )
    return [
        Row(
            visit=line,
            client=one[6],
            therapist=one[7],
            disposition=decisions.held_slug(one[10], one[15]) if clinical else "",
            since=_since(one) if clinical else "",
            day_changed=_day_changed(one, on=on or day) if clinical else "",
            overlaps=_overlaps(overlaps.get(line.id, [])),
        )
        for one, line in lines
    ]


def _line(row: statements.Row) -> VisitLine:
    visit_id, client_id, starts_at, *rest = row[:6]
    return VisitLine(read_key(visit_id), read_key(client_id), read_moment(starts_at), *rest)


def _since(row: statements.Row) -> str:
    """Return in one line what is new: the form, the pain and the result beside last time."""
    state, has_sent, is_first, screened, before_at = row[5], row[8], row[9], row[10], row[13]
    told = [gettext("Since {day}").format(day=_day_words(before_at))] if before_at else []
    if not told and is_first:
        told.append(gettext("First visit"))
    told += _pain(row[11], row[12])
    if screened and row[14] and screened != row[14]:
        told.append(gettext("was {result}").format(result=_within(disposition_short(row[14]))))
    if state == VisitState.BOOKED and has_sent and not screened:
        told.append(gettext("form is in, not screened"))
    return ", ".join(told)


def _day_changed(row: statements.Row, *, on: date) -> str:
    """Return what the change of the day asks for; not of what a restore made void already."""
    if row[5] != VisitState.BOOKED or not row[10]:
        return ""
    return run_out.words(*row[16].split(" "), on=on)


def _overlaps(others: Sequence[Span]) -> str:
    if not others:
        return ""
    times = (date_format(timezone.localtime(one.starts_at), "TIME_FORMAT") for one in others)
    return gettext("Overlaps with {times}").format(times=", ".join(times))


def _day_words(held: Any) -> str:  # noqa: ANN401 -- an instant as the database has it
    return date_format(timezone.localtime(read_moment(held)), gettext("j M"))


def _within(words: str) -> str:
    """Return words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def _pain(now: str | None, before: str | None) -> list[str]:
    worst = [_worst(one) for one in (before, now)]
    if worst[1] is None:
        return []
    if worst[0] is None:
        return [gettext("pain {now}").format(now=worst[1])]
    if worst[0] == worst[1]:
        return [gettext("pain still {now}").format(now=worst[1])]
    return [gettext("pain {before} \u2192 {now}").format(before=worst[0], now=worst[1])]


def _worst(marks: str | None) -> int | None:
    """Return the strongest mark of a body chart, 0 to 10."""
    held = json.loads(marks) if marks else []
    return max((int(one["intensity"]) for one in held if "intensity" in one), default=None)


def notices(*, by: Actor) -> list[Notice]:
    """Return what is open, oldest first: notes to sign, sessions stopped early."""
    words = {
        VisitState.DONE: gettext("The note is not signed yet"),
        VisitState.STOPPED: gettext("Stopped early; the note is not signed yet"),
    }
    told = [
        Notice(words[VisitState(line.state)], line, row[6])
        for row in waiting(by=by)
        if not row[7]
        for line in [_line(row)]
    ]
    return sorted(told, key=lambda one: one.visit.starts_at)


def on_void_plans(*, by: Actor) -> list[Notice]:
    """Return the sessions that ran on a plan void by then and whose note is not signed yet."""
    void = gettext("The session ran on a plan that was void by then")
    told = [Notice(void, _line(row), row[6]) for row in waiting(by=by) if row[7]]
    return sorted(told, key=lambda one: one.visit.starts_at)
