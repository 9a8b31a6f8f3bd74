"""Clients: search, add, one client on one screen."""

from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now, today
from ischia.web.pages import kept
from ischia.web.pages.client.details import read_birthday
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import check_in_due, course, course_words, own, search, treating, twins
from ischia.web.queries import client as charts
from ischia.web.records.states import Due
from ischia.web.services import clients
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def find(request: HttpRequest) -> HttpResponse:
    """Search clients as one types."""
    by = actor(request)
    text = request.GET.get("q", "")[:80]
    note_deed("clients.searched", by=by, at=now())
    partial = request.headers.get("HX-Request") == "true"
    found = cache(lambda: tuple(search.clients(text, by=by)))

    def make() -> kept.Made:
        shown = {"q": text, "hits": found()}
        return "client/hits.html" if partial else "client/find.html", shown

    return kept.page(request, make, of=("search", text, partial), rests_on=found)


def add(request: HttpRequest) -> HttpResponse:
    """Add a client; whoever may be the same person is shown before, and a person chooses."""
    context: dict[str, object] = {"typed": request.POST}
    if request.method != "POST":
        return render(request, "client/add.html", context)
    by = actor(request)
    asked = twins.Asked(
        name=request.POST.get("name", "")[:160],
        born_on=read_birthday(request.POST.get("born_on", "")),
        phone=request.POST.get("phone", "")[:40],
    )
    told_apart = set(request.POST.getlist("apart")[: twins.MOST])
    try:
        clients.check(asked.name, asked.born_on, now())
        found = twins.likely(asked, by=by)
        if any(str(one.id) not in told_apart for one in found):
            note_deed("clients.searched", by=by, at=now())
            return render(request, "client/add.html", context | {"twins": found}, status=409)
        client = clients.add(
            name=asked.name, born_on=asked.born_on, phone=asked.phone, by=by, at=now(),
            told_apart=bool(found),
        )  # fmt: skip
    except InputError as refused:
        context["problems"] = [refusal(one) for one in refused.defects]
        return render(request, "client/add.html", context, status=422)
    return redirect("client", client_id=client.id)


def show(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show one client: clinical parts only to those who treat."""
    by = actor(request)
    client = own.client(client_id, by=by)
    note_deed("client.read", by=by, at=now(), client_id=client.id)
    treats = by.role in CLINICAL

    def make() -> kept.Made:
        hour = timezone.localtime(now())
        ahead = course.of_client(client, on=today()) if treats else None
        log = ahead.log if ahead else ()
        who = treating.choices(client, by=by)
        return "client/show.html", {
            "client": client,
            "age": _age(client.born_on),
            "chart": charts.chart(client) if treats else None,
            "course": ahead,
            "last": course.last_session(client, log) if treats else None,
            "due": check_in_due.of_client(client, log, on=today()) if treats else None,
            "dues": [(one.value, course_words.due(one)) for one in Due],
            "visits": charts.visits(client),
            "treating": who,
            "is_likely": any(one.is_likely for one in who),
            "suggested": _suggested(ahead.next_on if ahead else None, hour),
        }

    of = "client", client.id
    return kept.page(request, make, of=of, rests_on=kept.whole_record(client.id))


def _suggested(on: date | None, hour: datetime) -> str:
    """Return when the course would have the next visit, or the next full hour, for the field."""
    ahead = hour + timedelta(hours=1)
    return f"{on:%Y-%m-%d}T{hour:%H}:00" if on else f"{ahead:%Y-%m-%dT%H}:00"


def _age(born_on: date | None) -> int | None:
    if born_on is None:
        return None
    day = today()
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
