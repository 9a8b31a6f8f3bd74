"""Keep what the therapist found before they saw the pattern: only added."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import Snapshot
from ischia.web.records.states import SnapshotKind
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed

MOST_LETTERS = 1200


def find(visit_id: UUID, *, text: str, is_none: bool, by: Actor, at: datetime) -> Snapshot:
    """Keep a finding in the therapist's own words, or that they have none of their own.

    Raises
    ------
    InputError
        When nothing is written and "no finding of my own" was not chosen either.
    """
    if not text.strip() and not is_none:
        defect = Defect(
            gettext("your finding"),
            gettext("it is empty"),
            gettext("a few words, or no finding of your own"),
        )
        raise InputError("finding", [defect])
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        body = {"text": "" if is_none else text.strip()[:MOST_LETTERS], "is_none": is_none}
        kept = append(visit, Taken(SnapshotKind.FINDING, body), by=by, at=at)
        note_deed("finding.kept", by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    return kept
