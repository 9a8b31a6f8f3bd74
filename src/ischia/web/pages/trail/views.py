"""The trail: who looked at what."""

from functools import cache, lru_cache
from uuid import UUID

from attrs import asdict, fields_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.pages import kept
from ischia.web.queries import own, trail, who_looked
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show a page of rows; whether their chain holds, or on request the whole chain."""
    by = actor(request)
    note_deed("trail.read", by=by, at=now())
    page = trail.newest(by=by, before=_before(request))
    is_whole = request.GET.get("all") == "yes"
    broken_at = trail.first_break() if is_whole else page.first_break()

    has_older = page.older is not None

    def make() -> kept.Made:
        return "trail/show.html", {
            "is_whole": is_whole, "broken_at": broken_at, "has_older": has_older
        }  # fmt: skip

    of = "trail", is_whole, broken_at, has_older
    shown = {"lines": _lines(page), "older": str(page.older)}
    return kept.page(request, make, of=of, rests_on=None, put_in=shown)


def _lines(page: trail.Page) -> SafeString:
    return format_html_join("", "{}", ((_line(one),) for one in page.entries))


@lru_cache(maxsize=2000)
def _line(one: trail.Entry) -> SafeString:
    """Return a row of the table; the newest are asked for again and again, and none changes."""
    return format_html(_row(), **asdict(one))


@cache
def _row() -> str:
    """Return the template of a row with the names of its places: it is filled in many times."""
    places = {name: f"{{{name}}}" for name in fields_dict(trail.Entry)}
    return render_to_string("trail/row.html", {"one": places})


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
