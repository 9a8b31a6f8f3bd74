"""The trail: who looked at what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.queries import trail
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show the newest rows, and whether the chain holds."""
    by = actor(request)
    note_deed("trail.read", by=by, at=now())
    context = {"rows": trail.newest(by=by), "broken_at": trail.first_break()}
    return render(request, "trail/show.html", context)
