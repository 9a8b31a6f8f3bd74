"""Try other protocols beside the shipped one on invented clients. This is a simulation.

    python benchmarks/course_frontier.py --clients 400 --seed 2101

Every protocol meets the same clients with the same chance, in the variant where fewer sessions
cost most (`additive`) and the one where fewest are saved (`quick_fade`). Pain is told on three
occasions, since a session days before week 12 makes that week look better than the others. The
engine decides; only what the response model believed of a client so far is kept between visits.
"""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from attrs import evolve

from ischia.care import course
from ischia.care.course import _facts, _filter, _flare
from ischia.care.outcome import Dated
from ischia.quantities import Truth
from ischia.synthetic import courses

BEGIN = date(2026, 1, 5)
DAYS = 112
END = courses.HORIZON_DAYS
HEAD = "| variant | protocol | at 12 weeks | weeks 11 to 13 | at 16 weeks | mean | fewer | doctor |"
SLIPPED_POINTS = 1.0

_known: dict[tuple, _filter.Belief] = {}


def follow(
    bank: _filter.Bank,
    ratings: Sequence[tuple[float, float]],
    sessions: Sequence[float] = (),
    *,
    is_start_kept: bool = False,
) -> _filter.Belief:
    """Return what `_filter.follow` returns, from what was believed one rating before."""
    *before, (day, rating) = ratings
    past = tuple(one for one in sorted(sessions) if ratings[0][0] <= one < day)
    key = (is_start_kept, tuple(ratings), past)
    if key in _known:
        return _known[key]
    if not before:
        belief = _filter.start(bank)
        belief = _filter.keep_start(belief) if is_start_kept else belief
    else:
        belief = follow(bank, before, past, is_start_kept=is_start_kept)
        now = before[-1][0]
        for session in past[sum(one < now for one in past) :]:
            belief = _filter.treat(bank, _filter.wait(bank, belief, session - now))
            now = session
        belief = _filter.wait(bank, belief, day - now)
    _known[key] = _filter.see(bank, belief, rating)
    return _known[key]


def has_slipped_back(now: course._situation.Situation) -> bool:
    """Whether a course that ended with sessions left has lost a point, and more is expected."""
    lower = evolve(now, numbers={**now.numbers, "flare_points": SLIPPED_POINTS})
    return (
        now.n_sessions < now.numbers["most_sessions"]
        and _flare.came_back(lower)
        and not _facts.ASK["little_to_gain"](now)
    )


def to_the_review() -> course.Protocol:
    """Return the shipped protocol, weekly up to the first review, which may end a course."""
    shipped = course.protocol()
    numbers = {"taper_sessions": 4, "benefit_sessions": 4, "little_gain_points": 0.25}
    *rules, last = shipped.rules
    after = evolve(last, id="after_review", facts=("enough_to_taper",))
    rules += [after, evolve(last, interval="interval_days")]
    return evolve(shipped, numbers=MappingProxyType({**shipped.numbers, **numbers}), rules=rules)


def with_a_way_back(protocol: course.Protocol) -> course.Protocol:
    """Return a protocol that takes an ended course up again sooner."""
    place = next(n for n, rule in enumerate(protocol.rules) if rule.id == "ended")
    back = evolve(protocol.rules[place - 1], id="slipped_back", facts=("ended", "slipped_back"))
    return evolve(protocol, rules=(*protocol.rules[:place], back, *protocol.rules[place:]))


PROTOCOLS = {
    "as shipped": course.protocol(),
    "weekly to the review": to_the_review(),
    "and a way back sooner": with_a_way_back(to_the_review()),
}


def by(protocol: course.Protocol) -> courses.Policy:
    """Return the way of running a course that follows a protocol."""

    def policy(client: courses.Client) -> courses.Answer:
        def dated(ratings: Sequence[tuple[int, float]]) -> tuple[Dated, ...]:
            return tuple(Dated(BEGIN + timedelta(days=day), value) for day, value in ratings)

        history = course.History(
            patient="invented",
            complaint=course.Complaint.LOW_BACK,
            chronicity=course.Chronicity.PERSISTENT,
            started_on=BEGIN,
            values={"pain_average": dated(client.ratings), "activity": dated(client.activity)},
            nerve_signs=Truth.NO,
            visits=tuple(
                course.Visit(f"v{n}", BEGIN + timedelta(days=day))
                for n, day in enumerate(client.sessions)
            ),
            approach_changed_on=tuple(BEGIN + timedelta(days=day) for day in client.changed),
            ended_on=tuple(BEGIN + timedelta(days=day) for day in client.ended),
        )
        on = BEGIN + timedelta(days=client.ratings[-1][0])
        return courses.answer_to(client, course.decide(history, on=on, by=protocol))

    return policy


def line(variant: str, n: int, seed: int, name: str) -> str:
    """Return one protocol's line; differences from ten weekly sessions on the same clients."""
    _known.clear()
    cohort = courses.draw(
        courses.variants()[variant],
        population=courses.populations()["trial_persistent"],
        n=n,
        days=DAYS,
        rng=np.random.default_rng(seed),
    )
    base = courses.run(courses.POLICIES["weekly x 10"], cohort, days=DAYS)
    one = courses.run(by(PROTOCOLS[name]), cohort, days=DAYS)
    more = one.by_day - base.by_day
    at_12 = one.pain_at(END) - base.pain_at(END)
    told = (more[END - 7 : END + 7].mean(), more[DAYS - 4 :].mean(), more[: END + 1].mean())
    fewer = 100.0 * (1.0 - one.sessions_by(END).mean() / base.sessions_by(END).mean())
    if one.kept_on.any():
        raise SystemExit(f"{name} keeps on who worsens")
    return (
        f"| {variant} | {name} | {at_12.mean():+.2f} ± {at_12.std() / np.sqrt(n):.2f} | "
        + " | ".join(f"{value:+.2f}" for value in told)
        + f" | {fewer:.1f} % | {100 * (one.referred_on <= END).mean():.1f} % |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2101)
    args = parser.parse_args()
    _filter.follow = follow
    _facts.ASK["slipped_back"] = has_slipped_back
    print(HEAD, "|" + 8 * "---|", sep="\n", flush=True)
    for variant in ("additive", "quick_fade"):
        for name in PROTOCOLS:
            print(line(variant, args.clients, args.seed, name), flush=True)


if __name__ == "__main__":
    main()
