"""The stages in order: what one visit comes to. Closes the loop of care.

Screening comes first, always; assessment and planning follow only as far as it permits.
"""

from ischia.care.pathway._next_visit import NextBrief, NextVisit, next_brief, next_visit
from ischia.care.pathway._visits import (
    FirstVisit,
    Lengths,
    Revised,
    alternatives,
    first_visit,
    revise,
)

__all__ = [
    "FirstVisit",
    "Lengths",
    "NextBrief",
    "NextVisit",
    "Revised",
    "alternatives",
    "first_visit",
    "next_brief",
    "next_visit",
    "revise",
]
