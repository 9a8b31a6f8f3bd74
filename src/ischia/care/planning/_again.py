"""What limits an id of our own may stand for: to say a kept plan again, never to plan with."""

from collections.abc import Iterable, Iterator

from ischia import anatomy
from ischia.care.planning._brief import Change
from ischia.care.planning._changes import change_limits
from ischia.care.planning._figures import figures
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Position, Side

_FORBID, _CAP = RestrictionKind.FORBID, RestrictionKind.CAP
_SIDES = ((), (Side.LEFT,), (Side.RIGHT,), (Side.LEFT, Side.RIGHT))


def limits_called(
    name: str, changes: Iterable[Change], *, knowledge: Knowledge
) -> Iterator[Restriction]:
    """Yield each limit that pattern, wish, style, nerve signs or a change can make under an id."""
    kind = name.partition(".")[0]
    if kind in knowledge.patterns:
        yield from (one for one in knowledge.patterns[kind].restrictions if one.id == name)
    elif kind == "change":
        for change in changes:
            yield from change_limits(change, name, knowledge)
    elif kind == "nerve_comfort":
        yield from _of_nerve_signs(name, knowledge)
    elif kind == "wish":
        yield from _of_wish(name)
    elif name == "style.relaxation":
        most = figures(knowledge).relevance.back_and_buttocks_most
        yield Restriction(name, _CAP, sites=("back", "pelvis"), minutes=most)
    elif name == "visit.prone":
        for most in figures(knowledge).parts.prone_most.values():
            yield Restriction(name, _CAP, positions=(Position.PRONE,), minutes=most)


def _of_wish(name: str) -> Iterator[Restriction]:
    yield Restriction(name, _FORBID, sites=("foot",))
    yield Restriction(name, _FORBID, heat=True)
    for site in anatomy.body():
        yield from (Restriction(name, _FORBID, sites=(site.id,), sides=one) for one in _SIDES)


def _of_nerve_signs(name: str, knowledge: Knowledge) -> Iterator[Restriction]:
    nerve = knowledge.practice_values("nerve_comfort")
    yield Restriction(name, _FORBID, techniques=tuple(nerve["forbid"]))
    wide = ("back", "pelvis", "leg")
    yield Restriction(name, _CAP, sites=wide, pressure=nerve["pressure_most"])
    yield Restriction(name, _CAP, minutes=nerve["minutes_most"])
    spared = tuple(nerve["spared"])
    yield from (Restriction(name, _FORBID, sites=spared, sides=one) for one in _SIDES)
