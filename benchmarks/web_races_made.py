"""What the races of :mod:`web_races` stand on: threads that begin together, a visit to race on."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from attrs import define, field, frozen
from django.db import connection

from ischia.errors import InputError
from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow
from ischia.web.queries import basis
from ischia.web.records.models import Answer, Consent, Snapshot, Visit
from ischia.web.services import clients, visits

Deed = Callable[[], object]


@frozen
class Ready:
    """A practice with one visit that is answered, screened, planned and agreed to."""

    by: Actor
    visit_id: UUID
    at: datetime


@define
class Found:
    """What the rounds of a law, or its histories, came to."""

    seen: Counter[str] = field(factory=Counter)
    wrong: list[str] = field(factory=list)


def at_once(deeds: Sequence[Deed], rng: np.random.Generator, *, spread_s: float) -> list[Any]:
    """Do all deeds at nearly the same moment; return what each gave, a refusal as None.

    The first moments are drawn within ``spread_s``, so that either may come first.
    """
    barrier, given = threading.Barrier(len(deeds)), [None] * len(deeds)
    waits = rng.uniform(0, spread_s, len(deeds))

    def run(number: int) -> None:
        connection.ensure_connection()
        barrier.wait()
        time.sleep(waits[number])
        try:
            given[number] = deeds[number]() or True
        except InputError:
            given[number] = None
        except Exception as fault:  # noqa: BLE001 -- looked at by the law
            given[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return given


def copied(ready: Ready) -> Visit:
    """Return a visit of a new client, ready to begin as the first one was."""
    model = Visit.objects.get(id=ready.visit_id)
    client = clients.add(name="Mirela Stone", born_on=None, phone="0", by=ready.by, at=ready.at)
    visit = visits.book(
        client.id, starts_at=ready.at, minutes=model.minutes, by=ready.by, at=ready.at
    )
    answers = list(Answer.objects.filter(visit=model))
    for row in answers:
        row.id, row.visit_id, row.client_id = uuid4(), visit.id, client.id
    Answer.objects.bulk_create(answers)
    visit.answers_read_at = ready.at
    visit.save()
    digest = basis.of(visit).digest
    decided = list(Snapshot.objects.filter(visit=model, kind__in=["finding", "screening", "plan"]))
    for row in decided:
        row.id, row.visit_id, row.answers_digest = uuid4(), visit.id, digest
    Snapshot.objects.bulk_create(decided)
    agreed = list(Consent.objects.filter(visit=model))
    for row in agreed:
        row.pk, row.visit_id, row.client_id = None, visit.id, client.id
    Consent.objects.bulk_create(agreed)
    return visit


def row_of(visit: Visit, actions: Sequence[str], *, at: datetime | None = None) -> list[int]:
    """Return the numbers of the trail's rows of these deeds on a visit's client, in order."""
    rows = TrailRow.objects.filter(client_id=visit.client_id, action__in=actions)
    rows = rows.filter(at=at) if at else rows.filter(at__gt=visit.starts_at)
    return list(rows.order_by("id").values_list("id", flat=True))
