"""A history on one day, with what the protocol's questions count."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from ischia.care.course._records import History
from ischia.care.outcome import Change, Dated, change
from ischia.instruments import Direction, Instrument, instrument

_BESIDE: Final = ("leg_pain", "pain_average")


@frozen(eq=False)
class Situation:
    """A history on one day, with what the rules count.

    Parameters
    ----------
    main
        The pain measure the course is judged by; None where nothing was rated.
    changes
        By measure, for the main measure and the chosen activity.
    beside
        By measure, for pains that speak of worsening though the course is judged by another:
        leg pain, and the average of the last week.
    visit_days
        The day of every visit by its id, those before the course was taken up again, too.
    """

    history: History
    on: date
    numbers: Mapping[str, float]
    main: str | None
    changes: Mapping[str, Change]
    beside: Mapping[str, Change]
    visit_days: Mapping[str, date]

    @property
    def n_sessions(self) -> int:
        """Count the sessions given so far."""
        return sum(visit.on <= self.on for visit in self.history.visits)

    @property
    def last_gap_days(self) -> int:
        """Return the days of the last gap: between two sessions, or since the last if longer."""
        days = [visit.on for visit in self.history.visits if visit.on <= self.on]
        between = (days[-1] - days[-2]).days if len(days) > 1 else 0
        return max(between, (self.on - days[-1]).days) if len(days) > 1 else 0


def situation(history: History, *, on: date, numbers: Mapping[str, float]) -> Situation:
    """Return the history as the rules see it on ``on``; later entries are not looked at."""
    visit_days = {visit.id: visit.on for visit in history.visits}
    history = history.present(on=on)
    main = history.main_measure()
    changes = _changes(history, [main or "", "activity", "psfs"], on)
    beside = _changes(history, [one for one in _BESIDE if one != main], on)
    return Situation(history, on, numbers, main, changes, beside, visit_days)


def _changes(history: History, measures: Sequence[str], on: date) -> dict[str, Change]:
    rated = {measure: until(history, measure, on) for measure in measures}
    return {
        measure: change(instrument(measure), values=values)
        for measure, values in rated.items()
        if values
    }


def until(history: History, measure: str, on: date) -> tuple[Dated, ...]:
    """Return the values of one measure up to and with ``on``."""
    return tuple(dated for dated in history.values.get(measure, ()) if dated.on <= on)


def loss(entry: Instrument, first: float, later: float) -> float:
    """Return how many points ``later`` is worse than ``first``; below 0 where better."""
    return later - first if entry.higher_is is Direction.WORSE else first - later
