"""What a caller of the response model hands in, checked: ratings, scale, sessions, numbers."""

from collections.abc import Iterable, Mapping
from typing import Final, SupportsFloat

import numpy as np
from attrs import frozen

from ischia.care.course._normal import Floats
from ischia.errors import Defect, InputError
from ischia.instruments import Direction, catalogue

_TEN: Final = 10.0
_SLACK: Final = 1e-6
"""Share of the scale by which a value may miss its ends, as divisions do."""
_WIDEST: Final = 1e9
_A_SCALE: Final = "lo below hi, both finite, at most a billion apart"
_WORSE: Final[Mapping[str, bool]] = {
    "high": True,
    "higher": True,
    "up": True,
    "low": False,
    "lower": False,
    "down": False,
}
_CHRONIC: Final = {"chronic": "persistent"}

Rating = tuple[float, float]
"""``(day, value)``; days count from any start, values in the measure's own unit."""
Context = Mapping[str, object]


@frozen
class Scale:
    """Between a measure's own unit and 0 to 10 on which higher is worse."""

    lo: float
    hi: float
    is_worse: bool

    def holds(self, value: float) -> bool:
        slack = _SLACK * (self.hi - self.lo)
        return self.lo - slack <= value <= self.hi + slack

    def to_ten(self, value: float) -> float:
        share = min(max((value - self.lo) / (self.hi - self.lo), 0.0), 1.0)
        return _TEN * (share if self.is_worse else 1.0 - share)

    def from_ten(self, mean: Floats) -> Floats:
        share = mean / _TEN if self.is_worse else 1.0 - mean / _TEN
        return self.lo + share * (self.hi - self.lo)


def context(given: object) -> Context:
    """Return the context of a caller; none is an empty one."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return given
    accepted = "a mapping such as {'lo': 0, 'hi': 100}, or nothing"
    raise InputError("forecast", [Defect("context", "is no mapping", accepted, given)])


def chronicity(given: Context) -> str:
    """Return the duration of the complaint as the priors name it, known or not."""
    word = str(given.get("chronicity")).casefold()
    return _CHRONIC.get(word, word)


def scale_of(given: Context) -> Scale:
    """Return the scale that a context gives: its ends, and which way is worse."""
    entry = catalogue().get(str(given.get("measure")).casefold())
    lo, hi, worse = 0.0, _TEN, True
    if entry is not None:
        lo, hi, worse = entry.lo, entry.hi, entry.higher_is is Direction.WORSE
    lo, hi = _end(given, "lo", lo), _end(given, "hi", hi)
    if not 0.0 < hi - lo <= _WIDEST:
        raise InputError("forecast", [Defect("context", "has no scale", _A_SCALE, (lo, hi))])
    return Scale(lo, hi, _direction(given, is_worse=worse))


def _direction(given: Context, *, is_worse: bool) -> bool:
    said = given.get("worse")
    if said is None:
        return is_worse
    if isinstance(said, bool | np.bool_):
        return bool(said)
    if isinstance(said, str):
        found = _WORSE.get(said.casefold())
    else:
        way = number(said)
        found = way > 0.0 if np.isfinite(way) and way != 0.0 else None
    if found is None:
        accepted = "1 or high where higher is worse, -1 or low where lower is"
        raise InputError("forecast", [Defect("context", "says not what is worse", accepted, said)])
    return found


def _end(given: Context, key: str, default: float) -> float:
    value = given.get(key)
    if value is None:
        return default
    found = number(value)
    if np.isfinite(found):
        return found
    raise InputError("forecast", [Defect(f"context.{key}", "is no number", _A_SCALE, value)])


def sessions(given: Context) -> list[float]:
    """Return the days of sessions, in order."""
    held = given.get("sessions")
    if held is None:
        return []
    several = isinstance(held, Iterable) and not isinstance(held, str)
    found = [number(day) for day in held] if several else [number(held)]  # type: ignore[attr-defined]  # told apart above
    if not all(np.isfinite(day) for day in found):
        accepted = "a list of days on the clock of the history"
        defect = Defect("context.sessions", "holds what is no day", accepted, held)
        raise InputError("forecast", [defect])
    return sorted(found)


def ratings(
    history: object, scale: Scale, *, where: str = "history"
) -> tuple[list[Rating], list[Defect]]:
    """Return days and values as plain numbers, and everything that is wrong with them."""
    accepted = "a day and a value, both numbers"
    if not isinstance(history, Iterable):
        return [], [Defect(where, "is no list of ratings", f"a list; of each {accepted}", history)]
    found: list[Rating] = []
    defects = []
    for n, row in enumerate(history):
        try:
            day, value = row
            found.append((float(day), float(value)))
        except (TypeError, ValueError):
            defects.append(Defect(f"{where}[{n}]", "is no rating", accepted, row))
    return found, defects or _faults(found, scale, where)


def number(value: object) -> float:
    """Return a number as it is, and whatever is none as not a number."""
    if isinstance(value, str | bytes) or not isinstance(value, SupportsFloat):
        return float("nan")
    if isinstance(value, np.ndarray) and value.ndim:
        return float("nan")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def _faults(found: Iterable[Rating], scale: Scale, where: str) -> list[Defect]:
    defects = []
    before = -np.inf
    for n, (day, value) in enumerate(found):
        if not scale.holds(value):
            accepted = f"{scale.lo:g} to {scale.hi:g}, or other ends as lo and hi in the context"
            defects.append(Defect(f"{where}[{n}][1]", "is off the scale", accepted, value))
        if not (np.isfinite(day) and day >= before):
            what = "lies before the one above it, or is no day"
            defects.append(Defect(f"{where}[{n}][0]", what, "days, oldest first", day))
        before = max(before, day) if np.isfinite(day) else before
    return defects
