"""The small closed vocabularies that every stage shares."""

from enum import Enum, IntEnum
from typing import Final


class Truth(Enum):
    """A three-valued answer. Unknown is never no."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    @classmethod
    def of(cls, value: bool) -> "Truth":
        """Return YES for true and NO for false."""
        return cls.YES if value else cls.NO


class Disposition(IntEnum):
    """What happens to the person, mildest first; combined by maximum.

    From ``ASK_FIRST`` on there is no session plan.
    """

    PROCEED = 0
    PROCEED_MODIFIED = 1
    ROUTINE_GP = 2
    ASK_FIRST = 3
    NOT_TODAY = 4
    WITHIN_2_WEEKS = 5
    SAME_DAY = 6
    EMERGENCY_NOW = 7

    @property
    def slug(self) -> str:
        """Return the name used in files and JSON, for example ``same_day``."""
        return self.name.lower()

    @classmethod
    def from_slug(cls, slug: str) -> "Disposition":
        """Return the disposition named as in files; raise ``KeyError`` otherwise."""
        return cls[slug.upper()]

    @property
    def permits_treatment(self) -> bool:
        """Return whether a session may be planned at all."""
        return self < Disposition.ASK_FIRST


class Side(Enum):
    """A side of the body, the client's own; ``both`` exists only in input."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class Position(Enum):
    """How the client lies or sits while hands are on."""

    SIDE_LYING_LEFT = "side_lying_left"
    SIDE_LYING_RIGHT = "side_lying_right"
    PRONE = "prone"
    SUPINE = "supine"
    SEMI_RECLINED = "semi_reclined"
    SEATED = "seated"


MAX_PRESSURE: Final = 4
"""Firm, deep muscle, no guarding; 1 touch, 2 light, 3 moderate. Source: practice default."""
