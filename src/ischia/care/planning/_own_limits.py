"""Limits of our own, beside those of screening: by wish, style, nerve signs and kind of visit."""

from collections.abc import Iterable, Iterator

from ischia import anatomy
from ischia.care.intake import Intake, Visit
from ischia.care.planning._figures import figures
from ischia.care.planning._targets import marked_pain
from ischia.knowledge import Basis, Knowledge, Restriction, RestrictionKind, Statement
from ischia.quantities import Position, Side

_LYING = {Position.PRONE, Position.SIDE_LYING_LEFT, Position.SIDE_LYING_RIGHT}
_FORBID, _CAP = RestrictionKind.FORBID, RestrictionKind.CAP


def own_limits(
    intake: Intake,
    style: str,
    held: Iterable[Restriction],
    *,
    gentle: bool,
    knowledge: Knowledge,
) -> Iterator[Restriction]:
    """Yield the limits that wish, style, nerve signs and frailty add to those held.

    ``gentle`` is said of who is frail, pregnant or in a flare.
    """
    yield from _of_wish(intake.visit)
    if style == "comfort":
        yield from _of_nerve_signs(intake, knowledge)
    if style == "relaxation":
        yield Restriction(
            "style.relaxation",
            _CAP,
            sites=("back", "pelvis"),
            minutes=figures(knowledge).relevance.back_and_buttocks_most,
            because=(knowledge.practice["relevance"].because,),
        )
    yield from _of_lying_on_the_front(intake.visit, held, gentle=gentle, knowledge=knowledge)


def _of_wish(visit: Visit) -> Iterator[Restriction]:
    if visit.not_there:
        because = (Statement("The client does not want to be touched there.", Basis.PRODUCT),)
        yield Restriction("wish.not_there", _FORBID, sites=visit.not_there, because=because)
    if visit.foot_work == "no":
        because = (Statement("The client wants no foot work.", Basis.PRODUCT),)
        yield Restriction("wish.no_foot_work", _FORBID, sites=("foot",), because=because)


def _of_nerve_signs(intake: Intake, knowledge: Knowledge) -> Iterator[Restriction]:
    """Yield light pressure, a short visit, and distance from the leg that the nerve serves."""
    nerve, body = knowledge.practice_values("nerve_comfort"), anatomy.body()
    because = (Statement(nerve["text"], Basis.PRODUCT),)
    yield Restriction(
        "nerve_comfort.1", _FORBID, techniques=tuple(nerve["forbid"]), because=because
    )
    yield Restriction(
        "nerve_comfort.2",
        _CAP,
        sites=("back", "pelvis", "leg"),
        pressure=nerve["pressure_most"],
        because=because,
    )
    short = (Statement(nerve["short"], Basis.PRACTICE),)
    yield Restriction("nerve_comfort.3", _CAP, minutes=nerve["minutes_most"], because=short)
    painful = {mark.side for mark in marked_pain(intake) if body.within(mark.site, "leg")}
    sides = tuple(side for side in (Side.LEFT, Side.RIGHT) if side in painful)
    if sides:
        away = (Statement(nerve["away"], Basis.PRACTICE),)
        spared = tuple(nerve["spared"])
        yield Restriction("nerve_comfort.4", _FORBID, sites=spared, sides=sides, because=away)


def _of_lying_on_the_front(
    visit: Visit, held: Iterable[Restriction], *, gentle: bool, knowledge: Knowledge
) -> Iterator[Restriction]:
    """Yield the bound on lying on the front, where the visit is long enough to reach it."""
    parts = figures(knowledge).parts
    can = figures(knowledge).supports.get(visit.support, ())
    barred = any(
        Position.PRONE in one.positions
        and one.kind is _FORBID
        and not (one.techniques or one.sites or one.sides or one.heat)
        for one in held
    )
    # Who tolerates neither side has the front left, as long as it is comfortable.
    told = visit.positions_tolerated or can
    most = parts.prone_most["gentle" if gentle else "others"]
    hands_on = parts.hands_on("gentle" if gentle else "follow_up", visit.minutes)[1]
    if barred or not set(can) & set(told) >= _LYING or hands_on <= most:
        return
    because = Statement(knowledge.practice_values("session_parts")["prone_why"], Basis.PRACTICE)
    yield Restriction(
        "visit.prone", _CAP, positions=(Position.PRONE,), minutes=most, because=(because,)
    )
