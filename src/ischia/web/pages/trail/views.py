"""The trail: who looked at what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.queries import trail
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show a page of rows; whether their chain holds, or on request the whole chain."""
    by = actor(request)
    note_deed("trail.read", by=by, at=now())
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < _LONG else None
    page = trail.newest(by=by, before=before)
    is_whole = request.GET.get("all") == "yes"
    context = {
        "page": page,
        "is_whole": is_whole,
        "broken_at": trail.first_break() if is_whole else page.first_break(),
    }
    return render(request, "trail/show.html", context)


_LONG = 19  # digits of a row's id at most
