"""What may stop sessions: screens, unwanted effects, and pain that worsens."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ischia.care.course._records import Severity
from ischia.care.course._situation import Situation, loss, until
from ischia.care.course._worsening import chance_of_worse
from ischia.care.outcome import Change, Verdict, change
from ischia.instruments import instrument
from ischia.quantities import Disposition, Truth

_IN_A_ROW: Final = 3
_LAST_TWO: Final = 2
_BETTER_POINTS: Final = 1.0


def _last_screen(now: Situation) -> tuple[date | None, Disposition]:
    screens = [screen for screen in now.history.screens if screen.on <= now.on]
    return (screens[-1].on, screens[-1].disposition) if screens else (None, Disposition.PROCEED)


def screen_refers(now: Situation) -> bool:
    return _last_screen(now)[1] >= Disposition.WITHIN_2_WEEKS


def screen_pauses(now: Situation) -> bool:
    disposition = _last_screen(now)[1]
    return not disposition.permits_treatment and disposition < Disposition.WITHIN_2_WEEKS


def new_signs(now: Situation) -> bool:
    """Whether a check-in reported new signs and nobody has screened since."""
    return any(
        not _screened_since(now, on, is_after_session=check.after in _given(now, on))
        for check in now.history.check_ins
        if check.new_signs is Truth.YES and (on := check.answered_on) and on <= now.on
    )


def severe_effect(now: Situation) -> bool:
    """Whether a severe effect was told and nobody has screened since."""
    return any(
        not _screened_since(now, on, is_after_session=effect.after in {"", *given} and bool(given))
        for effect in now.history.adverse
        if effect.severity is Severity.SEVERE and (on := effect.on) <= now.on
        for given in (_given(now, on),)
    )


def _given(now: Situation, day: date) -> set[str]:
    return {visit for visit, on in now.visit_days.items() if on == day}


def _screened_since(now: Situation, day: date, *, is_after_session: bool) -> bool:
    """Whether a screen answers what was told on ``day``.

    The engine counts in days. What came after that day's session came after the screen before
    it, too: then only a second screen of the day, or one of a later day, answers it.
    """
    days = [screen.on for screen in now.history.screens if day <= screen.on <= now.on]
    if not is_after_session or any(on > day for on in days):
        return bool(days)
    return len(days) > 1


def sore_again(now: Situation) -> bool:
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


def worse(now: Situation) -> bool:
    return any(one.verdict is Verdict.REACHED_WORSE for one in _counting(now).values())


def worsening(now: Situation) -> str | None:
    """Return the measure that says a person worsens, past the threshold before short of it."""
    counting = _counting(now)
    past = [one for one in counting if counting[one].verdict is Verdict.REACHED_WORSE]
    return next(iter([*past, *(one for one in counting if _in_a_row(now, one))]), None)


def worse_for_long(now: Situation) -> bool:
    """Whether a measure has been worse past the threshold for long enough to send to a doctor.

    ``worse_days`` without a break where the response model finds it likely that the client is
    truly worse; ``worse_longest_days`` whatever it finds. No session is given meanwhile.
    """
    return any(
        (days := _days_worse(now, measure)) >= now.numbers["worse_longest_days"]
        or (days >= now.numbers["worse_days"] and _is_likely(now, measure))
        for measure in _counting(now)
    )


def _days_worse(now: Situation, measure: str) -> int:
    """Return how many days ratings past the threshold for worse span, without a break."""
    values, entry = until(now.history, measure, now.on), instrument(measure)
    n = len(values)
    while n > _LAST_TWO and change(entry, values=values[:n]).verdict is Verdict.REACHED_WORSE:
        n -= 1
    return (values[-1].on - values[n].on).days if n < len(values) else -1


def _is_likely(now: Situation, measure: str, name: str = "worse") -> bool:
    """Whether the measure is likely enough to be truly worse; the protocol holds both numbers."""
    points, chance = now.numbers[f"{name}_points"], now.numbers[f"{name}_chance"]
    return chance_of_worse(now, measure, points=points) >= chance


def _counting(now: Situation) -> Mapping[str, Change]:
    """Return the measures that may say a person worsens.

    An activity that is worse while pain is better on the last two ratings does not: people
    try more, and two measures looked at often would each cry wolf. Leg pain does, whatever
    the back does, and so does the average of the last week where the course is judged by
    pain of the moment, which eases after each session.
    """
    if now.main is None or now.main not in now.changes:
        return {**now.changes, **now.beside}
    values = until(now.history, now.main, now.on)
    later = [loss(instrument(now.main), values[0].value, one.value) for one in values[1:][-2:]]
    is_better = len(later) == _LAST_TWO and max(later) <= -_BETTER_POINTS
    judged = {now.main: now.changes[now.main]} if is_better else now.changes
    return {**judged, **now.beside}


def getting_worse(now: Situation) -> bool:
    """Whether pain, or the activity, seems to be on its way down, short of the threshold.

    Three ratings in a row a point or more on the wrong side of the first; for what is rated
    beside the pain judged by only where it is likely to be truly worse. Or, on three ratings
    and more, pain that is more likely than not to be truly worse.
    """
    return _is_rising(now) or any(_in_a_row(now, measure) for measure in _counting(now))


def _in_a_row(now: Situation, measure: str) -> bool:
    is_pain = now.main in {measure, None}
    return _three_in_a_row(now, measure) and (is_pain or _is_likely(now, measure))


def _is_rising(now: Situation) -> bool:
    if (
        now.main is None
        or len(until(now.history, now.main, now.on)) < now.numbers["ratings_needed"]
    ):
        return False
    return _is_likely(now, now.main, "rising")


def _three_in_a_row(now: Situation, measure: str) -> bool:
    values = until(now.history, measure, now.on)
    later = values[1:][-_IN_A_ROW:]
    losses = [loss(instrument(measure), values[0].value, dated.value) for dated in later]
    return len(later) == _IN_A_ROW and min(losses) >= 1.0
