"""The don'ts of fitting patterns, laid on the side that hurts."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from ischia import anatomy
from ischia.knowledge import UNANSWERED, Answers, Mark, Pattern, Restriction
from ischia.quantities import Position, Side

_LYING_ON = {
    Position.SIDE_LYING_LEFT: Side.LEFT,
    Position.SIDE_LYING_RIGHT: Side.RIGHT,
}


def limits(patterns: Iterable[Pattern], answers: Answers) -> tuple[Restriction, ...]:
    """Return every restriction of the given patterns.

    A restriction that takes its place from the body chart (``where_from: [pain_map]``) and
    forbids lying on a side binds the sore side only; without marks there it binds both.
    """
    return tuple(
        limit for one in patterns for made in one.restrictions for limit in _laid(made, answers)
    )


def _laid(made: Restriction, answers: Answers) -> Iterator[Restriction]:
    if "pain_map" not in made.where_from:
        yield made
        return
    sore = set(_sore_sides(made.sites, answers)) or set(_LYING_ON.values())
    positions = tuple(
        place for place in made.positions if place not in _LYING_ON or _LYING_ON[place] in sore
    )
    if positions:
        yield evolve(made, positions=positions, sites=(), where_from=())


def _sore_sides(sites: tuple[str, ...], answers: Answers) -> Iterator[Side]:
    marks = answers.get("pain_map", UNANSWERED).value
    body = anatomy.body()
    for mark in marks if isinstance(marks, tuple) else ():
        if isinstance(mark, Mark) and mark.intensity > 0:
            touched = any(body.touch(mark.site, site) for site in sites)
            if touched and mark.side is not Side.MIDLINE:
                yield mark.side
