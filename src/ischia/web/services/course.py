"""Decide on a course, take a word back, deal with new signs: each is an addition."""

from datetime import date, datetime
from uuid import UUID, uuid5

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.once import forget
from ischia.web.queries import course, course_log, own
from ischia.web.records.models import Client, CourseEntry
from ischia.web.records.states import CourseKind
from ischia.web.services.course_entries import Made, append, days, short


@frozen
class Decided:
    """A decision of a person on a course; ``doctor`` is who gave clearance, if anybody had to."""

    kind: CourseKind
    on: date | None
    why: str
    doctor: str = ""


def decide(
    client_id: UUID, decided: Decided, *, event: UUID, on: date, by: Actor, at: datetime
) -> CourseEntry:
    """Keep a decision on the course: the approach changed, it ended, it was taken up again.

    Raises
    ------
    InputError
        When the reason is missing, the day is ahead or before an earlier decision, a course that
        runs is taken up, or one that was sent to a doctor without a doctor's word.
    """
    with transaction.atomic():
        client = _held(client_id, by=by)
        log = course_log.of(client.id)
        defects = days(client, decided.on, None, on=on)
        before = [one.on for one in log if one.is_decision and one.stands]
        if decided.on and before and decided.on < max(before):
            what = gettext("it lies before the decision made last; time would run backwards")
            defects.append(Defect(gettext("the day"), what, gettext("that day or later")))
        if not decided.why.strip():
            defects.append(Defect(gettext("why"), gettext("it is empty"), gettext("a few words")))
        running = course.of_client(client, on=on)
        if running is None:
            defects.append(
                Defect(
                    gettext("the course"), gettext("it has not begun"), gettext("a first screening")
                )
            )
        is_new = all(one.id != event for one in log)  # sent twice, it stands still no more
        takes_up = decided.kind is CourseKind.TAKEN_UP
        if takes_up and is_new and running and not running.may_be_taken_up:
            what = gettext("it is running: nothing is to be taken up")
            defects.append(Defect(gettext("the course"), what, gettext("one that stands still")))
        refers = running is not None and running.refers
        if takes_up and refers and not decided.doctor.strip():
            what = gettext("the course sends this client to a doctor; nobody is named who did")
            defects.append(
                Defect(gettext("the doctor's word"), what, gettext("who, and what they said"))
            )
        if defects or decided.on is None:
            raise InputError("course", defects)
        body = {"why": short(decided.why), "doctor": short(decided.doctor)}
        return append(client, Made(decided.kind, decided.on, body), event=event, by=by, at=at)


def answer(
    client_id: UUID, entry_id: UUID, *, kind: CourseKind, why: str, by: Actor, at: datetime
) -> CourseEntry:
    """Take an entry back, or write down how its new signs were dealt with: both are additions.

    Raises
    ------
    InputError
        When there is no such entry, it was answered before, or the words are missing.
    """
    with transaction.atomic():
        client = _held(client_id, by=by)
        found = next((one for one in course_log.of(client.id) if one.id == entry_id), None)
        defects = []
        if found is None or found.answered is not None:
            defects.append(
                Defect(gettext("the entry"), gettext("it is not open"), gettext("one that stands"))
            )
        elif kind is CourseKind.DEALT_WITH and not found.is_notice:
            defects.append(
                Defect(
                    gettext("the entry"), gettext("it tells of no new signs"), gettext("a notice")
                )
            )
        if not why.strip():
            defects.append(Defect(gettext("why"), gettext("it is empty"), gettext("a few words")))
        if defects or found is None:
            raise InputError("course", defects)
        made = Made(kind, found.on, {"why": short(why)}, answers_id=found.id)
        event = uuid5(found.id, "answered")
        return append(client, made, event=event, by=by, at=at)


def _held(client_id: UUID, *, by: Actor) -> Client:
    """Return a client whose course stays as it is read behind this, until the transaction ends."""
    client = own.client(client_id, by=by)
    Client.objects.select_for_update(no_key=True).filter(id=client.id).first()
    forget()  # as in ``own.held``
    return client
