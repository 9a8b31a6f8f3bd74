"""What a decision on a visit rests on: its answers, and the limits lifted for just these."""

from datetime import date
from typing import Any

from attrs import frozen

from ischia.care.screening import Lift
from ischia.knowledge import shipped
from ischia.web.once import once
from ischia.web.queries import added, answers, practice
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind


@frozen
class Basis:
    """What is decided on.

    Parameters
    ----------
    doc
        The intake as it would be written in a file.
    plain
        Digest of answers and knowledge alone; a lift belongs to one such digest.
    lifts
        The limits lifted for these very answers, with the snapshot of each.
    digest
        Of everything; a decision with another digest is void.
    """

    doc: dict[str, Any]
    plain: str
    lifts: tuple[tuple[Lift, Snapshot], ...]
    digest: str

    @property
    def lifted(self) -> tuple[Lift, ...]:
        """Return the lifts as the engine reads them."""
        return tuple(lift for lift, _ in self.lifts)


@once
def of(visit: Visit) -> Basis:
    """Return what a decision on this visit would rest on now."""
    doc = answers.document(visit)
    plain = answers.digest(doc, knowledge=shipped())
    lifts = _standing(visit, plain)
    names = [lift.restriction for lift, _ in lifts]
    digest = answers.digest(doc, knowledge=shipped(), lifted=names) if names else plain
    return Basis(doc, plain, lifts, digest)


def _standing(visit: Visit, plain: str) -> tuple[tuple[Lift, Snapshot], ...]:
    """Return the lifts that stand; each falls when an answer or the knowledge changes.

    It falls too when a backup is brought back: it may have been put back since.
    """
    found: dict[str, tuple[Lift, Snapshot]] = {}
    for row in added.of_kind(visit, SnapshotKind.LIFT):
        name = row.body["restriction"]
        found.pop(name, None)
        stood = row.body["lifted"] and row.answers_digest == plain
        if stood and not practice.is_before_restore(row.at, visit):
            found[name] = (_lift(row.body), row)
    return tuple(found.values())


def _lift(body: dict[str, Any]) -> Lift:
    on = body["doctor_on"]
    return Lift(
        body["restriction"],
        body["reason"],
        body["doctor"],
        date.fromisoformat(on) if on else None,
    )
