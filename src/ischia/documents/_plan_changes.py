"""A plan after changes, and the plans for other lengths, as text and as data."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from ischia import anatomy
from ischia.care.pathway import FirstVisit, Lengths, Revised
from ischia.care.planning import Kind, SessionPlan
from ischia.documents._plan_json import visit_json
from ischia.documents._plan_text import visit_text
from ischia.documents._screening_text import wrapped
from ischia.documents._words import POSITION_WORDS
from ischia.knowledge import Knowledge


def revised_text(revised: Revised, *, knowledge: Knowledge) -> str:
    """Return the visit after the changes, with what they cost first."""
    text = visit_text(revised.visit, knowledge=knowledge)
    return "\n\n".join([*(f"{one}:" for one in revised_said(revised)), text])


def revised_said(revised: Revised) -> tuple[str, ...]:
    """Return what the changes cost, as a sentence without its end; none where there is no plan."""
    if revised.cost is None:
        return ()
    if revised.cost <= 0:
        return ("After the changes, which cost nothing by our weights",)
    value = revised.cost + (revised.visit.plan.optimality.objective if revised.visit.plan else 0)
    return (f"After the changes, which cost {revised.cost} of {value} by our weights",)


def revised_json(revised: Revised, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return the visit after the changes as data; ``cost`` is what they took off the value."""
    return {**visit_json(revised.visit, knowledge=knowledge), "cost": revised.cost}


def lengths_text(found: Lengths, *, knowledge: Knowledge) -> str:
    """Return one block for each usual length: minutes, positions, places."""
    if not found.clearance.permits_treatment:
        return visit_text(_visit(found, None), knowledge=knowledge)
    return "\n\n".join(
        "\n".join([length.head, *(wrapped(line, 2, 2) for line in length.lines)])
        for length in lengths(found)
    )


@frozen
class Length:
    """What a length comes to: one line, then how the client lies and where the minutes go."""

    head: str
    lines: tuple[str, ...]
    plan: SessionPlan | None


def lengths(found: Lengths) -> Iterator[Length]:
    """Yield each usual length in words."""
    for booked, plan in found.plans.items():
        if plan is None:
            yield Length(f"{booked} minutes: no lawful plan.", (), None)
        else:
            head = f"{booked} minutes: {plan.hands_on_minutes} with hands on, {_value(plan)}"
            yield Length(head, tuple(_lines(plan)), plan)


def _value(plan: SessionPlan) -> str:
    ends = f", ends after {plan.minutes}" if plan.minutes < plan.booked_minutes else ""
    return f"value {plan.optimality.objective} by our weights{ends}"


def _lines(plan: SessionPlan) -> Iterator[str]:
    positions = [
        POSITION_WORDS[one.position]
        for one in plan.segments
        if one.kind in {Kind.POSITION, Kind.TURN} and one.position is not None
    ]
    minutes: dict[str, int] = {}
    for one in plan.segments:
        if one.site is not None:
            minutes[one.site] = minutes.get(one.site, 0) + one.minutes
    body = anatomy.body()
    places = ", ".join(f"{body[site].label} {spent}" for site, spent in minutes.items())
    yield f"Lying: {'; '.join(positions)}."
    yield f"Minutes: {places}."


def lengths_json(found: Lengths, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return the visit at each usual length as data, null where no plan is lawful."""
    return {
        "alternatives": [
            {
                "booked_minutes": booked,
                "visit": None
                if plan is None
                else visit_json(_visit(found, plan), knowledge=knowledge),
            }
            for booked, plan in found.plans.items()
        ],
        **visit_json(_visit(found, None), knowledge=knowledge),
    }


def _visit(found: Lengths, plan: SessionPlan | None) -> FirstVisit:
    visit = FirstVisit(clearance=found.clearance, assessment=found.assessment, plan=None)
    return evolve(visit, plan=plan)
