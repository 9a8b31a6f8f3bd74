"""Consent, with the wording it was given to."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import consent, own, snapshots
from ischia.web.queries.consent import Area
from ischia.web.records.models import Consent, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services.trail import note_deed, note_link_deed

TEXT_VERSION = "2026-11-21"
TEXTS = {
    "answers": gettext_noop(
        "I agree that this practice keeps my answers about my health, so that a massage "
        "therapist can see whether massage suits me now. I may take this back at any time by "
        "telling the practice."
    ),
    "massage": gettext_noop(
        "The client has heard what is planned today, which areas will be touched and how, may "
        "say stop at any time, and agrees."
    ),
}


def _digest(purpose: str) -> str:
    """Return the digest of the words that were read: those in the language of the page."""
    return hashlib.sha256(gettext(TEXTS[purpose]).encode()).hexdigest()


@frozen
class _Given:
    """One word of the client: to what, yes or no, on which device, to which areas."""

    purpose: str
    given: bool
    how: str
    areas: tuple[Area, ...] | None = None


def _write(visit: Visit, said: _Given, *, by: UUID | None, at: datetime) -> None:
    Consent.objects.create(
        visit=visit,
        client_id=visit.client_id,
        purpose=said.purpose,
        given=said.given,
        text_version=TEXT_VERSION,
        text_digest=_digest(said.purpose),
        how=said.how,
        areas=[list(area) for area in said.areas] if said.areas is not None else None,
        by_id=by,
        at=at,
    )


def by_link(visit: Visit, *, source: str, at: datetime) -> None:
    """Record that the client agreed to the keeping of answers, on their own phone."""
    with transaction.atomic():
        _write(visit, _Given("answers", given=True, how="link"), by=None, at=at)
        note_link_deed("consent.given", visit, source=source, at=at)


def by_person(visit_id: UUID, purpose: str, *, given: bool, by: Actor, at: datetime) -> None:
    """Record what the client agreed to, or took back, in the room.

    For massage this is consent to every area of the newest plan; :func:`to_areas` records
    them one by one.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        areas: tuple[Area, ...] | None = None
        if purpose == "massage":
            plan = snapshots.last(visit, SnapshotKind.PLAN)
            areas = tuple(consent.areas_of(plan)) if given else ()
        said = _Given(purpose, given, "tablet", areas)
        _write(visit, said, by=by.person_id, at=at)
        action = "consent.given" if given else "consent.withdrawn"
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)


def to_areas(
    visit_id: UUID, agreed: Collection[str], *, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Record consent to some sites of the newest plan; return those not agreed to.

    Raises
    ------
    InputError
        When there is no plan, or a site is named that is not in it.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        planned = consent.areas_of(snapshots.last(visit, SnapshotKind.PLAN))
        sites = consent.by_site(planned)
        if not planned or not set(agreed) <= set(sites):
            defect = Defect(
                gettext("the areas"),
                gettext("these are not the areas of the plan"),
                gettext("load it again"),
            )
            raise InputError("consent", [defect])
        areas = tuple(area for area in planned if area[0] in agreed)
        _write(visit, _Given("massage", bool(areas), "tablet", areas), by=by.person_id, at=at)
        action = "consent.given" if areas else "consent.withdrawn"
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return tuple(site for site in sites if site not in agreed)
