"""Lift one limit of a screening with a written reason, or put it back; both are only added."""

from datetime import date, datetime
from functools import partial
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext

from ischia import documents
from ischia.care import screening
from ischia.care.screening import DOCTOR, Lift, liftable
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped
from ischia.speech import Said, whole
from ischia.web.access import Actor
from ischia.web.queries import basis, own
from ischia.web.queries.basis import Basis
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import screening as screenings
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed
from ischia.web.speech import spoken


@frozen
class Asked:
    """A lift as it was asked for; ``confirmed`` is the second look it needs."""

    lift: Lift
    confirmed: bool


def lift(visit_id: UUID, asked: Asked, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Lift one limit for the answers as they stand now, then screen again without it.

    The lift falls as soon as an answer changes. Nothing is lifted from a screening that
    permits no session, and nothing that knowledge does not name.

    Raises
    ------
    InputError
        Names everything that is missing, or that the limit may not be lifted.
    """
    with transaction.atomic():
        visit = _open(visit_id, by=by)
        stands = basis.of(visit)
        if not asked.confirmed:
            defect = Defect(
                gettext("the second look"),
                gettext("it is not confirmed"),
                gettext("a tick beside the reason"),
            )
            raise InputError("lift", [defect])
        words = _words(stands, asked.lift, on=on)
        body = {
            "restriction": asked.lift.restriction,
            "words": words,
            "lifted": True,
            "reason": asked.lift.reason.strip(),
            "doctor": asked.lift.doctor.strip(),
            "doctor_on": asked.lift.doctor_on.isoformat() if asked.lift.doctor_on else "",
        }
        return _keep(visit, stands, body, on=on, by=by, at=at)


def put_back(visit_id: UUID, restriction: str, *, on: date, by: Actor, at: datetime) -> Snapshot:
    """Let a lifted limit bind again; being stricter needs no reason.

    Raises
    ------
    InputError
        When it is not lifted.
    """
    with transaction.atomic():
        visit = _open(visit_id, by=by)
        stands = basis.of(visit)
        held = {one.restriction: row for one, row in stands.lifts}
        if restriction not in held:
            raise InputError("lift", [Defect(gettext("limit"), gettext("it is not lifted"))])
        body = held[restriction].body | {"lifted": False}
        return _keep(visit, stands, body, on=on, by=by, at=at)


def _open(visit_id: UUID, *, by: Actor) -> Visit:
    visit = own.held(visit_id, by=by)
    if visit.state != VisitState.BOOKED:
        raise InputError(
            "lift",
            [Defect(gettext("the visit"), gettext("it has begun"), gettext("a booked visit"))],
        )
    return visit


def _words(stands: Basis, asked: Lift, *, on: date) -> str:
    """Return the limit in words; the engine refuses what is not lawful."""
    intake = screenings.intake_of(stands.doc, on=on)
    every = screening.screen(intake, knowledge=shipped())
    screening.screen(intake, knowledge=shipped(), lifts=(*stands.lifted, asked))
    limit = next(one for one in every.restrictions if one.id == asked.restriction)
    return documents.restriction_words(limit)


def _keep(
    visit: Visit, stands: Basis, body: dict[str, object], *, on: date, by: Actor, at: datetime
) -> Snapshot:
    taken = Taken(
        SnapshotKind.LIFT,
        body,
        knowledge_version=shipped().version,
        answers_digest=stands.plain,
    )
    kept = append(visit, taken, by=by, at=at)
    action = "limit.lifted" if body["lifted"] else "limit.put_back"
    note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    screenings.screen(visit.id, on=on, by=by, at=at)
    return kept


def offered(visit: Visit, *, on: date) -> list[tuple[str, Said, bool]]:
    """Return each limit that may be lifted now: id, words, whether it needs a doctor's word."""
    if visit.state != VisitState.BOOKED or not screenings.permits(visit, on=on):
        return []
    stands = basis.of(visit)
    found = screening.screen(screenings.intake_of(stands.doc, on=on), knowledge=shipped())
    needs = liftable(found.findings, found.restrictions, knowledge=shipped())
    lifted, speech = {one.restriction for one in stands.lifted}, spoken()
    return [
        (one.id, whole(partial(documents.restriction_words, one), speech), needs[one.id] == DOCTOR)
        for one in found.restrictions
        if one.id in needs and one.id not in lifted
    ]
