"""What happens over weeks: read the history, forecast, decide the next step, review.

Names are loaded when first used, so that importing the package costs nothing: the
response model needs NumPy, a note about a course does not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ischia.care.course._decision import Decision, decide
    from ischia.care.course._fit import Forecaster, fit
    from ischia.care.course._forecast import Forecast, forecast
    from ischia.care.course._likely import Likely
    from ischia.care.course._nof1 import (
        LEAST_PAIRS,
        MOST_PAIRS,
        Finding,
        Judged,
        Trial,
        judge_trial,
        plan_trial,
    )
    from ischia.care.course._protocol import Protocol, Rule, Step, parse_protocol, protocol
    from ischia.care.course._reading import parse_history, read_history
    from ischia.care.course._records import (
        Adverse,
        CheckIn,
        Chronicity,
        Complaint,
        Goal,
        History,
        Said,
        Screened,
        Severity,
        Visit,
    )
    from ischia.care.course._review import Event, Range, Review, Told, review
    from ischia.care.course._trial_file import order_words, parse_trial

__all__ = [
    "LEAST_PAIRS",
    "MOST_PAIRS",
    "Adverse",
    "CheckIn",
    "Chronicity",
    "Complaint",
    "Decision",
    "Event",
    "Finding",
    "Forecast",
    "Forecaster",
    "Goal",
    "History",
    "Judged",
    "Likely",
    "Protocol",
    "Range",
    "Review",
    "Rule",
    "Said",
    "Screened",
    "Severity",
    "Step",
    "Told",
    "Trial",
    "Visit",
    "decide",
    "fit",
    "forecast",
    "judge_trial",
    "order_words",
    "parse_history",
    "parse_protocol",
    "parse_trial",
    "plan_trial",
    "protocol",
    "read_history",
    "review",
]

_HOMES = {
    "_decision": ("Decision", "decide"),
    "_fit": ("Forecaster", "fit"),
    "_forecast": ("Forecast", "forecast"),
    "_likely": ("Likely",),
    "_nof1": (
        "LEAST_PAIRS",
        "MOST_PAIRS",
        "Finding",
        "Judged",
        "Trial",
        "judge_trial",
        "plan_trial",
    ),
    "_protocol": ("Protocol", "Rule", "Step", "parse_protocol", "protocol"),
    "_reading": ("parse_history", "read_history"),
    "_records": (
        "Adverse",
        "CheckIn",
        "Chronicity",
        "Complaint",
        "Goal",
        "History",
        "Said",
        "Screened",
        "Severity",
        "Visit",
    ),
    "_review": ("Event", "Range", "Review", "Told", "review"),
    "_trial_file": ("order_words", "parse_trial"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the module holds
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
