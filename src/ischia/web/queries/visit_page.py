"""Where a visit stands: how far the form is, what the screening said, in the client's words."""

from datetime import date
from typing import Any
from uuid import UUID

from attrs import frozen
from django.http import Http404

from ischia.documents import refers
from ischia.quantities import Disposition
from ischia.web.queries import decisions, form, limits, run_out, snapshots, to_ask
from ischia.web.queries.limits import PERMITTING
from ischia.web.queries.to_ask import ToAsk
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.statements import key, rows

_IS_THERE = "SELECT 1 FROM records_snapshot WHERE visit_id = %s AND kind = %s LIMIT 1"


@frozen
class Result:
    """A screening as it was decided, and whether it still stands.

    Parameters
    ----------
    limits
        What is not done, grouped by why: ``(because, [limit, ...])`` in words.
    disposition, permits
        What holds: the screening, or the therapist's stricter word.
    engine
        What the screening ended in.
    void_because
        Why it is void, in a sentence; empty while it stands.
    held_back
        The therapist's own stricter decision, if one stands; ``decided`` are all there were.
    may_decide
        What is stricter than the screening: slug and words.
    lifted
        Limits that the therapist lifted for these answers, with why.
    """

    snapshot: Snapshot
    disposition: str
    engine: str
    permits: bool
    findings: list[dict[str, Any]]
    limits: list[dict[str, Any]]
    to_ask: ToAsk
    is_current: bool
    void_because: str
    held_back: Snapshot | None
    decided: list[Snapshot]
    may_decide: list[tuple[str, str]]
    earlier: list[Snapshot]
    lifted: list[dict[str, Any]]

    @property
    def refers(self) -> bool:
        """Return whether a letter to a doctor goes with it."""
        return refers(Disposition.from_slug(self.disposition))


def result(visit: Visit) -> Result | None:
    """Return the newest screening of a visit."""
    held = snapshots.last(visit, SnapshotKind.SCREENING)
    return _read(held, visit, is_past=False) if held else None


def day_changed(found: Result | None, visit: Visit, *, on: date) -> str:
    """Return what the change of the day asks for, in words; empty where the result is of today."""
    if found is None or not found.is_current or visit.state != VisitState.BOOKED:
        return ""
    body = found.snapshot.body
    return run_out.words(body["on"], body.get(run_out.KEY, ""), on=on)


def is_screened(visit: Visit) -> bool:
    """Return whether there is a screening of a visit."""
    return bool(rows(_IS_THERE, [key(visit.id), SnapshotKind.SCREENING]))


def past_result(visit: Visit, snapshot_id: UUID) -> Result:
    """Return one screening of a visit from its snapshot; nothing is worked out anew."""
    held = Snapshot.objects.filter(visit=visit, kind=SnapshotKind.SCREENING, id=snapshot_id).first()
    if held is None:
        raise Http404
    return _read(held, visit, is_past=True)


def _read(held: Snapshot, visit: Visit, *, is_past: bool) -> Result:
    body, is_current = held.body, snapshots.is_current(held, visit)
    stands = None if is_past else decisions.standing(visit, held)
    holds = stands.body["disposition"] if stands else body["disposition"]
    earlier = Snapshot.objects.filter(visit=visit, kind=SnapshotKind.SCREENING).exclude(id=held.id)
    return Result(
        snapshot=held,
        disposition=holds,
        engine=body["disposition"],
        permits=holds in PERMITTING,
        findings=[one for one in body["findings"] if one["tier"] != "proceed"],
        limits=limits.grouped(body["restrictions"]),
        to_ask=to_ask.of(body),
        is_current=is_current,
        void_because="" if is_current or is_past else snapshots.void_because(held, visit),
        held_back=stands,
        decided=[] if is_past else decisions.history(visit),
        may_decide=decisions.stricter(held),
        earlier=list(earlier.order_by("-number")[:10]),
        lifted=body.get("lifted", []),
    )


@frozen
class Progress:
    """How far the form of a visit is."""

    done: int
    total: int
    is_sent: bool
    unconfirmed: bool

    @property
    def is_in(self) -> bool:
        """Return whether the client sent the form, or every page is done."""
        return self.is_sent or self.done == self.total


def progress(visit: Visit, *, on: date) -> Progress:
    """Return how many pages of the client's form are done, or of the short one if it is whole."""
    pages = form.pages(visit, by_client=True, on=on)
    if visit.place != "clinic":
        short = form.pages(visit, by_client=False, on=on, few=True)
        pages = short if all(page.is_done for page in short) else pages
    return Progress(
        done=sum(page.is_done for page in pages),
        total=len(pages),
        is_sent=visit.intake_sent_at is not None,
        unconfirmed=visit.answers_read_at is None,
    )
