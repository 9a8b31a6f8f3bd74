"""Follow one person's ratings with a bank of Kalman filters, one for each kind of course.

Everything here lives on a scale of 0 to 10 on which higher is worse. Each member of the
bank is linear and Gaussian, so its filter is exact; the bank is vectorised over members.

The state of a member, in this order:

0. ``level``: where the person settles;
1. ``settling``: what is still to go, which fades at the member's pace;
2. ``wander``: slow ups and downs around the course, forgotten at the member's pace;
3. ``relief``: what sessions gave and time takes back;
4. ``response``: how much one session gives this person.

A rating is the sum of the first four and noise. A session moves ``response`` into
``relief`` (the part that fades) and into ``level`` (the part that lasts). A belief may carry
a sixth state, the true rating at the start, which later ratings tell more about (`keep_start`).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve, frozen

from ischia.care.course._normal import Floats

LEVEL, SETTLING, WANDER, RELIEF, RESPONSE = range(5)
N_STATES: Final = 5
_LONGEST_DAYS: Final = 36_525.0
"""A hundred years: by then everything is forgotten, and longer only loses digits."""
_SEEN: Final = np.array([1.0, 1.0, 1.0, 1.0, 0.0])


@frozen(eq=False)
class Bank:
    """What each member of the bank believes before the first rating; arrays of one length.

    Means and standard deviations are points of 10; ``*_days`` are the days after which a
    part has faded to 37 %.
    """

    weight: Floats
    level_mean: Floats
    level_sd: Floats
    settling_mean: Floats
    settling_sd: Floats
    settling_days: Floats
    wander_sd: Floats
    wander_days: Floats
    drift_sd: Floats
    noise_sd: Floats
    response_mean: float
    response_sd: float
    lasting_share: float
    relief_days: float

    def __len__(self) -> int:
        return len(self.weight)


@frozen(eq=False)
class Belief:
    """What the bank believes at one moment.

    Parameters
    ----------
    log_weight
        One for each member, not yet normalised.
    mean
        Members by states.
    cov
        Members by states by states.
    """

    log_weight: Floats
    mean: Floats
    cov: Floats

    def weights(self) -> Floats:
        """Return the members' weights, which add up to one."""
        scaled = np.exp(self.log_weight - self.log_weight.max())
        share: Floats = scaled / scaled.sum()
        return share


def start(bank: Bank) -> Belief:
    """Return what the bank believes before anything was rated."""
    n = len(bank)
    mean = np.zeros((n, N_STATES))
    mean[:, LEVEL] = bank.level_mean
    mean[:, SETTLING] = bank.settling_mean
    mean[:, RESPONSE] = -bank.response_mean
    cov = np.zeros((n, N_STATES, N_STATES))
    cov[:, LEVEL, LEVEL] = bank.level_sd**2
    cov[:, SETTLING, SETTLING] = bank.settling_sd**2
    cov[:, WANDER, WANDER] = bank.wander_sd**2
    cov[:, RESPONSE, RESPONSE] = bank.response_sd**2
    return Belief(np.log(bank.weight), mean, cov)


def wait(bank: Bank, belief: Belief, days: float) -> Belief:
    """Return the belief after ``days`` without a rating or a session."""
    days = min(days, _LONGEST_DAYS)
    keep = np.ones(belief.mean.shape)
    keep[:, SETTLING] = np.exp(-days / bank.settling_days)
    keep[:, WANDER] = np.exp(-days / bank.wander_days)
    keep[:, RELIEF] = np.exp(-days / bank.relief_days)
    cov = belief.cov * keep[:, :, None] * keep[:, None, :]
    cov[:, WANDER, WANDER] += bank.wander_sd**2 * (1.0 - keep[:, WANDER] ** 2)
    cov[:, LEVEL, LEVEL] += bank.drift_sd**2 * days
    return evolve(belief, mean=belief.mean * keep, cov=cov)


def treat(bank: Bank, belief: Belief) -> Belief:
    """Return the belief right after one session."""
    move = np.eye(belief.mean.shape[1])
    move[LEVEL, RESPONSE] = bank.lasting_share
    move[RELIEF, RESPONSE] = 1.0 - bank.lasting_share
    return evolve(belief, mean=belief.mean @ move.T, cov=move @ belief.cov @ move.T)


def see(bank: Bank, belief: Belief, rating: float) -> Belief:
    """Return the belief after one rating."""
    expected, spread = predict(bank, belief)
    surprise = rating - expected
    cross = belief.cov @ _seen(belief)
    gain = cross / spread[:, None] ** 2
    return Belief(
        belief.log_weight - np.log(spread) - 0.5 * (surprise / spread) ** 2,
        belief.mean + gain * surprise[:, None],
        belief.cov - gain[:, :, None] * cross[:, None, :],
    )


def predict(bank: Bank, belief: Belief) -> tuple[Floats, Floats]:
    """Return each member's mean and standard deviation of a rating made now."""
    mean, variance = _along(belief, _seen(belief))
    return mean, np.sqrt(variance + bank.noise_sd**2)


def keep_start(belief: Belief) -> Belief:
    """Return the belief with today's true rating kept beside the states, as one more."""
    seen = _seen(belief)
    cross = belief.cov @ seen
    n, k = belief.mean.shape
    cov = np.empty((n, k + 1, k + 1))
    cov[:, :k, :k] = belief.cov
    cov[:, :k, k] = cov[:, k, :k] = cross
    cov[:, k, k] = cross @ seen
    mean = np.concatenate([belief.mean, (belief.mean @ seen)[:, None]], axis=1)
    return evolve(belief, mean=mean, cov=cov)


def risen(belief: Belief) -> tuple[Floats, Floats, Floats]:
    """Return weights, means and standard deviations of the true rise since the start kept."""
    along = _seen(belief)
    along[-1] = -1.0
    mean, variance = _along(belief, along)
    return belief.weights(), mean, np.sqrt(np.maximum(variance, 1e-12))


def _seen(belief: Belief) -> Floats:
    """Return what of each state a rating shows."""
    seen = np.zeros(belief.mean.shape[1])
    seen[:N_STATES] = _SEEN
    return seen


def _along(belief: Belief, direction: Floats) -> tuple[Floats, Floats]:
    return belief.mean @ direction, np.einsum("i,kij,j->k", direction, belief.cov, direction)


def follow(
    bank: Bank,
    ratings: Sequence[tuple[float, float]],
    sessions: Sequence[float] = (),
    *,
    is_start_kept: bool = False,
) -> Belief:
    """Return the belief after the ratings, with the sessions that fell between them.

    Parameters
    ----------
    ratings
        ``(day, rating)``, oldest first; of one day, in the order given.
    sessions
        Days of sessions; those before the first rating are already in it, those after
        the last are left to :func:`ahead`. A session on a rating's day counts after it.
    is_start_kept
        Whether to keep the true rating of the first day, for :func:`risen`.
    """
    belief = keep_start(start(bank)) if is_start_kept else start(bank)
    now = ratings[0][0]
    waiting = [day for day in sorted(sessions) if day >= now]
    for day, rating in ratings:
        while waiting and waiting[0] < day:
            belief = treat(bank, wait(bank, belief, waiting[0] - now))
            now = waiting.pop(0)
        belief = see(bank, wait(bank, belief, day - now), rating)
        now = day
    return belief


def ahead(
    bank: Bank, belief: Belief, days: float, sessions: Sequence[float] = ()
) -> tuple[Floats, Floats, Floats]:
    """Return weights, means and standard deviations of a rating ``days`` from now.

    ``sessions`` are days from now, from 0 on; those after ``days`` are ignored.
    """
    now = 0.0
    for day in sorted(s for s in sessions if 0.0 <= s < days):
        belief = treat(bank, wait(bank, belief, day - now))
        now = day
    belief = wait(bank, belief, days - now)
    return (belief.weights(), *predict(bank, belief))
