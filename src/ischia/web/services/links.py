"""Links that let a client fill in one form: random, expiring, one purpose, stored as a digest.

An intake is of one visit; a check-in is of the last session that took place.
"""

import hmac
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.people.tickets import digest_of, new_token
from ischia.web.queries import own
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import DONE_STATES, OPEN_STATES, Due, LinkPurpose
from ischia.web.services.trail import note_deed, note_link_deed

LIFE = timedelta(days=7)
MOST_WRONG_FACTS = 5
FILLED_BY = ("client", "other")
_STATES = {LinkPurpose.INTAKE: OPEN_STATES, LinkPurpose.CHECK_IN: DONE_STATES}
"""In which states of its visit a link lives."""


def make(visit_id: UUID, *, by: Actor, at: datetime) -> str:
    """Return the token of a new intake link; earlier ones of the visit end."""
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        end_all(visit, at=at)
        token, _ = _given(visit, LinkPurpose.INTAKE, at=at)
        note_deed("link.made", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return token


def make_check_in(client_id: UUID, due: Due, *, by: Actor, at: datetime) -> tuple[str, ClientLink]:
    """Return the token of a new link to one check-in, and the link; the client's earlier ones end.

    What was answered by an earlier link to the same check-in, and not sent, is not asked again.

    Raises
    ------
    InputError
        When no session took place yet.
    """
    with transaction.atomic():
        client = own.client(client_id, by=by)
        done = Visit.objects.filter(client=client, state__in=DONE_STATES)
        last = own.hold(done.order_by("-starts_at")).first()
        if last is None:
            none = Defect(
                gettext("the check-in"),
                gettext("no session took place yet"),
                gettext("a session that ended"),
            )
            raise InputError("link", [none])
        ClientLink.objects.filter(
            visit__client=client, purpose=LinkPurpose.CHECK_IN, ended_at=None
        ).update(ended_at=at)
        token, link = _given(last, LinkPurpose.CHECK_IN, due=due.value, at=at)
        note_deed("check_in.link_made", by=by, at=at, client_id=client.id, object_id=link.id)
    return token, link


def _given(
    visit: Visit, purpose: LinkPurpose, *, due: str = "", at: datetime
) -> tuple[str, ClientLink]:
    token = new_token()
    link = ClientLink.objects.create(
        visit=visit, purpose=purpose.value, due=due, token_digest=digest_of(token),
        expires_at=at + LIFE, created_at=at,
    )  # fmt: skip
    return token, link


def find(token: str, *, purpose: LinkPurpose, at: datetime) -> ClientLink | None:
    """Return a living link; unknown, used, replaced, expired and other ones look alike.

    They also take alike: one statement for each, whatever it is that is wrong.
    """
    found = ClientLink.objects.select_related("visit").filter(token_digest=digest_of(token)).first()
    return _living(found, purpose=purpose, at=at)


def held(link_id: UUID, *, purpose: LinkPurpose, device: str, at: datetime) -> ClientLink | None:
    """Return a living link this browser has opened."""
    link = _living(ClientLink.objects.filter(id=link_id).first(), purpose=purpose, at=at)
    return link if link is not None and is_device(link, device) else None


def _living(link: ClientLink | None, *, purpose: LinkPurpose, at: datetime) -> ClientLink | None:
    if link is None or link.purpose != purpose or not link.is_alive(at=at):
        return None
    if link.wrong_facts >= MOST_WRONG_FACTS or link.visit.state not in _STATES[purpose]:
        return None
    return link


def is_open(link: ClientLink, *, at: datetime) -> bool:
    """Return whether a link read with a lock still lets anything in."""
    return _living(link, purpose=LinkPurpose(link.purpose), at=at) is not None


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
    """End every link to the form of a visit; called when it is sent."""
    links = ClientLink.objects.filter(visit=visit, purpose=LinkPurpose.INTAKE, ended_at=None)
    links.update(ended_at=at)
