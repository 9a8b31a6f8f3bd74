"""Whether the day has changed since somebody answered or screened, in words for the therapist.

Answers live for some days, most of the dangers for one. After midnight screening asks again what
was told the evening before; the page then says that it was told, and that today is another day.
"""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext

from ischia.care.intake import Intake
from ischia.care.screening import Clearance
from ischia.quantities import Disposition

KEY: Final = "answered_before"


def last_told(found: Clearance, asked: Intake, doc: dict[str, Any]) -> dict[str, str]:
    """Return the last day on which something was told that counts no more and is asked again.

    It is kept with the screening; nothing where all that is open was never told, or where what
    is open stops nobody.
    """
    told, open_ = doc["answers"], {*found.unanswered} & {*asked.expired}
    if found.disposition < Disposition.ASK_FIRST or not open_:
        return {}
    return {KEY: max(str(told[one]["on"]) for one in open_)}


def words(screened_on: str, told_on: str, *, on: date) -> str:
    """Return what a screening of an earlier day, or one that met old answers, is said to need.

    Parameters
    ----------
    screened_on
        The day of the screening.
    told_on
        What :func:`last_told` kept; empty for nothing.
    on
        Today.
    """
    if told_on:
        day = date.fromisoformat(told_on)
        if day == on - timedelta(days=1):
            return gettext("Answered yesterday; ask again today.")
        return gettext("Answered on {day}; ask again today.").format(day=_day(day))
    day = date.fromisoformat(screened_on)
    if day >= on:
        return ""
    if day == on - timedelta(days=1):
        return gettext("Screened yesterday; screen again today.")
    return gettext("Screened on {day}; screen again today.").format(day=_day(day))


def _day(day: date) -> str:
    return date_format(day, gettext("j M"))
