"""Take a check-in in by the client's link: each answer at once, the whole once it is sent.

A sign that the client ticks does not wait for the end of the form: it is in the course, and a
notice, as soon as it is said. Whatever they say later in the same check-in, only the therapist
takes that notice away.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid5

from attrs import evolve
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.knowledge import Question
from ischia.web.queries import check_in_form, course, course_log, course_words
from ischia.web.queries.check_in_form import NO_EFFECT
from ischia.web.records.models import CheckInAnswer, Client, ClientLink, CourseEntry
from ischia.web.records.states import CourseKind
from ischia.web.services import hearing, links, pace
from ischia.web.services.answering import Sent
from ischia.web.services.course_entries import MOST_LETTERS, ByLink, Made, append
from ischia.web.services.hearing import CheckedIn
from ischia.web.services.trail import note_link_deed

_UNSURE = "unknown"


def answer(link: ClientLink, sent: Sent, *, source: str, on: date, at: datetime) -> None:
    """Keep answers of a check-in, each once; a sign becomes a notice with its first yes.

    Raises
    ------
    InputError
        When something is not asked here, cannot be an answer, or comes too fast.
    """
    _check(sent.values)
    pace.refuse_source(source, link.visit.practice_id, at=at)
    with transaction.atomic():
        link = _held(link, at=at)
        stored = set(
            CheckInAnswer.objects.filter(
                id__in=[uuid5(sent.id, one) for one in sent.values]
            ).values_list("id", flat=True)
        )
        recent = CheckInAnswer.objects.filter(
            client_id=link.visit.client_id, at__gt=at - pace.MINUTE
        )
        pace.refuse_flood(recent.values_list("link_id", flat=True)[: pace.PER_CLIENT], of=link.id)
        kept = CheckInAnswer.objects.filter(client_id=link.visit.client_id)
        last = kept.aggregate(n=Max("number"))["n"] or 0
        CheckInAnswer.objects.bulk_create(
            CheckInAnswer(
                id=uuid5(sent.id, name), number=last + n, link=link,
                client_id=link.visit.client_id, question=name, value=value, on=on, at=at,
            )
            for n, (name, value) in enumerate(sent.values.items(), start=1)
            if uuid5(sent.id, name) not in stored
        )  # fmt: skip
        note_link_deed("check_in.answered", link.visit, source=source, at=at, object_id=link.id)
        _tell_signs(link, source=source, on=on, at=at)


def send(link: ClientLink, *, source: str, on: date, at: datetime) -> CourseEntry:
    """Make one entry of a check-in and end its link; what it changed is kept with it.

    Raises
    ------
    InputError
        When nothing was answered, or one thing and its opposite.
    """
    with transaction.atomic():
        link = _held(link, at=at)
        client = link.visit.client
        if not check_in_form.standing(link, on=on):
            nothing = Defect(gettext("the check-in"), gettext("nothing was filled in"))
            raise InputError("check-in", [nothing])
        made = hearing.made(client, _told(link, on=on), on=on)
        log = course_log.of(client.id)
        told = course_log.as_told(made.kind, on, made.body, made.visit, at=at)
        before = tuple(one for one in log if one.link_id != link.id)
        steps = {"was": _step(client, before, on=on), "next": _step(client, (*log, told), on=on)}
        made = evolve(made, body=made.body | steps)
        entry = _append(link, made, name="sent", source=source, at=at)
        ClientLink.objects.filter(id=link.id).update(ended_at=at)
        # What came by an earlier link to this check-in is in the entry too.
        same = ClientLink.objects.filter(visit_id=link.visit_id, due=link.due, sent_at=None)
        same.filter(purpose=link.purpose).update(sent_at=at)
        return entry


def _step(client: Client, log: tuple[course_log.Entry, ...], *, on: date) -> str:
    """Return the next step of the course as its log stands, in the words of that day."""
    found = course.of_log(client, log, on=on)
    return found.step if found else ""


def _held(link: ClientLink, *, at: datetime) -> ClientLink:
    """Return the link as it is now and stays until the transaction ends; refused once it ended."""
    Client.objects.select_for_update(no_key=True).filter(id=link.visit.client_id).first()
    now = ClientLink.objects.select_related("visit__client", "visit__practice").get(id=link.id)
    if not links.is_open(now, at=at):
        ended = Defect(gettext("the check-in"), gettext("it was sent, or its link has ended"))
        raise InputError("answer", [ended])
    return now


def _tell_signs(link: ClientLink, *, source: str, on: date, at: datetime) -> None:
    """Put every sign ever ticked in this check-in into the course, if one is new to it."""
    every = {name for name, _ in course_log.signs()}
    rows = CheckInAnswer.objects.filter(link=link, value="yes", question__in=every)
    ticked = set(rows.values_list("question", flat=True))
    known = CourseEntry.objects.filter(link=link, kind=CourseKind.NEW_SIGNS)
    if ticked <= {one for entry in known for one in entry.body["signs"]}:
        return
    told = CheckedIn(
        on=on, visit_id=link.visit_id, scores={}, signs=tuple(sorted(ticked)), due=link.due
    )
    made = hearing.made(link.visit.client, told, on=on)
    _append(link, made, name=f"signs {' '.join(sorted(ticked))}", source=source, at=at)


def _append(link: ClientLink, made: Made, *, name: str, source: str, at: datetime) -> CourseEntry:
    """Append an entry; a notice of the same check-in that it says again stands in it from now."""
    client, by = link.visit.client, ByLink(link, source)
    earlier = [
        one
        for one in course_log.of(client.id)
        if one.link_id == link.id and one.is_notice and set(one.body["signs"]) <= _signs(made)
    ]
    kept = append(client, made, event=uuid5(link.id, name), by=by, at=at)
    for one in earlier:
        gone = Made(CourseKind.TAKEN_BACK, one.on, {"why": ""}, answers_id=one.id)
        append(client, gone, event=uuid5(one.id, "answered"), by=by, at=at)
    return kept


def _signs(made: Made) -> set[str]:
    return set(made.body["signs"])


def _told(link: ClientLink, *, on: date) -> CheckedIn:
    """Return what stands in a check-in: what was left open or not sure is no answer."""
    held = check_in_form.standing(link, on=on)
    dangers = {name: held.get(name) for name, _ in course_log.signs()}
    said = [name for name, value in dangers.items() if value == "yes"]
    is_no = all(value == "no" for value in dangers.values())
    known = {name: value for name, value in held.items() if value != _UNSURE}
    effect = str(known.get("effect", ""))
    return CheckedIn(
        on=on,
        visit_id=link.visit_id,
        scores={name: str(value) for name, value in known.items() if name in course_words.MEASURES},
        new_signs="no" if is_no else "unknown",
        signs=tuple(said),
        effect="" if effect == NO_EFFECT else effect,
        no_effect=effect == NO_EFFECT,
        what=str(known.get("what", "")),
        said=tuple(known.get("said", ())),
        words=str(known.get("words", "")),
        unsure=tuple(name for name, value in dangers.items() if value == _UNSURE),
        due=link.due,
    )


def _check(values: Mapping[str, Any]) -> None:
    """Refuse what is not asked here or cannot be an answer, all at once."""
    asked = check_in_form.questions()
    defects = [
        Defect(gettext("answers"), gettext("this is not asked here"))
        for name in values
        if name not in asked
    ]
    for name, value in values.items():
        if name in asked and value not in (None, _UNSURE):
            defects += _refused(asked[name], value)
    if defects:
        raise InputError("answer", defects)


def _refused(question: Question, value: Any) -> list[Defect]:  # noqa: ANN401 -- as a form sends it
    where, no_such = gettext("answers"), gettext("no such answer")
    ids = {one.id for one in question.choices}
    match question.kind:
        case "yes_no":
            fits = value in ("yes", "no")
        case "choice":
            fits = value in ids
        case "choices":
            if isinstance(value, list) and set(value) <= ids:
                return hearing.contradictions(tuple(value))
            fits = False
        case "number":
            least, most = question.bounds
            accepted = gettext("a number from {least} to {most}").format(least=least, most=most)
            if type(value) is int and least <= value <= most:
                return []
            return [Defect(where, gettext("it is out of range"), accepted)]
        case _:
            fits = isinstance(value, str) and len(value) <= MOST_LETTERS
            no_such = gettext("it is too long")
    return [] if fits else [Defect(where, no_such, gettext("those on the page"))]
