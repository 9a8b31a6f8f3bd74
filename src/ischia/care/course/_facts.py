"""What the protocol asks of a history, one small question each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import frozen

from ischia.care.course._forecast import forecast
from ischia.care.course._records import Complaint, History, Severity
from ischia.care.outcome import Change, Dated, Verdict, change
from ischia.instruments import Direction, Instrument, instrument
from ischia.quantities import Disposition, Truth

_SOON_DAYS: Final = 3
_IN_A_ROW: Final = 3
_LAST_TWO: Final = 2
_BETTER_POINTS: Final = 1.0
_WEEK: Final = 7


@frozen
class Situation:
    """A history on one day, with what the rules count.

    Parameters
    ----------
    main
        The pain measure the course is judged by; None where nothing was rated.
    changes
        By measure, for the main measure and the chosen activity.
    """

    history: History
    on: date
    numbers: Mapping[str, float]
    main: str | None
    changes: Mapping[str, Change]

    @property
    def n_sessions(self) -> int:
        """Count the sessions given so far."""
        return sum(visit.on <= self.on for visit in self.history.visits)

    @property
    def last_gap_days(self) -> int:
        """Return the days of the last gap: between two sessions, or since the last if longer."""
        days = [visit.on for visit in self.history.visits if visit.on <= self.on]
        between = (days[-1] - days[-2]).days if len(days) > 1 else 0
        return max(between, (self.on - days[-1]).days) if len(days) > 1 else 0


def situation(history: History, *, on: date, numbers: Mapping[str, float]) -> Situation:
    """Return the history as the rules see it on ``on``; later entries are not looked at."""
    main = history.main_measure()
    changes = {}
    for measure in (main, "activity", "psfs"):
        values = until(history, measure, on) if measure else ()
        if measure and values:
            changes[measure] = change(instrument(measure), values=values)
    return Situation(history, on, numbers, main, changes)


def until(history: History, measure: str, on: date) -> tuple[Dated, ...]:
    """Return the values of one measure up to and with ``on``."""
    return tuple(dated for dated in history.values.get(measure, ()) if dated.on <= on)


def _last_screen(now: Situation) -> tuple[date | None, Disposition]:
    screens = [screen for screen in now.history.screens if screen.on <= now.on]
    return (screens[-1].on, screens[-1].disposition) if screens else (None, Disposition.PROCEED)


def _screen_refers(now: Situation) -> bool:
    return _last_screen(now)[1] >= Disposition.WITHIN_2_WEEKS


def _screen_pauses(now: Situation) -> bool:
    disposition = _last_screen(now)[1]
    return not disposition.permits_treatment and disposition < Disposition.WITHIN_2_WEEKS


def _new_signs(now: Situation) -> bool:
    screened = _last_screen(now)[0]
    reports = (
        check.answered_on
        for check in now.history.check_ins
        if check.new_signs is Truth.YES and check.answered_on and check.answered_on <= now.on
    )
    return any(screened is None or reported > screened for reported in reports)


def _severe_effect(now: Situation) -> bool:
    screened = _last_screen(now)[0]
    return any(
        effect.severity is Severity.SEVERE and (screened is None or effect.on > screened)
        for effect in now.history.adverse
        if effect.on <= now.on
    )


def _sore_again(now: Situation) -> bool:
    since = max((day for day in now.history.approach_changed_on if day <= now.on), default=None)
    counted = [
        effect
        for effect in now.history.adverse
        if effect.severity is not Severity.MILD
        and effect.on <= now.on
        and (now.on - effect.on).days <= now.numbers["recent_days"]
        and (since is None or effect.on > since)
    ]
    return len(counted) >= now.numbers["soreness_repeats"]


def _worse(now: Situation) -> bool:
    return any(one.verdict is Verdict.REACHED_WORSE for one in _counting(now).values())


def _worse_for_long(now: Situation) -> bool:
    """Whether ratings past the threshold for worse, without a break, span ``worse_days``."""
    for measure, one in _counting(now).items():
        values, entry = until(now.history, measure, now.on), instrument(measure)
        n = len(values)
        while n > _LAST_TWO and (change(entry, values=values[:n]).verdict is Verdict.REACHED_WORSE):
            n -= 1
        is_worse = one.verdict is Verdict.REACHED_WORSE
        if is_worse and (values[-1].on - values[n].on).days >= now.numbers["worse_days"]:
            return True
    return False


def _counting(now: Situation) -> Mapping[str, Change]:
    """Return the measures that may say a person worsens.

    An activity that is worse while pain is better on the last two ratings does not: people
    try more, and two measures looked at often would each cry wolf.
    """
    if now.main is None or now.main not in now.changes:
        return now.changes
    values = until(now.history, now.main, now.on)
    later = [_loss(instrument(now.main), values[0].value, one.value) for one in values[1:][-2:]]
    is_better = len(later) == _LAST_TWO and max(later) <= -_BETTER_POINTS
    return {now.main: now.changes[now.main]} if is_better else now.changes


def _getting_worse(now: Situation) -> bool:
    """Whether the last three ratings all lie a point or more on the wrong side of the first."""
    for measure in _counting(now):
        values = until(now.history, measure, now.on)
        later = values[1:][-_IN_A_ROW:]
        losses = [_loss(instrument(measure), values[0].value, dated.value) for dated in later]
        if len(later) == _IN_A_ROW and min(losses) >= 1.0:
            return True
    return False


def _loss(entry: Instrument, first: float, later: float) -> float:
    return later - first if entry.higher_is is Direction.WORSE else first - later


def _reached(now: Situation) -> bool:
    return any(one.verdict is Verdict.REACHED for one in now.changes.values())


def _hardly_moved(now: Situation) -> bool:
    """Whether pain and activity together moved by less than ``moved_points`` for the better.

    Counts the last two ratings of each measure against its first.
    """
    gains = []
    for measure in now.changes:
        values = until(now.history, measure, now.on)
        later = values[1:][-_LAST_TWO:]
        if len(later) == _LAST_TWO:
            entry, first = instrument(measure), values[0].value
            gains.append(-sum(_loss(entry, first, one.value) for one in later) / len(later))
    return bool(gains) and sum(gains) / len(gains) < now.numbers["moved_points"]


def _reached_before(now: Situation) -> bool:
    """Whether some earlier pair of ratings had reached the threshold."""
    for measure in now.changes:
        values, entry = until(now.history, measure, now.on), instrument(measure)
        if any(
            change(entry, values=values[:n]).verdict is Verdict.REACHED
            for n in range(3, len(values))
        ):
            return True
    return False


def _ended(now: Situation) -> bool:
    """Whether the course was ended and no session has taken place since."""
    ended = _last_end(now)
    return ended is not None and not _sessions_since(now, ended)


def _last_end(now: Situation) -> date | None:
    return max((day for day in now.history.ended_on if day <= now.on), default=None)


def _sessions_since(now: Situation, day: date) -> int:
    return sum(day < visit.on <= now.on for visit in now.history.visits)


def _came_back(now: Situation) -> bool:
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
    return all(_loss(entry, how, value) >= now.numbers["flare_points"] for value in since)


def _short_course_done(now: Situation) -> bool:
    ended = _last_end(now)
    return ended is not None and (
        _sessions_since(now, ended) >= now.numbers["short_course_sessions"]
    )


def _held_long(now: Situation) -> bool:
    """Return whether ratings were taken at the end of a gap that is as long as any may be."""
    longest = timedelta(days=int(now.numbers["longest_interval_days"]))
    days = [visit.on for visit in now.history.visits if visit.on <= now.on]
    rated = [one.on for measure in now.changes for one in until(now.history, measure, now.on)]
    soon = timedelta(days=_SOON_DAYS)
    return any(
        end - begin >= longest and any(begin + longest - soon <= day <= end for day in rated)
        for begin, end in pairwise([*days[-2:], now.on])
    )


def _goal_met(now: Situation) -> bool:
    goal = now.history.goal
    measure = goal.measure if goal else now.main
    if measure is None:
        return False
    entry = instrument(measure)
    wanted = goal.value if goal else now.numbers["good_enough_pain"]
    values = until(now.history, measure, now.on)
    last = values[1:][-2:]
    return len(last) == 2 and all(_loss(entry, wanted, dated.value) <= 0.0 for dated in last)  # noqa: PLR2004 -- two ratings


def _few_ratings(now: Situation) -> bool:
    most = max((one.n_later + 1 for one in now.changes.values()), default=0)
    return most < now.numbers["ratings_needed"]


def _review_due(now: Situation) -> bool:
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


def _fades(now: Situation) -> bool:
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


def _little_to_gain(now: Situation) -> bool:
    return expected_gain(now) < now.numbers["little_gain_points"]


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
    return _loss(instrument(measure), given, without)


ASK: Final[Mapping[str, Callable[[Situation], bool]]] = {
    "held_long": _held_long,
    "at_most": lambda now: now.n_sessions >= now.numbers["most_sessions"],
    "changed_before": lambda now: any(d <= now.on for d in now.history.approach_changed_on),
    "fades": _fades,
    "came_back": _came_back,
    "ended": _ended,
    "enough_sessions": lambda now: now.n_sessions >= now.numbers["benefit_sessions"],
    "enough_to_answer": lambda now: now.n_sessions >= now.numbers["answer_sessions"],
    "enough_to_taper": lambda now: now.n_sessions >= now.numbers["taper_sessions"],
    "few_ratings": _few_ratings,
    "getting_worse": _getting_worse,
    "goal_met": _goal_met,
    "hardly_moved": _hardly_moved,
    "little_to_gain": _little_to_gain,
    "nerve_signs": lambda now: (
        now.history.nerve_signs is not Truth.NO and now.history.complaint is Complaint.LEG_PAIN
    ),
    "new_signs": _new_signs,
    "own_wish": lambda now: now.history.complaint is Complaint.OWN_WISH,
    "reached": _reached,
    "reached_before": _reached_before,
    "review_due": _review_due,
    "screen_pauses": _screen_pauses,
    "screen_refers": _screen_refers,
    "severe_effect": _severe_effect,
    "short_course_done": _short_course_done,
    "sore_again": _sore_again,
    "unmeasured": lambda now: now.n_sessions >= now.numbers["unmeasured_sessions"],
    "worse": _worse,
    "worse_for_long": _worse_for_long,
}
