"""Ask why before another therapist's client is opened."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from ischia.errors import InputError
from ischia.web.access import Route, actor
from ischia.web.clock import now
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import foreign, own
from ischia.web.records.states import OPENING_REASONS
from ischia.web.services import opening
from ischia.web.words import refusal

# The page that asks; and what a tablet sends of a session its own person began.
_OPEN = frozenset({"client_open", "player_events"})


def asks_why(request: HttpRequest, route: Route, parts: dict[str, object]) -> HttpResponse | None:
    """Return the way to the question where a page of another's client is opened."""
    client_id, visit_id = parts.get("client_id"), parts.get("visit_id")
    if route.name in _OPEN or not (isinstance(client_id, UUID) or isinstance(visit_id, UUID)):
        return None
    by = actor(request)
    if by.role not in CLINICAL:
        return None
    found = foreign.client_of(
        by=by,
        at=now(),
        client_id=client_id if isinstance(client_id, UUID) else None,
        visit_id=visit_id if isinstance(visit_id, UUID) else None,
    )
    return _to_question(request, found) if found else None


def _to_question(request: HttpRequest, client_id: UUID) -> HttpResponse:
    where = reverse("client_open", kwargs={"client_id": client_id})
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=409)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=409, headers={"HX-Redirect": where})
    page = request.path if request.method == "GET" else ""
    return redirect(f"{where}?next={page}" if page else where)


def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Ask why; one touch on a reason opens what was asked for."""
    by = actor(request)
    client = own.client(client_id, by=by)
    asked = request.POST.get("next") or request.GET.get("next", "")
    onward = asked if url_has_allowed_host_and_scheme(asked, None) else ""
    context = {
        "client": client,
        "reasons": [(slug, gettext(words)) for slug, words in OPENING_REASONS.items()],
        "next": onward,
        "therapists": foreign.therapists(client_id, by=by),
    }
    if request.method != "POST":
        return render(request, "client/open.html", context)
    try:
        reason, words = request.POST.get("reason", ""), request.POST.get("words", "")
        opening.open_with_reason(client_id, reason=reason, words=words, by=by, at=now())
    except InputError as refused:
        context["problems"] = [refusal(one) for one in refused.defects]
        return render(request, "client/open.html", context, status=422)
    return redirect(onward or reverse("client", kwargs={"client_id": client_id}))
