"""Write a letter to a doctor from one screening, and keep its words as they were given away."""

from datetime import date, datetime
from uuid import UUID

from attrs import asdict
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ischia import documents
from ischia.documents import Letter, LetterHead
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.queries import decisions, own, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services.screening import intake_of
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed
from ischia.web.speech import spoken


def write(visit_id: UUID, *, by: Actor, at: datetime) -> Snapshot:
    """Write the letter of the newest screening; the same letter is kept once.

    Raises
    ------
    InputError
        When the visit was not screened, or its screening sends nobody to a doctor and the
        therapist did not hold the session back either.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        screened = snapshots.last(visit, SnapshotKind.SCREENING)
        if screened is None:
            raise InputError(
                "letter", [Defect(gettext("the visit"), gettext("it was not screened yet"))]
            )
        body = asdict(_letter(visit, screened, by=by, at=at))
        before = snapshots.last(visit, SnapshotKind.LETTER)
        if before and asdict(Letter.of(before.body["letter"])) == body:
            return before
        kept = {"letter": _plain(body), "screening": str(screened.id)}
        version = screened.knowledge_version
        taken = Taken(SnapshotKind.LETTER, kept, knowledge_version=version)
        written = append(visit, taken, by=by, at=at)
        note_deed("letter.written", by=by, at=at, client_id=visit.client_id, object_id=written.id)
    return written


def _letter(visit: Visit, screened: Snapshot, *, by: Actor, at: datetime) -> documents.Letter:
    held_back = decisions.standing(visit, screened)
    holds = decisions.effective(visit, screened)
    said = screened.body | {"disposition": holds.slug}
    on = date.fromisoformat(screened.body["on"])
    practice = visit.practice
    head = LetterHead(
        practice=practice.name,
        writer=by.name,
        patient=visit.client.name,
        born_on=visit.client.born_on,
        on=timezone.localdate(at),
        own_reason=held_back.body["reason"] if held_back else "",
        is_treated=holds.permits_treatment,
        phone=practice.phone,
        email=practice.email,
        address=tuple(practice.address.splitlines()),
    )
    asked = intake_of(screened.inputs, on=on)
    return documents.referral_letter(asked, said, head=head, knowledge=shipped(), speech=spoken())


def _plain(value: object) -> object:
    """Return tuples as lists, as they come back from the record."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
