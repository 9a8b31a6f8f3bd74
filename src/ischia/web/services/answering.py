"""Take answers in: each is checked, stored once, and kept as it was said."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from attrs import frozen
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from ischia.care.intake import read
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped
from ischia.reading import Document
from ischia.web.access import Actor
from ischia.web.queries import own
from ischia.web.queries import read_back as reading
from ischia.web.records.models import Answer, Visit
from ischia.web.records.states import OPEN_STATES, AnswerSource
from ischia.web.services import links, pace
from ischia.web.services.trail import note_deed, note_link_deed


@frozen
class Sent:
    """Answers of one sending; the id makes a repeated sending harmless."""

    id: UUID
    values: Mapping[str, Any]


def check(values: Mapping[str, Any], *, on: date) -> None:
    """Refuse what cannot be an answer.

    Raises
    ------
    InputError
        Lists every answer that cannot be read.
    """
    knowledge = shipped()
    given = {key: value for key, value in values.items() if value is not None}
    unknown = [key for key in values if key not in knowledge.questions]
    if unknown:
        raise InputError(
            "answer", [Defect(gettext("answers"), gettext("there is no such question"))]
        )
    read(Document(data={"answers": given}), knowledge=knowledge, on=on, source="answer")


def by_link(visit: Visit, sent: Sent, *, source: str, on: date, at: datetime) -> None:
    """Store what somebody holding the client's link said; only questions put to clients."""
    questions = shipped().questions
    foreign = [
        key for key in sent.values if key not in questions or questions[key].asked_by != "client"
    ]
    if foreign:
        raise InputError("answer", [Defect(gettext("answers"), gettext("this is not asked here"))])
    check(sent.values, on=on)
    pace.refuse_source(source, visit.practice_id, at=at)
    recent = Answer.objects.filter(
        client_id=visit.client_id, source=AnswerSource.LINK, at__gt=at - pace.MINUTE
    )
    visits = recent.values_list("visit_id", flat=True)
    pace.refuse_flood(visits[: pace.PER_CLIENT], of=visit.id)
    with transaction.atomic():
        _store(visit, sent, kind=AnswerSource.LINK, by=None, on=on, at=at)
        note_link_deed("answer.saved", visit, source=source, at=at)


def by_person(
    visit_id: UUID, sent: Sent, *, observed: bool, on: date, by: Actor, at: datetime
) -> None:
    """Store what was said on the therapist's tablet, or what the therapist saw."""
    check(sent.values, on=on)
    kind = AnswerSource.OBSERVED if observed else AnswerSource.TABLET
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        _store(visit, sent, kind=kind, by=by.person_id, on=on, at=at)
        action = "answer.observed" if observed else "answer.saved"
        note_deed(action, by=by, at=at, client_id=visit.client_id, object_id=visit.id)


def _store(
    visit: Visit, sent: Sent, *, kind: AnswerSource, by: UUID | None, on: date, at: datetime
) -> None:
    visit = own.hold(Visit.objects.filter(id=visit.id)).get()
    if visit.state not in OPEN_STATES:
        defect = Defect(
            gettext("the visit"),
            gettext("it is over"),
            gettext("answers of a visit that is still open"),
        )
        raise InputError("answer", [defect])
    ids = {question: uuid5(sent.id, question) for question in sent.values}
    stored = {row.id: row for row in Answer.objects.filter(id__in=ids.values())}
    _refuse_changed(sent, ids, stored)
    last = Answer.objects.filter(client_id=visit.client_id).aggregate(n=Max("number"))["n"] or 0
    fresh = [
        (question, value) for question, value in sent.values.items() if ids[question] not in stored
    ]
    Answer.objects.bulk_create(
        Answer(
            id=ids[question],
            number=last + n,
            visit=visit,
            client_id=visit.client_id,
            question=question,
            value=value,
            source=kind.value,
            by_id=by,
            on=on,
            at=at,
        )
        for n, (question, value) in enumerate(fresh, start=1)
    )
    if fresh and kind is not AnswerSource.OBSERVED and visit.answers_read_at is not None:
        Visit.objects.filter(id=visit.id).update(answers_read_at=None)


def _refuse_changed(sent: Sent, ids: Mapping[str, UUID], stored: Mapping[UUID, Answer]) -> None:
    for question, value in sent.values.items():
        row = stored.get(ids[question])
        if row is not None and row.value != value:
            defect = Defect(
                gettext("the sending"), gettext("it was received before with another content")
            )
            raise InputError("answer", [defect])


def send_intake(visit: Visit, *, source: str, at: datetime) -> None:
    """Close the client's form: it is sent, and its links have done their work."""
    with transaction.atomic():
        Visit.objects.filter(id=visit.id).update(intake_sent_at=at)
        links.end_all(visit, at=at)
        note_link_deed("intake.sent", visit, source=source, at=at)


def read_back(
    visit_id: UUID,
    *,
    seen: int | None = None,
    words: Collection[str] | None = None,
    asked: Collection[str] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Record that the safety answers were read back aloud with the client.

    Parameters
    ----------
    seen
        Number of the newest answer on the sheet that was read; ``None`` for all there is.
    words
        Ids of the client's own words that were read; ``None`` for all there is.
    asked
        Ids of the dangers that those words name, an answer denies, and a person asked about
        again; ``None`` for all there is.

    Raises
    ------
    InputError
        When an answer came after the sheet was opened, own words were not read, or what they
        name was not asked again.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        sheet = reading.sheet(visit)
        if seen is not None and sheet.seen > seen:
            new = Defect(
                gettext("the answers"),
                gettext("one came while you were reading"),
                gettext("the new sheet"),
            )
            raise InputError("reading back", [new])
        unread = [one for one in sheet.unread if words is not None and one.id not in words]
        if unread:
            own_words = Defect(
                gettext("the client's own words"),
                gettext("not all are ticked as read"),
                gettext("each one"),
            )
            raise InputError("reading back", [own_words])
        if asked is not None and any(one.id not in asked for one in sheet.contradicted):
            dangers = Defect(
                gettext("the client's own words"),
                gettext("they name a danger that was answered with no"),
                gettext("asking each again, and ticking that"),
            )
            raise InputError("reading back", [dangers])
        Visit.objects.filter(id=visit.id).update(answers_read_at=at)
        note_deed("answers.read_back", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
