"""One visit taken from answers to a begun session, as a therapist does; the fills copy it.

Import it once Django is set up.
"""

from datetime import datetime
from uuid import uuid4

from ischia.care.intake import ordinary_answers
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.records.models import Visit
from ischia.web.services import answering, clients, consenting, finding, planning, visits


def agreed_visit(by: Actor, *, at: datetime) -> Visit:
    """Return a visit of an ordinary sore back: answered, read back, planned, agreed to."""
    client = clients.add(name="Mirela Stone", born_on=None, phone="", by=by, at=at)
    visit = visits.book(client.id, starts_at=at, minutes=60, by=by, at=at)
    said = ordinary_answers(shipped())
    said["pain_map"] = [{"site": "lumbar", "side": "left", "intensity": 5}]
    sent = answering.Sent(uuid4(), said)
    answering.by_person(visit.id, sent, observed=False, on=at.date(), by=by, at=at)
    answering.read_back(visit.id, by=by, at=at)
    finding.find(visit.id, text="", is_none=True, by=by, at=at)
    planning.plan(visit.id, on=at.date(), by=by, at=at)
    consenting.by_person(visit.id, "massage", given=True, by=by, at=at)
    return visit


def worked_visit(by: Actor, *, at: datetime) -> Visit:
    """Return the same with its session begun."""
    visit = agreed_visit(by, at=at)
    planning.adopt(visit.id, on=at.date(), by=by, at=at)
    return visit
