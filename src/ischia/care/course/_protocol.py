"""The written protocol: rules, numbers and words, as data."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from attrs import frozen

from ischia.errors import Defect, KnowledgeError
from ischia.reading import Reader, parse_yaml

_FILE = "protocol.yaml"
_BASES = ("source", "practice", "product")


class Step(Enum):
    """What to do next."""

    CONTINUE = "continue"
    TAPER = "taper"
    INTENSIFY = "intensify"
    CHANGE = "change"
    PAUSE = "pause"
    DISCHARGE = "discharge"
    REFER = "refer"


FACTS = frozenset(
    {
        "at_most",
        "came_back",
        "changed_before",
        "ended",
        "enough_to_taper",
        "enough_sessions",
        "fades",
        "few_ratings",
        "getting_worse",
        "goal_met",
        "held_long",
        "little_to_gain",
        "nerve_signs",
        "new_signs",
        "own_wish",
        "reached",
        "reached_before",
        "review_due",
        "screen_pauses",
        "screen_refers",
        "severe_effect",
        "short_course_done",
        "sore_again",
        "unmeasured",
        "worse",
        "worse_for_long",
    }
)
"""Every fact that a rule may ask for."""


@frozen
class Rule:
    """One rule: when all of ``facts`` hold, take ``step``.

    Parameters
    ----------
    interval
        Name of the number that gives days to the next session; empty where the step does.
    text, change
        What the practitioner reads, and what would change the step.
    """

    id: str
    facts: tuple[str, ...]
    step: Step
    text: str
    change: str
    basis: str
    interval: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Protocol:
    """Rules from the top; the last asks for nothing, so that one always decides."""

    numbers: Mapping[str, float]
    links_months: tuple[int, ...]
    rules: tuple[Rule, ...]
    version: str


def _rule(reader: Reader) -> Rule:
    return Rule(
        id=reader.text("id"),
        facts=reader.words("if", FACTS),
        step=Step(reader.choice("step", [step.value for step in Step])),
        text=reader.text("text"),
        change=reader.text("change"),
        basis=reader.choice("basis", _BASES),
        interval=reader.text("interval", ""),
        sources=reader.words("sources"),
    )


def parse_protocol(text: str) -> Protocol:
    """Return the protocol written in ``text``.

    Raises
    ------
    KnowledgeError
        An unknown field, fact or number, a rule twice, or no rule that always holds.
    """
    document = parse_yaml(text)
    defects = list(document.defects)
    top = Reader(document.data, "", defects)
    numbers = {str(key): float(value) for key, value in top.raw("numbers", {}).items()}
    months = tuple(int(month) for month in top.raw("links_months", []))
    rules = top.each("rules", _rule)
    top.close()
    for n, rule in enumerate(rules):
        if rule.interval and rule.interval not in numbers:
            accepted = ", ".join(numbers)
            defects.append(Defect(f"rules[{n}].interval", "no such number", accepted))
        if rule.basis == "source" and not rule.sources:
            defects.append(Defect(f"rules[{n}].sources", "a rule by a source names none"))
    if len({rule.id for rule in rules}) < len(rules):
        defects.append(Defect("rules", "a rule stands twice", "each id once"))
    if not rules or rules[-1].facts:
        defects.append(Defect("rules", "the last rule must ask for nothing", "if: []"))
    if defects:
        raise KnowledgeError(_FILE, defects)
    version = sha256(text.encode()).hexdigest()[:12]
    return Protocol(MappingProxyType(numbers), months, rules, version)


@cache
def protocol() -> Protocol:
    """Return the protocol that ships."""
    path = files("ischia.care.course").joinpath("data", _FILE)
    return parse_protocol(path.read_text(encoding="utf-8"))
