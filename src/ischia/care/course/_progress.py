"""Whether the client is better, whether it holds, and when to look."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ischia.care.course._situation import Situation, loss, until
from ischia.care.outcome import Dated, Verdict, change
from ischia.instruments import instrument

_SOON_DAYS: Final = 3
_LAST_TWO: Final = 2


def reached(now: Situation) -> bool:
    return any(one.verdict is Verdict.REACHED for one in now.changes.values())


def reached_before(now: Situation) -> bool:
    """Whether some earlier pair of ratings had reached the threshold."""
    for measure in now.changes:
        values, entry = until(now.history, measure, now.on), instrument(measure)
        if any(
            change(entry, values=values[:n]).verdict is Verdict.REACHED
            for n in range(3, len(values))
        ):
            return True
    return False


def held_long(now: Situation) -> bool:
    """Whether ratings were taken at the end of a gap of ``held_days``."""
    longest = timedelta(days=int(now.numbers["held_days"]))
    days = [visit.on for visit in now.history.visits if visit.on <= now.on]
    rated = [one.on for measure in now.changes for one in until(now.history, measure, now.on)]
    soon = timedelta(days=_SOON_DAYS)
    return any(
        end - begin >= longest and any(begin + longest - soon <= day <= end for day in rated)
        for begin, end in pairwise([*days[-2:], now.on])
    )


def goal_met(now: Situation) -> bool:
    goal = now.history.goal
    measure = goal.measure if goal else now.main
    if measure is None:
        return False
    entry = instrument(measure)
    wanted = goal.value if goal else now.numbers["good_enough_pain"]
    values = until(now.history, measure, now.on)
    last = values[1:][-2:]
    return len(last) == 2 and all(loss(entry, wanted, dated.value) <= 0.0 for dated in last)  # noqa: PLR2004 -- two ratings


def few_ratings(now: Situation) -> bool:
    most = max((one.n_later + 1 for one in now.changes.values()), default=0)
    return most < now.numbers["ratings_needed"]


def review_due(now: Situation) -> bool:
    since, has_changed = _since(now), bool(_changed(now))
    sessions = sum(since <= visit.on <= now.on for visit in now.history.visits)
    days = (now.on - since).days
    enough = now.numbers["second_review_sessions" if has_changed else "review_sessions"]
    return sessions >= enough or days >= now.numbers["review_days"]


def _since(now: Situation) -> date:
    """Return the day that the present approach began."""
    changed = _changed(now)
    return changed[-1] if changed else now.history.started_on


def _changed(now: Situation) -> list[date]:
    return [day for day in now.history.approach_changed_on if day <= now.on]


def fades(now: Situation) -> bool:
    """Whether relief within days of the last session was gone before the next, twice."""
    if now.main is None:
        return False
    values = until(now.history, now.main, now.on)
    visits = [visit.on for visit in now.history.visits if visit.on <= now.on]
    seen = 0
    for n, day in enumerate(visits):
        end = visits[n + 1] if n + 1 < len(visits) else now.on
        at = _nearest(values, day, 0, 0)
        soon = _nearest(values, day, 1, _SOON_DAYS)
        late = _nearest(values, end, -2, 0) if (end - day).days > _SOON_DAYS else None
        if at and soon and late:
            fall, back = at.value - soon.value, late.value - soon.value
            seen += min(fall, back) >= now.numbers["fade_points"]
    return seen >= 2  # noqa: PLR2004 -- once may be chance


def _nearest(values: Sequence[Dated], day: date, low: int, high: int) -> Dated | None:
    found = [dated for dated in values if low <= (dated.on - day).days <= high]
    return found[-1] if found else None
