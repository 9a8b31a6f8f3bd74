"""What happens after a course was ended: whether it held, or pain came back."""

from datetime import date

from ischia.care.course._situation import Situation, loss, until
from ischia.instruments import instrument


def ended(now: Situation) -> bool:
    """Whether the course was ended and no session has taken place since."""
    ended = _last_end(now)
    return ended is not None and not _sessions_since(now, ended)


def came_back(now: Situation) -> bool:
    """Whether the last two ratings since the end both lie well above how the course ended."""
    ended = _last_end(now)
    if ended is None or now.main is None:
        return False
    values = until(now.history, now.main, now.on)
    before = [dated.value for dated in values if dated.on <= ended][-2:]
    since = [dated.value for dated in values if dated.on > ended][-2:]
    if len(since) < 2 or not before:  # noqa: PLR2004 -- two ratings
        return False
    entry, how = instrument(now.main), sum(before) / len(before)
    return all(loss(entry, how, value) >= now.numbers["flare_points"] for value in since)


def short_course_left(now: Situation) -> int | None:
    """Return the sessions left of the short course after a flare; None before the first end."""
    ended = _last_end(now)
    if ended is None:
        return None
    return max(int(now.numbers["short_course_sessions"]) - _sessions_since(now, ended), 0)


def short_course_done(now: Situation) -> bool:
    return short_course_left(now) == 0


def _last_end(now: Situation) -> date | None:
    return max((day for day in now.history.ended_on if day <= now.on), default=None)


def _sessions_since(now: Situation, day: date) -> int:
    return sum(day < visit.on <= now.on for visit in now.history.visits)
