"""Findings to pain patterns, with clues for and against; never a diagnosis."""

from ischia.care.assessment._assess import assess
from ischia.care.assessment._records import Assessment, PatternMatch, Score

__all__ = ["Assessment", "PatternMatch", "Score", "assess"]
