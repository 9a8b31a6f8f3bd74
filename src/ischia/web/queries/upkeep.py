"""What Today tells of the practice itself: how old the last backup is, if one came back."""

from datetime import datetime, timedelta

from attrs import frozen
from django.conf import settings

from ischia.web import backups
from ischia.web.access import Actor
from ischia.web.people.roles import CLINICAL, Role
from ischia.web.practice.models import Practice

_TOLD = timedelta(days=30)
"""How long it is told that a backup was brought back."""


@frozen
class Upkeep:
    """What there is to tell.

    Parameters
    ----------
    days
        Whole days since the last verified backup, or since the practice began where there is
        none; ``None`` where nobody need be told.
    has_backup
        Whether a verified backup is known.
    is_late
        Whether more days have gone by than the practice has set.
    is_rehearsed
        Whether some backup was brought back for trial with the recovery key.
    restored_at, restored_from
        When a backup was brought back, and when it had been made; ``None`` where long ago.
    """

    days: int | None = None
    has_backup: bool = False
    is_late: bool = False
    is_rehearsed: bool = False
    restored_at: datetime | None = None
    restored_from: datetime | None = None


def of(practice: Practice, *, by: Actor, at: datetime) -> Upkeep:
    """Return what a person is told; without a query, since the practice comes with the person."""
    restored_at = practice.restored_at
    is_told = restored_at is not None and at - restored_at < _TOLD and by.role in CLINICAL
    came = (restored_at, practice.restored_from) if is_told else (None, None)
    if by.role is not Role.OWNER or settings.IS_DEMO:
        return Upkeep(restored_at=came[0], restored_from=came[1])
    known = backups.known(settings.DATA)
    verified = _read(known.get("verified_at", ""))
    days = max((at - (verified or practice.created_at)).days, 0)
    return Upkeep(
        days=days,
        has_backup=verified is not None,
        is_late=days > settings.BACKUP_DAYS,
        is_rehearsed=_read(known.get("rehearsed_at", "")) is not None,
        restored_at=came[0],
        restored_from=came[1],
    )


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
