"""Brief and clearance to the best lawful session, explained and checked."""

from ischia.care.planning._again import limits_called
from ischia.care.planning._brief import Change
from ischia.care.planning._cautions import caution_text, consent_text
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
from ischia.care.planning._revise import LENGTHS, Revision, alternatives, revise
from ischia.care.planning._wishes import wished

__all__ = [
    "LENGTHS",
    "Caution",
    "Change",
    "CourseProposal",
    "HomeCare",
    "Kind",
    "LeftOut",
    "Optimality",
    "Revision",
    "Segment",
    "SessionPlan",
    "Weight",
    "alternatives",
    "caution_text",
    "consent_text",
    "faults",
    "limits_called",
    "plan",
    "revise",
    "wished",
]
