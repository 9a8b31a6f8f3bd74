"""What is measured: ranges, directions, scoring and licences; never a questionnaire's wording."""

from ischia.instruments._catalogue import (
    Direction,
    Instrument,
    Licence,
    Threshold,
    catalogue,
    instrument,
)
from ischia.instruments._score import Score, score

__all__ = [
    "Direction",
    "Instrument",
    "Licence",
    "Score",
    "Threshold",
    "catalogue",
    "instrument",
    "score",
]
