"""The trail: who looked at what."""

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.queries import own, trail, who_looked
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show a page of rows; whether their chain holds, or on request the whole chain."""
    by = actor(request)
    note_deed("trail.read", by=by, at=now())
    page = trail.newest(by=by, before=_before(request))
    is_whole = request.GET.get("all") == "yes"
    context = {
        "page": page,
        "lines": [_line(one, get_language()) for one in page.entries],
        "is_whole": is_whole,
        "broken_at": trail.first_break() if is_whole else page.first_break(),
    }
    return render(request, "trail/show.html", context)


@lru_cache(maxsize=2000)
def _line(entry: trail.Entry, _language: str | None) -> SafeString:
    """Return a row of the table; the newest are asked for again and again, and none changes."""
    return render_to_string("trail/row.html", {"one": entry})


def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show who looked at one client's record, to be printed for the client."""
    by = actor(request)
    client = own.client(client_id, by=by)
    note_deed("client.looked_up", by=by, at=now(), client_id=client.id)
    page = who_looked.of_client(client.id, by=by, before=_before(request))
    return render(request, "trail/client.html", {"client": client, "page": page})


def _before(request: HttpRequest) -> int | None:
    """Return the row before which the page begins; ``None`` where none is named."""
    asked = request.GET.get("before", "")
    return int(asked) if asked.isdecimal() and len(asked) < _LONG else None


_LONG = 19  # digits of a row's id at most
