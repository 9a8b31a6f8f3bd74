"""Consent, with the wording it was given to."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import Consent, Visit
from ischia.web.services.trail import note_deed, note_link_deed

TEXT_VERSION = "2026-11-21"
TEXTS = {
    "answers": (
        "I agree that this practice keeps my answers about my health, so that a massage "
        "therapist can see whether massage suits me now. I may take this back at any time by "
        "telling the practice."
    ),
    "massage": (
        "The client has heard what is planned today, which areas will be touched and how, may "
        "say stop at any time, and agrees."
    ),
}


def _digest(purpose: str) -> str:
    return hashlib.sha256(TEXTS[purpose].encode()).hexdigest()


def _write(
    visit: Visit, purpose: str, *, given: bool, how: str, by: UUID | None, at: datetime
) -> None:
    Consent.objects.create(
        visit=visit,
        client_id=visit.client_id,
        purpose=purpose,
        given=given,
        text_version=TEXT_VERSION,
        text_digest=_digest(purpose),
        how=how,
        by_id=by,
        at=at,
    )


def by_link(visit: Visit, *, source: str, at: datetime) -> None:
    """Record that the client agreed to the keeping of answers, on their own phone."""
    with transaction.atomic():
        _write(visit, "answers", given=True, how="link", by=None, at=at)
        note_link_deed("consent.given", visit, source=source, at=at)


def by_person(visit_id: UUID, purpose: str, *, given: bool, by: Actor, at: datetime) -> None:
    """Record what the client agreed to, or took back, in the room."""
    with transaction.atomic():
        visit = own.visit(visit_id, by=by)
        _write(visit, purpose, given=given, how="tablet", by=by.person_id, at=at)
        action = "consent.given" if given else "consent.withdrawn"
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
