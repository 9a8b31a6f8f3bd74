"""Learn the population from a practice's own records, starting from what ships."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from ischia.care.course import _filter
from ischia.care.course._forecast import Forecast, Rating, _sessions, forecast_from, scale_of
from ischia.care.course._normal import Floats
from ischia.care.course._priors import Population, joint_weight, shipped

_ROUNDS: Final = 40
_SHIPPED_PEOPLE: Final = 60.0
"""How many people the shipped priors count for: a new clinic starts from them alone, and
at 60 people its own records weigh as much. Our default."""

Person = tuple[Sequence[Rating], Mapping[str, object]]


@frozen
class Forecaster:
    """A fitted model; call it as :func:`ischia.care.course.forecast` is called."""

    population: Population

    def __call__(
        self,
        history: Sequence[Rating],
        horizon: float,
        context: Mapping[str, object] | None = None,
    ) -> Forecast:
        """Return the forecast of this population for one person."""
        return forecast_from(self.population, history, horizon, context)


def fit(
    people: Sequence[Sequence[Rating] | Person],
    *,
    start: Population | None = None,
    worth: float = _SHIPPED_PEOPLE,
) -> Forecaster:
    """Learn levels and manners of running from people's ratings, by empirical Bayes.

    Every share is shrunk towards the shipped one, which counts for ``worth`` people. With
    nobody to learn from, the result is the shipped model.

    Parameters
    ----------
    people
        Histories as :func:`forecast` takes them, or pairs of a history and its context.
        People with a single rating teach levels only.
    start
        Where to start from; the shipped population by default.
    worth
        How many people the start counts for, above 0.
    """
    start = start or shipped()
    weighed = [_log_likelihood(start, person) for person in people]
    level, manner = start.level_weight, start.manner_weight
    if not weighed:
        return Forecaster(start)
    likelihood = np.array(weighed)
    shape = (manner.shape[0], len(level), *manner.shape[1:])
    for _ in range(_ROUNDS):
        share = _shares(likelihood, joint_weight(level, manner)).sum(0).reshape(shape)
        total = worth + len(weighed)
        level = (worth * start.level_weight + share.sum((0, 2, 3))) / total
        manner = (worth * start.manner_weight + share.sum(1)) / total
    return Forecaster(start.reweighted(level=level, manner=manner, n_people=len(weighed)))


def _shares(log_likelihood: Floats, weight: Floats) -> Floats:
    """Return each person's posterior shares of the members; people by members."""
    scaled = log_likelihood + np.log(weight)
    shares: Floats = np.exp(scaled - scaled.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return shares


def _log_likelihood(population: Population, person: Sequence[Rating] | Person) -> Floats:
    history, context = _parts(person)
    bank = population.bank
    if not history:
        return np.zeros(len(bank))
    scale = scale_of(context)
    tens = [(float(day), scale.to_ten(float(value))) for day, value in history]
    return _filter.follow(bank, tens, _sessions(context)).log_weight - np.log(bank.weight)


def _parts(person: Sequence[Rating] | Person) -> Person:
    if len(person) == 2 and isinstance(person[1], Mapping):  # noqa: PLR2004 -- a pair
        return person[0], person[1]  # type: ignore[return-value]  # told apart by its second part
    return person, {}  # type: ignore[return-value]  # told apart by its second part
