"""Be stricter than the screening, with a reason; taking it back is a further record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.quantities import Disposition
from ischia.web.access import Actor
from ischia.web.queries import decisions, own, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed

MOST_LETTERS = 400


def be_stricter(
    visit_id: UUID, disposition: Disposition, *, reason: str, by: Actor, at: datetime
) -> Snapshot:
    """Decide on anything stricter than the screening; a reason is needed.

    A standing decision may be made milder again, down to what the screening said and no further.

    Raises
    ------
    InputError
        When no reason is given, nothing was screened, or the screening is as strict already.
    """
    with transaction.atomic():
        visit, screened, defects = _open(visit_id, reason, by=by)
        if screened is not None and disposition <= decisions.of_engine(screened):
            what = gettext("the screening is as strict already")
            defects.append(Defect(gettext("the decision"), what, gettext("a stricter one")))
        if defects:
            raise InputError("decision", defects)
        body = {"disposition": disposition.slug, "reason": reason.strip()[:MOST_LETTERS]}
        return _keep(visit, body, "visit.held_back", by=by, at=at)


def take_back(visit_id: UUID, *, reason: str, by: Actor, at: datetime) -> Snapshot:
    """Let the screening hold again as it was said; the decision stays on record.

    Raises
    ------
    InputError
        When no reason is given, or no decision stands.
    """
    with transaction.atomic():
        visit, screened, defects = _open(visit_id, reason, by=by)
        if screened is not None and decisions.standing(visit, screened) is None:
            defects.append(Defect(gettext("the decision"), gettext("none stands")))
        if defects or screened is None:
            raise InputError("decision", defects)
        body = {
            "disposition": decisions.of_engine(screened).slug,
            "reason": reason.strip()[:MOST_LETTERS],
            "taken_back": True,
        }
        return _keep(visit, body, "visit.held_back.undone", by=by, at=at)


def _open(visit_id: UUID, reason: str, *, by: Actor) -> tuple[Visit, Snapshot | None, list[Defect]]:
    visit = own.held(visit_id, by=by)
    screened = snapshots.last(visit, SnapshotKind.SCREENING)
    defects = []
    if screened is None:
        defects.append(Defect(gettext("the visit"), gettext("it was not screened yet")))
    if not reason.strip():
        empty, few = gettext("it is empty"), gettext("why, in a few words")
        defects.append(Defect(gettext("reason"), empty, few))
    return visit, screened, defects


def _keep(visit: Visit, body: dict[str, Any], action: str, *, by: Actor, at: datetime) -> Snapshot:
    kept = append(visit, Taken(SnapshotKind.DECISION, body), by=by, at=at)
    note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return kept
