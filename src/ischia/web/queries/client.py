"""One client on one screen."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils.safestring import SafeString

from ischia.speech import Said
from ischia.web.queries import decisions, limits, pictures
from ischia.web.queries.limits import PERMITTING
from ischia.web.records.models import Client
from ischia.web.statements import key, read_key, read_moment, rows


@frozen
class PastVisit:
    """One visit in a client's list."""

    id: UUID
    starts_at: datetime
    minutes: int
    state: str
    therapist: str


@frozen
class SignedNote:
    """One signed note in a client's list."""

    visit_id: UUID
    starts_at: datetime
    by: str


@frozen
class Chart:
    """The clinical side of a client.

    Parameters
    ----------
    screening
        The newest result, as it was decided.
    holds
        What holds: its disposition, or the therapist's stricter word; empty without a result.
    screened_visit_id
        The visit it belongs to.
    marks
        The newest body chart, as answered; ``was`` is the number before, if it was another.
    notes
        Signed notes, newest first.
    limits
        The first limits in words where the newest result permits a session; ``n_more`` follow.
    earlier_on
        The day of the chart drawn in outline beneath, if there was an earlier visit.
    """

    screening: dict[str, Any] | None
    holds: str
    screened_visit_id: UUID | None
    marks: list[dict[str, Any]]
    picture: SafeString
    notes: list[SignedNote]
    limits: list[Said]
    n_more: int
    earlier_on: str


_VISITS = (
    "SELECT v.id, v.starts_at, v.minutes, v.state, p.name FROM records_visit v "
    "JOIN people_person p ON p.id = v.therapist_id "
    "WHERE v.client_id = %s ORDER BY v.starts_at DESC LIMIT 60"
)
_SCREENED = (
    "SELECT v.id, s.body, s.inputs, (SELECT d.body FROM records_snapshot d WHERE d.visit_id = v.id "
    "AND d.kind = 'decision' ORDER BY d.number DESC LIMIT 1) FROM records_visit v "
    "JOIN records_snapshot s ON s.visit_id = v.id AND s.kind = 'screening' "
    "WHERE v.client_id = %s AND s.number = (SELECT MAX(t.number) FROM records_snapshot t "
    "WHERE t.visit_id = v.id AND t.kind = 'screening') ORDER BY v.starts_at DESC LIMIT 2"
)
_SIGNED = (
    "SELECT v.id, v.starts_at, p.name FROM records_visit v "
    "JOIN records_snapshot s ON s.visit_id = v.id AND s.kind = 'note' "
    "JOIN people_person p ON p.id = s.by_id "
    "WHERE v.client_id = %s ORDER BY s.number DESC LIMIT 6"
)


def visits(client: Client) -> list[PastVisit]:
    """Return the visits of a client, newest first; the client was fetched through who asks."""
    return [
        PastVisit(read_key(row[0]), read_moment(row[1]), *row[2:])
        for row in rows(_VISITS, [key(client.id)])
    ]


def chart(client: Client) -> Chart:
    """Return what a therapist needs to see of a client."""
    found = [
        (read_key(visit_id), json.loads(body), marks_of(json.loads(inputs)), decided)
        for visit_id, body, inputs, decided in rows(_SCREENED, [key(client.id)])
    ]
    newest, before = (*found, None, None)[:2]
    visit_id, screening, marks, decided = newest or (None, None, [], None)
    holds = decisions.held_slug(screening["disposition"] if screening else None, decided)
    permits = holds in PERMITTING
    told, n_more = limits.in_short(
        screening["restrictions"] if screening and permits else [], most=6
    )
    return Chart(
        screening=screening,
        holds=holds,
        screened_visit_id=visit_id,
        marks=_beside(marks, before[2] if before else []),
        picture=pictures.of_marks(marks, before[2] if before else None),
        notes=[
            SignedNote(read_key(row[0]), read_moment(row[1]), row[2])
            for row in rows(_SIGNED, [key(client.id)])
        ],
        limits=told,
        n_more=n_more,
        earlier_on=before[1]["on"] if before and before[2] else "",
    )


def _beside(marks: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the marks, each with what stood at its place before where that was another number."""
    was = {(one["site"], one.get("side")): one.get("intensity") for one in before}
    found = []
    for one in marks:
        earlier = was.get((one["site"], one.get("side")))
        found.append({**one, "was": earlier if earlier != one.get("intensity") else None})
    return found


def marks_of(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the marks of an intake document."""
    held = doc.get("answers", {}).get("pain_map", {}).get("answer", [])
    return held if isinstance(held, list) else []
