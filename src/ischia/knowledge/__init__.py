"""All that is known, as data: entries read once, checked, and stamped with a version."""

from ischia.knowledge._answers import (
    COURSES,
    UNANSWERED,
    Answer,
    Answers,
    Mark,
    Place,
)
from ischia.knowledge._background import (
    Claim,
    Instrument,
    Muscle,
    ReflexZone,
    Source,
)
from ischia.knowledge._care import (
    Clue,
    Exercise,
    Pattern,
    Practice,
    Technique,
)
from ischia.knowledge._criteria import (
    Count,
    Criterion,
    Is,
    Leaf,
    Not,
    Pain,
    Value,
    open_leaves,
)
from ischia.knowledge._entries import (
    Knowledge,
)
from ischia.knowledge._laws import (
    families,
)
from ischia.knowledge._limits import (
    Act,
    Spot,
    binds,
    caps_visit,
    exercise,
    forbidden,
    hands_on,
)
from ischia.knowledge._load import (
    load,
    shipped,
)
from ischia.knowledge._questions import (
    Choice,
    Question,
)
from ischia.knowledge._read import (
    KINDS,
)
from ischia.knowledge._safety import (
    Basis,
    Restriction,
    RestrictionKind,
    Rule,
    SafetyEntry,
    SignOff,
    Statement,
    Vignette,
    VignetteCase,
)

__all__ = [
    "COURSES",
    "KINDS",
    "UNANSWERED",
    "Act",
    "Answer",
    "Answers",
    "Basis",
    "Choice",
    "Claim",
    "Clue",
    "Count",
    "Criterion",
    "Exercise",
    "Instrument",
    "Is",
    "Knowledge",
    "Leaf",
    "Mark",
    "Muscle",
    "Not",
    "Pain",
    "Pattern",
    "Place",
    "Practice",
    "Question",
    "ReflexZone",
    "Restriction",
    "RestrictionKind",
    "Rule",
    "SafetyEntry",
    "SignOff",
    "Source",
    "Spot",
    "Statement",
    "Technique",
    "Value",
    "Vignette",
    "VignetteCase",
    "binds",
    "caps_visit",
    "exercise",
    "families",
    "forbidden",
    "hands_on",
    "load",
    "open_leaves",
    "shipped",
]
