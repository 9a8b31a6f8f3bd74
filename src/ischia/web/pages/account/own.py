"""A person's own account: password, app, passkeys, recovery codes, where they are signed in."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from ischia.web.access import actor, source
from ischia.web.clock import now
from ischia.web.pages.account.keys import site_of
from ischia.web.pages.account.views import new_app
from ischia.web.people.models import Person
from ischia.web.people.passwords import LONGEST
from ischia.web.services import devices, own_account, passkeys, recovery, signing_in


def show(request: HttpRequest, problems: tuple[str, ...] = ()) -> HttpResponse:
    """Show how this person signs in, and where they are signed in now."""
    by = actor(request)
    places = own_account.places(by=by, key=str(request.session.session_key))
    context = {
        "problems": problems,
        "keys": own_account.passkeys(by=by),
        "passkeys_work": site_of(request).has_name,
        "codes_left": recovery.left(by=by),
        "n_codes": recovery.N_CODES,
        "new_devices": devices.new_ones(by=by),
        "places": [(one, datetime.fromtimestamp(one.seen, UTC)) for one in places],
    }
    return render(request, "account/own.html", context, status=422 if problems else 200)


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password: the old one first; every other session ends."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    old, new = request.POST.get("old", "")[:LONGEST], request.POST.get("new", "")
    problems = _password_problems(new, person)
    if not problems:
        found = signing_in.attempt(
            request, email=person.email, password=old, source=source(request), at=now()
        )
        if found.slowed:
            problems = (gettext("Too many attempts. Please wait a quarter of an hour."),)
        elif found.person is None:
            problems = (gettext("The old password does not fit."),)
    if problems:
        return show(request, problems)
    changed = own_account.change_password(
        new, by=actor(request), key=str(request.session.session_key), at=now()
    )
    update_session_auth_hash(request, changed)
    own_account.moved(UUID(request.session["place"]), key=str(request.session.session_key))
    return redirect("own_account")


def _password_problems(new: str, person: Person) -> tuple[str, ...]:
    try:
        validate_password(new, person)
    except ValidationError as refused:
        return tuple(refused.messages)
    return ()


def app(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app, or put a new one in the old one's place."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    return new_app(request, person)


def codes(request: HttpRequest) -> HttpResponse:
    """Make ten recovery codes and show them this once."""
    made = recovery.renew(by=actor(request), at=now())
    return render(request, "account/codes.html", {"codes": made})


def remove_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Forget a passkey and end the sessions elsewhere."""
    by = actor(request)
    passkeys.remove(key_id, by=by, at=now())
    own_account.end_others(by=by, key=str(request.session.session_key), at=now())
    return redirect("own_account")


def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    own_account.end_others(by=actor(request), key=str(request.session.session_key), at=now())
    return redirect("own_account")
