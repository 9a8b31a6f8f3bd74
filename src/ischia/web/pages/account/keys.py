"""Passkeys: the two halves of each conversation with the device."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, JsonResponse

from ischia.errors import InputError
from ischia.web.access import actor, sent_json, source
from ischia.web.clock import now
from ischia.web.pages.account.entering import begin_session, own_path, unlock_session
from ischia.web.people.models import Person
from ischia.web.services import own_account, passkeys
from ischia.web.words import refusal


def site_of(request: HttpRequest) -> passkeys.Site:
    """Return where the page stands; Django has checked the host against the settings."""
    scheme = "https" if settings.ADDRESS.startswith("https:") or request.is_secure() else "http"
    return passkeys.Site(f"{scheme}://{request.get_host()}")


def _told(request: HttpRequest) -> dict[str, Any]:
    found = sent_json(request)
    return found if isinstance(found, dict) else {}


def begin(request: HttpRequest) -> HttpResponse:
    """Say what a new key must sign."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    options, state = passkeys.begin_adding(person, site=site_of(request))
    request.session["new_passkey"] = state
    return JsonResponse(options)


def add(request: HttpRequest) -> HttpResponse:
    """Keep a new key and end the sessions elsewhere."""
    told, by = _told(request), actor(request)
    state = request.session.pop("new_passkey", {})
    label = str(told.get("label") or own_account.device_of(request.headers.get("User-Agent", "")))
    try:
        passkeys.add(
            told.get("answer") or {}, state=state, site=site_of(request), label=label, by=by,
            at=now(),
        )  # fmt: skip
    except InputError as refused:
        problem = " ".join(refusal(one) for one in refused.defects)
        return JsonResponse({"problem": problem}, status=422)
    own_account.end_others(by=by, key=str(request.session.session_key), at=now())
    request.session["second"] = True
    return JsonResponse({"next": "/account/"})


def ask(request: HttpRequest) -> HttpResponse:
    """Say what a key must sign: of the person who is signed in, or of anyone."""
    options, state = passkeys.begin_showing(_signed_in(request), site=site_of(request))
    request.session["passkey"] = state
    return JsonResponse(options)


def show(request: HttpRequest) -> HttpResponse:
    """Let in, or let go on, whose key has signed."""
    told, person = _told(request), _signed_in(request)
    state = request.session.pop("passkey", {})
    found = passkeys.show(
        told.get("answer") or {}, person=person, state=state, site=site_of(request),
        source=source(request), at=now(),
    )  # fmt: skip
    if found.person is None:
        return JsonResponse({"slowed": found.slowed}, status=429 if found.slowed else 422)
    if person is None:
        begin_session(request, found.person, second=True)
    else:
        request.session["second"] = True
        unlock_session(request)
    return JsonResponse({"next": own_path(str(told.get("next") or "")) or "/"})


def _signed_in(request: HttpRequest) -> Person | None:
    person = get_user(request)
    return person if isinstance(person, Person) else None
