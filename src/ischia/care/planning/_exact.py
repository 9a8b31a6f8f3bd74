"""The planner: an exact dynamic programme over layouts.

Each layout is a choice of one option an item under a few capacities. Minutes alone give a
bound for each layout; layouts are solved in the order of their bounds until no bound can beat
what was found. Within a layout, capacities that the relaxed optimum keeps need not be counted:
a best choice of the relaxed problem that is lawful is a best choice.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from ischia.care.planning._problem import Item, Layout, Problem
from ischia.care.planning._prune import Option

NEVER = -(10**8)
"""Value of what cannot be: far below any plan, far above the smallest whole number held."""

Table = npt.NDArray[np.int32]


@frozen
class Solution:
    """A best choice: its layout, one option an item taken, and its value."""

    layout: Layout
    options: tuple[Option, ...]
    value: int


def solve(asked: Problem) -> Solution | None:
    """Return the best choice over all layouts; ``None`` when no layout has any.

    Ties fall to the layout that comes first, then to the option that comes first in each item
    in turn: the answer is one and the same on every machine.
    """
    bounds = [(_bound(layout), layout) for layout in asked.layouts]
    best: Solution | None = None
    for bound, layout in sorted(bounds, key=lambda pair: (-pair[0], pair[1].index)):
        if bound <= NEVER or (best is not None and bound < best.value):
            break
        found = _solve_layout(layout, asked.capacities)
        if found is not None and (best is None or _precedes(found, best)):
            best = found
    return best


def _precedes(one: Solution, other: Solution) -> bool:
    return (-one.value, one.layout.index) < (-other.value, other.layout.index)


def _bound(layout: Layout) -> int:
    """Return the value of the layout when minutes alone bind."""
    value = int(_tables(layout, (layout.minutes,), ())[0][-1])
    return value + layout.fixed if value > NEVER // 2 else NEVER


def _solve_layout(layout: Layout, capacities: tuple[int, ...]) -> Solution | None:
    """Count only the capacities that would otherwise be broken; each pass adds one."""
    counted: tuple[int, ...] = ()
    while True:
        sizes = (layout.minutes, *(capacities[index] for index in counted))
        tables = _tables(layout, sizes, counted)
        if tables[0][tuple(sizes)] < NEVER // 2:
            return None
        options = _walk(layout, tables, sizes, counted)
        used = [sum(option.uses[index] for option in options) for index in range(len(capacities))]
        broken = [index for index, most in enumerate(capacities) if used[index] > most]
        if not broken:
            value = sum(option.value for option in options) + layout.fixed
            return Solution(layout, options, value)
        counted = tuple(sorted({*counted, broken[0]}))


def _needs(option: Option, counted: tuple[int, ...]) -> tuple[int, ...]:
    return (option.minutes, *(option.uses[index] for index in counted))


def _tables(layout: Layout, sizes: tuple[int, ...], counted: tuple[int, ...]) -> list[Table]:
    """Return, from each item on, the best value for every remaining capacity."""
    shape = tuple(size + 1 for size in sizes)
    after: Table = np.zeros(shape, dtype=np.int32)
    tables = [after]
    for item in reversed(layout.items):
        here = np.full(shape, NEVER, dtype=np.int32) if item.must else after.copy()
        for need, value in _fronts(item, counted):
            if any(n >= end for n, end in zip(need, shape, strict=True)):
                continue
            into = here[tuple(slice(n, None) for n in need)]
            rest = after[tuple(slice(0, end - n) for n, end in zip(need, shape, strict=True))]
            np.maximum(into, rest + value, out=into)
        tables.append(here)
        after = here
    return tables[::-1]


def _fronts(item: Item, counted: tuple[int, ...]) -> Sequence[tuple[tuple[int, ...], int]]:
    """Return the best value for each need, seen through the capacities that are counted."""
    best: dict[tuple[int, ...], int] = {}
    for option in item.options:
        need = _needs(option, counted)
        if option.value > best.get(need, NEVER):
            best[need] = option.value
    return list(best.items())


def _walk(
    layout: Layout, tables: list[Table], sizes: tuple[int, ...], counted: tuple[int, ...]
) -> tuple[Option, ...]:
    """Read the first best option of each item in turn off the tables."""
    left = list(sizes)
    taken = []
    for index, item in enumerate(layout.items):
        here, after = tables[index][tuple(left)], tables[index + 1]
        if not item.must and after[tuple(left)] == here:
            continue
        for option in item.options:
            rest = [have - n for have, n in zip(left, _needs(option, counted), strict=True)]
            if min(rest) >= 0 and after[tuple(rest)] + option.value == here:
                taken.append(option)
                left = rest
                break
    return tuple(taken)
