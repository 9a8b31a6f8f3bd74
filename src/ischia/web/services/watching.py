"""Tell the owner of bursts of reading; looked for where the owner looks, a minute apart at most."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404

from ischia.web.access import Actor
from ischia.web.audit.models import Burst, Deed, write
from ischia.web.people.roles import Role
from ischia.web.queries import bursts
from ischia.web.services.trail import note_deed

APART = timedelta(minutes=1)
_LATE = timedelta(minutes=1)
"""How much later than its time a row may be written at most."""
_BACK = timedelta(days=31)
"""How far back the first look of a process goes: what was told already is not told again."""
_LOOKED: dict[UUID, datetime] = {}
"""When this process looked last, by practice."""


def look(*, by: Actor, at: datetime) -> None:
    """Note each burst since the last look, once, and write it into the trail."""
    last = _LOOKED.get(by.practice_id)
    if by.role is not Role.OWNER or (last and last <= at < last + APART):
        return
    begin = (last if last and last <= at else at - _BACK) - bursts.WITHIN - _LATE
    for found in bursts.between(begin, at, by=by):
        _tell(found, by=by, at=at)
    _LOOKED[by.practice_id] = at


def _tell(found: bursts.Found, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        _, is_new = Burst.objects.get_or_create(
            practice_id=by.practice_id,
            trail_row=found.row,
            defaults={
                "person_id": found.person_id,
                "n_charts": found.n_charts,
                "began_at": found.began_at,
            },
        )
        if is_new:
            write(Deed("reading.many", by.practice_id, found.person_id), at=at)


def looked_into(burst_id: UUID, *, by: Actor, at: datetime) -> None:
    """Close a notice: the owner asked, or knows, why so many charts were opened."""
    with transaction.atomic():
        held = Burst.objects.filter(id=burst_id, practice_id=by.practice_id)
        if not held.exists():
            raise Http404
        if held.filter(seen_at=None).update(seen_at=at):
            note_deed("reading.looked_into", by=by, at=at, object_id=burst_id)
