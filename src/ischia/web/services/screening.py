"""Screen a visit and keep what came of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import evolve
from django.db import transaction

from ischia import documents
from ischia.care import assessment, screening
from ischia.care.intake import Intake, read
from ischia.knowledge import shipped
from ischia.reading import Document
from ischia.web.access import Actor
from ischia.web.queries import basis, decisions, own, run_out, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed


def intake_of(doc: dict[str, Any], *, on: date) -> Intake:
    """Return the checked intake of a visit's document."""
    return read(Document(data=doc), knowledge=shipped(), on=on, source="the visit")


def screen(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Screen the answers as they stand and append the result; the same answers once a day.

    The pain pattern is kept beside it, for whoever wrote down their own finding first.
    """
    knowledge = shipped()
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        asked = basis.of(visit)
        before = snapshots.last(visit, SnapshotKind.SCREENING)
        same = snapshots.is_current(before, visit)
        if before and same and before.body["on"] == on.isoformat():
            return before
        intake = intake_of(asked.doc, on=on)
        clearance = screening.screen(intake, knowledge=knowledge, lifts=asked.lifted)
        taken = Taken(
            kind=SnapshotKind.SCREENING,
            body=documents.screening_json(clearance)
            | {"lifted": [one.body for _, one in asked.lifts]}
            | run_out.last_told(clearance, intake, asked.doc),
            inputs=asked.doc,
            knowledge_version=knowledge.version,
            answers_digest=asked.digest,
        )
        found = append(visit, taken, by=by, at=at)
        pattern = documents.assessment_json(assessment.assess(intake, knowledge=knowledge))
        kind = SnapshotKind.ASSESSMENT
        append(visit, evolve(taken, kind=kind, body=pattern, inputs={}), by=by, at=at)
        note_deed("visit.screened", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return found


def permits(visit: Visit, *, on: date) -> bool:
    """Return whether a session may begin: cleared today on these very answers, not held back."""
    screened = snapshots.last(visit, SnapshotKind.SCREENING)
    if screened is None or not snapshots.is_current(screened, visit):
        return False
    if screened.body["on"] != on.isoformat():
        return False
    return decisions.effective(visit, screened).permits_treatment
