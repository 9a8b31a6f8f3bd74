"""Likely twins as JSON, for a program that adds clients: it asks first, and a person chooses."""

from django.http import HttpRequest, JsonResponse

from ischia.errors import Defect
from ischia.web.access import actor
from ischia.web.clock import now, read_day
from ischia.web.queries import twins
from ischia.web.services.trail import note_deed


def likely(request: HttpRequest) -> JsonResponse:
    """Give the clients who may be the same person as one about to be added."""
    by, told = actor(request), request.GET
    born_on = read_day(told.get("born_on", ""))
    if told.get("born_on") and born_on is None:
        defect = Defect("born_on", "it is not a day", "a day such as 1980-02-03")
        return JsonResponse({"problems": [defect.sentence()]}, status=422)
    asked = twins.Asked(told.get("name", "")[:160], born_on, told.get("phone", "")[:40])
    found = twins.likely(asked, by=by)
    note_deed("clients.searched", by=by, at=now())
    return JsonResponse({"clients": [
        {"id": str(one.id), "name": one.name, "born_year": one.born_year,
         "phone_end": one.phone_end, "why": list(one.why)}
        for one in found
    ]})  # fmt: skip
