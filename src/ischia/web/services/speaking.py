"""Put a client's own pages in the language they read."""

from datetime import datetime

from django.db import transaction

from ischia.web.access import Actor
from ischia.web.queries import wording
from ischia.web.records.models import Client, Visit
from ischia.web.services.trail import note_deed, note_link_deed


def speak(visit: Visit, language: str, *, by: Actor | None, source: str, at: datetime) -> None:
    """Keep the language of a client's pages; one that is not offered changes nothing."""
    if language not in wording.LANGUAGES or language == visit.client.language:
        return
    with transaction.atomic():
        Client.objects.filter(id=visit.client_id).update(language=language)
        if by is None:
            note_link_deed("client.language", visit, source=source, at=at)
        else:
            note_deed("client.language", by=by, at=at, client_id=visit.client_id)
    visit.client.language = language
