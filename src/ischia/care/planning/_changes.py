"""Changes of a plan, as limits and least minutes that the same planner obeys."""

from collections.abc import Iterator

from attrs import evolve

from ischia import anatomy
from ischia.care.intake import Intake
from ischia.care.planning._brief import Brief, Change
from ischia.knowledge import Basis, Knowledge, Restriction, RestrictionKind, Statement

_BECAUSE = (Statement("Changed at the word of therapist or client.", Basis.PRODUCT),)
_PINS = frozenset({"pin", "lengthen"})
_WHOLE = 100


def rebooked(intake: Intake, changes: tuple[Change, ...]) -> Intake:
    """Return the intake with the minutes that a change books; the last one counts."""
    minutes = [one.minutes for one in changes if one.kind == "minutes" and one.minutes]
    if not minutes:
        return intake
    return evolve(intake, visit=evolve(intake.visit, minutes=minutes[-1]))


def changed(asked: Brief, changes: tuple[Change, ...], *, knowledge: Knowledge) -> Brief:
    """Return the brief with each change in it; no change loosens a limit."""
    limits = [
        limit
        for number, change in enumerate(changes, start=1)
        for limit in change_limits(change, f"change.{number}", knowledge)
    ]
    least = {
        change.site: change.minutes or 1
        for change in changes
        if change.kind in _PINS and change.site is not None
    }
    first = tuple(one.site for one in changes if one.kind == "reorder" and one.site is not None)
    asked = evolve(asked, restrictions=(*asked.restrictions, *limits), least=least, first=first)
    return _preferring(asked, changes, knowledge)


def _preferring(asked: Brief, changes: tuple[Change, ...], knowledge: Knowledge) -> Brief:
    """Return the brief in which what helped is worth more; what is worth nothing stays out."""
    helped = [one for one in changes if one.kind == "prefer"]
    sites = {one.site for one in helped if one.site is not None}
    more = knowledge.practice_values("technique_fit")["preferred_site"] if sites else 0
    targets = tuple(
        evolve(
            target, sides=tuple((side, min(_WHOLE, worth + more)) for side, worth in target.sides)
        )
        if target.site in sites
        else target
        for target in asked.targets
    )
    techniques = frozenset(one.technique for one in helped if one.technique is not None)
    return evolve(asked, targets=targets, preferred=techniques)


def change_limits(change: Change, name: str, knowledge: Knowledge) -> Iterator[Restriction]:
    sites = (change.site,) if change.site else ()
    sides = (change.side,) if change.side else ()
    forbid, cap = RestrictionKind.FORBID, RestrictionKind.CAP
    place = Restriction(name, forbid, sites=sites, sides=sides, because=_BECAUSE)
    one = (change.technique,) if change.technique else ()
    if change.kind == "not_there" and sites:
        yield place
    elif change.kind == "drop" and (sites or one):
        yield evolve(place, techniques=one)
    elif change.kind == "swap" and one:
        yield evolve(place, techniques=_others(change.to, knowledge) if change.to else one)
    elif change.kind == "less" and change.pressure:
        yield evolve(place, kind=cap, pressure=change.pressure)
    elif change.kind == "shorten" and sites and change.minutes is not None:
        yield evolve(place, kind=cap, minutes=change.minutes)


def _others(technique: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the other techniques that play the same part."""
    role = knowledge.techniques[technique].role
    return tuple(
        one.id for one in knowledge.techniques.values() if one.role == role and one.id != technique
    )


def undone(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return sentences on the changes that leave no plan; none when nothing was changed."""
    pinned = [one for one in changes if one.kind in _PINS and one.site]
    if pinned:
        body = anatomy.body()
        sites = ", ".join(
            f"{body[str(one.site)].label} at least {one.minutes or 1} minutes" for one in pinned
        )
        return (
            f"Pinned: {sites}.",
            "A plan is possible with this change: unpin, or pin fewer minutes.",
        )
    if not changes:
        return ()
    return (
        "With these changes nothing is left that the limits allow and that fits the time.",
        "A plan is possible without the last one: take it back, or book another length.",
    )
