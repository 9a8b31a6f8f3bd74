"""Append what the engine said or a person decided, chained within its visit."""

import hashlib
import json
from datetime import datetime
from typing import Any

from attrs import field, frozen
from django.db.models import Max

from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind


@frozen
class Taken:
    """What goes into a snapshot besides visit, person and time."""

    kind: SnapshotKind
    body: Any
    inputs: dict[str, Any] = field(factory=dict)
    knowledge_version: str = ""
    answers_digest: str = ""


def append(visit: Visit, taken: Taken, *, by: Actor, at: datetime) -> Snapshot:
    """Append one snapshot; call it inside the transaction of what it records."""
    own.hold(Visit.objects.filter(id=visit.id)).first()
    last = Snapshot.objects.filter(visit=visit).order_by("-number").first()
    number = (Snapshot.objects.aggregate(n=Max("number"))["n"] or 0) + 1
    return Snapshot.objects.create(
        number=number,
        visit=visit,
        kind=taken.kind.value,
        inputs=taken.inputs,
        body=taken.body,
        knowledge_version=taken.knowledge_version,
        answers_digest=taken.answers_digest,
        by_id=by.person_id,
        at=at,
        digest=chained(last.digest if last else "", taken.body),
    )


def chained(before: str, body: Any) -> str:  # noqa: ANN401 -- any JSON
    """Return the digest that ties a snapshot to the one before it."""
    text = json.dumps([before, body], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
