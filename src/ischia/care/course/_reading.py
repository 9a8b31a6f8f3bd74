"""Read a history file: one client, one complaint, dated facts; every defect at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from ischia.care.course._records import (
    Adverse,
    CheckIn,
    Chronicity,
    Complaint,
    Goal,
    History,
    Said,
    Screened,
    Severity,
    Visit,
)
from ischia.care.outcome import Dated
from ischia.errors import Defect, InputError
from ischia.instruments import Instrument, catalogue
from ischia.quantities import Disposition, Truth
from ischia.reading import Reader, parse_json, parse_yaml

_FORMAT: Final = "history/1"
_A_DATE: Final = "a date, as in 2026-03-09"
_MAX_MINUTES: Final = 240
_MAX_HOURS: Final = 24 * 60
_A_DAY: Final = timedelta(days=1)
_MAY_LIE_AHEAD: Final = frozenset({"due_on"})
_OPPOSED: Final = ((Said.TOO_LONG, Said.TOO_SHORT), (Said.TOO_FIRM, Said.TOO_LIGHT))


def parse_history(text: str, *, source: str = "history", today: date | None = None) -> History:
    """Read a history from the text of a YAML or JSON file; see :func:`read_history`."""
    document = parse_json(text) if text.lstrip().startswith(("{", "[")) else parse_yaml(text)
    if document.defects:
        raise InputError(source, document.defects)
    return read_history(document.data, source=source, today=today)


def read_history(data: object, *, source: str = "history", today: date | None = None) -> History:
    """Check what was handed in and return it as a history.

    Missing and late check-ins are normal. What cannot be meant is refused, all of it at
    once: times running backwards, scores out of range, two clients in one file, the same
    visit twice, unknown fields.

    Parameters
    ----------
    data
        The parsed file: a mapping with ``ischia: history/1``, ``patient``, ``complaint``,
        ``started_on`` and lists of ``measures``, ``visits``, ``check_ins``, ``adverse``
        and ``screens``, each oldest first.
    source
        What to call the file in messages.
    today
        Nothing may have happened after this day (one day more, for clients in other time
        zones); None asks nothing. Check-ins may be due later.

    Returns
    -------
    History
        Ratings of measures and check-ins merged by measure, oldest first.

    Raises
    ------
    InputError
        Lists every defect with its place and what would be accepted.

    Examples
    --------
    >>> history = read_history({
    ...     "ischia": "history/1", "patient": "c-7", "started_on": "2026-03-02",
    ...     "complaint": {"kind": "low_back", "chronicity": "persistent"},
    ...     "measures": [{"on": "2026-03-02", "pain_average": 6}],
    ... })
    >>> history.values["pain_average"][0].value
    6.0
    """
    if isinstance(data, Sequence) and not isinstance(data, str):
        one = "one history, of one client, to a file"
        raise InputError(source, [Defect("the file", "holds a list", one)])
    page = _Page(Reader(data, "", []), today + _A_DAY if today else date.max)
    history = page.read()
    if page.defects or history is None:
        raise InputError(source, page.defects)
    return history


@frozen
class _Rated:
    where: str
    measure: str
    dated: Dated


@frozen
class _Page:
    """One file while it is being read."""

    top: Reader
    latest: date = date.max
    rated: list[_Rated] = field(factory=list)

    @property
    def defects(self) -> list[Defect]:
        return self.top.defects

    def read(self) -> History | None:
        top = self.top
        top.choice("ischia", [_FORMAT])
        patient = top.text("patient")
        started_on = self.day(top, "started_on")
        complaint = top.inside("complaint")
        kind = complaint.choice("kind", [kind.value for kind in Complaint])
        chronicity = complaint.choice("chronicity", [c.value for c in Chronicity], "unknown")
        nerve_signs = self.truth(complaint, "nerve_signs")
        complaint.close()
        self.one_client(patient)
        activity = top.text("activity", "")
        goal = self.goal()
        top.each("measures", self.measures)
        visits = top.each("visits", self.visit)
        check_ins = top.each("check_ins", self.check_in)
        adverse = top.each("adverse", self.one_adverse)
        screens = top.each("screens", self.screen)
        changes, ended = self.days("approach_changed_on"), self.days("ended_on")
        taken_up = self.days("taken_up_on")
        top.close()
        self.forwards("measures", [(r.where, r.dated.on) for r in self.rated if _direct(r)])
        for name, days in (
            ("visits", [visit.on for visit in visits if visit]),
            ("check_ins", [check.due_on for check in check_ins if check]),
            ("adverse", [one.on for one in adverse if one]),
            ("screens", [one.on for one in screens if one]),
        ):
            self.forwards(name, [(f"{name}[{n}]", day) for n, day in enumerate(days)])
        self.not_before(started_on or date.min, visits)
        self.no_twins(visits)
        values = self.values()
        if started_on is None:
            return None
        return History(
            patient=patient,
            complaint=Complaint(kind),
            chronicity=Chronicity(chronicity),
            started_on=started_on,
            values=values,
            activity=activity,
            nerve_signs=nerve_signs,
            goal=goal,
            visits=tuple(visit for visit in visits if visit),
            check_ins=tuple(check for check in check_ins if check),
            adverse=tuple(one for one in adverse if one),
            screens=tuple(screen for screen in screens if screen),
            approach_changed_on=changes,
            ended_on=ended,
            taken_up_on=taken_up,
        )

    def day(self, reader: Reader, key: str, *, required: bool = True) -> date | None:
        found = self.date_of(reader, key, required=required)
        if found and found > self.latest and key not in _MAY_LIE_AHEAD:
            reader.refuse(key, "lies in the future", "a day that has been", found)
        return found

    def date_of(self, reader: Reader, key: str, *, required: bool) -> date | None:
        value = reader.raw(key)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                reader.refuse(key, "is no date", _A_DATE, value)
                return None
        if value is not None:
            reader.refuse(key, "is no date", _A_DATE, value)
        elif required:
            reader.refuse(key, "this date is missing", _A_DATE)
        return None

    def truth(self, reader: Reader, key: str) -> Truth:
        value = reader.raw(key, Truth.UNKNOWN.value)
        if isinstance(value, bool):
            return Truth.of(value)
        return Truth(reader.choice(key, [truth.value for truth in Truth], Truth.UNKNOWN.value))

    def one_client(self, patient: str) -> None:
        for name in ("measures", "visits", "check_ins", "adverse", "screens"):
            items = self.top.raw(name, [])
            for n, item in enumerate(items if isinstance(items, list) else []):
                other = item.get("patient") if isinstance(item, Mapping) else None
                if other is not None and other != patient:
                    where = f"{name}[{n}].patient"
                    what = "belongs to another client; one file holds one client"
                    self.defects.append(Defect(where, what, "the same code as above", other))

    def scores(self, reader: Reader, on: date | None) -> None:
        known = catalogue()
        for key in reader.fields():
            if key in known and reader.has(key):
                value = _number(reader, known[key])
                if value is not None and on is not None:
                    self.rated.append(_Rated(reader.path(key), key, Dated(on, value)))

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
            "said": self.said(reader),
        }
        return Visit(on=on, **found) if on else None  # type: ignore[arg-type]  # checked by the reader

    def check_in(self, reader: Reader) -> CheckIn | None:
        reader.raw("patient")
        due_on = self.day(reader, "due_on")
        answered_on = self.day(reader, "answered_on", required=False)
        if due_on and answered_on and answered_on < due_on:
            reader.refuse("answered_on", "lies before the day it was due", "that day or later")
        after, signs = reader.text("after", ""), self.truth(reader, "new_signs")
        said = self.said(reader)
        self.scores(reader, answered_on or due_on)
        return CheckIn(due_on, answered_on, after, signs, said) if due_on else None

    def said(self, reader: Reader) -> tuple[Said, ...]:
        words = reader.words("said", [said.value for said in Said])
        for one, other in _OPPOSED:
            if {one.value, other.value} <= set(words):
                reader.refuse("said", "says one thing and its opposite", "one of the two")
        known = {said.value: said for said in Said}
        return tuple(known[word] for word in words if word in known)

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

    def goal(self) -> Goal | None:
        if not self.top.has("goal"):
            return None
        reader = self.top.inside("goal")
        measure = reader.choice("measure", catalogue())
        value = _number(reader, catalogue()[measure], key="value")
        reader.close()
        return None if value is None else Goal(measure, value)

    def days(self, name: str) -> tuple[date, ...]:
        found = []
        items = self.top.raw(name, [])
        for n, item in enumerate(items if isinstance(items, list) else [items]):
            reader = Reader({"on": item}, f"{name}[{n}]", self.defects)
            found.append(self.day(reader, "on"))
        return tuple(sorted(day for day in found if day))

    def forwards(self, name: str, placed: Iterable[tuple[str, date]]) -> None:
        before: date | None = None
        for where, day in placed:
            if before and day < before:
                what = f"lies before the one above it; time runs backwards in {name}"
                self.defects.append(Defect(where, what, "oldest first", day))
            before = day

    def not_before(self, started_on: date, visits: Sequence[Visit | None]) -> None:
        placed = [(f"visits[{n}].on", visit.on) for n, visit in enumerate(visits) if visit]
        placed += [(rated.where, rated.dated.on) for rated in self.rated]
        for where, day in placed:
            if day < started_on:
                what = "lies before the course began"
                self.defects.append(Defect(where, what, "started_on or later", day))

    def no_twins(self, visits: Sequence[Visit | None]) -> None:
        ids: dict[str, int] = {}
        days: dict[date, int] = {}
        for n, visit in enumerate(visits):
            if visit is None:
                continue
            if visit.id in ids:
                what = f"this visit stands twice; first at visits[{ids[visit.id]}]"
                self.defects.append(Defect(f"visits[{n}].id", what, "each visit once", visit.id))
            elif visit.on in days:
                what = f"two visits on one day; the other is visits[{days[visit.on]}]"
                self.defects.append(Defect(f"visits[{n}].on", what, "one visit a day", visit.on))
            ids.setdefault(visit.id, n)
            days.setdefault(visit.on, n)

    def values(self) -> Mapping[str, tuple[Dated, ...]]:
        found: dict[str, dict[date, Dated]] = {}
        for rated in self.rated:
            days = found.setdefault(rated.measure, {})
            if rated.dated.on in days and days[rated.dated.on].value != rated.dated.value:
                what = "this measure has another value on the same day"
                self.defects.append(Defect(rated.where, what, "one value a day", rated.dated.value))
            days[rated.dated.on] = rated.dated
        ordered = {m: tuple(days[day] for day in sorted(days)) for m, days in found.items()}
        return MappingProxyType(ordered)


def _direct(rated: _Rated) -> bool:
    return rated.where.startswith("measures[")


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
