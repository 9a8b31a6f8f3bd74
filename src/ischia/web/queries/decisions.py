"""What the therapist decided besides the screening: stricter only, and taken back in writing."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from ischia.quantities import Disposition
from ischia.web.queries import added, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.words import SHORT


def of_engine(screened: Snapshot) -> Disposition:
    """Return what a screening ended in."""
    return Disposition.from_slug(screened.body["disposition"])


def standing(visit: Visit, screened: Snapshot | None) -> Snapshot | None:
    """Return the therapist's decision where it stands and is stricter than the screening."""
    last = snapshots.last(visit, SnapshotKind.DECISION)
    engine = of_engine(screened) if screened is not None else None
    return last if last is not None and _stricter_word(last.body, engine) is not None else None


def held_back(
    visit: Visit, screened: Snapshot | None, *, since: Snapshot, until: datetime
) -> Snapshot | None:
    """Return the last word later than a snapshot that held the visit back by an instant.

    Also where it was taken back afterwards, or said again.
    """
    engine = of_engine(screened) if screened is not None else None
    rows = Snapshot.objects.filter(
        visit=visit, kind=SnapshotKind.DECISION, number__gt=since.number, at__lte=until
    )
    words = (row for row in rows.order_by("-number") if _stricter_word(row.body, engine))
    return next(words, None)


def _stricter_word(body: Mapping[str, Any], engine: Disposition | None) -> Disposition | None:
    """Return what a decision says where it was not taken back and is stricter than the engine."""
    if body.get("taken_back"):
        return None
    decided = Disposition.from_slug(body["disposition"])
    return decided if engine is None or decided > engine else None


def effective(visit: Visit, screened: Snapshot) -> Disposition:
    """Return what holds: the screening, or the therapist's stricter word."""
    held = standing(visit, screened)
    return Disposition.from_slug(held.body["disposition"]) if held else of_engine(screened)


def held_slug(screened: str | None, decided: Any) -> str:  # noqa: ANN401 -- as each database has JSON
    """Return what holds: the screening, or the therapist's stricter word."""
    body = json.loads(decided) if isinstance(decided, str) else decided
    if not screened or not body:
        return screened or ""
    word = _stricter_word(body, Disposition.from_slug(screened))
    return screened if word is None else word.slug


def stricter(screened: Snapshot) -> list[tuple[str, str]]:
    """Return what may be decided beside a screening: slug and few words, mildest first."""
    engine = of_engine(screened)
    return [(one.slug, gettext(SHORT[one.slug])) for one in Disposition if one > engine]


def history(visit: Visit) -> list[Snapshot]:
    """Return every decision of a visit, newest first, each with who took it."""
    return [*reversed(added.of_kind(visit, SnapshotKind.DECISION))]
