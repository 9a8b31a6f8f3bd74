"""Read a trial in one client as it was written down, with the ratings that came since."""

from datetime import date
from typing import Final

from ischia.care.course._entries import Entries
from ischia.care.course._nof1 import LEAST_PAIRS, MOST_PAIRS, Trial, plan_trial
from ischia.errors import Defect, InputError
from ischia.reading import Reader, parse_json, parse_yaml

_FORMAT: Final = "trial/1"
_WITH: Final = ("without", "with")
_TEN: Final = 10.0
_MOST_SEED: Final = 2**63 - 1

Written = tuple[Trial, tuple[float | None, ...]]
"""A trial, and the rating after each session so far; None where it is missing."""


def parse_trial(text: str, *, source: str = "trial", today: date | None = None) -> Written:
    """Read a trial and its ratings from the text of a YAML or JSON file.

    The order is drawn again from the seed: a file whose order is another one was changed after
    it was written down, and is refused.

    Parameters
    ----------
    today
        A trial written down after this day is refused; None asks nothing.

    Raises
    ------
    InputError
        Lists every defect with its place and what would be accepted.
    """
    document = parse_json(text) if text.lstrip().startswith(("{", "[")) else parse_yaml(text)
    if document.defects:
        raise InputError(source, document.defects)
    top = Reader(document.data, "", [])
    top.choice("ischia", [_FORMAT])
    technique = top.text("technique")
    seed = top.whole("seed", 0, _MOST_SEED)
    pairs = top.whole("pairs", LEAST_PAIRS, MOST_PAIRS)
    written_on = Entries(today or date.max).day(top, "written_on")
    told, ratings = top.raw("order", []), _ratings(top)
    for name in ("seed", "pairs"):
        if not top.has(name):
            top.refuse(name, "this field is missing", "a whole number")
    top.close()
    if top.defects or seed is None or pairs is None or written_on is None:
        raise InputError(source, top.defects)
    trial = plan_trial(technique, seed=seed, n_blocks=pairs, written_on=written_on)
    defects = _against(trial, told, ratings)
    if defects:
        raise InputError(source, defects)
    return trial, ratings


def order_words(trial: Trial) -> tuple[str, ...]:
    """Return the order of sessions as a file writes it."""
    return tuple(_WITH[given] for given in trial.order)


def _ratings(top: Reader) -> tuple[float | None, ...]:
    held = top.raw("ratings", [])
    if not isinstance(held, list):
        top.refuse("ratings", "a list is needed here", "[5, 6, null, 4]", held)
        return ()
    for n, one in enumerate(held):
        is_number = isinstance(one, int | float) and not isinstance(one, bool)
        if one is not None and not (is_number and 0.0 <= one <= _TEN):
            accepted = "a number from 0 to 10, or null where it is missing"
            top.refuse(f"ratings[{n}]", "is no rating", accepted, one)
    return () if top.defects else tuple(None if one is None else float(one) for one in held)


def _against(trial: Trial, told: object, ratings: tuple[float | None, ...]) -> list[Defect]:
    defects = []
    if told and told != list(order_words(trial)):
        what = "is not the order that the seed draws; it was changed since it was written down"
        defects.append(Defect("order", what, "the order as it was written down"))
    if len(ratings) > trial.n_sessions:
        what = "are more than its sessions"
        defects.append(Defect("ratings", what, f"at most {trial.n_sessions}", len(ratings)))
    return defects
