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
from ischia.instruments._wording import Wording, read_wording

__all__ = [
    "Direction",
    "Instrument",
    "Licence",
    "Score",
    "Threshold",
    "Wording",
    "catalogue",
    "instrument",
    "read_wording",
    "score",
]
