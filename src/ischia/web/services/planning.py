"""Plan a visit, change the plan on the one path there is, let a person adopt it."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from attrs import field, frozen
from django.db import transaction
from django.utils.translation import gettext

from ischia import documents
from ischia.care import pathway
from ischia.care.intake import Intake
from ischia.care.planning import Change
from ischia.errors import Defect, InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.queries import basis, consent, course, course_log, own, plan_changes, snapshots
from ischia.web.queries.basis import Basis
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import screening, visits
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed

COURSE: Final = "course"
"""What refuses a plan: the course goes on with no session, or new signs are open."""


def plan(visit_id: UUID, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Screen again, then plan; the newest plan on these very answers is kept as it is.

    Changes made to a plan that is void by now are kept where they still leave a session; where
    they do not, they are let go, and the plan says so.

    Raises
    ------
    InputError
        When the screening permits no session, or the course goes on with none.
    InfeasiblePlan
        When the limits leave no lawful session.
    """
    screening.screen(visit_id, on=on, by=by, at=at)
    visit = own.visit(visit_id, by=by)
    if not screening.permits(visit, on=on):
        raise InputError(
            "plan", [Defect(gettext("the screening"), gettext("it permits no session now"))]
        )
    _refuse_open_notice(visit)
    before = snapshots.last(visit, SnapshotKind.PLAN)
    if before and snapshots.is_current(before, visit) and before.body["screening"]["on"] == str(on):
        return before
    changes = changes_of(before)
    try:
        made = _made(visit, changes, on=on)
    except InfeasiblePlan as none:
        if not changes:
            raise
        made = _made(visit, (), on=on)
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
    with transaction.atomic():
        visit, before = _changeable(visit_id, on=on, by=by)
        changes = changes_of(before)
        for one in asked:
            changes = plan_changes.settled(changes, one)
        made = _made(visit, changes, on=on, before=before)
        return _kept(visit, made, "plan.changed", by=by, at=at)


def undo(visit_id: UUID, number: int, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Take one change back, counted from 0; the others stay.

    Raises
    ------
    InputError
        When there is no such change, the plan is void or the session has begun.
    """
    with transaction.atomic():
        visit, before = _changeable(visit_id, on=on, by=by)
        changes = changes_of(before)
        if not 0 <= number < len(changes):
            raise InputError(
                "plan", [Defect(gettext("the change"), gettext("there is no such change"))]
            )
        kept = changes[:number] + changes[number + 1 :]
        made = _made(visit, kept, on=on, before=before)
        return _kept(visit, made, "plan.changed", by=by, at=at)


def lengthen(visit_id: UUID, minutes: int, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Book another length and plan anew with the changes made so far; all of it or nothing.

    Raises
    ------
    InputError
        When the length is not lawful or the visit has begun.
    InfeasiblePlan
        When that length leaves no lawful session; the visit stays as it was.
    """
    with transaction.atomic():
        before = snapshots.last(own.held(visit_id, by=by), SnapshotKind.PLAN)
        visits.shape(visit_id, changes={"minutes": minutes}, by=by, at=at)
        screening.screen(visit_id, on=on, by=by, at=at)
        visit = own.held(visit_id, by=by)
        if not screening.permits(visit, on=on):
            raise InputError(
                "plan", [Defect(gettext("the screening"), gettext("it permits no session now"))]
            )
        made = _made(visit, changes_of(before), on=on, before=before)
        return _kept(visit, made, "visit.planned", by=by, at=at)


def changes_of(held: Snapshot | None) -> tuple[Change, ...]:
    """Return the changes a kept plan was made with, in order."""
    told = held.body.get("changes", []) if held else []
    return tuple(plan_changes.read(one["change"]) for one in told)


def _changeable(visit_id: UUID, *, on: date, by: Actor) -> tuple[Visit, Snapshot]:
    visit = own.held(visit_id, by=by)
    before = snapshots.last(visit, SnapshotKind.PLAN)
    defects = []
    if visit.state != VisitState.BOOKED:
        defects.append(
            Defect(
                gettext("the session"), gettext("it has begun"), gettext("the player's own changes")
            )
        )
    if not screening.permits(visit, on=on):
        defects.append(
            Defect(
                gettext("the screening"),
                gettext("it permits no session now"),
                gettext("screen again"),
            )
        )
    if before is None or not snapshots.is_current(before, visit):
        defects.append(
            Defect(
                gettext("the plan"),
                gettext("an answer changed since; it is void"),
                gettext("plan again"),
            )
        )
    if course_log.has_notice(visit.client):
        defects.append(_notice())
    if defects or before is None:
        raise InputError("plan", defects)
    return visit, before


def _notice() -> Defect:
    return Defect(
        gettext("new signs"),
        gettext("told in a check-in, not dealt with"),
        gettext("what was done"),
    )


def _refuse_open_notice(visit: Visit) -> None:
    if course_log.has_notice(visit.client):
        raise InputError(COURSE, [_notice()])


def _made(
    visit: Visit, changes: tuple[Change, ...], *, on: date, before: Snapshot | None = None
) -> Taken:
    """Return the plan with the changes in it, with what it costs beside the one before."""
    knowledge, asked = shipped(), basis.of(visit)
    told = _told(visit, asked, on=on)
    found, cost = _found(told, asked, changes)
    body: dict[str, Any] = documents.visit_json(found, knowledge=knowledge)
    body["changes"] = [
        {"change": plan_changes.stored(one), "words": plan_changes.words(one)} for one in changes
    ]
    body |= told.body
    if before is not None and before.body.get("session"):
        body["price"] = plan_changes.price(before.body, body, cost if changes else None)
    return Taken(
        kind=SnapshotKind.PLAN,
        body=body,
        inputs=asked.doc,
        knowledge_version=knowledge.version,
        answers_digest=asked.digest,
    )


@frozen
class _Told:
    """Today's intake as the client's earlier words would have it, and what the plan says of it.

    Parameters
    ----------
    stops
        The words of the course's decision where it goes on with no session; else empty.
    """

    intake: Intake
    favours: tuple[Change, ...] = ()
    body: dict[str, Any] = field(factory=dict)
    stops: str = ""


def _told(visit: Visit, asked: Basis, *, on: date) -> _Told:
    """Read what the course says of this visit; ``stops`` tells why it goes on with no session."""
    intake, log = screening.intake_of(asked.doc, on=on), course_log.of(visit.client_id)
    heard = {"heard": course_log.last_number(visit.client_id)}
    history = course.history(visit.client, log)
    if history is None or not (history.visits or history.ended_on):
        return _Told(intake, body=heard)
    brief = pathway.next_brief(
        intake, history, knowledge=shipped(), are_minutes_set=visit.minutes_set
    )
    decision = brief.review.decision
    told = documents.next_brief_json(brief) | {"asked_minutes": brief.intake.visit.minutes}
    stops = "" if decision.gives_session else decision.text
    return _Told(brief.intake, brief.favours, heard | told, stops)


def _found(
    told: _Told, asked: Basis, changes: tuple[Change, ...]
) -> tuple[pathway.FirstVisit, int | None]:
    if told.stops:
        raise InputError(COURSE, [Defect(gettext("the course"), told.stops.rstrip("."))])
    wanted = (*told.favours, *changes)
    if not wanted:
        return pathway.first_visit(told.intake, knowledge=shipped(), lifts=asked.lifted), None
    revised = pathway.revise(told.intake, changes=wanted, lifts=asked.lifted, knowledge=shipped())
    return revised.visit, revised.cost


def _kept(visit: Visit, made: Taken, action: str, *, by: Actor, at: datetime) -> Snapshot:
    with transaction.atomic():
        kept = append(visit, made, by=by, at=at)
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    return kept


def lengths(visit: Visit, *, on: date) -> pathway.Lengths:
    """Return the best plan for each usual length, with the limits of today and no changes."""
    asked = basis.of(visit)
    told = _told(visit, asked, on=on)
    return pathway.alternatives(
        told.intake, knowledge=shipped(), lifts=asked.lifted, changes=told.favours
    )


def obstacles(visit: Visit, *, on: date) -> list[str]:
    """Return what still stands between this visit and its session, in words."""
    held = snapshots.last(visit, SnapshotKind.PLAN)
    found = []
    if not screening.permits(visit, on=on):
        found.append(gettext("Screen today's answers: no session without it."))
    if course_log.has_notice(visit.client):
        found.append(gettext("New signs were told in a check-in: write down what was done."))
    if held is None or not snapshots.is_current(held, visit):
        found.append(gettext("Make the plan from today's answers; an older plan is void."))
    if visit.answers_read_at is None:
        found.append(gettext("Read the safety answers back aloud with the client."))
    if open_ := consent.missing(visit, held):
        found.append(gettext("Ask for consent to: {places}.").format(places=", ".join(open_)))
    return found


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
        missing = obstacles(visit, on=on)
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
