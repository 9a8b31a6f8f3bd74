"""Which exercises are shown in a picture: none that shows a way to lie that a limit bars."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ischia import charts
from ischia.care.planning import HomeCare, SessionPlan
from ischia.knowledge import Knowledge, RestrictionKind
from ischia.quantities import Position

_DRAWN_LYING: Final[Mapping[str, Position]] = MappingProxyType({"pelvic_tilt": Position.SUPINE})
"""Exercises that may be done in any position, by the one that is drawn."""


def is_pictured(one: HomeCare, plan: SessionPlan, *, knowledge: Knowledge) -> bool:
    """Return whether an exercise has a picture that the limits of the plan allow to be followed."""
    name = one.exercise or ""
    if name not in charts.pictured_exercises():
        return False
    drawn = {
        *knowledge.exercises[name].positions,
        *([_DRAWN_LYING[name]] if name in _DRAWN_LYING else []),
    }
    barred = {
        position
        for caution in plan.cautions
        if (limit := caution.limit) is not None
        and limit.kind is RestrictionKind.FORBID
        and not limit.techniques
        and not limit.sites
        for position in limit.positions
    }
    return drawn.isdisjoint(barred)
