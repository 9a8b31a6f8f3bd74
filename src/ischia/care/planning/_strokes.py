"""Which strokes are lawful at a spot, and how well each suits it."""

from collections.abc import Iterator

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import Figures
from ischia.care.planning._recipes import Choice
from ischia.knowledge import (
    Knowledge,
    Spot,
    Technique,
    binds,
    forbidden,
    hands_on,
)
from ischia.quantities import MAX_PRESSURE

_WARMING = frozenset({"warm", "work"})
_AFTER_WARMING = frozenset({"deepen", "stretch"})


def choices(  # noqa: PLR0913 -- one call site
    asked: Brief,
    spot: Spot,
    relevance: int,
    part: str,
    by: tuple[Figures, Knowledge],
    *,
    whole: bool = False,
) -> tuple[Choice, ...]:
    """Return the strokes that are lawful at a spot for a part (site, opening or closing).

    ``whole`` keeps those that another in the same place beats in every respect.
    """
    known, _ = by
    found = [
        choice
        for technique in asked.techniques
        if _fits(technique, spot)
        for stages, role in _roles(technique, part, relevance, known)
        for choice in _at_pressures(asked, technique, spot, (stages, role), by)
    ]
    return tuple(found) if whole else _undominated(found)


def _fits(technique: Technique, spot: Spot) -> bool:
    body = anatomy.body()
    return spot.position in technique.positions and any(
        body.within(spot.site, site) for site in technique.sites
    )


def _roles(
    technique: Technique, part: str, relevance: int, known: Figures
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield where in the order a technique may stand, and the role it plays there."""
    fit = known.fit
    opens = technique.role == "warm" or technique.id in fit.opening
    if part == "opening":
        if technique.id == "hold_and_rock":
            yield ("settle",), "settle"
        elif opens:
            yield ("warm",), "warm"
        return
    if part == "closing":
        if technique.id in fit.finishes_too:
            yield ("finish",), "finish"
        return
    if technique.role == "deepen" and relevance < fit.deepen_from_relevance:
        return
    stage = technique.role
    if technique.medium == "dry" and stage in {"work", "deepen"}:
        yield (f"dry_{stage}",), stage
    elif technique.id in fit.dry_work_too:
        yield ("dry_work", "work"), stage
    else:
        yield (stage,), stage
    if technique.id in fit.finishes_too:
        yield ("finish",), "finish"


def _at_pressures(
    asked: Brief,
    technique: Technique,
    spot: Spot,
    place: tuple[tuple[str, ...], str],
    by: tuple[Figures, Knowledge],
) -> Iterator[Choice]:
    """Yield the technique at the best lawful pressure below 4, and at 4 when it is wished."""
    known, knowledge = by
    stages, role = place
    wish = known.fit.wished[asked.pressure_wish] - known.fit.lighter.get(role, 0)
    found: dict[bool, Choice] = {}
    least, most = technique.pressure
    for pressure in range(least, most + 1):
        act = hands_on(technique, spot, pressure, knowledge)
        deep = pressure == MAX_PRESSURE
        if any(forbidden(limit, act) for limit in asked.restrictions) or (deep and wish < pressure):
            continue
        choice = Choice(
            technique=technique.id,
            pressure=pressure,
            stages=stages,
            quality=_quality(technique, role, abs(pressure - max(1, wish)), known)
            + (known.fit.warmth_wished if technique.heat and asked.warmth else 0)
            + (known.fit.preferred if technique.id in asked.preferred else 0),
            first=known.fit.first[role],
            minutes=technique.minutes,
            oil=technique.medium == "oil",
            thumbs=technique.thumbs and technique.id not in known.hands.alternates,
            deep=deep,
            heavy=role == "deepen",
            cold=role not in _AFTER_WARMING,
            warms=role in _WARMING,
            rows=tuple(index for index, limit in enumerate(asked.counted) if binds(limit, act)),
        )
        held = found.get(deep)
        if held is None or choice.quality > held.quality:
            found[deep] = choice
    yield from found.values()


def _quality(technique: Technique, role: str, steps_off: int, known: Figures) -> int:
    fit = known.fit
    bonus = fit.reflexology_over_massage if "reflexology" in technique.families else 0
    behind = fit.rank.index(technique.id) if technique.id in fit.rank else len(fit.rank)
    return fit.role[role] + bonus - fit.pressure_step_off * steps_off - fit.rank_step * behind


def _undominated(found: list[Choice]) -> tuple[Choice, ...]:
    """Drop each choice that another in the same place beats in every respect."""
    # A technique with several places may not follow itself, so it cannot stand for another.
    places = [one.technique for one in found for _ in one.stages]
    single = [one for one in found if places.count(one.technique) == 1]
    return tuple(
        one
        for one in found
        if not any(_dominates(other, one) for other in single if other is not one)
    )


def _dominates(one: Choice, other: Choice) -> bool:
    """Return whether ``one`` can stand for ``other`` and is worth more, or as much by name."""
    stands_in = (
        set(other.stages) <= set(one.stages)
        and one.minutes[0] <= other.minutes[0]
        and one.minutes[1] >= other.minutes[1]
        and (not one.oil or other.oil)
        and (not one.thumbs or other.thumbs)
        and (not one.deep or other.deep)
        and (not one.heavy or other.heavy)
        and (one.cold or not other.cold)
        and (one.warms or not other.warms)
        and one.pressure == other.pressure
        and set(one.rows) <= set(other.rows)
        and one.first >= other.first
    )
    if not stands_in or one.quality < other.quality:
        return False
    return one.quality > other.quality or one.technique < other.technique
