"""Whether anything changed that cannot be chance."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final

from attrs import frozen

from ischia.instruments import Direction, Instrument

_RATINGS_NEEDED: Final = 2
"""Later ratings in a row that must all reach the threshold; a rule of ours on ostelo2008."""


@frozen
class Dated:
    """One value on one day."""

    on: date
    value: float


class Verdict(Enum):
    """What may be said of a change; there is nothing in between."""

    NOTHING_LATER = "nothing_later"
    NO_THRESHOLD = "no_threshold"
    CANNOT_TELL = "cannot_tell"
    REACHED = "reached"
    REACHED_WORSE = "reached_worse"


@frozen
class Change:
    """A change from the first value to the latest.

    Parameters
    ----------
    points
        Latest less first, in the instrument's unit.
    improvement
        The same with its sign turned so that positive is better.
    percent
        Improvement in percent of the first value; None where the first value is 0.
    n_later
        How many values came after the first.
    """

    measure: str
    first: Dated
    latest: Dated
    points: float
    improvement: float
    percent: float | None
    n_later: int
    verdict: Verdict
    sources: tuple[str, ...]


def _improvement(entry: Instrument, first: float, later: float) -> float:
    return later - first if entry.higher_is is Direction.BETTER else first - later


def _percent(first: float, improvement: float) -> float | None:
    return 100.0 * improvement / abs(first) if first else None


def _reaches(entry: Instrument, first: float, later: float) -> int:
    """Return 1 where the later value is better past the threshold, -1 where worse, else 0."""
    if entry.threshold is None:
        return 0
    gain = _improvement(entry, first, later)
    percent = _percent(first, gain)
    enough = abs(gain) >= entry.threshold.points and (
        percent is None or abs(percent) >= entry.threshold.percent
    )
    return (1 if gain > 0 else -1) if enough else 0


def _verdict(entry: Instrument, values: Sequence[Dated]) -> Verdict:
    first, later = values[0], values[1:]
    if not later:
        return Verdict.NOTHING_LATER
    if entry.threshold is None:
        return Verdict.NO_THRESHOLD
    if len(later) < _RATINGS_NEEDED:
        return Verdict.CANNOT_TELL
    signs = {_reaches(entry, first.value, dated.value) for dated in later[-_RATINGS_NEEDED:]}
    if signs == {1}:
        return Verdict.REACHED
    return Verdict.REACHED_WORSE if signs == {-1} else Verdict.CANNOT_TELL


def change(entry: Instrument, *, values: Sequence[Dated]) -> Change:
    """Say whether one measure changed by more than chance.

    The threshold is reached only where the last two values both differ from the first by
    the published points and the published share of the first value; one rating never
    decides. A measure without a checked threshold gets no verdict.

    Parameters
    ----------
    entry
        The instrument; gives direction and threshold.
    values
        Oldest first, at least one; the first is the baseline.

    Returns
    -------
    Change
        ``improvement`` is positive when the person is better.

    Raises
    ------
    ValueError
        When there are no values.

    Notes
    -----
    Clinical basis: ostelo2008, childs2005, reed2023peg.
    """
    if not values:
        raise ValueError("change needs at least the first value")
    first, latest = values[0], values[-1]
    gain = _improvement(entry, first.value, latest.value)
    return Change(
        measure=entry.id,
        first=first,
        latest=latest,
        points=latest.value - first.value,
        improvement=gain,
        percent=_percent(first.value, gain),
        n_later=len(values) - 1,
        verdict=_verdict(entry, values),
        sources=entry.sources,
    )
