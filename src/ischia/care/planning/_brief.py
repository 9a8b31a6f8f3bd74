"""What is asked of one session: sites worth working, limits, and what is at hand."""

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from ischia.care.assessment import Assessment
from ischia.care.intake import Intake, Visit
from ischia.care.planning._figures import Figures, figures
from ischia.care.planning._own_limits import own_limits
from ischia.care.planning._targets import Target, marked_pain, targets
from ischia.care.planning._wishes import exercises_most, likes_warmth, told_limits, wished
from ischia.care.screening import Clearance
from ischia.knowledge import (
    Knowledge,
    Pattern,
    Restriction,
    RestrictionKind,
    Technique,
    caps_visit,
)
from ischia.quantities import Position, Side, Truth

FEW_TURNS = "few_turns"
"""The measure that asks for few positions."""


@frozen
class Change:
    """One change of a plan at the word of therapist or client.

    Parameters
    ----------
    kind
        ``not_there`` and ``drop`` bar a site (``drop`` also one technique there); ``swap``
        bars ``technique`` at the site, and with ``to`` every other of its role; ``less`` caps
        the pressure; ``shorten`` caps the minutes of a site, ``lengthen`` and ``pin`` give it
        at least so many; ``reorder`` works the site first within its position (feet stay
        last); ``minutes`` books another length;
        ``prefer`` favours a technique or a site that helped, and forces nothing.
    site, side, technique, to, minutes, pressure
        What it speaks of, as far as the kind needs it.
    is_answer
        Whether it answers what the client said of earlier sessions: it stands before all other
        changes, and what they cost is counted beside a plan with it.
    """

    kind: str
    site: str | None = None
    side: Side | None = None
    technique: str | None = None
    to: str | None = None
    minutes: int | None = None
    pressure: int | None = None
    is_answer: bool = False


@frozen
class Brief:
    """All that the planner needs to know, without solver words.

    Parameters
    ----------
    minutes
        Booked minutes after every cap on the whole visit.
    visit_kind
        ``first``, ``follow_up`` or ``gentle`` (frail, pregnant, acute).
    style
        ``focused``, ``relaxation`` or ``comfort``.
    positions_most
        How many positions the visit and the client bear.
    """

    booked: int
    minutes: int
    first_visit: bool
    visit_kind: str
    style: str
    clothed: bool
    bent_most: int | None
    pressure_wish: str
    feet: str
    techniques: tuple[Technique, ...]
    positions: tuple[Position, ...]
    positions_most: int
    restrictions: tuple[Restriction, ...]
    targets: tuple[Target, ...]
    deep_most: int
    pattern: Pattern | None
    nerve: bool
    chronicity: str = "unknown"
    """``acute``, ``subacute``, ``persistent`` or ``unknown``."""
    warmth: bool = False
    """Whether the client asked for warmth."""
    deepens: bool = True
    """Whether deepening strokes suit: no calm session, no gentle visit, no wish for light work."""
    spare_thumbs: bool = False
    """Whether the therapist's thumbs have done their day's work."""
    pregnant: bool = False
    """Whether the client is pregnant."""
    exercises_most: int = 2
    """How many exercises the client takes home at most."""
    least: Mapping[str, int] = field(factory=dict)
    """Least minutes of sites that are pinned or lengthened."""
    first: tuple[str, ...] = ()
    """Sites to work first within their position."""
    preferred: frozenset[str] = frozenset()
    """Techniques that helped the client before: worth a little more, never forced."""

    @property
    def feet_only(self) -> bool:
        """Return whether the therapist is asked for foot work and nothing else."""
        return bool(self.techniques) and all(one.role == "feet" for one in self.techniques)

    @property
    def counted(self) -> tuple[Restriction, ...]:
        """Return the limits whose minutes have to be counted over the session."""
        return tuple(
            limit
            for limit in self.restrictions
            if limit.kind is RestrictionKind.CAP and limit.minutes and not caps_visit(limit)
        )


def brief(
    intake: Intake, clearance: Clearance, assessment: Assessment, *, knowledge: Knowledge
) -> Brief:
    """Return what is asked of this session."""
    known = figures(knowledge)
    visit = wished(intake)
    intake = evolve(intake, visit=visit)
    pattern = _pattern(assessment, knowledge)
    nerve = assessment.mechanism == "nerve" or (pattern is not None and pattern.nerve_signs)
    style = "comfort" if nerve else visit.style
    limits = (
        *clearance.restrictions,
        *assessment.restrictions,
        *told_limits(intake),
    )
    gentle = _is_gentle(intake, assessment, limits, known)
    slow = any(limit.measure in known.parts.slow_measures for limit in limits)
    visit_kind = "gentle" if gentle or slow else _visit_kind(visit, known)
    limits = (*limits, *own_limits(intake, style, limits, gentle=gentle, knowledge=knowledge))
    caps = [limit.minutes for limit in limits if caps_visit(limit) and limit.minutes is not None]
    minutes = min([visit.minutes, *caps])
    techniques = _techniques(visit, known, knowledge)
    worth = tuple(targets(intake, pattern, style, known))
    if all(one.role == "feet" for one in techniques):
        worth = tuple(evolve(one, span=known.relevance.feet_only) for one in worth)
    return Brief(
        booked=visit.minutes,
        minutes=minutes,
        first_visit=visit.first,
        visit_kind=visit_kind,
        style=style,
        clothed=visit.support in known.clothed,
        bent_most=known.hands.bent_over_bed if visit.support == "bed" else None,
        pressure_wish=visit.pressure_wish,
        feet=visit.foot_work,
        techniques=techniques,
        positions=_positions(visit, known),
        positions_most=known.parts.positions_most(
            minutes, few_turns=any(one.measure == FEW_TURNS for one in limits)
        ),
        restrictions=limits,
        targets=worth,
        deep_most=max(
            0, min(known.hands.deep_session, known.hands.deep_day - visit.deep_minutes_today)
        ),
        pattern=pattern,
        nerve=nerve,
        chronicity=assessment.chronicity,
        warmth=likes_warmth(intake),
        deepens=style == "focused" and visit_kind != "gentle" and visit.pressure_wish != "light",
        spare_thumbs=visit.deep_minutes_today >= known.hands.tired_from,
        pregnant=intake.answer("pregnant").truth is Truth.YES,
        exercises_most=exercises_most(intake, known.exercises_most),
    )


def _pattern(assessment: Assessment, knowledge: Knowledge) -> Pattern | None:
    leading = assessment.leading
    return knowledge.patterns.get(leading.id) if leading else None


def _is_gentle(
    intake: Intake, assessment: Assessment, limits: Iterable[Restriction], known: Figures
) -> bool:
    """Return whether the client is frail, pregnant or in a flare."""
    parts = known.parts
    age = intake.answer("age").value
    old = isinstance(age, int) and age >= parts.gentle_age
    told = any(intake.answer(one).truth is Truth.YES for one in parts.gentle_questions)
    handled = any(limit.measure in parts.gentle_measures for limit in limits)
    worst = max((mark.intensity for mark in marked_pain(intake)), default=0)
    flare = assessment.irritability == "high" or (
        assessment.chronicity == "acute" and worst >= parts.acute_from_pain
    )
    return old or told or handled or flare


def _visit_kind(visit: Visit, known: Figures) -> str:
    # Through clothes nothing is undressed or draped: a first visit needs no more than a later.
    clothed = visit.support in known.clothed
    return "first" if visit.first and not clothed else "follow_up"


def _techniques(visit: Visit, known: Figures, knowledge: Knowledge) -> tuple[Technique, ...]:
    clothed = visit.support in known.clothed
    return tuple(
        one
        for one in knowledge.techniques.values()
        if one.status != "retired"
        and (one.id in visit.techniques if visit.techniques else _skilled(one, visit))
        and set(one.equipment) <= set(visit.equipment)
        and not (clothed and one.medium != "cloth")
        and not (one.id == "hot_stone" and visit.place in known.no_hot_stones_at)
    )


def _skilled(technique: Technique, visit: Visit) -> bool:
    return technique.skill == "basic" or technique.skill in visit.skills


def _positions(visit: Visit, known: Figures) -> tuple[Position, ...]:
    can = known.supports.get(visit.support, ())
    told = visit.positions_tolerated
    return tuple(one for one in known.order if one in can and (not told or one in told))
