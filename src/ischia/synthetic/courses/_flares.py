"""Flares after a course: pain that comes back for some weeks, by itself."""

from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from attrs import evolve, frozen

from ischia.reading import parse_yaml
from ischia.synthetic.courses._clients import Cohort

_YEAR_DAYS: Final = 365.0


@frozen
class Flares:
    """How often, how high and how long flares are.

    Parameters
    ----------
    per_year
        Flares a client a year.
    height_mean, height_sd
        Points of 10 on its first day.
    days
        Days in which a flare fades to 37 %.
    from_day
        First day on which one may come.
    """

    per_year: float
    height_mean: float
    height_sd: float
    days: float
    from_day: int


@cache
def flares() -> Flares:
    """Return the flares that ship; our default."""
    path = files("ischia.synthetic.courses").joinpath("data", "flares.yaml")
    return Flares(**parse_yaml(path.read_text(encoding="utf-8")).data["flares"])


def with_flares(cohort: Cohort, *, how: Flares, rng: np.random.Generator) -> Cohort:
    """Return the same clients with flares on top of what their pain does by itself."""
    last, n = len(cohort.natural) - 1, len(cohort)
    path = np.zeros((last + 1, n))
    keep = np.exp(-1.0 / how.days)
    for day in range(last):
        begins = (rng.random(n) < how.per_year / _YEAR_DAYS) & (day >= how.from_day)
        height = np.maximum(rng.normal(how.height_mean, how.height_sd, n), 0.0)
        path[day + 1] = keep * path[day] + np.where(begins, height, 0.0)
    return evolve(cohort, natural=cohort.natural + path)
