"""The note of a visit with everything that was added to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ischia.documents import Addition, NoteSheet, note_paper
from ischia.web.queries.drafting import HEADINGS
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.speech import spoken
from ischia.web.words import note_part


@frozen
class Signed:
    """A signed note and its addenda, oldest first."""

    note: Snapshot
    addenda: list[Snapshot]


def signed(visit: Visit) -> Signed | None:
    """Return the signed note of a visit, if it is signed."""
    rows = list(
        Snapshot.objects.select_related("by")
        .filter(visit=visit, kind__in=[SnapshotKind.NOTE, SnapshotKind.ADDENDUM])
        .order_by("number")
    )
    note = next((row for row in rows if row.kind == SnapshotKind.NOTE), None)
    if note is None:
        return None
    return Signed(note, [row for row in rows if row.kind == SnapshotKind.ADDENDUM])


def paper(visit: Visit, found: Signed) -> bytes:
    """Return a signed note as a PDF."""
    on = timezone.localdate(found.note.at)
    return note_paper(sheet(visit, found), on=on, speech=spoken())


def sheet(visit: Visit, found: Signed) -> NoteSheet:
    """Return a signed note as it is printed: every word of it, and what was added."""
    body, born = found.note.body, visit.client.born_on
    return NoteSheet(
        practice=visit.practice.name,
        patient=visit.client.name,
        born=date_format(born, gettext("j F Y")) if born else "",
        visit=_at(visit.starts_at),
        sections=tuple((note_part(name), body["text"][name]) for name in HEADINGS),
        signed_by=_who(found.note),
        signed_at=_at(found.note.at),
        digest=found.note.digest[:16],
        version=_version(body),
        additions=tuple(
            Addition(one.body["text"], _who(one), _at(one.at)) for one in found.addenda
        ),
    )


def _version(body: Mapping[str, Any]) -> str:
    if "version" not in body:
        return gettext("Signed draft")
    return gettext("Draft {number}").format(number=body["version"])


def _who(snapshot: Snapshot) -> str:
    return snapshot.by.name if snapshot.by else ""


def _at(instant: datetime) -> str:
    return date_format(timezone.localtime(instant), gettext("j F Y, H:i"))
