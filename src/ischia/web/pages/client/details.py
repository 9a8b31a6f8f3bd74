"""Put a client's name, birthday and phone right."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now, read_day
from ischia.web.queries import earlier, own
from ischia.web.services import clients
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def read_birthday(text: str) -> date | None:
    """Return the day a form tells; what is no day becomes one that nobody was born on."""
    if not text:
        return None
    return read_day(text) or date.max


def change(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client's details, and keep them as they are put right."""
    by = actor(request)
    client = own.client(client_id, by=by)
    if request.method != "POST":
        note_deed("client.read", by=by, at=now(), client_id=client.id)
        held = client.born_on.isoformat() if client.born_on else ""
        typed = {"name": client.name, "born_on": held, "phone": client.phone}
        context = {"client": client, "typed": typed, "stood": earlier.of_client(client_id)}
        return render(request, "client/details.html", context)
    told = request.POST
    version = told.get("version", "")
    name, phone = told.get("name", "")[:160], told.get("phone", "")[:40]
    born_on = read_birthday(told.get("born_on", ""))
    if clients.is_so(client, name=name, born_on=born_on, phone=phone):
        return redirect("client", client_id=client.id)
    try:
        clients.change(
            client.id,
            name=name,
            born_on=born_on,
            phone=phone,
            version=int(version) if version.isdecimal() else 0,
            by=by,
            at=now(),
        )
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        context = {
            "client": client,
            "typed": told,
            "problems": problems,
            "stood": earlier.of_client(client_id),
            "is_stale": version != str(client.version),
        }
        return render(request, "client/details.html", context, status=422)
    return redirect("client", client_id=client.id)
