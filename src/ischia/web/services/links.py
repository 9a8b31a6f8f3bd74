"""Links that let a client fill in one form: random, expiring, one purpose, stored as a digest."""

import hmac
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from ischia.web.access import Actor
from ischia.web.people.tickets import digest_of, new_token
from ischia.web.queries import own
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import OPEN_STATES
from ischia.web.services.trail import note_deed, note_link_deed

LIFE = timedelta(days=7)
MOST_WRONG_FACTS = 5
FILLED_BY = ("client", "other")


def make(visit_id: UUID, *, by: Actor, at: datetime) -> str:
    """Return the token of a new intake link; earlier ones of the visit end."""
    token = new_token()
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        ClientLink.objects.filter(visit=visit, ended_at=None).update(ended_at=at)
        ClientLink.objects.create(
            visit=visit, token_digest=digest_of(token), expires_at=at + LIFE, created_at=at
        )
        note_deed("link.made", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return token


def find(token: str, *, at: datetime) -> ClientLink | None:
    """Return a living link; unknown, used, replaced and expired ones look alike."""
    return _living(ClientLink.objects.filter(token_digest=digest_of(token)).first(), at=at)


def held(link_id: UUID, *, device: str, at: datetime) -> ClientLink | None:
    """Return a living link this browser has opened."""
    link = _living(ClientLink.objects.filter(id=link_id).first(), at=at)
    return link if link is not None and is_device(link, device) else None


def _living(link: ClientLink | None, *, at: datetime) -> ClientLink | None:
    if link is None or not link.is_alive(at=at):
        return None
    if link.wrong_facts >= MOST_WRONG_FACTS or link.visit.state not in OPEN_STATES:
        return None
    return link


def needs_fact(link: ClientLink) -> bool:
    """Return whether another browser opened the link before."""
    return bool(link.device_digest)


def is_device(link: ClientLink, device: str) -> bool:
    """Return whether this browser is the one that opened the link."""
    return bool(device) and hmac.compare_digest(link.device_digest, digest_of(device))


def new_device() -> str:
    """Return a secret for a browser to keep, from before it opens a link."""
    return new_token()


def can_show_fact(link: ClientLink) -> bool:
    """Return whether there is a second fact to show; without a birthday there is none."""
    return link.visit.client.born_on is not None


def take(
    link: ClientLink,
    *,
    device: str,
    born_on: date | None,
    filled_by: str = "",
    source: str,
    at: datetime,
) -> bool:
    """Give the link to the browser that keeps ``device``; return whether it has it now.

    The browser has its secret before it asks, so that it may ask again when an answer of ours
    was lost on the way. A second browser must name the client's birthday.
    """
    with transaction.atomic():
        link = ClientLink.objects.select_for_update(no_key=True).get(id=link.id)
        if needs_fact(link) and not is_device(link, device):
            known = link.visit.client.born_on
            if known is None or born_on != known:
                if known is not None:
                    link.wrong_facts += 1
                    link.save(update_fields=["wrong_facts"])
                note_link_deed("link.refused", link.visit, source=source, at=at)
                return False
        link.device_digest = digest_of(device)
        link.filled_by = filled_by if filled_by in FILLED_BY else link.filled_by
        link.save(update_fields=["device_digest", "filled_by"])
        note_link_deed("link.opened", link.visit, source=source, at=at)
    return True


def end_all(visit: Visit, *, at: datetime) -> None:
    """End every link of a visit; called when its form is sent."""
    ClientLink.objects.filter(visit=visit, ended_at=None).update(ended_at=at)
