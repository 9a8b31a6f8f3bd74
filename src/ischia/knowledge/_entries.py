"""All entries together, by kind and id, with the version they carry."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ischia.knowledge import _records as r


@frozen
class Knowledge:
    """All that is known, by kind and id; ids are unique within a kind.

    Parameters
    ----------
    version
        SHA-256 over every entry's path and text, first 16 hex digits: stored with each
        decision so that it can be shown again as it was.
    """

    red_flags: Mapping[str, r.SafetyEntry]
    precautions: Mapping[str, r.SafetyEntry]
    questions: Mapping[str, r.Question]
    patterns: Mapping[str, r.Pattern]
    techniques: Mapping[str, r.Technique]
    muscles: Mapping[str, r.Muscle]
    reflex_zones: Mapping[str, r.ReflexZone]
    instruments: Mapping[str, r.Instrument]
    exercises: Mapping[str, r.Exercise]
    practice: Mapping[str, r.Practice]
    claims: Mapping[str, r.Claim]
    sources: Mapping[str, r.Source]
    version: str = field(default="")

    def kind(self, name: str) -> Mapping[str, Any]:
        """Return all entries of a kind, by id, sorted."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    @property
    def safety(self) -> tuple[r.SafetyEntry, ...]:
        """Return red flags, then precautions."""
        return (*self.red_flags.values(), *self.precautions.values())

    def practice_values(self, entry_id: str) -> Mapping[str, Any]:
        """Return the named figures of a practice entry."""
        return self.practice[entry_id].values
