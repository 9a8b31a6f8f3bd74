"""One client on one screen."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils.safestring import SafeString

from ischia.web.queries import pictures
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
    screened_visit_id
        The visit it belongs to.
    marks
        The newest body chart, as answered.
    notes
        Signed notes, newest first.
    """

    screening: dict[str, Any] | None
    screened_visit_id: UUID | None
    marks: list[dict[str, Any]]
    picture: SafeString
    notes: list[SignedNote]


_VISITS = (
    "SELECT v.id, v.starts_at, v.minutes, v.state, p.name FROM records_visit v "
    "JOIN people_person p ON p.id = v.therapist_id "
    "WHERE v.client_id = %s ORDER BY v.starts_at DESC LIMIT 60"
)
_SCREENED = (
    "SELECT v.id, s.body, s.inputs FROM records_visit v "
    "JOIN records_snapshot s ON s.visit_id = v.id AND s.kind = 'screening' "
    "WHERE v.client_id = %s ORDER BY v.starts_at DESC, s.number DESC LIMIT 1"
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
    found = rows(_SCREENED, [key(client.id)])
    visit_id, screening, marks = None, None, []
    for held, body, inputs in found:
        visit_id, screening = read_key(held), json.loads(body)
        marks = marks_of(json.loads(inputs))
    return Chart(
        screening=screening,
        screened_visit_id=visit_id,
        marks=marks,
        picture=pictures.of_marks(marks),
        notes=[
            SignedNote(read_key(row[0]), read_moment(row[1]), row[2])
            for row in rows(_SIGNED, [key(client.id)])
        ],
    )


def marks_of(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the marks of an intake document."""
    held = doc.get("answers", {}).get("pain_map", {}).get("answer", [])
    return held if isinstance(held, list) else []
