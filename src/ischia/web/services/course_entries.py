"""Append to a client's course: each entry once, in order, in the trail."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils import timezone
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import course, course_log
from ischia.web.records.models import Client, ClientLink, CourseEntry, Visit
from ischia.web.records.states import CHECK_INS, CourseKind, VisitState
from ischia.web.services.trail import note_deed, note_link_deed

MOST_LETTERS = 600


@frozen
class Made:
    """One entry before it is kept; ``answers_id`` is the entry it takes back or deals with."""

    kind: CourseKind
    on: date
    body: dict[str, Any]
    visit: Visit | None = None
    answers_id: UUID | None = None


@frozen
class ByLink:
    """The client, by the link they hold."""

    link: ClientLink
    source: str


def append(
    client: Client, made: Made, *, event: UUID, by: Actor | ByLink, at: datetime
) -> CourseEntry:
    """Append one entry; the same one sent again is kept once."""
    Client.objects.select_for_update(no_key=True).filter(id=client.id).first()
    held = CourseEntry.objects.filter(id=event).first()
    if held is not None:
        if (held.client_id, held.kind, held.body) != (client.id, made.kind.value, made.body):
            raise InputError(
                "course",
                [Defect(gettext("the sending"), gettext("it came before, with other words"))],
            )
        return held
    kept = CourseEntry.objects.create(
        id=event,
        number=course_log.last_number(client.id) + 1,
        client=client,
        visit=made.visit,
        answers_id=made.answers_id,
        kind=made.kind.value,
        on=made.on,
        body=made.body,
        by_id=by.person_id if isinstance(by, Actor) else None,
        link=by.link if isinstance(by, ByLink) else None,
        at=at,
    )
    if made.kind in CHECK_INS and (made.body.get("what") or made.body.get("words")):
        _unread(client)
    action = f"course.{made.kind}"
    if isinstance(by, Actor):
        note_deed(action, by=by, at=at, client_id=client.id, object_id=kept.id)
    else:
        told = by.link.visit
        note_link_deed(f"{action}.by_link", told, source=by.source, at=at, object_id=kept.id)
    return kept


def _unread(client: Client) -> None:
    """Have the next sheet read again: it holds words that nobody has read."""
    open_ = Visit.objects.filter(client=client, state=VisitState.BOOKED)
    open_.exclude(answers_read_at=None).update(answers_read_at=None)


def short(text: str) -> str:
    """Return words as they are kept."""
    return text.strip()[:MOST_LETTERS]


def days(client: Client, told_on: date | None, visit: Visit | None, *, on: date) -> list[Defect]:
    """Return what is wrong with the day something was told or decided on."""
    if told_on is None:
        return [
            Defect(
                gettext("the day"),
                gettext("it is missing or no date"),
                gettext("the day it was told"),
            )
        ]
    if told_on > on:
        return [
            Defect(gettext("the day"), gettext("it has not been yet"), gettext("today or earlier"))
        ]
    history = course.history(client, course_log.of(client.id))
    began = history.started_on if history else None
    if visit is not None and told_on < timezone.localdate(visit.starts_at):
        return [
            Defect(
                gettext("the day"),
                gettext("it lies before the session it speaks of"),
                gettext("that day or later"),
            )
        ]
    if began is not None and told_on < began:
        return [
            Defect(
                gettext("the day"),
                gettext("it lies before the course began"),
                gettext("a day since then"),
            )
        ]
    return []
