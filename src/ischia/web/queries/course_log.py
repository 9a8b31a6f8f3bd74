"""What a client told of a course and what people decided on it, as it stands now."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from ischia.care.course import Adverse, CheckIn, History, Said, Severity, Visit
from ischia.knowledge import shipped
from ischia.quantities import Truth
from ischia.web.access import Actor
from ischia.web.once import once, tell
from ischia.web.people.roles import CLINICAL
from ischia.web.records.models import Client, CourseEntry
from ischia.web.records.models import Visit as Session
from ischia.web.records.states import CHECK_INS, DECISIONS, DONE_STATES, CourseKind
from ischia.web.statements import Row, columns, key, moment, read_key, read_moment, record, rows

SIGN_GROUPS = ("danger_nerves", "danger_circulation")
_SIGNS_TOO = ("fever_now", "after_massage")
_CHECK_INS = (
    'SELECT e.id, e."on", e.body, e.at, e.kind, (SELECT a.kind FROM records_courseentry a '  # noqa: S608 -- our own words
    "WHERE a.answers_id = e.id ORDER BY a.number DESC LIMIT 1), "
    "EXISTS (SELECT 1 FROM records_visit v "
    f"WHERE v.client_id = e.client_id AND v.state IN ({', '.join(['%s'] * len(DONE_STATES))}) "
    "AND v.starts_at >= e.at AND v.starts_at < %s) FROM records_courseentry e "
    f"WHERE e.client_id = %s AND e.kind IN ({', '.join(['%s'] * len(CHECK_INS))}) "
    "ORDER BY e.number"
)
Rated = tuple[datetime, str, date, float]
"""When a rating was written down, its measure, its day, its value."""
_OPEN_NOTICES = (
    f"SELECT {columns(Client, of='c')}, {columns(CourseEntry, of='e')} "  # noqa: S608 -- our own words
    "FROM records_courseentry e JOIN records_client c ON c.id = e.client_id "
    "WHERE e.kind = %s AND c.practice_id = %s "
    "AND NOT EXISTS (SELECT 1 FROM records_courseentry a WHERE a.answers_id = e.id) "
    "ORDER BY e.at LIMIT 12"
)


@frozen
class Lately:
    """A check-in since the last session before a visit."""

    id: UUID
    on: date
    body: dict[str, Any]
    at: datetime


@frozen
class Entry:
    """One row of a course's log.

    Parameters
    ----------
    answered
        The entry that took this one back or dealt with it, if any.
    by
        Who wrote it down; empty where the client did, by link.
    """

    id: UUID
    number: int
    visit_id: UUID | None
    answers_id: UUID | None
    kind: CourseKind
    on: date
    body: dict[str, Any]
    by: str
    at: datetime
    link_id: UUID | None = None
    answered: "Entry | None" = None

    @property
    def stands(self) -> bool:
        """Return whether it was not taken back."""
        return self.answered is None or self.answered.kind is not CourseKind.TAKEN_BACK

    @property
    def is_notice(self) -> bool:
        """Return whether it tells of new signs that nobody has dealt with."""
        return self.kind is CourseKind.NEW_SIGNS and self.answered is None

    @property
    def is_check_in(self) -> bool:
        """Return whether the client told it after a session."""
        return self.kind in CHECK_INS

    @property
    def is_decision(self) -> bool:
        """Return whether a person decided it on the course."""
        return self.kind in DECISIONS


@once
def of(client_id: UUID) -> tuple[Entry, ...]:
    """Return the log of a client, oldest first; what only answers an entry rides on it."""
    found = CourseEntry.objects.filter(client_id=client_id).select_related("by").order_by("number")
    every = [_entry(row) for row in found]
    answered = {one.answers_id: one for one in every if one.answers_id}
    return tuple(
        evolve(one, answered=answered.get(one.id)) for one in every if one.answers_id is None
    )


def _entry(row: CourseEntry) -> Entry:
    return Entry(
        row.id, row.number, row.visit_id, row.answers_id, CourseKind(row.kind), row.on,
        row.body, row.by.name if row.by else "", row.at, row.link_id,
    )  # fmt: skip


def as_told(
    kind: CourseKind, on: date, body: dict[str, Any], visit: Session | None, *, at: datetime
) -> Entry:
    """Return an entry that is not kept yet, to see what the course would be with it."""
    return Entry(UUID(int=0), 0, visit.id if visit else None, None, kind, on, body, "", at)


@once
def last_number(client_id: UUID) -> int:
    """Return the number of the newest entry; 0 for none."""
    last = CourseEntry.objects.filter(client_id=client_id).order_by("-number")
    return last.values_list("number", flat=True).first() or 0


def notices(log: Iterable[Entry]) -> list[Entry]:
    """Return the reports of new signs that nobody has dealt with."""
    return [one for one in log if one.is_notice]


@once
def has_notice(client: Client) -> bool:
    """Return whether new signs were told that nobody has dealt with."""
    return CourseEntry.objects.filter(
        client=client, kind=CourseKind.NEW_SIGNS, answered_by=None
    ).exists()


@once
def since_session(visit: Session) -> tuple[Lately, ...]:
    """Return the check-ins that stand and were told since the last session before a visit."""
    states = [one.value for one in sorted(DONE_STATES)]
    kinds = [one.value for one in CHECK_INS]
    given = [*states, moment(visit.starts_at), key(visit.client_id), *kinds]
    found = rows(_CHECK_INS, given)
    is_open = any(row[4] == CourseKind.NEW_SIGNS and row[5] is None for row in found)
    tell(has_notice, is_open, visit.client)
    return tuple(
        Lately(read_key(row[0]), row[1], json.loads(row[2]), read_moment(row[3]))
        for row in found
        if row[5] != CourseKind.TAKEN_BACK and not row[6]
    )


def open_notices(*, by: Actor) -> list[CourseEntry]:
    """Return the notices of a practice, oldest first, each with its client."""
    if by.role not in CLINICAL:
        return []
    found = rows(_OPEN_NOTICES, [CourseKind.NEW_SIGNS.value, key(by.practice_id)])
    return [_with_client(row) for row in found]


def _with_client(row: Row) -> CourseEntry:
    of_client = len(Client._meta.concrete_fields)  # noqa: SLF001 -- documented API
    one = record(CourseEntry, row[of_client:])
    one.client = record(Client, row[:of_client])
    return one


def said_of(log: Iterable[Entry], visit_id: UUID) -> Entry | None:
    """Return what stands as said of one session: the last word counts."""
    told = [
        one
        for one in log
        if one.kind is CourseKind.SAID and one.visit_id == visit_id and one.stands
    ]
    return told[-1] if told else None


def ended_on(log: Iterable[Entry]) -> date | None:
    """Return the day a person ended the course; ``None`` where nobody did, or it was taken up."""
    standing = sorted((one for one in log if one.stands), key=lambda one: one.number)
    return last_ended((one.kind, one.on) for one in standing)


def last_ended(told: Iterable[tuple[str, date]]) -> date | None:
    """Return :func:`ended_on` of kind and day of each entry that stands, oldest first."""
    decided = [one for one in told if one[0] in {CourseKind.ENDED, CourseKind.TAKEN_UP}]
    return decided[-1][1] if decided and decided[-1][0] == CourseKind.ENDED else None


def signs() -> list[tuple[str, str]]:
    """Return the new signs a check-in asks for: id and few words."""
    asked = [
        one
        for one in shipped().questions.values()
        if (one.group in SIGN_GROUPS and one.rescreen) or one.id in _SIGNS_TOO
    ]
    return [(one.id, one.short or one.text) for one in sorted(asked, key=lambda one: one.order)]


def rated(log: Iterable[Entry]) -> list[Rated]:
    """Return the ratings that check-ins told."""
    return [
        (one.at, measure, one.on, float(value))
        for one in log
        if one.is_check_in and one.stands
        for measure, value in one.body["scores"].items()
    ]


def told(history: History, log: tuple[Entry, ...]) -> History:
    """Return the history with what was told and decided besides forms, sessions and ratings."""
    standing = [one for one in log if one.stands]
    checks = [one for one in standing if one.is_check_in]
    days = {visit.id: visit.on for visit in history.visits}
    return evolve(
        history,
        visits=tuple(_with_words(visit, log) for visit in history.visits),
        check_ins=tuple(_check_in(one, days) for one in sorted(checks, key=lambda one: one.on)),
        adverse=tuple(_effect(one) for one in checks if one.body.get("effect")),
        approach_changed_on=_days(standing, CourseKind.CHANGED),
        ended_on=_days(standing, CourseKind.ENDED),
        taken_up_on=_days(standing, CourseKind.TAKEN_UP),
    )


def _with_words(visit: Visit, log: tuple[Entry, ...]) -> Visit:
    entry = said_of(log, UUID(visit.id))
    if entry is None:
        return visit
    body = entry.body
    return evolve(
        visit,
        helped=tuple(body["helped"]),
        disliked=tuple(body["disliked"]),
        too_hard=tuple(body["too_hard"]),
        said=tuple(Said(one) for one in body["said"]),
    )


def _check_in(entry: Entry, days: Mapping[str, date]) -> CheckIn:
    after = str(entry.visit_id or "")
    return CheckIn(
        due_on=min(days.get(after, entry.on), entry.on),
        answered_on=entry.on,
        after=after if after in days else "",
        new_signs=Truth(entry.body["new_signs"]),
        said=tuple(Said(one) for one in entry.body["said"]),
    )


def _effect(entry: Entry) -> Adverse:
    what = entry.body["what"] or "soreness"
    return Adverse(entry.on, what, Severity(entry.body["effect"]), after=str(entry.visit_id or ""))


def _days(standing: Iterable[Entry], kind: CourseKind) -> tuple[date, ...]:
    """Return the days of one kind of decision.

    Where a course ended and was taken up again on one day, the later word counts.
    """
    last: dict[tuple[date, bool], CourseKind] = {}
    for one in standing:
        if one.is_decision:
            last[one.on, one.kind is CourseKind.CHANGED] = one.kind
    return tuple(sorted(day for (day, _), held in last.items() if held is kind))
