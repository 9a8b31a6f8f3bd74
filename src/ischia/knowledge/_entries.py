"""All entries together, by kind and id, with the version they carry."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ischia.knowledge._background import Claim, Instrument, Muscle, ReflexZone, Source
from ischia.knowledge._care import Exercise, Pattern, Practice, Technique
from ischia.knowledge._questions import Question
from ischia.knowledge._safety import SafetyEntry


@frozen
class Knowledge:
    """All that is known, by kind and id; ids are unique within a kind.

    Parameters
    ----------
    version
        SHA-256 over every entry's path and text, first 16 hex digits: stored with each
        decision so that it can be shown again as it was.
    """

    red_flags: Mapping[str, SafetyEntry]
    precautions: Mapping[str, SafetyEntry]
    questions: Mapping[str, Question]
    patterns: Mapping[str, Pattern]
    techniques: Mapping[str, Technique]
    muscles: Mapping[str, Muscle]
    reflex_zones: Mapping[str, ReflexZone]
    instruments: Mapping[str, Instrument]
    exercises: Mapping[str, Exercise]
    practice: Mapping[str, Practice]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    version: str = field(default="")

    def kind(self, name: str) -> Mapping[str, Any]:
        """Return all entries of a kind, by id, sorted."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    @property
    def safety(self) -> tuple[SafetyEntry, ...]:
        """Return red flags, then precautions."""
        return (*self.red_flags.values(), *self.precautions.values())

    def practice_values(self, entry_id: str) -> Mapping[str, Any]:
        """Return the named figures of a practice entry."""
        return self.practice[entry_id].values
