"""Which exercises are shown in a picture: none that shows a way to lie that a limit bars."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ischia import charts
from ischia.care.planning import SessionPlan
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Position

_DRAWN_LYING: Final[Mapping[str, Position]] = MappingProxyType({"pelvic_tilt": Position.SUPINE})
"""Exercises that may be done in any position, by the one that is drawn."""


def is_pictured(
    exercise: str | None, limits: Iterable[Restriction], *, knowledge: Knowledge
) -> bool:
    """Return whether an exercise has a picture that the limits allow to be followed."""
    name = exercise or ""
    if name not in charts.pictured_exercises() or name not in knowledge.exercises:
        return False
    drawn = {
        *knowledge.exercises[name].positions,
        *([_DRAWN_LYING[name]] if name in _DRAWN_LYING else []),
    }
    barred = {
        position
        for limit in limits
        if limit.kind is RestrictionKind.FORBID and not limit.techniques and not limit.sites
        for position in limit.positions
    }
    return drawn.isdisjoint(barred)


def limits_of(plan: SessionPlan) -> tuple[Restriction, ...]:
    """Return the limits that a plan's cautions word."""
    return tuple(one.limit for one in plan.cautions if one.limit is not None)
