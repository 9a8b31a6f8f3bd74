"""When nothing lawful fits: which limits clash, and the smallest change that frees a plan."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from attrs import evolve, frozen

from ischia.care.assessment import Assessment
from ischia.care.intake import Intake, Visit
from ischia.care.planning._brief import brief
from ischia.care.planning._cautions import caution_text
from ischia.care.planning._exact import solve
from ischia.care.planning._figures import figures
from ischia.care.planning._problem import problem
from ischia.care.planning._wishes import wished
from ischia.care.screening import Clearance
from ischia.errors import InfeasiblePlan
from ischia.knowledge import Knowledge, RestrictionKind


@frozen
class _Change:
    """A change of the visit that might free a plan, in words, and the visit it makes."""

    words: str
    fields: dict[str, Any]


def clashes(
    intake: Intake, clearance: Clearance, assessment: Assessment, *, knowledge: Knowledge
) -> InfeasiblePlan:
    """Return the finding: the limits that clash, then the smallest change that frees a plan.

    What screening found is never offered as a change: it is said in words, and stays.
    """
    barred = tuple(one for one in clearance.restrictions if one.kind is not RestrictionKind.REQUIRE)
    texts = dict.fromkeys(caution_text(one, knowledge=knowledge) for one in barred)
    held = tuple(f"Limit from screening: {text}" for text in texts)
    changes = tuple(_changes(wished(intake), barred_there=_barred_there(intake)))
    for size in range(1, min(2, len(changes)) + 1):
        for some in combinations(changes, size):
            fields = {name: value for one in some for name, value in one.fields.items()}
            answers = dict(intake.answers)
            if "not_there" in fields:
                answers.pop("not_there", None)
            visit = evolve(intake.visit, **fields)
            changed = evolve(intake, answers=answers, visit=visit)
            if has_plan(changed, clearance, assessment, knowledge=knowledge):
                words = " and ".join(one.words for one in some)
                freed = f"A plan is possible with this change: {words}."
                return InfeasiblePlan((*held, freed), limits=barred)
    if held:
        none = "No change of the visit frees a plan; a doctor's word on these limits would."
        said = ("The limits from screening leave nothing lawful.", *held, none)
        return InfeasiblePlan(said, limits=barred)
    return InfeasiblePlan(
        ("Nothing at hand fits these places and positions.", "Change the visit's brief.")
    )


def _barred_there(intake: Intake) -> bool:
    return bool(intake.visit.not_there or intake.answer("not_there").where)


def _changes(visit: Visit, *, barred_there: bool) -> Iterator[_Change]:
    if visit.minutes < 30:  # noqa: PLR2004 -- the shortest visit that bears all its parts
        yield _Change("book 30 minutes", {"minutes": 30})
    if barred_there:
        yield _Change("ask again which places may be touched", {"not_there": ()})
    if visit.positions_tolerated:
        yield _Change("find a further position the client can lie in", {"positions_tolerated": ()})
    if visit.techniques:
        yield _Change("use further techniques", {"techniques": ()})
    if "oil" not in visit.equipment and visit.support != "chair":
        yield _Change("bring oil", {"equipment": (*visit.equipment, "oil")})
    if visit.support == "chair":
        yield _Change("use a table", {"support": "table", "equipment": ("oil", "pillows")})
    if visit.foot_work != "yes" and visit.support != "chair":
        yield _Change("offer foot work", {"foot_work": "yes"})


def has_plan(
    intake: Intake, clearance: Clearance, assessment: Assessment, *, knowledge: Knowledge
) -> bool:
    """Return whether the limits leave any lawful session."""
    asked = brief(intake, clearance, assessment, knowledge=knowledge)
    solution = solve(problem(asked, figures(knowledge), knowledge))
    return solution is not None and bool(solution.options)
