"""Raw answers and body-chart marks to a checked intake; unknown stays unknown."""

from ischia.care.intake._records import Intake, Visit

__all__ = ["Intake", "Visit"]
