"""How fast answers may come by links: per link, client, practice and source (S15).

The first two are counted in the database, exactly; the last two in each process of the server.
A waiting room, or a hotel, is one source for all who sit in it.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from ischia.errors import Defect
from ischia.web.rates import MINUTE, Rate, TooOftenError

__all__ = ["MINUTE", "PER_CLIENT", "PER_LINK", "refuse_flood", "refuse_source"]

PER_LINK, PER_CLIENT = 300, 400
"""Answers within a minute: more than any thumb does."""
PRACTICE, SOURCE = Rate(3000), Rate(900)
DEAD = Rate(30)
"""Links that open nothing: more than anybody mistypes."""


def refuse_source(source: str, practice_id: UUID, *, at: datetime) -> None:
    """Count one more save from a place, and for a practice.

    Raises
    ------
    TooOftenError
        When either has had its number within this minute.
    """
    if not (SOURCE.take(source, at=at) and PRACTICE.take(practice_id, at=at)):
        raise _too_often()


def refuse_flood(recent: Iterable[UUID], *, of: UUID) -> None:
    """Refuse one more answer of a link, or of its client.

    Parameters
    ----------
    recent
        Whose each answer of the client's last minute is: its visit or its link.
    of
        The visit or link that answers now.

    Raises
    ------
    TooOftenError
        When either has had its number within the last minute.
    """
    counts = Counter(recent)
    if counts[of] >= PER_LINK or counts.total() >= PER_CLIENT:
        raise _too_often()


def _too_often() -> TooOftenError:
    what, accepted = gettext("too many came within a minute"), gettext("the same in a minute")
    return TooOftenError("answer", [Defect(gettext("the answers"), what, accepted)])
