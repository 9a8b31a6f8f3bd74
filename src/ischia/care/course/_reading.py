"""Read a history file: one client, one complaint, dated facts; every defect at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from ischia.care.course import _history_laws as laws
from ischia.care.course._entries import Entries, goal, truth
from ischia.care.course._records import Chronicity, Complaint, History
from ischia.errors import Defect, InputError
from ischia.reading import Reader, parse_json, parse_yaml

_FORMAT: Final = "history/1"
_MARKED: Final = ("approach_changed_on", "ended_on", "taken_up_on")
_A_DAY: Final = timedelta(days=1)


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
    if data is None:
        raise InputError(source, [Defect("the file", "is empty", "a history")])
    if isinstance(data, Sequence) and not isinstance(data, str):
        one = "one history, of one client, to a file"
        raise InputError(source, [Defect("the file", "holds a list", one)])
    top = Reader(data, "", [])
    history = _history(top, Entries(today + _A_DAY if today else date.max))
    if top.defects or history is None:
        raise InputError(source, top.defects)
    return history


def _history(top: Reader, entries: Entries) -> History | None:
    top.choice("ischia", [_FORMAT])
    patient = top.text("patient")
    started_on = entries.day(top, "started_on")
    complaint = top.inside("complaint")
    kind = complaint.choice("kind", [kind.value for kind in Complaint])
    chronicity = complaint.choice("chronicity", [c.value for c in Chronicity], "unknown")
    nerve_signs = truth(complaint, "nerve_signs")
    complaint.close()
    laws.one_client(top, patient)
    activity, wanted = top.text("activity", ""), goal(top)
    top.each("measures", entries.measures)
    visits = top.each("visits", entries.visit)
    check_ins = top.each("check_ins", entries.check_in)
    adverse = top.each("adverse", entries.one_adverse)
    screens = top.each("screens", entries.screen)
    marked = {name: entries.days(top, name) for name in _MARKED}
    top.close()
    read = {"visits": visits, "check_ins": check_ins, "adverse": adverse, "screens": screens}
    laws.in_time(top.defects, {**read, **marked}, entries.rated, started_on or date.min)
    laws.no_twins(top.defects, visits)
    for name, several in (("check_ins", check_ins), ("adverse", adverse)):
        laws.once_each(top, name)
        laws.after_a_visit(top.defects, name, several, {one.id for one in visits if one})
    values = laws.merged(top.defects, entries.rated)
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
        goal=wanted,
        visits=tuple(visit for visit in visits if visit),
        check_ins=tuple(check for check in check_ins if check),
        adverse=tuple(one for one in adverse if one),
        screens=tuple(screen for screen in screens if screen),
        **{name: tuple(day for day in days if day) for name, days in marked.items()},
    )
