"""What more sessions are expected to bring this client, by the response model."""

from functools import lru_cache
from typing import Final

from ischia.care.course import _filter, _normal
from ischia.care.course._asked import scale_of
from ischia.care.course._priors import shipped
from ischia.care.course._situation import Situation, until

_WEEK: Final = 7
_TEN: Final = 10.0


def moved(now: Situation) -> str | None:
    """Return the measure that changed past its threshold, else the main one."""
    past = [m for m, one in now.changes.items() if one.verdict.value.startswith("reached")]
    return past[0] if past else now.main


@lru_cache(maxsize=4)
def expected_gain(now: Situation) -> float:
    """Return the points of 10 that weekly sessions are expected to add over no more sessions.

    By forward simulation with the response model, over ``gain_horizon_days``; of pain and the
    chosen activity the one that is expected to gain more, for either may carry a course.
    """
    return max((_gain(now, measure) for measure in now.changes), default=0.0)


def _gain(now: Situation, measure: str) -> float:
    values = until(now.history, measure, now.on)
    scale, begin = scale_of({"measure": measure}), values[0].on
    ratings = [(float((one.on - begin).days), scale.to_ten(one.value)) for one in values]
    past = [float((one.on - begin).days) for one in now.history.visits if one.on <= now.on]
    bank = shipped().bank_for(now.history.chronicity.value)
    belief = _filter.follow(bank, ratings, past)
    last, days = ratings[-1][0], now.numbers["gain_horizon_days"]
    given = [day - last for day in past if day >= last]
    planned = [float(day) for day in range(_WEEK, int(days) + 1, _WEEK)]
    without, treated = (
        _mean(*_filter.ahead(bank, belief, days, sessions))
        for sessions in (given, [*given, *planned])
    )
    return without - treated


def _mean(weights: _normal.Floats, means: _normal.Floats, sds: _normal.Floats) -> float:
    return float(weights @ _normal.clipped_moments(means, sds, 0.0, _TEN)[0])


def little_to_gain(now: Situation) -> bool:
    """Whether so little is expected that more sessions are not worth their time."""
    return expected_gain(now) < now.numbers["little_gain_points"]
