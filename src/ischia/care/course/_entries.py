"""Read one entry of a history at a time: a rating, a visit, a check-in, an effect, a screen."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from attrs import field, frozen

from ischia.care.course._records import (
    Adverse,
    CheckIn,
    Goal,
    Said,
    Screened,
    Severity,
    Visit,
)
from ischia.care.outcome import Dated
from ischia.instruments import Instrument, catalogue
from ischia.quantities import Disposition, Truth
from ischia.reading import Reader

_A_DATE: Final = "a date, as in 2026-03-09"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_YEAR: Final = 1900
_MAX_MINUTES: Final = 240
_MAX_HOURS: Final = 24 * 60
_MAY_LIE_AHEAD: Final = frozenset({"due_on"})
_OPPOSED: Final = ((Said.TOO_LONG, Said.TOO_SHORT), (Said.TOO_FIRM, Said.TOO_LIGHT))


@frozen
class Rated:
    """One rating and the place where it stands."""

    where: str
    measure: str
    dated: Dated


@frozen
class Entries:
    """Reads the entries of one file; every rating among them is gathered in ``rated``.

    Parameters
    ----------
    latest
        Nothing may have happened after this day.
    """

    latest: date = date.max
    rated: list[Rated] = field(factory=list)

    def day(self, reader: Reader, key: str, *, required: bool = True) -> date | None:
        found = _date_of(reader, key, required=required)
        if found and found > self.latest and key not in _MAY_LIE_AHEAD:
            reader.refuse(key, "lies in the future", "a day that has been", found)
        return found

    def scores(self, reader: Reader, on: date | None) -> bool:
        """Gather the ratings of an entry; return whether there are any."""
        known = catalogue()
        told = [key for key in reader.fields() if key in known and reader.has(key)]
        for key in told:
            value = _number(reader, known[key])
            if value is not None and on is not None:
                self.rated.append(Rated(reader.path(key), key, Dated(on, value)))
        return bool(told)

    def measures(self, reader: Reader) -> None:
        reader.raw("patient")
        on = self.day(reader, "on")
        self.scores(reader, on)

    def visit(self, reader: Reader) -> Visit | None:
        reader.raw("patient")
        on = self.day(reader, "on")
        found = {
            "id": reader.text("id"),
            "minutes": reader.whole("minutes", 5, _MAX_MINUTES),
            "techniques": reader.words("techniques"),
            "sites": reader.words("sites"),
            "liked": reader.words("liked"),
            "disliked": reader.words("disliked"),
            "helped": reader.words("helped"),
            "too_hard": reader.words("too_hard"),
            "said": _said(reader),
        }
        return Visit(on=on, **found) if on else None  # type: ignore[arg-type]  # checked by the reader

    def check_in(self, reader: Reader) -> CheckIn | None:
        reader.raw("patient")
        due_on = self.day(reader, "due_on")
        answered_on = self.day(reader, "answered_on", required=False)
        if due_on and answered_on and answered_on < due_on:
            reader.refuse("answered_on", "lies before the day it was due", "that day or later")
        after, signs = reader.text("after", ""), truth(reader, "new_signs")
        said = _said(reader)
        is_rated = self.scores(reader, answered_on or due_on)
        # Without its day an answer would be passed over, a new sign with it.
        if (is_rated or said or signs is not Truth.UNKNOWN) and not reader.has("answered_on"):
            reader.refuse("answered_on", "there are answers and no day on which they came", _A_DATE)
        return CheckIn(due_on, answered_on, after, signs, said) if due_on else None

    def one_adverse(self, reader: Reader) -> Adverse | None:
        reader.raw("patient")
        on = self.day(reader, "on")
        what = reader.text("what")
        severity = Severity(reader.choice("severity", [s.value for s in Severity]))
        hours = reader.whole("hours", 0, _MAX_HOURS)
        after = reader.text("after", "")
        return Adverse(on, what, severity, hours, after) if on else None

    def screen(self, reader: Reader) -> Screened | None:
        reader.raw("patient")
        on = self.day(reader, "on")
        slug = reader.choice("disposition", [d.slug for d in Disposition], "ask_first")
        return Screened(on, Disposition.from_slug(slug)) if on else None

    def days(self, top: Reader, name: str) -> tuple[date | None, ...]:
        found = []
        items = top.raw(name, [])
        for n, item in enumerate(items if isinstance(items, list) else [items]):
            reader = Reader({"on": item}, f"{name}[{n}]", top.defects)
            found.append(self.day(reader, "on"))
        return tuple(found)


def goal(top: Reader) -> Goal | None:
    if not top.has("goal"):
        return None
    reader = top.inside("goal")
    measure = reader.choice("measure", catalogue())
    value = _number(reader, catalogue()[measure], key="value")
    reader.close()
    return None if value is None else Goal(measure, value)


def truth(reader: Reader, key: str) -> Truth:
    value = reader.raw(key, Truth.UNKNOWN.value)
    if isinstance(value, bool):
        return Truth.of(value)
    return Truth(reader.choice(key, [truth.value for truth in Truth], Truth.UNKNOWN.value))


def _date_of(reader: Reader, key: str, *, required: bool) -> date | None:
    value = reader.raw(key)
    found, fault = _as_day(value)
    if fault and (required or value is not None):
        reader.refuse(key, fault, _A_DATE, value)
    return found


def _as_day(value: object) -> tuple[date | None, str]:
    """Return the day that is meant, or what is wrong with it."""
    if value is None:
        return None, "this date is missing"
    if isinstance(value, datetime):
        # A moment has another day in another zone; nothing here guesses whose day is meant.
        return None, "is a moment, and a day is needed"
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if not isinstance(value, date):
        return None, "is no date"
    return (value, "") if value.year >= _FIRST_YEAR else (None, "lies too far back")


def _said(reader: Reader) -> tuple[Said, ...]:
    words = reader.words("said", [said.value for said in Said])
    for one, other in _OPPOSED:
        if {one.value, other.value} <= set(words):
            reader.refuse("said", "says one thing and its opposite", "one of the two")
    known = {said.value: said for said in Said}
    return tuple(known[word] for word in words if word in known)


def _number(reader: Reader, entry: Instrument, *, key: str | None = None) -> float | None:
    key = key or entry.id
    value = reader.raw(key)
    accepted = f"a number from {entry.lo:g} to {entry.hi:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        reader.refuse(key, "a number is needed here", accepted, value)
    elif not entry.lo <= value <= entry.hi:
        reader.refuse(key, "is out of range", accepted, value)
    else:
        return float(value)
    return None
