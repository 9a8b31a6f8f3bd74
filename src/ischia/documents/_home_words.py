"""The home sheet's own words: headings, and what holds for everybody at home."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ischia.speech import marked

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": marked("At home"),
        "how_much": marked("How much"),
        "stop": marked("Stop when"),
        "help": marked("When to get help"),
        "now": marked("Call the emergency number now"),
        "today": marked("Go to an emergency department today"),
    }
)
NOTE: Final = marked("What to do is written in English. Ask what you do not understand.")
"""Said in the client's language where any instruction has no words in it."""
NOW: Final = marked(
    "for crushing chest pain, trouble breathing, a drooping face, sudden weakness, or a leg "
    "suddenly cold and pale."
)
TODAY: Final = marked(
    "if you are numb between the legs, cannot pass or hold water, or both legs go weak."
)
EASY: Final = marked("Some discomfort is fine: up to 4 of 10, and gone by the next morning.")
