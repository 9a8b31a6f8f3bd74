"""Which strokes are lawful at a spot, and how well each suits it."""

from collections.abc import Iterator

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import Figures, Fit
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


def choices(
    asked: Brief, spot: Spot, relevance: int, part: str, by: tuple[Figures, Knowledge]
) -> tuple[Choice, ...]:
    """Return every stroke that is lawful at a spot for a part (site, opening or closing)."""
    known, _ = by
    deepens = asked.deepens and relevance >= known.fit.deepen_from_relevance
    return tuple(
        choice
        for technique in asked.techniques
        if _fits(technique, spot)
        for stages, role in _roles(technique, part, deepens=deepens, fit=known.fit)
        for choice in _at_pressures(asked, technique, spot, (stages, role), by)
    )


def _fits(technique: Technique, spot: Spot) -> bool:
    """Return whether a technique belongs at a spot; at the feet only foot work does."""
    body = anatomy.body()
    return (
        spot.position in technique.positions
        and (technique.role == "feet" or not body.within(spot.site, "foot"))
        and any(body.within(spot.site, site) for site in technique.sites)
    )


def _roles(
    technique: Technique, part: str, *, deepens: bool, fit: Fit
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield where in the order a technique may stand, and the role it plays there."""
    if part == "opening" and technique.id in fit.settles:
        yield ("settle",), "settle"
    elif part == "opening" and (technique.role == "warm" or technique.id in fit.opening):
        yield ("warm",), "warm"
    elif part == "site" and (deepens or technique.role != "deepen"):
        yield _place(technique, fit), technique.role
    if part != "opening" and technique.id in fit.finishes_too:
        yield ("finish",), "finish"


def _place(technique: Technique, fit: Fit) -> tuple[str, ...]:
    """Return where in the order of a site's strokes a technique may stand."""
    stage = technique.role
    if technique.medium == "dry" and stage in {"work", "deepen"}:
        return (f"dry_{stage}",)
    if technique.id in fit.dry_work_too:
        return ("dry_work", "work")
    if technique.id in fit.feet_first_too:
        return ("warm", "feet")
    return (stage,)


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
            + _bonus(technique, pressure, wish, known.fit)
            + (known.fit.preferred if technique.id in asked.preferred else 0),
            first=known.fit.first[role] + _once(technique, asked, known.fit),
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
    behind = fit.rank.index(technique.id) if technique.id in fit.rank else len(fit.rank)
    return fit.role[role] - fit.pressure_step_off * steps_off - fit.rank_step * behind


def _bonus(technique: Technique, pressure: int, wish: int, fit: Fit) -> int:
    """Return what reflexology has over foot massage; held to a lighter pressure, nothing."""
    held = pressure < min(wish, technique.pressure[1])
    reflexology = "reflexology" in technique.families
    return fit.reflexology_over_massage if reflexology and not held else 0


def _once(technique: Technique, asked: Brief, fit: Fit) -> int:
    """Return what a technique is worth once, by the client's warmth and the therapist's hands."""
    worth = fit.warmth_wished if technique.heat and asked.warmth else 0
    return worth - (fit.thumbs_spared if technique.thumbs and asked.spare_thumbs else 0)


def undominated(found: tuple[Choice, ...]) -> tuple[Choice, ...]:
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
