"""Does adding a technique help this client? Randomised blocks, judged once, at the end."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from ischia.errors import Defect, InputError

Floats = NDArray[np.float64]

LEAST_PAIRS, MOST_PAIRS = 6, 14
_CLAIM_AT: Final = 0.04
"""Below the 5 % that is promised, so that the simulated share with its own error stays there."""
_ENUMERATED_BLOCKS: Final = 10
_SHUFFLES: Final = 2000
_EFFECT_SD: Final = 0.7
"""Spread of what a technique may add, points of 10, before anything is seen: strong shrinkage
towards nothing. Our default; a technique rarely added a point over another in trials."""
_CARRY_SD: Final = 0.35
_TREND_SD: Final = 1.5
_LEVEL_SD: Final = 3.0
_NOISE_SD: Final = 1.2
_NOISE_WORTH: Final = 4.0
_POWER_SPREADS: Final = 2.8
"""Standard errors that an effect must measure to be found four times in five at 5 %."""
_WORTH_KNOWING: Final = 1.0


class Finding(Enum):
    """What the trial allows to be said."""

    HELPS = "helps"
    HARMS = "harms"
    CANNOT_TELL = "cannot_tell_yet"


@frozen
class Trial:
    """A trial in one client, written down before it starts.

    Parameters
    ----------
    technique
        Id of what is added in half of the sessions.
    seed
        Open seed of the order; anyone can draw the same order from it.
    n_blocks
        Pairs of sessions, one with and one without, in drawn order.
    written_on
        The day it was written down, before the first session.
    """

    technique: str
    seed: int
    n_blocks: int
    written_on: date
    order: tuple[bool, ...] = field()

    @property
    def n_sessions(self) -> int:
        """Sessions the trial needs."""
        return 2 * self.n_blocks


@frozen
class Judged:
    """What came out.

    Parameters
    ----------
    effect, low, high
        Shrunken effect on the rating after a session, points of 10, below 0 is less pain;
        with an interval that holds 95 %.
    p
        Share of orders that could have been drawn and would show as much; None before the
        planned end.
    more_sessions
        Sessions that would tell a point of difference, four times in five; 0 once told.
    """

    finding: Finding
    effect: float
    low: float
    high: float
    p: float | None
    n_rated: int
    more_sessions: int


def plan_trial(technique: str, *, seed: int, n_blocks: int, written_on: date) -> Trial:
    """Write down a trial: the order of sessions with and without, from an open seed.

    Raises
    ------
    InputError
        Fewer blocks than could ever tell, or more than a course can hold.

    Examples
    --------
    >>> trial = plan_trial("foot_massage", seed=7, n_blocks=6, written_on=date(2026, 3, 2))
    >>> sum(trial.order), trial.n_sessions
    (6, 12)
    """
    if not LEAST_PAIRS <= n_blocks <= MOST_PAIRS:
        accepted = f"{LEAST_PAIRS} to {MOST_PAIRS} pairs of sessions"
        raise InputError("trial", [Defect("n_blocks", "is out of range", accepted, n_blocks)])
    firsts = np.random.default_rng(seed).random(n_blocks) < 0.5  # noqa: PLR2004 -- a fair coin
    order = tuple(bool(given) for first in firsts for given in (first, not first))
    return Trial(technique, seed, n_blocks, written_on, order)


def judge_trial(trial: Trial, *, ratings: Sequence[float | None]) -> Judged:
    """Judge a trial by the rating after each session, None where it is missing.

    The effect is estimated with a trend over time and a carry-over from the session before,
    all shrunk. Something is claimed only at the planned end, and only if at most one in
    twenty-five of the orders that could have been drawn would show as much: so false claims
    stay below 5 % whatever the ratings do by themselves. Before, and otherwise: cannot tell yet.

    Parameters
    ----------
    ratings
        0 to 10, higher is worse, in the order of the sessions; may stop early.
    """
    rated = _checked(trial, ratings)
    kept = np.array([n for n, value in enumerate(rated) if value is not None], dtype=np.int64)
    values = np.array([value for value in rated if value is not None], dtype=np.float64)
    effect, spread, noise = _estimate(np.array([trial.order]), kept, values)
    is_done = len(rated) == trial.n_sessions
    p = _share_as_large(trial, kept, values) if is_done else None
    finding = Finding.CANNOT_TELL
    if p is not None and p <= _CLAIM_AT:
        finding = Finding.HELPS if effect < 0 else Finding.HARMS
    told = finding is not Finding.CANNOT_TELL
    needed = int(np.ceil((_POWER_SPREADS * 2.0 * noise / _WORTH_KNOWING) ** 2))
    return Judged(
        finding=finding,
        effect=effect,
        low=effect - 1.96 * spread,
        high=effect + 1.96 * spread,
        p=p,
        n_rated=len(kept),
        more_sessions=0 if told else max(needed - len(kept), 2),
    )


def _checked(trial: Trial, ratings: Sequence[float | None]) -> list[float | None]:
    defects = [
        Defect(f"ratings[{n}]", "is out of range", "0 to 10, or nothing", value)
        for n, value in enumerate(ratings)
        if value is not None and not 0.0 <= value <= 10.0  # noqa: PLR2004 -- the scale
    ]
    if len(ratings) > trial.n_sessions:
        accepted = f"at most {trial.n_sessions}"
        defects.append(Defect("ratings", "are more than its sessions", accepted, len(ratings)))
    if defects:
        raise InputError("trial", defects)
    return list(ratings)


def _design(orders: NDArray[np.bool_], kept: NDArray[np.int64]) -> Floats:
    """Return orders by rated sessions by (level, trend, carry-over, effect)."""
    given = orders.astype(np.float64) - 0.5
    before = np.concatenate([np.zeros((len(given), 1)), given[:, :-1]], axis=1)
    time = np.linspace(-0.5, 0.5, orders.shape[1])
    columns = [np.ones_like(given), np.broadcast_to(time, given.shape), before, given]
    return np.stack(columns, axis=-1)[:, kept, :]


_PRECISION: Final = np.diag(
    [1.0 / _LEVEL_SD**2, 1.0 / _TREND_SD**2, 1.0 / _CARRY_SD**2, 1.0 / _EFFECT_SD**2]
)


def _posterior(design: Floats, values: Floats, noise: float) -> tuple[Floats, Floats]:
    """Return each order's coefficients and covariance."""
    centred = values - values.mean() if len(values) else values
    inner = np.swapaxes(design, 1, 2) @ design / noise**2 + _PRECISION
    right = np.swapaxes(design, 1, 2) @ centred[:, None] / noise**2
    solved = np.linalg.solve(inner, right)[..., 0]
    return solved.astype(np.float64), np.linalg.inv(inner).astype(np.float64)


def _estimate(
    orders: NDArray[np.bool_], kept: NDArray[np.int64], values: Floats
) -> tuple[float, float, float]:
    """Return effect, its spread and the noise of one order."""
    design = _design(orders, kept)
    coefficients, _ = _posterior(design, values, _NOISE_SD)
    left = values - values.mean() - design[0] @ coefficients[0] if len(values) else values
    total = _NOISE_WORTH * _NOISE_SD**2 + float(left @ left)
    noise = float(np.sqrt(total / (_NOISE_WORTH + max(len(values) - 2, 0))))
    coefficients, cov = _posterior(design, values, noise)
    return float(coefficients[0, 3]), float(np.sqrt(cov[0, 3, 3])), noise


def _share_as_large(trial: Trial, kept: NDArray[np.int64], values: Floats) -> float:
    """Return the share of possible orders whose effect is at least as far from nothing."""
    if len(values) < trial.n_sessions // 2:
        return 1.0
    n = trial.n_blocks
    if n <= _ENUMERATED_BLOCKS:
        firsts = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1
    else:
        # The seed is open, and so are the orders it is set against.
        firsts = np.random.default_rng(trial.seed + 1).random((_SHUFFLES, n)) < 0.5  # noqa: PLR2004 -- a fair coin
        firsts = np.concatenate([np.array([trial.order[::2]]), firsts])
    orders = np.stack([firsts, ~firsts], axis=-1).reshape(len(firsts), 2 * n)
    noise = _NOISE_SD
    effects = np.abs(_posterior(_design(orders, kept), values, noise)[0][:, 3])
    actual = np.abs(_posterior(_design(np.array([trial.order]), kept), values, noise)[0][0, 3])
    return float(np.mean(effects >= actual - 1e-9))
