"""Take in what happened in a session: each touch once and only once, in any order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import outdated, own, session_page, snapshots
from ischia.web.records.models import Client, SessionEvent, Visit
from ischia.web.records.states import BARRING, STOP_REASONS, SnapshotKind, VisitState
from ischia.web.services import outdating
from ischia.web.services.trail import note_deed

KINDS = frozenset(
    {
        "begin", "part_done", "less", "more", "not_there", "pain", "skip", "longer", "shorter",
        "pause", "resume", "undo", "stop", "end",
    }
)  # fmt: skip
_MOST_S = 6 * 3600
_MOST_EVENTS = 100_000


@frozen
class Touch:
    """One event as the tablet tells it."""

    id: UUID
    number: int
    kind: str
    elapsed_s: int
    told_at: datetime
    body: dict[str, Any]


@frozen
class Receipt:
    """Which events are safely here, and which ids came again with another content."""

    kept: tuple[str, ...]
    refused: tuple[str, ...]
    taken: bool = False
    """Whether another tablet has taken the session over meanwhile."""
    void: tuple[str, ...] = ()
    """Why the plan that the tablet runs is void, in words; empty while it stands."""


def touch_of(raw: object) -> Touch:
    """Read one event.

    Raises
    ------
    InputError
        When a field is missing or out of range.
    """
    try:
        if not isinstance(raw, dict) or not isinstance(raw["body"], dict):
            raise TypeError  # noqa: TRY301 -- one answer for every defect
        touch = Touch(
            id=UUID(raw["id"]),
            number=int(raw["number"]),
            kind=raw["kind"],
            elapsed_s=int(raw["elapsed_s"]),
            told_at=datetime.fromisoformat(raw["told_at"]),
            body=raw["body"],
        )
        fits = touch.kind in KINDS and 0 <= touch.elapsed_s <= _MOST_S
        fits = fits and 0 <= touch.number <= _MOST_EVENTS
        if not fits or touch.told_at.tzinfo is None:
            raise ValueError  # noqa: TRY301 -- as above
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise InputError(
            "session", [Defect(gettext("event"), gettext("it cannot be read"))]
        ) from None
    return touch


def slow_by(clock: object, *, at: datetime) -> timedelta:
    """Return how far a tablet's clock is behind; nothing where it tells none that can be read."""
    try:
        told = datetime.fromisoformat(clock) if isinstance(clock, str) else at
        return at - told
    except (TypeError, ValueError, OverflowError):
        return timedelta()


def take(visit: Visit, tablet: str, *, over: bool, by: Actor, at: datetime) -> bool:
    """Let a tablet run a session nobody runs, or take it over; return whether it runs it now.

    A session that has ended may be looked at from anywhere.
    """
    with transaction.atomic():
        visit = own.held(visit.id, by=by)
        held = session_page.holder(visit.id)
        if not tablet or held == tablet or session_page.is_over(visit):
            return True
        if held and not over:
            return False
        adopted = snapshots.last(visit, SnapshotKind.ADOPTION)
        if adopted is None:
            return False
        SessionEvent.objects.create(
            id=uuid4(),
            visit=visit,
            plan_id=UUID(adopted.body["plan"]),
            number=SessionEvent.objects.filter(visit=visit, kind=session_page.HOLDS).count(),
            kind=session_page.HOLDS,
            elapsed_s=0,
            told_at=at,
            body={"tablet": tablet},
            by_id=by.person_id,
            received_at=at,
        )
        action = "session.taken_over" if held else "session.opened"
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return True


def receive(
    visit_id: UUID,
    touches: Sequence[Touch],
    *,
    tablet: str = "",
    slow_by: timedelta = timedelta(),
    by: Actor,
    at: datetime,
) -> Receipt:
    """Store events of a session that was begun here; repeated ones are stored once.

    Also those of a tablet that runs the session no more: what happened is kept, and told apart
    in the trail. Where the plan was void by then, that is kept beside them. ``slow_by`` is how
    far the tablet's clock is behind, as it sends them.

    Raises
    ------
    InputError
        When the visit has no adopted plan, or its note is signed.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        adopted = snapshots.last(visit, SnapshotKind.ADOPTION)
        if adopted is None or visit.state == VisitState.BOOKED:
            raise InputError(
                "session", [Defect(gettext("the session"), gettext("it was not begun here"))]
            )
        held = {
            row.id: row for row in SessionEvent.objects.filter(id__in=[one.id for one in touches])
        }
        refused = [one for one in touches if one.id in held and not _same(one, held[one.id], visit)]
        fresh = {one.id: one for one in touches if one.id not in held}
        if fresh and visit.state == VisitState.SIGNED:
            raise InputError(
                "session",
                [Defect(gettext("the note"), gettext("it is signed"), gettext("an addendum"))],
            )
        stored = SessionEvent.objects.bulk_create(
            SessionEvent(
                id=one.id,
                visit=visit,
                plan_id=UUID(adopted.body["plan"]),
                number=one.number,
                kind=one.kind,
                elapsed_s=one.elapsed_s,
                told_at=one.told_at,
                body=one.body,
                by_id=by.person_id,
                received_at=at,
            )
            for one in fresh.values()
        )
        outdating.notice(visit, adopted, stored, slow_by=slow_by, by=by, at=at)
        _follow(visit, list(fresh.values()))
        taken = bool(tablet) and session_page.holder(visit.id) not in {"", tablet}
        action = "session.other_tablet" if taken else "session.received"
        action = "session.conflict" if refused else action
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)
        found = outdated.of(visit)
    bad = {one.id for one in refused}
    kept = tuple(str(one.id) for one in touches if one.id not in bad)
    return Receipt(kept, tuple(map(str, bad)), taken, tuple(found.whys if found else ()))


def _same(touch: Touch, row: SessionEvent, visit: Visit) -> bool:
    told = (touch.number, touch.kind, touch.elapsed_s, touch.body, touch.told_at)
    return row.visit_id == visit.id and told == (
        row.number, row.kind, row.elapsed_s, row.body, row.told_at
    )  # fmt: skip


def _follow(visit: Visit, fresh: Sequence[Touch]) -> None:
    """Let the state of the visit follow its events; a stop is never undone by a later end."""
    stops = [one for one in fresh if one.kind == "stop"]
    if stops and visit.state in {VisitState.IN_SESSION, VisitState.DONE}:
        Visit.objects.filter(id=visit.id).update(state=VisitState.STOPPED)
    elif visit.state == VisitState.IN_SESSION and any(one.kind == "end" for one in fresh):
        Visit.objects.filter(id=visit.id).update(state=VisitState.DONE)
    if any(one.body.get("reason") == BARRING for one in stops):
        Client.objects.filter(id=visit.client_id).update(barred=STOP_REASONS[BARRING])
