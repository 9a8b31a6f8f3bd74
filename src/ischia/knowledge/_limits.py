"""Does a limit bind an act? One reading for session, home care and live changes."""

from attrs import frozen

from ischia import anatomy
from ischia.knowledge._care import Exercise, Technique
from ischia.knowledge._entries import Knowledge
from ischia.knowledge._safety import Restriction, RestrictionKind
from ischia.quantities import MAX_PRESSURE, Position, Side


@frozen
class Act:
    """Something that may be done to or by a client.

    Parameters
    ----------
    id
        Id of the technique or exercise.
    families
        Every family it belongs to, there and at that pressure.
    sites, sides, positions
        Where and how; several for an exercise; empty when it is bound to none.
    pressure
        1 to 4; 0 for an exercise.
    heat
        Whether it brings heat.
    """

    id: str
    families: frozenset[str]
    sites: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    pressure: int = 0
    heat: bool = False


@frozen
class Spot:
    """Where hands are: a site, its side and the position of the client."""

    site: str
    side: Side
    position: Position


def hands_on(technique: Technique, spot: Spot, pressure: int, knowledge: Knowledge) -> Act:
    """Return the act of a technique at a spot and pressure.

    Pressure 4 is deep whatever the technique, and a stretch takes further families from
    where it pulls (practice ``families``): at the back of the thigh it is a hamstring
    stretch.
    """
    families = set(technique.families)
    if pressure == MAX_PRESSURE:
        families.add("deep")
    if "stretch" in families:
        families |= _stretch_families(spot.site, knowledge)
    return Act(
        id=technique.id,
        families=frozenset(families),
        sites=(spot.site,),
        sides=(spot.side,),
        positions=(spot.position,),
        pressure=pressure,
        heat=technique.heat,
    )


def _stretch_families(site: str, knowledge: Knowledge) -> set[str]:
    named = knowledge.practice_values("families")
    body = anatomy.body()
    return {
        family
        for family, entry in named.items()
        if any(body.touch(site, other) for other in entry.get("stretch_on", ()))
    }


def exercise(entry: Exercise) -> Act:
    """Return the act of an exercise: on both sides, in any of its positions."""
    return Act(
        id=entry.id,
        families=frozenset(entry.families),
        sites=entry.sites,
        sides=tuple(Side),
        positions=entry.positions,
        heat="heat" in entry.families,
    )


def binds(restriction: Restriction, act: Act) -> bool:
    """Return whether every field that the restriction names fits the act.

    An empty field fits anything. Sites fit when one lies inside the other; work on a midline
    group such as the back touches both sides.
    """
    body = anatomy.body()
    return (
        (
            not restriction.techniques
            or not act.families.isdisjoint(restriction.techniques)
            or act.id in restriction.techniques
        )
        and (
            not restriction.sites
            or any(body.touch(one, other) for one in act.sites for other in restriction.sites)
        )
        and (not restriction.sides or _sides_meet(restriction.sides, act.sides))
        and (not restriction.positions or not set(restriction.positions).isdisjoint(act.positions))
        and (act.heat or not restriction.heat)
    )


def _sides_meet(limited: tuple[Side, ...], worked: tuple[Side, ...]) -> bool:
    return not set(limited).isdisjoint(worked) or (Side.MIDLINE in worked)


def forbidden(restriction: Restriction, act: Act) -> bool:
    """Return whether the restriction, taken alone, bars the act."""
    if restriction.kind is RestrictionKind.REQUIRE or not binds(restriction, act):
        return False
    if restriction.kind is RestrictionKind.FORBID:
        return True
    too_firm = restriction.pressure is not None and act.pressure > restriction.pressure
    return too_firm or restriction.minutes == 0


def caps_visit(restriction: Restriction) -> bool:
    """Return whether the restriction caps the minutes of the whole visit."""
    named = (
        restriction.techniques or restriction.sites or restriction.sides or restriction.positions
    )
    return (
        restriction.kind is RestrictionKind.CAP
        and restriction.minutes is not None
        and not named
        and not restriction.heat
    )
