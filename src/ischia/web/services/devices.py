"""Which browsers a person signs in from: a new one is told, a known one is not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import KnownDevice, Person
from ischia.web.people.tickets import digest_of, new_token
from ischia.web.services import telling

_SHOWN = 10


def seen(person: Person, token: str, *, words: str, source: str, at: datetime) -> str:
    """Note from where a person signs in; return the secret their browser is to keep.

    A browser without a secret, or with one of nobody's, is a new device: the trail says so, and
    the person is told by mail. Only the first device of a person is not worth a word.
    """
    digest = digest_of(token) if token else ""
    if KnownDevice.objects.filter(person=person, token_digest=digest).exists():
        return token
    token = token or new_token()
    with transaction.atomic():
        is_first = not KnownDevice.objects.filter(person=person).exists()
        KnownDevice.objects.create(
            person=person,
            token_digest=digest_of(token),
            words=words,
            source=source,
            first_at=at,
            is_told=not is_first,
        )
        write(Deed("sign_in.new_device", person.practice_id, person.id, source), at=at)
        if not is_first:
            happened = gettext("Somebody signed in as you on a device that was new: {device}.")
            telling.tell(person, happened.format(device=words))
    return token


def new_ones(*, by: Actor) -> list[KnownDevice]:
    """Return the devices that were told as new, the newest first."""
    rows = KnownDevice.objects.filter(person_id=by.person_id, is_told=True)
    return list(rows.order_by("-first_at")[:_SHOWN])
