"""Links that let a client fill in one form: random, expiring, one purpose, stored as a digest."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import OPEN_STATES
from ischia.web.services.trail import note_deed, note_link_deed

LIFE = timedelta(days=7)
MOST_WRONG_FACTS = 5


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(visit_id: UUID, *, by: Actor, at: datetime) -> str:
    """Return the token of a new intake link; earlier ones of the visit end."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        visit = own.visit(visit_id, by=by)
        ClientLink.objects.filter(visit=visit, ended_at=None).update(ended_at=at)
        ClientLink.objects.create(
            visit=visit, token_digest=_digest(token), expires_at=at + LIFE, created_at=at
        )
        note_deed("link.made", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return token


def find(token: str, *, at: datetime) -> ClientLink | None:
    """Return a living link; unknown, used, replaced and expired ones look alike."""
    return _living(ClientLink.objects.filter(token_digest=_digest(token)).first(), at=at)


def held(link_id: UUID, *, device: str, at: datetime) -> ClientLink | None:
    """Return a living link this browser has opened."""
    link = _living(ClientLink.objects.filter(id=link_id).first(), at=at)
    if link is None or not hmac.compare_digest(link.device_digest, _digest(device)):
        return None
    return link


def _living(link: ClientLink | None, *, at: datetime) -> ClientLink | None:
    if link is None or link.ended_at is not None or link.expires_at <= at:
        return None
    if link.wrong_facts >= MOST_WRONG_FACTS or link.visit.state not in OPEN_STATES:
        return None
    return link


def needs_fact(link: ClientLink) -> bool:
    """Return whether another browser opened the link before."""
    return bool(link.device_digest)


def take(link: ClientLink, *, born_on: date | None, source: str, at: datetime) -> str | None:
    """Give the link to this browser and return the secret it keeps.

    A second browser must name the client's birthday; ``None`` when it is wrong or unknown.
    """
    with transaction.atomic():
        link = ClientLink.objects.select_for_update().get(id=link.id)
        if needs_fact(link):
            known = link.visit.client.born_on
            if known is None or born_on != known:
                link.wrong_facts += 1
                link.save(update_fields=["wrong_facts"])
                note_link_deed("link.refused", link.visit, source=source, at=at)
                return None
        device = secrets.token_urlsafe(32)
        link.device_digest = _digest(device)
        link.save(update_fields=["device_digest"])
        note_link_deed("link.opened", link.visit, source=source, at=at)
    return device


def end_all(visit: Visit, *, at: datetime) -> None:
    """End every link of a visit; called when its form is sent."""
    ClientLink.objects.filter(visit=visit, ended_at=None).update(ended_at=at)
