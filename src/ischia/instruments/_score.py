"""From answers to a score."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from attrs import frozen

from ischia.errors import Defect, InputError
from ischia.instruments._catalogue import Instrument, instrument

_ODI_MAX: Final = 5

Answer = float | None
"""A number, or None for an item left open; for yes/no items 1 is yes and 0 is no."""


@frozen
class Score:
    """One score.

    Parameters
    ----------
    value
        In the instrument's unit; None where too few items were answered. An item left
        open is never counted as "no".
    n_answered, n_items
        How much of it was answered.
    """

    instrument: str
    value: float | None
    n_answered: int
    n_items: int


def _item_range(entry: Instrument) -> tuple[float, float]:
    if entry.scoring == "count":
        return 0.0, 1.0
    if entry.scoring == "odi":
        return 0.0, float(_ODI_MAX)
    return entry.lo, entry.hi


def _mean(given: Sequence[float]) -> float:
    return sum(given) / len(given)


def _odi(given: Sequence[float]) -> float:
    return 100.0 * sum(given) / (_ODI_MAX * len(given))


_RULES: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "single": _mean,
    "mean": _mean,
    "count": lambda given: float(sum(given)),
    "odi": _odi,
}


def score(instrument_id: str, *, answers: Sequence[Answer]) -> Score:
    """Score the answers to one instrument.

    Answers come in the order of the published form, None for an item left open. A form
    with too few answers has no score; what is too few is the instrument's ``min_items``.

    Parameters
    ----------
    instrument_id
        As in the catalogue, for example ``peg``.
    answers
        One for each item: 0 to 10 for ``peg``, ``psfs`` and single ratings; 1 or 0 for
        ``rmdq``; 0 to 5 for ``odi``.

    Raises
    ------
    InputError
        Too many answers, or one out of its range; every such answer is listed.

    Examples
    --------
    >>> score("peg", answers=[6, 5, 4]).value
    5.0
    >>> score("odi", answers=[2, 2, 2, 2, 2, 2, 2, 2, None, None]).value
    40.0
    >>> print(score("rmdq", answers=[1] * 23 + [None]).value)
    None
    """
    entry = instrument(instrument_id)
    lo, hi = _item_range(entry)
    accepted = f"a number from {lo:g} to {hi:g}, or nothing"
    defects = [
        Defect(f"{instrument_id}[{place}]", "is out of range", accepted, answer)
        for place, answer in enumerate(answers)
        if answer is not None and not lo <= answer <= hi
    ]
    if len(answers) > entry.n_items:
        defects.append(
            Defect(instrument_id, "has too many answers", f"at most {entry.n_items}", len(answers))
        )
    if defects:
        raise InputError(instrument_id, defects)
    given = [float(answer) for answer in answers if answer is not None]
    value = _RULES[entry.scoring](given) if len(given) >= entry.min_items else None
    return Score(instrument_id, value, len(given), entry.n_items)
