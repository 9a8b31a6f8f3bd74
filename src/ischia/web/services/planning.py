"""Plan a visit, change the plan on the one path there is, let a person adopt it."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.care import pathway
from ischia.care.planning import Change
from ischia.errors import Defect, InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.web import once
from ischia.web.access import Actor
from ischia.web.queries import (
    basis,
    own,
    plan_changes,
    record_state,
    snapshots,
)
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import gates, plan_making, screening, visits
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed


def plan(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Screen again, then plan; the newest plan on these very answers is kept as it is.

    Changes made to a plan that is void by now are kept where they still leave a session; where
    they do not, they are let go, and the plan says so.

    Raises
    ------
    InputError
        When the screening permits no session, the therapist has not written down their own
        finding of today, or the course goes on with no session.
    InfeasiblePlan
        When the limits leave no lawful session.
    """
    screening.screen(visit_id, on=on, by=by, at=at)
    visit = own.visit(visit_id, by=by)
    gates.refuse_plan(visit, on=on)
    before = snapshots.last(visit, SnapshotKind.PLAN)
    if before and snapshots.is_current(before, visit) and before.body["screening"]["on"] == str(on):
        return before
    changes = changes_of(before)
    try:
        made = plan_making.made(visit, changes, on=on)
    except InfeasiblePlan as none:
        if not changes:
            raise
        made = plan_making.made(visit, (), on=on)
        made.body["let_go"] = [*(plan_changes.words(one) for one in changes), *none.clashes]
    return _kept(visit, made, "visit.planned", by=by, at=at)


def change(visit_id: UUID, *asked: Change, on: date, by: Actor, at: datetime) -> Snapshot:
    """Change the plan by one change or some at once: planned anew, within the limits, checked.

    Raises
    ------
    InputError
        When the plan is void or the session has begun.
    InfeasiblePlan
        When the change leaves no lawful session; the plan stays as it was.
    """

    def make(visit: Visit) -> Taken:
        before = gates.changeable(visit, on=on)
        changes = changes_of(before)
        for one in asked:
            changes = plan_changes.settled(changes, one)
        return plan_making.made(visit, changes, on=on, before=before)

    return _anew(visit_id, make, "plan.changed", by=by, at=at)


def undo(visit_id: UUID, number: int, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Take one change back, counted from 0; the others stay.

    Raises
    ------
    InputError
        When there is no such change, the plan is void or the session has begun.
    """

    def make(visit: Visit) -> Taken:
        before = gates.changeable(visit, on=on)
        changes = changes_of(before)
        if not 0 <= number < len(changes):
            raise InputError(
                "plan", [Defect(gettext("the change"), gettext("there is no such change"))]
            )
        kept = changes[:number] + changes[number + 1 :]
        return plan_making.made(visit, kept, on=on, before=before)

    return _anew(visit_id, make, "plan.changed", by=by, at=at)


def lengthen(visit_id: UUID, minutes: int, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Book another length and plan anew with the changes made so far; all of it or nothing.

    Raises
    ------
    InputError
        When the length is not lawful or the visit has begun.
    InfeasiblePlan
        When that length leaves no lawful session; the visit stays as it was.
    """
    shape = {"minutes": minutes}

    def make(visit: Visit) -> Taken:
        gates.refuse_unlooked(visit, on=on)
        before = snapshots.last(visit, SnapshotKind.PLAN)
        once.forget()  # what is read by the visit's id was read at the length it had
        try:
            shaped = visits.shaped(visit, shape)
            return plan_making.made(shaped, changes_of(before), on=on, before=before)
        finally:
            once.forget()

    def settle() -> None:
        visits.shape(visit_id, changes=shape, by=by, at=at)
        screening.screen(visit_id, on=on, by=by, at=at)
        gates.refuse_plan(own.held(visit_id, by=by), on=on)

    return _anew(visit_id, make, "visit.planned", settle=settle, by=by, at=at)


def _anew(
    visit_id: UUID,
    make: Callable[[Visit], Taken],
    action: str,
    *,
    settle: Callable[[], None] | None = None,
    by: Actor,
    at: datetime,
) -> Snapshot:
    """Plan while nobody waits, then hold the record and keep the plan.

    Planning takes long beside writing. Where anything on the client's record has changed
    meanwhile, the plan is made once more, behind the lock: what is kept rests on what stands.
    """
    client_id = own.visit(visit_id, by=by).client_id
    once.forget()
    stood = record_state.of(client_id)
    taken = make(own.visit(visit_id, by=by))
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        if record_state.of(client_id) != stood:
            taken = make(visit)
        if settle is not None:
            settle()
        return _kept(visit, taken, action, by=by, at=at)


def changes_of(held: Snapshot | None) -> tuple[Change, ...]:
    """Return the changes a kept plan was made with, in order."""
    told = held.body.get("changes", []) if held else []
    return tuple(plan_changes.read(one["change"]) for one in told)


def _kept(visit: Visit, made: Taken, action: str, *, by: Actor, at: datetime) -> Snapshot:
    with transaction.atomic():
        kept = append(visit, made, by=by, at=at)
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    return kept


def lengths(visit: Visit, *, on: date) -> pathway.Lengths:
    """Return the best plan for each usual length, with the limits of today and no changes.

    Raises
    ------
    InputError
        When the therapist's own finding of today is not written down.
    """
    gates.refuse_unlooked(visit, on=on)
    asked = basis.of(visit)
    told = plan_making.told(visit, asked, on=on)
    return pathway.alternatives(
        told.intake, knowledge=shipped(), lifts=asked.lifted, changes=told.favours
    )


def adopt(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Adopt the plan and begin: checks and start stand in one transaction.

    Raises
    ------
    InputError
        Names everything that still stands in the way.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        adopted = snapshots.last(visit, SnapshotKind.ADOPTION)
        if visit.state == VisitState.IN_SESSION and adopted is not None:
            return adopted
        missing = gates.obstacles(visit, on=on)
        if visit.state != VisitState.BOOKED:
            missing.append(gettext("This visit is over."))
        held = snapshots.last(visit, SnapshotKind.PLAN)
        if missing or held is None:
            raise InputError("session", [Defect(gettext("the session"), one) for one in missing])
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
