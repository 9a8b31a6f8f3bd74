"""Red flags and precautions to one clearance: disposition, restrictions, what to ask."""

from ischia.care.screening._lift import DOCTOR, REASON, Lift, liftable
from ischia.care.screening._records import Clearance, Finding
from ischia.care.screening._rescreen import Change, Rescreen, rescreen
from ischia.care.screening._screen import screen, tier_of
from ischia.care.screening._second import SecondOpinion, second_opinion
from ischia.care.screening._watch import dangers_named

__all__ = [
    "DOCTOR",
    "REASON",
    "Change",
    "Clearance",
    "Finding",
    "Lift",
    "Rescreen",
    "SecondOpinion",
    "dangers_named",
    "liftable",
    "rescreen",
    "screen",
    "second_opinion",
    "tier_of",
]
