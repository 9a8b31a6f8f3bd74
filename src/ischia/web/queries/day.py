"""The day: visits in order, each with what one must know before opening it."""

from datetime import date, datetime, time, timedelta

from attrs import frozen
from django.utils import timezone

from ischia.web.access import Actor
from ischia.web.people.roles import CLINICAL
from ischia.web.queries.snapshots import last_of_each
from ischia.web.records.models import Visit
from ischia.web.records.states import SnapshotKind, VisitState


@frozen
class Row:
    """One visit of the day.

    ``disposition`` and ``notice`` are empty for people who see no clinical field.
    """

    visit: Visit
    client: str
    therapist: str
    disposition: str
    since: str


@frozen
class Notice:
    """Something open that needs a person."""

    words: str
    visit: Visit
    client: str


def rows(day: date, *, by: Actor) -> list[Row]:
    """Return the visits of a day; three queries, however many."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time.min, tzinfo=zone)
    visits = list(
        Visit.objects.select_related("client", "therapist")
        .filter(
            practice_id=by.practice_id,
            starts_at__gte=start,
            starts_at__lt=start + timedelta(days=1),
        )
        .exclude(state=VisitState.CANCELLED)
        .order_by("starts_at")
    )
    clinical = by.role in CLINICAL
    screened = last_of_each(visits, SnapshotKind.SCREENING) if clinical else {}
    return [
        Row(
            visit=one,
            client=one.client.name,
            therapist=one.therapist.name,
            disposition=screened[one.id].body["disposition"] if one.id in screened else "",
            since=_since(one) if clinical else "",
        )
        for one in visits
    ]


def _since(visit: Visit) -> str:
    if visit.state == VisitState.BOOKED and visit.intake_sent_at:
        return "Form sent"
    if visit.is_first:
        return "First visit"
    return ""


def notices(*, by: Actor) -> list[Notice]:
    """Return what is open: notes to sign, sessions stopped early."""
    if by.role not in CLINICAL:
        return []
    waiting = (
        Visit.objects.select_related("client")
        .filter(practice_id=by.practice_id, state__in=[VisitState.DONE, VisitState.STOPPED])
        .order_by()[:50]  # an order here would walk every visit of the practice by date
    )
    words = {
        VisitState.DONE: "The note is not signed yet",
        VisitState.STOPPED: "Stopped early; the note is not signed yet",
    }
    return [
        Notice(words[VisitState(one.state)], one, one.client.name)
        for one in sorted(waiting, key=lambda one: one.starts_at)[:12]
    ]
