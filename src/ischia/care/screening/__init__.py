"""Red flags and precautions to one clearance: disposition, restrictions, what to ask."""

from ischia.care.screening._records import Clearance, Finding

__all__ = ["Clearance", "Finding"]
