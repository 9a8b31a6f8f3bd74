"""Book a visit, change what it is to be, call it off."""

from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.care.intake import LEAST_MINUTES, MOST_MINUTES, PLACES, SUPPORTS
from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import own, treating
from ischia.web.records.models import Visit
from ischia.web.records.states import VisitState
from ischia.web.services import putting_right
from ischia.web.services.trail import note_deed
from ischia.web.words import place_of_visit, support_words


def book(
    client_id: UUID,
    *,
    starts_at: datetime,
    minutes: int,
    place: str = "clinic",
    support: str = "table",
    therapist_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """Book a visit of a client, with ``by`` themselves where no therapist is named.

    Raises
    ------
    InputError
        When minutes, place or support are not lawful, the therapist is nobody who treats, or the
        client is barred.
    """
    with transaction.atomic():
        client = own.client(client_id, by=by)
        defects = _defects(minutes, place, support)
        if client.barred:
            defects.append(_barred())
        therapist = treating.named(therapist_id or by.person_id, by=by)
        if therapist is None:
            defects.append(_nobody())
        if defects or therapist is None:
            raise InputError("visit", defects)
        earlier = Visit.objects.filter(
            client=client, state__in=[VisitState.SIGNED, VisitState.DONE]
        ).exists()
        visit = Visit.objects.create(
            practice_id=by.practice_id,
            client=client,
            therapist=therapist,
            starts_at=starts_at,
            minutes=minutes,
            place=place,
            support=support,
            is_first=not earlier,
        )
        note_deed("visit.booked", by=by, at=at, client_id=client.id, object_id=visit.id)
    return visit


def move(
    visit_id: UUID,
    *,
    starts_at: datetime,
    therapist_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """Give a visit that has not begun another day and time, or another therapist.

    Raises
    ------
    InputError
        When the visit has begun or was called off, or the therapist is nobody who treats.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        if visit.state != VisitState.BOOKED:
            raise InputError("visit", [_begun()])
        therapist = treating.named(therapist_id or visit.therapist_id, by=by)
        if therapist is None:
            raise InputError("visit", [_nobody()])
        if (visit.starts_at, visit.therapist_id) == (starts_at, therapist.id):
            return visit
        putting_right.keep_visit(visit, by=by, at=at)
        visit.starts_at, visit.therapist = starts_at, therapist
        visit.version += 1
        visit.save()
        note_deed("visit.moved", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return visit


def call_off(visit_id: UUID, *, by: Actor, at: datetime) -> Visit:
    """Call off a visit that has not begun; all that was answered for it stays in the record.

    Raises
    ------
    InputError
        When the visit has begun.
    """
    return _turned(visit_id, VisitState.BOOKED, VisitState.CANCELLED, "visit.off", by=by, at=at)


def book_again(visit_id: UUID, *, by: Actor, at: datetime) -> Visit:
    """Take back that a visit was called off.

    Raises
    ------
    InputError
        When the visit has begun, or no further visit of the client is booked.
    """
    return _turned(visit_id, VisitState.CANCELLED, VisitState.BOOKED, "visit.on", by=by, at=at)


def _turned(
    visit_id: UUID, before: VisitState, after: VisitState, deed: str, *, by: Actor, at: datetime
) -> Visit:
    """Turn a visit from one state to another; one that is there already stays."""
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        if visit.state == after:
            return visit
        if visit.state != before:
            raise InputError("visit", [_begun()])
        if after == VisitState.BOOKED and visit.client.barred:
            raise InputError("visit", [_barred()])
        visit.state = after.value
        visit.version += 1
        visit.save()
        note_deed(deed, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return visit


def _begun() -> Defect:
    return Defect(gettext("the visit"), gettext("it has begun"), gettext("a booked visit"))


def _barred() -> Defect:
    return Defect(
        gettext("client"), gettext("a past visit was ended for a reason that bars a new one")
    )


def _nobody() -> Defect:
    return Defect(
        gettext("therapist"),
        gettext("nobody who treats here is named"),
        gettext("one who treats in this practice"),
    )


def _defects(minutes: int, place: str, support: str) -> list[Defect]:
    defects = []
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        accepted = gettext("{least} to {most} whole minutes").format(
            least=LEAST_MINUTES, most=MOST_MINUTES
        )
        defects.append(Defect(gettext("minutes"), gettext("no such visit is planned"), accepted))
    if place not in PLACES:
        defects.append(
            Defect(
                gettext("place"),
                gettext("this place is not known"),
                ", ".join(map(place_of_visit, PLACES)),
            )
        )
    if support not in SUPPORTS:
        defects.append(
            Defect(
                gettext("support"),
                gettext("this support is not known"),
                ", ".join(map(support_words, SUPPORTS)),
            )
        )
    return defects


def shape(visit_id: UUID, *, changes: dict[str, Any], by: Actor, at: datetime) -> Visit:
    """Change minutes, place or support of a visit that has not begun.

    Raises
    ------
    InputError
        When a change is not lawful, or the visit has begun.
    """
    with transaction.atomic():
        visit = shaped(own.held(visit_id, by=by), changes)
        visit.version += 1
        visit.save()
        note_deed("visit.shaped", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return visit


def shaped(visit: Visit, changes: dict[str, Any]) -> Visit:
    """Return a visit as it would be with changes to minutes, place or support; nothing is kept.

    Raises
    ------
    InputError
        When a change is not lawful, or the visit has begun.
    """
    if visit.state != VisitState.BOOKED:
        raise InputError("visit", [_begun()])
    found = copy(visit)
    for name in ("minutes", "place", "support"):
        if name in changes:
            setattr(found, name, changes[name])
    found.minutes_set = found.minutes_set or "minutes" in changes
    if defects := _defects(found.minutes, found.place, found.support):
        raise InputError("visit", defects)
    return found
