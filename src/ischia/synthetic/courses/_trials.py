"""Simulate published trials and set the result beside what was published."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ischia.synthetic.courses._clients import Cohort, Given, draw
from ischia.synthetic.courses._tables import Arm, Figure, Trial, Variant, populations


@frozen
class Reproduced:
    """One published figure and the simulated one; ``is_inside`` the published interval."""

    trial: str
    figure: Figure
    simulated: float

    @property
    def is_inside(self) -> bool:
        """Whether the simulated figure lies in the published interval."""
        return self.figure.lo <= self.simulated <= self.figure.hi


def reproduce(
    trial: Trial, *, variant: Variant, n: int, rng: np.random.Generator
) -> tuple[Reproduced, ...]:
    """Simulate a trial with ``n`` clients an arm; arms share their clients."""
    last = 7 * max(figure.week for figure in trial.figures)
    cohort = draw(variant, population=populations()[trial.population], n=n, days=last, rng=rng)
    means = {arm.name: _means(cohort, arm, last) for arm in trial.arms}
    found = []
    for figure in trial.figures:
        value = means[figure.arm][7 * figure.week]
        if figure.less:
            value -= means[figure.less][7 * figure.week]
        found.append(Reproduced(trial.id, figure, float(value * figure.per_point)))
    return tuple(found)


def _means(cohort: Cohort, arm: Arm, last: int) -> NDArray[np.float64]:
    """Return the arm's mean rating on each day."""
    given, everyone = Given(cohort), np.ones(len(cohort), dtype=bool)
    means = np.empty(last + 1)
    for day in range(last + 1):
        means[day] = given.rating().mean()
        if day in arm.sessions:
            given.treat(everyone, home=arm.home)
        if day < last:
            given.sleep()
    return means
