"""Invented clients, day by day."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ischia.synthetic.courses._tables import Activity, Population, Variant, activity

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TEN: Final = 10.0
_FAST_DAYS, _SLOW_DAYS = 21.0, 280.0
_CLIMB_PER_DAY: Final = 2.0 / 84.0
_MOST_CLIMB: Final = 3.0


@frozen(eq=False)
class Cohort:
    """Clients drawn once, so that every policy meets the same people on the same days.

    Parameters
    ----------
    natural
        Days by clients: pain of 10 without any session.
    noise
        Days by clients: what a rating adds.
    most
        By client: the most that sessions can give; 0 for who does not respond.
    is_worsening
        By client: whose pain climbs by itself.
    can_do
        By client: the chosen activity at the start, of 10.
    can_do_per_point
        By client: activity for each point of pain that goes.
    can_do_noise
        Days by clients: slow ups and downs of the activity and what its rating adds.
    """

    variant: Variant
    natural: Floats
    noise: Floats
    most: Floats
    is_worsening: Flags
    can_do: Floats
    can_do_per_point: Floats
    can_do_noise: Floats

    def __len__(self) -> int:
        return len(self.most)


class Given:
    """What sessions have given a cohort so far; moves forward day by day."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.day = 0
        self.lasting = np.zeros(len(cohort))
        self.relief = np.zeros(len(cohort))

    def treat(self, who: Flags, *, home: float = 0.0) -> None:
        """Give one session today to the clients in ``who``; ``home`` points come on top."""
        how = self.cohort.variant
        most = self.cohort.most
        if how.gain == "saturating":
            gain = how.rate * np.maximum(most - self.lasting, 0.0)
        else:
            gain = np.minimum(how.rate * most, np.maximum(most - self.lasting, 0.0))
        self.lasting += np.where(who, gain + home, 0.0)
        self.relief = np.where(who, how.relief, self.relief)

    def sleep(self) -> None:
        """Let one day pass."""
        how = self.cohort.variant
        self.lasting *= np.exp(-1.0 / (7.0 * how.lasts_weeks))
        self.relief *= np.exp(-1.0 / how.relief_days)
        self.day += 1

    def pain(self) -> Floats:
        """Return today's true pain of 10."""
        pain: Floats = self.cohort.natural[self.day] - self.lasting - self.relief
        return np.minimum(np.maximum(pain, 0.0), _TEN)

    def rating(self) -> Floats:
        """Return today's rating: true pain with noise, a whole number from 0 to 10."""
        rated: Floats = np.round(self.pain() + self.cohort.noise[self.day])
        return np.minimum(np.maximum(rated, 0.0), _TEN)

    def activity(self) -> Floats:
        """Return today's rating of the chosen activity, a whole number from 0 to 10."""
        who = self.cohort
        eased = who.natural[0] - self.pain()
        able = who.can_do + who.can_do_per_point * eased + who.can_do_noise[self.day]
        rated: Floats = np.round(able)
        return np.minimum(np.maximum(rated, 0.0), _TEN)


def draw(
    variant: Variant, *, population: Population, n: int, days: int, rng: np.random.Generator
) -> Cohort:
    """Draw ``n`` clients and everything that chance does to them over ``days``."""
    baseline = np.clip(rng.normal(population.baseline_mean, population.baseline_sd, n), 1.0, 10.0)
    shares = np.array([population.fast, population.slow, population.stays, population.worsens])
    kind = rng.choice(4, size=n, p=shares / shares.sum())
    day = np.arange(days + 1)[:, None]
    natural = np.select(
        [kind == 0, kind == 1, kind == 2],  # noqa: PLR2004 -- places in the list of shares
        [
            baseline * np.exp(-day / _FAST_DAYS),
            baseline * np.exp(-day / _SLOW_DAYS),
            np.broadcast_to(baseline, (days + 1, n)),
        ],
        baseline + np.minimum(_CLIMB_PER_DAY * day, _MOST_CLIMB),
    )
    natural = natural + _wander(variant, n=n, days=days, rng=rng) * np.sqrt(natural / 5.0)
    most = np.maximum(rng.normal(variant.most_mean, variant.most_sd, n), 0.0)
    most *= rng.random(n) < variant.responders
    worsening = kind == 3  # noqa: PLR2004 -- the last share
    most[worsening] = 0.0
    noise = rng.normal(0.0, variant.noise, (days + 1, n))
    # Drawn last, so that the pain of a seed is the same with and without an activity.
    how = activity()
    return Cohort(
        variant=variant,
        natural=natural,
        noise=noise,
        most=most,
        is_worsening=worsening,
        can_do=np.clip(rng.normal(how.start_mean, how.start_sd, n), 0.0, 8.0),
        can_do_per_point=np.maximum(rng.normal(how.per_point_mean, how.per_point_sd, n), 0.0),
        can_do_noise=_wander(how, n=n, days=days, rng=rng)
        + rng.normal(0.0, how.noise, (days + 1, n)),
    )


def _wander(how: Variant | Activity, *, n: int, days: int, rng: np.random.Generator) -> Floats:
    keep = np.exp(-1.0 / how.wander_days)
    kick = how.wander * np.sqrt(1.0 - keep**2)
    path = np.empty((days + 1, n))
    path[0] = rng.normal(0.0, how.wander, n)
    for day in range(days):
        path[day + 1] = keep * path[day] + rng.normal(0.0, kick, n)
    return path
