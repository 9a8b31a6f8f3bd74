"""One side of a place at one position: its lawful recipes, and what each of them is worth."""

from attrs import field, frozen

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import HOUR, Figures, Span
from ischia.care.planning._prune import worth_knowing
from ischia.care.planning._recipes import Choice, Question, Recipe, best_recipes
from ischia.care.planning._strokes import choices, undominated
from ischia.care.planning._targets import Target
from ischia.care.planning._trying import every_recipe
from ischia.knowledge import Knowledge, Spot
from ischia.quantities import Position, Side

OPENING_AT = (Position.SEATED, Position.PRONE)
BACK = "back"


@frozen
class Around:
    """What the strokes over the whole back do to a part of it.

    Parameters
    ----------
    warmed
        Minutes of warming before the part.
    closed
        Whether light strokes close the back after it.
    oiled
        Whether their oil is on the part from a position before this one.
    """

    warmed: int = 0
    closed: bool = False
    oiled: bool = False


ALONE = Around()
"""No strokes over the whole back come before or after."""


@frozen
class SideWork:
    """One side of a target at one position: its lawful strokes, and recipes with their value."""

    side: Side
    relevance: int
    position: Position
    strokes: tuple[Choice, ...]
    ranked: tuple[tuple[int, Recipe], ...]


@frozen
class Sides:
    """Every side of the places of one brief, each worked out once.

    ``whole`` tries every row of strokes, and keeps those that another beats.
    """

    asked: Brief
    known: Figures
    knowledge: Knowledge
    whole: bool = field(default=False, kw_only=True)
    _held: dict[tuple[str, Side, Position, Around], SideWork] = field(factory=dict)

    def opening_span(self) -> Span:
        """Return least and most minutes of opening strokes, longer for calm and for warmth."""
        relaxing = self.asked.style == "relaxation"
        own = self.known.relevance.relaxation_minutes if relaxing else {}
        least, most = own.get(BACK, self.known.fit.opening_minutes)
        return least, most + (self.known.fit.opening_warmth if self.asked.warmth else 0)

    def side(self, target: Target, side: Side, position: Position, opening: str) -> SideWork:
        """Return one side of a target at a position, with or without opening strokes before."""
        around = ALONE
        if opening != "none" and anatomy.body().within(target.site, BACK):
            if position in OPENING_AT:
                minutes = self.known.fit.opening_minutes[0]
                around = Around(warmed=minutes, closed=opening == "open_close")
            else:
                # The back was opened in a position before this one, and its oil is still on it.
                around = Around(oiled=True)
        key = (target.site, side, position, around)
        if key not in self._held:
            self._held[key] = self._new_side(target, side, position, around)
        return self._held[key]

    def _new_side(self, target: Target, side: Side, position: Position, around: Around) -> SideWork:
        relevance = dict(target.sides)[side]
        span = self._span(target, side)
        spot = Spot(target.site, side, position)
        strokes = self._strokes(spot, relevance, "site", around)
        found = self._recipes(strokes, span[1], self.known.parts.part_least, around)
        codes = {reason.code for reason in target.why.get(side, ())}
        met = self.known.weights["complaint_met"] if "site.complaint" in codes else 0
        met += self.known.weights["wish_met"] if "site.wish" in codes else 0
        valued = [(met + self.value(relevance, recipe, span), recipe) for recipe in found]
        ranked = tuple(valued) if self.whole else worth_knowing(valued)
        return SideWork(side, relevance, position, strokes, ranked)

    def _span(self, target: Target, side: Side) -> Span:
        """Return least and most minutes of one side, longer for visits over an hour.

        Where one side is the sorer it may take three fifths of what both get.
        """
        least, most = target.span
        pinned = -(-self.asked.least.get(target.site, 0) // len(target.sides))
        if target.site not in self.known.relevance.steady or self.asked.feet_only:
            # Half in step with the length: a longer visit works more places, too.
            most = most * (HOUR + max(HOUR, self.asked.minutes)) // (2 * HOUR)
        if len(anatomy.body()[target.site].sides) == 1:
            return least, max(most, pinned)
        half = max(self.known.parts.part_least, least // 2)
        worth = dict(target.sides)
        sorer = worth[side] > min(worth.values())
        whole = most * 2 // 3 if len(worth) == 1 else (most * 3 + 2) // 5 if sorer else most // 2
        return half, max(half, whole, pinned)

    def over_the_back(self, spot: Spot, relevance: int, most: int, part: str) -> tuple[Recipe, ...]:
        """Return the best recipes of strokes that open or close the whole back."""
        opening = part == "opening"
        fit = self.known.fit
        least = fit.opening_minutes[0] if opening else self.known.parts.part_least
        strokes = self._strokes(spot, relevance, part, ALONE)
        return self._recipes(strokes, most, least, ALONE, warm_at_least=least if opening else 0)

    def _strokes(self, spot: Spot, relevance: int, part: str, around: Around) -> tuple[Choice, ...]:
        """Return every lawful stroke at a spot for a part."""
        if not self.known.reaches(spot.site, spot.side, spot.position):
            return ()
        lawful = choices(self.asked, spot, relevance, part, (self.known, self.knowledge))
        if around.warmed:
            # Where strokes open the back, stillness and warmth come with them, once for all.
            return tuple(one for one in lawful if one.stages != ("settle",))
        return lawful

    def _recipes(
        self,
        strokes: tuple[Choice, ...],
        most: int,
        least: int,
        around: Around,
        *,
        warm_at_least: int = 0,
    ) -> tuple[Recipe, ...]:
        """Return the best rows of the strokes for each number of minutes."""
        fit = self.known.fit
        question = Question(
            choices=strokes if self.whole else undominated(strokes),
            warmed=around.warmed,
            closed=around.closed,
            oiled=around.oiled,
            most_minutes=most,
            most_parts=fit.parts_a_side,
            thumbs_in_a_row=self.known.hands.thumbs_in_a_row,
            warm_before_deepen=fit.warm_before_deepen,
            warm_before_deep=fit.warm_before_deep,
            warm_at_least=warm_at_least,
            n_rows=len(self.asked.counted),
        )
        found = every_recipe(question) if self.whole else best_recipes(question)
        return tuple(recipe for recipe in found if recipe.minutes >= least)

    def value(self, relevance: int, recipe: Recipe, span: Span) -> int:
        """Return what a recipe is worth at a place of this relevance."""
        weights, (least, most) = self.known.weights, span
        minutes = recipe.minutes
        worth = (
            weights["up_to_least"] * min(minutes, least)
            + weights["within_range"] * max(0, min(minutes, most) - least)
            + weights["beyond_range"] * max(0, minutes - most)
        )
        earned = relevance * (100 * worth + weights["quality"] * recipe.quality) // 10_000
        return earned - weights["part"] * recipe.parts
