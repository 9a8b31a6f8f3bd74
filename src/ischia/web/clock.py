"""The one clock of the web: services take the time as an argument, pages read it here."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the instant, in UTC: Django's, by which sessions end too."""
    return timezone.now()


def instant(wall: datetime) -> datetime | None:
    """Return when a clock of the practice shows this; the first time where it does so twice.

    ``None`` where it never does: in a night when the clocks go forward an hour is left out.

    Raises
    ------
    ValueError
        When the time has a zone of its own.
    """
    first = timezone.make_aware(wall)
    shown = timezone.make_naive(first.astimezone(UTC))
    return first if shown == wall else None


def today() -> date:
    """Return the calendar day where the practice is."""
    return timezone.localdate(now())


def read_day(text: str) -> date | None:
    """Return a day as a field of a page holds it; ``None`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
