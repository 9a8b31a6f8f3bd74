"""Invented clients for tests: drawn in one place, small, always the same."""

import numpy as np

from ischia.synthetic import courses


def cohort_of(
    variant="saturating", *, population="trial_persistent", n=50, days=courses.HORIZON_DAYS, seed=3
):
    """Return ``n`` clients of a variant and a population."""
    return courses.draw(
        courses.variants()[variant],
        population=courses.populations()[population],
        n=n,
        days=days,
        rng=np.random.default_rng(seed),
    )
