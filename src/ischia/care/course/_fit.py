"""Learn the population from a practice's own records, starting from what ships."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import evolve, frozen

from ischia.care.course import _asked, _filter
from ischia.care.course._asked import Rating
from ischia.care.course._forecast import Forecast, forecast_from
from ischia.care.course._normal import Floats
from ischia.care.course._priors import Population, joint_weight, shipped
from ischia.errors import Defect, InputError

_ROUNDS: Final = 40
_SHIPPED_PEOPLE: Final = 60.0
"""How many people the shipped priors count for: a new clinic starts from them alone, and
at 60 people its own records weigh as much. Our default."""

Person = tuple[Sequence[Rating], Mapping[str, object] | None]
_Told = tuple[list[Rating], list[float]]
"""One person's ratings, points of 10, higher is worse, and the days of their sessions."""


@frozen
class Forecaster:
    """A fitted model; call it as :func:`ischia.care.course.forecast` is called."""

    population: Population

    def __call__(
        self,
        history: Iterable[Rating],
        horizon: float,
        context: Mapping[str, object] | None = None,
    ) -> Forecast:
        """Return the forecast of this population for one person."""
        return forecast_from(self.population, history, horizon, context)


def fit(
    people: Iterable[Sequence[Rating] | Person],
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

    Raises
    ------
    InputError
        What :func:`forecast` would refuse of anybody, all at once and with whose it is.
    """
    start = start or shipped()
    if not (np.isfinite(_asked.number(worth)) and worth > 0.0):
        accepted = "how many people the start counts for, above 0"
        raise InputError("fit", [Defect("worth", "is out of range", accepted, worth)])
    weighed = [_log_likelihood(start, *person) for person in _checked(people)]
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


def _checked(people: object) -> list[_Told]:
    """Return everybody's ratings of 10 and sessions; refuse all that is wrong at once."""
    if not isinstance(people, Iterable):
        accepted = "a list of histories, or of pairs of a history and its context"
        raise InputError("fit", [Defect("people", "is no list", accepted, people)])
    found, defects = [], []
    for n, person in enumerate(people):
        try:
            history, given = _parts(person)
            context = _asked.context(given)
            scale, sessions = _asked.scale_of(context), _asked.sessions(context)
        except InputError as error:
            defects += [evolve(one, where=f"people[{n}].{one.where}") for one in error.defects]
            continue
        ratings, wrong = _asked.ratings(history, scale, where=f"people[{n}]")
        defects += wrong
        found.append(([(day, scale.to_ten(value)) for day, value in ratings], sessions))
    if defects:
        raise InputError("fit", defects)
    return found


def _log_likelihood(
    population: Population, tens: Sequence[Rating], sessions: Sequence[float]
) -> Floats:
    bank = population.bank
    if not tens:
        return np.zeros(len(bank))
    return _filter.follow(bank, tens, sessions).log_weight - np.log(bank.weight)


def _parts(person: object) -> tuple[object, object]:
    """Return a history and its context; the context may be left out."""
    if isinstance(person, list | tuple) and len(person) == 2:  # noqa: PLR2004 -- a pair
        history, given = person
        if given is None or isinstance(given, Mapping):
            return history, given
    return person, None
