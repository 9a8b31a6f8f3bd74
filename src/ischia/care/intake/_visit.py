"""Read the brief of one visit."""

from attrs import evolve

from ischia import anatomy
from ischia.care.intake._records import Visit
from ischia.quantities import Position
from ischia.reading import Reader

PLACES = ("clinic", "home", "hotel", "office")
SUPPORTS = ("table", "bed", "chair")
STYLES = ("focused", "relaxation", "unsaid")
WISHES = ("yes", "no", "unsaid")
PRESSURES = ("light", "medium", "firm", "unsaid")
LEAST_MINUTES, MOST_MINUTES = 15, 120
_POSITIONS = tuple(position.value for position in Position)


def read_visit(reader: Reader) -> Visit:
    """Read the ``visit`` part; what is absent keeps the defaults of :class:`Visit`."""
    plain = Visit()
    positions = reader.words("positions_tolerated", _POSITIONS)
    visit = Visit(
        place=reader.choice("place", PLACES, plain.place),
        minutes=reader.whole("minutes", LEAST_MINUTES, MOST_MINUTES, plain.minutes) or 0,
        support=reader.choice("support", SUPPORTS, plain.support),
        techniques=reader.words("techniques"),
        skills=reader.words("skills"),
        first=reader.flag("first", default=plain.first),
        foot_work=_wish(reader),
        style=reader.choice("style", STYLES, plain.style),
        pressure_wish=reader.choice("pressure_wish", PRESSURES, plain.pressure_wish),
        not_there=reader.words("not_there", anatomy.body().sites),
        positions_tolerated=tuple(Position(word) for word in positions if word in _POSITIONS),
        deep_minutes_today=reader.whole("deep_minutes_today", 0, 600, 0) or 0,
    )
    if reader.has("equipment"):
        visit = evolve(visit, equipment=reader.words("equipment"))
    return visit


def _wish(reader: Reader) -> str:
    raw = reader.raw("foot_work", "unsaid")
    if isinstance(raw, bool):  # YAML reads a bare yes as true
        return "yes" if raw else "no"
    return reader.choice("foot_work", WISHES, "unsaid")
