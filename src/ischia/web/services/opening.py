"""Open another therapist's client: with a reason, kept for good and told in the trail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import Opening
from ischia.web.records.states import OPENING_REASONS
from ischia.web.services.trail import note_deed

MOST_LETTERS = 200


def open_with_reason(
    client_id: UUID, *, reason: str, words: str, by: Actor, at: datetime
) -> Opening:
    """Record why somebody opens a client who is not theirs; it holds for twelve hours.

    The trail names the reason by its closed word; what else is typed stays in the record.

    Raises
    ------
    InputError
        When the reason is none of those there are.
    """
    if reason not in OPENING_REASONS:
        accepted = ", ".join(map(gettext, OPENING_REASONS.values()))
        raise InputError(
            "opening", [Defect(gettext("reason"), gettext("it is none of these"), accepted)]
        )
    with transaction.atomic():
        client = own.client(client_id, by=by)
        made = Opening.objects.create(
            client=client,
            by_id=by.person_id,
            reason=reason,
            words=" ".join(words.split())[:MOST_LETTERS],
            at=at,
        )
        action = f"client.opened.{reason}"
        note_deed(action, by=by, at=at, client_id=client.id, object_id=made.id)
    return made
