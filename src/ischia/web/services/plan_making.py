"""Make the plan of a visit without keeping it: what the course says, the changes, the price."""

from datetime import date
from typing import Any, Final

from attrs import field, frozen
from django.utils.translation import gettext

from ischia import documents
from ischia.care import pathway
from ischia.care.intake import Intake
from ischia.care.planning import Change
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped
from ischia.web.queries import basis, course, course_log, plan_changes
from ischia.web.queries.basis import Basis
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import screening
from ischia.web.services.snapshots import Taken

COURSE: Final = "course"
"""What refuses a plan: the course goes on with no session, or new signs are open."""


def made(
    visit: Visit, changes: tuple[Change, ...], *, on: date, before: Snapshot | None = None
) -> Taken:
    """Return the plan with the changes in it, with what it costs beside the one before.

    Raises
    ------
    InputError
        When the course goes on with no session.
    InfeasiblePlan
        When no lawful session is left.
    """
    knowledge, asked = shipped(), basis.of(visit)
    said = told(visit, asked, on=on)
    found, cost = _found(said, asked, changes)
    body: dict[str, Any] = documents.visit_json(found, knowledge=knowledge)
    body["changes"] = [
        {"change": plan_changes.stored(one), "words": plan_changes.words(one)} for one in changes
    ]
    body |= said.body
    if before is not None and before.body.get("session") and body.get("session"):
        body["price"] = plan_changes.price(before.body, body, cost if changes else None)
    return Taken(
        kind=SnapshotKind.PLAN,
        body=body,
        inputs=asked.doc,
        knowledge_version=knowledge.version,
        answers_digest=asked.digest,
    )


@frozen
class Told:
    """Today's intake as the client's earlier words would have it, and what the plan says of it.

    Parameters
    ----------
    stops
        The words of the course's decision where it goes on with no session; else empty.
    """

    intake: Intake
    favours: tuple[Change, ...] = ()
    body: dict[str, Any] = field(factory=dict)
    stops: str = ""


def told(visit: Visit, asked: Basis, *, on: date) -> Told:
    """Read what the course says of this visit; ``stops`` tells why it goes on with no session."""
    intake, log = screening.intake_of(asked.doc, on=on), course_log.of(visit.client_id)
    heard = {"heard": course_log.last_number(visit.client_id)}
    history = course.history(visit.client, log)
    if history is None or not (history.visits or history.ended_on):
        return Told(intake, body=heard)
    brief = pathway.next_brief(
        intake, history, knowledge=shipped(), are_minutes_set=visit.minutes_set
    )
    decision = brief.review.decision
    said = documents.next_brief_json(brief) | {"asked_minutes": brief.intake.visit.minutes}
    stops = "" if decision.gives_session else decision.text
    return Told(brief.intake, brief.favours, heard | said, stops)


def _found(
    said: Told, asked: Basis, changes: tuple[Change, ...]
) -> tuple[pathway.FirstVisit, int | None]:
    if said.stops:
        raise InputError(COURSE, [Defect(gettext("the course"), said.stops.rstrip("."))])
    wanted = (*said.favours, *changes)
    if not wanted:
        return pathway.first_visit(said.intake, knowledge=shipped(), lifts=asked.lifted), None
    revised = pathway.revise(said.intake, changes=wanted, lifts=asked.lifted, knowledge=shipped())
    return revised.visit, revised.cost
