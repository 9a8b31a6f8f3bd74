"""Keep that a session ran on a plan that was void by then; nothing of the session is refused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from attrs import asdict

from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.queries import basis, outdated, session_page
from ischia.web.records.models import SessionEvent, Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed

_DRIFT: Final = timedelta(minutes=2)
"""How far clock and counted time of a tablet may run apart in one session by themselves."""


def notice(
    visit: Visit,
    adopted: Snapshot,
    events: Sequence[SessionEvent],
    *,
    slow_by: timedelta,
    by: Actor,
    at: datetime,
) -> Snapshot | None:
    """Compare the plan a session ran on with what held while it ran; keep what is new of it.

    Call it behind the lock of the visit, with the events that came just now. The same cause is
    kept once, however often its session is synced. ``slow_by`` is how far the tablet's clock
    was behind when it sent them.
    """
    plan = Snapshot.objects.filter(visit=visit, id=UUID(adopted.body["plan"])).first()
    if plan is None or not events:
        return None
    known = {one["row"] for row in outdated.rows(visit) for one in row.body["causes"]}
    # When the last of the events was, at the latest: by the tablet's clock, put right by how far
    # it was behind, or by the time its session took. None was after it arrived; where the clock
    # was moved while the session ran, that is all that is known.
    told = max(one.told_at for one in events) + max(slow_by, timedelta())
    ran = timedelta(seconds=max(one.elapsed_s for one in events))
    until = at if _was_moved(visit) else min(max(told, adopted.at + ran), at)
    found = outdated.causes(visit, plan, adopted, until=until)
    new = [one for one in found if one.row not in known]
    if not new:
        return None
    asked = basis.of(visit)
    taken = Taken(
        kind=SnapshotKind.OUTDATED,
        body={"plan": str(plan.id), "causes": [asdict(one) for one in new]},
        inputs=asked.doc,
        knowledge_version=shipped().version,
        answers_digest=asked.digest,
    )
    kept = append(visit, taken, by=by, at=at)
    note_deed("session.outdated", by=by, at=at, client_id=visit.client_id, object_id=kept.id)
    return kept


def _was_moved(visit: Visit) -> bool:
    """Whether the tablet's clock and the time its session took ever ran apart.

    A pause that the tablet itself set, after it slept, is told later than it was.
    """
    rows = SessionEvent.objects.filter(visit=visit).exclude(kind=session_page.HOLDS)
    began = [
        told_at - timedelta(seconds=elapsed_s)
        for told_at, elapsed_s, body in rows.values_list("told_at", "elapsed_s", "body")
        if body.get("reason") != "away"
    ]
    return bool(began) and max(began) - min(began) > _DRIFT
