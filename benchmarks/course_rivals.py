"""Forecasters that the response model is judged against, fitted inside the judged study.

Each is given what a clinic does not have: the other people of the same study.
"""

from collections.abc import Sequence

import numpy as np

from course_series import Series
from ischia.care.course import Forecast

GRID = np.linspace(0.0, 10.0, 201)
MOST_ERRORS = 400


def normal(mean: float, sd: float) -> Forecast:
    """Return a clipped normal on 0 to 10."""
    return Forecast(np.ones(1), np.array([mean]), np.array([max(sd, 0.05)]), 0.0, 10.0)


def empirical(centre: float, errors: np.ndarray) -> np.ndarray:
    """Return the distribution function on the grid of a point with its errors' spread."""
    if len(errors) > MOST_ERRORS:
        errors = np.quantile(errors, (np.arange(MOST_ERRORS) + 0.5) / MOST_ERRORS)
    at = np.sort(np.clip(centre + errors, 0.0, 10.0))
    return np.searchsorted(at, GRID, side="right") / len(at)


class MixedModel:
    """A person's own level around the study's line: random intercept, common slope."""

    def __init__(self, people: Sequence[Series]) -> None:
        shifted = [[(day - rows[0][0], value) for day, value in rows] for rows in people]
        days = np.concatenate([[day for day, _ in rows] for rows in shifted])
        values = np.concatenate([[value for _, value in rows] for rows in shifted])
        centred = np.concatenate([np.array(rows) - np.mean(rows, axis=0) for rows in shifted])
        self.slope = float(centred[:, 0] @ centred[:, 1] / max(centred[:, 0] @ centred[:, 0], 1e-9))
        self.line = float((values - self.slope * days).mean())
        left = centred[:, 1] - self.slope * centred[:, 0]
        free = max(len(left) - len(shifted), 1)
        self.noise = float(np.sqrt(max(left @ left / free, 0.01)))
        own = [np.mean([v - self.slope * d for d, v in rows]) for rows in shifted]
        share = np.mean([1.0 / len(rows) for rows in shifted])
        self.spread = float(np.sqrt(max(np.var(own) - self.noise**2 * share, 0.01)))

    def __call__(self, known: Series, days: float) -> Forecast:
        """Return the forecast ``days`` after the last known rating."""
        begin = known[0][0]
        left = [value - self.line - self.slope * (day - begin) for day, value in known]
        precision = 1.0 / self.spread**2 + len(known) / self.noise**2
        own = sum(left) / self.noise**2 / precision
        at = known[-1][0] + days - begin
        variance = 1.0 / precision + self.noise**2
        return normal(self.line + own + self.slope * at, float(np.sqrt(variance)))


class LevelAndSlope:
    """A local linear trend: a wandering level, an own slope; the best of a grid."""

    def __init__(self, people: Sequence[Series]) -> None:
        grid = np.meshgrid([0.5, 0.8, 1.2, 1.8], [0.02, 0.06, 0.15, 0.4], [0.003, 0.015, 0.05])
        self.noise, self.walk, self.slope = (axis.ravel() for axis in grid)
        first = np.array([rows[0][1] for rows in people])
        self.begin = (float(first.mean()), float(first.std() + 0.1))
        total = sum(self._run(rows)[2] for rows in people)
        best = int(np.argmax(total))
        self.noise, self.walk, self.slope = (
            axis[best : best + 1] for axis in (self.noise, self.walk, self.slope)
        )

    def _run(self, known: Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        n = len(self.noise)
        mean = np.zeros((n, 2))
        mean[:, 0] = self.begin[0]
        cov = np.zeros((n, 2, 2))
        cov[:, 0, 0] = self.begin[1] ** 2
        cov[:, 1, 1] = self.slope**2
        likelihood = np.zeros(n)
        now = known[0][0]
        for day, value in known:
            mean, cov = self._wait(mean, cov, day - now)
            now = day
            spread = cov[:, 0, 0] + self.noise**2
            surprise = value - mean[:, 0]
            likelihood -= 0.5 * (np.log(spread) + surprise**2 / spread)
            gain = cov[:, :, 0] / spread[:, None]
            mean = mean + gain * surprise[:, None]
            cov = cov - gain[:, :, None] * cov[:, None, 0, :]
        return mean, cov, likelihood

    def _wait(
        self, mean: np.ndarray, cov: np.ndarray, days: float
    ) -> tuple[np.ndarray, np.ndarray]:
        move = np.array([[1.0, days], [0.0, 1.0]])
        cov = move @ cov @ move.T
        cov[:, 0, 0] += self.walk**2 * days
        return mean @ move.T, cov

    def __call__(self, known: Series, days: float) -> Forecast:
        """Return the forecast ``days`` after the last known rating."""
        mean, cov, _ = self._run(known)
        mean, cov = self._wait(mean, cov, days)
        return normal(float(mean[0, 0]), float(np.sqrt(cov[0, 0, 0] + self.noise[0] ** 2)))
