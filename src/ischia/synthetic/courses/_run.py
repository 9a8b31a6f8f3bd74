"""Let a policy run the courses of invented clients, day by day, and say what became of them."""

from typing import Final

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from ischia.care.outcome import Verdict, change
from ischia.instruments import instrument
from ischia.synthetic.courses._clients import Cohort, Given
from ischia.synthetic.courses._policies import (
    FOREVER,
    HORIZON_DAYS,
    PAIN,
    REFERRED,
    STOP,
    WEEK,
    Answer,
    Client,
    Policy,
    dated,
)

_WORTH: Final = 0.1


@frozen(eq=False)
class Outcome:
    """What a policy did to a cohort.

    Parameters
    ----------
    by_day
        Days by clients: true pain of 10.
    treated
        Days by clients: whether a session was given.
    kept_on
        By client: sessions given although two ratings in a row had been worse than the
        first by the published threshold.
    is_running
        By client: whether sessions were still due at the end.
    referred_on
        By client: the day the course ended with a doctor, ``FOREVER`` where it did not.
    clients
        What is on each client's record at the end.
    """

    by_day: NDArray[np.float64] = field(repr=False)
    treated: NDArray[np.bool_] = field(repr=False)
    kept_on: NDArray[np.int64] = field(repr=False)
    is_running: NDArray[np.bool_] = field(repr=False)
    referred_on: NDArray[np.int64] = field(repr=False)
    clients: tuple[Client, ...] = field(repr=False, default=())

    @property
    def pain(self) -> NDArray[np.float64]:
        """By client: mean of the last five days."""
        return self.pain_at(len(self.by_day) - 1)

    @property
    def mean_pain(self) -> NDArray[np.float64]:
        """By client: mean of all days."""
        mean: NDArray[np.float64] = self.by_day.mean(0)
        return mean

    @property
    def sessions(self) -> NDArray[np.int64]:
        """By client: sessions given."""
        return self.sessions_by(len(self.treated) - 1)

    @property
    def is_referred(self) -> NDArray[np.bool_]:
        """By client: whether the course ended with a doctor."""
        return self.referred_on < FOREVER

    def pain_at(self, day: int) -> NDArray[np.float64]:
        """By client: mean of the five days up to and with ``day``."""
        mean: NDArray[np.float64] = self.by_day[day - 4 : day + 1].mean(0)
        return mean

    def sessions_by(self, day: int) -> NDArray[np.int64]:
        """By client: sessions given up to and with ``day``."""
        count: NDArray[np.int64] = self.treated[: day + 1].sum(0)
        return count


def run(policy: Policy, cohort: Cohort, *, days: int = HORIZON_DAYS) -> Outcome:
    """Let one policy run the courses of a cohort, for twelve weeks or so many days."""
    n = len(cohort)
    given = Given(cohort)
    clients = [Client((), ()) for _ in range(n)]
    due, referred_on = np.zeros(n, dtype=np.int64), np.full(n, FOREVER)
    is_session, kept_on = np.ones(n, dtype=bool), np.zeros(n, dtype=np.int64)
    by_day, treated = np.empty((days + 1, n)), np.zeros((days + 1, n), dtype=bool)
    for day in range(days + 1):
        rating, able = given.rating(), given.activity()
        for who in np.flatnonzero(due == day):
            rated = (day, float(rating[who])), (day, float(able[who]))
            told = _told(clients[who], rated, is_visit=bool(is_session[who]))
            answer = _ask(policy, told)
            is_treated = bool(is_session[who]) and answer is not STOP and answer.treats_today
            treated[day, who] = is_treated
            kept_on[who] += is_treated and _is_worse(told)
            clients[who] = _after(told, answer, day, is_treated=is_treated)
            due[who], is_session[who] = day + answer.days, answer.is_session
            referred_on[who] = day if answer is REFERRED else referred_on[who]
        given.treat(treated[day])
        by_day[day] = given.pain()
        if day < days:
            given.sleep()
    return Outcome(
        by_day=by_day,
        treated=treated,
        kept_on=kept_on,
        is_running=(due < FOREVER) & ~np.array([_is_over(client) for client in clients]),
        referred_on=referred_on,
        clients=tuple(clients),
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
    return Answer(WEEK) if answer is STOP and not told.sessions else answer


def _is_over(client: Client) -> bool:
    return bool(client.ended) and not any(day > client.ended[-1] for day in client.sessions)


def _is_worse(told: Client) -> bool:
    found = change(instrument(PAIN), values=dated(told.ratings))
    return found.verdict is Verdict.REACHED_WORSE


def run_oracle(cohort: Cohort, *, days: int = HORIZON_DAYS) -> Outcome:
    """Treat weekly whoever still gains by it, knowing each client's true answer.

    A session is given while it will still lower pain in week 12 by a tenth of a point.
    """
    n = len(cohort)
    given = Given(cohort)
    by_day, treated = np.empty((days + 1, n)), np.zeros((days + 1, n), dtype=bool)
    room = cohort.natural[HORIZON_DAYS - 4 : HORIZON_DAYS + 1].mean(0)
    for day in range(days + 1):
        left = HORIZON_DAYS - day
        if day % WEEK == 0 and left > 0:
            treated[day] = _worth(given, left=left, room=room) >= _WORTH
            given.treat(treated[day])
        by_day[day] = given.pain()
        if day < days:
            given.sleep()
    never = np.zeros(n, dtype=bool)
    return Outcome(by_day, treated, np.zeros(n, dtype=np.int64), never, np.full(n, FOREVER))


def _worth(given: Given, *, left: int, room: NDArray[np.float64]) -> NDArray[np.float64]:
    how = given.cohort.variant
    fades = np.exp(-left / (7.0 * how.lasts_weeks))
    still = np.maximum(given.cohort.most - given.lasting, 0.0)
    gain = how.rate * (still if how.gain == "saturating" else given.cohort.most)
    gain = np.minimum(gain, still) * fades
    before = np.maximum(room - given.lasting * fades, 0.0)
    worth: NDArray[np.float64] = np.minimum(gain, before)
    return worth
