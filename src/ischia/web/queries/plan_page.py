"""A plan as it is shown: from its snapshot, never worked out anew."""

from typing import Any

from attrs import frozen
from django.utils.safestring import SafeString

from ischia.web.queries import pictures, snapshots
from ischia.web.queries.client import marks_of
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind

_MOST_PRESSURE = 4


@frozen
class Shown:
    """A plan with what its picture needs.

    Parameters
    ----------
    bars
        One a part: left edge and width in tenths of a per cent, height by pressure.
    """

    snapshot: Snapshot
    body: dict[str, Any]
    parts: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    is_current: bool
    picture: SafeString


def shown(visit: Visit) -> Shown | None:
    """Return the newest plan of a visit."""
    held = snapshots.last(visit, SnapshotKind.PLAN)
    if held is None or not held.body.get("session"):
        return None
    parts = held.body["session"]["segments"]
    total = max(held.body["session"]["minutes"], 1)
    bars = []
    for number, part in enumerate(parts):
        high = 20 + 80 * (part["pressure"] or 0) // _MOST_PRESSURE if part["pressure"] else 12
        bars.append(
            {
                "number": number,
                "x": round(1000 * part["start_min"] / total, 1),
                "width": round(1000 * part["minutes"] / total - 3, 1),
                "y": 100 - high,
                "height": high,
                "position": part["position"] or "none",
                "part": part,
            }
        )
    return Shown(
        held,
        held.body,
        parts,
        bars,
        snapshots.is_current(held, visit),
        pictures.of_plan(parts, marks_of(held.inputs)),
    )
