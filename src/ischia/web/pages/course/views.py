"""The course of one client: what is next and why, what was told, what people decided."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import actor
from ischia.web.clock import now, read_day, today
from ischia.web.pages.course.telling import event_of
from ischia.web.queries import check_in_due, course, course_words, own
from ischia.web.queries.course_log import Entry
from ischia.web.records.states import DECISIONS, CourseKind, Due
from ischia.web.services import course as deciding
from ischia.web.services.course import Decided
from ischia.web.services.course_entries import MOST_LETTERS
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal

_ACTS = {kind.value: kind for kind in DECISIONS}
_ANSWERS = {kind.value: kind for kind in (CourseKind.TAKEN_BACK, CourseKind.DEALT_WITH)}


def show(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the course of a client."""
    by = actor(request)
    note_deed("course.read", by=by, at=now(), client_id=own.client(client_id, by=by).id)
    return _page(request, client_id)


def _page(
    request: HttpRequest,
    client_id: UUID,
    *,
    typed: dict[str, Any] | None = None,
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    client = own.client(client_id, by=actor(request))
    found = course.of_client(client, on=today())
    log = found.log if found else ()
    context = {
        "client": client,
        "course": found,
        "log": [_line(one) for one in log],
        "notices": [_line(one) for one in log if one.is_notice],
        "typed": typed or {},
        "problems": problems,
        "day": today().isoformat(),
        "event": uuid4(),
        "has_session": check_in_due.has_session(client),
        "due": check_in_due.of_client(client, log, on=today()),
        "dues": [(one.value, course_words.due(one)) for one in Due],
    }
    return render(request, "course/show.html", context, status=422 if problems else 200)


def _line(entry: Entry) -> dict[str, Any]:
    told = entry.body
    return {
        "entry": entry,
        "title": gettext(course_words.TITLES[entry.kind]),
        "sentences": course_words.sentences(entry),
        "words": course_words.own_words(entry),
        "named": course_words.named(told),
        "is_clients": entry.is_check_in or entry.kind is CourseKind.SAID,
        "by": course_words.by(entry),
        "answered": course_words.answered(entry),
        "answered_by": course_words.by(entry.answered) if entry.answered else "",
        "due": course_words.due(Due(told["due"])) if told.get("due") else "",
        "next": told.get("next", ""),
        "was": told.get("was", "") if told.get("was") != told.get("next") else "",
    }


def decide(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Keep a decision on the course; what was typed stays when it is refused."""
    typed = {
        key: str(request.POST.get(key, ""))[:MOST_LETTERS]
        for key in ("kind", "on", "why", "doctor")
    }
    try:
        decided = Decided(
            kind=_one_of(_ACTS, typed["kind"]),
            on=read_day(typed["on"]),
            why=typed["why"],
            doctor=typed["doctor"],
        )
        event = event_of(request.POST.get("event", ""))
        deciding.decide(client_id, decided, event=event, on=today(), by=actor(request), at=now())
    except InputError as refused:
        problems = tuple(refusal(one) for one in refused.defects)
        return _page(request, client_id, typed=typed, problems=problems)
    return redirect("course", client_id=client_id)


def _one_of(known: dict[str, CourseKind], word: str) -> CourseKind:
    if word not in known:
        raise InputError(
            "course",
            [
                Defect(
                    gettext("the decision"), gettext("no such decision"), gettext(", ").join(known)
                )
            ],
        )
    return known[word]


def answer(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take an entry back, or say how its new signs were dealt with."""
    typed = {key: str(request.POST.get(key, ""))[:MOST_LETTERS] for key in ("entry", "why", "as")}
    try:
        deciding.answer(
            client_id,
            event_of(typed["entry"]),
            kind=_one_of(_ANSWERS, typed["as"]),
            why=typed["why"],
            by=actor(request),
            at=now(),
        )
    except InputError as refused:
        problems = tuple(refusal(one) for one in refused.defects)
        return _page(request, client_id, typed=typed, problems=problems)
    return redirect("course", client_id=client_id)
