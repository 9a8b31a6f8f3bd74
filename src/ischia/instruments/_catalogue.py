"""The instruments that ship, as frozen records."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from ischia.errors import Defect, KnowledgeError
from ischia.reading import parse_yaml

_FILE = "instruments.yaml"


class Direction(Enum):
    """Whether a higher value is worse or better for the person."""

    WORSE = "worse"
    BETTER = "better"


class Licence(Enum):
    """What may ship: scoring always, wording only of ``OWN`` and ``FREE``."""

    FREE = "free"
    OWN = "own"
    PERMISSION = "permission"
    FEE = "fee"


@frozen
class Threshold:
    """The change one person must show before it is told from chance: both parts.

    Parameters
    ----------
    points
        In the instrument's unit.
    percent
        Of the person's own first value.
    """

    points: float
    percent: float


@frozen
class Instrument:
    """One thing that is measured.

    Parameters
    ----------
    lo, hi
        The range of a score, both ends possible.
    higher_is
        Which way is worse.
    scoring
        ``single``, ``mean``, ``count`` or ``odi``; see :func:`ischia.instruments.score`.
    n_items, min_items
        How many items it has and how many must be answered for a score.
    threshold
        None where no published threshold was checked: then no verdict is given.
    secondary
        True for what may never be the only measure of success.
    """

    id: str
    label: str
    unit: str
    lo: float
    hi: float
    higher_is: Direction
    scoring: str
    n_items: int
    min_items: int
    licence: Licence
    threshold: Threshold | None = None
    secondary: bool = False
    sources: tuple[str, ...] = field(default=(), converter=tuple)


def _instrument(raw: dict[str, Any]) -> Instrument:
    raw = dict(raw)
    threshold = raw.pop("threshold", None)
    n_items = raw.pop("items")
    return Instrument(
        higher_is=Direction(raw.pop("higher_is")),
        licence=Licence(raw.pop("licence")),
        threshold=Threshold(**threshold) if threshold else None,
        n_items=n_items,
        min_items=raw.pop("min_items", n_items),
        **raw,
    )


@cache
def catalogue() -> Mapping[str, Instrument]:
    """Return the shipped instruments by id, in the order they are shown."""
    text = files("ischia.instruments").joinpath("data", _FILE).read_text(encoding="utf-8")
    found: dict[str, Instrument] = {}
    defects: list[Defect] = []
    for place, raw in enumerate(parse_yaml(text).data["instruments"]):
        try:
            entry = _instrument(raw)
        except (KeyError, TypeError, ValueError) as error:
            defects.append(Defect(f"instruments[{place}]", f"cannot be read ({error})"))
            continue
        if entry.id in found:
            defects.append(Defect(f"instruments[{place}].id", "stands twice"))
        found[entry.id] = entry
    if defects:
        raise KnowledgeError(_FILE, defects)
    return MappingProxyType(found)


def instrument(instrument_id: str) -> Instrument:
    """Return the instrument of that id; raise ``KeyError`` where none ships."""
    return catalogue()[instrument_id]
