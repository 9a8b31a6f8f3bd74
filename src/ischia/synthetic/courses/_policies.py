"""Ways of running a course, tried on invented clients. A simulation, not evidence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ischia.care import course
from ischia.care.outcome import Dated
from ischia.quantities import Truth

HORIZON_DAYS: Final = 84
WEEK: Final = 7
_BEGIN: Final = date(2026, 1, 5)
FOREVER: Final = 10_000
_BETTER: Final = 2.0
PAIN: Final = "pain_average"
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
        Until the next contact; ``FOREVER`` ends the course.
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


STOP = Answer(FOREVER)
REFERRED = Answer(FOREVER, is_session=False, treats_today=False)
_SHUT = Answer(FOREVER, is_session=False, treats_today=False, has_ended=True)
Policy = Callable[[Client], Answer]


def weekly(client: Client) -> Answer:
    """Ten sessions, one a week, whatever happens."""
    return Answer(WEEK) if len(client.sessions) < 10 else STOP  # noqa: PLR2004 -- its name


def twice_weekly(client: Client) -> Answer:
    """Ten sessions in five weeks, whatever happens."""
    if len(client.sessions) >= 10:  # noqa: PLR2004 -- its definition
        return STOP
    return Answer(3 if len(client.sessions) % 2 else 4)


def until_better(client: Client) -> Answer:
    """Weekly until a rating is 2 or less; no other limit but the twelve weeks."""
    return STOP if client.ratings[-1][1] <= _BETTER else Answer(WEEK)


def decided(client: Client) -> course.Decision:
    """Return what the shipped protocol decides for an invented client today."""
    return course.decide(_history(client), on=_day(client.ratings[-1][0]))


def ours(client: Client) -> Answer:
    """Follow the shipped protocol, with a check-in a week between sessions.

    A changed approach changes nothing for invented clients.
    """
    return answer_to(client, decided(client))


def answer_to(client: Client, found: course.Decision) -> Answer:
    """Return what a decision of the protocol means for the days to come."""
    today = client.ratings[-1][0]
    if found.step is course.Step.REFER:
        return REFERRED
    if found.step is course.Step.DISCHARGE:
        return Answer(WEEK, is_session=False, treats_today=False, has_ended=True)
    if found.step is course.Step.PAUSE:
        return Answer(WEEK, is_session=False, treats_today=False)
    since = today if client.is_visit or not client.sessions else client.sessions[-1]
    wait = max(since + (found.interval_days or WEEK) - today, 1)
    has_changed = found.step is course.Step.CHANGE
    return Answer(min(wait, WEEK), is_session=wait <= WEEK, has_changed=has_changed)


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


def dated(ratings: Sequence[tuple[int, float]]) -> tuple[Dated, ...]:
    return tuple(Dated(_day(day), value) for day, value in ratings)


def _history(client: Client) -> course.History:
    return course.History(
        patient="invented",
        complaint=course.Complaint.LOW_BACK,
        chronicity=course.Chronicity.PERSISTENT,
        started_on=_BEGIN,
        values={PAIN: dated(client.ratings)}
        | ({_ACTIVITY: dated(client.activity)} if client.activity else {}),
        nerve_signs=Truth.NO,
        visits=tuple(course.Visit(f"v{n}", _day(day)) for n, day in enumerate(client.sessions)),
        approach_changed_on=tuple(_day(day) for day in client.changed),
        ended_on=tuple(_day(day) for day in client.ended),
    )
