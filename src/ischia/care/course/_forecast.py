"""What the next ratings may be, as a whole distribution."""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Final

import numpy as np
from attrs import field, frozen

from ischia.care.course import _filter, _normal
from ischia.care.course._normal import Floats
from ischia.care.course._priors import Population, shipped
from ischia.errors import Defect, InputError
from ischia.instruments import Direction, catalogue

_TEN: Final = 10.0
_HALVINGS: Final = 36
"""Halvings of the range that find a quantile to better than 1e-10 of it."""
_MOST_RATINGS: Final = 60
"""Latest ratings that are followed; older ones say next to nothing of the next weeks."""
_SLACK: Final = 1e-6
"""Share of the scale by which a value may miss its ends, as divisions do."""
_WORSE: Final[Mapping[str, bool]] = {
    "high": True,
    "higher": True,
    "low": False,
    "lower": False,
}
_CHRONIC: Final = {"chronic": "persistent"}

Rating = tuple[float, float]
"""``(day, value)``; days count from any start, values in the measure's own unit."""


@frozen(eq=False)
class Forecast:
    """A predictive distribution of one rating: normals in a mixture, clipped to the scale.

    Parameters
    ----------
    weights, means, sds
        The mixture, in the measure's own unit.
    lo, hi
        The ends of the scale; mass beyond them sits on them.
    """

    weights: Floats = field(repr=False)
    means: Floats = field(repr=False)
    sds: Floats = field(repr=False)
    lo: float
    hi: float

    def _moments(self) -> tuple[float, float]:
        first, square = _normal.clipped_moments(self.means, self.sds, self.lo, self.hi)
        return float(self.weights @ first), float(self.weights @ square)

    @property
    def mean(self) -> float:
        """Expected rating."""
        return self._moments()[0]

    @property
    def sd(self) -> float:
        """Standard deviation of the rating."""
        first, square = self._moments()
        return float(np.sqrt(max(square - first * first, 0.0)))

    def cdf(self, value: float | Floats) -> Floats:
        """Return the probability of a rating of at most ``value``."""
        at = np.asarray(value, dtype=np.float64)
        inside = _normal.cdf((at[..., None] - self.means) / self.sds) @ self.weights
        return np.where(at < self.lo, 0.0, np.where(at >= self.hi, 1.0, inside))

    def quantile(self, p: float | Floats) -> float | Floats:
        """Return the value that a rating stays under with probability ``p``.

        A number for a number, an array for an array; ``p`` from 0 to 1.
        """
        wanted = np.asarray(p, dtype=np.float64)
        if np.any(~((wanted >= 0.0) & (wanted <= 1.0))):
            accepted = "probabilities from 0 to 1"
            raise InputError("forecast", [Defect("p", "is out of range", accepted, p)])
        low, high = np.full(wanted.shape, self.lo), np.full(wanted.shape, self.hi)
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            under = self.cdf(middle) < wanted
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        found = np.where(self.cdf(np.full(wanted.shape, self.lo)) >= wanted, self.lo, high)
        return float(found) if found.ndim == 0 else found

    def samples(self, n: int, rng: np.random.Generator) -> Floats:
        """Return ``n`` ratings drawn with the generator passed in."""
        member = rng.choice(len(self.weights), size=n, p=self.weights)
        drawn = rng.normal(self.means[member], self.sds[member])
        return np.clip(drawn, self.lo, self.hi)


@frozen
class _Scale:
    """Between a measure's own unit and 0 to 10 on which higher is worse."""

    lo: float
    hi: float
    is_worse: bool

    def holds(self, value: float) -> bool:
        slack = _SLACK * (self.hi - self.lo)
        return self.lo - slack <= value <= self.hi + slack

    def to_ten(self, value: float) -> float:
        share = min(max((value - self.lo) / (self.hi - self.lo), 0.0), 1.0)
        return _TEN * (share if self.is_worse else 1.0 - share)

    def from_ten(self, mean: Floats) -> Floats:
        share = mean / _TEN if self.is_worse else 1.0 - mean / _TEN
        return self.lo + share * (self.hi - self.lo)


def forecast(
    history: Sequence[Rating],
    horizon: float,
    context: Mapping[str, object] | None = None,
) -> Forecast:
    """Predict one person's rating ``horizon`` days after the last one.

    Needs no training run: the shipped priors are wide, and a mixture over kinds of course
    learns from the ratings which kind this is. It makes no promise, knows no cause, and is
    shown only beside the usual course, to practitioners whose practice switched it on.

    Parameters
    ----------
    history
        ``(day, value)``, oldest first; several on one day are taken in the order given.
        May be empty: then the population's range is returned. Of very many the last 60
        count.
    horizon
        Days after the last rating, 0 or more.
    context
        Optional; unknown keys are ignored. ``lo`` and ``hi``: ends of the scale (default
        0 and 10); ``worse``: 1 or ``high`` where higher is worse, -1 or ``low`` where
        lower is; ``measure``: id of an instrument, which gives the three; ``sessions``:
        days of sessions on the same clock, past or planned; ``chronicity``: ``acute``,
        ``subacute`` or ``persistent`` (also ``chronic``). A key whose value is None counts
        as absent, and so does a chronicity or a measure that is not known.

    Returns
    -------
    Forecast
        Of a rating as the person would give it, its own noise included.

    Raises
    ------
    InputError
        A history that is no list of days and values, days running backwards, a value off the
        scale, a horizon that is no number from 0 on, a context that gives no scale, no
        direction or no days of sessions; all of a history at once.

    Notes
    -----
    Clinical basis: costa2012, konstantinou2018, cherkin2011.

    Examples
    --------
    >>> ahead = forecast([(0, 7), (7, 6), (14, 6)], 28)
    >>> bool(0 <= ahead.quantile(0.1) < ahead.mean < ahead.quantile(0.9) <= 10)
    True
    """
    return forecast_from(shipped(), history, horizon, context)


def forecast_from(
    population: Population,
    history: Sequence[Rating],
    horizon: float,
    context: Mapping[str, object] | None = None,
) -> Forecast:
    """Predict as :func:`forecast` does, from the population given."""
    context = context or {}
    scale, sessions = scale_of(context), _sessions(context)
    ratings, ahead = _ratings(history), _number(horizon)
    defects = _defects(ratings, ahead, scale)
    if defects:
        raise InputError("forecast", defects)
    chronicity = str(context.get("chronicity"))
    bank = population.bank_for(_CHRONIC.get(chronicity, chronicity))
    if ratings:
        now = ratings[-1][0]
        tens = [(day, scale.to_ten(value)) for day, value in ratings[-_MOST_RATINGS:]]
        belief = _filter.follow(bank, tens, sessions)
    else:
        now = 0.0
        belief = _filter.start(bank)
    weights, means, sds = _filter.ahead(
        bank, belief, ahead, [day - now for day in sessions if day >= now]
    )
    per_ten = (scale.hi - scale.lo) / _TEN
    return Forecast(weights, scale.from_ten(means), sds * per_ten, scale.lo, scale.hi)


def scale_of(context: Mapping[str, object]) -> _Scale:
    """Return the scale that a context gives: its ends, and which way is worse."""
    entry = catalogue().get(str(context.get("measure")))
    lo, hi, worse = 0.0, _TEN, True
    if entry is not None:
        lo, hi, worse = entry.lo, entry.hi, entry.higher_is is Direction.WORSE
    lo, hi = _end(context, "lo", lo), _end(context, "hi", hi)
    if not lo < hi:
        accepted = "lo below hi, both finite"
        raise InputError("forecast", [Defect("context", "has no scale", accepted, (lo, hi))])
    return _Scale(lo, hi, _direction(context, is_worse=worse))


def _direction(context: Mapping[str, object], *, is_worse: bool) -> bool:
    given = context.get("worse")
    if given is None:
        return is_worse
    if isinstance(given, str) and given in _WORSE:
        return _WORSE[given]
    if isinstance(given, Real) and float(given) != 0.0:
        return float(given) > 0.0
    accepted = "1 or high where higher is worse, -1 or low where lower is"
    raise InputError("forecast", [Defect("context", "says not what is worse", accepted, given)])


def _end(context: Mapping[str, object], key: str, default: float) -> float:
    value = context.get(key)
    if value is None:
        return default
    if isinstance(value, Real) and np.isfinite(float(value)):
        return float(value)
    accepted = "lo below hi, both finite"
    raise InputError("forecast", [Defect(f"context.{key}", "is no number", accepted, value)])


def _sessions(context: Mapping[str, object]) -> list[float]:
    given = context.get("sessions")
    if given is None:
        return []
    several = isinstance(given, Iterable) and not isinstance(given, str)
    days: list[object] = list(given) if several else [given]  # type: ignore[call-overload]  # told apart above
    found = [float(day) for day in days if isinstance(day, Real) and np.isfinite(float(day))]
    if len(found) < len(days):
        accepted = "a list of days on the clock of the history"
        defect = Defect("context.sessions", "holds what is no day", accepted, given)
        raise InputError("forecast", [defect])
    return sorted(found)


def _ratings(history: Sequence[Rating]) -> list[Rating]:
    """Return days and values as plain numbers; whatever is none is refused."""
    found, defects = [], []
    for n, row in enumerate(history):
        try:
            day, value = row
            found.append((float(day), float(value)))
        except (TypeError, ValueError):
            accepted = "a day and a value, both numbers"
            defects.append(Defect(f"history[{n}]", "is no rating", accepted, row))
    if defects:
        raise InputError("forecast", defects)
    return found


def _number(value: object) -> float:
    """Return a number as it is, and whatever is none as not a number."""
    return float(value) if isinstance(value, Real) else float("nan")


def _defects(ratings: Sequence[Rating], horizon: float, scale: _Scale) -> list[Defect]:
    found = []
    if not (np.isfinite(horizon) and horizon >= 0.0):
        found.append(Defect("horizon", "is no number of days ahead", "0 or more", horizon))
    before = -np.inf
    for n, (day, value) in enumerate(ratings):
        if not scale.holds(value):
            accepted = f"{scale.lo:g} to {scale.hi:g}, or other ends as lo and hi in the context"
            found.append(Defect(f"history[{n}][1]", "is off the scale", accepted, value))
        if not (np.isfinite(day) and day >= before):
            what = "lies before the one above it, or is no day"
            found.append(Defect(f"history[{n}][0]", what, "days, oldest first", day))
        before = max(before, day) if np.isfinite(day) else before
    return found
