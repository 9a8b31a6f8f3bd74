"""The idle lock: the session stays, its pages wait for password or passkey."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ischia.web.access import is_locked, source
from ischia.web.clock import now
from ischia.web.pages.account.entering import own_path, unlock_session
from ischia.web.people.models import Person
from ischia.web.people.passwords import LONGEST
from ischia.web.services import own_account, signing_in


def lock(request: HttpRequest) -> HttpResponse:
    """Lock this session at once; what runs in the player goes on."""
    request.session["locked"] = True
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect("unlock")


def still_here(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- the guard has noted it
    """Take in that a person is there though no page was opened."""
    return HttpResponse(status=204)


@sensitive_post_parameters()
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password again, by itself or over a page that waits beneath."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {
        "next": own_path(asked.get("next", "")),
        "is_locked": is_locked(request),
        "has_key": own_account.has_passkey(person),
    }
    status = 200
    if request.method == "POST":
        found = signing_in.attempt(
            request,
            email=person.email,
            password=request.POST.get("password", "")[:LONGEST],
            source=source(request),
            at=now(),
        )
        if found.person is not None:
            unlock_session(request)
            return _onward(request, str(context["next"]) or "/")
        context |= {"failed": True, "slowed": found.slowed}
        status = 429 if found.slowed else 422
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=status)
    return render(request, "account/unlock.html", context, status=status)


def _onward(request: HttpRequest, where: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect(where)
