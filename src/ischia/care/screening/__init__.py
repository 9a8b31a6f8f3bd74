"""Red flags and precautions to one clearance: disposition, restrictions, what to ask."""

from ischia.care.screening._records import Clearance, Finding
from ischia.care.screening._screen import screen, tier_of
from ischia.care.screening._second import SecondOpinion, second_opinion

__all__ = ["Clearance", "Finding", "SecondOpinion", "screen", "second_opinion", "tier_of"]
