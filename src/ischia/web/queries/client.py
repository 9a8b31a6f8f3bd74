"""One client on one screen."""

from typing import Any

from attrs import frozen
from django.utils.safestring import SafeString

from ischia.web.queries import pictures
from ischia.web.queries.snapshots import last_of_each
from ischia.web.records.models import Client, Snapshot, Visit
from ischia.web.records.states import SnapshotKind


@frozen
class Chart:
    """The clinical side of a client.

    Parameters
    ----------
    screening
        The newest result, as it was decided.
    screened_visit
        The visit it belongs to.
    marks
        The newest body chart, as answered.
    notes
        Signed notes, newest first.
    """

    screening: dict[str, Any] | None
    screened_visit: Visit | None
    marks: list[dict[str, Any]]
    picture: SafeString
    notes: list[Snapshot]


def visits(client: Client) -> list[Visit]:
    """Return the visits of a client, newest first; the client was fetched through who asks."""
    return list(
        Visit.objects.select_related("therapist").filter(client=client).order_by("-starts_at")[:60]
    )


def chart(client: Client) -> Chart:
    """Return what a therapist needs to see of a client."""
    held = visits(client)
    screened = last_of_each(held, SnapshotKind.SCREENING)
    newest = next((one for one in held if one.id in screened), None)
    snapshot = screened[newest.id] if newest else None
    signed = Snapshot.objects.select_related("by", "visit").filter(
        visit__client=client, kind=SnapshotKind.NOTE
    )
    marks = marks_of(snapshot.inputs) if snapshot else []
    return Chart(
        screening=snapshot.body if snapshot else None,
        screened_visit=newest,
        marks=marks,
        picture=pictures.of_marks(marks),
        notes=list(signed.order_by("-number")[:6]),
    )


def marks_of(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the marks of an intake document."""
    held = doc.get("answers", {}).get("pain_map", {}).get("answer", [])
    return held if isinstance(held, list) else []
