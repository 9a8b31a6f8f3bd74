"""Ways to work an item, and dropping those that another beats at no greater use."""

from collections.abc import Iterable

from attrs import frozen

from ischia.care.planning._recipes import Recipe
from ischia.quantities import Position, Side


@frozen
class Work:
    """A recipe at its place."""

    site: str
    side: Side
    position: Position
    recipe: Recipe
    part: str = "site"
    """``site``, ``opening`` or ``closing``."""


@frozen
class Option:
    """One way to work an item: its value, minutes and use of each capacity."""

    value: int
    minutes: int
    uses: tuple[int, ...]
    works: tuple[Work, ...]


def worth_knowing(valued: list[tuple[int, Recipe]]) -> tuple[tuple[int, Recipe], ...]:
    """Drop each recipe that one of equal minutes and no greater use beats or equals in value."""
    found: list[tuple[int, Recipe]] = []
    by_minutes: dict[int, list[tuple[int, ...]]] = {}
    for value, recipe in sorted(valued, key=lambda pair: -pair[0]):
        use = (recipe.parts, recipe.deep, *recipe.rows)
        rivals = by_minutes.setdefault(recipe.minutes, [])
        if not _covered(use, rivals):
            rivals.append(use)
            found.append((value, recipe))
    return tuple(sorted(found, key=lambda pair: pair[1].minutes))


def kept(options: Iterable[Option]) -> tuple[Option, ...]:
    """Drop each option that another of no greater use beats or equals; canonical order.

    Options that are worth the same at the same use keep the order in which they come: by
    position, then as their recipes rank.
    """
    found: list[Option] = []
    needs: list[tuple[int, ...]] = []
    for option in sorted(options, key=lambda one: (-one.value, one.minutes, one.uses)):
        need = (option.minutes, *option.uses)
        if not _covered(need, needs):
            found.append(option)
            needs.append(need)
    return tuple(found)


def _covered(need: tuple[int, ...], held: list[tuple[int, ...]]) -> bool:
    """Return whether some held need is nowhere greater."""
    for one in held:
        for mine, other in zip(one, need, strict=True):
            if mine > other:
                break
        else:
            return True
    return False
