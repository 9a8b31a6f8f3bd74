"""What usually happens without massage, from published cohorts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import field, frozen

from ischia.reading import parse_yaml


def _floats(values: object) -> tuple[float, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError("a list of numbers is needed")
    return tuple(float(value) for value in values)


@frozen
class UsualCourse:
    """One published course of pain in people who got ordinary care.

    Parameters
    ----------
    weeks, mean
        Published points: weeks from the start, mean pain of 10.
    lo, hi
        Published 95 % interval at each point; empty where the text read gave none.
    people
        Who they were.
    caveat
        What to say with it; may be empty.
    source
        The one source that all its figures were read in.
    also, also_source
        One sentence more, from another source; may be empty.
    """

    id: str
    label: str
    measures: tuple[str, ...] = field(converter=tuple)
    weeks: tuple[float, ...] = field(converter=_floats)
    mean: tuple[float, ...] = field(converter=_floats)
    people: str
    source: str
    lo: tuple[float, ...] = field(default=(), converter=_floats)
    hi: tuple[float, ...] = field(default=(), converter=_floats)
    caveat: str = ""
    also: str = ""
    also_source: str = ""

    def nearest(self, weeks: float) -> int:
        """Return the place of the published follow-up nearest to ``weeks``; never the start."""
        places = range(1, len(self.weeks))
        return min(places, key=lambda place: (abs(self.weeks[place] - weeks), place))


@cache
def _courses() -> Mapping[str, UsualCourse]:
    path = files("ischia.care.outcome").joinpath("data", "usual_course.yaml")
    raw = parse_yaml(path.read_text(encoding="utf-8")).data
    return MappingProxyType({entry["id"]: UsualCourse(**entry) for entry in raw["courses"]})


def usual_course(measure: str, *, chronicity: str, is_leg_pain: bool) -> UsualCourse | None:
    """Return the usual course to show beside one measure, or None where none was checked.

    Parameters
    ----------
    measure
        Id of the instrument.
    chronicity
        ``acute``, ``subacute``, ``persistent`` or ``unknown``. Subacute stands with
        persistent because the cohorts do so; unknown gets the persistent course, the
        less hopeful of the two.
    is_leg_pain
        Whether the complaint is back-related leg pain.

    Notes
    -----
    Clinical basis: costa2012, konstantinou2018.
    """
    if is_leg_pain:
        wanted = "leg_pain" if measure == "leg_pain" else "leg_pain_back"
    else:
        wanted = "acute" if chronicity == "acute" else "persistent"
    found = _courses()[wanted]
    return found if measure in found.measures else None
