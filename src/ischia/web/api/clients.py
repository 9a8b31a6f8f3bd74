"""Clients as JSON: search, open, add. ``docs/reference/data.md`` describes them.

No clinical field is given here: what a front desk may see, everyone who books may ask for.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from ischia.errors import Defect, InputError
from ischia.web.access import Actor, actor, sent_json
from ischia.web.clock import now
from ischia.web.queries import own, search, twins
from ischia.web.services import client_details
from ischia.web.services import clients as service
from ischia.web.services.client_details import Details
from ischia.web.services.trail import note_deed

JSON = "application/json"

_ACCEPTED = {"name": 160, "born_on": 10, "phone": 40}
"""Fields of a new client, each with its longest text; all else is refused."""


def many(request: HttpRequest) -> HttpResponse:
    """Search by the beginnings of a name (GET), or add a client (POST)."""
    if request.method == "POST":
        return _add(request)
    by = actor(request)
    hits = search.clients(request.GET.get("q", "")[:80], by=by)
    note_deed("clients.searched", by=by, at=now())
    told = _bytes({"clients": [
        {"id": hit.id, "name": hit.name, "born_year": hit.born_year, "phone_end": hit.phone_end}
        for hit in hits
    ]})  # fmt: skip
    return HttpResponse(told, content_type=JSON)


def one(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give one client's details."""
    by = actor(request)
    client = own.client(client_id, by=by)
    note_deed("client.read", by=by, at=now(), client_id=client.id)
    return HttpResponse(details(client_details.of(client)), content_type=JSON)


def details(client: Details) -> bytes:
    """Return what the bare data says of a client, as it goes out."""
    return _bytes({
        "id": str(client.id),
        "name": client.name,
        "born_on": client.born_on.isoformat() if client.born_on else None,
        "phone": client.phone,
        "barred": client.barred,
        "version": client.version,
    })  # fmt: skip


def _bytes(told: dict[str, Any]) -> bytes:
    """Return plain values as JSON; Django's own encoder takes its time to look for others."""
    return json.dumps(told).encode()


def _add(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    try:
        are_twins_asked = _are_twins_asked(request)
        given = _given(sent_json(request))
        made = _added(request.headers.get("Idempotency-Key"), given, by=by)
    except InputError as refused:
        problems = [defect.sentence() for defect in refused.defects]
        return JsonResponse({"problems": problems}, status=422)
    told: dict[str, Any] = {"id": str(made)}
    if are_twins_asked:
        # Asked when the client is there: of two who add one person at once, one is told.
        found = twins.likely(twins.Asked(**given), by=by, apart_from=made)
        told["twins"] = [str(one.id) for one in found]
    return JsonResponse(told, status=201)


def _are_twins_asked(request: HttpRequest) -> bool:
    asked = request.GET.get("twins", "")
    if asked not in {"", "1"}:
        raise InputError("client", [Defect("twins", "it cannot be read", "1, or leave it out")])
    return asked == "1"


def _added(sent_as: str | None, given: dict[str, Any], *, by: Actor) -> UUID:
    if sent_as is None:
        return service.add(**given, by=by, at=now()).id
    return service.add_once(sent_as.strip(), **given, by=by, at=now())


def _given(told: object) -> dict[str, Any]:
    """Return the fields of a new client.

    Raises
    ------
    InputError
        Lists every field that is unknown or cannot be read.
    """
    if not isinstance(told, dict):
        raise InputError("client", [Defect("the body", "it is not a JSON object", "one object")])
    defects = [Defect("the body", "it has a field that is not known", ", ".join(_ACCEPTED))]
    defects = defects if set(told) - set(_ACCEPTED) else []
    for field, longest in _ACCEPTED.items():
        if not isinstance(told.get(field, ""), str) or len(told.get(field, "")) > longest:
            defects.append(Defect(field, "it cannot be read", f"text of at most {longest}"))
    born_on = None
    if not defects and told.get("born_on"):
        try:
            born_on = date.fromisoformat(told["born_on"])
        except ValueError:
            defects.append(Defect("born_on", "it is not a day", "a day such as 1980-02-03"))
    if defects:
        raise InputError("client", defects)
    return {"name": told.get("name", ""), "born_on": born_on, "phone": told.get("phone", "")}
