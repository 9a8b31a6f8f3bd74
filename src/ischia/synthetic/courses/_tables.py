"""The simulator's tables: who comes, how they answer, what was published."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import frozen

from ischia.reading import parse_yaml


@frozen
class Population:
    """Who comes: pain at the start and shares of what it does by itself."""

    baseline_mean: float
    baseline_sd: float
    fast: float
    slow: float
    stays: float
    worsens: float


@frozen
class Variant:
    """How clients answer to sessions, were this variant true.

    Parameters
    ----------
    gain
        ``saturating`` or ``additive``.
    responders
        Share of clients whom sessions help lastingly at all.
    most_mean, most_sd
        The most that sessions can give a responder, points of 10.
    rate
        Share of what is still to gain (or of the most, when additive) a session gives.
    lasts_weeks
        Weeks in which a gain fades to 37 %.
    relief, relief_days
        What a session gives everyone for a few days.
    noise, wander, wander_days
        Noise of one rating; slow ups and downs.
    """

    gain: str
    responders: float
    most_mean: float
    most_sd: float
    rate: float
    lasts_weeks: float
    relief: float
    relief_days: float
    noise: float
    wander: float
    wander_days: float


@frozen
class Activity:
    """How the activity a client chose moves with their pain; points of 10, higher is better.

    Parameters
    ----------
    start_mean, start_sd
        What they can do at the start.
    per_point_mean, per_point_sd
        Points of activity for each point of true pain that goes.
    noise, wander, wander_days
        Noise of one rating; slow ups and downs of its own.
    """

    start_mean: float
    start_sd: float
    per_point_mean: float
    per_point_sd: float
    noise: float
    wander: float
    wander_days: float


@frozen
class Arm:
    """One arm of a trial: days of its sessions, and what its taught exercise gives at each."""

    name: str
    sessions: tuple[int, ...]
    home: float = 0.0


@frozen
class Figure:
    """One published figure: an arm's mean, or its difference from the arm ``less``."""

    arm: str
    week: int
    mean: float
    lo: float
    hi: float
    less: str = ""
    unit: str = "points of 10"
    per_point: float = 1.0
    computed: str = ""
    what: str = ""


@frozen
class Trial:
    """A published trial or cohort, as data."""

    id: str
    source: str
    population: str
    arms: tuple[Arm, ...]
    figures: tuple[Figure, ...]


def _read(name: str) -> Any:  # noqa: ANN401 -- parsed data
    path = files("ischia.synthetic.courses").joinpath("data", f"{name}.yaml")
    return parse_yaml(path.read_text(encoding="utf-8")).data[name]


@cache
def populations() -> Mapping[str, Population]:
    """Return the populations by name."""
    return MappingProxyType({key: Population(**row) for key, row in _read("populations").items()})


@cache
def variants() -> Mapping[str, Variant]:
    """Return the variants by name; fixed before any policy was tuned."""
    return MappingProxyType({key: Variant(**row) for key, row in _read("variants").items()})


@cache
def activity() -> Activity:
    """Return how a chosen activity moves with pain; one for all variants."""
    return Activity(**_read("activity"))


@cache
def trials() -> tuple[Trial, ...]:
    """Return the published arms that every variant must reproduce."""
    return tuple(
        Trial(
            id=row["id"],
            source=row["source"],
            population=row["population"],
            arms=tuple(
                Arm(arm["name"], tuple(arm["sessions"]), arm.get("home", 0.0))
                for arm in row["arms"]
            ),
            figures=tuple(Figure(**figure) for figure in row["figures"]),
        )
        for row in _read("trials")
    )
