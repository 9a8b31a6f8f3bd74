"""What the client likes: it fills the visit where nobody has said otherwise.

The brief of the visit comes first, because a therapist agreed it with the client; a place that
is not to be touched binds wherever it was said.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve

from ischia.care.intake import Intake, Visit
from ischia.knowledge import Answer, Basis, Restriction, RestrictionKind, Statement
from ischia.quantities import Side

UNSAID = "unsaid"
_FEET = {"wanted": "yes", "not_wanted": "no"}
_CALM = frozenset({"relax", "sleep_better", "less_worry"})
_REPAIR = frozenset({"less_pain", "move_better", "back_to_work"})


def wished(intake: Intake) -> Visit:
    """Return the visit with the client's answers where it says nothing itself.

    Who names no style is worked on the complaint, unless all they hope for is calm and they
    marked no pain.
    """
    visit = intake.visit
    pressure, feet = visit.pressure_wish, visit.foot_work
    if pressure == UNSAID:
        pressure = _word(intake.answer("pressure_wish"), UNSAID)
    if feet == UNSAID:
        feet = _FEET.get(_word(intake.answer("foot_work_wish"), ""), UNSAID)
    style = visit.style if visit.style != UNSAID else _style(intake)
    return evolve(visit, pressure_wish=pressure, foot_work=feet, style=style)


def _style(intake: Intake) -> str:
    told = _word(intake.answer("style_wish"), "either")
    if told != "either":
        return told
    hopes = intake.answer("goals").value
    calm = isinstance(hopes, frozenset) and bool(hopes & _CALM) and not hopes & _REPAIR
    return "relaxation" if calm and not intake.answer("pain_map").value else "focused"


def _word(answer: Answer, otherwise: str) -> str:
    return answer.value if isinstance(answer.value, str) else otherwise


def likes_warmth(intake: Intake) -> bool:
    """Return whether the client asked for warmth."""
    return _word(intake.answer("warmth_wish"), "") == "wanted"


def exercises_most(intake: Intake, most: Mapping[str, int]) -> int:
    """Return how many exercises the client would do: fewer at first, and as they told."""
    wish = _word(intake.answer("home_exercise_wish"), "")
    usual = most["first" if intake.visit.first else "later"]
    return min(usual, most.get(wish, usual))


def told_limits(intake: Intake) -> Iterator[Restriction]:
    """Yield the limits in the client's answers: places not to touch, and no warmth."""
    forbid = RestrictionKind.FORBID
    because = (Statement("The client does not want to be touched there.", Basis.PRODUCT),)
    for place in intake.answer("not_there").where:
        # A place on the midline has both sides in it.
        sides = () if place.side is Side.MIDLINE else (place.side,)
        yield Restriction(
            "wish.not_there", forbid, sites=(place.site,), sides=sides, because=because
        )
    if _word(intake.answer("warmth_wish"), "") == "not_wanted":
        because = (Statement("The client does not like warmth.", Basis.PRODUCT),)
        yield Restriction("wish.no_warmth", forbid, heat=True, because=because)
