"""Every lawful row of strokes at a place, one by one: what :mod:`_recipes` must find, slowly.

For tests and benchmarks. Written from the rules and not from the programme; it keeps no states,
so nothing can be lost by merging them.
"""

from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from ischia.care.planning._recipes import STAGES, Choice, Question, Recipe, Stroke

_BEFORE_OIL = frozenset({"settle", "dry_work", "dry_deepen"})


@frozen
class _Done:
    """A stroke as it was put: where in the order, what, how long."""

    stage: str
    choice: Choice
    minutes: int


_Row = tuple[_Done, ...]


@lru_cache(maxsize=4096)
def every_recipe(question: Question) -> tuple[Recipe, ...]:
    """Return the best row for each exact use of minutes, parts, deep minutes and limits."""
    best: dict[tuple[int, ...], Recipe] = {}
    for row in _rows(question, 0, ()):
        if row and _may_end(row, question):
            recipe = _recipe(row, question)
            use = (recipe.minutes, recipe.parts, recipe.deep, *recipe.rows)
            if use not in best or recipe.quality > best[use].quality:
                best[use] = recipe
    return tuple(best.values())


def _rows(question: Question, begin: int, row: _Row) -> Iterator[_Row]:
    """Yield the row and all that go on from it, at most one stroke a stage."""
    yield row
    if len(row) == question.most_parts:
        return
    for index in range(begin, len(STAGES)):
        stage = STAGES[index]
        for choice in question.choices:
            if stage in choice.stages and _may_come(stage, choice, row, question):
                most = _most_minutes(stage, choice, row, question)
                for minutes in range(choice.minutes[0], most + 1):
                    longer = (*row, _Done(stage, choice, minutes))
                    yield from _rows(question, index + 1, longer)


def _may_come(stage: str, choice: Choice, row: _Row, question: Question) -> bool:
    # Dry strokes stand before the opening ones, which therefore warm nothing for them.
    warm = _warmed_in(row) + (0 if stage in _BEFORE_OIL else question.warmed)
    oiled = question.oiled or any(one.choice.oil for one in row)
    after_oil = oiled and stage in _BEFORE_OIL
    too_cold = not choice.cold and warm < question.warm_before_deepen
    too_cold_for_deep = choice.deep and warm < question.warm_before_deep
    repeats = bool(row) and row[-1].choice.technique == choice.technique
    firmer = bool(row) and stage == "finish" and choice.pressure > row[-1].choice.pressure
    return not (after_oil or too_cold or too_cold_for_deep or repeats or firmer)


def _most_minutes(stage: str, choice: Choice, row: _Row, question: Question) -> int:
    most = min(choice.minutes[1], question.most_minutes - sum(one.minutes for one in row))
    if not choice.thumbs:
        return most
    # Thumbs may have worked just before the place; dry strokes are moved ahead of opening ones.
    moved = bool(row) and question.warmed > 0 and row[-1].stage in _BEFORE_OIL
    begins = all(one.choice.thumbs for one in row)
    if begins or (moved and stage not in _BEFORE_OIL):
        return 0
    run = 0
    for one in reversed(row):
        if not one.choice.thumbs:
            break
        run += one.minutes
    return min(most, question.thumbs_in_a_row - run)


def _may_end(row: _Row, question: Question) -> bool:
    warm = question.warmed + _warmed_in(row)
    return warm >= question.warm_at_least and (question.closed or not row[-1].choice.heavy)


def _warmed_in(row: _Row) -> int:
    return sum(one.minutes for one in row if one.choice.warms)


def _recipe(row: _Row, question: Question) -> Recipe:
    limits = range(question.n_rows)
    return Recipe(
        minutes=sum(one.minutes for one in row),
        parts=len(row),
        deep=sum(one.minutes for one in row if one.choice.deep),
        rows=tuple(sum(one.minutes for one in row if n in one.choice.rows) for n in limits),
        quality=sum(one.choice.first + one.minutes * one.choice.quality for one in row),
        strokes=tuple(
            Stroke(one.choice.technique, one.choice.pressure, one.minutes, one.stage in _BEFORE_OIL)
            for one in row
        ),
    )
