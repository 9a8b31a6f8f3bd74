"""Raw answers and body-chart marks to a checked intake; unknown stays unknown."""

from ischia.care.intake._carry import carry_over
from ischia.care.intake._pages import PURPOSES, Page, none_of_these, pages, written_none
from ischia.care.intake._read import FORMAT, read
from ischia.care.intake._records import Intake, Visit
from ischia.care.intake._vignette import ordinary_answers, vignette_intake
from ischia.care.intake._visit import (
    LEAST_MINUTES,
    MOST_MINUTES,
    PLACES,
    PRESSURES,
    STYLES,
    SUPPORTS,
    WISHES,
)

__all__ = [
    "FORMAT",
    "LEAST_MINUTES",
    "MOST_MINUTES",
    "PLACES",
    "PRESSURES",
    "PURPOSES",
    "STYLES",
    "SUPPORTS",
    "WISHES",
    "Intake",
    "Page",
    "Visit",
    "carry_over",
    "none_of_these",
    "ordinary_answers",
    "pages",
    "read",
    "vignette_intake",
    "written_none",
]
