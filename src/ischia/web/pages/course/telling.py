"""What a client said of a session, and what they told after it: two short forms."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now, read_day, today
from ischia.web.queries import client as clients
from ischia.web.queries import course_log, course_words, own, said_page
from ischia.web.queries.said_page import Ticked
from ischia.web.records.states import DONE_STATES
from ischia.web.services import hearing
from ischia.web.services.course_entries import MOST_LETTERS
from ischia.web.services.hearing import CheckedIn, OfSession
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal

_MOST_PARTS = 80


def event_of(text: str) -> UUID:
    """Return the id a page chose for its sending, or a new one."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def said(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Ask what the client said of a session, and keep it."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    context: dict[str, object] = {"visit": visit, "client": visit.client, "event": uuid4()}
    status, typed = 200, None
    if request.method == "POST":
        typed = _ticked(request)
        told = OfSession(
            tuple(typed.helped), tuple(typed.disliked), tuple(typed.too_hard), tuple(typed.said),
            typed.words,
        )  # fmt: skip
        try:
            event = event_of(request.POST.get("event", ""))
            hearing.say(visit_id, told, event=event, by=by, at=now())
        except InputError as refused:
            context["problems"] = [refusal(one) for one in refused.defects]
            status = 422
        else:
            return redirect(reverse("note", kwargs={"visit_id": visit_id}) + "#said")
    else:
        note_deed("said.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    context["form"] = said_page.form(visit, typed)
    return render(request, "course/said.html", context, status=status)


def _ticked(request: HttpRequest) -> Ticked:
    def ticked(name: str) -> frozenset[str]:
        return frozenset(request.POST.getlist(name)[:_MOST_PARTS])

    return Ticked(
        ticked("helped"), ticked("too_hard"), ticked("disliked"), ticked("said"),
        request.POST.get("words", "")[:MOST_LETTERS],
    )  # fmt: skip


def check_in(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Ask what the client told by phone after a session, and keep it."""
    by = actor(request)
    client = own.client(client_id, by=by)
    sessions = [one for one in clients.visits(client) if one.state in DONE_STATES][:6]
    newest = str(sessions[0].id) if sessions else ""
    typed = {"on": today().isoformat(), "visit": newest, "new_signs": "unknown"}
    context: dict[str, object] = {"client": client, "event": uuid4()}
    status = 200
    if request.method == "POST":
        typed = {key: request.POST.get(key, "")[:MOST_LETTERS] for key in request.POST}
        try:
            told = _told(request)
            event = event_of(request.POST.get("event", ""))
            hearing.check_in(client_id, told, event=event, on=today(), by=by, at=now())
        except InputError as refused:
            context["problems"] = [refusal(one) for one in refused.defects]
            status = 422
        else:
            return redirect("course", client_id=client_id)
    else:
        note_deed("check_in.asked", by=by, at=now(), client_id=client.id)
    context |= {
        "typed": typed,
        "sessions": [(str(one.id), one) for one in sessions],
        "measures": [
            (name, course_words.measure(name), typed.get(name, ""))
            for name in course_words.MEASURES
        ],
        "signs": [
            (one, words, one in request.POST.getlist("sign")) for one, words in course_log.signs()
        ],
        "said": [
            (one, course_words.said_word(one), one in request.POST.getlist("said"))
            for one in course_words.SAID
        ],
        "effects": [(one, gettext(words)) for one, words in course_words.EFFECTS.items()],
    }
    return render(request, "course/check_in.html", context, status=status)


def _told(request: HttpRequest) -> CheckedIn:
    typed = request.POST
    try:
        visit_id = UUID(typed.get("visit", ""))
    except ValueError:
        visit_id = None
    return CheckedIn(
        on=read_day(typed.get("on", "")),
        visit_id=visit_id,
        scores={name: typed.get(name, "")[:12] for name in course_words.MEASURES},
        new_signs=typed.get("new_signs", "unknown"),
        signs=tuple(typed.getlist("sign")[:_MOST_PARTS]),
        effect=typed.get("effect", ""),
        what=typed.get("what", ""),
        said=tuple(typed.getlist("said")[:_MOST_PARTS]),
        words=typed.get("words", ""),
    )
