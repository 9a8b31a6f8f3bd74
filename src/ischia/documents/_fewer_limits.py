"""The fewest limits that bar the same: a weaker one goes under its stronger, left and right join.

The data keep every limit with its reason; these are for the words a therapist takes to the table.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from typing import Final

from attrs import evolve

from ischia import anatomy
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Position, Side

_FORBID: Final = RestrictionKind.FORBID
_DEEP: Final = "deep"


def fewer_limits(limits: Iterable[Restriction], *, knowledge: Knowledge) -> tuple[Restriction, ...]:
    """Return limits that bar the same, without those that a stronger one holds within it.

    Each bar is taken apart into single techniques; what another bar covers is dropped; left
    and right, positions and places are joined; then what holds at the same place is gathered.
    """
    single = dict.fromkeys(part for limit in limits for part in _taken_apart(limit))
    kept = _uncovered(list(single), knowledge)
    kept = _joined(kept, _without_sides, _both_sides)
    kept = _joined(kept, _without_positions, _all_positions)
    kept = _joined(_uncovered(kept, knowledge), _without_sites, _all_sites)
    return tuple(_joined(_uncovered(kept, knowledge), _without_techniques, _all_techniques))


def _taken_apart(limit: Restriction) -> Iterator[Restriction]:
    """Yield the limit as bars of one technique, one pressure or one number of minutes."""
    bare = Restriction(
        "", limit.kind, sites=limit.sites, sides=_sides(limit), positions=limit.positions
    )
    bare = evolve(bare, heat=limit.heat, minutes=None)
    techniques: list[tuple[str, ...]] = [(one,) for one in limit.techniques] or [()]
    if limit.kind is _FORBID:
        yield from (evolve(bare, techniques=one) for one in techniques)
    if limit.kind is RestrictionKind.CAP:
        if limit.pressure is not None:
            yield from (evolve(bare, techniques=o, pressure=limit.pressure) for o in techniques)
        if limit.minutes == 0:
            yield from (evolve(bare, kind=_FORBID, techniques=one) for one in techniques)
        elif limit.minutes is not None:  # counted together, so never taken apart
            yield evolve(bare, techniques=limit.techniques, minutes=limit.minutes)


def _sides(limit: Restriction) -> tuple[Side, ...]:
    return () if {Side.LEFT, Side.RIGHT} <= set(limit.sides) else limit.sides


def _uncovered(limits: list[Restriction], knowledge: Knowledge) -> list[Restriction]:
    """Drop each limit that another, kept, covers."""
    dropped: set[Restriction] = set()
    for one, other in permutations(limits, 2):
        if other not in dropped and one not in dropped and _covers(other, one, knowledge):
            dropped.add(one)
    return [one for one in limits if one not in dropped]


def _covers(strong: Restriction, weak: Restriction, knowledge: Knowledge) -> bool:
    """Return whether whatever the weak limit bars, the strong one bars too."""
    return (
        _is_as_strict(strong, weak)
        and _has_techniques(strong, weak, knowledge)
        and _has_sites(strong, weak)
        and (not strong.sides or (bool(weak.sides) and set(weak.sides) <= set(strong.sides)))
        and _has_positions(strong, weak, knowledge)
        and (weak.heat or not strong.heat)
    )


def _is_as_strict(strong: Restriction, weak: Restriction) -> bool:
    if strong.kind is _FORBID:
        return True
    if weak.kind is _FORBID:
        return False
    if strong.pressure is not None:
        return weak.pressure is not None and strong.pressure <= weak.pressure
    return weak.minutes is not None and (strong.minutes or 0) <= weak.minutes


def _has_techniques(strong: Restriction, weak: Restriction, knowledge: Knowledge) -> bool:
    if not strong.techniques or set(weak.techniques) <= set(strong.techniques):
        return not strong.techniques or bool(weak.techniques)
    return bool(weak.techniques) and all(
        not _families(one, knowledge).isdisjoint(strong.techniques) for one in weak.techniques
    )


def _families(name: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the families an act is in wherever it is done; none for a family."""
    if name in knowledge.techniques:
        return frozenset(knowledge.techniques[name].families)
    return (
        frozenset(knowledge.exercises[name].families)
        if name in knowledge.exercises
        else frozenset()
    )


def _has_sites(strong: Restriction, weak: Restriction) -> bool:
    body = anatomy.body()
    return not strong.sites or (
        bool(weak.sites)
        and all(any(body.within(one, big) for big in strong.sites) for one in weak.sites)
    )


def _has_positions(strong: Restriction, weak: Restriction, knowledge: Knowledge) -> bool:
    """Return whether the positions fit; exercises lie as they lie, whatever a limit names."""
    if not strong.positions:
        return True
    if weak.positions:
        return set(weak.positions) <= set(strong.positions)
    return bool(weak.techniques) and all(
        _only_lying(one, strong.positions, knowledge) for one in weak.techniques
    )


def _only_lying(name: str, positions: tuple[Position, ...], knowledge: Knowledge) -> bool:
    """Return whether a name stands for exercises alone, each in one of the positions."""
    if name == _DEEP or any(
        name in {one.id, *one.families} for one in knowledge.techniques.values()
    ):
        return False
    named = [one for one in knowledge.exercises.values() if name in {one.id, *one.families}]
    return bool(named) and all(not set(one.positions).isdisjoint(positions) for one in named)


_Of = Callable[[Restriction], Restriction]
_Together = Callable[[list[Restriction]], Restriction]


def _joined(limits: list[Restriction], without: _Of, together: _Together) -> list[Restriction]:
    """Join limits that are alike but for one field; minutes are counted, so never joined."""
    groups: dict[Restriction, list[Restriction]] = {}
    for limit in limits:
        key = limit if limit.minutes is not None else without(limit)
        groups.setdefault(key, []).append(limit)
    return [together(some) for some in groups.values()]


def _without_sides(limit: Restriction) -> Restriction:
    return evolve(limit, sides=(Side.MIDLINE,)) if limit.sides else limit


def _both_sides(some: list[Restriction]) -> Restriction:
    sides = tuple(dict.fromkeys(side for one in some for side in one.sides))
    joined = evolve(some[0], sides=sides)
    return evolve(joined, sides=_sides(joined))


def _without_positions(limit: Restriction) -> Restriction:
    return evolve(limit, positions=tuple(Position)) if limit.positions else limit


def _all_positions(some: list[Restriction]) -> Restriction:
    named = {position for one in some for position in one.positions}
    return evolve(some[0], positions=tuple(one for one in Position if one in named))


def _without_sites(limit: Restriction) -> Restriction:
    return evolve(limit, sites=("any",)) if limit.sites else limit


def _all_sites(some: list[Restriction]) -> Restriction:
    """Join the places, in the order of the body and without those that lie in another."""
    body = anatomy.body()
    named = {site for one in some for site in one.sites}
    whole = {one for one in named if not any(one != big and body.within(one, big) for big in named)}
    return evolve(some[0], sites=tuple(site.id for site in body if site.id in whole))


def _without_techniques(limit: Restriction) -> Restriction:
    return evolve(limit, techniques=("any",)) if limit.techniques else limit


def _all_techniques(some: list[Restriction]) -> Restriction:
    named = dict.fromkeys(one for limit in some for one in limit.techniques)
    return evolve(some[0], techniques=tuple(named))
