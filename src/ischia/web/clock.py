"""The one clock of the web: services take the time as an argument, pages read it here."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one clock of the web


def today() -> date:
    """Return the calendar day where the practice is."""
    return timezone.localdate(now())
