"""Ways of running a course, tried on invented clients. A simulation, not evidence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from ischia.care import course
from ischia.care.outcome import Dated, Verdict, change
from ischia.instruments import instrument
from ischia.quantities import Truth
from ischia.synthetic.courses._clients import Cohort, Given

HORIZON_DAYS: Final = 84
_WEEK: Final = 7
_BEGIN: Final = date(2026, 1, 5)
_STOP: Final = 10_000
_MOST_WEEKS: Final = 12
_BETTER: Final = 2.0
_WORTH: Final = 0.1
_PAIN: Final = "pain_average"


@frozen
class Client:
    """What a policy may look at: ratings and sessions so far, as ``(day, value)`` and days."""

    ratings: tuple[tuple[int, float], ...]
    sessions: tuple[int, ...]
    changed: tuple[int, ...] = ()


@frozen
class Answer:
    """What a policy wants: the next session in so many days, or to ask again then.

    Parameters
    ----------
    days
        Until the next contact; ``_STOP`` ends the course.
    is_session
        False for a contact that only asks for a rating.
    """

    days: int
    is_session: bool = True
    has_changed: bool = False


STOP = Answer(_STOP)
Policy = Callable[[Client], Answer]


def weekly(client: Client) -> Answer:
    """Ten sessions, one a week, whatever happens."""
    return Answer(_WEEK) if len(client.sessions) < 10 else STOP  # noqa: PLR2004 -- its name


def twice_weekly(client: Client) -> Answer:
    """Ten sessions in five weeks, whatever happens."""
    if len(client.sessions) >= 10:  # noqa: PLR2004 -- its definition
        return STOP
    return Answer(3 if len(client.sessions) % 2 else 4)


def until_better(client: Client) -> Answer:
    """Weekly until a rating is 2 or less; no other limit but the twelve weeks."""
    return STOP if client.ratings[-1][1] <= _BETTER else Answer(_WEEK)


def ours(client: Client) -> Answer:
    """Follow the shipped protocol; a changed approach changes nothing for invented clients."""
    today = client.ratings[-1][0]
    found = course.decide(_history(client), on=_day(today))
    if found.step in {course.Step.DISCHARGE, course.Step.REFER}:
        return STOP
    if found.step is course.Step.PAUSE:
        return Answer(_WEEK, is_session=False)
    has_changed = found.step is course.Step.CHANGE
    return Answer(found.interval_days or _WEEK, has_changed=has_changed)


POLICIES: Final[Mapping[str, Policy]] = MappingProxyType(
    {
        "weekly x 10": weekly,
        "twice weekly x 5 weeks": twice_weekly,
        "come until better": until_better,
        "Ischia's protocol": ours,
    }
)


def _day(day: int) -> date:
    return _BEGIN + timedelta(days=day)


def _dated(ratings: Sequence[tuple[int, float]]) -> tuple[Dated, ...]:
    return tuple(Dated(_day(day), value) for day, value in ratings)


def _history(client: Client) -> course.History:
    return course.History(
        patient="invented",
        complaint=course.Complaint.LOW_BACK,
        chronicity=course.Chronicity.PERSISTENT,
        started_on=_BEGIN,
        values={_PAIN: _dated(client.ratings)},
        nerve_signs=Truth.NO,
        visits=tuple(course.Visit(f"v{n}", _day(day)) for n, day in enumerate(client.sessions)),
        approach_changed_on=tuple(_day(day) for day in client.changed),
    )


@frozen(eq=False)
class Outcome:
    """What a policy did to a cohort.

    Parameters
    ----------
    pain
        By client: true pain of 10, mean of the last five days of twelve weeks.
    sessions
        By client: sessions given.
    kept_on
        By client: sessions given although two ratings in a row had been worse than the
        first by the published threshold.
    """

    pain: NDArray[np.float64]
    sessions: NDArray[np.int64]
    kept_on: NDArray[np.int64] = field(repr=False)


def run(policy: Policy, cohort: Cohort) -> Outcome:
    """Let one policy run the courses of a cohort for twelve weeks."""
    n = len(cohort)
    given = Given(cohort)
    clients = [Client((), ()) for _ in range(n)]
    due = np.zeros(n, dtype=np.int64)
    is_session = np.ones(n, dtype=bool)
    kept_on = np.zeros(n, dtype=np.int64)
    pain = np.zeros(n)
    for day in range(HORIZON_DAYS + 1):
        rating = given.rating()
        treated = np.zeros(n, dtype=bool)
        for who in np.flatnonzero(due == day):
            told = _told(clients[who], day, float(rating[who]))
            answer = _ask(policy, told, will_treat=bool(is_session[who]))
            treated[who] = is_session[who] and answer is not STOP
            if treated[who]:
                kept_on[who] += _is_worse(told)
                told = Client(told.ratings, (*told.sessions, day), told.changed)
            if answer.has_changed:
                told = Client(told.ratings, told.sessions, (*told.changed, day))
            clients[who] = told
            due[who], is_session[who] = day + answer.days, answer.is_session
        given.treat(treated)
        if day > HORIZON_DAYS - 5:
            pain += given.pain() / 5.0
        if day < HORIZON_DAYS:
            given.sleep()
    sessions = np.array([len(client.sessions) for client in clients])
    return Outcome(pain, sessions, kept_on)


def _told(client: Client, day: int, rating: float) -> Client:
    return Client((*client.ratings, (day, rating)), client.sessions, client.changed)


def _ask(policy: Policy, told: Client, *, will_treat: bool) -> Answer:
    """Ask before the session of the day; the first session always takes place."""
    if not told.sessions:
        after = Client(told.ratings, (told.ratings[-1][0],), told.changed)
        first = policy(after)
        return Answer(_WEEK) if first is STOP else first
    answer = policy(told)
    if answer is STOP or not answer.is_session or will_treat:
        return answer
    # A contact without a session that may go on again: the session is today's next day.
    return Answer(1, has_changed=answer.has_changed)


def _is_worse(told: Client) -> bool:
    found = change(instrument(_PAIN), values=_dated(told.ratings))
    return found.verdict is Verdict.REACHED_WORSE


def run_oracle(cohort: Cohort) -> Outcome:
    """Treat weekly whoever still gains by it, knowing each client's true answer.

    A session is given while it will still lower pain in week 12 by a tenth of a point.
    """
    n = len(cohort)
    given = Given(cohort)
    sessions = np.zeros(n, dtype=np.int64)
    pain = np.zeros(n)
    room = cohort.natural[HORIZON_DAYS - 4 :].mean(0)
    for day in range(HORIZON_DAYS + 1):
        left = HORIZON_DAYS - day
        if day % _WEEK == 0 and left > 0:
            worth = _worth(given, left=left, room=room)
            who = worth >= _WORTH
            sessions += who
            given.treat(who)
        if day > HORIZON_DAYS - 5:
            pain += given.pain() / 5.0
        if day < HORIZON_DAYS:
            given.sleep()
    return Outcome(pain, sessions, np.zeros(n, dtype=np.int64))


def _worth(given: Given, *, left: int, room: NDArray[np.float64]) -> NDArray[np.float64]:
    how = given.cohort.variant
    fades = np.exp(-left / (7.0 * how.lasts_weeks))
    still = np.maximum(given.cohort.most - given.lasting, 0.0)
    gain = how.rate * (still if how.gain == "saturating" else given.cohort.most)
    gain = np.minimum(gain, still) * fades
    before = np.maximum(room - given.lasting * fades, 0.0)
    worth: NDArray[np.float64] = np.minimum(gain, before)
    return worth
