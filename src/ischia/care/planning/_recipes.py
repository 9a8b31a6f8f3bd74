"""The best lawful work at one site, side and position for each number of minutes: exact.

A recipe is a short row of strokes in lawful order: dry before oil, settle and warm before
work, work before deepening, lighter to finish. Recipes are worked out once for each kind of
question and kept, because the same question comes back for every client.
"""

from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

Rows = tuple[int, ...]
"""Use of each counted limit, in the order of the problem's limits."""


@frozen
class Stroke:
    """A technique at a pressure for some minutes.

    ``before_oil`` says that it stands before any oil at the site.
    """

    technique: str
    pressure: int
    minutes: int
    before_oil: bool


@frozen
class Choice:
    """A technique and pressure that is lawful here, and what it is worth.

    Parameters
    ----------
    stages
        Where in the order it may stand.
    quality, first
        Worth a minute in percent, and once.
    minutes
        Least and most a part.
    thumbs, deep, heavy, cold, warms
        Thumbs do the work; pressure 4; must be followed by lighter work; may stand on a part
        that is not warm; counts as warming.
    rows
        Which counted limits its minutes use, by index.
    """

    technique: str
    pressure: int
    stages: tuple[str, ...]
    quality: int
    first: int
    minutes: tuple[int, int]
    oil: bool
    thumbs: bool
    deep: bool
    heavy: bool
    cold: bool
    warms: bool
    rows: tuple[int, ...]


STAGES = (
    "settle",
    "dry_work",
    "dry_deepen",
    "warm",
    "work",
    "deepen",
    "stretch",
    "feet",
    "finish",
)
_DRY = frozenset({"settle", "dry_work", "dry_deepen"})


@frozen
class Question:
    """What the best recipes depend on, and nothing else, so that answers can be kept.

    Parameters
    ----------
    warmed
        Minutes of warming already done by opening strokes.
    closed
        Whether closing strokes lighten what a deepening stroke leaves.
    most_minutes, most_parts
        Bounds of one side.
    warm_at_least
        Minutes of warming the row must hold in all.
    n_rows
        How many limits are counted.
    oiled
        Whether oil is on the place already.
    """

    choices: tuple[Choice, ...]
    warmed: int
    closed: bool
    most_minutes: int
    most_parts: int
    thumbs_in_a_row: int
    warm_before_deepen: int
    warm_before_deep: int
    warm_at_least: int
    n_rows: int
    oiled: bool = False


@frozen
class Recipe:
    """Strokes in order with what they use and what they are worth beside their minutes."""

    minutes: int
    parts: int
    deep: int
    rows: Rows
    quality: int
    strokes: tuple[Stroke, ...]


@frozen
class _State:
    """A row of strokes so far: what it used and what still binds it.

    ``warm`` counts the minutes of warming in the row itself.
    """

    recipe: Recipe
    warm: int
    thumbs: int
    unfinished: bool
    oiled: bool

    @property
    def key(self) -> tuple[object, ...]:
        """Return what later strokes can depend on."""
        recipe = self.recipe
        return (
            recipe.minutes,
            recipe.parts,
            recipe.deep,
            recipe.rows,
            self.warm,
            self.thumbs,
            self.unfinished,
            self.oiled,
            self.ends_dry,
            # What may follow hangs on the last stroke: none repeats it, a finish is no firmer.
            *(
                (recipe.strokes[-1].technique, recipe.strokes[-1].pressure)
                if recipe.strokes
                else ()
            ),
        )

    @property
    def ends_dry(self) -> bool:
        """Return whether the last stroke, if any, stands before oil."""
        return bool(self.recipe.strokes) and self.recipe.strokes[-1].before_oil


@lru_cache(maxsize=4096)
def best_recipes(question: Question) -> tuple[Recipe, ...]:
    """Return the recipes worth knowing: best quality for each use of what is counted.

    Ties fall to the recipe whose strokes come first in the order of techniques.
    """
    empty = Recipe(0, 0, 0, (0,) * question.n_rows, 0, ())
    # Before the first stroke no thumb may start: the run of an earlier site could go on.
    start = _State(
        empty,
        warm=0,
        thumbs=question.thumbs_in_a_row,
        unfinished=False,
        oiled=question.oiled,
    )
    states: dict[tuple[object, ...], _State] = {start.key: start}
    for stage in STAGES:
        grown: dict[tuple[object, ...], _State] = {}
        for state in states.values():
            for following in (state, *_extended(state, stage, question)):
                held = grown.get(following.key)
                if held is None or _better(following.recipe, held.recipe):
                    grown[following.key] = following
        states = grown
    return _kept(
        state.recipe
        for state in states.values()
        if state.recipe.minutes
        and question.warmed + state.warm >= question.warm_at_least
        and (question.closed or not state.unfinished)
    )


def _extended(state: _State, stage: str, question: Question) -> Iterator[_State]:
    if state.recipe.parts == question.most_parts:
        return
    for choice in question.choices:
        if stage not in choice.stages or not _may_follow(state, stage, choice, question):
            continue
        least, most = choice.minutes
        if choice.thumbs:
            most = min(most, question.thumbs_in_a_row - _thumbs_before(state, stage, question))
        most = min(most, question.most_minutes - state.recipe.minutes)
        for minutes in range(least, most + 1):
            yield _grown(state, stage, (choice, minutes), question)


def _thumbs_before(state: _State, stage: str, question: Question) -> int:
    """Return the run of thumb work just before a stroke.

    Dry strokes are moved ahead of opening strokes: what then begins the site may follow the
    thumbs of the site before, so no thumb may start it.
    """
    moved = question.warmed and stage not in _DRY and state.ends_dry
    return question.thumbs_in_a_row if moved else state.thumbs


def _may_follow(state: _State, stage: str, choice: Choice, question: Question) -> bool:
    if state.oiled and stage in _DRY:
        return False
    # Dry strokes stand before the opening ones, which therefore warm nothing for them.
    warm = state.warm + (0 if stage in _DRY else question.warmed)
    if not choice.cold and warm < question.warm_before_deepen:
        return False
    if choice.deep and warm < question.warm_before_deep:
        return False
    strokes = state.recipe.strokes
    return not strokes or (
        strokes[-1].technique != choice.technique
        and not (stage == "finish" and choice.pressure > strokes[-1].pressure)
    )


def _grown(state: _State, stage: str, stroke_of: tuple[Choice, int], question: Question) -> _State:
    choice, minutes = stroke_of
    recipe = state.recipe
    rows = recipe.rows
    if choice.rows:
        rows = tuple(
            used + (minutes if index in choice.rows else 0) for index, used in enumerate(rows)
        )
    stroke = Stroke(choice.technique, choice.pressure, minutes, stage in _DRY)
    return _State(
        Recipe(
            minutes=recipe.minutes + minutes,
            parts=recipe.parts + 1,
            deep=recipe.deep + (minutes if choice.deep else 0),
            rows=rows,
            quality=recipe.quality + choice.first + minutes * choice.quality,
            strokes=(*recipe.strokes, stroke),
        ),
        warm=_warmed(state.warm, minutes, question) if choice.warms else state.warm,
        thumbs=state.thumbs + minutes if choice.thumbs else 0,
        unfinished=choice.heavy,
        oiled=state.oiled or choice.oil,
    )


def _warmed(so_far: int, minutes: int, question: Question) -> int:
    """Return the warming done, counted no further than anything asks for."""
    return min(so_far + minutes, question.warm_before_deep)


def _better(one: Recipe, other: Recipe) -> bool:
    if one.quality != other.quality:
        return one.quality > other.quality
    return _order(one) < _order(other)


def _order(recipe: Recipe) -> tuple[tuple[str, int, int], ...]:
    return tuple((each.technique, each.pressure, each.minutes) for each in recipe.strokes)


def _kept(recipes: Iterator[Recipe]) -> tuple[Recipe, ...]:
    """Drop each recipe that another of equal minutes beats at no greater use."""
    by_minutes: dict[int, list[Recipe]] = {}
    for recipe in recipes:
        by_minutes.setdefault(recipe.minutes, []).append(recipe)
    found: list[Recipe] = []
    for minutes in sorted(by_minutes):
        kept: list[Recipe] = []
        ranked = sorted(by_minutes[minutes], key=lambda r: (-r.quality, _use(r), _order(r)))
        for recipe in ranked:
            if not any(_within(_use(held), _use(recipe)) for held in kept):
                kept.append(recipe)
        found += kept
    return tuple(found)


def _use(recipe: Recipe) -> tuple[int, ...]:
    return (recipe.parts, recipe.deep, *recipe.rows)


def _within(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))
