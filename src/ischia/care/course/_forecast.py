"""What the next ratings may be, as a whole distribution."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from attrs import field, frozen

from ischia.care.course import _asked, _filter, _normal
from ischia.care.course._asked import Rating
from ischia.care.course._normal import Floats
from ischia.care.course._priors import Population, shipped
from ischia.errors import Defect, InputError

_TEN: Final = 10.0
_HALVINGS: Final = 36
"""Halvings of the range that find a quantile to better than 1e-10 of it."""
_MOST_RATINGS: Final = 60
"""Latest ratings that are followed; older ones say next to nothing of the next weeks."""


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
        try:
            wanted = np.asarray(p, dtype=np.float64)
        except (TypeError, ValueError):
            wanted = np.array(np.nan)
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


def forecast(
    history: Iterable[Rating],
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
        0 and 10); ``worse``: 1, ``high`` or True where higher is worse, -1, ``low`` or False
        where lower is; ``measure``: id of an instrument, which gives the three;
        ``sessions``: days of sessions on the same clock, past or planned; ``chronicity``:
        ``acute``, ``subacute`` or ``persistent`` (also ``chronic``). A key whose value is None
        counts as absent, and so does a chronicity or a measure that is not known.

    Returns
    -------
    Forecast
        Of a rating as the person would give it, its own noise included.

    Raises
    ------
    InputError
        A history that is no list of days and values, days running backwards, a value off the
        scale, a horizon that is no number from 0 on, a context that is no mapping or gives no
        scale, no direction or no days of sessions; all of a history at once.

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
    history: Iterable[Rating],
    horizon: float,
    context: Mapping[str, object] | None = None,
) -> Forecast:
    """Predict as :func:`forecast` does, from the population given."""
    asked = _asked.context(context)
    scale, sessions = _asked.scale_of(asked), _asked.sessions(asked)
    ratings, defects = _asked.ratings(history, scale)
    ahead = _asked.number(horizon)
    if not (np.isfinite(ahead) and ahead >= 0.0):
        defects.append(Defect("horizon", "is no number of days ahead", "0 or more", horizon))
    if defects:
        raise InputError("forecast", defects)
    bank = population.bank_for(_asked.chronicity(asked))
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
