"""How likely it is that a client is truly worse, not only rated worse, than at the start."""

from ischia.care.course import _filter, _normal
from ischia.care.course._asked import scale_of
from ischia.care.course._priors import shipped
from ischia.care.course._situation import Situation, until


def chance_of_worse(now: Situation, measure: str, *, points: float) -> float:
    """Return the chance that the true rating lies ``points`` of 10 or more on the worse side.

    Both the first rating and the latest carry error, so a first rating that happened to be
    good makes what follows look worse. The response model smooths both, with every rating
    between them and the sessions given; 0 where nothing was rated later.
    """
    values = until(now.history, measure, now.on)
    if len(values) < 2:  # noqa: PLR2004 -- a first and a later one
        return 0.0
    scale, begin = scale_of({"measure": measure}), values[0].on
    ratings = [(float((one.on - begin).days), scale.to_ten(one.value)) for one in values]
    sessions = [float((one.on - begin).days) for one in now.history.visits if one.on <= now.on]
    bank = shipped().bank_for(now.history.chronicity.value)
    belief = _filter.follow(bank, ratings, sessions, is_start_kept=True)
    weights, means, sds = _filter.risen(belief)
    return float(weights @ _normal.cdf((means - points) / sds))
