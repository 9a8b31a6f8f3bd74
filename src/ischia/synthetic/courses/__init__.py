"""Invented clients over weeks: published trials reproduced, policies compared by simulation.

Nothing here is evidence. What a policy does to invented people says what it would do if one
of the variants were true.
"""

from ischia.synthetic.courses._clients import Cohort, Given, draw
from ischia.synthetic.courses._flares import Flares, flares, with_flares
from ischia.synthetic.courses._policies import (
    HORIZON_DAYS,
    POLICIES,
    REFERRED,
    STOP,
    Answer,
    Client,
    Policy,
    answer_to,
    decided,
    ours,
    ours_closed,
)
from ischia.synthetic.courses._run import Outcome, run, run_oracle
from ischia.synthetic.courses._tables import (
    Activity,
    Arm,
    Figure,
    Population,
    Trial,
    Variant,
    activity,
    populations,
    trials,
    variants,
)
from ischia.synthetic.courses._trials import Reproduced, reproduce

__all__ = [
    "HORIZON_DAYS",
    "POLICIES",
    "REFERRED",
    "STOP",
    "Activity",
    "Answer",
    "Arm",
    "Client",
    "Cohort",
    "Figure",
    "Flares",
    "Given",
    "Outcome",
    "Policy",
    "Population",
    "Reproduced",
    "Trial",
    "Variant",
    "activity",
    "answer_to",
    "decided",
    "draw",
    "flares",
    "ours",
    "ours_closed",
    "populations",
    "reproduce",
    "run",
    "run_oracle",
    "trials",
    "variants",
    "with_flares",
]
