"""What is asked of one session: sites worth working, limits, and what is at hand."""

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from ischia.care.assessment import Assessment
from ischia.care.intake import Intake, Visit
from ischia.care.planning._figures import Figures, figures
from ischia.care.planning._targets import Target, marked_pain, targets
from ischia.care.planning._wishes import likes_warmth, told_limits, wished
from ischia.care.screening import Clearance
from ischia.knowledge import (
    Basis,
    Knowledge,
    Pattern,
    Restriction,
    RestrictionKind,
    Statement,
    Technique,
    caps_visit,
)
from ischia.quantities import Position, Side, Truth


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
    """

    kind: str
    site: str | None = None
    side: Side | None = None
    technique: str | None = None
    to: str | None = None
    minutes: int | None = None
    pressure: int | None = None


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
    """

    booked: int
    minutes: int
    visit_kind: str
    style: str
    clothed: bool
    bent_most: int | None
    pressure_wish: str
    feet: str
    techniques: tuple[Technique, ...]
    positions: tuple[Position, ...]
    restrictions: tuple[Restriction, ...]
    targets: tuple[Target, ...]
    deep_most: int
    pattern: Pattern | None
    nerve: bool
    chronicity: str = "unknown"
    """``acute``, ``subacute``, ``persistent`` or ``unknown``."""
    warmth: bool = False
    """Whether the client asked for warmth."""
    least: Mapping[str, int] = field(factory=dict)
    """Least minutes of sites that are pinned or lengthened."""
    first: tuple[str, ...] = ()
    """Sites to work first within their position."""
    preferred: frozenset[str] = frozenset()
    """Techniques that helped the client before: worth a little more, never forced."""

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
        *_own_limits(visit, style, known, knowledge),
    )
    caps = [limit.minutes for limit in limits if caps_visit(limit) and limit.minutes is not None]
    return Brief(
        booked=visit.minutes,
        minutes=min([visit.minutes, *caps]),
        visit_kind=_visit_kind(intake, assessment, known),
        style=style,
        clothed=visit.support in known.clothed,
        bent_most=known.hands.bent_over_bed if visit.support == "bed" else None,
        pressure_wish=visit.pressure_wish,
        feet=visit.foot_work,
        techniques=_techniques(visit, known, knowledge),
        positions=_positions(visit, known),
        restrictions=limits,
        targets=tuple(targets(intake, pattern, style, known)),
        deep_most=max(
            0, min(known.hands.deep_session, known.hands.deep_day - visit.deep_minutes_today)
        ),
        pattern=pattern,
        nerve=nerve,
        chronicity=assessment.chronicity,
        warmth=likes_warmth(intake),
    )


def _pattern(assessment: Assessment, knowledge: Knowledge) -> Pattern | None:
    leading = assessment.leading
    return knowledge.patterns.get(leading.id) if leading else None


def _visit_kind(intake: Intake, assessment: Assessment, known: Figures) -> str:
    parts = known.parts
    age = intake.answer("age").value
    frail = isinstance(age, int) and age >= parts.gentle_age
    told = any(intake.answer(one).truth is Truth.YES for one in parts.gentle_questions)
    worst = max((mark.intensity for mark in marked_pain(intake)), default=0)
    flare = assessment.irritability == "high" or (
        assessment.chronicity == "acute" and worst >= parts.acute_from_pain
    )
    if frail or told or flare:
        return "gentle"
    # Through clothes nothing is undressed or draped: a first visit needs no more than a later.
    clothed = intake.visit.support in known.clothed
    return "first" if intake.visit.first and not clothed else "follow_up"


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


def _own_limits(
    visit: Visit, style: str, known: Figures, knowledge: Knowledge
) -> Iterable[Restriction]:
    """Yield the limits that wish, style and nerve signs add to those of screening."""
    forbid, cap = RestrictionKind.FORBID, RestrictionKind.CAP
    if visit.not_there:
        because = (Statement("The client does not want to be touched there.", Basis.PRODUCT),)
        yield Restriction("wish.not_there", forbid, sites=visit.not_there, because=because)
    if visit.foot_work == "no":
        because = (Statement("The client wants no foot work.", Basis.PRODUCT),)
        yield Restriction("wish.no_foot_work", forbid, sites=("foot",), because=because)
    if style == "comfort":
        nerve = knowledge.practice_values("nerve_comfort")
        because = (Statement(nerve["text"], Basis.PRODUCT),)
        yield Restriction(
            "nerve_comfort.1", forbid, techniques=tuple(nerve["forbid"]), because=because
        )
        yield Restriction(
            "nerve_comfort.2",
            cap,
            sites=("back", "pelvis", "leg"),
            pressure=nerve["pressure_most"],
            because=because,
        )
    if style == "relaxation":
        because = (knowledge.practice["relevance"].because,)
        yield Restriction(
            "style.relaxation",
            cap,
            sites=("back", "pelvis"),
            minutes=known.relevance.back_and_buttocks_most,
            because=because,
        )
