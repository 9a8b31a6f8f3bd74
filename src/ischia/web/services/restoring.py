"""After a restore: what was decided, opened or signed in before it holds no longer.

The record is as it was when the backup was made. Answers, withdrawn consent, limits put back,
people who left and links that were used since are not in it; so nothing that rests on their
absence goes on by itself. After a change of the file's key nothing ends, and the trail tells of it.
"""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Invitation, OpenSession
from ischia.web.practice.models import Practice
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import VisitState


def after_restore(*, made_at: datetime | None, at: datetime) -> None:
    """Make void what a restored practice must decide anew; done twice it is as done once.

    Plans, screenings, lifts and consents of visits that have not begun are void by their time;
    answers are read back again. Sessions that ran are stopped, so that no tablet begins them
    again from here; what it still tells of them is kept. Links, invitations and sign-ins end.

    Parameters
    ----------
    made_at
        When the backup was made; ``None`` where it does not say.
    """
    with transaction.atomic():
        Visit.objects.filter(state=VisitState.BOOKED).update(answers_read_at=None)
        running = Visit.objects.filter(state=VisitState.IN_SESSION)
        running.update(state=VisitState.STOPPED)
        for ticket in (ClientLink, Invitation):
            ticket.objects.filter(ended_at=None).update(ended_at=at)
        OpenSession.objects.all().delete()
        Session.objects.all().delete()
        for practice in Practice.objects.select_for_update(no_key=True):
            practice.restored_at, practice.restored_from = at, made_at
            practice.save(update_fields=["restored_at", "restored_from"])
            write(Deed("practice.restored", practice_id=practice.id), at=at)


def after_new_key(*, at: datetime) -> None:
    """Write into each practice's trail that the file it lies in has a new key."""
    with transaction.atomic():
        for practice_id in Practice.objects.values_list("id", flat=True):
            write(Deed("practice.new_key", practice_id=practice_id), at=at)
