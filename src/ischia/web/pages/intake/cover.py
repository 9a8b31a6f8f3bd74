"""The cover of a client's link: it opens its form for one browser, another shows a second fact."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from ischia.web.access import source
from ischia.web.clock import now, read_day
from ischia.web.pages.intake.sitting import CODES, KEYS, closed
from ischia.web.queries import practice, wording
from ischia.web.records.states import LinkPurpose
from ischia.web.services import links, own_account, pace, speaking


def open_link(
    request: HttpRequest, token: str, *, purpose: LinkPurpose = LinkPurpose.INTAKE
) -> HttpResponse:
    """Show the cover of a form; only a person's POST opens it."""
    if pace.DEAD.is_over(source(request), at=now()):
        return render(request, "intake/too_often.html", status=429)
    link = links.find(token, purpose=purpose, at=now())
    if link is None:
        pace.DEAD.take(source(request), at=now())
        return closed(request)
    device = request.COOKIES.get(_device_cookie(), "") or links.new_device()
    is_known = links.is_device(link, device) or _is_same_browser(request, link)
    spoken = request.GET.get("in") or request.POST.get("language") or link.visit.client.language
    context = {
        "needs_fact": links.needs_fact(link) and not is_known,
        "can_show_fact": links.can_show_fact(link),
        "number": practice.emergency_number(link.visit),
        "cover_languages": wording.names(),
        "language": spoken,
        "is_check_in": purpose is LinkPurpose.CHECK_IN,
    }
    if request.method == "POST":
        if _is_same_browser(request, link) or _taken(request, link, device):
            speaking.speak(link.visit, spoken, by=None, source=source(request), at=now())
            is_check_in = purpose is LinkPurpose.CHECK_IN
            return redirect("check_start" if is_check_in else "form_start")
        context["failed"] = True
    status = 422 if request.method == "POST" else 200
    with translation.override(CODES.get(spoken, "en-gb")):
        response = render(request, "intake/cover.html", context, status=status)
    response.set_cookie(
        _device_cookie(),
        device,
        max_age=links.LIFE,
        secure=settings.IS_OPEN,
        httponly=True,
        samesite="Lax",
    )
    return response


def _device_cookie() -> str:
    """Return the cookie of a browser's secret, which it has before it opens a link."""
    return "__Host-form" if settings.IS_OPEN else "form"


def _taken(request: HttpRequest, link: Any, device: str) -> bool:  # noqa: ANN401 -- pages touch no table
    told = request.POST
    has_it = links.take(
        link,
        device=device,
        born_on=read_day(told.get("born_on", "")),
        filled_by=told.get("filled_by", ""),
        source=source(request),
        at=now(),
    )
    if has_it:
        request.session.cycle_key()
        if place := request.session.get("place"):  # a person of the practice is signed in here
            own_account.moved(UUID(place), key=str(request.session.session_key))
        kept, secret = KEYS[LinkPurpose(link.purpose)]
        request.session[kept], request.session[secret] = str(link.id), device
        request.session.set_expiry(links.LIFE)
    return has_it


def _is_same_browser(request: HttpRequest, link: Any) -> bool:  # noqa: ANN401 -- as above
    purpose = LinkPurpose(link.purpose)
    kept, secret = KEYS[purpose]
    if request.session.get(kept) != str(link.id):
        return False
    device = request.session.get(secret, "")
    return links.held(link.id, purpose=purpose, device=device, at=now()) is not None
