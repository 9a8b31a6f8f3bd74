"""Brief and clearance to the best lawful session, explained and checked."""

from ischia.care.planning._check import faults
from ischia.care.planning._plan import plan
from ischia.care.planning._records import (
    Caution,
    CourseProposal,
    HomeCare,
    Kind,
    LeftOut,
    Optimality,
    Segment,
    SessionPlan,
    Weight,
)

__all__ = [
    "Caution",
    "CourseProposal",
    "HomeCare",
    "Kind",
    "LeftOut",
    "Optimality",
    "Segment",
    "SessionPlan",
    "Weight",
    "faults",
    "plan",
]
