"""What a course is likely to cost in visits still, by simulation of the protocol."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ischia.care.course._records import Chronicity, Complaint, History
from ischia.reading import parse_yaml

_FILE: Final = "likely_visits.yaml"
_WEEKLY_COURSE: Final = 10
"""Sessions of a course that runs weekly whatever happens, as trials gave it (cherkin2011)."""
_ANY_RULE: Final = "any"


@frozen
class Likely:
    """How many sessions are still to come; eight of ten invented clients lie in the range.

    Parameters
    ----------
    low, middle, high
        Further sessions: one in ten needs fewer than ``low``, half at most ``middle``, one in
        ten more than ``high``.
    weekly
        Further sessions of a course of ten weekly ones, for comparison.
    clients
        How many invented clients stood where this client stands.
    """

    low: int
    middle: int
    high: int
    weekly: int
    clients: int


Row = tuple[int, int, int, int]


@frozen
class _Tables:
    """What was simulated: the version of the protocol; rows by population, rule, sessions done."""

    version: str
    rows: Mapping[tuple[str, str, int], Row]


@cache
def _tables() -> _Tables:
    text = files("ischia.care.course").joinpath("data", _FILE).read_text(encoding="utf-8")
    raw = parse_yaml(text).data
    rows = {
        (population, str(rule), int(done)): (int(low), int(middle), int(high), int(clients))
        for population, table in raw["populations"].items()
        for rule, done, low, middle, high, clients in table
    }
    return _Tables(str(raw["protocol_version"]), MappingProxyType(rows))


def simulated_protocol() -> str:
    """Return the version of the protocol that the shipped figures are of."""
    version: str = _tables().version
    return version


def likely_visits(history: History, *, rule: str, done: int, protocol: str) -> Likely | None:
    """Return the sessions likely still to come where ``rule`` decided after ``done`` sessions.

    None where nothing was simulated: another protocol, or a place that too few invented
    clients came to. The figures are computed beforehand, so the same history always gives
    the same; they are a simulation, never evidence and no promise.
    """
    tables = _tables()
    if tables.version != protocol:
        return None
    population = _population(history)
    for key in ((population, rule, done), (population, _ANY_RULE, done)):
        if key in tables.rows:
            low, middle, high, clients = tables.rows[key]
            return Likely(low, middle, high, max(_WEEKLY_COURSE - done, 0), clients)
    return None


def _population(history: History) -> str:
    """Return whom the client is most like; a duration not known counts as lasting pain."""
    if history.complaint is Complaint.LEG_PAIN:
        return "leg_pain"
    if history.chronicity is Chronicity.UNKNOWN:
        return Chronicity.PERSISTENT.value
    return str(history.chronicity.value)
