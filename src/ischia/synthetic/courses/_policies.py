"""Ways of running a course, tried on invented clients. A simulation, not evidence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import numpy as np
from attrs import evolve, field, frozen
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
_ACTIVITY: Final = "activity"


@frozen
class Client:
    """What a policy may look at today.

    Parameters
    ----------
    ratings, activity
        ``(day, value)`` so far, today's last: pain, and the activity the client chose.
    sessions
        Days of the sessions before today.
    changed, ended
        Days on which the approach was changed, and on which the course was ended.
    is_visit
        Whether a session is due today; else it is a check-in.
    """

    ratings: tuple[tuple[int, float], ...]
    sessions: tuple[int, ...]
    changed: tuple[int, ...] = ()
    activity: tuple[tuple[int, float], ...] = ()
    is_visit: bool = True
    ended: tuple[int, ...] = ()


@frozen
class Answer:
    """What a policy wants: the next session in so many days, or to ask again then.

    Parameters
    ----------
    days
        Until the next contact; ``_STOP`` ends the course.
    is_session
        False for a contact that only asks for ratings.
    has_changed
        Whether the approach changes from today.
    treats_today
        Whether the session that is due today takes place.
    has_ended
        Whether the course ends today; the client goes on looking once a week, with a plan
        for flares, and may re-enter.
    """

    days: int
    is_session: bool = True
    has_changed: bool = False
    treats_today: bool = True
    has_ended: bool = False


STOP = Answer(_STOP)
REFERRED = Answer(_STOP, is_session=False, treats_today=False)
_SHUT = Answer(_STOP, is_session=False, treats_today=False, has_ended=True)
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
    """Follow the shipped protocol, with a check-in a week between sessions.

    A changed approach changes nothing for invented clients.
    """
    today = client.ratings[-1][0]
    found = course.decide(_history(client), on=_day(today))
    if found.step is course.Step.REFER:
        return REFERRED
    if found.step is course.Step.DISCHARGE:
        return Answer(_WEEK, is_session=False, treats_today=False, has_ended=True)
    if found.step is course.Step.PAUSE:
        return Answer(_WEEK, is_session=False, treats_today=False)
    since = today if client.is_visit or not client.sessions else client.sessions[-1]
    wait = max(since + (found.interval_days or _WEEK) - today, 1)
    has_changed = found.step is course.Step.CHANGE
    return Answer(min(wait, _WEEK), is_session=wait <= _WEEK, has_changed=has_changed)


def ours_closed(client: Client) -> Answer:
    """Follow the shipped protocol, but once ended the door is shut: no way back for a flare."""
    answer = ours(client)
    return _SHUT if answer.has_ended else answer


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
        values={_PAIN: _dated(client.ratings)}
        | ({_ACTIVITY: _dated(client.activity)} if client.activity else {}),
        nerve_signs=Truth.NO,
        visits=tuple(course.Visit(f"v{n}", _day(day)) for n, day in enumerate(client.sessions)),
        approach_changed_on=tuple(_day(day) for day in client.changed),
        ended_on=tuple(_day(day) for day in client.ended),
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
    mean_pain
        By client: true pain of 10, mean of all days.
    is_running
        By client: whether sessions were still due at the end.
    is_referred
        By client: whether the course ended with a doctor.
    """

    pain: NDArray[np.float64]
    sessions: NDArray[np.int64]
    kept_on: NDArray[np.int64] = field(repr=False)
    mean_pain: NDArray[np.float64] = field(repr=False)
    is_running: NDArray[np.bool_] = field(repr=False)
    is_referred: NDArray[np.bool_] = field(repr=False)


def run(policy: Policy, cohort: Cohort, *, days: int = HORIZON_DAYS) -> Outcome:
    """Let one policy run the courses of a cohort, for twelve weeks or so many days."""
    n = len(cohort)
    given = Given(cohort)
    clients = [Client((), ()) for _ in range(n)]
    due = np.zeros(n, dtype=np.int64)
    is_session, is_referred = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    kept_on = np.zeros(n, dtype=np.int64)
    pain, every = np.zeros(n), np.zeros(n)
    for day in range(days + 1):
        rating, able = given.rating(), given.activity()
        treated = np.zeros(n, dtype=bool)
        for who in np.flatnonzero(due == day):
            rated = (day, float(rating[who])), (day, float(able[who]))
            told = _told(clients[who], rated, is_visit=bool(is_session[who]))
            answer = _ask(policy, told)
            treated[who] = is_session[who] and answer is not STOP and answer.treats_today
            kept_on[who] += treated[who] and _is_worse(told)
            clients[who] = _after(told, answer, day, is_treated=bool(treated[who]))
            due[who], is_session[who] = day + answer.days, answer.is_session
            is_referred[who] = answer is REFERRED
        given.treat(treated)
        every += given.pain() / (days + 1)
        if day > days - 5:
            pain += given.pain() / 5.0
        if day < days:
            given.sleep()
    return Outcome(
        pain=pain,
        sessions=np.array([len(client.sessions) for client in clients]),
        kept_on=kept_on,
        mean_pain=every,
        is_running=(due < _STOP) & ~np.array([_is_over(client) for client in clients]),
        is_referred=is_referred,
    )


def _after(client: Client, answer: Answer, day: int, *, is_treated: bool) -> Client:
    """Return what is on the record at the end of the day."""
    if is_treated:
        client = evolve(client, sessions=(*client.sessions, day))
    if answer.has_changed:
        client = evolve(client, changed=(*client.changed, day))
    if answer.has_ended and not _is_over(client):
        client = evolve(client, ended=(*client.ended, day))
    return client


def _told(
    client: Client, rated: tuple[tuple[int, float], tuple[int, float]], *, is_visit: bool
) -> Client:
    pain, able = rated
    return evolve(
        client,
        ratings=(*client.ratings, pain),
        activity=(*client.activity, able),
        is_visit=is_visit,
    )


def _ask(policy: Policy, told: Client) -> Answer:
    """Ask before the session of the day; the first session always takes place."""
    answer = policy(told)
    return Answer(_WEEK) if answer is STOP and not told.sessions else answer


def _is_over(client: Client) -> bool:
    return bool(client.ended) and not any(day > client.ended[-1] for day in client.sessions)


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
    pain, every = np.zeros(n), np.zeros(n)
    room = cohort.natural[HORIZON_DAYS - 4 :].mean(0)
    for day in range(HORIZON_DAYS + 1):
        left = HORIZON_DAYS - day
        if day % _WEEK == 0 and left > 0:
            worth = _worth(given, left=left, room=room)
            who = worth >= _WORTH
            sessions += who
            given.treat(who)
        every += given.pain() / (HORIZON_DAYS + 1)
        if day > HORIZON_DAYS - 5:
            pain += given.pain() / 5.0
        if day < HORIZON_DAYS:
            given.sleep()
    never = np.zeros(n, dtype=bool)
    return Outcome(pain, sessions, np.zeros(n, dtype=np.int64), every, never, never)


def _worth(given: Given, *, left: int, room: NDArray[np.float64]) -> NDArray[np.float64]:
    how = given.cohort.variant
    fades = np.exp(-left / (7.0 * how.lasts_weeks))
    still = np.maximum(given.cohort.most - given.lasting, 0.0)
    gain = how.rate * (still if how.gain == "saturating" else given.cohort.most)
    gain = np.minimum(gain, still) * fades
    before = np.maximum(room - given.lasting * fades, 0.0)
    worth: NDArray[np.float64] = np.minimum(gain, before)
    return worth
