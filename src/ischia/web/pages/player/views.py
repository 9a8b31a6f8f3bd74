"""The player: the session on the tablet, with or without a network."""

import base64
import hashlib
import hmac
from uuid import UUID

from attrs import asdict
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext

from ischia.errors import InputError
from ischia.web.access import actor, sent_json, still_here
from ischia.web.clock import now
from ischia.web.pages.player import code
from ischia.web.queries import own, packet, practice, session_page
from ischia.web.records.states import STOP_REASONS
from ischia.web.services import session
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal

_MOST_EVENTS = 500


def show(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show the player's shell: it holds no word of any client and may be kept offline."""
    visit = own.visit(visit_id, by=actor(request))
    context = {
        "reasons": {key: gettext(words) for key, words in STOP_REASONS.items()},
        "number": practice.emergency_number(visit),
        "code": code.address("player"),
    }
    return render(request, "player/show.html", context)


def bring(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Hand the tablet that runs the session its packet and the key it keeps it under."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    plan = session_page.adopted_plan(visit)
    if plan is None:
        return JsonResponse(
            {"problem": gettext("This session was not begun. Adopt the plan first.")}, status=409
        )
    tablet = request.headers.get("X-Tablet", "")[:40]
    if not session.take(visit, tablet, over=request.method == "POST", by=by, at=now()):
        return JsonResponse({"held": True}, status=409)
    note_deed("packet.taken", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    seed = f"packet {visit.id} {by.person_id} {request.session.get('begun')}".encode()
    key = hmac.new(settings.SECRET_KEY.encode(), seed, hashlib.sha256).digest()
    return JsonResponse(
        {
            "packet": packet.packet(visit, plan)
            | {"code": code.version(), "csrf": get_token(request)},
            "key": base64.b64encode(key).decode(),
            "events": session_page.events(visit),
            "over": session_page.is_over(visit),
        }
    )


def receive(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Take events in and say which are safely here."""
    if request.headers.get("X-Touched"):
        still_here(request)
    sent = sent_json(request)
    told = sent if isinstance(sent, dict) else {}
    events = told.get("events")
    if not isinstance(events, list) or len(events) > _MOST_EVENTS:
        return JsonResponse({"problem": gettext("These events cannot be read.")}, status=422)
    try:
        touches = [session.touch_of(one) for one in events]
        tablet, at = request.headers.get("X-Tablet", "")[:40], now()
        slow_by = session.slow_by(told.get("clock"), at=at)
        receipt = session.receive(
            visit_id, touches, tablet=tablet, slow_by=slow_by, by=actor(request), at=at
        )
    except InputError as refused:
        problem = " ".join(refusal(one) for one in refused.defects)
        return JsonResponse({"problem": problem}, status=422)
    status = 409 if receipt.refused else 200
    return JsonResponse(asdict(receipt), status=status)
