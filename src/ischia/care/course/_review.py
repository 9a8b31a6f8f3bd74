"""One page of a course: what was measured, beside what usually happens, and what is next."""

from datetime import date
from typing import Final

import numpy as np
from attrs import field, frozen

from ischia.care.course._decision import Decision, decide
from ischia.care.course._forecast import forecast
from ischia.care.course._records import Complaint, History
from ischia.care.course._situation import until
from ischia.care.outcome import Change, Dated, UsualCourse, change, usual_course
from ischia.instruments import catalogue

_WEEKS_AHEAD: Final = (1, 4)
_LOW, _HIGH = 0.1, 0.9


@frozen
class Event:
    """One line of the timeline."""

    on: date
    kind: str
    words: str


@frozen
class Told:
    """One measure: its values, its change, and the usual course beside it.

    Parameters
    ----------
    usual
        None where no figure for this measure was checked.
    usual_at
        Place of the published follow-up nearest to the time that has passed.
    """

    measure: str
    label: str
    values: tuple[Dated, ...]
    change: Change
    usual: UsualCourse | None
    usual_at: int | None


@frozen
class Range:
    """The range of a next rating: 8 of 10 such ratings are expected inside it."""

    measure: str
    weeks: int
    low: float
    middle: float
    high: float


@frozen
class Review:
    """What a practitioner looks at after a visit or check-in.

    Parameters
    ----------
    weeks
        Weeks since the course began.
    ranges
        Empty unless the practice switched individual ranges on; never for clients.
    missed_check_ins
        Links that were due and not answered, which is normal.
    main
        The pain measure the course is judged by; None where none was rated.
    """

    patient: str
    on: date
    complaint: Complaint
    chronicity: str
    weeks: float
    activity: str = field(repr=False)
    told: tuple[Told, ...]
    timeline: tuple[Event, ...]
    ranges: tuple[Range, ...]
    missed_check_ins: int
    decision: Decision
    main: str | None = None


def review(history: History, *, on: date | None = None, is_range_shown: bool = False) -> Review:
    """Return the course as one record that documents can draw.

    Parameters
    ----------
    history
        The course so far.
    on
        The day of the review; the last day in the history by default.
    is_range_shown
        Whether the practice switched individual ranges on; off by default.
    """
    on = on or history.last_on()
    running = history.present(on=on)
    weeks = (on - running.started_on).days / 7
    told = tuple(
        _told(running, measure, values, weeks)
        for measure in catalogue()
        if (values := until(running, measure, on))
    )
    return Review(
        patient=history.patient,
        on=on,
        complaint=history.complaint,
        chronicity=history.chronicity.value,
        weeks=weeks,
        activity=history.activity,
        told=told,
        timeline=_timeline(history, on),
        ranges=_ranges(running, on) if is_range_shown else (),
        missed_check_ins=sum(
            check.due_on <= on and (check.answered_on is None or check.answered_on > on)
            for check in history.check_ins
        ),
        decision=decide(history, on=on),
        main=running.main_measure(),
    )


def _told(history: History, measure: str, values: tuple[Dated, ...], weeks: float) -> Told:
    entry = catalogue()[measure]
    usual = usual_course(
        measure,
        chronicity=history.chronicity.value,
        is_leg_pain=history.complaint is Complaint.LEG_PAIN,
    )
    if history.complaint in {Complaint.OWN_WISH, Complaint.HIP}:
        usual = None
    return Told(
        measure,
        entry.label,
        values,
        change(entry, values=values),
        usual,
        usual.nearest(weeks) if usual else None,
    )


def _timeline(history: History, on: date) -> tuple[Event, ...]:
    events = [Event(history.started_on, "start", "Course began")]
    for n, visit in enumerate(history.visits):
        minutes = f", {visit.minutes} minutes" if visit.minutes else ""
        events.append(Event(visit.on, "visit", f"Session {n + 1}{minutes}"))
    for check in history.check_ins:
        if check.answered_on is None:
            events.append(Event(check.due_on, "missed", "Check-in not answered"))
        else:
            days = (check.answered_on - check.due_on).days
            late = f", {days} days late" if days > 1 else ""
            events.append(Event(check.answered_on, "check_in", f"Check-in{late}"))
    for effect in history.adverse:
        hours = f", {effect.hours} hours" if effect.hours is not None else ""
        words = f"Unwanted effect, {effect.severity.value}{hours}: {effect.what}"
        events.append(Event(effect.on, "adverse", words))
    for screen in history.screens:
        slug = screen.disposition.slug.replace("_", " ")
        events.append(Event(screen.on, "screen", f"Screened: {slug}"))
    changed = [Event(day, "changed", "Approach changed") for day in history.approach_changed_on]
    changed += [Event(day, "ended", "Course ended") for day in history.ended_on]
    changed += [Event(day, "taken_up", "Course taken up again") for day in history.taken_up_on]
    return tuple(sorted((e for e in [*events, *changed] if e.on <= on), key=lambda e: e.on))


def _ranges(history: History, on: date) -> tuple[Range, ...]:
    measure = history.main_measure()
    values = until(history, measure, on) if measure else ()
    if measure is None or not values:
        return ()
    first = values[0].on
    context = {
        "measure": measure,
        "chronicity": history.chronicity.value,
        "sessions": [(visit.on - first).days for visit in history.visits if visit.on <= on],
    }
    ratings = [(float((dated.on - first).days), dated.value) for dated in values]
    found = []
    for weeks in _WEEKS_AHEAD:
        ahead = forecast(ratings, 7 * weeks, context)
        low, middle, high = np.asarray(ahead.quantile(np.array([_LOW, 0.5, _HIGH]))).tolist()
        found.append(Range(measure, weeks, low, middle, high))
    return tuple(found)
