"""Plan a visit, keep the plan, let a person adopt it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ischia import documents
from ischia.care import pathway
from ischia.errors import Defect, InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.queries import answers, basis, consent, own, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import screening
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed


def plan(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Screen again, then plan; the newest plan on these very answers is kept as it is.

    Raises
    ------
    InputError
        When the screening permits no session.
    InfeasiblePlan
        When the limits leave no lawful session.
    """
    screening.screen(visit_id, on=on, by=by, at=at)
    knowledge = shipped()
    visit = own.visit(visit_id, by=by)
    if not screening.permits(visit, on=on):
        raise InputError("plan", [Defect("the screening", "it permits no session now")])
    before = snapshots.last(visit, SnapshotKind.PLAN)
    if before and snapshots.is_current(before, visit) and before.body["screening"]["on"] == str(on):
        return before
    asked = basis.of(visit)
    intake = screening.intake_of(asked.doc, on=on)
    found = pathway.first_visit(intake, knowledge=knowledge, lifts=asked.lifted)
    with transaction.atomic():
        taken = Taken(
            kind=SnapshotKind.PLAN,
            body=documents.visit_json(found, knowledge=knowledge),
            inputs=asked.doc,
            knowledge_version=knowledge.version,
            answers_digest=asked.digest,
        )
        kept = append(visit, taken, by=by, at=at)
        note_deed("visit.planned", by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    return kept


def lengths(visit: Visit, *, on: date) -> list[dict[str, object]]:
    """Return what other lengths of the visit would give: hands-on minutes, or none."""
    doc = answers.document(visit)
    found: list[dict[str, object]] = []
    for minutes in (30, 45, 60, 75, 90):
        other = {**doc, "visit": {**doc["visit"], "minutes": minutes}}
        try:
            seen = pathway.first_visit(screening.intake_of(other, on=on), knowledge=shipped())
        except InfeasiblePlan:
            seen = None
        held = seen.plan if seen else None
        found.append({"minutes": minutes, "hands_on": held.hands_on_minutes if held else None})
    return found


def obstacles(visit: Visit, *, on: date) -> list[str]:
    """Return what still stands between this visit and its session, in words."""
    held = snapshots.last(visit, SnapshotKind.PLAN)
    found = []
    if not screening.permits(visit, on=on):
        found.append("Screen today's answers: no session without it.")
    if held is None or not snapshots.is_current(held, visit):
        found.append("Make the plan from today's answers; an older plan is void.")
    if visit.answers_read_at is None:
        found.append("Read the safety answers back aloud with the client.")
    if not consent.stands(visit, "massage"):
        found.append("Ask for consent to today's areas.")
    return found


def adopt(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Adopt the plan and begin: checks and start stand in one transaction.

    Raises
    ------
    InputError
        Names everything that still stands in the way.
    """
    with transaction.atomic():
        visit = own.visit(visit_id, by=by)
        Visit.objects.select_for_update().filter(id=visit.id).first()
        adopted = snapshots.last(visit, SnapshotKind.ADOPTION)
        if visit.state == VisitState.IN_SESSION and adopted is not None:
            return adopted
        missing = obstacles(visit, on=on)
        if visit.state != VisitState.BOOKED:
            missing.append("This visit is over.")
        held = snapshots.last(visit, SnapshotKind.PLAN)
        if missing or held is None:
            raise InputError("session", [Defect("the session", one) for one in missing])
        taken = Taken(
            kind=SnapshotKind.ADOPTION,
            body={"plan": str(held.id)},
            knowledge_version=held.knowledge_version,
            answers_digest=held.answers_digest,
        )
        kept = append(visit, taken, by=by, at=at)
        Visit.objects.filter(id=visit.id).update(state=VisitState.IN_SESSION)
        note_deed("session.begun", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return kept
