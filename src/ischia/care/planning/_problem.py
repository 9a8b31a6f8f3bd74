"""The session as a problem without solver words: layouts, items, options, capacities."""

from itertools import combinations

from attrs import frozen

from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import HOUR, Figures
from ischia.care.planning._prune import Option
from ischia.care.planning._sides import BACK, Sides
from ischia.care.planning._ways import Ways, opener
from ischia.knowledge import Knowledge, Restriction
from ischia.quantities import Position


@frozen
class Item:
    """A left-right pair of sites, or the opening of the back, with the ways to work it.

    ``must`` says that one of the options is taken.
    """

    site: str
    options: tuple[Option, ...]
    must: bool = False


@frozen
class Layout:
    """Positions in order, with or without opening and closing strokes.

    Parameters
    ----------
    minutes
        Most minutes with hands on, wiping of soles included.
    fixed
        Value taken off for the positions.
    """

    index: int
    positions: tuple[Position, ...]
    opening: str
    minutes: int
    fixed: int
    items: tuple[Item, ...]


@frozen
class Problem:
    """All layouts, and the capacities that bind every one.

    They are: parts, deep, bent, each counted limit, and last how many targets may stay unworked
    in the position of the opening strokes: all but one.
    """

    layouts: tuple[Layout, ...]
    capacities: tuple[int, ...]
    counted: tuple[Restriction, ...]


def problem(asked: Brief, known: Figures, knowledge: Knowledge, *, whole: bool = False) -> Problem:
    """Return the problem of a brief.

    ``whole`` tries every row of strokes and keeps every way, also those that another beats: for
    the second solver, so that what is dropped for quickness is proved with the rest.
    """
    sides = Sides(asked, known, knowledge, whole=whole)
    return _Builder(asked, known, Ways(asked, known, sides)).build()


@frozen
class _Builder:
    asked: Brief
    known: Figures
    ways: Ways

    def build(self) -> Problem:
        asked, parts = self.asked, self.known.parts
        layouts: list[Layout] = []
        # A pinned place that this visit does not work at all leaves no plan, never a plan without.
        is_worked = asked.least.keys() <= {target.site for target in asked.targets}
        most = min(asked.positions_most, len(asked.positions)) if is_worked else 0
        for n in range(1, most + 1):
            for positions in combinations(asked.positions, n):
                for opening in ("none", "open", "open_close"):
                    layout = self._layout(len(layouts), positions, opening)
                    if layout is not None:
                        layouts.append(layout)
        large = 10**6
        bent = large if asked.bent_most is None else asked.bent_most
        capacities = (
            parts.parts_most(asked.minutes),
            asked.deep_most,
            bent,
            *(limit.minutes or 0 for limit in self.asked.counted),
            max(0, len(asked.targets) - 1),
        )
        return Problem(tuple(layouts), capacities, self.asked.counted)

    def _layout(self, index: int, positions: tuple[Position, ...], opening: str) -> Layout | None:
        asked = self.asked
        minutes = self._hands_on(positions)
        opened_at = None if opening == "none" else opener(positions)
        items, unworked = [], 0
        for target in asked.targets:
            options = self.ways.options(target, positions, opening)
            pinned = target.site in asked.least
            if options and opened_at is not None and not pinned:
                items.append(Item(target.site, (*options, self._nothing()), must=True))
            elif options:
                items.append(Item(target.site, options, must=pinned))
            elif pinned:
                return None
            else:
                unworked += 1
        if opening != "none":
            opened = self.ways.opening(positions, opening, unworked)
            if not opened:
                return None
            items.insert(0, Item(BACK, opened, must=True))
        used = {work.position for item in items for option in item.options for work in option.works}
        if minutes < self.known.parts.part_least or not set(positions) <= used:
            return None
        relaxing = self.asked.style == "relaxation"
        change = "position_change_relaxation" if relaxing else "position_change"
        limited = sum(self._is_limited(position) for position in positions)
        # Turning over is part of a long visit: each turn weighs less there.
        turn = self.known.weights[change] * HOUR // max(HOUR, asked.minutes)
        fixed = -turn * (len(positions) - 1)
        fixed -= self.known.weights["position_limited"] * limited
        return Layout(index, positions, opening, minutes, fixed, tuple(items))

    def _nothing(self) -> Option:
        """Return the option to leave a target unworked, counted where strokes open the back."""
        rows = 3 + len(self.asked.counted)
        return Option(0, 0, (*(0 for _ in range(rows)), 1), ())

    def _is_limited(self, position: Position) -> bool:
        """Return whether a limit lets the client lie so for few minutes only."""
        few = self.known.parts.position_limited_below
        return any(
            position in limit.positions and (limit.minutes or 0) < few
            for limit in self.asked.counted
        )

    def _hands_on(self, positions: tuple[Position, ...]) -> int:
        asked, parts = self.asked, self.known.parts
        fixed = sum(
            parts.span(part, asked.visit_kind, asked.minutes)[0]
            for part in ("arrive", "position", "teach", "rise")
        )
        turns = parts.span("turn", asked.visit_kind, asked.minutes)[0] * (len(positions) - 1)
        share = parts.hands_on(asked.visit_kind, asked.minutes)[1]
        return min(asked.minutes - fixed - turns, share)
