"""What more sessions are expected to bring this client, by the response model."""

from typing import Final

from ischia.care.course._forecast import forecast
from ischia.care.course._situation import Situation, loss, until
from ischia.instruments import instrument

_WEEK: Final = 7


def moved(now: Situation) -> str | None:
    """Return the measure that changed past its threshold, else the main one."""
    past = [m for m, one in now.changes.items() if one.verdict.value.startswith("reached")]
    return past[0] if past else now.main


def expected_gain(now: Situation) -> float:
    """Return the points that weekly sessions are expected to add over no more sessions.

    By forward simulation with the response model, over ``gain_horizon_days``.
    """
    measure = moved(now)
    if measure is None:
        return 0.0
    values = until(now.history, measure, now.on)
    if not values:
        return 0.0
    start = values[0].on
    ratings = [(float((dated.on - start).days), dated.value) for dated in values]
    past = [(visit.on - start).days for visit in now.history.visits if visit.on <= now.on]
    last = ratings[-1][0]
    ahead = now.numbers["gain_horizon_days"]
    planned = [last + _WEEK * k for k in range(1, int(ahead // _WEEK) + 1)]
    context = {"measure": measure, "chronicity": now.history.chronicity.value}
    without = forecast(ratings, ahead, {**context, "sessions": past}).mean
    given = forecast(ratings, ahead, {**context, "sessions": [*past, *planned]}).mean
    return loss(instrument(measure), given, without)


def little_to_gain(now: Situation) -> bool:
    return expected_gain(now) < now.numbers["little_gain_points"]
