"""The ways to work one place: recipes of both sides together, at given positions.

What a place is worth does not depend on the other places: the session's own bounds (minutes,
parts, hands) stand in the problem, which picks one of these ways for each place.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import SIDE_LYING, Figures
from ischia.care.planning._prune import Option, Work, kept
from ischia.care.planning._recipes import Recipe
from ischia.care.planning._sides import BACK, OPENING_AT, Sides, SideWork
from ischia.care.planning._targets import Target
from ischia.knowledge import Spot
from ischia.quantities import Position, Side

FOOT = "foot"


_Parts = tuple[tuple[SideWork, Recipe], ...]


@frozen
class _Way:
    """An option before it is known to be worth keeping."""

    value: int
    need: tuple[int, ...]
    parts: _Parts

    @property
    def rank(self) -> tuple[object, ...]:
        """Return what ways of equal need are told apart by."""
        return (
            -self.value,
            [
                (side.side.value, [(s.technique, s.pressure, s.minutes) for s in recipe.strokes])
                for side, recipe in self.parts
            ],
        )


def opener(positions: tuple[Position, ...]) -> Position | None:
    """Return the position in which long strokes may open the back, if there is one."""
    return next((one for one in positions if one in OPENING_AT), None)


def _elsewhere(
    options: tuple[Option, ...], where: dict[Side, Position], opened_at: Position | None
) -> tuple[Option, ...]:
    """Return the options with a last use: 1 unless they work where strokes open the back."""
    use = 0 if opened_at is None or opened_at in where.values() else 1
    return tuple(evolve(option, uses=(*option.uses, use)) for option in options)


def _works(site: str, parts: _Parts) -> tuple[Work, ...]:
    return tuple(Work(site, side.side, side.position, recipe) for side, recipe in parts)


@frozen
class Ways:
    """Every way worth knowing to work the places of one brief; each is worked out once."""

    asked: Brief
    known: Figures
    sides: Sides
    _pairs: dict[tuple[object, ...], tuple[Option, ...]] = field(factory=dict)
    _unions: dict[tuple[object, ...], tuple[Option, ...]] = field(factory=dict)

    def options(
        self, target: Target, positions: tuple[Position, ...], opening: str
    ) -> tuple[Option, ...]:
        """Return the ways to work a target in a layout; feet only in its last position."""
        usable = positions[-1:] if target.site == FOOT else positions
        places: list[dict[Side, Position]] = [
            dict.fromkeys(Side, one) for one in usable if one not in SIDE_LYING.values()
        ]
        sided = {side: one for side, one in SIDE_LYING.items() if one in usable}
        if sided:
            places.append({Side.MIDLINE: next(iter(sided.values())), **sided})
        opened_at = None if opening == "none" else opener(positions)
        found = [
            _elsewhere(some, one, opened_at)
            for one in places
            if (some := self._options_at(target, one, opening))
        ]
        if len(found) < 2:  # noqa: PLR2004 -- nothing to compare
            return found[0] if found else ()
        opened = opening if anatomy.body().within(target.site, BACK) else "none"
        key = (target.site, usable, opened, opened_at)
        if key not in self._unions:
            self._unions[key] = self._keep(one for some in found for one in some)
        return self._unions[key]

    def opening(
        self, positions: tuple[Position, ...], opening: str, unworked: int
    ) -> tuple[Option, ...]:
        """Return the ways to open the back in a layout, and to close it where that is asked.

        Each carries the targets that no option works, so that at least one of the others is
        worked in the position that was opened.
        """
        position = opener(positions)
        body = anatomy.body()
        scores = [
            score
            for target in self.asked.targets
            if body.within(target.site, BACK)
            for _, score in target.sides
        ]
        if position is None or not scores:
            return ()
        spot = Spot(BACK, Side.MIDLINE, position)
        relevance = max(scores) * self.known.weights["whole_back"] // 100
        fit = self.known.fit
        span = self.sides.opening_span()
        opens = self.sides.over_the_back(spot, relevance, span[1], "opening")
        closes = self.sides.over_the_back(spot, relevance, fit.closing_minutes, "closing")
        closing = next(iter(closes), None)
        if opening == "open_close" and closing is None:
            return ()
        options = []
        for recipe in opens:
            works = [Work(BACK, Side.MIDLINE, position, recipe, "opening")]
            if opening == "open_close" and closing is not None:
                works.append(Work(BACK, Side.MIDLINE, position, closing, "closing"))
            value = sum(self.sides.value(relevance, work.recipe, span) for work in works)
            stand = SideWork(Side.MIDLINE, relevance, position, (), ())
            way = self._way(BACK, value, tuple((stand, work.recipe) for work in works))
            uses = (*way.need[1:], unworked)
            options.append(Option(way.value, way.need[0], uses, tuple(works)))
        return self._keep(options)

    def _options_at(
        self, target: Target, where: dict[Side, Position], opening: str
    ) -> tuple[Option, ...]:
        opened = opening if anatomy.body().within(target.site, BACK) else "none"
        key = (target.site, tuple(where.values()), tuple(where), opened)
        if key not in self._pairs:
            # The wipe after the feet is no minute of theirs: what is pinned is hands on.
            wipe = self.known.parts.wipe if target.site == FOOT else 0
            least = self.asked.least.get(target.site, 0) + wipe
            best: dict[tuple[int, ...], _Way] = {}
            for way in self._ways(target, where, opened):
                held = best.get(way.need)
                if way.need[0] >= least and (held is None or way.rank < held.rank):
                    best[way.need] = way
            self._pairs[key] = self._keep(
                Option(way.value, way.need[0], way.need[1:], _works(target.site, way.parts))
                for way in best.values()
            )
        return self._pairs[key]

    def _ways(self, target: Target, where: dict[Side, Position], opening: str) -> Iterator["_Way"]:
        """Yield ways to work both sides, or one.

        Sides worth the same get the same minutes: a body is not worked lopsided. Where one
        hurts, the other gets a share of its minutes. One side alone is worth less, unless it
        is the sorer.
        """
        worth = dict(target.sides)
        sides = [
            self.sides.side(target, side, where[side], opening) for side in worth if side in where
        ]
        ranked = sorted((one for one in sides if one.ranked), key=lambda one: -one.relevance)
        for one in ranked:
            others = [score for side, score in worth.items() if side is not one.side]
            uneven = bool(others) and max(others) >= one.relevance
            off = self.known.weights["lopsided"] if uneven else 0
            for value, recipe in one.ranked:
                yield self._way(target.site, value - off, ((one, recipe),))
        if len(ranked) > 1:
            first, second = ranked
            level = second.relevance == first.relevance
            share = self._lesser_share(target, first.side, second.side)
            if level and first.strokes == second.strokes:
                # Sides alike in every respect get the same strokes.
                for value, recipe in first.ranked:
                    both = ((first, recipe), (second, recipe))
                    yield self._way(target.site, 2 * value, both)
                return
            for value, recipe in first.ranked:
                for other_value, other in second.ranked:
                    if (
                        other.minutes == recipe.minutes
                        if level
                        else 100 * other.minutes <= share * recipe.minutes
                    ):
                        both = ((first, recipe), (second, other))
                        yield self._way(target.site, value + other_value, both)

    def _keep(self, options: Iterable[Option]) -> tuple[Option, ...]:
        return tuple(options) if self.sides.whole else kept(options)

    def _lesser_share(self, target: Target, sorer: Side, lesser: Side) -> int:
        """Return the most percent of the sorer side's minutes that the lesser side gets."""
        hurts = [
            any(reason.code == "site.complaint" for reason in target.why.get(side, ()))
            for side in (sorer, lesser)
        ]
        return self.known.parts.lesser_side_most if hurts == [True, False] else 100

    def _way(self, site: str, value: int, parts: "_Parts") -> "_Way":
        recipes = [recipe for _, recipe in parts]
        minutes = sum(recipe.minutes for recipe in recipes)
        foot, position = site == FOOT, parts[0][0].position
        bends = self.asked.bent_most is not None and self.known.hands.stands(site, position)
        rows = (sum(column) for column in zip(*(recipe.rows for recipe in recipes), strict=True))
        need = (
            minutes + (self.known.parts.wipe if foot else 0),
            sum(recipe.parts for recipe in recipes),
            sum(recipe.deep for recipe in recipes),
            minutes if bends else 0,
            *rows,
        )
        return _Way(value + self.known.weights["hands_on"] * minutes, need, parts)
