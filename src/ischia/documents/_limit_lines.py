"""Limits in as few lines as say them all: a place once, what holds everywhere first."""

from collections.abc import Iterable
from typing import Final

from ischia import anatomy
from ischia.documents._fewer_limits import fewer_limits
from ischia.documents._words import listing
from ischia.knowledge import Knowledge, Restriction, RestrictionKind, caps_visit
from ischia.quantities import Position, Side

_LYING: Final = {
    Position.PRONE: "lying on the front",
    Position.SUPINE: "lying on the back",
    Position.SIDE_LYING_LEFT: "lying on the left side",
    Position.SIDE_LYING_RIGHT: "lying on the right side",
    Position.SEMI_RECLINED: "half sitting",
    Position.SEATED: "sitting",
}


def limit_lines(limits: Iterable[Restriction], *, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the limits as one line a place, what holds everywhere first."""
    by_place: dict[tuple[tuple[str, ...], tuple[Side, ...]], list[str]] = {}
    fewer = fewer_limits(limits, knowledge=knowledge)
    for limit in sorted(fewer, key=lambda one: bool(one.sites or one.sides)):
        told = by_place.setdefault((limit.sites, limit.sides), [])
        told.append(_what(limit, knowledge))
    return tuple(f"{_where(place)}: {'; '.join(told)}." for place, told in by_place.items())


def _where(place: tuple[tuple[str, ...], tuple[Side, ...]]) -> str:
    sites, sides = place
    labels = ", ".join(anatomy.body()[site].label for site in sites) or "everywhere"
    on = f" ({listing([side.value for side in sides])})" if sides else ""
    return f"{labels[:1].upper()}{labels[1:]}{on}"


def _what(limit: Restriction, knowledge: Knowledge) -> str:
    warm = " with heat" if limit.heat else ""
    acts = _either([f"{_label(one, knowledge)}{warm}" for one in limit.techniques])
    lying = _either([_LYING[one] for one in limit.positions])
    if limit.kind is RestrictionKind.FORBID:
        what = acts or ("heat" if limit.heat else "")
        if not what:
            return f"not {lying}" if lying else "no hands, no exercise"
        return f"no {what} {lying}".strip()
    if caps_visit(limit):
        return f"{limit.minutes} minutes in all at most"
    of = f"for {acts}" if acts else ("for heat" if limit.heat else "")
    cap = f"pressure {limit.pressure} of 4" if limit.pressure else f"{limit.minutes} minutes"
    return " ".join(f"{cap} at most {of} {lying}".split())


def _either(words: list[str]) -> str:
    return " or ".join(one for one in (", ".join(words[:-1]), *words[-1:]) if one)


def _label(name: str, knowledge: Knowledge) -> str:
    families = knowledge.practice_values("families")
    if name in families:
        label = families[name]["means"].split(";")[0].split(":")[0]
    elif name in knowledge.techniques:
        label = knowledge.techniques[name].label
    else:
        label = knowledge.exercises[name].label
    return f"{label[:1].lower()}{label[1:]}"
