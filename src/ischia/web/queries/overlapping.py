"""Two visits of one therapist at once: told, and never refused."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from attrs import frozen

from ischia.care.intake import MOST_MINUTES
from ischia.web.records.models import Visit
from ischia.web.records.states import VisitState

STILL_TO_BE: Final = frozenset({VisitState.BOOKED, VisitState.IN_SESSION})
"""States of a visit whose time is not over; what has been or was called off is in no one's way."""


@frozen
class Span:
    """The time that one visit takes of its therapist."""

    visit_id: UUID
    therapist_id: UUID
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """Return when it is over."""
        return _away(self.starts_at, self.minutes)

    def meets(self, other: "Span") -> bool:
        """Return whether both take some of the same time; one that begins as one ends does not."""
        later = (other.starts_at - self.starts_at) / timedelta(minutes=1)
        return -other.minutes < later < self.minutes


def among(spans: Iterable[Span]) -> Mapping[UUID, list[Span]]:
    """Return for each visit that meets others of its therapist those others, first come first."""
    of_therapist: dict[UUID, list[Span]] = {}
    for span in sorted(spans, key=lambda one: (one.starts_at, one.visit_id)):
        of_therapist.setdefault(span.therapist_id, []).append(span)
    found: dict[UUID, list[Span]] = {}
    for theirs in of_therapist.values():
        for one in theirs:
            if others := [other for other in theirs if other is not one and one.meets(other)]:
                found[one.visit_id] = others
    return found


def of(visit: Visit) -> list[Span]:
    """Return the other visits of its therapist that a visit meets, on whatever day they began."""
    if visit.state not in STILL_TO_BE:
        return []
    span = _span(visit)
    near = Visit.objects.filter(
        practice_id=visit.practice_id,
        therapist_id=visit.therapist_id,
        state__in=STILL_TO_BE,
        starts_at__gte=_away(span.starts_at, -MOST_MINUTES),
        starts_at__lte=span.ends_at,
    ).exclude(id=visit.id)
    return [one for one in map(_span, near.order_by("starts_at", "id")) if one.meets(span)]


def _span(visit: Visit) -> Span:
    return Span(visit.id, visit.therapist_id, visit.starts_at, visit.minutes)


def _away(at: datetime, minutes: int) -> datetime:
    """Return a time so many minutes away, or the same where the calendar ends before."""
    try:
        return at + timedelta(minutes=minutes)
    except OverflowError:
        return at
