"""Decide the next step of a course from the written protocol."""

from datetime import date

from attrs import frozen

from ischia.care.course._benefit import expected_gain, moved
from ischia.care.course._facts import ASK
from ischia.care.course._flare import short_course_left
from ischia.care.course._likely import Likely, likely_visits
from ischia.care.course._protocol import Protocol, Rule, Step, protocol
from ischia.care.course._records import History
from ischia.care.course._safety import worsening
from ischia.care.course._situation import Situation, situation
from ischia.instruments import instrument
from ischia.reasons import Reason

_GOES_ON = frozenset({Step.CONTINUE, Step.TAPER, Step.INTENSIFY, Step.CHANGE})

_WORSE = frozenset({"worse", "worse_for_long", "getting_worse"})


@frozen
class Decision:
    """The next step, and why.

    Parameters
    ----------
    interval_days
        Days to the next session; None where there is none.
    rule
        Id of the rule that decided.
    reasons
        Codes with what their phrases need; phrases stand in the protocol.
    text, would_change
        The rule's words, filled in.
    visits_done, visits_left
        Sessions so far; fewest and most still to come under the protocol.
    likely
        Sessions likely still to come, by simulation; None where none are planned or nothing
        was simulated, as of the short course after a flare.
    links_months
        Months after which a short link asks how it is going; empty while the course runs.
    has_flare_plan
        Whether a plan for flares and a quick way back go with this step.
    """

    step: Step
    interval_days: int | None
    rule: str
    reasons: tuple[Reason, ...]
    text: str
    would_change: str
    basis: str
    visits_done: int
    visits_left: tuple[int, int]
    likely: Likely | None
    links_months: tuple[int, ...]
    has_flare_plan: bool
    protocol_version: str

    @property
    def gives_session(self) -> bool:
        """Whether the course goes on with a session."""
        return self.step in _GOES_ON


def decide(history: History, *, on: date, by: Protocol | None = None) -> Decision:
    """Decide what comes next after a visit or a check-in.

    Reads the rules from the top and takes the first whose facts all hold: safety, then
    the guard rails, then whether anything changed past the published threshold, and last
    what more sessions are expected to bring. It advises; the practitioner decides with
    the client.

    Parameters
    ----------
    history
        The course so far; what lies after ``on`` is not looked at.
    on
        The day of the decision.
    by
        The protocol; the shipped one by default.

    Returns
    -------
    Decision
        With the rule's words, its sources and what would change it.

    Notes
    -----
    Clinical basis: ostelo2008, childs2005, cherkin2011, perlman2019, kngf2021, nice_ng59.
    """
    by = by or protocol()
    now = situation(history, on=on, numbers=by.numbers)
    rule = next(rule for rule in by.rules if all(ASK[fact](now) for fact in rule.facts))
    words = {"measure": _measure(rule, now), "sessions": now.n_sessions}
    done, left = rule.step is Step.DISCHARGE, _visits_left(rule, now)
    return Decision(
        step=rule.step,
        interval_days=_interval(rule, now),
        rule=rule.id,
        reasons=(Reason(f"course.{rule.id}", words, rule.sources), *_benefit(rule, now)),
        text=rule.text.format(**words),
        would_change=rule.change.format(**words),
        basis=rule.basis,
        visits_done=now.n_sessions,
        visits_left=left,
        likely=likely_visits(history, rule=rule.id, done=now.n_sessions, protocol=by.version)
        if left[1] and short_course_left(now) is None
        else None,
        links_months=by.links_months if done else (),
        has_flare_plan=rule.step in {Step.DISCHARGE, Step.TAPER} or "came_back" in rule.facts,
        protocol_version=by.version,
    )


def _measure(rule: Rule, now: Situation) -> str:
    measure = (worsening(now) if _WORSE & set(rule.facts) else None) or moved(now)
    return instrument(measure).label if measure else "Nothing measured"


def _benefit(rule: Rule, now: Situation) -> tuple[Reason, ...]:
    if rule.step not in _GOES_ON or "few_ratings" in rule.facts or now.main is None:
        return ()
    return (Reason("course.expected_gain", {"points": round(expected_gain(now), 1)}),)


def _interval(rule: Rule, now: Situation) -> int | None:
    if rule.step is Step.TAPER:
        gap = max(now.last_gap_days, int(now.numbers["interval_days"]))
        longest = int(now.numbers["longest_interval_days"])
        return min(int(gap * now.numbers["taper_factor"]), longest)
    return int(now.numbers[rule.interval]) if rule.interval else None


def _visits_left(rule: Rule, now: Situation) -> tuple[int, int]:
    """Return the fewest and most sessions still to come, if the protocol is kept."""
    if rule.step not in _GOES_ON or rule.id == "own_wish":
        return (0, 0)
    if (short := short_course_left(now)) is not None:
        return (1, max(short, 1))
    most = max(int(now.numbers["most_sessions"]) - now.n_sessions, 1)
    review = int(now.numbers["review_sessions"])
    to_review = max(review - now.n_sessions, 1)
    return (min(to_review, most), most)
